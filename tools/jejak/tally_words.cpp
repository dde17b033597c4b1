#include "tools/jejak/tally_words.hpp"

#include "ledger/record/flat_json.hpp"

#include <algorithm>

namespace jejak {
namespace {

static_assert(static_cast<std::size_t>(Text::tally_duty_breached) - static_cast<std::size_t>(Text::tally_reported) +
                  1 ==
              counter_count);
static_assert(static_cast<std::size_t>(Text::tally_by_state) - static_cast<std::size_t>(Text::tally_by_none) + 1 ==
              tally_dimension_count);

constexpr Text phase_titles[phase_count] = {Text::tally_phase_study, Text::tally_phase_supervision,
                                            Text::tally_phase_decision, Text::tally_phase_delivery,
                                            Text::tally_phase_execution};
constexpr const char* phase_names[phase_count] = {"opened_forwarded", "forwarded_recommended", "recommended_decided",
                                                  "decided_delivered", "delivered_executed"};

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

bool is_of_cases(Counter counter) {
  return static_cast<std::size_t>(counter) < case_counter_count;
}

std::string text_of(Text first, std::size_t offset, const Terminal& terminal) {
  return terminal.say(static_cast<Text>(static_cast<std::size_t>(first) + offset));
}

std::string days(double value) {
  return fmt::format("{:.1f}", value);
}

std::string kept_share(const TermTally& term) {
  const std::uint64_t judged = term.kept + term.late + term.lapsed;
  if (judged == 0) return "-";
  return fmt::format("{:.1f}", 100.0 * static_cast<double>(term.kept) / static_cast<double>(judged));
}

}  // namespace

std::string title_of(Counter counter, const Terminal& terminal) {
  return text_of(Text::tally_reported, static_cast<std::size_t>(counter), terminal);
}

std::string without_hyphens(std::string title) {
  std::erase(title, '-');
  return title;
}

std::string whole_title_of(Counter counter, const Terminal& terminal) {
  return without_hyphens(title_of(counter, terminal));
}

std::string title_of(TallyDimension dimension, const Terminal& terminal) {
  return text_of(Text::tally_by_none, static_cast<std::size_t>(dimension), terminal);
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

TextTable table_of(const TallyAnswer& answer, const TallyQuestion& question, const std::vector<Counter>& counters,
                   const Terminal& terminal) {
  TextTable out;
  out.last_is_total = true;
  out.columns.push_back({title_of(question.by, terminal), false});
  for (const Counter counter : counters) {
    out.columns.push_back({title_of(counter, terminal), true});
    if (question.persons && is_of_cases(counter)) {
      out.columns.push_back({terminal.say(Text::tally_persons, title_of(counter, terminal)), true});
    }
  }
  const auto add = [&](const std::string& name, const TallyGroup& group) {
    std::vector<std::string> cells{name};
    for (const Counter counter : counters) {
      cells.push_back(std::to_string(group[counter]));
      if (question.persons && is_of_cases(counter)) {
        cells.push_back(std::to_string(group.persons[static_cast<std::size_t>(counter)]));
      }
    }
    out.row(std::move(cells));
  };
  for (const TallyGroup& group : answer.groups) {
    const bool has_any =
        std::any_of(counters.begin(), counters.end(), [&group](Counter each) { return group[each] != 0; });
    if (has_any && question.by != TallyDimension::none) add(group.name, group);
  }
  add(terminal.say(Text::tally_total), answer.total);
  return out;
}

std::vector<std::string> column_names(const TallyQuestion& question, const std::vector<Counter>& counters) {
  std::vector<std::string> out{name(question.by)};
  for (const Counter counter : counters) {
    out.emplace_back(name(counter));
    if (question.persons && is_of_cases(counter)) out.push_back(std::string(name(counter)) + "_persons");
  }
  return out;
}

TextTable phase_table(const TallyGroup& group, const Terminal& terminal) {
  TextTable out;
  out.columns = {{terminal.say(Text::tally_phase), false},
                 {terminal.say(Text::tally_cases), true},
                 {terminal.say(Text::tally_days), true},
                 {terminal.say(Text::tally_working_days), true}};
  for (std::size_t i = 0; i < phase_count; ++i) {
    const PhaseTimes& phase = group.phases[i];
    if (phase.cases == 0) continue;
    out.row({terminal.say(phase_titles[i]), std::to_string(phase.cases), days(phase.median_days),
             days(phase.median_working_days)});
  }
  return out;
}

TextTable term_table(const TallyGroup& group, const Terminal& terminal) {
  TextTable out;
  out.columns = {{terminal.say(Text::tally_term), false}};
  for (const Text each :
       {Text::tally_term_kept, Text::tally_term_late, Text::tally_term_running, Text::tally_term_lapsed,
        Text::tally_term_closed, Text::tally_term_unknown, Text::tally_term_share}) {
    out.columns.push_back({terminal.say(each), true});
  }
  for (std::size_t i = 0; i < effects().terms().size(); ++i) {
    const TermTally& term = group.terms[i];
    if (term == TermTally{}) continue;
    out.row({effects().terms()[i], std::to_string(term.kept), std::to_string(term.late), std::to_string(term.running),
             std::to_string(term.lapsed), std::to_string(term.closed), std::to_string(term.unknown), kept_share(term)});
  }
  return out;
}

std::string times_of(const TallyAnswer& answer, const Terminal& terminal, std::size_t width) {
  std::string out;
  const auto add = [&](const std::string& title, const TallyGroup& group) {
    const TextTable phases = phase_table(group, terminal);
    const TextTable terms = term_table(group, terminal);
    if (phases.rows.empty() && terms.rows.empty()) return;
    out += "\n" + terminal.paint(title, Colour::bold) + "\n";
    if (!phases.rows.empty()) out += terminal.say(Text::tally_median_title) + "\n" + print(phases, terminal, width);
    if (!terms.rows.empty()) {
      out += terminal.say(Text::tally_term_title, print(answer.today)) + "\n" + print(terms, terminal, width);
    }
  };
  add(terminal.say(Text::tally_total), answer.total);
  for (const TallyGroup& group : answer.groups) {
    if (answer.groups.size() > 1) add(group.name, group);
  }
  return out;
}

namespace {

std::string group_json(const TallyGroup& group, const TallyQuestion& question, const std::vector<Counter>& counters) {
  FlatJson json;
  if (!group.name.empty()) json.text(name(question.by), group.name);
  for (const Counter counter : counters) json.number(name(counter), group[counter]);
  if (question.persons) {
    FlatJson persons;
    for (const Counter counter : counters) {
      if (is_of_cases(counter)) persons.number(name(counter), group.persons[static_cast<std::size_t>(counter)]);
    }
    json.raw("persons", persons.take());
  }
  if (!question.times) return json.take();
  FlatJson phases;
  for (std::size_t i = 0; i < phase_count; ++i) {
    const PhaseTimes& phase = group.phases[i];
    if (phase.cases == 0) continue;
    phases.raw(phase_names[i], FlatJson()
                                   .number("cases", phase.cases)
                                   .raw("median_days", days(phase.median_days))
                                   .raw("median_working_days", days(phase.median_working_days))
                                   .take());
  }
  FlatJson terms;
  for (std::size_t i = 0; i < effects().terms().size(); ++i) {
    const TermTally& term = group.terms[i];
    if (term == TermTally{}) continue;
    terms.raw(effects().terms()[i], FlatJson()
                                        .number("kept", term.kept)
                                        .number("late", term.late)
                                        .number("running", term.running)
                                        .number("lapsed", term.lapsed)
                                        .number("closed", term.closed)
                                        .number("no_rule", term.unknown)
                                        .take());
  }
  return json.raw("phases", phases.take()).raw("deadlines", terms.take()).take();
}

}  // namespace

std::string tally_json(const TallyAnswer& answer, const TallyQuestion& question, const std::vector<Counter>& counters) {
  FlatJson json;
  json.text("by", name(question.by)).text("today", print(answer.today));
  if (question.at.on) json.text("on", print(*question.at.on));
  if (!question.agency.empty()) json.text("agency", question.agency);
  if (!question.where.empty()) {
    FlatJson where;
    for (const TallyFilter& filter : question.where) where.text(name(filter.by), filter.value);
    json.raw("where", where.take());
  }
  const auto one = [&](const TallyGroup& group) { return group_json(group, question, counters); };
  return json.raw("groups", list_json(answer.groups, one)).raw("total", one(answer.total)).take();
}

}  // namespace jejak
