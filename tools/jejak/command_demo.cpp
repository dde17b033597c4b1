// demo: made-up ledgers, each as a ceremony file, keys and events, ready for `init` and `record`.

#include "tools/demo/nation.hpp"
#include "tools/jejak/commands.hpp"

namespace jejak {
namespace {

struct DemoFlags {
  std::string folder;
  std::string seed;
};

Result<ExitCode> finish(Terminal& terminal, const DemoPlan& plan, const std::string& folder) {
  if (auto written = write_plan(plan, folder); !written) return std::move(written).error();
  terminal.tell(Text::demo_written, folder, plan.events.size(), print(plan.founded_at));
  return ExitCode::ok;
}

Result<ExitCode> write_tiny(Terminal& terminal, const DemoFlags& flags) {
  auto seed = read_number("--seed", flags.seed);
  if (!seed) return std::move(seed).error();
  auto plan = plan_tiny(seed->value_or(tiny_seed));
  if (!plan) return std::move(plan).error();
  return finish(terminal, *plan, flags.folder);
}

Result<ExitCode> write_nation(Terminal& terminal, const DemoFlags& flags, const NationPreset& preset) {
  auto seed = read_number("--seed", flags.seed);
  if (!seed) return std::move(seed).error();
  if (auto empty = check_new_folder(flags.folder); !empty) return std::move(empty).error();
  std::optional<Progress> progress;
  const auto follow = [&](std::size_t done, std::size_t all) {
    if (!progress) progress.emplace(terminal, terminal.say(Text::progress_demo, name_of(preset)), all);
    return progress->at(done);
  };
  auto plan = plan_nation(preset, seed->value_or(seed_of(preset)), follow);
  progress.reset();
  if (!plan) return plan.error().code == Errc::interrupted ? interruption() : std::move(plan).error();
  return finish(terminal, *plan, flags.folder);
}

void add_nation(const Command& group, Terminal& terminal, const NationPreset& preset, Text help) {
  auto flags = std::make_shared<DemoFlags>();
  const std::string name = name_of(preset);
  group.sub(name.c_str(), help)
      .positional("DIR", flags->folder, Text::help_new_folder)
      .option("--seed", "N", flags->seed, Text::help_seed)
      .example("jejak demo " + name + " plan")
      .does([&terminal, flags, &preset] { return write_nation(terminal, *flags, preset); });
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
  add_nation(group, terminal, *nation_preset("pilkada2020"), Text::help_demo_2020);
  add_nation(group, terminal, *nation_preset("pilkada2024"), Text::help_demo_2024);
}

}  // namespace jejak
