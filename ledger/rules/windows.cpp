#include "ledger/rules/windows.hpp"

#include "ledger/rules/holders.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr std::string_view province_prefix = "prov:";
constexpr std::int32_t months_max = 1'200;

bool is_schedule(const Kept& kept) {
  return kept.type == type::election_scheduled || kept.type == type::election_rescheduled;
}

// The newest schedule that had been published on the date, else the first one.
const Kept* schedule_as_of(const StreamState& election, Date date) {
  const Kept* found = nullptr;
  for (const Kept& kept : election.kept) {
    if (is_schedule(kept) && (found == nullptr || kept.legal_date <= date)) found = &kept;
  }
  return found;
}

// "64" of "prov:64", "64.71" of "kota:64.71".
std::string_view digits_of(std::string_view region) {
  const std::size_t colon = region.find(':');
  return colon == std::string_view::npos ? std::string_view() : region.substr(colon + 1);
}

bool is_province(std::string_view region) {
  return region.starts_with(province_prefix);
}

bool lies_in(std::string_view region, std::string_view province) {
  const std::string_view inner = digits_of(region);
  const std::string_view outer = digits_of(province);
  return is_province(province) && !is_province(region) && !outer.empty() && inner.size() > outer.size() &&
         inner.starts_with(outer) && inner[outer.size()] == '.';
}

bool follows(const RuleSet& rules, std::string_view region, std::string_view voting) {
  if (lies_in(voting, region)) return policy_is(rules, "province_follows_kabkota", "true");
  if (lies_in(region, voting)) return policy_is(rules, "kabkota_follows_province", "true");
  return false;
}

// The last day of the window before the determination, by the heads who held the office.
std::optional<Date> end_of_term(const std::vector<Holding>& heads, Date determination) {
  const Holding* in_office = nullptr;
  std::optional<Date> last;
  for (const Holding& head : heads) {
    if (head.inaugurated_on && determination < *head.inaugurated_on) {
      last = std::min(last.value_or(date_max), *head.inaugurated_on - 1);
    }
    const bool has_term = head.term_ends_on.has_value() && head.from <= determination;
    if (has_term && (in_office == nullptr || in_office->from <= head.from)) in_office = &head;
  }
  if (in_office != nullptr && determination <= *in_office->term_ends_on) {
    last = std::min(last.value_or(date_max), *in_office->term_ends_on);
  }
  return last;
}

// An inauguration that was recorded by itself belongs to the appointment of the same person; without one it protects
// all the same.
void inaugurate(std::vector<Holding>& heads, const Kept& inaugurated) {
  namespace of = field::regional_head_inaugurated;
  const Id* holder = inaugurated.get<Id>(of::holder);
  const Date* on = inaugurated.get<Date>(of::inaugurated_on);
  const Date* term = inaugurated.get<Date>(of::term_ends_on);
  if (holder == nullptr || on == nullptr) return;
  const std::optional<Date> ends = term == nullptr ? std::nullopt : std::optional<Date>(*term);
  const auto appointed = std::find_if(heads.rbegin(), heads.rend(), [&](const Holding& head) {
    return head.holder == *holder && head.covers(*on) && !head.inaugurated_on.has_value();
  });
  if (appointed == heads.rend()) {
    heads.push_back({*holder, HolderKind::none, *on, date_max, ends, *on});
    return;
  }
  appointed->inaugurated_on = *on;
  if (ends) appointed->term_ends_on = ends;
}

std::vector<Holding> heads_of_office(WindowFacts& facts, std::string_view office) {
  const StreamState* stream = facts.office("office-" + std::string(office));
  if (stream == nullptr) return {};
  std::vector<Holding> heads = holdings(stream);
  for (const Kept& kept : stream->kept) {
    if (kept.type == type::regional_head_inaugurated) inaugurate(heads, kept);
  }
  return heads;
}

struct Concern {
  bool concerned = false;
  std::vector<std::string> followed;  // regions that vote, where the window only follows
};

Concern concern_of(const RuleSet& rules, const Codes& regions, std::string_view region) {
  Concern found;
  for (const Code& voting : regions) {
    if (voting.text == region) return {true, {}};
    if (follows(rules, region, voting.text)) {
      found.concerned = true;
      found.followed.push_back(voting.text);
    }
  }
  return found;
}

