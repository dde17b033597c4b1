// demo tiny: a made-up ledger's ceremony file, keys and events, ready for `init` and `record`.

#include "tools/demo/tiny.hpp"
#include "tools/jejak/commands.hpp"

namespace jejak {
namespace {

struct DemoFlags {
  std::string folder;
  std::string seed;
};

Result<ExitCode> write_tiny(Terminal& terminal, const DemoFlags& flags) {
  auto seed = read_number("--seed", flags.seed);
  if (!seed) return std::move(seed).error();
  auto plan = plan_tiny(seed->value_or(tiny_seed));
  if (!plan) return std::move(plan).error();
  if (auto written = write_plan(*plan, flags.folder); !written) return std::move(written).error();
  terminal.tell(Text::demo_written, flags.folder, plan->events.size(), print(plan->founded_at));
  return ExitCode::ok;
}

}  // namespace

void add_demo_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  const Command group = line.root().sub("demo", Text::help_demo);
  auto flags = std::make_shared<DemoFlags>();
  const Command tiny = group.sub("tiny", Text::help_demo_tiny);
  tiny.positional("DIR", flags->folder, Text::help_new_folder)
      .option("--seed", "N", flags->seed, Text::help_seed)
      .example("jejak demo tiny demo")
      .example("jejak init ledger --genesis demo/genesis.note --log-key demo/log.skey --at \"$(cat demo/founded-at)\"")
      .example("jejak record ledger demo/events.ndjson --log-key demo/log.skey")
      .does([&terminal, flags] { return write_tiny(terminal, *flags); });
}

}  // namespace jejak
