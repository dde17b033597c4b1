// The commands of whoever runs the service, or asks one: token, doctor, and how serve is configured.
#include "api/auth/token.hpp"
#include "ledger/base/clock.hpp"
#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

#include <filesystem>

namespace jejak::test {
namespace {

std::string key_of(const DemoLedger& demo) {
  return demo.demo + "/log.skey";
}

}  // namespace

TEST_CASE("cli token: it is printed alone, holds for the ledger that was named, and no longer than it may",
          "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said said = jejak({"token", key_of(demo), "--ledger", demo.folder});
  INFO(said.err);
  REQUIRE(said.code == 0);
  REQUIRE(lines_of(said.out) == 1);
  const std::string token = said.out.substr(0, said.out.size() - 1);
  const std::string origin = [&] {
    const std::string note = jejak({"checkpoint", demo.folder}).out;
    return note.substr(0, note.find('\n'));
  }();
  const Instant now = SystemClock().now();
  const auto claims = verify_token(token, {origin, 60}, now);
  REQUIRE(claims.has_value());
  CHECK(claims->expires - claims->issued == token_lifetime_seconds_max);
  const Said again = jejak({"token", key_of(demo), "--origin", origin, "--lifetime", "60", "--json"});
  CHECK(again.out_has("\"origin\":\"" + origin + "\""));
  CHECK_FALSE(again.out_has(token));  // an id of its own
  for (const char* lifetime : {"0", "3601", "-1", "1h", ""}) {
    INFO(lifetime);
    CHECK(jejak({"token", key_of(demo), "--origin", origin, "--lifetime", lifetime}).code == 2);
  }
  CHECK(jejak({"token", key_of(demo)}).err_has("--origin or --ledger"));
  CHECK(jejak({"token", key_of(demo), "--origin", origin, "--ledger", demo.folder}).code == 2);
  CHECK(jejak({"token", key_of(demo), "--origin", "jejak.example/real"}).code == 7);  // a bare key for a real ledger
}

}  // namespace jejak::test
