#include "ledger/proof/note.hpp"

#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;

namespace {

const std::string problem =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string peter_line =
    "\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const std::string enoch_line =
    "\xe2\x80\x94 EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const std::string example_line =
    "\xe2\x80\x94 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

VerifierKey key_of(std::string_view vkey) {
  return parse_verifier_key(vkey).value();
}
VerifierKey peter() {
  return key_of("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
}
VerifierKey enoch() {
  return key_of("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
}

Errc refusal(const std::string& bytes) {
  const auto note = parse_note(bytes);
  REQUIRE_FALSE(note.has_value());
  CHECK(note.error().message.size() < 400);
  return note.error().code;
}

}  // namespace

TEST_CASE("note: the worked examples of C2SP and Go verify", "[proof][note]") {
  const auto example = parse_note("This is an example message.\n\n" + example_line);
  REQUIRE(example.has_value());
  CHECK(example->text == "This is an example message.\n");
  CHECK(
      verify(*example, {key_of("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")}).has_value());

  const auto both = parse_note(problem + "\n" + peter_line + enoch_line);
  REQUIRE(both.has_value());
  CHECK(verify(*both, {enoch(), peter()}).value() == std::vector<VerifierKey>{peter(), enoch()});
  CHECK(verify(*both, {enoch()}).value() == std::vector<VerifierKey>{enoch()});
  CHECK(print(*both) == problem + "\n" + peter_line + enoch_line);
}

TEST_CASE("note: signing gives the bytes that Go gives", "[proof][note]") {
  const auto signer =
      parse_signer("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value();
  Note note{problem, {}};
  sign(note, signer);
  CHECK(print(note) == problem + "\n" + peter_line);
}

TEST_CASE("note: a new signature stands last and replaces the same key's line", "[proof][note]") {
  auto note = parse_note(problem + "\n" + peter_line + enoch_line).value();
  sign(note, parse_signer("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value());
  CHECK(print(note) == problem + "\n" + enoch_line + peter_line);
  const NoteSigner same_name{"PeterNeumann", KeyType::ed25519, SigningKey::generate()};
  sign(note, same_name);
  CHECK(note.signatures.size() == 3);
  CHECK(verify(note, {peter(), same_name.verifier()}).value().size() == 2);
}

TEST_CASE("note: a known key's bad line refuses all, an unknown one nothing", "[proof][note]") {
  auto note = parse_note(problem + "\n" + peter_line + enoch_line).value();
  note.signatures[0].blob[10] ^= 1;
  CHECK(verify(note, {enoch()}).has_value());
  CHECK(verify(note, {enoch(), peter()}).error().code == Errc::verification);
  CHECK(verify(note, {}).error().code == Errc::verification);
  CHECK(verify(note, {key_of("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")}).error().code ==
        Errc::verification);
}

TEST_CASE("note: a key is known by name and id together", "[proof][note]") {
  auto note = parse_note(problem + "\n" + peter_line).value();
  note.signatures[0].name = "PeterNeuman";
  CHECK_FALSE(verify(note, {peter()}).has_value());
  note = parse_note(problem + "\n" + peter_line).value();
  note.signatures[0].key_id ^= 1;
  CHECK_FALSE(verify(note, {peter()}).has_value());
}

TEST_CASE("note: two lines of one key count once and must both hold", "[proof][note]") {
  auto note = parse_note(problem + "\n" + peter_line + peter_line).value();
  CHECK(verify(note, {peter()}).value().size() == 1);
  note.signatures[1].blob[63] ^= 1;
  CHECK_FALSE(verify(note, {peter()}).has_value());
}

TEST_CASE("note: a known key's line of another length does not hold", "[proof][note]") {
  auto note = parse_note(problem + "\n" + peter_line).value();
  note.signatures[0].blob.push_back(0);
  CHECK_FALSE(verify(note, {peter()}).has_value());
  note.signatures[0].blob.resize(63);
  CHECK_FALSE(verify(note, {peter()}).has_value());
}

TEST_CASE("note: the text may have blank lines; the last one divides", "[proof][note]") {
  const std::string text = "a\n\n\nb\n\n";
  const auto note = parse_note(text + "\n" + peter_line);
  REQUIRE(note.has_value());
  CHECK(note->text == text);
  CHECK(parse_note("\n\n" + peter_line).value().text == "\n");
}

TEST_CASE("note: what is not a note is refused", "[proof][note]") {
  const std::string good = problem + "\n" + peter_line + enoch_line;
  CHECK(refusal("") == Errc::malformed);
  CHECK(refusal("\n") == Errc::malformed);
  CHECK(refusal(problem) == Errc::malformed);
  CHECK(refusal(problem + "\n") == Errc::malformed);
  CHECK(refusal("\n" + peter_line) == Errc::malformed);
  CHECK(refusal(problem + peter_line) == Errc::malformed);
  CHECK(refusal(good.substr(0, good.size() - 1)) == Errc::malformed);
  CHECK(refusal(good + "\n") == Errc::malformed);
  CHECK(refusal(good + "Unexpected line.\n") == Errc::malformed);
  CHECK(refusal("\x01" + good) == Errc::malformed);
  CHECK(refusal("\xff" + good) == Errc::malformed);
  CHECK(refusal("a\r\n\n" + peter_line) == Errc::malformed);
  CHECK(refusal(std::string("a\0\n\n", 4) + peter_line) == Errc::malformed);
  CHECK(refusal("a\t\n\n" + peter_line) == Errc::malformed);
  CHECK(refusal(problem + "\n\xe2\x80\x94 Bad Name " + peter_line.substr(17)) == Errc::malformed);
  CHECK(refusal(problem + "\n\xe2\x80\x94 Bad+Name " + peter_line.substr(17)) == Errc::malformed);
  CHECK(refusal(problem + "\n\xe2\x80\x94  " + peter_line.substr(17)) == Errc::malformed);
  CHECK(refusal(problem + "\n\xe2\x80\x94 Name\n") == Errc::malformed);
  CHECK(refusal(problem + "\n\xe2\x80\x94 Name \n") == Errc::malformed);
  CHECK(refusal(problem + "\n\xe2\x80\x94 Name AAAA\n") == Errc::malformed);
  CHECK(refusal(problem + "\n\xe2\x80\x94 Name AAAAAA==\n") == Errc::malformed);  // an id and nothing else
  CHECK(refusal(problem + "\n\xe2\x80\x94 Name AAAAAAB=\n") == Errc::malformed);  // trailing bits
  CHECK(refusal(problem + "\n\xe2\x80\x94 Name AAAAAAA\n") == Errc::malformed);
  CHECK(refusal(problem + "\n\xe2\x80\x94 Name AAAAAAA= \n") == Errc::malformed);
  CHECK(refusal(problem + "\n\xe2\x80\x94 Name AAAAAAA=\r\n") == Errc::malformed);
  CHECK(refusal(problem + "\n- Name AAAAAAA=\n") == Errc::malformed);
  CHECK(parse_note(problem + "\n\xe2\x80\x94 Name AAAAAAA=\n").has_value());
}

TEST_CASE("note: an error names the line", "[proof][note]") {
  CHECK(parse_note("a\nb\n\n" + peter_line + "bad\n").error().message.find("line 5:") == 0);
  CHECK(parse_note("a\nb\x02\n\n" + peter_line).error().message == "line 2: control byte 0x02");
}

TEST_CASE("note: a hundred signatures and a megabyte are the limits", "[proof][note]") {
  std::string bytes = problem + "\n";
  for (std::size_t i = 0; i < note_signatures_max; ++i) bytes += "\xe2\x80\x94 n" + std::to_string(i) + " AAAAAAA=\n";
  CHECK(parse_note(bytes).has_value());
  CHECK(refusal(bytes + peter_line) == Errc::too_large);

  std::string large(note_bytes_max - peter_line.size() - 2, 'a');
  CHECK(parse_note(large + "\n\n" + peter_line).has_value());
  CHECK(refusal(large + "a\n\n" + peter_line) == Errc::too_large);
}

TEST_CASE("note: signatures as large as ML-DSA's pass", "[proof][note]") {
  Note note{problem, {{"pq.example", 7, Bytes(2428, 0xab)}}};
  for (int i = 0; i < 16; ++i) note.signatures.push_back({"w" + std::to_string(i), 1, Bytes(4900, 0xcd)});
  CHECK(parse_note(print(note)).value() == note);
}

TEST_CASE("note: bare signature lines are read as a witness sends them", "[proof][note]") {
  const auto lines = parse_signature_lines(peter_line + enoch_line);
  REQUIRE(lines.has_value());
  CHECK(print((*lines)[0]) + print((*lines)[1]) == peter_line + enoch_line);
  for (const std::string& bad : {std::string(), std::string("\n"), "\n" + peter_line, peter_line + "\n",
                                 peter_line.substr(1), peter_line.substr(0, peter_line.size() - 1), peter_line + "x"}) {
    CHECK_FALSE(parse_signature_lines(bad).has_value());
  }
}
