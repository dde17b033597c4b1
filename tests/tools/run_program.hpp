#pragma once
// Runs one of the built programs and keeps everything it said.

#include "tests/support/scratch.hpp"

#include <string>
#include <vector>

namespace jejak::test {

struct Said {
  int code = -1;  // exit code; -1 if a signal ended it
  std::string out;
  std::string err;
  bool err_has(const std::string& words) const { return err.find(words) != std::string::npos; }
  bool out_has(const std::string& words) const { return out.find(words) != std::string::npos; }
};

// `program` is a name in the build's bin folder. Without a terminal, in English unless `environment` says otherwise.
Said run_program(const std::string& program, const std::vector<std::string>& words, const std::string& in = "",
                 const std::string& environment = "");
// The same where stdin is a pipe.
Said run_on_pipe(const std::string& program, const std::vector<std::string>& words, const std::string& in);
// The same with streams as a shell redirects them ("2>&-", "<&- 2>/dev/full"), and with what it does first
// ("ulimit -f 40; ").
Said run_with_streams(const std::string& program, const std::vector<std::string>& words, const std::string& streams,
                      const std::string& first = "");
Said jejak(const std::vector<std::string>& words, const std::string& in = "");

std::size_t count(const std::string& text, const std::string& words);  // how often they stand in it
std::size_t lines_of(const std::string& text);

std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);

// The demo's folder, founded and recorded in full; made once for all tests of this program.
struct DemoLedger {
  std::string demo;    // what `demo tiny` wrote
  std::string folder;  // the data folder
  std::string genesis;
  std::string policy;  // file
  // Words for `jejak`: to found a ledger like it elsewhere, and to record into one what the demo has.
  std::vector<std::string> init(const std::string& elsewhere) const;
  std::vector<std::string> record(const std::string& elsewhere) const;
  std::vector<std::string> trust() const { return {"--policy", policy, "--genesis", genesis}; }
};
const DemoLedger& demo_ledger();
std::vector<std::string> operator+(std::vector<std::string> words, const std::vector<std::string>& more);

}  // namespace jejak::test
