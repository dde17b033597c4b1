// findings, audit, offices, approvals, and the past: what the program says of a ledger's history, as people use it.

#include "ledger/proof/hash.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"
#include "tests/tools/run_program.hpp"
#include "tools/verify/trust.hpp"

#include <set>

namespace jejak::test {
namespace {

// The demo's ledger as it was when only its first events had been recorded.
std::string cut_ledger(const Scratch& scratch, std::size_t events) {
  const DemoLedger& demo = demo_ledger();
  const std::string all = read_text(demo.demo + "/events.ndjson");
  std::size_t end = 0;
  for (std::size_t i = 0; i < events; ++i) end = all.find('\n', end) + 1;
  const std::string name = std::to_string(events);
  write_text(scratch.at(name + ".ndjson"), all.substr(0, end));
  const std::string folder = scratch.at("ledger-" + name);
  const std::string founded = read_text(demo.demo + "/founded-at");
  REQUIRE(jejak({"init", folder, "--genesis", demo.demo + "/genesis.note", "--log-key", demo.demo + "/log.skey", "--at",
                 founded.substr(0, founded.find('\n'))})
              .code == 0);
  REQUIRE(jejak({"record", folder, scratch.at(name + ".ndjson"), "--log-key", demo.demo + "/log.skey", "-q"}).code ==
          0);
  return folder;
}

}  // namespace

TEST_CASE("cli as-of: every reading of an earlier position is that of the ledger as it was then", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  for (const std::size_t events : std::initializer_list<std::size_t>{430, 520, 700, 1003, 1390}) {
    const std::string cut = cut_ledger(scratch, events);
    const std::string position = std::to_string(events + 1);  // the genesis is an entry too
    const std::vector<std::vector<std::string>> questions = {
        {"deadlines", "", "--plain"},       {"deadlines", "", "prov:64", "--plain"},
        {"windows", "", "prov:64"},         {"offices", "", "--plain"},
        {"approvals", "", "--plain"},       {"findings", "", "--plain"},
        {"refusals", "", "--plain"},        {"audit", "", "all", "--plain"},
        {"audit", "", "prov:64", "--json"}, {"findings", "", "--on", "2020-06-30", "--json"},
    };
    for (std::vector<std::string> words : questions) {
      words[1] = cut;
      const Said then = jejak(words);
      words[1] = demo.folder;
      const Said now = jejak(words + std::vector<std::string>{"--as-of", position});
      INFO(words[0] << " as of " << position << ": " << now.err << then.err);
      CHECK(now.code == then.code);
      // A checkpoint is signed later than what it covers: it is the newest one's that is shown.
      const auto without_checkpoint = [](std::string text) {
        for (const auto& [begin, end] : {std::pair("\"checkpoint\":", '}'), std::pair("Checkpoint: ", '\n')}) {
          for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
            text.erase(at, text.find(end, at) - at);
          }
        }
        return text;
      };
      CHECK(without_checkpoint(now.out) == without_checkpoint(then.out));
    }
  }
}

TEST_CASE("cli coordinates: what lies outside the history is said so", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  CHECK(jejak({"deadlines", demo.folder, "--as-of", "999999"}).code == 2);
  CHECK(jejak({"deadlines", demo.folder, "--as-of", "0"}).code == 2);
  CHECK(jejak({"findings", demo.folder, "--as-of", "last week"}).code == 2);
  CHECK(jejak({"approvals", demo.folder, "--as-of", "2001-01-01T00:00:00Z"}).code == 4);
  const Said early = jejak({"deadlines", demo.folder, "--on", "2001-01-01"});
  CHECK(early.code == 4);
  CHECK(early.err_has("the first step is dated"));
  CHECK(jejak({"audit", demo.folder, "kaltim-2020-07", "--on", "2020-05-01"}).code == 4);
  const Said agency = jejak({"findings", demo.folder, "--agency", "prov:46"});
  CHECK(agency.code == 4);
  CHECK(agency.err_has("prov:64"));
  const Said code = jejak({"findings", demo.folder, "--code", "F_DELIVRY_LATE"});
  CHECK(code.code == 2);
  CHECK(code.err_has("F_DELIVERY_LATE"));
  const Said kase = jejak({"audit", demo.folder, "kaltim-2020-70"});
  CHECK(kase.code == 4);
  CHECK(kase.err_has("kaltim-2020-07"));
  CHECK(jejak({"approvals", demo.folder, "--state", "grantd"}).err_has("granted"));
}

