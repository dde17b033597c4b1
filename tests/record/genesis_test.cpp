#include "tests/record/sample_events.hpp"
#include "tests/record/sample_genesis.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

template <class Change>
std::string refusal(Change change) {
  Genesis genesis = sample_genesis();
  change(genesis);
  const Outcome checked = check_genesis(genesis);
  if (!checked) CHECK_FALSE(parse_genesis_text(print(genesis)).has_value());
  return checked ? "accepted" : checked.error().message;
}

bool begins(const std::string& message, std::string_view place) {
  return message.starts_with("genesis: " + std::string(place));
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("genesis: its text is read back as it is printed", "[record][genesis]") {
  const Genesis genesis = sample_genesis();
  const std::string text = print(genesis);
  CHECK(text.starts_with(
      "jejak genesis v1\norigin simulated.jejak.example/tiny\nclock simulated\nengine 1\nlog simulated."));
  const auto again = parse_genesis_text(text);
  REQUIRE(again.has_value());
  CHECK(*again == genesis);
  CHECK(print(*again) == text);
}

TEST_CASE("genesis: the simulated mark and the simulated clock come together or not at all", "[record][genesis]") {
  CHECK(refusal([](Genesis&) {}) == "accepted");
  CHECK(begins(refusal([](Genesis& g) { g.clock = ClockKind::system; }), "origin"));
  CHECK(begins(refusal([](Genesis& g) {
                 g.origin = "jejak.example/tiny";
                 g.log = make_verifier_key(g.origin, KeyType::ed25519, g.log.key);
               }),
               "origin"));
  CHECK(refusal([](Genesis& g) {
          g.origin = "jejak.example/tiny";
          g.clock = ClockKind::system;
          g.log = make_verifier_key(g.origin, KeyType::ed25519, g.log.key);
        }) == "accepted");
}

TEST_CASE("genesis: every broken rule is refused and named", "[record][genesis]") {
  CHECK(begins(refusal([](Genesis& g) { g.origin = ""; }), "origin"));
  CHECK(begins(refusal([](Genesis& g) { g.origin = "simulated.UPPER"; }), "origin"));
  CHECK(begins(refusal([](Genesis& g) { g.origin = "simulated." + std::string(191, 'x'); }), "origin"));
  CHECK(begins(refusal([](Genesis& g) { g.engine = 0; }), "engine"));
  CHECK(begins(refusal([](Genesis& g) { g.log = make_verifier_key("x", KeyType::ed25519, g.log.key); }), "log"));
  CHECK(
      begins(refusal([](Genesis& g) { g.log = make_verifier_key(g.origin, KeyType::cosignature, g.log.key); }), "log"));
  CHECK(begins(refusal([](Genesis& g) { g.threshold = 1; }), "threshold"));
  CHECK(begins(refusal([](Genesis& g) { g.threshold = 4; }), "threshold"));
  CHECK(begins(refusal([](Genesis& g) { g.roots.resize(1); }), "root"));
  CHECK(begins(refusal([](Genesis& g) { g.roots.resize(9, g.roots[0]); }), "root"));
  CHECK(begins(refusal([](Genesis& g) { std::swap(g.roots[0], g.roots[1]); }), "root"));
  CHECK(begins(refusal([](Genesis& g) { g.roots[1] = g.roots[0]; }), "root"));
  CHECK(begins(
      refusal([](Genesis& g) { g.roots[1] = make_verifier_key(g.roots[1].name, KeyType::ed25519, g.roots[0].key); }),
      "root"));
  CHECK(
      begins(refusal([](Genesis& g) { g.roots[1] = make_verifier_key(g.roots[1].name, KeyType::ed25519, g.log.key); }),
             "root"));
  CHECK(begins(refusal([](Genesis& g) {
                 g.roots[0] = make_verifier_key(g.roots[0].name, KeyType::cosignature, g.roots[0].key);
               }),
               "root"));
}

TEST_CASE("genesis: only the printed spelling of the text is read", "[record][genesis]") {
  const std::string text = print(sample_genesis());
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto cut = parse_genesis_text(std::string_view(text).substr(0, size));
    REQUIRE(cut.has_value() == (size != 0 && text[size - 1] == '\n' && cut.has_value() && cut->roots.size() >= 2));
  }
  for (const std::string& wrong :
       {text + "\n", text + "x", replaced(text, "engine 1", "engine 01"), replaced(text, "engine 1", "engine  1"),
        replaced(text, "engine 1", "engine +1"), replaced(text, "engine 1", "engine 4294967297"),
        replaced(text, "clock simulated", "clock Simulated"), replaced(text, "v1", "v2"),
        replaced(text, "\nclock", "\r\nclock"), replaced(text, "threshold 2", "threshold 2 "),
        replaced(text, "root ", "roots "), replaced(text, "engine 1\n", "")}) {
    CHECK_FALSE(parse_genesis_text(wrong).has_value());
  }
}

TEST_CASE("genesis: it is open only when every root has signed and nobody else", "[record][genesis]") {
  const Genesis genesis = sample_genesis();
  CHECK(*open_genesis(signed_genesis({11, 12, 13})) == genesis);
  CHECK(*open_genesis(signed_genesis({13, 11, 12})) == genesis);
  const auto two = open_genesis(signed_genesis({11, 13}));
  REQUIRE_FALSE(two.has_value());
  CHECK(two.error().code == Errc::verification);
  CHECK(two.error().message.find("bkn") != std::string::npos);
  CHECK_FALSE(open_genesis(signed_genesis({11, 12, 13, 14})).has_value());
}

TEST_CASE("genesis: a flipped bit is refused", "[record][genesis]") {
  const std::string good = signed_genesis({11, 12, 13});
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string flipped = good;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    if (open_genesis(flipped).has_value()) FAIL("bit " << bit << " is not held by anything");
  }
}
