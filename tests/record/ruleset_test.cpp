#include "ledger/record/ruleset_text.hpp"
#include "tests/record/sample_events.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::string_view sample_text = R"text(# Rules as their authors write them.
( id = "RS-2020-SKB", inForceFrom = 20200910, inForceUntil = 20210830,
  sanctions = [
    ( code = "P53-9", level = severe, durationMonths = 12, leavesPost = true, actsFrom = 20100606,
      actsUntil = 20210830, tracks = ["PNS", "CPNS"], remedy = appeal, verified = true,
      source = "PP 53/2010 Pasal 7 ayat (4)" ) ],
  roles = [
    ( role = "SUPERVISOR", filledBy = "KASN", from = 20140930, until = 20240903, verified = true ) ],
  policies = [ ( name = "province_follows_kabkota", value = "true", source = "S55" ) ],
  deadlines = [
    ( id = "DL-06", count = 14, unit = wd, startRule = "CaseReceivedByPpk", verified = true, source = "SKB 2020" ) ],
  approvals = [
    ( rank = "JPT_PRATAMA", headsUnit = true, reason = window, need = "MENDAGRI", alsoAccepted = ["PRESIDEN"],
      basis = "UU10/2016:71(2)", verified = true ) ],
  competences = [ ( rank = "JPT_PRATAMA", level = severe, decider = "PPK_ASN", verified = true ) ],
  windows = [ ( kind = beforeDetermination, months = 6, basis = "UU10/2016:71(2)", verified = true ) ] )
)text";

template <class Change>
std::string refusal(Change change) {
  RuleSet rules = sample_rule_set();
  change(rules);
  const auto encoded = encode(rules);
  return encoded ? "accepted" : encoded.error().message;
}

std::string text_refusal(std::string_view from, std::string_view to) {
  std::string text(sample_text);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  const auto rules = parse_rule_set_text(text.replace(at, from.size(), to));
  return rules ? "accepted" : rules.error().message;
}

bool begins(const std::string& message, std::string_view place) {
  return message.starts_with("rule set: " + std::string(place) + ":");
}

}  // namespace

TEST_CASE("rule set: encode and decode undo each other", "[record][ruleset]") {
  const auto bytes = encode(sample_rule_set());
  REQUIRE(bytes.has_value());
  const auto rules = decode_rule_set(*bytes);
  REQUIRE(rules.has_value());
  CHECK(*rules == sample_rule_set());
  RuleSet bare;
  bare.id = "X";
  CHECK(*decode_rule_set(*encode(bare)) == bare);
}

TEST_CASE("rule set: every flipped bit is refused or is another rule set of the same bytes",
          "[record][ruleset][slow]") {
  const Bytes good = *encode(sample_rule_set());
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    Bytes flipped = good;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << bit % 8));
    const auto rules = decode_rule_set(flipped);
    if (!rules) continue;
    if (*rules == sample_rule_set() || *encode(*rules) != flipped)
      FAIL("bit " << bit << " is not part of what is read");
  }
}

TEST_CASE("rule set: every truncation is refused", "[record][ruleset]") {
  const Bytes good = *encode(sample_rule_set());
  for (std::size_t size = 0; size < good.size(); ++size) {
    REQUIRE_FALSE(decode_rule_set(BytesView(good).first(size)).has_value());
  }
}