TEST_CASE("cli coordinates: on a day, what came later has not happened", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said before = jejak({"deadlines", demo.folder, "kaltim-2020-07", "--on", "2020-08-07", "--plain"});
  CHECK(before.out_has("DL-11\trunning\t"));  // decided on the 5th, delivered on the 10th
  CHECK(!before.out_has("DL-14"));
  const Said after = jejak({"deadlines", demo.folder, "kaltim-2020-07", "--on", "2020-08-10", "--plain"});
  CHECK(after.out_has("DL-11\tkept\t"));
  CHECK(after.out_has("DL-14\trunning\t"));
  const Said unused = jejak({"approvals", demo.folder, "--agency", "prov:64", "--on", "2020-08-04", "--plain"});
  CHECK(unused.out_has("approval-kaltim-2020-07\tgranted\t"));
  const Said used = jejak({"approvals", demo.folder, "--agency", "prov:64", "--on", "2020-08-05", "--plain"});
  CHECK(used.out_has("approval-kaltim-2020-07\tconsumed\t"));
  const Said lapsed = jejak({"approvals", demo.folder, "--state", "lapsed", "--on", "2020-08-04", "--plain"});
  CHECK(!lapsed.out_has("approval-kaltim-2020-07"));
}

TEST_CASE("cli findings: in words, as records, as values with commas", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said words = jejak({"findings", demo.folder, "--case", "kaltim-2020-07"});
  CHECK(words.code == 0);
  for (const char* part : {"F_DEADLINE_SOFT", "DL-03", "see also entries", "findings: ", "As of position "}) {
    INFO(part);
    CHECK(words.out_has(part));
  }
  const Said plain = jejak({"findings", demo.folder, "--plain"});
  const Said json = jejak({"findings", demo.folder, "--json"});
  const Said csv = jejak({"findings", demo.folder, "--csv"});
  CHECK(count(plain.out, "\n") + 1 == count(json.out, "\n"));  // the last says what they rest on
  CHECK(count(csv.out, "\n") == count(plain.out, "\n") + 1);
  CHECK(csv.out.rfind("code,severity,since,stream,case,agency,home,position,event,facts,rests_on\n", 0) == 0);
  // Of one case are those lines of all that concern it.
  const Said one = jejak({"findings", demo.folder, "--case", "kaltim-2020-07", "--plain"});
  std::string expected;
  for (std::size_t at = 0; at < plain.out.size();) {
    const std::size_t end = plain.out.find('\n', at) + 1;
    const std::string line = plain.out.substr(at, end - at);
    if (line.find("kaltim-2020-07\t") != std::string::npos) expected += line;
    at = end;
  }
  CHECK(one.out == expected);
  const Said late = jejak({"findings", demo.folder, "--code", "delivery_late", "--plain"});
  CHECK(count(late.out, "\n") == count(plain.out, "F_DELIVERY_LATE"));
  const Said indonesian = jejak({"findings", demo.folder, "--case", "kaltim-2020-07", "--lang", "id"});
  CHECK(indonesian.out_has("Tenggat terlampaui"));
}

