// completion, man: what shells and manual readers need, written from the command line itself.

#include "ledger/data_folder.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/completion.hpp"
#include "tools/jejak/man_page.hpp"
#include "tools/jejak/opening.hpp"

#include <filesystem>

namespace jejak {
namespace {

Result<ExitCode> write_completion(const CommandLine& line, Terminal& terminal, const std::string& name) {
  const auto shell = parse_shell(name);
  if (!shell) {
    return Error{Errc::usage, with_near(terminal.language(), terminal.say(Text::shell_unknown, name), name,
                                        {"bash", "zsh", "fish"})};
  }
  terminal.out(completion_script(line.outline(), *shell));
  return ExitCode::ok;
}

ManWords man_words(const Terminal& terminal) {
  ManWords words;
  words.title = terminal.say(Text::man_title);
  words.name = terminal.say(Text::man_name);
  words.synopsis = terminal.say(Text::man_synopsis);
  words.commands = terminal.say(Text::man_commands);
  words.options = terminal.say(Text::man_options);
  words.everywhere = terminal.say(Text::man_everywhere);
  words.examples = terminal.say(Text::man_examples);
  words.exit_status = terminal.say(Text::man_exit_status);
  words.see_also = terminal.say(Text::man_see_also);
  const auto meaning = [&](ExitCode code, Text text) {
    words.exit_codes.emplace_back(std::to_string(number(code)), terminal.say(text));
  };
  meaning(ExitCode::ok, Text::exit_ok);
  meaning(ExitCode::internal, Text::exit_internal);
  meaning(ExitCode::usage, Text::exit_usage);
  meaning(ExitCode::verification, Text::exit_verification);
  meaning(ExitCode::not_found, Text::exit_not_found);
  meaning(ExitCode::conflict, Text::exit_conflict);
  meaning(ExitCode::unavailable, Text::exit_unavailable);
  meaning(ExitCode::permission, Text::exit_permission);
  meaning(ExitCode::disk, Text::exit_disk);
  meaning(ExitCode::findings, Text::exit_findings);
  meaning(ExitCode::interrupted, Text::exit_interrupted);
  return words;
}

struct ManFlags {
  std::string command;
  std::string folder;
};

Outcome write_pages(const CommandOutline& root, const ManWords& words, const std::string& folder, Terminal& terminal) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{Errc::disk, folder + ": " + failed.message()};
  std::size_t count = 0;
  Outcome written;
  each_command(root, [&](const CommandOutline& command) {
    if (!written) return;
    written = write_file(folder + "/" + man_name(command) + ".1", man_page(root, command, words, JEJAK_VERSION));
    ++count;
  });
  if (written) terminal.tell(Text::man_written, count, folder);
  return written;
}

// "key new", "key-new" and "jejak-key-new" all name the same page.
Result<ExitCode> write_manual(const CommandLine& line, Terminal& terminal, const ManFlags& flags) {
  const CommandOutline root = line.outline();
  const ManWords words = man_words(terminal);
  if (!flags.folder.empty()) {
    if (auto written = write_pages(root, words, flags.folder, terminal); !written) return std::move(written).error();
    return ExitCode::ok;
  }
  std::string wanted = flags.command;
  for (char& c : wanted) c = c == ' ' ? '-' : c;
  if (wanted.empty() || wanted == "jejak") wanted = "jejak";
  if (wanted != "jejak" && !wanted.starts_with("jejak-")) wanted = "jejak-" + wanted;
  std::vector<std::string> names;
  const CommandOutline* found = nullptr;
  each_command(root, [&](const CommandOutline& command) {
    names.push_back(man_name(command));
    if (names.back() == wanted) found = &command;
  });
  if (found == nullptr) {
    std::string sentence = terminal.say(Text::man_unknown, flags.command);
    if (const auto near = nearest(wanted, names))
      sentence += ". " + terminal.say(Phrase::did_you_mean, near->substr(6));
    return Error{Errc::not_found, sentence};
  }
  terminal.out(man_page(root, *found, words, JEJAK_VERSION));
  return ExitCode::ok;
}

}  // namespace

void add_manual_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto shell = std::make_shared<std::string>();
  const Command completion = line.root().sub("completion", Text::help_completion);
  completion.positional("SHELL", *shell, Text::help_shell)
      .example("source <(jejak completion bash)")
      .example("jejak completion zsh > \"${fpath[1]}/_jejak\"")
      .example("jejak completion fish | source")
      .does([&line, &terminal, shell] { return write_completion(line, terminal, *shell); });
  auto flags = std::make_shared<ManFlags>();
  const Command man = line.root().sub("man", Text::help_man);
  man.positional("PAGE", flags->command, Text::help_man_page, false)
      .option("--output-dir,-o", "DIR", flags->folder, Text::help_man_folder)
      .example("jejak man record | man -l -")
      .example("jejak man key-new | man -l -")
      .example("jejak man -o man1")
      .does([&line, &terminal, flags] { return write_manual(line, terminal, *flags); });
}

}  // namespace jejak
