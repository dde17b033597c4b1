#pragma once
// A phase is measured in a process of its own, forked from one that stays small: no phase inherits the memory, the
// threads or the warm caches of another, and the memory that a program is charged with is its own.

#include "ledger/base/result.hpp"
#include "tests/bench/figures.hpp"

#include <functional>

namespace jejak {

// Runs `work` in a child and hands back its figures. The caller must have no other thread.
Result<Figures> run_phase(const std::string& name, const std::function<Result<Figures>()>& work);

struct Ran {
  double seconds = 0;
  double cpu_seconds = 0;
  double rss_mb = 0;   // the highest it had
  std::string output;  // what it wrote to standard output
};
// Errors: internal (it could not be started, or ended with another exit code than 0).
Result<Ran> run_program(const std::vector<std::string>& command);

}  // namespace jejak
