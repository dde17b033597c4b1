// replay: both views from entry 0 in memory, and their digests, to be compared with what somebody else has.

#include "ledger/data_folder.hpp"
#include "ledger/record/flat_json.hpp"
#include "projections/views.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/export_source.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {
namespace {

struct ReplayFlags {
  std::string history;
  std::string compare;
  std::string to;
};

// A ledger folder or an export, whichever a name names.
struct OpenedHistory {
  std::optional<OpenedStore> opened;
  std::unique_ptr<Reader> reader;
  std::unique_ptr<EntrySource> source;
};

Result<OpenedHistory> open_history(const std::string& name) {
  OpenedHistory history;
  if (!is_folder(name)) {
    auto source = ExportSource::open(name);
    if (!source) return std::move(source).error();
    history.source = std::move(*source);
    return history;
  }
  auto opened = open_for_reading(name);
  if (!opened) return std::move(opened).error();
  history.opened = std::move(*opened);
  history.reader = std::make_unique<Reader>(*history.opened->store);
  history.source = std::make_unique<LedgerSource>(*history.reader);
  return history;
}

std::string line_of(const Stamp& stamp) {
  return fmt::format("{} {} {} {} {}", stamp.view.projection, stamp.view.version, stamp.size.value,
                     to_base64(stamp.root), print_hex(stamp.digest.value_or(Hash{})));
}

std::string json_of(const Stamp& stamp) {
  return FlatJson()
      .text("view", stamp.view.projection)
      .number("version", stamp.view.version)
      .number("position", stamp.size.value)
      .text("root", to_base64(stamp.root))
      .text("digest", print_hex(stamp.digest.value_or(Hash{})))
      .take();
}

// The lines to compare with: the stored views of a folder, brought up to date first; the output of an earlier replay;
// or one digest, which any of the views may have.
Result<std::vector<std::string>> expected_lines(Terminal& terminal, const std::string& compare) {
  std::vector<std::string> lines;
  if (is_folder(compare)) {
    auto history = open_history(compare);
    if (!history) return std::move(history).error();
    ViewsOptions options;
    options.runner.say = [&terminal](const std::string& sentence) { terminal.tell(sentence); };
    auto views = Views::open(views_folder(compare), *history->source, std::move(options));
    if (!views) return std::move(views).error();
    auto stamps = (*views)->stamps();
    if (!stamps) return std::move(stamps).error();
    for (const Stamp& stamp : *stamps) lines.push_back(line_of(stamp));
    return lines;
  }
  std::string text = compare;
  if (!parse_hash(compare)) {
    auto file = read_file(compare, 64 * 1024);
    if (!file) return std::move(file).error();
    text = std::move(*file);
  }
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

bool agrees(const Stamp& stamp, const std::string& line) {
  const auto digest = parse_hash(line);
  return digest ? stamp.digest == digest : line_of(stamp) == line;
}

// Every expected line is one of ours.
Outcome compare_with(Terminal& terminal, const std::vector<Stamp>& stamps, const std::string& compare) {
  auto expected = expected_lines(terminal, compare);
  if (!expected) return std::move(expected).error();
  if (expected->empty()) return Error{Errc::usage, compare};
  for (const std::string& line : *expected) {
    bool found = false;
    for (const Stamp& stamp : stamps) found = found || agrees(stamp, line);
    if (!found) return Error{Errc::verification, terminal.say(Text::replay_differs, compare, line)};
  }
  terminal.tell(Text::replay_agrees, compare);
  return {};
}

Result<ExitCode> replay(Terminal& terminal, const ReplayFlags& flags) {
  auto to = read_number("--to", flags.to);
  if (!to) return std::move(to).error();
  auto history = open_history(flags.history);
  if (!history) return std::move(history).error();
  auto head = history->source->head();
  if (!head) return std::move(head).error();

  Progress progress(terminal, terminal.say(Text::progress_replay), to->value_or(head->size.value));
  RunnerOptions options;
  options.progress = [&progress](TreeSize done, TreeSize) { return progress.at(done.value); };
  std::optional<TreeSize> size;
  if (*to) size = TreeSize{**to};
  auto views = Views::replay(*history->source, size, std::move(options));
  if (!views) return std::move(views).error();
  auto stamps = (*views)->stamps();
  if (!stamps) return std::move(stamps).error();
  for (const Stamp& stamp : *stamps) terminal.out((terminal.json() ? json_of(stamp) : line_of(stamp)) + "\n");
  if (flags.compare.empty()) return ExitCode::ok;
  if (auto same = compare_with(terminal, *stamps, flags.compare); !same) return std::move(same).error();
  return ExitCode::ok;
}

}  // namespace

void add_replay_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<ReplayFlags>();
  const Command replaying = line.root().sub("replay", Text::help_replay);
  replaying.ledger(flags->history, Reach::mirror, "DIR|EXPORT", Text::help_history)
      .option("--compare", "DIR|FILE|DIGEST", flags->compare, Text::help_compare)
      .option("--to", "N", flags->to, Text::help_replay_to)
      .example("jejak replay ledger.export --compare ledger")
      .example("jejak replay ledger > digests; jejak replay other-copy --compare digests")
      .does([&terminal, flags] { return replay(terminal, *flags); });
}

}  // namespace jejak