TEST_CASE("cli law: every answer carries its position, its checkpoint and a digest that anybody takes again",
          "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const std::vector<std::vector<std::string>> questions = {
      {"deadlines", demo.folder, "prov:64"},
      {"windows", demo.folder, "prov:64", "--on", "2020-07-20"},
      {"offices", demo.folder, "prov:64"},
      {"approvals", demo.folder},
      {"refusals", demo.folder, "--quick"},
      {"findings", demo.folder, "--on", "2020-06-30"},
      {"authority", demo.folder, "kaltim-2020-07"},
      {"audit", demo.folder, "kaltim-2020-07"},
      {"audit", demo.folder, "prov:64"},
      {"whatif", demo.folder, "--policy", "approval_scope=POST_FILLING_ONLY"},
  };
  std::set<std::string> digests;
  for (const std::vector<std::string>& words : questions) {
    const Said plain = jejak(words + std::vector<std::string>{"--plain"});
    REQUIRE_FALSE(plain.out.empty());
    const std::string digest = print_hex(sha256(view(plain.out)));
    digests.insert(digest);
    INFO(words[0] << ": " << digest << "\n" << plain.err);
    CHECK(plain.err_has("digest " + digest + "\nCheckpoint: 1464 entries, root "));
    const Said english = jejak(words);
    CHECK(english.out_has("As of position 1464, read on "));
    CHECK(english.out_has("digest " + digest + "\nCheckpoint: 1464 entries, root "));
    const Said indonesian = jejak(words + std::vector<std::string>{"--lang", "id"});
    CHECK(indonesian.out_has("Per posisi 1464, dibaca pada "));
    CHECK(indonesian.out_has("sidik " + digest));
    const Said json = jejak(words + std::vector<std::string>{"--json"});
    CHECK(json.out_has("{\"as_of\":{\"position\":1464,\"root\":\""));
    CHECK(json.out_has("\"digest\":\"" + digest + "\",\"checkpoint\":{\"size\":1464,\"root\":\""));
  }
  CHECK(digests.size() == questions.size());
  const Said csv = jejak({"findings", demo.folder, "--on", "2020-06-30", "--csv", "--json"});
  CHECK(csv.out.rfind("code,severity,", 0) == 0);
  CHECK_FALSE(csv.out_has("{\"as_of\""));
}

TEST_CASE("cli audit: one screen answers everything, and says with its code that something was found", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said audit = jejak({"audit", demo.folder, "kaltim-2020-07"});
  INFO(audit.err);
  CHECK(audit.code == 9);
  for (const char* part :
       {"Audit of case-kaltim-2020-07", "Every one of the 22 steps", "DEFINITIF by ", "DL-11  kept",
        "rests on approval-", "sha256:", "E_APPROVAL_REQUIRED", "Each of them is in the tree of the signed checkpoint",
        "Not checked here", "F_DEADLINE_SOFT", "0173bcb2-79c0-76b5-b25f-8b445e29e480"}) {
    INFO(part);
    CHECK(audit.out_has(part));
  }
  // Before the study was late there is nothing but notes.
  const Said early = jejak({"audit", demo.folder, "kaltim-2020-07", "--on", "2020-05-11"});
  CHECK(early.code == 0);
  CHECK(early.out_has("0 serious, 0 defects"));
  const Said json = jejak({"audit", demo.folder, "kaltim-2020-07", "--json"});
  CHECK(json.code == 9);
  for (const char* part :
       {"\"acts\":[{", "\"deadlines\":[{", "\"refused\":[{", "\"intact\":{\"holds\":true", "\"findings\":[{"}) {
    INFO(part);
    CHECK(json.out_has(part));
  }
  CHECK(jejak({"audit", demo.folder, "--help"}).out_has("Exit code 9"));
}

