// Thousands of small changes to valid texts: whatever a parser still accepts must print back as it came.

#include "ledger/proof/cosignature.hpp"
#include "ledger/proof/proof_file.hpp"
#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

#include <functional>
#include <random>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr int rounds = 15'000;

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  std::string change(std::string text) {
    for (std::size_t changes = pick(4) + 1; changes > 0; --changes) change_once(text);
    return text;
  }

 private:
  std::size_t pick(std::size_t below) { return static_cast<std::size_t>(random_() % below); }

  std::string telling_piece() {
    static const std::string pieces[] = {"\n",
                                         "\n\n",
                                         " ",
                                         "  ",
                                         "\t",
                                         "\r\n",
                                         "+",
                                         "=",
                                         "0",
                                         "1",
                                         "9",
                                         "A",
                                         "a",
                                         "/",
                                         "\xe2\x80\x94 ",
                                         "\xff",
                                         "\xc2\xa0",
                                         std::string(1, '\0'),
                                         "\x7f",
                                         "none",
                                         "any",
                                         "extra ",
                                         "index ",
                                         "9223372036854775807",
                                         "9223372036854775808"};
    return pieces[pick(sizeof pieces / sizeof pieces[0])];
  }

  void change_once(std::string& text) {
    if (text.empty()) text = telling_piece();
    const std::size_t at = pick(text.size());
    const std::size_t length = pick(std::min<std::size_t>(text.size() - at, 50)) + 1;
    switch (pick(9)) {
      case 0: text[at] = static_cast<char>(text[at] ^ 1 << pick(8)); break;
      case 1: text[at] = static_cast<char>(pick(256)); break;
      case 2: text.insert(at, telling_piece()); break;
      case 3: text.erase(at, 1); break;
      case 4: text.erase(at, length); break;
      case 5: text.insert(at, text.substr(at, length)); break;
      case 6: text.insert(pick(text.size()), text.substr(at, length)); break;
      case 7: copy_line(text, at); break;
      default: text.resize(at); break;
    }
  }

  // Doubles the line around `at`, or drops it.
  void copy_line(std::string& text, std::size_t at) {
    const std::size_t begin = text.rfind('\n', at) == std::string::npos ? 0 : text.rfind('\n', at) + 1;
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    if (begin >= end) return;
    if (pick(2) == 0) {
      text.erase(begin, end - begin);
    } else {
      text.insert(begin, text.substr(begin, end - begin));
    }
  }

  std::mt19937_64 random_;
};

using Reprint = std::function<std::optional<std::string>(const std::string&)>;

template <class T>
std::optional<std::string> printed(const Result<T>& parsed) {
  if (!parsed) {
    REQUIRE(parsed.error().message.size() < 500);
    return std::nullopt;
  }
  return print(*parsed);
}

// How many changed texts were accepted, so that a test can see that it tested something.
std::size_t check_prints_back(const std::vector<std::string>& texts, std::uint64_t seed, const Reprint& reprint) {
  Mutator mutator(seed);
  std::size_t accepted = 0;
  for (const std::string& text : texts) REQUIRE(reprint(text) == text);
  for (int round = 0; round < rounds; ++round) {
    const std::string changed = mutator.change(texts[static_cast<std::size_t>(round) % texts.size()]);
    const auto again = reprint(changed);
    if (!again) continue;
    ++accepted;
    if (*again != changed) {
      CAPTURE(seed, round, changed, *again);
      FAIL("accepted, but printed otherwise");
    }
  }
  return accepted;
}

std::string cosigned_257() {
  return vector_text("checkpoints", "257") + vector_text("witness", "signature_line_257");
}

}  // namespace

TEST_CASE("mutation: notes are refused or print back", "[proof][mutation]") {
  const std::vector<std::string> texts{cosigned_257(),
                                       "a\n\nb\xc3\xa9\n\n" + vector_text("witness", "signature_line_257"),
                                       "x\n\n\xe2\x80\x94 n AAAAAAA=\n"};
  CHECK(check_prints_back(texts, 1, [](const std::string& text) { return printed(parse_note(text)); }) > 500);
}

