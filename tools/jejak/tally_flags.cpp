#include "tools/jejak/tally_flags.hpp"

#include "ledger/base/text.hpp"
#include "projections/tally_groups.hpp"

namespace jejak {
namespace {

Error unknown(const Terminal& terminal, Text what, const std::string& word, const std::vector<std::string>& known) {
  std::string near = nearest_names(word, known);
  if (near.empty()) near = joined(known);
  return Error{Errc::usage, terminal.say(what, word, terminal.say(Text::tally_near, near))};
}

Result<TallyDimension> dimension(const Terminal& terminal, const std::string& word) {
  if (const auto known = parse_tally_dimension(word)) return *known;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < tally_dimension_count; ++i) names.emplace_back(name(static_cast<TallyDimension>(i)));
  return unknown(terminal, Text::tally_unknown_dimension, word, names);
}

Result<Counter> counter(const Terminal& terminal, const std::string& word) {
  if (const auto known = parse_counter(word)) return *known;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < counter_count; ++i) names.emplace_back(name(static_cast<Counter>(i)));
  return unknown(terminal, Text::tally_unknown_counter, word, names);
}

}  // namespace

void add_tally_flags(const Command& command, TallyFlags& flags) {
  command.option("--by", "DIMENSION", flags.by, Text::help_tally_by)
      .option("--agency", "AGENCY", flags.agency, Text::help_tally_agency)
      .option("--where", "DIMENSION=VALUE", flags.where, Text::help_tally_where)
      .option("--show", "WHICH", flags.show, Text::help_tally_show)
      .option("--counters", "LIST", flags.counters, Text::help_tally_counters);
}

std::string given_tally_flag(const TallyFlags& flags) {
  const std::pair<const char*, bool> given[] = {{"--by", !flags.by.empty()},
                                                {"--agency", !flags.agency.empty()},
                                                {"--where", !flags.where.empty()},
                                                {"--show", !flags.show.empty()},
                                                {"--counters", !flags.counters.empty()}};
  for (const auto& [name, is_given] : given) {
    if (is_given) return name;
  }
  return {};
}

Result<AskedTally> read_tally_flags(const Terminal& terminal, const TallyFlags& flags) {
  AskedTally out;
  if (!flags.by.empty()) {
    auto by = dimension(terminal, flags.by);
    if (!by) return std::move(by).error();
    out.question.by = *by;
  }
  out.question.agency = flags.agency;
  out.question.persons = flags.persons;
  out.question.times = flags.times;
  for (const std::string& each : flags.where) {
    const auto equals = each.find('=');
    if (equals == std::string::npos) return Error{Errc::usage, terminal.say(Text::tally_where_wrong, each)};
    auto by = dimension(terminal, each.substr(0, equals));
    if (!by) return std::move(by).error();
    out.question.where.push_back({*by, each.substr(equals + 1)});
  }
  const std::string show = flags.show.empty() ? "cases" : flags.show;
  const auto together = counters_shown(show);
  if (together.empty()) return unknown(terminal, Text::tally_unknown_show, show, shown_names());
  out.counters.assign(together.begin(), together.end());
  if (flags.counters.empty()) return out;
  out.counters.clear();
  std::string_view rest = flags.counters;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    auto one = counter(terminal, std::string(rest.substr(0, end)));
    if (!one) return std::move(one).error();
    out.counters.push_back(*one);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

}  // namespace jejak