TEST_CASE("rule set: every broken rule is refused with table, row and column", "[record][ruleset]") {
  CHECK(refusal([](RuleSet&) {}) == "accepted");
  CHECK(begins(refusal([](RuleSet& r) { r.id = ""; }), "id"));
  CHECK(begins(refusal([](RuleSet& r) { r.in_force_from = date_max + 1; }), "in_force_from"));
  CHECK(begins(refusal([](RuleSet& r) { r.in_force_until = r.in_force_from - 1; }), "in_force_from"));
  CHECK(begins(refusal([](RuleSet& r) { r.sanctions[0].level = "HARD"; }), "sanctions[0].level"));
  CHECK(begins(refusal([](RuleSet& r) { r.sanctions[0].level = ""; }), "sanctions[0].level"));
  CHECK(begins(refusal([](RuleSet& r) { r.sanctions[0].code = "a b"; }), "sanctions[0].code"));
  CHECK(begins(refusal([](RuleSet& r) { r.sanctions[0].duration_months = -1; }), "sanctions[0].duration_months"));
  CHECK(begins(refusal([](RuleSet& r) { r.sanctions[0].tracks = {"A", "A"}; }), "sanctions[0].tracks"));
  CHECK(begins(refusal([](RuleSet& r) { r.sanctions[0].source = "a\nb"; }), "sanctions[0].source"));
  CHECK(begins(refusal([](RuleSet& r) { r.sanctions.resize(257, r.sanctions[0]); }), "sanctions"));
  CHECK(begins(refusal([](RuleSet& r) { r.roles[0].filled_by = ""; }), "roles[0].filled_by"));
  CHECK(begins(refusal([](RuleSet& r) { r.policies[0].value = ""; }), "policies[0].value"));
  CHECK(begins(refusal([](RuleSet& r) { r.deadlines[0].unit = "DAYS"; }), "deadlines[0].unit"));
  CHECK(begins(refusal([](RuleSet& r) { r.approvals[0].need = ""; }), "approvals[0].need"));
  CHECK(begins(refusal([](RuleSet& r) { r.competences[0].level = "?"; }), "competences[0].level"));
  CHECK(begins(refusal([](RuleSet& r) { r.windows[0].kind = ""; }), "windows[0].kind"));
  CHECK(refusal([](RuleSet& r) { r.competences[0].level = ""; }) == "accepted");
}

TEST_CASE("rule set: more than 48000 bytes are to be published in parts", "[record][ruleset]") {
  RuleSet rules = sample_rule_set();
  rules.sanctions.resize(256, rules.sanctions[0]);
  rules.approvals.resize(256, rules.approvals[0]);
  const auto encoded = encode(rules);
  REQUIRE_FALSE(encoded.has_value());
  CHECK(encoded.error().code == Errc::too_large);
}

TEST_CASE("rule set text: the authors' text gives the compiled rule set", "[record][ruleset]") {
  const auto rules = parse_rule_set_text(sample_text);
  REQUIRE(rules.has_value());
  CHECK(*rules == sample_rule_set());
}

TEST_CASE("rule set text: errors name line and column, or table and row", "[record][ruleset]") {
  CHECK(text_refusal("level = severe", "level = harsh") ==
        "rule set: line 4: \"harsh\" is not a value; texts stand in quotation marks");
  CHECK(text_refusal("level = severe", "lever = severe").find("lever") != std::string::npos);
  CHECK(text_refusal("durationMonths = 12", "durationMonths = \"12\"").find("line ") != std::string::npos);
  CHECK(text_refusal("] )\n", "]\n").find("line ") != std::string::npos);
  CHECK(text_refusal("inForceFrom = 20200910", "inForceFrom = 20201310") ==
        "rule set: ruleSet.inForceFrom: 20201310 is not a date YYYYMMDD");
  CHECK(text_refusal("actsFrom = 20100606", "actsFrom = 6") ==
        "rule set: sanctions[0].actsFrom: 6 is not a date YYYYMMDD");
  CHECK(begins(text_refusal("remedy = appeal, ", ""), "sanctions[0].remedy"));
  CHECK(begins(text_refusal("\"KASN\"", "\"K ASN\""), "roles[0].filled_by"));
}

TEST_CASE("rule set text: files, constants, zero bytes, depth and length are refused", "[record][ruleset]") {
  CHECK(text_refusal("\"KASN\"", "embed \"/etc/hostname\"") != "accepted");
  CHECK(text_refusal("\"KASN\"", ".kasn") != "accepted");
  CHECK(text_refusal("\"KASN\"", std::string_view("\"KA\0SN\"", 7)) != "accepted");
  CHECK_FALSE(parse_rule_set_text(std::string(100'000, '(')).has_value());
  CHECK_FALSE(parse_rule_set_text(std::string(100'000, '[')).has_value());
  CHECK_FALSE(parse_rule_set_text("").has_value());
  CHECK(parse_rule_set_text(std::string(rule_set_text_bytes_max + 1, ' ')).error().code == Errc::too_large);
}