TEST_CASE("mutation: checkpoints are refused or print back", "[proof][mutation]") {
  const std::vector<std::string> texts{"log\n257\nkYsc7GTzF8duPPVcBTaEHAOe/wZ3LruIKM58F2Aotaw=\n",
                                       "log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                                       "a b\n9\nkYsc7GTzF8duPPVcBTaEHAOe/wZ3LruIKM58F2Aotaw=\none\ntwo\n"};
  CHECK(check_prints_back(texts, 2, [](const std::string& text) { return printed(parse_checkpoint(text)); }) > 500);
}

TEST_CASE("mutation: signed checkpoints are refused or print back", "[proof][mutation]") {
  const std::vector<std::string> texts{cosigned_257(), vector_text("checkpoints", "0")};
  CHECK(check_prints_back(texts, 3, [](const std::string& text) {
          const auto parsed = parse_signed_checkpoint(text);
          if (parsed) REQUIRE(print(parsed->checkpoint) == parsed->note.text);
          return printed(parsed);
        }) > 200);
}

TEST_CASE("mutation: proof files are refused or print back", "[proof][mutation]") {
  const std::string file = read_vector("entry200-of-257.tlog-proof");
  std::string with_extra = file;
  with_extra.insert(file.find("index"), "extra aGVsbG8=\n");
  CHECK(check_prints_back({file, with_extra}, 4,
                          [](const std::string& text) { return printed(parse_proof_file(text)); }) > 200);
}

TEST_CASE("mutation: verifier keys are refused or print back", "[proof][mutation]") {
  const std::vector<std::string> texts{vector_text("log", "vkey"), vector_text("witness", "vkey")};
  check_prints_back(texts, 5, [](const std::string& text) { return printed(parse_verifier_key(text)); });
}

TEST_CASE("mutation: signing keys are refused or print back", "[proof][mutation]") {
  check_prints_back({vector_text("log", "skey")}, 6, [](const std::string& text) -> std::optional<std::string> {
    const auto parsed = parse_signer(text);
    if (!parsed) return std::nullopt;
    return print_secret(*parsed);
  });
}

TEST_CASE("mutation: policies are refused or mean the same when printed", "[proof][mutation]") {
  const std::string text = "# trust\nlog " + vector_text("log", "vkey") + " https://ledger.example\n\twitness w " +
                           vector_text("witness", "vkey") + "\ngroup a 1 w\ngroup b all a\nquorum b\n";
  Mutator mutator(7);
  std::size_t accepted = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto policy = parse_policy(mutator.change(text));
    if (!policy) {
      REQUIRE(policy.error().message.size() < 500);
      continue;
    }
    ++accepted;
    CAPTURE(round);
    REQUIRE(parse_policy(print(*policy)).value() == *policy);
    REQUIRE(print(parse_policy(print(*policy)).value()) == print(*policy));
  }
  CHECK(accepted > 200);
}

TEST_CASE("mutation: no change to a cosigned checkpoint passes the policy unnoticed", "[proof][mutation]") {
  const auto policy = parse_policy("log " + vector_text("log", "vkey") + "\nwitness w " +
                                   vector_text("witness", "vkey") + "\nquorum w\n")
                          .value();
  const auto good = parse_signed_checkpoint(cosigned_257()).value();
  REQUIRE(check(policy, good).has_value());
  Mutator mutator(8);
  for (int round = 0; round < rounds / 5; ++round) {
    const auto changed = parse_signed_checkpoint(mutator.change(cosigned_257()));
    if (!changed || !check(policy, *changed)) continue;
    CAPTURE(round, print(*changed));
    REQUIRE(changed->checkpoint == good.checkpoint);
  }
}
