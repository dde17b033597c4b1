#include "ledger/rules/refusal.hpp"

#include "ledger/rules/states.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace jejak;

namespace {

bool has_leftovers(const std::string& text) {
  return text.find_first_of("{}[]|") != std::string::npos || text.find("  ") != std::string::npos ||
         text.find(" .") != std::string::npos || text.find(" ,") != std::string::npos;
}

}  // namespace

TEST_CASE("refusal: every code has a name of its own and is known", "[rules][refusal]") {
  std::set<std::string> names;
  for (const RefusalCode code : all_refusal_codes()) {
    CHECK(is_known(static_cast<std::uint16_t>(code)));
    CHECK(std::string(name(code)).starts_with("E_"));
    CHECK(names.insert(name(code)).second);
  }
  CHECK(names.size() == 45);
  CHECK(std::string(name(RefusalCode::none)) == "ADMITTED");
  CHECK(is_known(0));
  for (const int number : {7, 19, 59, 1000, 65535}) {
    CHECK_FALSE(is_known(static_cast<std::uint16_t>(number)));
    CHECK(std::string(name(static_cast<RefusalCode>(number))) == "E_UNKNOWN");
  }
}

TEST_CASE("refusal: codes below 20 leave no entry, the others do", "[rules][refusal]") {
  CHECK_FALSE(is_recorded(RefusalCode::none));
  CHECK_FALSE(is_recorded(RefusalCode::e_version_conflict));
  CHECK(is_recorded(RefusalCode::e_signature_incomplete));
  CHECK(is_recorded(RefusalCode::e_reference_unknown));
}

TEST_CASE("refusal: every code is explained in both languages, with and without facts", "[rules][refusal]") {
  const std::vector<std::string> facts = {"field",     "rule",       "key",           "current_revision",
                                          "id",        "origin",     "expected",      "missing",
                                          "since",     "until",      "office",        "holder",
                                          "date",      "role",       "allowed",       "successor",
                                          "agency",    "competent",  "pending",       "state",
                                          "need",      "differs",    "from",          "by",
                                          "rank",      "sanction",   "ruleset",       "track",
                                          "days",      "earliest",   "absences",      "deadline",
                                          "instead",   "substitute", "assigned",      "what",
                                          "duplicate", "legal_date", "recorded_date", "reference"};
  for (const RefusalCode code : all_refusal_codes()) {
    for (const Language language : {Language::english, Language::indonesian}) {
      const std::string bare = explain(Refusal(code), language);
      INFO(name(code) << ": " << bare);
      CHECK(bare.size() > 30);
      CHECK(bare.back() == '.');
      CHECK_FALSE(has_leftovers(bare));
      Refusal full(code);
      for (const std::string& fact : facts) full.facts.emplace_back(fact, "value-of-" + fact);
      const std::string said = explain(full, language);
      INFO(said);
      CHECK_FALSE(has_leftovers(said));
      for (const std::string& fact : facts) CHECK(said.find("value-of-" + fact) != std::string::npos);
    }
    CHECK(explain(Refusal(code), Language::english) != explain(Refusal(code), Language::indonesian));
  }
}

TEST_CASE("refusal: every explanation cites a source, of the facts, of the rule or of the step", "[rules][refusal]") {
  for (const RefusalCode code : all_refusal_codes()) {
    INFO(name(code));
    const std::string own = source(code);
    const std::string cited = own.empty() ? "STEP:1" : own;
    CHECK(explain(Refusal(code), Language::english, "STEP:1").ends_with("Legal basis: " + cited + "."));
    CHECK(explain(Refusal(code), Language::indonesian, "STEP:1").ends_with("Dasar hukum: " + cited + "."));
    const Refusal told(code, {{"source", "ROW:2"}});
    CHECK(explain(told, Language::english, "STEP:1").find("Legal basis: ROW:2.") != std::string::npos);
    CHECK(explain(told, Language::english, "STEP:1").find(cited) == std::string::npos);
  }
  CHECK(std::string(source(RefusalCode::none)).empty());
}

