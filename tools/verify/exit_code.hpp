#pragma once
// What the programs leave with: one table from kinds of error to the published exit codes.

#include "ledger/base/result.hpp"

namespace jejak {

enum class ExitCode : int {
  ok = 0,
  internal = 1,
  usage = 2,         // the command line, or input that breaks a format
  verification = 3,  // a history, proof, digest or file of ours is false
  not_found = 4,
  conflict = 5,     // revision or id taken otherwise; a name that is taken; a single event that the law refused
  unavailable = 6,  // locked, overloaded, too little memory: try again
  permission = 7,   // rights, passphrases, unknown keys
  disk = 8,
  findings = 9,  // intact, but an audit has findings
  interrupted = 130,
};

ExitCode exit_code(Errc code);
constexpr int number(ExitCode code) {
  return static_cast<int>(code);
}

}  // namespace jejak
