#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

namespace jejak::test {
namespace {

std::string rules_file(const std::string& id) {
  return std::string(JEJAK_SOURCE_DIR) + "/tools/demo/rulesets/" + id + ".txt";
}

// A rule set's text with one piece replaced, in a file of its own.
std::string altered(const Scratch& scratch, const std::string& what, const std::string& by) {
  std::string text = read_text(rules_file("RS-2024-BKN"));
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  write_text(scratch.at("rules.txt"), text.replace(at, what.size(), by));
  return scratch.at("rules.txt");
}

}  // namespace

TEST_CASE("cli deadlines: each says what began it, how it was counted, and whether it was kept", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said all = jejak({"deadlines", demo.folder});
  INFO(all.err);
  CHECK(all.code == 0);
  for (const char* words : {"DL-06", "follow-up of a recommendation", "began on ", "last day ", "calendars: calendar-",
                            "unverified", "As of position ", "SIMULATED"}) {
    INFO(words);
    CHECK(all.out_has(words));
  }
  const Said plain = jejak({"deadlines", demo.folder, "--plain"});
  const Said json = jejak({"deadlines", demo.folder, "--json"});
  CHECK(count(plain.out, "\n") + 1 == count(json.out, "\n"));  // the last says what they rest on
  CHECK(count(json.out, "\"last_day\":\"") == count(plain.out, "\n"));
  CHECK(json.out_has("\"calendars\":[{\"calendar\":\"calendar-"));
}

TEST_CASE("cli deadlines: of one case, of one agency, overdue ones, on a day", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said all = jejak({"deadlines", demo.folder, "--plain"});
  const std::string stream = all.out.substr(0, all.out.find('\t'));
  const Said one = jejak({"deadlines", demo.folder, stream, "--plain"});
  CHECK(one.code == 0);
  CHECK(count(one.out, "\n") >= 1);
  CHECK(count(one.out, stream + "\t") == count(one.out, "\n"));
  if (stream.rfind("case-", 0) == 0)
    CHECK(jejak({"deadlines", demo.folder, stream.substr(5), "--plain"}).out == one.out);
  const Said agency = jejak({"deadlines", demo.folder, "prov:64", "--plain"});
  CHECK(agency.code == 0);
  CHECK(count(agency.out, "\tprov:64\t") == count(agency.out, "\n"));
  CHECK(count(agency.out, "\n") < count(all.out, "\n"));
  CHECK(jejak({"deadlines", demo.folder, "nowhere"}).code == 4);
  CHECK(jejak({"deadlines", demo.folder, "--on", "yesterday"}).code == 2);
  const Said early = jejak({"deadlines", demo.folder, "--overdue", "--on", "2017-12-31", "--plain"});
  const Said later = jejak({"deadlines", demo.folder, "--overdue", "--on", "2035-01-01", "--plain"});
  CHECK(count(early.out, "\toverdue\t") == 0);
  CHECK(count(later.out, "\toverdue\t") > 0);
  CHECK(count(later.out, "\trunning\t") == 0);
  CHECK(count(later.out, "\tkept\t") == 0);
}

TEST_CASE("cli windows: inside and outside a protected window, and whose approval it takes", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said inside = jejak({"windows", demo.folder, "prov:64", "--on", "2020-07-20"});
  INFO(inside.out << inside.err);
  CHECK(inside.code == 0);
  CHECK(inside.out_has("PPK_ASN@prov:64"));
  CHECK(inside.out_has("inside a protected window on 2020-07-20"));
  CHECK(inside.out_has("JPT_PRATAMA: written approval of MENDAGRI, UU10/2016:71(2)"));
  const Said outside = jejak({"windows", demo.folder, "prov:64", "--on", "2019-12-31", "--json"});
  CHECK(outside.out_has("\"protected\":false"));
  CHECK(jejak({"windows", demo.folder, "prov:99"}).code == 4);
  CHECK(jejak({"windows", demo.folder, "prov:64", "--on", "2001-01-01"}).code == 4);
}

TEST_CASE("cli refusals: every refused entry with its rule, its source and what would be lawful", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said all = jejak({"refusals", demo.folder, "--json"});
  INFO(all.err);
  CHECK(all.code == 0);
  const std::size_t refused = count(jejak({"log", demo.folder, "--plain"}).out, "\tE_");
  CHECK(count(all.out, "\n") == refused + 1);  // the last says what they rest on
  CHECK(count(all.out, "Legal basis: ") == refused);
  CHECK(count(jejak({"refusals", demo.folder, "--quick", "--plain"}).out, "\n") == refused);
  const Said approvals = jejak({"refusals", demo.folder, "--code", "E_APPROVAL_REQUIRED"});
  CHECK(approvals.out_has("from MENDAGRI"));
  CHECK(approvals.out_has("Legal basis: UU10/2016:71(2)."));
  CHECK_FALSE(approvals.out_has("E_OUT_OF_ORDER"));
  CHECK(jejak({"refusals", demo.folder, "--code", "approval_required", "--plain"}).out ==
        jejak({"refusals", demo.folder, "--code", "E_APPROVAL_REQUIRED", "--plain"}).out);
  const Said agency = jejak({"refusals", demo.folder, "--agency", "prov:64", "--plain"});
  CHECK(count(agency.out, "\n") > 0);
  CHECK(count(agency.out, "@prov:64\n") == count(agency.out, "\n"));
  const Said wrong = jejak({"refusals", demo.folder, "--code", "E_APPROVAL_REQUIRD"});
  CHECK(wrong.code == 2);
  CHECK(wrong.err_has("E_APPROVAL_REQUIRED"));
  const Said indonesian = jejak({"refusals", demo.folder, "--code", "E_APPROVAL_REQUIRED", "--lang", "id"});
  CHECK(indonesian.out_has("Keputusan ini memerlukan persetujuan tertulis"));
  CHECK(indonesian.out_has("Dasar hukum: "));
}

TEST_CASE("cli authority: key, mandate and approval stand behind the acts of a case", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said words = jejak({"authority", demo.folder, "kaltim-2020-07"});
  INFO(words.out << words.err);
  CHECK(words.code == 0);
  CHECK(words.out_has("case-kaltim-2020-07"));
  CHECK(words.out_has("DEFINITIF by "));
  CHECK_FALSE(words.out_has("no holder of this kind"));
  CHECK(words.out_has("roles: "));
  const Said json = jejak({"authority", demo.folder, "case-kaltim-2020-07", "--json"});
  CHECK(count(json.out, "\"signers\":[{\"office\":\"") + 1 == count(json.out, "\n"));
  CHECK(json.out_has("\"mandate\":{\"holder_kind\":\"DEFINITIF\""));
  CHECK(jejak({"authority", demo.folder, "nothing"}).code == 4);
  CHECK(count(jejak({"authority", demo.folder, "kaltim-2020-07", "--plain"}).out, "\n") >= count(json.out, "\n") - 1);
}

TEST_CASE("cli explain: codes, events, states, deadlines and policies in both languages", "[tools][cli]") {
  struct Word {
    const char* word;
    const char* english;
    const char* indonesian;
  };
  const Word words[] = {
      {"E_APPROVAL_REQUIRED", "needs a written approval first", "memerlukan persetujuan tertulis"},
      {"approval_required", "PERMENDAGRI73/2016", "PERMENDAGRI73/2016"},
      {"CaseForwarded", "signed by", "ditandatangani"},
      {"FORWARDED", "lawful next", "langkah sah berikutnya"},
      {"DL-06", "14 working days are assumed", "14 hari kerja adalah asumsi"},
      {"approval_scope", "RS-2024-BKN: POST_REMOVAL_STRICT", "masih diperdebatkan"},
  };
  for (const Word& word : words) {
    const Said english = jejak({"explain", word.word});
    INFO(word.word << "\n" << english.out << english.err);
    CHECK(english.code == 0);
    CHECK(english.out_has(word.english));
    const Said indonesian = jejak({"explain", word.word, "--lang", "id"});
    INFO(indonesian.out);
    CHECK((indonesian.out_has(word.indonesian) || indonesian.out_has("Masih diperdebatkan")));
    const Said json = jejak({"explain", word.word, "--json"});
    CHECK(json.out.rfind("{\"kind\":\"", 0) == 0);
    CHECK(count(json.out, "\n") == 1);
  }
  CHECK(jejak({"explain", "DL-14", "--ledger", demo_ledger().folder}).out_has("RS-2018: 14 CD, hard"));
  const Said unknown = jejak({"explain", "CaseForwardd"});
  CHECK(unknown.code == 4);
  CHECK(unknown.err_has("CaseForwarded"));
}

TEST_CASE("cli whatif: lists what another policy would have judged otherwise, and writes nothing", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const std::string before = jejak({"checkpoint", demo.folder}).out;
  const Said same = jejak({"whatif", demo.folder, "--policy", "approval_scope=POST_REMOVAL_STRICT", "--plain"});
  INFO(same.err);
  CHECK(same.code == 0);
  CHECK(same.out.empty());
  const Said other = jejak({"whatif", demo.folder, "--policy", "approval_scope=POST_FILLING_ONLY", "--plain"});
  CHECK(other.code == 0);
  CHECK(count(other.out, "\n") > 0);
  CHECK(count(other.out, "\tE_APPROVAL_REQUIRED\tADMITTED\t") > 0);
  const Said words = jejak({"whatif", demo.folder, "--policy", "approval_scope=POST_FILLING_ONLY"});
  CHECK(words.out_has("RS-2018  approval_scope: POST_REMOVAL_STRICT → POST_FILLING_ONLY"));
  CHECK(words.out_has("Nothing was written."));
  CHECK(jejak({"whatif", demo.folder, "--policy", "approval_scope=ANY"}).code == 2);
  CHECK(jejak({"whatif", demo.folder, "--policy", "approval_scop=x"}).err_has("approval_scope"));
  CHECK(jejak({"whatif", demo.folder, "--policy", "approval_scope"}).code == 2);
  CHECK(jejak({"whatif", demo.folder}).code == 2);
  CHECK(jejak({"checkpoint", demo.folder}).out == before);
}

TEST_CASE("cli ruleset check: sound rule sets pass, flawed ones are told where", "[tools][cli]") {
  const Scratch scratch;
  for (const char* id : {"RS-2018", "RS-2020-SKB", "RS-2021-PP94", "RS-2022-SKB", "RS-2024-BKN"}) {
    const Said said = jejak({"ruleset", "check", rules_file(id)});
    INFO(said.out << said.err);
    CHECK(said.code == 0);
    CHECK(said.out_has("no hole, no overlap, nothing unknown"));
  }
  const Said unknown = jejak({"ruleset", "check", altered(scratch, "\"approval_scope\"", "\"aproval_scope\"")});
  CHECK(unknown.code == 3);
  CHECK(unknown.out_has("policies[0].name"));
  const Said hole = jejak({"ruleset", "check", altered(scratch, "\"SUPERVISOR\"", "\"SUPERVISR\""), "--lang", "id"});
  CHECK(hole.code == 3);
  CHECK(hole.out_has("roles: SUPERVISOR"));
  CHECK(hole.out_has("celah"));
  CHECK(jejak({"ruleset", "check", "-"}, "( id = ").code == 2);
  CHECK(jejak({"ruleset", "check", "/nonexistent"}).code == 4);
}

TEST_CASE("cli ruleset check: against another it says what changes", "[tools][cli]") {
  const Said said = jejak({"ruleset", "check", rules_file("RS-2024-BKN"), "--against", rules_file("RS-2022-SKB")});
  CHECK(said.code == 0);
  CHECK(said.out_has("+ roles  SUPERVISOR = BKN"));
  CHECK(said.out_has("- roles  SUPERVISOR = KASN"));
  const Said same = jejak({"ruleset", "check", rules_file("RS-2018"), "--against", rules_file("RS-2018"), "--json"});
  CHECK(same.code == 3);  // both begin on one day
  CHECK(same.out_has("\"flaw\":\"overlap\""));
}

TEST_CASE("cli ruleset show: a text and what a ledger published say the same", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said text = jejak({"ruleset", "show", rules_file("RS-2018"), "--plain"});
  const Said published = jejak({"ruleset", "show", "RS-2018", "--ledger", demo.folder, "--plain"});
  INFO(published.err);
  CHECK(text.code == 0);
  CHECK(text.out == published.out);
  CHECK(text.out_has("deadlines\tDL-13\t15 CD, soft, from received_at\tunverified\tPP 53/2010\n"));
  CHECK(jejak({"ruleset", "show", "RS-1999", "--ledger", demo.folder}).err_has("RS-2018"));
  CHECK(jejak({"ruleset", "show", "RS-1999", "--ledger", demo.folder}).code == 4);
}

TEST_CASE("cli ruleset publish: drafts what `jejak sign` takes, and refuses a flawed one", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  const std::string rules = altered(scratch, "\"RS-2024-BKN\"", "\"RS-2027\"");
  const std::string draft = scratch.at("publish.json");
  const Said said =
      jejak({"ruleset", "publish", rules, "--ledger", demo.folder, "--office", "BKN@kl:BKN", "-o", draft});
  INFO(said.err);
  CHECK(said.code == 0);
  const std::string json = read_text(draft);
  CHECK(json.find("\"type\":\"RuleSetPublished\"") != std::string::npos);
  CHECK(json.find("\"stream\":\"ruleset-RS-2027\"") != std::string::npos);
  const Said shown = jejak({"sign", draft, "--key-file", demo.demo + "/log.skey"});
  INFO(shown.err);
  CHECK(shown.code == 0);
  CHECK(read_text(draft).find("\"signatures\":[{") != std::string::npos);
  const Said refused = jejak({"ruleset", "publish", altered(scratch, "\"SUPERVISOR\"", "\"SUPERVISR\"")});
  CHECK(refused.code == 3);
  CHECK(refused.out.find("\"type\"") == std::string::npos);
}

TEST_CASE("cli record --dry-run: a refusal says its rule, its source and what would be lawful", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  const std::string fresh = scratch.at("fresh");
  const std::string at = read_text(demo.demo + "/founded-at");
  REQUIRE(jejak({"init", fresh, "--genesis", demo.demo + "/genesis.note", "--log-key", demo.demo + "/log.skey", "--at",
                 at.substr(0, at.size() - 1)})
              .code == 0);
  const Said dry = jejak({"record", fresh, demo.demo + "/events.ndjson", "--dry-run", "--json"});
  const std::size_t refused = count(dry.out, "\"verdict\":\"E_");
  REQUIRE(refused > 0);
  CHECK(count(dry.out, "\"explanation\":\"") == refused);
  CHECK(count(dry.out, "Legal basis: ") == refused);
  CHECK(count(dry.out, "\"lawful_steps\":[") == refused);
}

}  // namespace jejak::test
