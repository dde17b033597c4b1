#include "tests/tools/run_program.hpp"

#include "tests/support/catch.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace jejak::test {
namespace {

std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string command(const std::string& program, const std::vector<std::string>& words, const std::string& environment) {
  std::string line = "env -i PATH=\"$PATH\" TMPDIR=\"${TMPDIR:-/tmp}\" " + environment + " " +
                     quoted(std::string(JEJAK_BIN_DIR) + "/" + program);
  for (const std::string& word : words) line += " " + quoted(word);
  return line;
}

// `inside`: redirections that come after ours.
Said run(const Scratch& scratch, const std::string& line, const std::string& inside = "") {
  const int status = std::system((line + " >" + scratch.at("out") + " 2>" + scratch.at("err") + " " + inside).c_str());
  Said said;
  said.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  said.out = read_text(scratch.at("out"));
  said.err = read_text(scratch.at("err"));
  return said;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

std::size_t count(const std::string& text, const std::string& words) {
  std::size_t found = 0;
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
  return found;
}

std::size_t lines_of(const std::string& text) {
  return count(text, "\n");
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void write_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

Said run_program(const std::string& program, const std::vector<std::string>& words, const std::string& in,
                 const std::string& environment) {
  const Scratch scratch;
  write_text(scratch.at("in"), in);
  return run(scratch, command(program, words, environment) + " <" + scratch.at("in"));
}

Said run_on_pipe(const std::string& program, const std::vector<std::string>& words, const std::string& in) {
  const Scratch scratch;
  write_text(scratch.at("in"), in);
  return run(scratch, "cat " + scratch.at("in") + " | " + command(program, words, ""));
}

Said run_with_streams(const std::string& program, const std::vector<std::string>& words, const std::string& streams,
                      const std::string& first) {
  const Scratch scratch;
  return run(scratch, first + command(program, words, "") + " </dev/null", streams);
}

Said jejak(const std::vector<std::string>& words, const std::string& in) {
  return run_program("jejak", words, in);
}

std::vector<std::string> operator+(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<std::string> DemoLedger::init(const std::string& elsewhere) const {
  return {"init",      elsewhere,          "--genesis", demo + "/genesis.note",
          "--log-key", demo + "/log.skey", "--at",      first_line(read_text(demo + "/founded-at"))};
}

std::vector<std::string> DemoLedger::record(const std::string& elsewhere) const {
  return {"record", elsewhere, demo + "/events.ndjson", "--log-key", demo + "/log.skey"};
}

const DemoLedger& demo_ledger() {
  static const Scratch scratch;
  static const DemoLedger made = [] {
    DemoLedger ledger;
    ledger.demo = scratch.at("demo");
    ledger.folder = scratch.at("ledger");
    ledger.policy = ledger.demo + "/policy";
    REQUIRE(jejak({"demo", "tiny", ledger.demo}).code == 0);
    const Said founded = jejak(ledger.init(ledger.folder) + std::vector<std::string>{"--plain"});
    INFO(founded.err);
    REQUIRE(founded.code == 0);
    ledger.genesis = first_line(founded.out);
    const Said recorded = jejak(ledger.record(ledger.folder) + std::vector<std::string>{"-q"});
    INFO(recorded.err);
    REQUIRE(recorded.code == 0);
    return ledger;
  }();
  return made;
}

}  // namespace jejak::test
