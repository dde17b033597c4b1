#include "ledger/proof/policy.hpp"

#include "ledger/proof/cosignature.hpp"
#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using jejak::test::vector_text;

namespace {

const std::string origin = "ledger.example/2026/ab";

NoteSigner signer(const std::string& name, KeyType type, std::uint8_t seed) {
  ByteArray<32> bytes{};
  bytes.fill(seed);
  return {name, type, SigningKey::from_seed(bytes)};
}
NoteSigner log_signer(std::uint8_t seed = 1) {
  return signer(origin, KeyType::ed25519, seed);
}
NoteSigner witness_signer(std::uint8_t number) {
  return signer("w" + std::to_string(number) + ".example", KeyType::cosignature,
                static_cast<std::uint8_t>(100 + number));
}
std::string log_line(std::uint8_t seed = 1) {
  return "log " + print(log_signer(seed).verifier()) + "\n";
}
std::string witness_line(std::uint8_t number) {
  return "witness W" + std::to_string(number) + " " + print(witness_signer(number).verifier()) + "\n";
}
std::string witness_lines(std::uint8_t count) {
  std::string out;
  for (std::uint8_t i = 1; i <= count; ++i) out += witness_line(i);
  return out;
}

SignedCheckpoint checkpoint_by(const std::vector<std::uint8_t>& witnesses) {
  std::vector<NoteSigner> keys;
  keys.push_back(log_signer());
  auto made = sign_checkpoint(origin, TreeSize{5}, leaf_hash(view("root")), keys);
  for (const std::uint8_t number : witnesses) {
    put_signature(made.note, cosign(made.note.text, witness_signer(number), 1000u + number));
  }
  return made;
}

bool holds(const std::string& policy, const std::vector<std::uint8_t>& witnesses) {
  const auto parsed = parse_policy(policy);
  REQUIRE(parsed.has_value());
  return check(*parsed, checkpoint_by(witnesses)).has_value();
}

Error refusal(const std::string& text) {
  const auto parsed = parse_policy(text);
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.error().message.size() < 400);
  return parsed.error();
}

}  // namespace

TEST_CASE("policy: a full file is read and printed canonically", "[proof][policy]") {
  const std::string text = "log " + print(log_signer().verifier()) + " https://ledger.example/\n" +  //
                           witness_lines(6) +                                                        //
                           "group X 2 W1 W2 W3\n"
                           "group Y any W4 W5 W6\n"
                           "group X-and-Y all X Y\n"
                           "quorum X-and-Y\n";
  const auto policy = parse_policy(text);
  REQUIRE(policy.has_value());
  CHECK(policy->logs.size() == 1);
  CHECK(policy->logs[0].url == "https://ledger.example/");
  CHECK(policy->origins() == std::vector<std::string>{origin});
  CHECK(policy->witnesses.size() == 6);
  CHECK(policy->groups[0].threshold == 2);
  CHECK(policy->groups[2].members == std::vector<std::string>{"X", "Y"});
  CHECK(print(*policy) == text);
}

TEST_CASE("policy: spacing, comments and blank lines do not matter", "[proof][policy]") {
  const std::string plain = log_line() + witness_lines(2) + "group g any W1 W2\nquorum g\n";
  const std::string dressed = "# whom we trust\n\n \t\n  log\t" + print(log_signer().verifier()) + " \n\t# more\xff\n" +
                              witness_lines(2) + "group  g\tany   W1 \tW2\t\n \tquorum g  \n#\n";
  CHECK(parse_policy(dressed).value() == parse_policy(plain).value());
  CHECK(print(parse_policy(dressed).value()) == plain);
}

TEST_CASE("policy: the quorum rule is kept, two levels deep", "[proof][policy]") {
  const std::string policy =
      log_line() + witness_lines(6) + "group X 2 W1 W2 W3\ngroup Y any W4 W5 W6\ngroup Z all X Y\nquorum Z\n";
  CHECK(holds(policy, {1, 2, 4}));
  CHECK(holds(policy, {6, 3, 1}));
  CHECK(holds(policy, {1, 2, 3, 4, 5, 6}));
  CHECK_FALSE(holds(policy, {}));
  CHECK_FALSE(holds(policy, {1, 2}));
  CHECK_FALSE(holds(policy, {1, 2, 3}));
  CHECK_FALSE(holds(policy, {1, 4, 5, 6}));
  CHECK_FALSE(holds(policy, {1, 2, 7}));  // not a witness of this policy
}

TEST_CASE("policy: one witness or none may be the quorum", "[proof][policy]") {
  CHECK(holds(log_line() + "quorum none\n", {}));
  CHECK(holds(log_line() + witness_lines(2) + "quorum none\n", {}));
  CHECK(holds(log_line() + witness_lines(2) + "quorum W2\n", {2}));
  CHECK_FALSE(holds(log_line() + witness_lines(2) + "quorum W2\n", {1}));
}

