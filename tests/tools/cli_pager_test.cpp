// Long answers on a terminal: the program sits on a made-up one, with a pager that does what pagers do.

#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace jejak::test {
namespace {

// What somebody at a terminal of 24 lines sees of `jejak`, where PAGER is `pager`.
std::string seen(const char* pager, const std::vector<std::string>& words) {
  const std::string program = std::string(JEJAK_BIN_DIR) + "/jejak";
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
  REQUIRE(terminal >= 0);
  REQUIRE(::grantpt(terminal) == 0);
  REQUIRE(::unlockpt(terminal) == 0);
  const int side = ::open(::ptsname(terminal), O_RDWR | O_NOCTTY);
  REQUIRE(side >= 0);
  winsize size{};
  size.ws_row = 24;
  size.ws_col = 80;
  REQUIRE(::ioctl(side, TIOCSWINSZ, &size) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    for (int standard = 0; standard < 3; ++standard) ::dup2(side, standard);
    ::close(side);
    ::close(terminal);
    ::setenv("TERM", "xterm", 1);
    ::setenv("PAGER", pager, 1);
    std::vector<char*> arguments{const_cast<char*>(program.c_str())};
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execv(program.c_str(), arguments.data());
    ::_exit(126);
  }
  ::close(side);
  std::string out;
  char buffer[4096];
  for (;;) {
    const ssize_t got = ::read(terminal, buffer, sizeof buffer);
    if (got <= 0) break;  // the other side is closed
    out.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(terminal);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  return out;
}

std::size_t titles_in(const std::string& out) {
  return count(out, "case-kaltim-2020-07 ");
}

}  // namespace

TEST_CASE("cli pager: a long answer is seen once, also where the pager is killed or missing", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const std::vector<std::string> list = {"case", demo.folder};
  CHECK(titles_in(seen("", list)) == 1);
  CHECK(titles_in(seen("cat", list)) == 1);
  CHECK(titles_in(seen("cat; exit 1", list)) == 1);
  CHECK(titles_in(seen("no-such-pager 2>/dev/null", list)) == 1);
  CHECK(titles_in(seen("cat; kill -KILL $$", list)) == 1);
}

}  // namespace jejak::test
