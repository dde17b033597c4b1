#include "tools/jejak/messages.hpp"

#include "api/answers/sentences.hpp"
#include "ledger/rules/replay.hpp"
#include "tests/support/catch.hpp"
#include "tools/verify/exit_code.hpp"
#include "tools/verify/verdict.hpp"

#include <map>
#include <set>

namespace jejak {
namespace {

constexpr Errc all_codes[] = {Errc::malformed,    Errc::too_large,  Errc::bad_signature, Errc::unknown_key,
                              Errc::conflict,     Errc::not_found,  Errc::overloaded,    Errc::unavailable,
                              Errc::disk,         Errc::permission, Errc::corrupt,       Errc::unsupported,
                              Errc::verification, Errc::usage,      Errc::interrupted,   Errc::internal};

std::multiset<std::string> places_in(const std::string& sentence) {
  std::multiset<std::string> places;
  for (std::size_t at = sentence.find('{'); at != std::string::npos; at = sentence.find('{', at + 1)) {
    places.insert(sentence.substr(at, sentence.find('}', at) - at + 1));
  }
  return places;
}

bool is_indonesian(const std::string& sentence) {
  for (const char* word : {" yang ", " tidak ", " dan ", " untuk ", " dengan ", "berkas "}) {
    if (sentence.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("messages: every sentence is there in both languages", "[tools][messages]") {
  REQUIRE(all_messages().size() > 150);
  std::size_t expected = 0;
  for (const Message& one : all_messages()) {
    INFO(one.name);
    CHECK(static_cast<std::size_t>(one.key) == expected++);  // so that a key finds its own words
    CHECK(std::string(one.words.english) != "");
    CHECK(std::string(one.words.indonesian) != "");
    CHECK_FALSE(is_indonesian(one.words.english));
  }
}

TEST_CASE("messages: both languages have the same places for values", "[tools][messages]") {
  for (const Message& one : all_messages()) {
    INFO(one.name);
    const auto english = places_in(one.words.english);
    const auto indonesian = places_in(one.words.indonesian);
    CHECK(std::set<std::string>(english.begin(), english.end()) ==
          std::set<std::string>(indonesian.begin(), indonesian.end()));
  }
}

TEST_CASE("messages: each can be filled in", "[tools][messages]") {
  for (const Message& one : all_messages()) {
    for (const Language language : {Language::english, Language::indonesian}) {
      const std::string filled = say(language, one.key, "a", "b", "c", "d", "e", "f");
      CHECK(filled.find('{') == std::string::npos);
    }
  }
}

TEST_CASE("messages: what answers say is there in both languages, with the same places for values",
          "[tools][messages]") {
  std::size_t expected = 0;
  for (const KnownSentence& one : all_sentences()) {
    INFO(one.name);
    CHECK(static_cast<std::size_t>(one.key) == expected++);
    CHECK(std::string(one.words.english) != "");
    CHECK(std::string(one.words.indonesian) != "");
    CHECK_FALSE(is_indonesian(one.words.english));
    const auto english = places_in(one.words.english);
    const auto indonesian = places_in(one.words.indonesian);
    CHECK(std::set<std::string>(english.begin(), english.end()) ==
          std::set<std::string>(indonesian.begin(), indonesian.end()));
    for (const Language language : {Language::english, Language::indonesian}) {
      CHECK(say(language, one.key, "a", "b", "c", "d", "e", "f").find('{') == std::string::npos);
    }
  }
}

TEST_CASE("messages: every kind of error says what happened and what to do, in both languages", "[tools][messages]") {
  std::set<std::string> said;
  for (const Errc code : all_codes) {
    INFO(name(code));
    for (const Language language : {Language::english, Language::indonesian}) {
      CHECK(std::string(what(code).in(language)) != "");
      CHECK(std::string(what_to_do(code).in(language)).back() == '.');
    }
    CHECK(said.insert(what(code).english).second);
    CHECK(said.insert(what(code).indonesian).second);
  }
}

TEST_CASE("messages: an error names program, kind, place and remedy in this order", "[tools][messages]") {
  const Error error{Errc::permission, "a.key: wrong passphrase"};
  CHECK(describe("jejak", error, Language::english) ==
        "jejak: not permitted: a.key: wrong passphrase. Use an account, key or passphrase that may do this.");
  CHECK(describe("jejak", error, Language::indonesian).rfind("jejak: tidak diizinkan: a.key: wrong passphrase. ", 0) ==
        0);
}

TEST_CASE("messages: every kind of divergence has words in both languages", "[tools][messages]") {
  std::set<std::string> said;
  for (int kind = 0; kind <= static_cast<int>(Divergence::Kind::engine); ++kind) {
    const Words both = words(static_cast<Divergence::Kind>(kind));
    CHECK(said.insert(both.english).second);
    CHECK(said.insert(both.indonesian).second);
  }
  CHECK(said.count("") == 0);
}

TEST_CASE("exit codes: each kind of error leaves with the published one", "[tools][exit_code]") {
  const std::map<Errc, int> published = {
      {Errc::malformed, 2},    {Errc::too_large, 2},  {Errc::bad_signature, 3}, {Errc::unknown_key, 7},
      {Errc::conflict, 5},     {Errc::not_found, 4},  {Errc::overloaded, 6},    {Errc::unavailable, 6},
      {Errc::disk, 8},         {Errc::permission, 7}, {Errc::corrupt, 3},       {Errc::unsupported, 6},
      {Errc::verification, 3}, {Errc::usage, 2},      {Errc::interrupted, 130}, {Errc::internal, 1}};
  for (const Errc code : all_codes) {
    INFO(name(code));
    CHECK(number(exit_code(code)) == published.at(code));
  }
}

TEST_CASE("language: flag before environment, locales by their first part", "[tools][language]") {
  CHECK(parse_language("id_ID.UTF-8") == Language::indonesian);
  CHECK(parse_language("id") == Language::indonesian);
  CHECK(parse_language("en_GB") == Language::english);
  CHECK(parse_language("C.UTF-8") == Language::english);
  CHECK_FALSE(parse_language("de_DE").has_value());
  CHECK_FALSE(parse_language("").has_value());
  const char* spaced[] = {"jejak", "verify", "--lang", "id"};
  const char* joined[] = {"jejak", "--lang=id"};
  const char* after_end[] = {"jejak", "--lang", "en", "--", "--lang=id"};
  CHECK(choose_language(4, spaced) == Language::indonesian);
  CHECK(choose_language(2, joined) == Language::indonesian);
  CHECK(choose_language(5, after_end) == Language::english);
}

}  // namespace jejak
