#include "ledger/proof/proof_file.hpp"

#include "ledger/proof/cosignature.hpp"
#include "tests/proof/plain_tree.hpp"
#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

std::string vector_file() {
  return read_vector("entry200-of-257.tlog-proof");
}

Policy vector_policy() {
  return parse_policy("log " + vector_text("log", "vkey") + "\nwitness w " + vector_text("witness", "vkey") +
                      "\nquorum w\n")
      .value();
}

Hash entry_200() {
  return leaf_hash(view("entry-200"));
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

Errc refusal(const std::string& bytes) {
  const auto proof = parse_proof_file(bytes);
  REQUIRE_FALSE(proof.has_value());
  CHECK(proof.error().message.size() < 400);
  return proof.error().code;
}

}  // namespace

TEST_CASE("proof file: the vector is read, printed alike and holds", "[proof][proof_file]") {
  CHECK(vector_file() == std::string(tlog_vectors().at("tlog_proof_200_of_257").as_string()));
  const auto proof = parse_proof_file(vector_file());
  REQUIRE(proof.has_value());
  CHECK(print(*proof) == vector_file());
  const auto held = verify(*proof, entry_200(), vector_policy());
  REQUIRE(held.has_value());
  CHECK(held->witnesses.at(0).timestamp == 1767225600);
}

TEST_CASE("proof file: index 256 of 257 has one hash, the root of 256", "[proof][proof_file]") {
  const PlainTiles tiles(entry_leaves(257));
  ProofFile proof = parse_proof_file(vector_file()).value();
  proof.index = Sequence{256};
  proof.hashes = inclusion_proof(Sequence{256}, TreeSize{257}, tiles).value();
  CHECK(proof.hashes == std::vector<Hash>{hash_of(vector_text("roots", "256"))});
  CHECK(verify(proof, leaf_hash(view("entry-256")), vector_policy()).has_value());
}

TEST_CASE("proof file: a tree of one entry needs no hash line", "[proof][proof_file]") {
  std::vector<NoteSigner> keys;
  keys.push_back(parse_signer(vector_text("log", "skey")).value());
  const ProofFile proof{{},
                        Sequence{0},
                        {},
                        sign_checkpoint(vector_text("log", "origin"), TreeSize{1}, leaf_hash(view("entry-0")), keys)};
  const auto again = parse_proof_file(print(proof));
  REQUIRE(again.has_value());
  CHECK(*again == proof);
  const auto policy = parse_policy("log " + vector_text("log", "vkey") + "\nquorum none\n").value();
  CHECK(verify(*again, leaf_hash(view("entry-0")), policy).has_value());
  CHECK_FALSE(verify(*again, leaf_hash(view("entry-1")), policy).has_value());
}

TEST_CASE("proof file: extra data is kept and proves nothing", "[proof][proof_file]") {
  ProofFile proof = parse_proof_file(vector_file()).value();
  proof.extra = Bytes(proof_extra_bytes_max, 7);
  CHECK(parse_proof_file(print(proof)).value() == proof);
  proof.extra = copy(view("hello"));
  const std::string text = print(proof);
  CHECK(text.find("c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 200\n") == 0);
  CHECK(parse_proof_file(text).value() == proof);
  CHECK(verify(proof, entry_200(), vector_policy()).has_value());
  proof.extra = Bytes();
  CHECK(print(proof) == vector_file());
}

