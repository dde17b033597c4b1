#include "tools/jejak/tally_words.hpp"

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
std::string text_of(Text first, std::size_t offset, const Terminal& terminal) {
  return terminal.say(static_cast<Text>(static_cast<std::size_t>(first) + offset));
}

std::string kept_share(const TermTally& term) {
  const std::uint64_t judged = term.kept + term.late + term.overdue;
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
  out.rows = tally_cells(answer, question, counters, terminal.language());
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
    out.row({terminal.say(phase_titles[i]), std::to_string(phase.cases), print_days(phase.median_days),
             print_days(phase.median_working_days)});
  }
  return out;
}

TextTable term_table(const TallyGroup& group, const Terminal& terminal) {
  TextTable out;
  out.columns = {{terminal.say(Text::tally_term), false}};
  for (const Text each :
       {Text::tally_term_kept, Text::tally_term_late, Text::tally_term_running, Text::tally_term_overdue,
        Text::tally_term_lapsed, Text::tally_term_closed, Text::tally_term_unknown, Text::tally_term_share}) {
    out.columns.push_back({terminal.say(each), true});
  }
  for (std::size_t i = 0; i < effects().terms().size(); ++i) {
    const TermTally& term = group.terms[i];
    if (term == TermTally{}) continue;
    out.row({effects().terms()[i], std::to_string(term.kept), std::to_string(term.late), std::to_string(term.running),
             std::to_string(term.overdue), std::to_string(term.lapsed), std::to_string(term.closed),
             std::to_string(term.unknown), kept_share(term)});
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
  add(terminal.say(Phrase::tally_total), answer.total);
  for (const TallyGroup& group : answer.groups) {
    if (answer.groups.size() > 1) add(group.name, group);
  }
  return out;
}

}  // namespace jejak
