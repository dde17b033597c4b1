#include "tests/bench/phase.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace jejak {
namespace {

Error failed_call(const std::string& what) {
  return Error{Errc::internal, what + ": " + std::strerror(errno)};
}

struct Child {
  pid_t pid = -1;
  int output = -1;  // the reading end
};

// `run` goes on in the child with the writing end, and must not return.
template <class Run>
Result<Child> start(const Run& run) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failed_call("pipe");
  std::fflush(nullptr);
  const pid_t pid = fork();
  if (pid < 0) return failed_call("fork");
  if (pid == 0) {
    close(ends[0]);
    run(ends[1]);
    _exit(127);
  }
  close(ends[1]);
  return Child{pid, ends[0]};
}

std::string read_all(int file) {
  std::string out;
  char block[65536];
  for (;;) {
    const ssize_t got = read(file, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    out.append(block, static_cast<std::size_t>(got));
  }
  close(file);
  return out;
}

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

Outcome ended_well(const std::string& name, int status) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (WIFSIGNALED(status)) {
    return Error{Errc::internal, name + " was ended by signal " + std::to_string(WTERMSIG(status))};
  }
  return Error{Errc::internal, name + " ended with exit code " + std::to_string(WEXITSTATUS(status))};
}

int wait_for(pid_t pid, rusage& used) {
  int status = 0;
  while (wait4(pid, &status, 0, &used) < 0 && errno == EINTR) {
  }
  return status;
}

// One figure a line: "name value"; or one line "! message".
std::string spell(const Result<Figures>& found) {
  if (!found) return "! " + found.error().message + "\n";
  std::string out;
  char number[64];
  for (const auto& [name, value] : found->all()) {
    std::snprintf(number, sizeof number, "%.17g", value);
    out += name + " " + number + "\n";
  }
  return out;
}

Result<Figures> read_figures(const std::string& name, const std::string& lines) {
  if (lines.starts_with("! ")) return Error{Errc::internal, name + ": " + lines.substr(2, lines.size() - 3)};
  Figures figures;
  std::size_t at = 0;
  while (at < lines.size()) {
    const std::size_t end = lines.find('\n', at);
    const std::size_t space = lines.find(' ', at);
    figures.set(lines.substr(at, space - at), std::strtod(lines.c_str() + space + 1, nullptr));
    at = end + 1;
  }
  return figures;
}

}  // namespace

Result<Figures> run_phase(const std::string& name, const std::function<Result<Figures>()>& work) {
  const auto child = start([&work](int out) {
    write_all(out, spell(work()));
    std::fflush(nullptr);
    _exit(0);
  });
  if (!child) return child.error();
  const std::string lines = read_all(child->output);
  rusage used{};
  const auto ended = ended_well(name, wait_for(child->pid, used));
  if (!ended) return ended.error();
  return read_figures(name, lines);
}

Result<Ran> run_program(const std::vector<std::string>& command) {
  const auto begin = std::chrono::steady_clock::now();
  const auto child = start([&command](int out) {
    dup2(out, STDOUT_FILENO);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execvp(arguments.front(), arguments.data());
    std::perror(arguments.front());
  });
  if (!child) return child.error();
  Ran ran;
  ran.output = read_all(child->output);
  rusage used{};
  const int status = wait_for(child->pid, used);
  ran.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  ran.cpu_seconds = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                    static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  ran.rss_mb = static_cast<double>(used.ru_maxrss) * 1024 / 1e6;
  const auto ended = ended_well(command.front(), status);
  if (!ended) return Error{Errc::internal, ended.error().message + "\n" + ran.output};
  return ran;
}

}  // namespace jejak
