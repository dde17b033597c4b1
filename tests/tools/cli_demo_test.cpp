#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"
#include "tests/tools/run_program.hpp"

#include <algorithm>

namespace jejak::test {

TEST_CASE("cli demo: load writes as many cases as asked for, ready to be recorded", "[tools][cli]") {
  const Scratch scratch;
  const std::string plan = scratch.path() + "/plan";
  const Said said = jejak({"demo", "load", "2", plan, "--plain"});
  INFO(said.err);
  REQUIRE(said.code == 0);
  const std::string events = read_text(plan + "/events.ndjson");
  CHECK(said.out == std::to_string(std::count(events.begin(), events.end(), '\n')) + "\t2024-09-29T17:00:00.000000Z\n");
  const std::string ledger = scratch.path() + "/ledger";
  REQUIRE(jejak({"init", ledger, "--genesis", plan + "/genesis.note", "--log-key", plan + "/log.skey", "--at",
                 "2024-09-29T17:00:00Z"})
              .code == 0);
  REQUIRE(jejak({"record", ledger, plan + "/events.ndjson", "--log-key", plan + "/log.skey", "--quiet"}).code == 0);
  CHECK(jejak({"case", ledger, "load-long", "--plain"}).code == 0);
  CHECK(jejak({"case", ledger, "load-000000001", "--plain"}).code == 0);
}

TEST_CASE("cli demo: what cannot be meant is said, and nothing is written over", "[tools][cli]") {
  const Scratch scratch;
  const Said none = jejak({"demo", "load", "0", scratch.path() + "/a", "--lang", "id"});
  CHECK(none.code == 2);
  CHECK(none.err_has("sekurangnya satu perkara"));
  CHECK(jejak({"demo", "load", "many", scratch.path() + "/a"}).code == 2);
  CHECK(jejak({"demo", "load", "1", scratch.path() + "/a", "--seed", "x"}).code == 2);
  const Said wrong = jejak({"demo", "pilkada2002", scratch.path() + "/a"});
  CHECK(wrong.code == 2);
  CHECK(wrong.err.find("pilkada2020") != std::string::npos);
  REQUIRE(jejak({"demo", "load", "1", scratch.path() + "/full"}).code == 0);
  CHECK(jejak({"demo", "load", "1", scratch.path() + "/full"}).code == 5);
  CHECK(jejak({"demo", "pilkada2024", scratch.path() + "/full"}).code == 5);
  CHECK(jejak({"demo", "tiny", scratch.path() + "/full"}).code == 5);
}

}  // namespace jejak::test
