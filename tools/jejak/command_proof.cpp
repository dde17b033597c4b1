// prove, check: one entry shown to be in the log, with nothing but files.

#include "api/served_proof.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/trust_flags.hpp"
#include "tools/verify/verdict.hpp"

#include <fstream>

namespace jejak {
namespace {

struct ProveFlags {
  std::string folder;
  std::string entry;
  std::string out;
};

struct CheckFlags {
  std::string file;
  std::string entry;
  TrustFlags trust;
};

Outcome write_entry(Terminal& terminal, const ProveFlags& flags, ProofFile& proof, Bytes entry) {
  if (entry.size() <= proof_extra_bytes_max) {
    proof.extra = std::move(entry);
    return {};
  }
  if (flags.out == "-") return Error{Errc::usage, terminal.say(Text::proof_needs_file)};
  const std::string path = flags.out + ".entry";
  terminal.tell(Text::proof_entry_apart, path);
  return write_output(terminal, path, text(entry));
}

Result<ExitCode> prove(Terminal& terminal, const ProveFlags& flags) {
  auto opened = open_for_reading(flags.folder);
  if (!opened) return std::move(opened).error();
  const Reader reader(*opened->store);
  auto position = find_entry(reader, flags.entry);
  if (!position) return std::move(position).error();
  auto bytes = reader.entry_bytes(*position);
  if (!bytes) return std::move(bytes).error();
  const Hash leaf = leaf_hash(*bytes);
  auto proof = reader.prove(*position);
  if (!proof) return std::move(proof).error();
  if (auto written = write_entry(terminal, flags, *proof, std::move(*bytes)); !written)
    return std::move(written).error();
  if (auto written = write_output(terminal, flags.out, print(*proof)); !written) return std::move(written).error();
  if (flags.out == "-") {  // nothing lies beside it, and nothing is mixed with it
    if (position->value != 0) terminal.tell(Text::proof_beginning_apart);
    return ExitCode::ok;
  }
  const std::string beginning_path = flags.out + std::string(genesis_proof_suffix);
  if (position->value != 0) {
    auto beginning = served_proof(reader, Sequence{0}, proof->checkpoint, false);  // whatever is signed by now
    if (!beginning) return std::move(beginning).error();
    auto written = write_output(terminal, beginning_path, print(*beginning));
    if (!written) return std::move(written).error();
  }
  const Checkpoint& checkpoint = proof->checkpoint.checkpoint;
  if (terminal.json()) {
    terminal.out(FlatJson()
                     .number("position", position->value)
                     .text("leaf", to_base64(leaf))
                     .number("size", checkpoint.size.value)
                     .text("root", to_base64(checkpoint.root))
                     .text("file", flags.out)
                     .take() +
                 "\n");
  } else {
    terminal.tell(Text::proof_written, flags.out, position->value, checkpoint.size.value);
    if (position->value != 0) terminal.tell(Text::proof_beginning, beginning_path);
  }
  return ExitCode::ok;
}

Result<ExitCode> check_file(Terminal& terminal, const CheckFlags& flags) {
  if (auto given = check_given(flags.trust, terminal.language()); !given) return std::move(given).error();
  auto trust = trust_given(flags.trust);
  if (!trust) return std::move(trust).error();
  auto in = open_to_read(flags.file);
  if (!in) return std::move(in).error().during("reading the proof");
  auto bundle = read_proof_bundle(*in, flags.file, flags.entry);
  if (!bundle) return std::move(bundle).error();
  auto report = check_proof(*bundle, *trust);
  if (!report) return std::move(report).error();
  terminal.out(terminal.json() ? proof_json(*report, *trust) : proof_text(*report, *trust, terminal.language()));
  return ExitCode::ok;
}

}  // namespace

void add_proof_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto proven = std::make_shared<ProveFlags>();
  const Command proving = line.root().sub("prove", Text::help_prove);
  proving.ledger(proven->folder)
      .positional("POSITION|EVENT-ID", proven->entry, Text::help_entry)
      .option("--output,-o", "FILE", proven->out, Text::help_prove_output, true)
      .example("jejak prove ledger 321 -o decision.tlog-proof")
      .does([&terminal, proven] { return prove(terminal, *proven); });

  auto checked = std::make_shared<CheckFlags>();
  const Command checking = line.root().sub("check", Text::help_check);
  checking.positional("FILE", checked->file, Text::help_check_file)
      .option("--entry", "FILE", checked->entry, Text::help_check_entry);
  add_trust_options(checking, checked->trust);
  checking.example("jejak check decision.tlog-proof --policy policy --genesis HASH").does([&terminal, checked] {
    return check_file(terminal, *checked);
  });
}

}  // namespace jejak
