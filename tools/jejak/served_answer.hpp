#pragma once
// The service's own answer to a command, for whoever may not read the whole ledger or has no mirror of it: what its
// routes show the caller, neither judged nor compared with the log on this machine.

#include "tools/jejak/service_flags.hpp"
#include "tools/verify/exit_code.hpp"

#include <optional>
#include <vector>

namespace jejak {

// One option or positional word of the command line that was given.
struct GivenWord {
  std::string name;  // "--as-of", or "ID" for a positional
  std::vector<std::string> values;
};

// Whether the command ("case") has a route that answers the same.
bool has_route(const std::string& command);

// Asks page by page and prints: --json as the command does it on a folder, --plain its records, else tables. Errors:
// usage (an option that only a mirror answers; names it), those of asking.
Result<ExitCode> tell_served_answer(Terminal& terminal, const RemoteLedger& remote, const std::string& command,
                                    const std::vector<GivenWord>& words);

}  // namespace jejak
