// case: answers from the views, brought up to date first.

#include "api/answers/deadlines.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/opened_views.hpp"

namespace jejak {
namespace {

struct CaseFlags {
  std::string folder;
  std::string id;
  bool timeline = false;
  bool why = false;
  bool digest = false;
  AskedCoordinates at;
};

Result<Coordinates> coordinates_of(Terminal& terminal, const CaseFlags& flags, const OpenedViews& opened) {
  auto head = opened.reader->head();
  if (!head) return std::move(head).error();
  return read_coordinates(flags.at, *opened.source, *head, asker_of(terminal));
}

Result<ExitCode> list_cases(Terminal& terminal, OpenedViews& opened, WithDigest digest, const Coordinates& at) {
  auto cases = opened.views->read_cases(digest, at);
  if (!cases) return std::move(cases).error();
  auto ground = ground_of(opened, std::move(cases->stamp));
  if (!ground) return std::move(ground).error();
  ground->at = at;
  ground->answer = digest_of(at, cases->value);
  return answer(terminal, *ground, print_cases(terminal, cases->value), cases_json(cases->value));
}

// As they stood at the case's own coordinates, whatever was recorded since.
Result<std::vector<DeadlineLine>> read_deadlines(const OpenedViews& opened, const CaseFile& file, const Asker& asker) {
  AskedCoordinates at;
  at.as_of = std::to_string(file.at.as_of.value);
  if (file.at.on) at.on = print(*file.at.on);
  auto reading = read_law(*opened.reader, opened.opened.genesis, at, Ask::everything, asker);
  if (!reading) return std::move(reading).error();
  return deadlines_of(*reading, file);
}

Result<ExitCode> show_case(Terminal& terminal, const CaseFlags& flags) {
  auto opened = open_views(terminal, flags.folder);
  if (!opened) return std::move(opened).error();
  auto at = coordinates_of(terminal, flags, *opened);
  if (!at) return std::move(at).error();
  const WithDigest digest = flags.digest ? WithDigest::yes : WithDigest::no;
  if (flags.id.empty()) return list_cases(terminal, *opened, digest, *at);
  auto file = find_case(*opened->views, flags.id, digest, *at, terminal.language());
  if (!file) return std::move(file).error();
  auto ground = ground_of(*opened, std::move(file->stamp));
  if (!ground) return std::move(ground).error();
  ground->at = *at;
  ground->answer = digest_of(file->value);
  Refusals why;
  if (flags.why && !file->value.status.refused.empty()) {
    auto judged = refusals_until(*opened->reader, file->value.status.refused.back().position, asker_of(terminal));
    if (!judged) return std::move(judged).error();
    why = std::move(*judged);
  }
  auto deadlines = read_deadlines(*opened, file->value, asker_of(terminal));
  if (!deadlines) return std::move(deadlines).error();
  const bool timeline = flags.timeline || flags.why;
  return answer(terminal, *ground, print_case(terminal, file->value, timeline, why, *deadlines),
                case_json(file->value, timeline, why, *deadlines));
}

}  // namespace

void add_view_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<CaseFlags>();
  const Command looking = line.root().sub("case", Text::help_case);
  looking.ledger(flags->folder)
      .positional("ID", flags->id, Text::help_case_id, false)
      .flag("--timeline", flags->timeline, Text::help_timeline)
      .flag("--why", flags->why, Text::help_why)
      .flag("--digest", flags->digest, Text::help_digest)
      .example("jejak case ledger")
      .example("jejak case ledger case-kaltim-2020-07 --timeline")
      .example("jejak case ledger kaltim-2020-07 --on 2020-07-20")
      .example("jejak case ledger --as-of 2020-07-31T17:00:00Z")
      .does([&terminal, flags] { return show_case(terminal, *flags); });
  add_coordinates(looking, flags->at);
}

}  // namespace jejak
