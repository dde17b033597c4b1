// demo: made-up ledgers, each as a ceremony file, keys and events, ready for `init` and `record`.

#include "ledger/record/flat_json.hpp"
#include "tools/demo/load.hpp"
#include "tools/demo/nation.hpp"
#include "tools/jejak/commands.hpp"

namespace jejak {
namespace {

struct DemoFlags {
  std::string folder;
  std::string seed;
  std::string cases;
};

ExitCode tell(Terminal& terminal, const std::string& folder, std::uint64_t events, Instant founded_at) {
  if (terminal.json()) {
    terminal.out(FlatJson().number("events", events).text("founded_at", print(founded_at)).take() + "\n");
  } else if (terminal.plain()) {
    terminal.out(std::to_string(events) + "\t" + print(founded_at) + "\n");
  } else {
    terminal.tell(Text::demo_written, folder, events, print(founded_at));
  }
  return ExitCode::ok;
}

Result<ExitCode> finish(Terminal& terminal, const DemoPlan& plan, const std::string& folder) {
  if (auto written = write_plan(plan, folder); !written) return std::move(written).error();
  return tell(terminal, folder, plan.events.size(), plan.founded_at);
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

// Any number of cases, streamed to the disk.
Result<ExitCode> write_load(Terminal& terminal, const DemoFlags& flags) {
  auto seed = read_number("--seed", flags.seed);
  if (!seed) return std::move(seed).error();
  auto cases = read_number("N", flags.cases);
  if (!cases) return std::move(cases).error();
  if (cases->value_or(0) == 0) return Error{Errc::usage, terminal.say(Text::demo_no_case)};
  if (auto empty = check_new_folder(flags.folder); !empty) return std::move(empty).error();
  auto plan = LoadPlan::make(seed->value_or(1));
  if (!plan) return std::move(plan).error();
  Progress progress(terminal, terminal.say(Text::progress_demo, "load"), **cases);
  const auto written =
      plan->write(flags.folder, **cases, 0, [&](std::size_t done, std::size_t) { return progress.at(done); });
  if (!written) return written.error().code == Errc::interrupted ? interruption() : written.error();
  return tell(terminal, flags.folder, *written, plan->founded_at());
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
  auto load = std::make_shared<DemoFlags>();
  group.sub("load", Text::help_demo_load)
      .positional("N", load->cases, Text::help_demo_cases)
      .positional("DIR", load->folder, Text::help_new_folder)
      .option("--seed", "N", load->seed, Text::help_seed)
      .example("jejak demo load 50000 plan")
      .does([&terminal, load] { return write_load(terminal, *load); });
  add_nation(group, terminal, *nation_preset("pilkada2020"), Text::help_demo_2020);
  add_nation(group, terminal, *nation_preset("pilkada2024"), Text::help_demo_2024);
}

}  // namespace jejak
