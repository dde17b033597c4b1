#pragma once
// One subcommand: its words, its help and what it does. The library that reads command lines stays behind this header.

#include "api/answers/asker.hpp"
#include "ledger/base/nearest.hpp"
#include "tools/jejak/outline.hpp"
#include "tools/jejak/service_flags.hpp"
#include "tools/jejak/terminal.hpp"
#include "tools/verify/exit_code.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace jejak {

using Deed = std::function<Result<ExitCode>()>;

// A flag or option that may also stand in the environment or in a file; the first that gives it wins.
enum class GivenBy : std::uint8_t { flag, environment, file, nobody };
enum class SettingKind : std::uint8_t { text, list, truth };
struct Setting {
  std::string name;  // "tls-cert"
  SettingKind kind = SettingKind::text;
  GivenBy given_by = GivenBy::nobody;
  std::vector<std::string> values;  // in effect; of a truth "true" or "false"; none where there is none
};
struct SettingLine;  // settings_file.hpp

// The program's whole command line. Owns every subcommand.
class CommandLine {
 public:
  // `by_url`: a served ledger is meant, so that no command takes a data folder.
  explicit CommandLine(Terminal& terminal, bool by_url = false);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine();

  class Command root();
  Terminal& terminal() { return terminal_; }
  const ServiceFlags& service() const { return service_; }
  CommandOutline outline() const;  // of all that was added so far

  // Reads the words and does what they say. Errors: those of the command. Lets the library's exceptions through.
  Result<ExitCode> run(int argc, char** argv);
  // What such an exception means: help that was asked for (printed to stdout), or wrong usage, with the near command or
  // option where there is one; internal for all others.
  Result<ExitCode> answer(const std::exception& thrown);

 private:
  Result<ExitCode> run_by_url();

  friend class Command;
  struct Parts;
  Terminal& terminal_;
  ServiceFlags service_;
  const bool by_url_;
  std::unique_ptr<Parts> parts_;
};

// What a command makes of a served ledger: it reads a mirror of it, or speaks with the service itself.
enum class Reach : std::uint8_t { mirror, service };

// A handle; copies name the same subcommand. Variables must live as long as the command line.
class Command {
 public:
  Command sub(const std::string& name, Text help) const;

  const Command& positional(const std::string& name, std::string& value, Text help, bool required = true) const;
  // The ledger that the command works on: DIR, a data folder. With --url there is no such word; `place` is then a
  // mirror of the served ledger, up to date, or the URL.
  const Command& ledger(std::string& place, Reach reach = Reach::mirror, const char* word = "DIR",
                        Text help = Text::help_folder) const;
  // The same for commands that name it with --ledger.
  const Command& ledger_option(const char* kind, std::string& place, Text help, bool required = false) const;
  const Command& option(const std::string& names, const char* kind, std::string& value, Text help,
                        bool required = false) const;
  const Command& option(const std::string& names, const char* kind, std::vector<std::string>& values, Text help) const;
  const Command& flag(const std::string& names, bool& value, Text help) const;
  const Command& example(const std::string& line) const;
  void does(Deed deed) const;

  // Makes settings of all flags and options added so far: --tls-cert is also JEJAK_TLS_CERT, and `tls-cert` in a file.
  const Command& settable() const;
  // Once the command runs: gives the settings that no flag has given what the environment says, else what the lines
  // without a section say. In the environment the members of a list are parted by commas. Errors: usage, for a key
  // that is no setting with the near one.
  Result<std::vector<Setting>> settle(const std::vector<SettingLine>& lines) const;

 private:
  friend class CommandLine;
  Command(CLI::App* app, CommandLine* line) : app_(app), line_(line) {}
  CLI::App* app_;
  CommandLine* line_;
};

// usage: "line 3: \"lisen\" is no setting. Did you mean listen?"
Error unknown_setting(const Terminal& terminal, const SettingLine& line, const std::vector<std::string>& known);

// Number given to a flag; usage if it is not one.
Result<std::optional<std::uint64_t>> read_number(const std::string& flag, const std::string& value);

}  // namespace jejak