TEST_CASE("policy: the answer names who held and when", "[proof][policy]") {
  const auto policy = parse_policy(log_line() + witness_lines(3) + "group g any W1 W2 W3\nquorum g\n").value();
  const auto held = check(policy, checkpoint_by({3, 1}));
  REQUIRE(held.has_value());
  CHECK(held->logs == std::vector<VerifierKey>{log_signer().verifier()});
  REQUIRE(held->witnesses.size() == 2);
  CHECK(held->witnesses[0] == WitnessHeld{"W1", witness_signer(1).verifier(), 1001});
  CHECK(held->witnesses[1] == WitnessHeld{"W3", witness_signer(3).verifier(), 1003});
}

TEST_CASE("policy: any listed key of the log is enough, a failing one refuses", "[proof][policy]") {
  CHECK(holds(log_line(2) + log_line(1) + "quorum none\n", {}));
  CHECK_FALSE(holds(log_line(2) + "quorum none\n", {}));
  CHECK_FALSE(holds("quorum none\n", {}));
  const auto policy = parse_policy(log_line(1) + log_line(2) + "quorum none\n").value();
  auto checkpoint = checkpoint_by({});
  sign(checkpoint.note, log_signer(2));
  CHECK(check(policy, checkpoint).value().logs.size() == 2);
  checkpoint.note.signatures[1].blob[0] ^= 1;
  CHECK(check(policy, checkpoint).error().code == Errc::verification);
}

TEST_CASE("policy: a failing cosignature of a listed witness refuses, needed or not", "[proof][policy]") {
  const auto policy = parse_policy(log_line() + witness_lines(2) + "quorum W1\n").value();
  auto checkpoint = checkpoint_by({1, 2});
  CHECK(check(policy, checkpoint).has_value());
  checkpoint.note.signatures[2].blob[20] ^= 1;
  CHECK(check(policy, checkpoint).error().code == Errc::verification);
}

TEST_CASE("policy: a listed log vouches for its own origin only", "[proof][policy]") {
  const auto other = signer("other.example", KeyType::ed25519, 9);
  const auto policy = parse_policy("log " + print(other.verifier()) + "\n" + log_line() + "quorum none\n").value();
  CHECK(policy.origins() == std::vector<std::string>{"other.example", origin});
  std::vector<NoteSigner> keys;
  keys.push_back(log_signer(3));  // an unlisted key of the right name
  auto checkpoint = sign_checkpoint(origin, TreeSize{5}, leaf_hash(view("root")), keys);
  sign(checkpoint.note, other);
  CHECK(check(policy, checkpoint).error().code == Errc::verification);
}

TEST_CASE("policy: a checkpoint that is not the one in its note is refused", "[proof][policy]") {
  const auto policy = parse_policy(log_line() + "quorum none\n").value();
  auto checkpoint = checkpoint_by({});
  checkpoint.checkpoint.size = TreeSize{6};
  CHECK(check(policy, checkpoint).error().code == Errc::verification);
}

