// tally: counts from the tallies' view, cut at two coordinates.

#include "ledger/record/flat_json.hpp"
#include "projections/tally_public.hpp"
#include "tools/jejak/chart.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/opened_views.hpp"
#include "tools/jejak/screen.hpp"
#include "tools/jejak/tally_flags.hpp"
#include "tools/jejak/tally_published.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {
namespace {

struct Flags {
  std::string folder;
  AskedCounts what;
  AskedCoordinates at;
  bool chart = false;
  bool csv = false;
  std::string published;
  bool open_to_all = false;
  std::string threshold;
};

// A table, the same as JSON, and how the columns are called in CSV.
struct Answered {
  TextTable table;
  std::string words;  // instead of the table, if not empty
  std::string json;
  std::vector<std::string> columns;
};

Result<ExitCode> print_answer(Terminal& terminal, const Flags& flags, const OpenedViews& opened, Stamp stamp,
                              std::optional<Date> on, const Answered& answered) {
  auto ground = ground_of(opened, std::move(stamp));
  if (!ground) return std::move(ground).error();
  ground->at.on = on;
  ground->answer = sha256(view(answered.json));
  if (!flags.csv || terminal.json()) {
    const std::string words = terminal.plain() ? print_plain(answered.table) : answered.words;
    return answer(terminal, *ground, words, answered.json);
  }
  terminal.out(print_csv(answered.table, answered.columns));
  terminal.tell(print_ground(terminal, *ground));
  return ExitCode::ok;
}

std::string notes(const Terminal& terminal, const TallyAnswer& answer, const TallyQuestion& question) {
  std::string out = terminal.say(Text::tally_cases_note);
  if (question.by == TallyDimension::violation) out += " " + terminal.say(Text::tally_overlap_note);
  out += "\n" + (question.at.on ? terminal.say(Text::tally_read_on, print(*question.at.on), print(answer.today))
                                : terminal.say(Text::tally_read_today, print(answer.today)));
  return terminal.paint(out, Colour::dim) + "\n";
}

std::string bars(const Terminal& terminal, const TallyAnswer& answer, const TallyQuestion& question, Counter counter) {
  std::vector<Bar> out;
  for (const TallyGroup& group : answer.groups) {
    if (group[counter] > 0) out.push_back({group.name, group[counter]});
  }
  out.push_back({terminal.say(Phrase::tally_total), answer.total[counter]});
  if (out.size() > 2) {  // the total would make all others short
    const Bar total = out.back();
    out.pop_back();
    const std::string title = fmt::format("{}: {} ({} {})", title_of(question.by, terminal),
                                          whole_title_of(counter, terminal), total.name, total.value);
    return print_chart(title, out, terminal, screen().width);
  }
  return print_chart(whole_title_of(counter, terminal), out, terminal, screen().width);
}

Answered public_answer(const PublicTable& table, const TallyQuestion& question, const std::vector<Counter>& counters,
                       std::uint64_t threshold, const Terminal& terminal) {
  Answered out;
  out.table.last_is_total = true;
  out.table.columns.push_back({title_of(question.by, terminal), false});
  for (const Counter counter : counters) out.table.columns.push_back({title_of(counter, terminal), true});
  out.table.columns.push_back({terminal.say(Text::public_shown), false});
  out.table.rows = public_tally_cells(table, terminal.language());
  out.columns = public_column_names(question, counters);
  out.json = public_tally_json(table, question, counters, threshold);
  out.words = table.published == never
                  ? terminal.say(Text::public_none) + "\n"
                  : terminal.say(Text::public_title, print(table.published), table.as_of.value, threshold) + "\n\n" +
                        print(out.table, terminal, screen().width);
  return out;
}

Result<ExitCode> show_published(Terminal& terminal, const Flags& flags, OpenedViews& opened,
                                const TallyQuestion& question) {
  auto series = find_published(terminal, flags.published);
  if (!series) return std::move(series).error();
  auto compared = compare_published(opened, question, *series);
  if (!compared) return std::move(compared).error();
  auto stamp = tally_stamp(*opened.source, question.at.as_of);
  if (!stamp) return std::move(stamp).error();
  Answered out{published_table(*compared, terminal), {}, published_json(*compared), published_columns()};
  out.words = print(out.table, terminal, screen().width) + "\n" +
              terminal.paint(terminal.say(Text::published_note), Colour::dim) + "\n";
  return print_answer(terminal, flags, opened, std::move(*stamp), question.at.on, out);
}

Result<ExitCode> show_public(Terminal& terminal, const Flags& flags, OpenedViews& opened, const AskedTally& asked) {
  auto threshold = read_number("--threshold", flags.threshold);
  if (!threshold) return std::move(threshold).error();
  const std::uint64_t small = threshold->value_or(small_cell_default);
  const std::vector<Counter> counters = countable(asked.counters, asked.question);
  PublicTable table;
  auto read = opened.views->with_tallies([&](const ViewReader& view) -> Outcome {
    auto published = public_tally(view, asked.question, counters, small);
    if (!published) return std::move(published).error();
    table = std::move(*published);
    return {};
  });
  if (!read) return std::move(read).error();
  auto stamp = tally_stamp(*opened.source, table.as_of.value == 0 ? asked.question.at.as_of : table.as_of);
  if (!stamp) return std::move(stamp).error();
  Answered out = public_answer(table, asked.question, counters, small, terminal);
  return print_answer(terminal, flags, opened, std::move(*stamp), {}, out);
}

Result<ExitCode> show_tallies(Terminal& terminal, const Flags& flags) {
  auto opened = open_views(terminal, flags.folder);
  if (!opened) return std::move(opened).error();
  auto head = opened->reader->head();
  if (!head) return std::move(head).error();
  auto at = read_coordinates(flags.at, *opened->source, *head, asker_of(terminal));
  if (!at) return std::move(at).error();
  auto asked = read_tally_question(flags.what, asker_of(terminal));
  if (!asked) return std::move(asked).error();
  asked->question.at = *at;
  if (!flags.published.empty()) return show_published(terminal, flags, *opened, asked->question);
  if (flags.open_to_all) return show_public(terminal, flags, *opened, *asked);
  auto tallied = opened->views->read_tally(asked->question);
  if (!tallied) return std::move(tallied).error();
  const TallyQuestion& question = asked->question;
  const TallyAnswer& counted = tallied->value;
  if (counted.groups.empty()) {
    auto begun = check_begun(*opened->source, question.at, asker_of(terminal));
    if (!begun) return std::move(begun).error();
  }
  const std::vector<Counter> counters = countable(asked->counters, question);
  Answered out{table_of(counted, question, counters, terminal),
               {},
               tally_json(counted, question, counters),
               column_names(question, counters)};
  if (flags.chart && !counters.empty()) {
    out.words = bars(terminal, counted, question, counters.front());
  } else {
    out.words = print(out.table, terminal, screen().width);
    if (question.times) {
      out.words += times_of(counted, terminal, screen().width) + terminal.say(Text::tally_calendar_note) + "\n";
    }
  }
  out.words += "\n" + notes(terminal, counted, question);
  return print_answer(terminal, flags, *opened, std::move(tallied->stamp), question.at.on, out);
}

}  // namespace

void add_tally_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<Flags>();
  const Command counting = line.root().sub("tally", Text::help_tally);
  counting.ledger(flags->folder);
  add_tally_flags(counting, flags->what);
  add_coordinates(counting, flags->at);
  counting.flag("--persons", flags->what.persons, Text::help_tally_persons)
      .flag("--times", flags->what.times, Text::help_tally_times)
      .flag("--chart", flags->chart, Text::help_tally_chart)
      .flag("--csv", flags->csv, Text::help_csv)
      .option("--published", "SERIES", flags->published, Text::help_tally_published)
      .flag("--public", flags->open_to_all, Text::help_tally_public)
      .option("--threshold", "N", flags->threshold, Text::help_tally_threshold)
      .example("jejak tally ledger")
      .example("jejak tally ledger --by province --on 2020-08-19 --persons")
      .example("jejak tally ledger --by violation --where phase=campaign --counters recommended --chart")
      .example("jejak tally ledger --agency prov:64 --by level --show sanctions")
      .example("jejak tally ledger --by none --times")
      .example("jejak tally ledger --published pilkada2020")
      .example("jejak tally ledger --by province --public --csv")
      .does([&terminal, flags] { return show_tallies(terminal, *flags); });
}

}  // namespace jejak
