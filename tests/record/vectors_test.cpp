// The formats are kept for ever: what was written once must be written the same way, byte for byte. A new vector is
// added with `test-record "[.freeze]"`, which writes the files that are missing and never touches the others.

#include "ledger/proof/checkpoint.hpp"
#include "ledger/proof/frontier.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/entry.hpp"
#include "ledger/record/export.hpp"
#include "ledger/record/json.hpp"
#include "tests/record/sample_events.hpp"
#include "tests/record/sample_genesis.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace jejak;
using namespace jejak::test;

namespace {

struct Vector {
  std::string name;  // *.hex is hexadecimal in lines of 32 bytes, everything else the bytes themselves
  Bytes bytes;
};

Bytes entry_of(EntryKind kind, std::int64_t recorded_at, Bytes body) {
  Entry entry;
  entry.kind = kind;
  entry.recorded_at = Instant{recorded_at};
  entry.body = std::move(body);
  return encode(entry);
}

Bytes admitted_entry() {
  Entry entry;
  entry.recorded_at = Instant{1'595'034'001'000'000};
  entry.stream_revision = 1;
  entry.body = *encode(signed_envelope(minimal_event(), {1}));
  return encode(entry);
}

Bytes refused_entry() {
  Entry entry;
  entry.recorded_at = Instant{1'595'034'002'000'000};
  entry.verdict = 21;
  entry.stream_revision = 1;
  entry.stream_previous = event_hash(*encode(minimal_event()));
  entry.body = *encode(signed_envelope(decision_event(), {1, 2}));
  return encode(entry);
}

StreamHead stream_head() {
  return {"case-64.2020.0001", 1, event_hash(*encode(minimal_event())), 1};
}

Heads heads() {
  return {leaf_hash(encode(stream_head())), 1, sha256(view("state"))};
}

std::vector<Bytes> entries() {
  return {entry_of(EntryKind::genesis, 1'595'034'000'000'000, copy(view(signed_genesis({11, 12, 13})))),
          admitted_entry(), refused_entry(), entry_of(EntryKind::heads, 1'595'034'003'000'000, encode(heads()))};
}

std::string checkpoint_of(const std::vector<Bytes>& leaves) {
  Frontier frontier;
  for (const Bytes& leaf : leaves) frontier.append(leaf_hash(leaf));
  std::vector<NoteSigner> signers;
  signers.push_back(note_signer(10));
  return print(sign_checkpoint(sample_genesis().origin, frontier.size(), frontier.root(), signers));
}

std::string export_file() {
  std::ostringstream out;
  ExportWriter writer(out);
  for (const Bytes& entry : entries()) REQUIRE(writer.entry(entry).has_value());
  REQUIRE(writer.checkpoint(checkpoint_of(entries())).has_value());
  REQUIRE(writer.finish().has_value());
  return out.str();
}

std::vector<Vector> vectors() {
  std::vector<Vector> out;
  for (const NamedEvent& sample : sample_events()) {
    const std::string name = std::string("event-") + sample.name;
    out.push_back({name + ".hex", *encode(sample.event)});
    out.push_back({name + ".json", copy(view(to_json(sample.event, sample_shapes()) + "\n"))});
  }
  out.push_back({"envelope-minimal.hex", *encode(signed_envelope(minimal_event(), {1}))});
  out.push_back({"envelope-decision.hex", *encode(signed_envelope(decision_event(), {1, 2}))});
  out.push_back({"entry-genesis.hex", entries()[0]});
  out.push_back({"entry-admitted.hex", entries()[1]});
  out.push_back({"entry-refused.hex", entries()[2]});
  out.push_back({"entry-heads.hex", entries()[3]});
  out.push_back({"genesis.note", copy(view(signed_genesis({11, 12, 13})))});
  out.push_back({"heads.hex", encode(heads())});
  out.push_back({"stream-head.hex", encode(stream_head())});
  out.push_back({"rule-set.hex", *encode(sample_rule_set())});
  out.push_back({"export.hex", copy(view(export_file()))});
  out.push_back({"export.policy", copy(view("log " + print(note_signer(10).verifier()) + "\nquorum none\n"))});
  return out;
}

std::string path_of(const Vector& vector) {
  return std::string(JEJAK_SOURCE_DIR) + "/tests/vectors/record/" + vector.name;
}

bool is_hex(const Vector& vector) {
  return vector.name.ends_with(".hex");
}

std::string file_text(const Vector& vector) {
  if (!is_hex(vector)) return std::string(text(vector.bytes));
  const std::string digits = to_hex(vector.bytes);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 64) out += digits.substr(i, 64) + "\n";
  return out;
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Bytes frozen(const char* name) {
  std::string digits = read_file(path_of({name, {}})).value_or("");
  digits.erase(std::remove(digits.begin(), digits.end(), '\n'), digits.end());
  return from_hex(digits).value_or(Bytes());
}

}  // namespace

TEST_CASE("vectors: every format still has the bytes that were frozen", "[record][vectors]") {
  for (const Vector& vector : vectors()) {
    INFO(vector.name);
    const auto frozen_text = read_file(path_of(vector));
    REQUIRE(frozen_text.has_value());
    CHECK(*frozen_text == file_text(vector));
  }
}

TEST_CASE("vectors: the frozen bytes are still read", "[record][vectors]") {
  for (const NamedEvent& sample : sample_events()) {
    const std::string name = std::string("event-") + sample.name + ".hex";
    const auto event = decode(frozen(name.c_str()));
    REQUIRE(event.has_value());
    CHECK(*event == sample.event);
  }
  CHECK(vouch(frozen("envelope-decision.hex"), "simulated.jejak.example/tiny").has_value());
  CHECK(decode_entry(frozen("entry-refused.hex"))->verdict == 21);
  CHECK(*decode_heads(frozen("heads.hex")) == heads());
  CHECK(*decode_rule_set(frozen("rule-set.hex")) == sample_rule_set());
  CHECK(*open_genesis(*read_file(path_of({"genesis.note", {}}))) == sample_genesis());
}

TEST_CASE("vectors: the format pages quote the frozen bytes", "[record][vectors]") {
  const auto quotes = [](const char* page, const std::string& quoted) {
    const auto text = read_file(std::string(JEJAK_SOURCE_DIR) + "/docs/formats/" + page);
    return text && text->find(quoted) != std::string::npos;
  };
  const auto hex = [](const Hash& hash) { return to_hex(view(hash)); };
  CHECK(quotes("event.md", hex(event_hash(frozen("event-minimal.hex")))));
  CHECK(quotes("event.md", hex(event_hash(frozen("event-decision.hex")))));
  CHECK(quotes("heads.md", hex(decode_heads(frozen("heads.hex"))->streams_root)));
  CHECK(quotes("genesis.md", hex(leaf_hash(frozen("entry-genesis.hex")))));
  const auto envelope = decode_envelope(frozen("envelope-minimal.hex"));
  REQUIRE(envelope.has_value());
  const std::string signature = to_hex(envelope->signatures[0].bytes);
  CHECK(quotes("envelope.md", to_hex(envelope->signatures[0].key)));
  CHECK(quotes("envelope.md", signature.substr(0, 16) + "…" + signature.substr(signature.size() - 14)));
  for (const Bytes& entry : entries()) CHECK(quotes("README.md", hex(leaf_hash(entry))));
  CHECK(quotes("export.md", checkpoint_of(entries())));
}

TEST_CASE("vectors: write the missing files", "[.freeze]") {
  for (const Vector& vector : vectors()) {
    if (read_file(path_of(vector))) continue;
    std::ofstream(path_of(vector), std::ios::binary) << file_text(vector);
    WARN("wrote " << vector.name);
  }
}
