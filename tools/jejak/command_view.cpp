// case, tally: answers from the views, brought up to date first.

#include "ledger/data_folder.hpp"
#include "projections/views.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/view_words.hpp"
#include "tools/verify/flat_json.hpp"

namespace jejak {
namespace {

struct CaseFlags {
  std::string folder;
  std::string id;
  bool timeline = false;
  bool why = false;
};

// A ledger read, with its views up to its head.
struct OpenedViews {
  OpenedStore opened;
  std::unique_ptr<Reader> reader;
  std::unique_ptr<LedgerSource> source;
  std::unique_ptr<Views> views;
};

Result<OpenedViews> open_views(Terminal& terminal, const std::string& folder) {
  OpenedViews out;
  auto opened = open_for_reading(folder);
  if (!opened) return std::move(opened).error();
  out.opened = std::move(*opened);
  out.reader = std::make_unique<Reader>(*out.opened.store);
  out.source = std::make_unique<LedgerSource>(*out.reader);
  auto head = out.reader->head();
  if (!head) return std::move(head).error();
  Progress progress(terminal, terminal.say(Text::progress_replay), head->size.value);
  ViewsOptions options;
  options.runner.progress = [&progress](TreeSize done, TreeSize) { return progress.at(done.value); };
  options.runner.say = [&terminal](const std::string& sentence) { terminal.tell(sentence); };
  auto views = Views::open(views_folder(folder), *out.source, std::move(options));
  if (!views) return std::move(views).error();
  out.views = std::move(*views);
  return out;
}

Result<Ground> ground_of(const OpenedViews& opened, Stamp stamp) {
  auto checkpoint = opened.reader->checkpoint();
  if (!checkpoint) return std::move(checkpoint).error();
  Ground ground;
  ground.stamp = std::move(stamp);
  ground.checkpoint = std::move(*checkpoint);
  ground.simulated = opened.opened.genesis.clock == ClockKind::simulated;
  return ground;
}

// The answer to stdout; what it rests on beside it, in JSON together with it.
ExitCode answer(Terminal& terminal, const Ground& ground, const std::string& words, const std::string& json) {
  if (terminal.json()) {
    terminal.out(FlatJson().raw("as_of", ground_json(ground)).raw("answer", json).take() + "\n");
    return ExitCode::ok;
  }
  terminal.out(words);
  if (terminal.plain()) {
    terminal.tell(print_ground(terminal, ground));
  } else {
    terminal.out("\n" + print_ground(terminal, ground) + "\n");
  }
  return ExitCode::ok;
}

Result<ExitCode> list_cases(Terminal& terminal, OpenedViews& opened) {
  auto cases = opened.views->read_cases(WithDigest::yes);
  if (!cases) return std::move(cases).error();
  auto ground = ground_of(opened, std::move(cases->stamp));
  if (!ground) return std::move(ground).error();
  return answer(terminal, *ground, print_cases(terminal, cases->value), cases_json(cases->value));
}

Result<ExitCode> show_case(Terminal& terminal, const CaseFlags& flags) {
  auto opened = open_views(terminal, flags.folder);
  if (!opened) return std::move(opened).error();
  if (flags.id.empty()) return list_cases(terminal, *opened);
  auto file = opened->views->read_case(flags.id, WithDigest::yes);
  if (!file && file.error().code == Errc::not_found && flags.id.rfind("case-", 0) != 0) {
    file = opened->views->read_case("case-" + flags.id, WithDigest::yes);
  }
  if (!file) return std::move(file).error();
  auto ground = ground_of(*opened, std::move(file->stamp));
  if (!ground) return std::move(ground).error();
  Refusals why;
  if (flags.why && !file->value.status.refused.empty()) {
    auto judged = refusals_until(terminal, opened->opened, file->value.status.refused.back().position);
    if (!judged) return std::move(judged).error();
    why = std::move(*judged);
  }
  const bool timeline = flags.timeline || flags.why;
  return answer(terminal, *ground, print_case(terminal, file->value, timeline, why),
                case_json(file->value, timeline, why));
}

Result<ExitCode> show_tallies(Terminal& terminal, const std::string& folder) {
  auto opened = open_views(terminal, folder);
  if (!opened) return std::move(opened).error();
  auto tallies = opened->views->read_tallies(WithDigest::yes);
  if (!tallies) return std::move(tallies).error();
  auto ground = ground_of(*opened, std::move(tallies->stamp));
  if (!ground) return std::move(ground).error();
  return answer(terminal, *ground, print_tallies(terminal, tallies->value), tallies_json(tallies->value));
}

}  // namespace

void add_view_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<CaseFlags>();
  const Command looking = line.root().sub("case", Text::help_case);
  looking.positional("DIR", flags->folder, Text::help_folder)
      .positional("ID", flags->id, Text::help_case_id, false)
      .flag("--timeline", flags->timeline, Text::help_timeline)
      .flag("--why", flags->why, Text::help_why)
      .example("jejak case ledger")
      .example("jejak case ledger case-kaltim-2020-07 --timeline")
      .does([&terminal, flags] { return show_case(terminal, *flags); });

  auto folder = std::make_shared<std::string>();
  const Command counting = line.root().sub("tally", Text::help_tally);
  counting.positional("DIR", *folder, Text::help_folder).example("jejak tally ledger").does([&terminal, folder] {
    return show_tallies(terminal, *folder);
  });
}

}  // namespace jejak
