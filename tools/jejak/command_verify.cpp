// verify: the whole history judged again from entry 0. No verdict without trust that comes from outside.

#include "ledger/fsck.hpp"
#include "ledger/record/export.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/trust_flags.hpp"
#include "tools/verify/verdict.hpp"

#include <fstream>

namespace jejak {
namespace {

struct VerifyFlags {
  std::string history;
  TrustFlags trust;
};

VerifyOptions options_of(const Trust& trust, Progress& progress) {
  VerifyOptions options;
  options.genesis_hash = trust.genesis;
  options.policy = &trust.policy;
  options.must_extend = trust.checkpoints;
  options.progress = progress.follower();
  return options;
}

Result<VerifyReport> verify_folder(Terminal& terminal, const OpenedStore& opened, const Trust& trust) {
  const auto head = opened.store->head();
  if (!head) return head.error();
  Progress progress(terminal, terminal.say(Text::progress_verify), head->size.value);
  return verify_store(*opened.store, options_of(trust, progress));
}

Result<VerifyReport> verify_file(Terminal& terminal, std::istream& in, const Trust& trust) {
  Progress progress(terminal, terminal.say(Text::progress_verify), 0);
  return verify_export(in, options_of(trust, progress));
}

Result<ExitCode> verify(Terminal& terminal, const VerifyFlags& flags) {
  if (auto given = check_given(flags.trust, terminal.language()); !given) return std::move(given).error();
  std::optional<OpenedStore> opened;
  std::ifstream in;
  if (is_folder(flags.history)) {
    auto store = open_for_reading(flags.history);
    if (!store) return std::move(store).error();
    opened = std::move(*store);
  } else {
    auto file = open_to_read(flags.history);
    if (!file) return std::move(file).error();
    in = std::move(*file);
  }
  auto trust = opened ? trust_for_folder(flags.trust, flags.history, *opened) : trust_for_export(flags.trust, in);
  if (!trust) return std::move(trust).error();
  auto report = opened ? verify_folder(terminal, *opened, *trust) : verify_file(terminal, in, *trust);
  if (!report) return std::move(report).error();
  terminal.out(terminal.json() ? verdict_json(*report, *trust) : verdict_text(*report, *trust, terminal.language()));
  return exit_code(*report);
}

}  // namespace

void add_verify_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<VerifyFlags>();
  const Command judging = line.root().sub("verify", Text::help_verify);
  judging.ledger(flags->history, Reach::mirror, "DIR|EXPORT", Text::help_history);
  add_trust_options(judging, flags->trust);
  add_trust_folder_option(judging, flags->trust);
  judging.example("jejak verify ledger --policy policy --genesis HASH")
      .example("jejak verify ledger.export --policy policy --genesis HASH --checkpoint seen-in-march")
      .does([&terminal, flags] { return verify(terminal, *flags); });
}

}  // namespace jejak