TEST_CASE("policy: what breaks the format is refused, with its line", "[proof][policy]") {
  const std::string base = log_line() + witness_lines(3);
  const auto refused = [&base](const std::string& rest) {
    CAPTURE(rest);
    const Error error = refusal(base + rest);
    CHECK(error.code == Errc::malformed);
    CHECK(error.message.find("policy: ") == 0);
  };
  refused("");                                            // no quorum
  refused("quorum none\nquorum none\n");                  // two
  refused("quorum none");                                 // no newline
  refused("quorum\n");                                    //
  refused("quorum none none\n");                          //
  refused("quorum W9\n");                                 // undefined
  refused("quorum g\ngroup g any W1\n");                  // defined later
  refused("group g any W1 W9\nquorum g\n");               //
  refused("group g any g\nquorum g\n");                   // itself
  refused("group g any\nquorum g\n");                     // no member
  refused("group g\nquorum none\n");                      //
  refused("group g 0 W1\nquorum g\n");                    //
  refused("group g 3 W1 W2\nquorum g\n");                 //
  refused("group g 01 W1 W2\nquorum g\n");                //
  refused("group g +1 W1 W2\nquorum g\n");                //
  refused("group g most W1 W2\nquorum g\n");              //
  refused("group g any W1 W1\nquorum g\n");               // twice a member
  refused("group g any W1\ngroup h any W1\nquorum h\n");  // of two groups
  refused("group g any none\nquorum g\n");                //
  refused("group none any W1\nquorum none\n");            //
  refused("group W1 any W2\nquorum none\n");              // name taken
  refused("group g any W1\ngroup g any W2\nquorum g\n");  //
  refused("witness none " + print(witness_signer(9).verifier()) + "\nquorum none\n");
  refused("witness W1 " + print(witness_signer(9).verifier()) + "\nquorum none\n");
  refused("witness W9 " + print(witness_signer(1).verifier()) + "\nquorum none\n");  // key twice
  refused("witness W9 " + print(signer("renamed", KeyType::cosignature, 101).verifier()) + "\nquorum none\n");
  refused("log " + print(log_signer().verifier()) + "\nquorum none\n");
  refused("log " + print(signer("renamed", KeyType::ed25519, 1).verifier()) + "\nquorum none\n");
  refused("log " + print(signer("shared", KeyType::ed25519, 101).verifier()) + "\nquorum none\n");
  refused("log " + print(witness_signer(9).verifier()) + "\nquorum none\n");     // type 04
  refused("witness W9 " + print(log_signer(9).verifier()) + "\nquorum none\n");  // type 01
  refused("log a+00000000+AQAA\nquorum none\n");
  refused("log " + print(log_signer(9).verifier()) + " url more\nquorum none\n");
  refused("witness W9 " + print(witness_signer(9).verifier()) + " url more\nquorum none\n");
  refused("witness W9\nquorum none\n");
  refused("log\nquorum none\n");
  refused("Quorum none\n");
  refused("trust everybody\nquorum none\n");
  refused("quorum none\r\n");
  refused("# \x01\nquorum none\n");
  refused("# \x7f\nquorum none\n");
  refused(std::string("# \0\nquorum none\n", 16));
  CHECK(refusal(base + "\nquorum W9\n").message.find("policy: line 6: ") == 0);
  CHECK(refusal("").code == Errc::malformed);
  CHECK(refusal("log PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\nquorum none\n").code ==
        Errc::unsupported);
}

TEST_CASE("policy: names are opaque bytes", "[proof][policy]") {
  const std::string kelvin = "\xe2\x84\xaa";
  const auto policy = parse_policy("witness K " + print(witness_signer(1).verifier()) + "\nwitness " + kelvin + " " +
                                   print(witness_signer(2).verifier()) + "\nwitness \xff " +
                                   print(witness_signer(3).verifier()) + "\nquorum \xff\n");
  REQUIRE(policy.has_value());
  CHECK(policy->quorum == "\xff");
  CHECK(parse_policy(print(*policy)).value() == *policy);
}

TEST_CASE("policy: 32 of each pass and the limits hold", "[proof][policy]") {
  std::string text;
  for (std::uint8_t i = 0; i < 32; ++i) {
    const std::string number = std::to_string(i);
    text +=
        "log " + print(signer("log" + number, KeyType::ed25519, static_cast<std::uint8_t>(i + 1)).verifier()) + "\n";
    text += "witness w" + number + " " +
            print(signer("w" + number, KeyType::cosignature, static_cast<std::uint8_t>(i + 100)).verifier()) + "\n";
    text += "group g" + number + " all w" + number + (i == 0 ? "" : " g" + std::to_string(i - 1)) + "\n";
  }
  const auto policy = parse_policy(text + "quorum g31\n");
  REQUIRE(policy.has_value());
  CHECK(parse_policy(print(*policy)).value() == *policy);

  CHECK(refusal("#" + std::string(policy_bytes_max, 'a') + "\nquorum none\n").code == Errc::too_large);
  CHECK(refusal(std::string(10'000, 'x') + "\n").code == Errc::malformed);
  std::string groups = log_line() + witness_lines(1) + "group g0 any W1\n";
  for (std::size_t i = 1; i < policy_entries_max; ++i) {
    groups += "group g" + std::to_string(i) + " any g" + std::to_string(i - 1) + "\n";
  }
  CHECK(parse_policy(groups + "quorum g255\n").has_value());
  CHECK(holds(groups + "quorum g255\n", {1}));
  CHECK(refusal(groups + "group more any g255\nquorum more\n").code == Errc::too_large);
}

TEST_CASE("policy: the vectors' log and witness make a policy", "[proof][policy]") {
  const auto policy = parse_policy("log " + vector_text("log", "vkey") + "\nwitness w " +
                                   vector_text("witness", "vkey") + "\nquorum w\n");
  REQUIRE(policy.has_value());
  const auto bare = parse_signed_checkpoint(vector_text("checkpoints", "257")).value();
  CHECK_FALSE(check(*policy, bare).has_value());
  const auto seen =
      parse_signed_checkpoint(vector_text("checkpoints", "257") + vector_text("witness", "signature_line_257")).value();
  CHECK(check(*policy, seen).value().witnesses.at(0).timestamp == 1767225600);
}
