// checkpoint, policy: what a ledger says of itself to the world.

#include "ledger/data_folder.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"

namespace jejak {
namespace {

struct CheckpointFlags {
  std::string folder;
  KeyFlags key;
};

void print_checkpoint(Terminal& terminal, const SignedCheckpoint& signed_one) {
  if (!terminal.json()) return terminal.out(print(signed_one));
  const Checkpoint& checkpoint = signed_one.checkpoint;
  terminal.out(FlatJson()
                   .text("origin", checkpoint.origin)
                   .number("size", checkpoint.size.value)
                   .text("root", to_base64(checkpoint.root))
                   .text("note", print(signed_one))
                   .take() +
               "\n");
}

Result<ExitCode> checkpoint(Terminal& terminal, const CheckpointFlags& flags) {
  if (!flags.key.path.empty()) {
    auto opened = open_for_appending(terminal, flags.folder, flags.key);
    if (!opened) return std::move(opened).error();
    auto fresh = opened->ledger->checkpoint();
    if (!fresh) return std::move(fresh).error();
    print_checkpoint(terminal, *fresh);
    return ExitCode::ok;
  }
  auto opened = open_for_reading(flags.folder);
  if (!opened) return std::move(opened).error();
  const Reader reader(*opened->store);
  auto newest = reader.checkpoint();
  if (!newest) return std::move(newest).error();
  if (!*newest) return Error{Errc::not_found, terminal.say(Text::no_checkpoint, flags.folder)};
  print_checkpoint(terminal, **newest);
  return ExitCode::ok;
}

Result<ExitCode> policy(Terminal& terminal, const std::string& folder) {
  if (auto checked = check_data_folder(folder); !checked) return std::move(checked).error();
  auto text = read_file(policy_file(folder), policy_bytes_max);
  if (!text) return std::move(text).error();
  if (auto parsed = parse_policy(*text); !parsed) return std::move(parsed).error().during(policy_file(folder));
  terminal.out(terminal.json() ? FlatJson().text("policy", *text).take() + "\n" : *text);
  return ExitCode::ok;
}

}  // namespace

void add_head_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<CheckpointFlags>();
  const Command heading = line.root().sub("checkpoint", Text::help_checkpoint);
  heading.ledger(flags->folder)
      .option("--log-key", "FILE", flags->key.path, Text::help_checkpoint_key)
      .option("--passphrase-file", "FILE", flags->key.passphrase_file, Text::help_passphrase_file)
      .example("jejak checkpoint ledger > seen-today")
      .does([&terminal, flags] { return checkpoint(terminal, *flags); });

  auto folder = std::make_shared<std::string>();
  const Command trusting = line.root().sub("policy", Text::help_policy);
  trusting.ledger(*folder).example("jejak policy ledger > policy").does([&terminal, folder] {
    return policy(terminal, *folder);
  });
}

}  // namespace jejak
