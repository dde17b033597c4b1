#include "projections/tally_groups.hpp"

#include "ledger/rules/code_lists.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr int first_year = 1990;
constexpr int years = 120;
constexpr std::size_t states = 200;
constexpr int first_city = 71;
constexpr const char* phase_names[election_phase_count] = {"-", "before_determination", "campaign", "after_voting"};
constexpr std::size_t suggestions_max = 3;

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
      corner = above;
    }
  }
  return row[b.size()];
}

int depth_of(TallyDimension by) {
  return by == TallyDimension::province ? 1 : by == TallyDimension::regency ? 2 : 3;
}

bool is_region(TallyDimension by) {
  return by == TallyDimension::province || by == TallyDimension::regency || by == TallyDimension::district;
}

bool is_word(TallyDimension by) {
  switch (by) {
    case TallyDimension::agency:
    case TallyDimension::home:
    case TallyDimension::unit:
    case TallyDimension::violations:
    case TallyDimension::sanction:
    case TallyDimension::rank:
    case TallyDimension::stat:
    case TallyDimension::election: return true;
    case TallyDimension::none:
    case TallyDimension::province:
    case TallyDimension::regency:
    case TallyDimension::district:
    case TallyDimension::kanreg:
    case TallyDimension::violation:
    case TallyDimension::level:
    case TallyDimension::phase:
    case TallyDimension::month:
    case TallyDimension::origin:
    case TallyDimension::state: return false;
  }
  return false;
}

}  // namespace

std::string_view region_digits(std::string_view code) {
  const auto colon = code.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view digits = code.substr(colon + 1);
  bool number = false;
  for (const char c : digits) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && (c != '.' || !number)) return {};
    number = is_digit;
  }
  return number ? digits : std::string_view();
}

std::string region_at(std::string_view code, int depth) {
  const std::string_view digits = region_digits(code);
  std::size_t end = 0;
  for (int part = 0; part < depth; ++part) {
    if (digits.empty() || end >= digits.size()) return {};
    if (part > 0) ++end;
    end = std::min(digits.find('.', end), digits.size());
  }
  const std::string region(digits.substr(0, end));
  if (depth == 1) return "prov:" + region;
  if (depth == 3) return "kec:" + region;
  const std::string_view number = std::string_view(region).substr(region.find('.') + 1);
  int value = 0;
  for (const char c : number.substr(0, 4)) value = value * 10 + (c - '0');
  return (value >= first_city ? "kota:" : "kab:") + region;
}

Grouping::Grouping(TallyDimension by, const TallyWords& words, const TallyLaw& law)
    : by_(by), words_(words), law_(law) {
  if (is_word(by)) {
    size_ = words.size();
    return;
  }
  const auto map = [this](const auto& name) {
    map_.assign(words_.size(), 0);
    for (Word word = 1; word < words_.size(); ++word) map_[word] = named(name(word));
  };
  if (is_region(by)) {
    map([this](Word word) { return region_at(words_.text(word), depth_of(by_)); });
  } else if (by == TallyDimension::kanreg) {
    map([this](Word word) {
      for (int steps = 0; word != no_word && steps < 32; ++steps, word = law_.parent(word)) {
        if (words_.text(word).starts_with("kanreg:")) return std::string(words_.text(word));
      }
      return std::string();
    });
  } else if (by == TallyDimension::level) {
    map([this](Word word) { return std::string(law_.level(words_.text(word))); });
  } else if (by == TallyDimension::violation) {
    lists_.resize(words_.size());
    for (Word word = 1; word < words_.size(); ++word) {
      std::string_view rest = words_.text(word);
      if (!rest.starts_with(list_mark)) continue;
      while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::size_t end = std::min(rest.find('+'), rest.size());
        lists_[word].push_back(named(std::string(rest.substr(0, end))));
        rest.remove_prefix(end);
      }
    }
  }
  size_ = texts_.size();
  if (by == TallyDimension::phase) size_ = election_phase_count;
  if (by == TallyDimension::origin) size_ = std::size(codes::origins) + 1;
  if (by == TallyDimension::state) size_ = states;
  if (by == TallyDimension::month) size_ = static_cast<std::size_t>(years) * 12 + 1;
}

Group Grouping::named(std::string text) {
  if (text.empty()) return 0;
  const auto [at, fresh] = named_.emplace(text, static_cast<Group>(texts_.size()));
  if (fresh) texts_.push_back(std::move(text));
  return at->second;
}

Group Grouping::month_of(Date day) const {
  if (day < date_min || day > date_max) return 0;
  // Months since the first year; dates before or after all of them are in none.
  const int year = year_of(day);
  if (year < first_year || year >= first_year + years) return 0;
  const int month = (print(day)[5] - '0') * 10 + (print(day)[6] - '0');
  return static_cast<Group>((year - first_year) * 12 + month);
}

