#include "ledger/proof/cosignature.hpp"

#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using jejak::test::vector_text;

namespace {

constexpr std::uint64_t vector_time = 1767225600;

NoteSigner witness() {
  const auto seed = to_array<32>(from_hex(vector_text("witness", "seed_hex")).value()).value();
  return {vector_text("witness", "name"), KeyType::cosignature, SigningKey::from_seed(seed)};
}

std::string text_257() {
  return parse_note(vector_text("checkpoints", "257")).value().text;
}

}  // namespace

TEST_CASE("cosignature: message and line are those of the vectors", "[proof][cosignature]") {
  CHECK(cosignature_message(text_257(), vector_time) == vector_text("witness", "signed_message_257"));
  const auto line = cosign(text_257(), witness(), vector_time);
  CHECK(print(line) == vector_text("witness", "signature_line_257"));
  CHECK(verify_cosignature(text_257(), witness().verifier(), line).value() == vector_time);
}

TEST_CASE("cosignature: every byte of the line is bound", "[proof][cosignature]") {
  const auto line = cosign(text_257(), witness(), vector_time);
  REQUIRE(line.blob.size() == 72);
  for (std::size_t i = 0; i < line.blob.size(); ++i) {
    NoteSignature bad = line;
    bad.blob[i] ^= 1;
    CHECK_FALSE(verify_cosignature(text_257(), witness().verifier(), bad).has_value());
  }
  NoteSignature bad = line;
  bad.blob.push_back(0);
  CHECK_FALSE(verify_cosignature(text_257(), witness().verifier(), bad).has_value());
  bad.blob.resize(71);
  CHECK_FALSE(verify_cosignature(text_257(), witness().verifier(), bad).has_value());
  bad = line;
  bad.name = "witness.example/w2";
  CHECK_FALSE(verify_cosignature(text_257(), witness().verifier(), bad).has_value());
  bad = line;
  bad.key_id ^= 1;
  CHECK_FALSE(verify_cosignature(text_257(), witness().verifier(), bad).has_value());
}

TEST_CASE("cosignature: extension lines are covered", "[proof][cosignature]") {
  const auto line = cosign(text_257() + "extension\n", witness(), vector_time);
  CHECK(verify_cosignature(text_257() + "extension\n", witness().verifier(), line).has_value());
  CHECK_FALSE(verify_cosignature(text_257(), witness().verifier(), line).has_value());
}

TEST_CASE("cosignature: times up to 2^63-1 hold, later ones never", "[proof][cosignature]") {
  CHECK(verify_cosignature(text_257(), witness().verifier(), cosign(text_257(), witness(), cosignature_time_max))
            .value() == cosignature_time_max);
  // A signature that is right in all but its time.
  const std::uint64_t late = cosignature_time_max + 1;
  NoteSignature line = cosign(text_257(), witness(), 0);
  Bytes blob{0x80, 0, 0, 0, 0, 0, 0, 0};
  const auto signature = witness().key.sign(view(cosignature_message(text_257(), late)));
  blob.insert(blob.end(), signature.begin(), signature.end());
  line.blob = blob;
  CHECK(verify_cosignature(text_257(), witness().verifier(), line).error().code == Errc::verification);
}

TEST_CASE("cosignature: a plain signature is none, nor the reverse", "[proof][cosignature]") {
  NoteSigner plain{vector_text("witness", "name"), KeyType::ed25519, SigningKey::from_seed(witness().key.seed())};
  Note note{text_257(), {}};
  sign(note, plain);
  CHECK_FALSE(verify_cosignature(note.text, witness().verifier(), note.signatures[0]).has_value());
  CHECK_FALSE(verify_cosignature(note.text, plain.verifier(), note.signatures[0]).has_value());
}

TEST_CASE("cosignature: a note holds cosignature keys to their own message", "[proof][cosignature]") {
  Note note{text_257(), {cosign(text_257(), witness(), vector_time)}};
  CHECK(verify(note, {witness().verifier()}).value().size() == 1);
  note.signatures[0].blob[7] ^= 1;
  CHECK_FALSE(verify(note, {witness().verifier()}).has_value());
}