TEST_CASE("proof file: each changed element is refused", "[proof][proof_file]") {
  const ProofFile good = parse_proof_file(vector_file()).value();
  const Policy policy = vector_policy();
  const auto refused = [&](const ProofFile& bad) { return !verify(bad, entry_200(), policy).has_value(); };
  REQUIRE_FALSE(refused(good));
  CHECK_FALSE(verify(good, leaf_hash(view("entry-201")), policy).has_value());
  for (std::uint64_t index = 0; index < 300; ++index) {
    ProofFile bad = good;
    bad.index = Sequence{index};
    if (index != 200) CHECK(refused(bad));
  }
  for (std::size_t i = 0; i < good.hashes.size(); ++i) {
    ProofFile bad = good;
    bad.hashes[i].bytes[i] ^= 1;
    CHECK(refused(bad));
    bad = good;
    bad.hashes.erase(bad.hashes.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK(refused(bad));
  }
  ProofFile bad = good;
  bad.hashes.push_back(good.hashes.back());
  CHECK(refused(bad));
  for (std::size_t i = 0; i < good.checkpoint.note.text.size(); ++i) {
    const std::string text = print(good);
    const std::size_t at = text.find(good.checkpoint.note.text) + i;
    std::string changed = text;
    changed[at] = changed[at] == '1' ? '2' : '1';
    const auto parsed = parse_proof_file(changed);
    CHECK((!parsed || refused(*parsed)));
  }
  bad = good;
  bad.checkpoint.note.signatures.pop_back();  // the witness
  CHECK(refused(bad));
  bad = good;
  bad.checkpoint.note.signatures.erase(bad.checkpoint.note.signatures.begin());  // the log
  CHECK(refused(bad));
}

TEST_CASE("proof file: what breaks the format is refused", "[proof][proof_file]") {
  const std::string good = vector_file();
  const std::string first_hash = "OF1NGv7Iy1UuzQ/CGfNPVFhhjdbkAfMmJyLD658TckI=\n";
  CHECK(refusal("") == Errc::malformed);
  CHECK(refusal(good.substr(good.find('\n') + 1)) == Errc::malformed);  // the form before there was a first line
  CHECK(refusal(with(good, "@v1", "@v2")) == Errc::malformed);
  CHECK(refusal(with(good, "@v1\n", "@v1\r\n")) == Errc::malformed);
  CHECK(refusal(with(good, "@v1\n", "@v1\n\n")) == Errc::malformed);
  for (const char* index : {"index 0200\n", "index +200\n", "index  200\n", "index 200 \n", "index\n", "index \n",
                            "Index 200\n", "index 9223372036854775808\n", "index 200\r\n", "index -1\n", ""}) {
    CHECK(refusal(with(good, "index 200\n", index)) == Errc::malformed);
  }
  for (const char* extra : {"extra\n", "extra \n", "extra ====\n", "extra aGVsbG9=\n", "extra aGVsbG8\n",
                            "extra aGVsbG8= \n", "extra  aGVsbG8=\n", "Extra aGVsbG8=\n"}) {
    CHECK(refusal(with(good, "index 200\n", std::string(extra) + "index 200\n")) == Errc::malformed);
  }
  CHECK(refusal(with(good, "index 200\n", "index 200\nextra aGVsbG8=\n")) == Errc::malformed);
  CHECK(refusal(with(good, "index 200\n", "extra aGVsbG8=\nextra aGVsbG8=\nindex 200\n")) == Errc::malformed);
  CHECK(refusal(with(good, "index 200\n", "extra " + to_base64(Bytes(proof_extra_bytes_max + 1)) + "\nindex 200\n")) ==
        Errc::too_large);
  CHECK(refusal(with(good, first_hash, "AAAA\n")) == Errc::malformed);
  CHECK(refusal(with(good, first_hash, " " + first_hash)) == Errc::malformed);
  CHECK(refusal(with(good, "TckI=\n", "TckJ=\n")) == Errc::malformed);
  CHECK(refusal(with(good, first_hash, "\n" + first_hash)) == Errc::malformed);
  CHECK(refusal(with(good, "PVengOc=\n\n", "PVengOc=\n")) == Errc::malformed);
  CHECK(refusal(good.substr(0, good.find("\n\n") + 1)) == Errc::malformed);
  CHECK(refusal(good.substr(0, good.find("\n\n") + 2)) == Errc::malformed);
  CHECK(refusal(good.substr(0, good.size() - 1)) == Errc::malformed);
  CHECK(refusal(good + "\n") == Errc::malformed);
  std::string many;
  for (std::size_t i = 0; i <= proof_hashes_max; ++i) many += first_hash;
  CHECK(refusal(with(good, first_hash, many)) == Errc::too_large);
  CHECK(refusal(std::string(2'000'000, 'a')) == Errc::too_large);
}
