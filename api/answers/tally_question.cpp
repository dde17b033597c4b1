#include "api/answers/tally_question.hpp"

#include "api/answers/read_entry.hpp"
#include "ledger/base/text.hpp"
#include "projections/tally_groups.hpp"
#include "projections/tally_view.hpp"

namespace jejak {
namespace {

constexpr Counter of_cases[] = {Counter::reports,         Counter::reported,        Counter::no_violation,
                                Counter::forwarded,       Counter::recommended,     Counter::followed_up,
                                Counter::not_followed_up, Counter::blocked,         Counter::decided,
                                Counter::contested,       Counter::refused_attempts};
constexpr Counter of_sanctions[] = {Counter::decided,  Counter::serving,       Counter::completed,
                                    Counter::annulled, Counter::rehabilitated, Counter::contested};
constexpr Counter of_prevention[] = {Counter::circulars_issued,
                                     Counter::circulars_acknowledged,
                                     Counter::briefings,
                                     Counter::attendees,
                                     Counter::teams,
                                     Counter::pledges,
                                     Counter::signatories,
                                     Counter::monitoring_reports};
constexpr Counter of_candidacy[] = {Counter::notified, Counter::submitted, Counter::determined, Counter::discharged,
                                    Counter::duty_breached};
constexpr auto of_all = [] {
  std::array<Counter, counter_count> out{};
  for (std::size_t i = 0; i < counter_count; ++i) out[i] = static_cast<Counter>(i);
  return out;
}();

Error unknown(const Asker& asker, Phrase what, const std::string& word, const std::vector<std::string>& known) {
  std::string near = nearest_names(word, known);
  if (near.empty()) near = joined(known);
  return Error{Errc::usage, asker.say(what, word, asker.say(Phrase::tally_near, near))};
}

Result<TallyDimension> dimension(const Asker& asker, const std::string& word) {
  if (const auto known = parse_tally_dimension(word)) return *known;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < tally_dimension_count; ++i) names.emplace_back(name(static_cast<TallyDimension>(i)));
  return unknown(asker, Phrase::tally_unknown_dimension, word, names);
}

Result<Counter> counter(const Asker& asker, const std::string& word) {
  if (const auto known = parse_counter(word)) return *known;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < counter_count; ++i) names.emplace_back(name(static_cast<Counter>(i)));
  return unknown(asker, Phrase::tally_unknown_counter, word, names);
}

}  // namespace

bool is_of_cases(Counter counter) {
  return static_cast<std::size_t>(counter) < case_counter_count;
}

std::span<const Counter> counters_shown(std::string_view together) {
  if (together == "cases") return of_cases;
  if (together == "sanctions") return of_sanctions;
  if (together == "prevention") return of_prevention;
  if (together == "candidacy") return of_candidacy;
  if (together == "all") return of_all;
  return {};
}

std::vector<std::string> shown_names() {
  return {"cases", "sanctions", "prevention", "candidacy", "all"};
}

std::vector<Counter> countable(std::span<const Counter> counters, const TallyQuestion& question) {
  bool events = knows_events(question.by);
  for (const TallyFilter& filter : question.where) events = events && knows_events(filter.by);
  std::vector<Counter> out;
  for (const Counter counter : counters) {
    if (events || is_of_cases(counter)) out.push_back(counter);
  }
  return out;
}

Result<AskedTally> read_tally_question(const AskedCounts& asked, const Asker& asker) {
  AskedTally out;
  if (!asked.by.empty()) {
    auto by = dimension(asker, asked.by);
    if (!by) return std::move(by).error();
    out.question.by = *by;
  }
  out.question.agency = asked.agency;
  out.question.persons = asked.persons;
  out.question.times = asked.times;
  for (const std::string& each : asked.where) {
    const auto equals = each.find('=');
    if (equals == std::string::npos)
      return Error{Errc::usage, asker.say(Phrase::tally_where_wrong, each, asker.name_of("where"))};
    auto by = dimension(asker, each.substr(0, equals));
    if (!by) return std::move(by).error();
    out.question.where.push_back({*by, each.substr(equals + 1)});
  }
  const std::string show = asked.show.empty() ? "cases" : asked.show;
  const auto together = counters_shown(show);
  if (together.empty()) return unknown(asker, Phrase::tally_unknown_show, show, shown_names());
  out.counters.assign(together.begin(), together.end());
  if (asked.counters.empty()) return out;
  out.counters.clear();
  std::string_view rest = asked.counters;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    auto one = counter(asker, std::string(rest.substr(0, end)));
    if (!one) return std::move(one).error();
    out.counters.push_back(*one);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

Result<Stamp> tally_stamp(const EntrySource& source, TreeSize as_of) {
  auto root = source.root(as_of);
  if (!root) return std::move(root).error();
  return Stamp{name_of(TallyView()), as_of, *root, {}};
}

Outcome check_begun(const EntrySource& source, const Coordinates& at, const Asker& asker) {
  if (!at.on) return {};
  for (Sequence position{1}; position.value < at.as_of.value; ++position.value) {
    auto bytes = source.entry(position);
    if (!bytes) return std::move(bytes).error();
    const auto first = read_entry(position, *bytes);
    if (!first) return Error(first.error());
    if (!first->event) continue;
    if (first->event->legal_date <= *at.on) return {};
    return Error{Errc::not_found, asker.say(Phrase::on_before_first, print(*at.on), print(first->event->legal_date),
                                            asker.name_of("on"))};
  }
  return {};
}

}  // namespace jejak
