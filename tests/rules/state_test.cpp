#include "ledger/rules/state.hpp"

#include "ledger/proof/frontier.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

#include <algorithm>
#include <fstream>
#include <random>

using namespace jejak;
using namespace jejak::test;

namespace {

Value some_value(FieldKind kind, std::mt19937& random) {
  const std::string word = "W" + std::to_string(random() % 1000);
  switch (kind) {
    case FieldKind::number: return static_cast<std::int64_t>(random()) - 1'000'000;
    case FieldKind::date: return Date{static_cast<std::int32_t>(random() % 40'000)};
    case FieldKind::code: return Code{word};
    case FieldKind::codes: return Codes(random() % 4, Code{word});
    case FieldKind::id: return id_named(word);
    case FieldKind::hash: return hash_named(word);
    case FieldKind::reference: return Reference{"case-" + word};
    case FieldKind::table: return Bytes(random() % 300, 7);
  }
  return std::int64_t{0};
}

Kept some_kept(std::mt19937& random) {
  Kept kept;
  kept.type = static_cast<std::uint16_t>(random() % 500);
  kept.event = id_named(std::to_string(random()));
  kept.position.value = random();
  kept.recorded_at.us = static_cast<std::int64_t>(random());
  kept.legal_date.days = static_cast<std::int32_t>(random() % 30'000);
  kept.office = "PPK_ASN@prov:" + std::to_string(random() % 99);
  kept.holder = static_cast<HolderKind>(random() % 6);
  std::uint16_t number = 0;
  for (unsigned i = 0; i < random() % 6; ++i) {
    number = static_cast<std::uint16_t>(number + 1 + random() % 3);
    kept.fields.push_back(Field{number, some_value(static_cast<FieldKind>(1 + random() % 8), random)});
  }
  return kept;
}

StreamState some_stream(std::string name, std::mt19937& random) {
  StreamState stream;
  stream.name = std::move(name);
  stream.state = StateCode::opened;
  stream.events = random() % 50;
  stream.refusals = random() % 5;
  stream.exact_revision = stream.events == 0 ? 0 : random() % (stream.events + 1);
  const std::uint64_t since = stream.exact_revision == 0 ? stream.events : stream.events - stream.exact_revision + 1;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(since, recent_hashes_max); ++i) {
    stream.recent.push_back(hash_named(std::to_string(random())));
  }
  stream.zone = static_cast<Zone>(random() % 4);
  for (unsigned i = 0; i < random() % 5; ++i) stream.kept.push_back(some_kept(random));
  for (const StateCode overlay : {StateCode::followup_blocked, StateCode::duty_relieved, StateCode::stay_yes}) {
    if (random() % 2 == 0) stream.move(overlay);
  }
  for (unsigned i = 0; i < random() % 4; ++i) {
    Term term{"DL-0" + std::to_string(i), "prov:64", date_of(2020, 7, 1), Sequence{random()}, 0, std::nullopt};
    if (random() % 2 == 0) term.stopped_on = date_of(2020, 7, 3);
    if (random() % 2 == 0) term.extended = 2;
    stream.terms.push_back(std::move(term));
  }
  return stream;
}

StreamState small_stream(std::string name, std::uint64_t refusals = 1) {
  StreamState stream;
  stream.name = std::move(name);
  stream.refusals = refusals;
  return stream;
}

void put(MemoryRows& rows, const StreamState& stream) {
  rows.put(stream.name, encode(stream));
}

// A source that cannot be read, as a broken disk.
class BrokenRows final : public RowSource {
 public:
  Result<std::optional<Bytes>> row(std::string_view) const override { return Error{Errc::disk, "input/output error"}; }
  Outcome scan(std::string_view, const std::function<Outcome(std::string_view, BytesView)>&) const override {
    return Error{Errc::disk, "input/output error"};
  }
};

Bytes vector_named(const std::string& name) {
  std::ifstream file(std::string(JEJAK_SOURCE_DIR) + "/tests/vectors/rules/" + name);
  std::string digits;
  for (std::string line; std::getline(file, line);) digits += line;
  return from_hex(digits).value_or(Bytes{});
}

Genesis a_genesis() {
  return TestLedger().genesis();
}

}  // namespace

TEST_CASE("stream row: what is written is read back, and writes the same bytes", "[rules][state]") {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    const StreamState stream = some_stream("case-" + std::to_string(round), random);
    const Bytes row = encode(stream);
    const auto read = decode_stream_state(stream.name, row);
    REQUIRE(read.has_value());
    CHECK(*read == stream);
    CHECK(encode(*read) == row);
    const auto head = decode_stream_head(stream.name, row);
    REQUIRE(head.has_value());
    CHECK(head->stream == stream.name);
    CHECK(head->events == stream.events);
    CHECK(head->refusals == stream.refusals);
    CHECK(head->last == stream.last());
  }
}

TEST_CASE("stream row: the frozen row is still written and read, byte for byte", "[rules][state]") {
  StreamState stream;
  stream.name = "case-64.2020.0001";
  stream.state = StateCode::opened;
  stream.events = 2;
  stream.refusals = 1;
  stream.exact_revision = 1;
  stream.recent = {hash_named("one"), hash_named("two")};
  stream.zone = Zone::wita;
  Kept kept;
  kept.type = 110;
  kept.event = id_named("kept");
  kept.position.value = 7;
  kept.recorded_at = Instant{1'595'034'000'000'000};
  kept.legal_date = date_of(2020, 7, 18);
  kept.office = "BAWASLU_KABKOTA@bawaslu:64.71";
  kept.holder = HolderKind::definitif;
  kept.fields = {Field{1, std::int64_t{-2}},      Field{2, date_of(2020, 7, 1)},
                 Field{3, Code{"FINDING"}},       Field{4, Codes{Code{"V01"}, Code{"V02"}}},
                 Field{5, id_named("subject")},   Field{6, hash_named("hash")},
                 Field{7, Reference{"report-1"}}, Field{300, Bytes{1, 2, 3}}};
  stream.kept = {kept};
  stream.move(StateCode::embargo_published);
  stream.move(StateCode::followup_running);
  stream.terms = {{"DL-03", "bawaslu:64.71", date_of(2020, 7, 18), Sequence{7}, 2, date_of(2020, 7, 20)},
                  {"DL-06", "prov:64", date_of(2020, 8, 3), Sequence{9}, 0, std::nullopt}};
  const Bytes row = vector_named("stream-row.hex");
  CHECK(to_hex(encode(stream)) == to_hex(row));
  const auto read = decode_stream_state(stream.name, row);
  REQUIRE(read.has_value());
  CHECK(*read == stream);
  MemoryRows rows;
  rows.put(stream.name, row);
  CHECK(to_hex(view(heads_of(rows)->state_digest)) == to_hex(vector_named("state-digest.hex")));
}

TEST_CASE("stream state: an overlay moves alone and leaves no trace where it began", "[rules][state]") {
  StreamState stream = small_stream("case-1");
  CHECK(stream.overlay(Overlay::duty) == StateCode::duty_normal);
  stream.move(StateCode::duty_relieved);
  stream.move(StateCode::followup_running);
  stream.move(StateCode::opened);
  CHECK(stream.state == StateCode::opened);
  CHECK(stream.is(StateCode::duty_relieved));
  CHECK(stream.overlays == std::vector<StateCode>{StateCode::followup_running, StateCode::duty_relieved});
  stream.move(StateCode::duty_normal);
  CHECK(stream.overlays == std::vector<StateCode>{StateCode::followup_running});
  stream.move(StateCode::none);
  CHECK(stream.state == StateCode::opened);
}

TEST_CASE("stream row: every mutation is refused as corrupt or reads as exactly those bytes", "[rules][state]") {
  std::mt19937 random(2);
  for (int round = 0; round < 25; ++round) {
    const Bytes row = encode(some_stream("case-1", random));
    for (std::size_t at = 0; at < row.size(); ++at) {
      for (const int bit : {0, 3, 7}) {
        Bytes changed = row;
        changed[at] = static_cast<std::uint8_t>(changed[at] ^ (1 << bit));
        const auto read = decode_stream_state("case-1", changed);
        if (read) {
          CHECK(encode(*read) == changed);
        } else {
          CHECK(read.error().code == Errc::corrupt);
          CHECK(read.error().message.find("case-1") != std::string::npos);
        }
        static_cast<void>(decode_stream_head("case-1", changed));
      }
      CHECK_FALSE(decode_stream_state("case-1", BytesView(row).first(at)).has_value());
    }
    Bytes longer = row;
    longer.push_back(0);
    CHECK_FALSE(decode_stream_state("case-1", longer).has_value());
  }
}

TEST_CASE("stream row: random bytes neither crash nor make it allocate beyond them", "[rules][state]") {
  std::mt19937 random(3);
  for (int round = 0; round < 5'000; ++round) {
    Bytes bytes(random() % 200);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random() % 4 == 0 ? 255 : random() % 3);
    if (!bytes.empty()) bytes[0] = 1;
    const auto read = decode_stream_state("case-x", bytes);
    if (read) CHECK(encode(*read) == bytes);
  }
}

TEST_CASE("stream state: the newest of a type is found, and all in log order", "[rules][state]") {
  StreamState stream = small_stream("case-1");
  for (const int position : {3, 5, 9}) {
    Kept kept;
    kept.type = position == 5 ? 8 : 7;
    kept.position.value = static_cast<std::uint64_t>(position);
    kept.fields.push_back(Field{2, Code{"A"}});
    stream.kept.push_back(kept);
  }
  REQUIRE(stream.last_of(7) != nullptr);
  CHECK(stream.last_of(7)->position.value == 9);
  CHECK(stream.last_of(99) == nullptr);
  REQUIRE(stream.all_of(7).size() == 2);
  CHECK(stream.all_of(7)[0]->position.value == 3);
  CHECK(stream.kept[0].get<Code>(2)->text == "A");
  CHECK(stream.kept[0].get<Date>(2) == nullptr);
  CHECK(stream.kept[0].find(3) == nullptr);
}

TEST_CASE("heads: the sums do not depend on the order in which rows were put", "[rules][heads]") {
  std::mt19937 random(4);
  std::vector<StreamState> streams;
  for (int i = 0; i < 60; ++i) streams.push_back(some_stream("case-" + std::to_string(random() % 10'000), random));
  MemoryRows one;
  for (const StreamState& stream : streams) put(one, stream);
  std::sort(streams.begin(), streams.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  streams.erase(
      std::unique(streams.begin(), streams.end(), [](const auto& a, const auto& b) { return a.name == b.name; }),
      streams.end());
  MemoryRows other;
  std::vector<StreamState> kept;
  const auto scanned = one.scan("", [&](std::string_view name, BytesView row) -> Outcome {
    kept.push_back(*decode_stream_state(name, row));
    return {};
  });
  REQUIRE(scanned.has_value());
  for (auto at = kept.rbegin(); at != kept.rend(); ++at) put(other, *at);
  CHECK(*heads_of(one) == *heads_of(other));

  Frontier leaves;
  for (const StreamState& stream : kept) {
    leaves.append(leaf_hash(encode(StreamHead{stream.name, stream.events, stream.last(), stream.refusals})));
  }
  CHECK(heads_of(one)->streams_root == leaves.root());
  CHECK(heads_of(one)->streams == kept.size());
}

TEST_CASE("heads: any change of a row changes the digest, a change of a head also the root", "[rules][heads]") {
  MemoryRows rows;
  put(rows, small_stream("case-1"));
  put(rows, small_stream("case-2"));
  const Heads before = *heads_of(rows);
  StreamState changed = small_stream("case-2");
  changed.state = StateCode::opened;
  put(rows, changed);
  CHECK(heads_of(rows)->streams_root == before.streams_root);
  CHECK(heads_of(rows)->state_digest != before.state_digest);
  put(rows, small_stream("case-2", 2));
  CHECK(heads_of(rows)->streams_root != before.streams_root);
  put(rows, small_stream("case-2"));
  CHECK(*heads_of(rows) == before);
  CHECK(heads_of(MemoryRows())->streams_root == empty_root());
}

TEST_CASE("heads: a row that cannot be read is an error that names the stream", "[rules][heads]") {
  MemoryRows rows;
  rows.put("case-7", Bytes{9, 9});
  const auto heads = heads_of(rows);
  REQUIRE_FALSE(heads.has_value());
  CHECK(heads.error().code == Errc::corrupt);
  CHECK(heads.error().message.find("case-7") != std::string::npos);
}

TEST_CASE("state: a stream is found after it was applied, and null before", "[rules][state]") {
  MemoryRows rows;
  State state(a_genesis(), rows);
  REQUIRE(state.load().has_value());
  for (const char* name : {"case-1", "office-PPK_ASN@prov:64"}) {
    CHECK(*state.find(name) == nullptr);
    state.apply({small_stream(name)});
    REQUIRE(*state.find(name) != nullptr);
    CHECK(**state.find(name) == small_stream(name));
    state.apply({small_stream(name, 5)});
    CHECK((*state.find(name))->refusals == 5);
  }
}

TEST_CASE("state: the cache is bounded, and forgets nothing that the rows know", "[rules][state]") {
  MemoryRows rows;
  State state(a_genesis(), rows, 3);
  REQUIRE(state.load().has_value());
  for (std::uint64_t i = 0; i < 50; ++i) {
    const StreamState stream = small_stream("case-" + std::to_string(i), i);
    put(rows, stream);
    state.apply({stream});
    CHECK(state.cached() <= 3);
  }
  for (std::uint64_t i = 0; i < 50; ++i) {
    const auto found = state.find("case-" + std::to_string(i));
    REQUIRE(found.has_value());
    CHECK((*found)->refusals == i);
  }
  state.trim();
  CHECK(state.cached() <= 3);
}

TEST_CASE("state: pointers of several lookups hold together, however small the cache", "[rules][state]") {
  MemoryRows rows;
  for (std::uint64_t i = 0; i < 20; ++i) put(rows, small_stream("case-" + std::to_string(i), i));
  State state(a_genesis(), rows, 1);
  REQUIRE(state.load().has_value());
  std::vector<const StreamState*> found;
  for (std::uint64_t i = 0; i < 20; ++i) found.push_back(*state.find("case-" + std::to_string(i)));
  for (std::uint64_t i = 0; i < 20; ++i) {
    CHECK(found[i]->refusals == i);
    CHECK(found[i]->name == "case-" + std::to_string(i));
  }
}

TEST_CASE("state: registries are listed by prefix in the order of their names", "[rules][state]") {
  MemoryRows rows;
  put(rows, small_stream("election-b"));
  put(rows, small_stream("election-a"));
  put(rows, small_stream("case-a"));
  State state(a_genesis(), rows);
  REQUIRE(state.load().has_value());
  state.apply({small_stream("election-aa")});
  const auto elections = state.registry("election-");
  REQUIRE(elections.size() == 3);
  CHECK(elections[0]->name == "election-a");
  CHECK(elections[1]->name == "election-aa");
  CHECK(elections[2]->name == "election-b");
  CHECK(state.registry("case-").empty());
}

TEST_CASE("state: a broken source is an error, never an absent stream", "[rules][state]") {
  BrokenRows broken;
  State state(a_genesis(), broken);
  CHECK(state.load().error().code == Errc::disk);
  CHECK(state.find("case-1").error().code == Errc::disk);
  MemoryRows rows;
  rows.put("case-1", Bytes{1, 2, 3});
  rows.put("key-1", Bytes{1, 2, 3});
  State other(a_genesis(), rows);
  CHECK(other.find("case-1").error().code == Errc::corrupt);
  CHECK(other.load().error().code == Errc::corrupt);
}

TEST_CASE("state: a rule set is decoded from the kept table and found again after a restart", "[rules][state]") {
  TestLedger ledger;
  ledger.publish(simple_rules("RS-A", date_of(2016, 1, 1)));
  const RuleSet* live = ledger.state().rule_set("ruleset-RS-A");
  REQUIRE(live != nullptr);
  CHECK(*live == simple_rules("RS-A", date_of(2016, 1, 1)));
  CHECK(ledger.state().rule_set("ruleset-RS-B") == nullptr);
  State reopened(ledger.genesis(), ledger.rows());
  REQUIRE(reopened.load().has_value());
  REQUIRE(reopened.rule_set("ruleset-RS-A") != nullptr);
  CHECK(*reopened.rule_set("ruleset-RS-A") == *live);
}
