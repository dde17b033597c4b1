#include "tools/jejak/terminal.hpp"

#include "ledger/base/clock.hpp"
#include "tools/verify/standard_streams.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace jejak {
namespace {

constexpr std::int64_t first_drawing_us = 100'000;
constexpr std::int64_t redraw_us = 100'000;
constexpr std::int64_t first_line_us = 2'000'000;
constexpr std::int64_t relined_us = 5'000'000;
constexpr std::uint64_t bar_cells = 24;

volatile std::sig_atomic_t interrupts = 0;
volatile std::sig_atomic_t speaks_indonesian = 0;

void say_at_once(const char* sentence) {
  // Only calls that a signal handler may make. A message that cannot be written is nobody's loss.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, sentence, std::strlen(sentence));
}

void on_interrupt(int) {
  if (interrupts != 0) std::_Exit(130);
  interrupts = 1;
  say_at_once(message(Text::interrupt_noticed, speaks_indonesian != 0 ? Language::indonesian : Language::english));
}

bool set_in_environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool colour_on(int file, bool no_colour) {
  if (no_colour || set_in_environment("NO_COLOR")) return false;
  if (set_in_environment("FORCE_COLOR")) return true;
  const char* terminal = std::getenv("TERM");
  if (terminal != nullptr && std::strcmp(terminal, "dumb") == 0) return false;
  return ::isatty(file) != 0;
}

const char* code_of(Colour colour) {
  switch (colour) {
    case Colour::red: return "31";
    case Colour::green: return "32";
    case Colour::yellow: return "33";
    case Colour::dim: return "2";
    case Colour::bold: return "1";
  }
  return "0";
}

std::string painted(std::string_view text, Colour colour) {
  return fmt::format("\033[{}m{}\033[0m", code_of(colour), text);
}

std::int64_t monotonic_us() {
  return SystemClock().monotonic_us();
}

}  // namespace

void Terminal::out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) stdout_failed_ = true;
}

void Terminal::tell(std::string_view sentence) {
  if (speech.quiet) return;
  say_on_stderr(std::string(sentence) + "\n");
}

void Terminal::fail(const Error& error) {
  std::fflush(stdout);
  std::string sentence = describe("jejak", error, speech.language);
  if (colour_on(STDERR_FILENO, speech.no_colour)) sentence = painted("jejak:", Colour::red) + sentence.substr(6);
  say_on_stderr(sentence + "\n");
}

bool Terminal::flush() {
  if (std::fflush(stdout) != 0) stdout_failed_ = true;
  return !stdout_failed_;
}

std::string Terminal::paint(std::string_view text, Colour colour) const {
  return colour_on(STDOUT_FILENO, speech.no_colour) ? painted(text, colour) : std::string(text);
}

bool Terminal::stderr_is_terminal() const {
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && (terminal == nullptr || std::strcmp(terminal, "dumb") != 0);
}

void catch_interrupts(Language language) {
  speaks_indonesian = language == Language::indonesian ? 1 : 0;
  struct sigaction action{};
  action.sa_handler = on_interrupt;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  if (hangup_counts()) ::sigaction(SIGHUP, &action, nullptr);
}

bool hangup_counts() {
  struct sigaction present{};
  return ::sigaction(SIGHUP, nullptr, &present) == 0 && present.sa_handler != SIG_IGN;
}

bool interrupted() {
  return interrupts != 0;
}

Progress::Progress(Terminal& terminal, std::string what, std::uint64_t total)
    : terminal_(terminal), what_(std::move(what)), total_(total), started_us_(monotonic_us()), drawn_us_(started_us_) {}

Progress::~Progress() {
  if (drawn_ && terminal_.stderr_is_terminal()) say_on_stderr("\r\033[K");
}

bool Progress::at(std::uint64_t done) {
  if (interrupted()) return false;
  if (terminal_.speech.quiet) return true;
  const std::int64_t now = monotonic_us();
  const bool moving = terminal_.stderr_is_terminal();
  const std::int64_t first = moving ? first_drawing_us : first_line_us;
  const std::int64_t next = moving ? redraw_us : relined_us;
  if (now - drawn_us_ >= (drawn_ ? next : first)) draw(done, now);
  return true;
}

void Progress::draw(std::uint64_t done, std::int64_t now_us) {
  drawn_us_ = now_us;
  drawn_ = true;
  const double seconds = static_cast<double>(now_us - started_us_) / 1e6;
  const double rate = static_cast<double>(done) / seconds;
  std::string line = fmt::format("{} {}", what_, done);
  if (total_ > 0) {
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total_));
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_cells));
    const double left = rate > 0 ? static_cast<double>(total_ - std::min(done, total_)) / rate : 0;
    line = fmt::format("{} [{}{}] {:.0f} % ({}/{})", what_, std::string(filled, '#'),
                       std::string(bar_cells - filled, '.'), share * 100, done, total_);
    if (rate > 0) line += ", " + terminal_.say(Text::seconds_left, fmt::format("{:.0f}", left));
  }
  say_on_stderr(terminal_.stderr_is_terminal() ? "\r" + line + "\033[K" : line + "\n");
}

}  // namespace jejak
