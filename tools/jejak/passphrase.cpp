// Reading a passphrase: without echo, from the terminal itself even while stdin carries events.

#include "ledger/base/system_error.hpp"
#include "tools/jejak/terminal.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

namespace jejak {
namespace {

class OpenTerminal {
 public:
  OpenTerminal() : fd_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {}
  OpenTerminal(const OpenTerminal&) = delete;
  OpenTerminal& operator=(const OpenTerminal&) = delete;
  ~OpenTerminal() {
    if (fd_ < 0) return;
    if (silent_) ::tcsetattr(fd_, TCSAFLUSH, &before_);
    ::close(fd_);
  }
  int fd() const { return fd_; }
  bool silence() {
    if (::tcgetattr(fd_, &before_) != 0) return false;
    struct termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent_ = ::tcsetattr(fd_, TCSAFLUSH, &quiet) == 0;
    return silent_;
  }
  void write(std::string_view text) { [[maybe_unused]] const auto written = ::write(fd_, text.data(), text.size()); }

 private:
  int fd_;
  struct termios before_{};
  bool silent_ = false;
};

// One line, without its end. Errors: usage, interrupted, disk.
Result<Secret> read_line(int fd, const std::string& where) {
  Secret line;
  bool carriage_return = false;  // before a newline it belongs to it, as on Windows
  for (;;) {
    char byte = 0;
    const ssize_t got = ::read(fd, &byte, 1);
    if (got < 0 && errno == EINTR && !interrupted()) continue;
    if (interrupted()) return interruption();
    if (got < 0) return system_error(where, errno);
    if (got == 0 || byte == '\n') return line;
    if (carriage_return) line.append('\r');
    carriage_return = byte == '\r';
    if (carriage_return) continue;
    if (line.view().size() == passphrase_bytes_max) return Error{Errc::usage, where + ": more than 1024 bytes"};
    line.append(byte);
  }
}

Result<Secret> read_from_file(Terminal& terminal, const std::string& path) {
  if (path == "-") return read_line(STDIN_FILENO, "stdin");
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return system_error(path, errno);
  struct stat status{};
  if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & 077) != 0) {
    terminal.tell(Text::passphrase_file_open, path);
  }
  auto line = read_line(fd, path);
  ::close(fd);
  return line;
}

}  // namespace

Result<Secret> Terminal::passphrase(const std::string& file, const std::string& for_what, bool twice) {
  if (!file.empty()) return read_from_file(*this, file);
  OpenTerminal asked;
  if (speech.no_input || asked.fd() < 0 || !asked.silence()) {
    return Error{Errc::usage, say(Text::passphrase_nobody_to_ask)};
  }
  asked.write(say(Text::passphrase_ask, for_what));
  auto first = read_line(asked.fd(), "/dev/tty");
  asked.write("\n");
  if (!first || !twice) return first;
  asked.write(say(Text::passphrase_ask_again));
  auto second = read_line(asked.fd(), "/dev/tty");
  asked.write("\n");
  if (!second) return second;
  if (!(*first == *second)) return Error{Errc::usage, say(Text::passphrase_differs)};
  return first;
}

}  // namespace jejak
