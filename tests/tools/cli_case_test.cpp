// case, diff and replay at positions, recorded times and dates.

#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

namespace jejak::test {
namespace {

const char* const showcase = "kaltim-2020-07";

std::string digest_in(const std::string& json) {
  const auto at = json.find("\"digest\":\"");
  return at == std::string::npos ? std::string() : json.substr(at + 10, 64);
}

}  // namespace

TEST_CASE("cli case: a position, a recorded time and a date each show what was known and had happened",
          "[tools][cli]") {
  const std::string& folder = demo_ledger().folder;
  const Said whole = jejak({"case", folder, showcase, "--json"});
  INFO(whole.err);
  REQUIRE(whole.code == 0);
  CHECK(whole.out_has("\"state\":\"Z09\""));
  const Said before = jejak({"case", folder, showcase, "--as-of", "497", "--json"});
  REQUIRE(before.code == 0);
  CHECK(before.out_has("\"position\":497"));
  CHECK(before.out_has("\"state\":\"SANCTION_PROPOSED\""));
  CHECK(before.out_has("\"refusals\":1"));
  CHECK(jejak({"case", folder, showcase, "--as-of", "496", "--json"}).out_has("\"refusals\":0"));
  // The refused attempt was recorded at 09:09 WITA, which is 01:09 UTC.
  const Said at_utc = jejak({"case", folder, showcase, "--as-of", "2020-07-20T01:09:00Z", "--json"});
  const Said at_wita = jejak({"case", folder, showcase, "--as-of", "2020-07-20T09:09+08:00", "--json"});
  CHECK(at_utc.out_has("\"refusals\":1"));
  CHECK(at_utc.out == at_wita.out);
  const Said on = jejak({"case", folder, showcase, "--on", "2020-07-20", "--json"});
  CHECK(on.out_has("\"on\":\"2020-07-20\""));
  CHECK(on.out_has("\"state\":\"SANCTION_PROPOSED\""));
  CHECK(digest_in(on.out).size() == 64);
  CHECK_FALSE(digest_in(on.out) == digest_in(whole.out));
  CHECK(digest_in(whole.out) == digest_in(jejak({"case", folder, showcase, "--timeline", "--json"}).out));
}

TEST_CASE("cli case: what cannot be asked gets an answer that says why, and the near name", "[tools][cli]") {
  const std::string& folder = demo_ledger().folder;
  const auto no = [&folder](const std::string& id, const std::vector<std::string>& more) {
    return jejak(std::vector<std::string>{"case", folder, id} + more);
  };
  CHECK(no("kaltim-2020-7", {}).err_has("case-kaltim-2020-07"));
  CHECK(no(showcase, {"--as-of", "999999"}).err_has("--as-of 999999"));
  CHECK(no(showcase, {"--as-of", "999999"}).code == 2);
  CHECK(no(showcase, {"--as-of", "0"}).code == 2);
  CHECK(no(showcase, {"--as-of", "yesterday"}).err_has("--on"));
  CHECK(no(showcase, {"--as-of", "2001-01-01T00:00:00Z"}).err_has("2019-12-01T17:00"));
  CHECK(no(showcase, {"--on", "20200720"}).code == 2);
  CHECK(no(showcase, {"--on", "2019-01-01"}).err_has("2020-05-06"));
}

TEST_CASE("cli diff: what was added and changed between two points, both ways", "[tools][cli]") {
  const std::string& folder = demo_ledger().folder;
  const Said forth = jejak({"diff", folder, showcase, "--from", "2020-07-19", "--to", "2020-08-05", "--plain"});
  INFO(forth.err);
  REQUIRE(forth.code == 0);
  CHECK(forth.out_has("~\tstate\tSANCTION_PROPOSED\tDECIDED"));
  CHECK(forth.out_has("+\t496\t2020-07-20\tSanctionDecisionIssued"));
  const Said back = jejak({"diff", folder, showcase, "--from", "2020-08-05", "--to", "2020-07-19", "--plain"});
  CHECK(back.out_has("~\tstate\tDECIDED\tSANCTION_PROPOSED"));
  CHECK(back.out_has("-\t496\t2020-07-20\tSanctionDecisionIssued"));
  CHECK(jejak({"diff", folder, showcase, "--from", "600", "--plain"}).out.empty());
  CHECK(jejak({"diff", folder, showcase, "--from", "10", "--to", "406", "--json"})
            .out_has("\"added\":[{\"position\":401"));
  CHECK(jejak({"diff", folder, showcase, "--from", "soon"}).code == 2);
}

}  // namespace jejak::test
