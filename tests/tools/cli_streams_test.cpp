#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

#include <sys/stat.h>

#include <filesystem>

// What a shell, a service manager or a full disk may do to a program's streams and limits.

namespace jejak::test {
namespace {

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("cli: a message that cannot be written ends nothing", "[tools][cli]") {
  const Scratch scratch;
  const DemoLedger& demo = demo_ledger();
  const Said founded = run_with_streams("jejak", demo.init(scratch.at("ledger")), "2>/dev/full");
  CHECK(founded.code == 0);
  CHECK(run_with_streams("jejak", demo.record(scratch.at("ledger")), "2>/dev/full").code == 0);
  CHECK(run_with_streams("jejak", {"log", scratch.at("ledger")}, "2>/dev/full").code == 0);
  CHECK(run_with_streams("jejak", {"log", scratch.at("elsewhere")}, "2>/dev/full").code == 4);
  CHECK(run_with_streams("jejak-verify", {scratch.at("elsewhere")}, "2>/dev/full").code == 2);
  CHECK(jejak(Words{"verify", scratch.at("ledger")} + demo.trust()).code == 0);
}

TEST_CASE("cli: what opens no streams gets no file of the ledger in their place", "[tools][cli]") {
  const Scratch scratch;
  const DemoLedger& demo = demo_ledger();
  constexpr int disk = 8;  // the answer went nowhere
  CHECK(run_with_streams("jejak", demo.init(scratch.at("ledger")), "<&- >&- 2>&-").code == disk);
  CHECK(run_with_streams("jejak", demo.record(scratch.at("ledger")), "<&- >&- 2>&-").code == disk);
  CHECK(run_with_streams("jejak", {"log", scratch.at("ledger")}, "<&- >&- 2>&-").code == disk);
  CHECK(run_with_streams("jejak", {"export", scratch.at("ledger"), "-o", scratch.at("export")}, "<&- >&- 2>&-").code ==
        0);
  CHECK(run_with_streams("jejak-verify", Words{scratch.at("export")} + demo.trust(), "<&- >&- 2>&-").code == disk);
  CHECK(jejak(Words{"verify", scratch.at("ledger")} + demo.trust()).out_has("TRUE: 1464 entries"));
  CHECK(run_program("jejak-verify", Words{scratch.at("export")} + demo.trust()).out_has("TRUE: 1464 entries"));
}

TEST_CASE("cli: a file that may not grow is an error, and the ledger is whole", "[tools][cli]") {
  const Scratch scratch;
  const DemoLedger& demo = demo_ledger();
  const Said exported =
      run_with_streams("jejak", {"export", demo.folder, "-o", scratch.at("export")}, "", "ulimit -f 40; ");
  CHECK(exported.code == 8);
  CHECK(exported.err_has("File too large"));
  CHECK_FALSE(std::filesystem::exists(scratch.at("export")));
  CHECK_FALSE(std::filesystem::exists(scratch.at("export.new")));
  const Words init = {"init",      scratch.at("small"),
                      "--genesis", demo.demo + "/genesis.note",
                      "--at",      read_text(demo.demo + "/founded-at").substr(0, 27),
                      "--log-key", demo.demo + "/log.skey"};
  REQUIRE(jejak(init).code == 0);
  const Words record = {"record",    scratch.at("small"),     demo.demo + "/events.ndjson",
                        "--log-key", demo.demo + "/log.skey", "--json"};
  const Said recorded = run_with_streams("jejak", record, ">/dev/null", "ulimit -f 40; ");
  CHECK(recorded.code == 6);  // a write failed: nothing more is appended until a restart
  CHECK(recorded.err_has("File too large"));
  CHECK(jejak(Words{"verify", scratch.at("small")} + demo.trust()).code == 0);
  CHECK(jejak(record).code == 0);
  CHECK(jejak(Words{"verify", scratch.at("small")} + demo.trust()).out_has("TRUE: 1464 entries"));
}

TEST_CASE("cli: a folder where a file is asked for", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  const std::vector<Words> commands = {
      Words{"import", demo.folder, scratch.at("x")} + demo.trust(),
      Words{"check", demo.folder} + demo.trust(),
      {"verify", demo.folder, "--policy", demo.folder, "--genesis", demo.genesis},
      Words{"verify", demo.folder, "--checkpoint", demo.folder} + demo.trust(),
      {"record", demo.folder, demo.folder, "--dry-run"},
      {"sign", demo.folder, "--key-file", demo.demo + "/log.skey"},
      {"init", scratch.at("x"), "--genesis", demo.folder, "--log-key", demo.demo + "/log.skey"},
  };
  for (const auto& command : commands) {
    const Said said = jejak(command);
    INFO(command.front() << ": " << said.err);
    CHECK(said.code == 2);
    CHECK(said.err_has("Is a directory, and a file is asked for"));
  }
  CHECK(run_program("jejak-verify", Words{demo.folder} + demo.trust()).code == 2);
}

TEST_CASE("cli: a report is two files and goes into no device", "[tools][cli]") {
  const Scratch scratch;
  const std::string device = scratch.at("pipe");
  REQUIRE(::mkfifo(device.c_str(), 0600) == 0);
  const Said said = jejak({"report", demo_ledger().folder, "prov:64", "2020-Q3", "-o", device});
  CHECK(said.code == 2);
  CHECK(said.err_has("page and CSV; give the name of a file"));
  CHECK_FALSE(std::filesystem::exists(device + ".csv"));
  CHECK_FALSE(std::filesystem::exists(device + ".html"));
}

TEST_CASE("cli: a terminal that goes away is an interruption, and none under nohup", "[tools][cli]") {
  const Scratch scratch;
  const DemoLedger& demo = demo_ledger();
  const std::string fifo = scratch.at("fifo");
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  // Opened for reading and writing it never ends.
  const Said waiting =
      run_with_streams("jejak", {"record", demo.folder, "--dry-run"}, "<>" + fifo, "(sleep 1; kill -HUP $$) & exec ");
  CHECK(waiting.code == 130);
  CHECK(waiting.err_has("Run the same command again to go on."));
  const Said kept = run_with_streams("jejak", Words{"verify", demo.folder} + demo.trust(), "",
                                     "trap '' HUP; (sleep 0.2; kill -HUP $$) & exec ");
  CHECK(kept.code == 0);
}

TEST_CASE("cli: files that were edited on Windows", "[tools][cli]") {
  const Scratch scratch;
  const DemoLedger& demo = demo_ledger();
  write_text(scratch.at("windows"), "three words here\r\n");
  write_text(scratch.at("unix"), "three words here\n");
  const Words make = {"key", "new", "--name", "BKD@prov:64", "--out", scratch.at("k"), "--strength", "interactive"};
  REQUIRE(jejak(make + Words{"--passphrase-file", scratch.at("windows")}).code == 0);
  write_text(scratch.at("genesis"), read_text(demo.demo + "/genesis.note"));
  const Words sign = {"sign", scratch.at("genesis"), "--key-file", scratch.at("k")};
  const Said opened = jejak(sign + Words{"--passphrase-file", scratch.at("unix")});
  INFO(opened.err);
  CHECK(opened.err_has("is no root of this genesis"));  // the key was opened, and asked

  const std::string event = read_text(demo.demo + "/events.ndjson");
  write_text(scratch.at("marked"), "\xef\xbb\xbf" + event.substr(0, event.find('\n')) + "\r\n");
  const Said dry = jejak({"record", demo.folder, scratch.at("marked"), "--dry-run"});
  INFO(dry.err);
  CHECK_FALSE(dry.err_has("malformed"));
  CHECK_FALSE(dry.err_has("too large"));
  write_text(scratch.at("marked"), "\xef\xbb" + event);
  CHECK(jejak({"record", demo.folder, scratch.at("marked"), "--dry-run"}).err_has("it begins as no event does"));
}

}  // namespace jejak::test
