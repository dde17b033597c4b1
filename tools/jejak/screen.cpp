#include "tools/jejak/screen.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace jejak {
namespace {

constexpr std::size_t usual_width = 80;
constexpr std::size_t usual_height = 24;

// Somebody sits there who can turn pages.
bool can_page() {
  const char* kind = std::getenv("TERM");
  return kind != nullptr && *kind != '\0' && std::strcmp(kind, "dumb") != 0 && ::isatty(STDIN_FILENO) != 0;
}

// The text through the program; false if it could not be started, so that nothing is lost.
bool page(const char* pager, const std::string& text) {
  if (std::getenv("LESS") == nullptr) ::setenv("LESS", "FRX", 0);  // colours stay, short texts pass
  std::fflush(stdout);
  const auto before = std::signal(SIGPIPE, SIG_IGN);  // whoever leaves early has seen enough
  std::FILE* pipe = ::popen(pager, "w");
  if (pipe != nullptr) {
    std::fwrite(text.data(), 1, text.size(), pipe);
    const int status = ::pclose(pipe);
    std::signal(SIGPIPE, before);
    return !(WIFEXITED(status) && WEXITSTATUS(status) == 127);  // what the shell says of a program it does not find
  }
  std::signal(SIGPIPE, before);
  return false;
}

}  // namespace

Screen screen() {
  if (::isatty(STDOUT_FILENO) == 0) return {};
  Screen out{usual_width, usual_height};
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    if (size.ws_col > 0) out.width = size.ws_col;
    if (size.ws_row > 0) out.height = size.ws_row;
  }
  return out;
}

std::size_t cells_of(std::string_view text) {
  std::size_t cells = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\033') {
      while (i < text.size() && text[i] != 'm') ++i;
      continue;
    }
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) ++cells;
  }
  return cells;
}

void show(Terminal& terminal, const std::string& text) {
  const Screen seen = screen();
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  const char* pager = std::getenv("PAGER");
  const bool plain = terminal.json() || terminal.plain() || terminal.speech.no_pager || terminal.speech.no_input;
  if (seen.height == 0 || lines < seen.height || plain || !can_page() || (pager != nullptr && *pager == '\0') ||
      !page(pager == nullptr ? "less" : pager, text)) {
    terminal.out(text);
  }
}

}  // namespace jejak