TEST_CASE("refusal: every explanation has the rule and, in a sentence of its own, what would be lawful",
          "[rules][refusal]") {
  for (const RefusalCode code : all_refusal_codes()) {
    for (const Language language : {Language::english, Language::indonesian}) {
      const std::string said = explain(Refusal(code), language);
      INFO(name(code) << ": " << said);
      std::size_t sentences = 0;
      for (const char* end : {". ", "; "}) {
        for (auto at = said.find(end); at != std::string::npos; at = said.find(end, at + 1)) ++sentences;
      }
      CHECK(sentences >= 1);
    }
  }
}

TEST_CASE("refusal: an explanation names what would be lawful instead", "[rules][refusal]") {
  const Refusal passed(RefusalCode::e_role_superseded,
                       {{"role", "KASN"}, {"successor", "BKN"}, {"since", "2024-09-04"}});
  CHECK(explain(passed, Language::english).find("BKN has held it since 2024-09-04 and may sign") != std::string::npos);
  CHECK(explain(passed, Language::indonesian).find("Sejak 2024-09-04 yang berwenang menandatangani adalah BKN") !=
        std::string::npos);
  const Refusal approval(RefusalCode::e_approval_required, {{"need", "MENDAGRI"}, {"basis", "UU10/2016:71(2)"}});
  CHECK(explain(approval, Language::english).find("from MENDAGRI") != std::string::npos);
  CHECK(explain(approval, Language::english).find("Legal basis: UU10/2016:71(2).") != std::string::npos);
  CHECK(explain(approval, Language::indonesian).find("Dasar hukum: UU10/2016:71(2).") != std::string::npos);
  const Refusal wrong(RefusalCode::e_wrong_agency, {{"competent", "kl:KEMENAG"}});
  CHECK(explain(wrong, Language::english).find("competent agency is kl:KEMENAG") != std::string::npos);
}

TEST_CASE("refusal: a fact that looks like a template is only text", "[rules][refusal]") {
  const Refusal refusal(RefusalCode::e_approval_required, {{"need", "[{need}|{basis}]"}, {"extra", "{need}"}});
  const std::string said = explain(refusal, Language::english);
  CHECK(said.find("from [{need}|{basis}]") != std::string::npos);
  CHECK(said.find("extra {need}") != std::string::npos);
}

TEST_CASE("refusal: it prints as code and facts in their order", "[rules][refusal]") {
  const Refusal refusal(RefusalCode::e_approval_required, {{"need", "MENDAGRI"}, {"basis", "UU10/2016:71(2)"}});
  CHECK(print(refusal) == "E_APPROVAL_REQUIRED{need: MENDAGRI, basis: UU10/2016:71(2)}");
  CHECK(print(Refusal(RefusalCode::e_terminal_state)) == "E_TERMINAL_STATE");
  REQUIRE(refusal.fact("basis") != nullptr);
  CHECK(*refusal.fact("basis") == "UU10/2016:71(2)");
  CHECK(refusal.fact("absent") == nullptr);
}

TEST_CASE("states: every known state has a code and words in both languages", "[rules][states]") {
  std::set<std::string> codes;
  std::set<std::string> words;
  for (int number = 0; number < 65536; ++number) {
    if (!is_known_state(static_cast<std::uint16_t>(number))) continue;
    const auto state = static_cast<StateCode>(number);
    CHECK(codes.insert(name(state)).second);
    CHECK(words.insert(english(state)).second);
    CHECK(words.insert(indonesian(state)).second);
  }
  CHECK(codes.size() > 80);
  CHECK(is_terminal(StateCode::z09));
  CHECK_FALSE(is_terminal(StateCode::consumed));
  CHECK(std::string(name(static_cast<StateCode>(999))).empty());
}
