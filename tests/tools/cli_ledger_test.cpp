#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

namespace jejak::test {
namespace {

std::string line_with(const std::string& text, const std::string& words) {
  const auto at = text.find(words);
  if (at == std::string::npos) return {};
  const auto begin = text.rfind('\n', at) == std::string::npos ? 0 : text.rfind('\n', at) + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

std::string key_of(const DemoLedger& demo) {
  return demo.demo + "/log.skey";
}

}  // namespace

TEST_CASE("cli record: a second run of the same file changes nothing and answers the same", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const std::vector<std::string> words = {"record",    demo.folder,  demo.demo + "/events.ndjson",
                                          "--log-key", key_of(demo), "--plain"};
  const std::string before = jejak({"checkpoint", demo.folder}).out;
  const Said first = jejak(words);
  const Said second = jejak(words);
  INFO(first.err);
  CHECK(first.code == 0);
  CHECK(first.out == second.out);
  CHECK(lines_of(first.out) == lines_of(read_text(demo.demo + "/events.ndjson")));
  CHECK(jejak({"checkpoint", demo.folder}).out == before);
  CHECK(jejak(words + std::vector<std::string>{"--strict"}).code == 5);  // some of the demo's attempts are refused
}

TEST_CASE("cli record: one refused event leaves with 5 and says what would be lawful", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const std::string refused = line_with(jejak({"log", demo.folder, "--json"}).out, "E_APPROVAL_REQUIRED");
  REQUIRE_FALSE(refused.empty());
  const auto envelope = refused.find("\"envelope\":");
  const std::string json = refused.substr(envelope + 11, refused.size() - envelope - 12);
  const Said said = jejak({"record", demo.folder, "-", "--log-key", key_of(demo)}, json + "\n");
  CHECK(said.code == 5);
  CHECK(said.out_has("E_APPROVAL_REQUIRED"));
  CHECK(lines_of(said.out) == 3);
}

TEST_CASE("cli record: a dry run needs no key and leaves no trace", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  const std::string fresh = scratch.at("fresh");
  const std::string at = read_text(demo.demo + "/founded-at");
  REQUIRE(jejak({"init", fresh, "--genesis", demo.demo + "/genesis.note", "--log-key", key_of(demo), "--at",
                 at.substr(0, at.size() - 1)})
              .code == 0);
  const std::string before = jejak({"checkpoint", fresh}).out;
  const Said dry = jejak({"record", fresh, demo.demo + "/events.ndjson", "--dry-run", "--plain"});
  INFO(dry.err);
  CHECK(dry.code == 0);
  CHECK(jejak({"checkpoint", fresh}).out == before);
  CHECK(lines_of(jejak({"log", fresh, "--plain"}).out) == 1);
  // What was foretold is what happens.
  const Said real = jejak({"record", fresh, demo.demo + "/events.ndjson", "--log-key", key_of(demo), "--plain"});
  CHECK(real.code == 0);
  REQUIRE(lines_of(dry.out) == lines_of(real.out));
  std::size_t at_dry = 0;
  std::size_t at_real = 0;
  while (at_dry < dry.out.size()) {
    const std::string foretold = dry.out.substr(at_dry, dry.out.find('\n', at_dry) - at_dry);
    const std::string happened = real.out.substr(at_real, real.out.find('\n', at_real) - at_real);
    CHECK(foretold.substr(0, foretold.find("\t-\t")) == happened.substr(0, foretold.find("\t-\t")));
    at_dry += foretold.size() + 1;
    at_real += happened.size() + 1;
  }
}

TEST_CASE("cli record: bad input is named by line and changes nothing", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const std::string before = jejak({"checkpoint", demo.folder}).out;
  const std::vector<std::string> words = {"record", demo.folder, "-", "--log-key", key_of(demo)};
  CHECK(jejak(words, "{\"event\":{}}\n").code == 2);
  CHECK(jejak(words, "not json at all").code == 2);
  CHECK(jejak(words, "").code == 0);
  CHECK(jejak({"record", demo.folder, "/nonexistent", "--log-key", key_of(demo)}).code == 4);
  CHECK(jejak({"record", demo.folder, "-"}).code == 2);  // no key
  CHECK(jejak({"record", demo.folder, "-", "--log-key", demo.demo + "/keys"}).code == 7);
  CHECK(jejak({"checkpoint", demo.folder}).out == before);
}

TEST_CASE("cli record: a bad line in the middle ends a run where it is, and the next run goes on", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  const std::string fresh = scratch.at("fresh");
  const std::string events = read_text(demo.demo + "/events.ndjson");
  std::string founded = read_text(demo.demo + "/founded-at");
  while (!founded.empty() && founded.back() == '\n') founded.pop_back();
  REQUIRE(jejak({"init", fresh, "--genesis", demo.demo + "/genesis.note", "--log-key", key_of(demo), "--at", founded})
              .code == 0);
  std::size_t middle = 0;
  for (int line = 0; line < 700; ++line) middle = events.find('\n', middle) + 1;
  std::string spoiled = events;
  const std::size_t signature = spoiled.find("\"signature\":\"", middle) + 13;
  spoiled[signature] = spoiled[signature] == 'A' ? 'B' : 'A';
  write_text(scratch.at("spoiled.ndjson"), spoiled);
  const std::vector<std::string> words = {"record",    fresh,        scratch.at("spoiled.ndjson"),
                                          "--log-key", key_of(demo), "--plain"};
  const Said ended = jejak(words);
  INFO(ended.err);
  CHECK(ended.code != 0);
  CHECK(ended.err_has("line 701"));
  CHECK(lines_of(ended.out) == 700);
  CHECK(lines_of(jejak({"log", fresh, "--plain"}).out) == 701);
  const Said again = jejak({"record", fresh, demo.demo + "/events.ndjson", "--log-key", key_of(demo), "--plain"});
  CHECK(again.code == 0);
  CHECK(again.err_has("700"));
  CHECK(jejak({"log", fresh, "--plain"}).out == jejak({"log", demo.folder, "--plain"}).out);
}

TEST_CASE("cli log, show: ranges, streams, ids; one object a line", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  CHECK(lines_of(jejak({"log", demo.folder, "--from", "3", "--to", "7", "--plain"}).out) == 5);
  const Said json = jejak({"log", demo.folder, "--from", "1", "--to", "1", "--json"});
  CHECK(json.out.rfind("{\"position\":1,\"kind\":\"event\"", 0) == 0);
  CHECK(jejak({"log", demo.folder, "--from", "9999999"}).code == 4);
  CHECK(jejak({"log", demo.folder, "--from", "x"}).code == 2);
  const auto id_at = json.out.find("\"id\":\"") + 6;
  const std::string id = json.out.substr(id_at, 36);
  CHECK(jejak({"show", demo.folder, id, "--json"}).out == json.out);
  CHECK(jejak({"show", demo.folder, "1", "--json"}).out == json.out);
  CHECK(jejak({"show", demo.folder, "0"}).out_has("jejak genesis v1"));
  CHECK(jejak({"show", demo.folder, "9999999"}).code == 4);
  CHECK(jejak({"show", demo.folder, "00000000-0000-7000-8000-000000000000"}).code == 4);
  CHECK(jejak({"show", demo.folder, "neither"}).code == 2);
  for (const char* language : {"en", "id"}) {
    const Said said = jejak({"log", demo.folder, "--lang", language});
    CHECK(said.code == 0);
    CHECK_FALSE(said.out_has("{"));  // every sentence was filled in
  }
  const Said backwards = jejak({"log", demo_ledger().folder, "--from", "5", "--to", "3"});
  CHECK(backwards.code == 2);
  CHECK(backwards.err_has("--from 5 comes after --to 3"));
  const Said unknown = jejak({"log", demo_ledger().folder, "--stream", "case-nowhere"});
  CHECK(unknown.code == 4);
  CHECK(unknown.err_has("nothing was ever recorded in a stream case-nowhere"));
}

TEST_CASE("cli case, tally: answers carry position, digest and checkpoint", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said list = jejak({"case", demo.folder, "--plain"});
  CHECK(list.code == 0);
  CHECK(lines_of(list.out) == 60);
  const Said timeline = jejak({"case", demo.folder, "kaltim-2020-07", "--timeline"});
  INFO(timeline.err);
  CHECK(timeline.code == 0);
  CHECK(timeline.out_has("E_APPROVAL_REQUIRED"));
  CHECK(timeline.out_has("Checkpoint: "));
  CHECK(timeline.out_has("SIMULATED"));
  CHECK(jejak({"case", demo.folder, "case-none"}).code == 4);
  const Said tally = jejak({"tally", demo.folder, "--json"});
  CHECK(tally.code == 0);
  for (const char* member : {"\"position\":", "\"digest\":", "\"checkpoint\":", "\"simulated\":true", "\"groups\":"}) {
    CHECK(tally.out_has(member));
  }
  CHECK(jejak({"tally", demo.folder, "--json"}).out == tally.out);
}

TEST_CASE("cli event, ruleset: templates come from the catalogue", "[tools][cli]") {
  const Said types = jejak({"event", "types", "--json"});
  CHECK(types.code == 0);
  CHECK(types.out_has("\"type\":\"SanctionDecisionIssued\""));
  const DemoLedger& demo = demo_ledger();
  const Said draft =
      jejak({"event", "new", "DecisionDelivered", "--ledger", demo.folder, "--stream", "case-kaltim-2020-07", "-q"});
  INFO(draft.err);
  CHECK(draft.code == 0);
  CHECK(draft.out_has("\"origin\":\"simulated.jejak.example/tiny\""));
  CHECK(draft.out_has("\"previous\":\""));
  CHECK(jejak({"event", "new", "CaseOpened", "--set", "nothing=1"}).code == 2);
  CHECK(jejak({"event", "new", "Nothing"}).code == 4);
  const std::string rules = std::string(JEJAK_SOURCE_DIR) + "/tools/demo/rulesets/RS-2018.txt";
  const Said compiled = jejak({"ruleset", "compile", rules});
  INFO(compiled.err);
  CHECK(compiled.code == 0);
  CHECK(compiled.out.rfind("{\"rule_set\":\"RS-2018\",\"table\":\"", 0) == 0);
  CHECK(jejak({"ruleset", "compile", "-"}, "( id = ").code == 2);
}

}  // namespace jejak::test
