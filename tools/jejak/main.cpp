// jejak: one program, many subcommands. The one place of the tools that catches what libraries throw.

#include "tools/jejak/commands.hpp"
#include "tools/verify/standard_streams.hpp"

namespace {

int end(jejak::Terminal& terminal, const jejak::Result<jejak::ExitCode>& result) {
  if (!terminal.flush()) {
    terminal.fail(jejak::Error{jejak::Errc::disk, "stdout"});
    return jejak::number(jejak::ExitCode::disk);
  }
  if (result) return jejak::number(*result);
  terminal.fail(result.error());
  return jejak::number(jejak::exit_code(result.error().code));
}

}  // namespace

int main(int argc, char** argv) {
  jejak::hold_standard_streams();
  const jejak::Language language = jejak::choose_language(argc, argv);
  jejak::Terminal terminal(language);
  jejak::catch_interrupts(language);
  jejak::CommandLine line(terminal, jejak::names_service(argc, argv));
  try {
    jejak::add_all_commands(line);
    return end(terminal, line.run(argc, argv));
  } catch (const std::exception& thrown) {
    return end(terminal, line.answer(thrown));
  }
}
