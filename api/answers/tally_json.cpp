#include "api/answers/tally_json.hpp"

#include "ledger/record/flat_json.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr const char* phase_names[phase_count] = {"opened_forwarded", "forwarded_recommended", "recommended_decided",
                                                  "decided_delivered", "delivered_executed"};

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
                                   .raw("median_days", print_days(phase.median_days))
                                   .raw("median_working_days", print_days(phase.median_working_days))
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
                                        .number("overdue", term.overdue)
                                        .number("lapsed", term.lapsed)
                                        .number("closed", term.closed)
                                        .number("no_rule", term.unknown)
                                        .take());
  }
  return json.raw("phases", phases.take()).raw("deadlines", terms.take()).take();
}

FlatJson counts_json(FlatJson json, const PublicCounts& counts, const std::vector<Counter>& counters) {
  for (std::size_t c = 0; c < counters.size(); ++c) json.number(name(counters[c]), counts[c]);
  return json;
}

}  // namespace

std::string print_days(double days) {
  return fmt::format("{:.1f}", days);
}

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

Cells tally_cells(const TallyAnswer& answer, const TallyQuestion& question, const std::vector<Counter>& counters,
                  Language language) {
  Cells rows;
  const auto add = [&](const std::string& name, const TallyGroup& group) {
    std::vector<std::string> cells{name};
    for (const Counter counter : counters) {
      cells.push_back(std::to_string(group[counter]));
      if (question.persons && is_of_cases(counter)) {
        cells.push_back(std::to_string(group.persons[static_cast<std::size_t>(counter)]));
      }
    }
    rows.push_back(std::move(cells));
  };
  for (const TallyGroup& group : answer.groups) {
    const bool has_any =
        std::any_of(counters.begin(), counters.end(), [&group](Counter each) { return group[each] != 0; });
    if (has_any && question.by != TallyDimension::none) add(group.name, group);
  }
  add(say(language, Phrase::tally_total), answer.total);
  return rows;
}

std::vector<std::string> column_names(const TallyQuestion& question, const std::vector<Counter>& counters) {
  std::vector<std::string> out{name(question.by)};
  for (const Counter counter : counters) {
    out.emplace_back(name(counter));
    if (question.persons && is_of_cases(counter)) out.push_back(std::string(name(counter)) + "_persons");
  }
  return out;
}

std::string public_tally_json(const PublicTable& table, const TallyQuestion& question,
                              const std::vector<Counter>& counters, std::uint64_t threshold) {
  std::vector<std::string> rows;
  for (const PublicRow& row : table.rows) {
    FlatJson json;
    json.text(name(question.by), row.name).text("shown", print(row.shown));
    rows.push_back(counts_json(std::move(json), row.counts, counters).take());
  }
  FlatJson json;
  if (table.published != never) json.text("published", print(table.published));
  return json.number("as_of", table.as_of.value)
      .number("threshold", threshold)
      .raw("rows", list_json(rows))
      .raw("total", counts_json({}, table.total, counters).take())
      .take();
}

Cells public_tally_cells(const PublicTable& table, Language language) {
  Cells rows;
  const auto add = [&rows](const std::string& label, const PublicCounts& counts, const std::string& shown) {
    std::vector<std::string> cells{label};
    for (const std::uint64_t count : counts) cells.push_back(std::to_string(count));
    cells.push_back(shown);
    rows.push_back(std::move(cells));
  };
  for (const PublicRow& row : table.rows) add(row.name, row.counts, print(row.shown));
  Date oldest = table.published;
  for (const Date shown : table.total_shown) oldest = std::min(oldest, shown == never ? oldest : shown);
  if (table.published != never) add(say(language, Phrase::tally_total), table.total, print(oldest));
  return rows;
}

std::vector<std::string> public_column_names(const TallyQuestion& question, const std::vector<Counter>& counters) {
  std::vector<std::string> out{name(question.by)};
  for (const Counter counter : counters) out.emplace_back(name(counter));
  out.emplace_back("shown");
  return out;
}

}  // namespace jejak
