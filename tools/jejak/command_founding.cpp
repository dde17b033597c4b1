// genesis new, genesis show, init: from a ceremony file that several institutions sign to a data folder with entry 0.

#include "ledger/data_folder.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/verify/trust.hpp"

#include <algorithm>

namespace jejak {
namespace {

struct DraftFlags {
  std::string origin;
  std::string clock = "system";
  std::string log;
  std::vector<std::string> roots;
  std::string threshold;
  std::string out = "-";
};

struct InitFlags {
  std::string folder;
  std::string note;
  KeyFlags key;
  std::string at;
};

Result<Genesis> draft_genesis(const DraftFlags& flags) {
  Genesis genesis;
  genesis.origin = flags.origin;
  if (flags.clock != "system" && flags.clock != "simulated") return Error{Errc::usage, "--clock " + flags.clock};
  genesis.clock = flags.clock == "system" ? ClockKind::system : ClockKind::simulated;
  const auto threshold = parse_decimal(flags.threshold);
  if (!threshold || *threshold > 8) return Error{Errc::usage, "--threshold " + flags.threshold};
  genesis.threshold = static_cast<std::uint32_t>(*threshold);
  auto log = load_public_key(flags.log);
  if (!log) return std::move(log).error().during("--log");
  genesis.log = std::move(*log);
  for (const std::string& given : flags.roots) {
    auto root = load_public_key(given);
    if (!root) return std::move(root).error().during("--root " + given);
    genesis.roots.push_back(std::move(*root));
  }
  std::sort(genesis.roots.begin(), genesis.roots.end(),
            [](const VerifierKey& a, const VerifierKey& b) { return a.name < b.name; });
  if (auto checked = check_genesis(genesis); !checked) return std::move(checked).error();
  return genesis;
}

Result<ExitCode> draft(Terminal& terminal, const DraftFlags& flags) {
  auto genesis = draft_genesis(flags);
  if (!genesis) return std::move(genesis).error();
  if (auto written = write_output(terminal, flags.out, print(*genesis)); !written) return std::move(written).error();
  terminal.tell(Text::genesis_drafted, genesis->roots.size());
  return ExitCode::ok;
}

void print_founded(Terminal& terminal, const Genesis& genesis, const Hash& hash, const std::string& folder) {
  if (terminal.json()) {
    terminal.out(FlatJson()
                     .text("origin", genesis.origin)
                     .truth("simulated", genesis.clock == ClockKind::simulated)
                     .text("genesis", print_hex(hash))
                     .text("log", print(genesis.log))
                     .number("threshold", genesis.threshold)
                     .number("roots", genesis.roots.size())
                     .take() +
                 "\n");
  } else if (terminal.plain()) {
    terminal.out(print_hex(hash) + "\n");
  } else {
    terminal.out(terminal.say(Text::founded, genesis.origin, print_hex(hash), genesis.threshold, genesis.roots.size()));
    terminal.tell(Text::founded_keep, policy_file(folder));
  }
}

Result<ExitCode> init(Terminal& terminal, const InitFlags& flags) {
  auto note = read_input(flags.note, note_bytes_max);
  if (!note) return std::move(note).error();
  auto genesis = open_genesis(*note);
  if (!genesis) return std::move(genesis).error().during(flags.note);
  const bool simulated = genesis->clock == ClockKind::simulated;
  if (!simulated && !flags.at.empty()) return Error{Errc::usage, terminal.say(Text::at_only_simulated)};
  const auto at = flags.at.empty() ? SystemClock().now() : parse_instant(flags.at);
  if (!at) return Error{Errc::usage, "--at " + flags.at + " (2020-07-20T01:00:00Z)"};
  auto key = load_key(terminal, flags.key, genesis->origin);
  if (!key) return std::move(key).error();

  const SystemClock real;
  const SimulatedClock made_up(*at);
  const Clock& clock = simulated ? static_cast<const Clock&>(made_up) : real;
  if (auto created = Ledger::create(flags.folder, *note, *key, clock); !created) return std::move(created).error();
  auto opened = open_for_reading(flags.folder);
  if (!opened) return std::move(opened).error();
  print_founded(terminal, *genesis, opened->genesis_hash, flags.folder);
  return ExitCode::ok;
}

Result<ExitCode> show(Terminal& terminal, const std::string& folder) {
  auto opened = open_for_reading(folder);
  if (!opened) return std::move(opened).error();
  print_founded(terminal, opened->genesis, opened->genesis_hash, folder);
  return ExitCode::ok;
}

}  // namespace

void add_founding_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();

  auto founded = std::make_shared<InitFlags>();
  const Command found = line.root().sub("init", Text::help_init);
  found.positional("DIR", founded->folder, Text::help_new_folder)
      .option("--genesis", "FILE", founded->note, Text::help_genesis_file, true)
      .option("--log-key", "FILE", founded->key.path, Text::help_log_key, true)
      .option("--passphrase-file", "FILE", founded->key.passphrase_file, Text::help_passphrase_file)
      .option("--at", "INSTANT", founded->at, Text::help_at)
      .example("jejak init ledger --genesis genesis.note --log-key log.key")
      .does([&terminal, founded] { return init(terminal, *founded); });

  const Command group = line.root().sub("genesis", Text::help_genesis);
  auto drafted = std::make_shared<DraftFlags>();
  const Command make = group.sub("new", Text::help_genesis_new);
  make.option("--origin", "NAME", drafted->origin, Text::help_origin, true)
      .option("--log", "VKEY|FILE", drafted->log, Text::help_log_vkey, true)
      .option("--root", "VKEY|FILE", drafted->roots, Text::help_root)
      .option("--threshold", "K", drafted->threshold, Text::help_threshold, true)
      .option("--clock", "system|simulated", drafted->clock, Text::help_clock)
      .option("--output,-o", "FILE", drafted->out, Text::help_output)
      .example(
          "jejak genesis new --origin jejak.example/2026 --log log.key --root a.key --root b.key --threshold 2 "
          "-o genesis.note")
      .example("jejak sign genesis.note --key-file a.key")
      .does([&terminal, drafted] { return draft(terminal, *drafted); });

  auto shown = std::make_shared<std::string>();
  const Command look = group.sub("show", Text::help_genesis_show);
  look.ledger(*shown).example("jejak genesis show ledger --plain").does([&terminal, shown] {
    return show(terminal, *shown);
  });
}

}  // namespace jejak
