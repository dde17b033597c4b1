#pragma once
// What the operating system says of a call that failed, as an error of ours. The one place where errno becomes a code.

#include "ledger/base/result.hpp"

namespace jejak {

// `number`: errno, read before anything else is called. The message is "attempt: what the system says"; the code:
// not_found, permission, conflict (it is there already), usage (a folder, and a file was asked for), unavailable
// (too many open files), else disk.
Error system_error(const std::string& attempt, int number);

}  // namespace jejak