// The window of a follower ends with its own head's term, or with the last of the terms that are voted on.
Date window_end(WindowFacts& facts, const RuleSet& rules, std::string_view office, const Concern& concern,
                Date determination) {
  std::optional<Date> last;
  if (!concern.followed.empty() && policy_is(rules, "follower_window_end", "ELECTION_TERM")) {
    for (const std::string& region : concern.followed) {
      const std::string head = std::string(role_of(office)) + "@" + region;
      const auto end = end_of_term(heads_of_office(facts, head), determination);
      if (end) last = std::max(last.value_or(date_min), *end);
    }
  }
  if (!last) last = end_of_term(heads_of_office(facts, office), determination);
  return last.value_or(date_max);
}

Date months_from(Date date, std::int32_t months) {
  return add_months(date, std::clamp(months, -months_max, months_max));
}

void add_election_windows(std::vector<Window>& windows, WindowFacts& facts, const RuleSet& rules, const WindowRow& row,
                          std::string_view office, Date as_of) {
  for (const StreamState* election : facts.elections()) {
    const Kept* schedule = schedule_as_of(*election, as_of);
    const Codes* regions = schedule == nullptr ? nullptr : schedule->get<Codes>(field::election::regions);
    const Date* determined = schedule == nullptr ? nullptr : schedule->get<Date>(field::election::determination_date);
    if (regions == nullptr || determined == nullptr) continue;
    const Concern concern = concern_of(rules, *regions, agency_of(office));
    if (!concern.concerned) continue;
    const Date until = window_end(facts, rules, office, concern, *determined);
    windows.push_back({row.kind, months_from(*determined, -row.months), until, row.basis, election->name});
  }
}

void add_inauguration_windows(std::vector<Window>& windows, WindowFacts& facts, const WindowRow& row,
                              std::string_view office) {
  for (const Holding& head : heads_of_office(facts, office)) {
    if (!head.inaugurated_on) continue;
    windows.push_back(
        {row.kind, *head.inaugurated_on, months_from(*head.inaugurated_on, row.months) - 1, row.basis, ""});
  }
}

class FactsOfState final : public WindowFacts {
 public:
  explicit FactsOfState(State& state) : state_(state) {}
  std::vector<const StreamState*> elections() override { return state_.registry("election-"); }
  const StreamState* office(std::string_view stream) override {
    const auto found = state_.find(stream);
    return found ? *found : nullptr;
  }

 private:
  State& state_;
};

}  // namespace

std::vector<Window> protected_windows(WindowFacts& facts, const RuleSet& rules, std::string_view office, Date as_of) {
  std::vector<Window> windows;
  for (const WindowRow& row : rules.windows) {
    if (row.kind == "BEFORE_DETERMINATION") add_election_windows(windows, facts, rules, row, office, as_of);
    if (row.kind == "AFTER_INAUGURATION") add_inauguration_windows(windows, facts, row, office);
  }
  return windows;
}

std::vector<Window> protected_windows(State& state, const RuleSet& rules, std::string_view office, Date as_of) {
  FactsOfState facts(state);
  return protected_windows(facts, rules, office, as_of);
}

const Window* window_on(const std::vector<Window>& windows, Date date) {
  const auto at = std::find_if(windows.begin(), windows.end(), [date](const Window& w) { return w.contains(date); });
  return at == windows.end() ? nullptr : &*at;
}

const Window* window_begun_between(const std::vector<Window>& windows, Date after, Date until) {
  const Window* first = nullptr;
  for (const Window& each : windows) {
    if (each.from <= after || until < each.from || each.until < each.from) continue;
    if (first == nullptr || each.from < first->from) first = &each;
  }
  return first;
}

std::optional<Date> determination_date(const StreamState& election, std::string_view region) {
  std::optional<Date> determined;
  for (const Kept& kept : election.kept) {
    const Code* where = kept.get<Code>(field::candidate_pair_determined::region);
    const Date* on = kept.get<Date>(field::candidate_pair_determined::determined_on);
    if (kept.type != type::candidate_pair_determined || where == nullptr || on == nullptr) continue;
    if (where->text == region) determined = std::min(determined.value_or(*on), *on);
  }
  if (determined) return determined;
  const Kept* schedule = schedule_as_of(election, date_max);
  const Date* planned = schedule == nullptr ? nullptr : schedule->get<Date>(field::election::determination_date);
  return planned == nullptr ? std::nullopt : std::optional<Date>(*planned);
}

}  // namespace jejak