TEST_CASE("cli audit: of an agency, and of all", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said agency = jejak({"audit", demo.folder, "prov:64", "--plain"});
  CHECK(agency.code == 9);
  CHECK(agency.out_has("case\tcase-kaltim-2020-07\tZ09\t18\t1\t"));
  const Said all = jejak({"audit", demo.folder, "--plain"});
  CHECK(all.code == 9);
  CHECK(count(all.out, "case\tcase-") == 60);
  CHECK(count(agency.out, "case\tcase-") < 60);
  CHECK(jejak({"audit", demo.folder, "all", "--plain"}).out == all.out);
  // In words it stays on one screen, with the sums of what --plain names one by one.
  const Said words = jejak({"audit", demo.folder, "all"});
  CHECK(count(words.out, "\n") < 100);
  for (const char* code : {"F_DEADLINE_SOFT", "F_NO_FOLLOWUP", "F_RULESET_UNCERTAIN"}) {
    const std::size_t found = count(all.out, std::string("finding\t") + code + "\t");
    REQUIRE(found > 0);
    INFO(words.out);
    CHECK(words.out_has(std::to_string(found) + " of " + code + ", the first:\n"));
  }
  CHECK(words.out_has(std::to_string(count(all.out, "\tZ09\t")) + "  closed: sanction completed (Z09)\n"));
  CHECK(words.out_has("most was found in:\n  case-"));
}

TEST_CASE("cli audit: what was not looked at is not called checked", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  CHECK(jejak({"audit", demo.folder, "prov:64", "--json"}).out_has("\"checked\":[\"checkpoint\",\"tree\"]"));
  CHECK(jejak({"audit", demo.folder, "kaltim-2020-07", "--json"})
            .out_has("\"checked\":[\"bytes\",\"signatures\",\"ids\",\"chains\",\"checkpoint\"]"));
  // A policy that trusts another log's key refuses the checkpoint; nothing behind it is looked at then.
  const Scratch scratch;
  const std::string folder = cut_ledger(scratch, 520);
  REQUIRE(jejak({"demo", "tiny", scratch.at("other"), "--seed", "7"}).code == 0);
  write_text(folder + "/policy", read_text(scratch.at("other/policy")));
  for (const char* of : {"all", "kaltim-2020-07"}) {
    const Said said = jejak({"audit", folder, of, "--json"});
    INFO(of << said.err);
    CHECK(said.code == 3);
    CHECK(said.out_has("\"intact\":{\"holds\":false,"));
    CHECK(said.out_has("\"checked\":[\"checkpoint\"]"));
    // What an answer's digest is taken over is the same in every language.
    CHECK(jejak({"audit", folder, of, "--plain"}).out == jejak({"audit", folder, of, "--plain", "--lang", "id"}).out);
  }
}

TEST_CASE("cli offices: who could sign, and who no longer could", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said offices = jejak({"offices", demo.folder, "prov:64", "--on", "2020-07-20"});
  CHECK(offices.code == 0);
  CHECK(offices.out_has("PPK_ASN@prov:64  can sign on 2020-07-20: yes"));
  CHECK(offices.out_has("PYB@prov:64 may act on its behalf: ExaminerAppointed"));
  const Said later = jejak({"offices", demo.folder, "prov:64", "--on", "2023-10-01", "--plain"});
  CHECK(later.out_has("PPK_ASN@prov:64\tcan_sign\tholder\t"));
  const Said before = jejak({"offices", demo.folder, "prov:64", "--on", "2018-09-30", "--plain"});
  CHECK(!before.out_has("can_sign"));
  CHECK(!before.out_has("holder"));
  CHECK(jejak({"offices", demo.folder, "prov:46"}).code == 4);
  CHECK(jejak({"offices", demo.folder, "--json"}).out_has("\"can_sign\":"));
}

TEST_CASE("cli explain: a finding, with the deadlines it is said of", "[tools][cli]") {
  const Said said = jejak({"explain", "F_DELIVERY_LATE"});
  CHECK(said.code == 0);
  CHECK(said.out_has("DL-11"));
  CHECK(said.out_has("PP94/2021:37(3)"));
  CHECK(jejak({"explain", "F_CONTESTED_KEY", "--lang", "id"}).out_has("dicabut surut"));
}

}  // namespace jejak::test