Group Grouping::one(const StrandFacts& facts, Word credited) const {
  const auto word = [this](Word said) { return said < size_ ? said : 0; };
  switch (by_) {
    case TallyDimension::none:
    case TallyDimension::violation: return 0;
    case TallyDimension::province:
    case TallyDimension::regency:
    case TallyDimension::district: {
      const Group place = mapped(facts.place);
      return place != 0 || region_digits(words_.text(facts.place)).size() > 0 ? place : mapped(facts.home);
    }
    case TallyDimension::agency: return word(credited);
    case TallyDimension::home: return word(facts.home);
    case TallyDimension::unit: return word(facts.unit);
    case TallyDimension::kanreg: return mapped(facts.home);
    case TallyDimension::violations: return word(facts.violations);
    case TallyDimension::sanction: return word(facts.sanction);
    case TallyDimension::level: return mapped(facts.sanction);
    case TallyDimension::rank: return word(facts.rank);
    case TallyDimension::stat: return word(facts.stat);
    case TallyDimension::phase: return static_cast<Group>(law_.phase(facts));
    case TallyDimension::election: return word(facts.election);
    case TallyDimension::month: return month_of(facts.reached_on(Milestone::opened));
    case TallyDimension::origin: return facts.origin < size_ ? facts.origin : 0;
    case TallyDimension::state: return static_cast<Group>(facts.state) < size_ ? static_cast<Group>(facts.state) : 0;
  }
  return 0;
}

std::span<const Group> Grouping::of(const StrandFacts& facts, Word credited) {
  if (by_ == TallyDimension::violation && facts.violations < lists_.size() && !lists_[facts.violations].empty()) {
    return lists_[facts.violations];
  }
  only_ = one(facts, credited);
  return {&only_, 1};
}

Group Grouping::of_event(const tally_row::CounterStep& step) const {
  if (is_region(by_)) {
    const Group place = mapped(step.place);
    return place != 0 || region_digits(words_.text(step.place)).size() > 0 ? place : mapped(step.agency);
  }
  if (by_ == TallyDimension::agency) return step.agency < size_ ? step.agency : 0;
  if (by_ == TallyDimension::kanreg) return mapped(step.agency);
  if (by_ == TallyDimension::election) return step.election < size_ ? step.election : 0;
  return by_ == TallyDimension::month ? month_of(step.legal) : 0;
}

std::string Grouping::text(Group group) const {
  if (group == 0) return "-";
  if (by_ == TallyDimension::violations) return std::string(words_.text(group).substr(1));
  if (is_word(by_)) return std::string(words_.text(group));
  switch (by_) {
    case TallyDimension::phase: return phase_names[group];
    case TallyDimension::origin: return codes::origins[group - 1];
    case TallyDimension::state: return name(static_cast<StateCode>(group));
    case TallyDimension::month: {
      const int number = static_cast<int>(group) - 1;
      return print(date_of(first_year + number / 12, static_cast<unsigned>(number % 12) + 1, 1)).substr(0, 7);
    }
    case TallyDimension::none:
    case TallyDimension::province:
    case TallyDimension::regency:
    case TallyDimension::district:
    case TallyDimension::agency:
    case TallyDimension::home:
    case TallyDimension::unit:
    case TallyDimension::kanreg:
    case TallyDimension::violation:
    case TallyDimension::violations:
    case TallyDimension::sanction:
    case TallyDimension::level:
    case TallyDimension::rank:
    case TallyDimension::stat:
    case TallyDimension::election: break;
  }
  return group < texts_.size() ? texts_[group] : "-";
}

std::optional<Group> Grouping::find(std::string_view wanted) const {
  if (wanted == "-") return 0;
  if (by_ == TallyDimension::violations) return words_.find(list_mark + std::string(wanted));
  if (is_word(by_)) return words_.find(wanted);
  const std::size_t named_groups = texts_.size() > 1 ? texts_.size() : size_;
  for (Group group = 1; group < named_groups; ++group) {
    if (by_ == TallyDimension::state && !is_known_state(static_cast<std::uint16_t>(group))) continue;
    if (text(group) == wanted) return group;
  }
  return std::nullopt;
}

std::vector<std::string> Grouping::all() const {
  std::vector<std::string> out;
  for (Group group = 1; group < size_; ++group) {
    if (by_ == TallyDimension::state && !is_known_state(static_cast<std::uint16_t>(group))) continue;
    if (by_ == TallyDimension::violations && !words_.text(group).starts_with(list_mark)) continue;
    std::string each = text(group);
    const bool printable = std::all_of(each.begin(), each.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (printable) out.push_back(std::move(each));
  }
  return out;
}

std::string nearest_names(std::string_view text, const std::vector<std::string>& names) {
  std::vector<std::pair<std::size_t, const std::string*>> near;
  for (const std::string& each : names) {
    if (each.size() > text.size() + 12) continue;
    std::size_t far = distance(text, each);
    if (!text.empty() && each.find(text) != std::string::npos) far = 1;
    if (far <= 1 + text.size() / 3) near.emplace_back(far, &each);
  }
  std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : *a.second < *b.second;
  });
  std::string out;
  for (std::size_t i = 0; i < near.size() && i < suggestions_max; ++i) out += (i == 0 ? "" : ", ") + *near[i].second;
  return out;
}

}  // namespace jejak
