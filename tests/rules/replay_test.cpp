#include "ledger/rules/replay.hpp"

#include "ledger/record/codec.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

#include <functional>
#include <random>

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string bawaslu = "BAWASLU_KABKOTA@bawaslu:64.71";
const std::string kasn = "KASN@kl:KASN";

Event report(TestLedger& ledger, const std::string& stream, const std::string& office = bawaslu) {
  return ledger.draft("ReportReceived", stream, office,
                      {{"channel", Code{"DIRECT"}}, {"received_at", ledger.today()}, {"region", Code{"kota:64.71"}}});
}

Event registration(TestLedger& ledger, const std::string& stream, const std::string& office = bawaslu) {
  return ledger.draft("ReportRegistered", stream, office, {{"register_no", Code{"01/REG"}}});
}

// A short history with admitted and refused events of two streams, and heads at two places.
TestLedger& told() {
  static TestLedger ledger;
  if (ledger.entries().size() > 1) return ledger;
  settle(ledger);
  ledger.at(date_of(2018, 3, 5));
  JEJAK_ASSERT(ledger.append(report(ledger, "report-1")).admitted());
  JEJAK_ASSERT(ledger.append(report(ledger, "report-2")).admitted());
  ledger.append_heads();
  JEJAK_ASSERT(ledger.append(registration(ledger, "report-1", "PPK_ASN@prov:64")).recorded);
  ledger.at(date_of(2018, 3, 6));
  JEJAK_ASSERT(ledger.append(registration(ledger, "report-1")).admitted());
  JEJAK_ASSERT(ledger.append(registration(ledger, "report-1")).recorded);
  JEJAK_ASSERT(ledger.append(registration(ledger, "report-2")).admitted());
  ledger.append_heads();
  return ledger;
}

struct Told {
  std::optional<Divergence> divergence;
  std::uint64_t refusals = 0;
  Hash root;
  Heads heads;
};

// Signatures of the true history are checked once for all tests.
Prepared prepared_of_told(Sequence position, const Bytes& entry) {
  static const std::vector<Prepared> prepared = [] {
    std::vector<Prepared> all;
    for (const Bytes& bytes : told().entries()) all.push_back(prepare(Sequence{all.size()}, bytes, told().origin()));
    return all;
  }();
  const bool same = position.value < prepared.size() && told().entries()[position.value] == entry;
  return same ? prepared[position.value] : prepare(position, entry, told().origin());
}

Told replay(const std::vector<Bytes>& entries, const Hash& genesis, const std::string& origin) {
  Replay replay(genesis);
  Told outcome;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool ours = genesis == told().genesis_hash();
    auto step =
        replay.step(ours ? prepared_of_told(Sequence{i}, entries[i]) : prepare(Sequence{i}, entries[i], origin));
    if (auto* divergence = std::get_if<Divergence>(&step)) {
      outcome.divergence = *divergence;
      return outcome;
    }
  }
  outcome.refusals = replay.refusals();
  outcome.root = replay.root();
  outcome.heads = *heads_of(replay.rows());
  return outcome;
}

Told replay(const std::vector<Bytes>& entries) {
  return replay(entries, told().genesis_hash(), told().origin());
}

Divergence diverges(const std::vector<Bytes>& entries) {
  const Told outcome = replay(entries);
  REQUIRE(outcome.divergence.has_value());
  INFO(name(outcome.divergence->kind) << ": " << outcome.divergence->message);
  CHECK_FALSE(outcome.divergence->message.empty());
  return *outcome.divergence;
}

void edit(Bytes& bytes, const std::function<void(Entry&)>& change) {
  auto entry = decode_entry(bytes);
  JEJAK_ASSERT(entry.has_value());
  change(*entry);
  bytes = encode(*entry);
}

std::string stream_at(const Bytes& bytes) {
  const auto entry = decode_entry(bytes);
  const auto envelope = decode_envelope(entry->body);
  return envelope ? decode(envelope->event)->stream : "";
}

// Positions counted from the end of told(): heads, registered 2, refused, registered 1, refused, heads, report 2,
// report 1.
std::size_t from_end(std::size_t back) {
  return told().entries().size() - back;
}

}  // namespace

TEST_CASE("replay: a true history gives the same root, rows and counts as the one who wrote it", "[rules][replay]") {
  const Told outcome = replay(told().entries());
  INFO((outcome.divergence ? outcome.divergence->message : ""));
  REQUIRE_FALSE(outcome.divergence.has_value());
  CHECK(outcome.root == told().frontier().root());
  CHECK(outcome.heads == *heads_of(told().rows()));
  CHECK(outcome.refusals == 2);
}

TEST_CASE("replay: every prefix of a true history is true", "[rules][replay]") {
  const auto& entries = told().entries();
  for (std::size_t size = 1; size <= entries.size(); size += 7) {
    CHECK_FALSE(replay({entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(size)}).divergence.has_value());
  }
}

TEST_CASE("replay: only the trusted genesis begins a history", "[rules][replay]") {
  const Told foreign = replay(told().entries(), hash_named("another"), told().origin());
  REQUIRE(foreign.divergence.has_value());
  CHECK(foreign.divergence->kind == Divergence::Kind::genesis);
  CHECK(foreign.divergence->position.value == 0);
  CHECK(foreign.divergence->message.find("expected") != std::string::npos);

  auto entries = told().entries();
  entries.erase(entries.begin());
  CHECK(diverges(entries).kind == Divergence::Kind::genesis);
  entries = told().entries();
  entries.insert(entries.begin() + 3, entries[0]);
  edit(entries[3], [&](Entry& entry) { entry.recorded_at = decode_entry(entries[2])->recorded_at; });
  const Divergence second = diverges(entries);
  CHECK(second.kind == Divergence::Kind::genesis);
  CHECK(second.position.value == 3);
}

TEST_CASE("replay: a genesis whose own leaf is trusted must still be a genesis", "[rules][replay]") {
  const Bytes other = told().entries()[2];
  const Told outcome = replay({other}, leaf_hash(other), told().origin());
  REQUIRE(outcome.divergence.has_value());
  CHECK(outcome.divergence->kind == Divergence::Kind::genesis);
  Bytes unsigned_note = told().entries()[0];
  edit(unsigned_note, [](Entry& entry) { entry.body.resize(entry.body.size() - 20); });
  const Told cut = replay({unsigned_note}, leaf_hash(unsigned_note), told().origin());
  REQUIRE(cut.divergence.has_value());
  CHECK(cut.divergence->kind == Divergence::Kind::genesis);
}

TEST_CASE("replay: an entry that is no entry is named", "[rules][replay]") {
  auto entries = told().entries();
  entries[5][0] = 9;
  const Divergence divergence = diverges(entries);
  CHECK(divergence.kind == Divergence::Kind::entry_form);
  CHECK(divergence.position.value == 5);
  entries = told().entries();
  entries[5].resize(10);
  CHECK(diverges(entries).kind == Divergence::Kind::entry_form);
}

TEST_CASE("replay: a flipped byte in an envelope is found where it is, with its stream", "[rules][replay]") {
  const std::size_t at = from_end(4);
  std::mt19937 random(5);
  for (int round = 0; round < 60; ++round) {
    auto entries = told().entries();
    Bytes& bytes = entries[at];
    const std::size_t body = bytes.size() - decode_entry(bytes)->body.size();
    bytes[body + random() % (bytes.size() - body)] ^= static_cast<std::uint8_t>(1 << random() % 8);
    const Divergence divergence = diverges(entries);
    CHECK(divergence.kind == Divergence::Kind::envelope);
    CHECK(divergence.position.value == at);
  }
  auto entries = told().entries();
  edit(entries[at], [](Entry& entry) {  // a signature, so that the event can still be read
    Envelope envelope = *decode_envelope(entry.body);
    envelope.signatures[0].bytes[5] ^= 1;
    entry.body = *encode(envelope);
  });
  const Divergence divergence = diverges(entries);
  CHECK(divergence.stream == "report-1");
}

TEST_CASE("replay: every flipped bit in an entry's head is found at that entry", "[rules][replay]") {
  const std::size_t at = from_end(2);
  const std::size_t head = told().entries()[at].size() - decode_entry(told().entries()[at])->body.size();
  for (std::size_t byte = 0; byte < head; ++byte) {
    for (int bit = 0; bit < 8; ++bit) {
      auto entries = told().entries();
      entries[at][byte] ^= static_cast<std::uint8_t>(1 << bit);
      const Told outcome = replay(entries);
      // A later time within the bounds of its neighbours is another history, not a false one: the root tells them
      // apart.
      if (!outcome.divergence) {
        CHECK(byte >= 2);
        CHECK(byte < 2 + 8);
        CHECK(outcome.root != told().frontier().root());
        continue;
      }
      INFO(byte << " " << bit << " " << outcome.divergence->message);
      CHECK(outcome.divergence->position.value >= at);
      if (byte < 2 || byte >= 2 + 8) CHECK(outcome.divergence->position.value == at);
    }
  }
}

TEST_CASE("replay: time that goes back is named with both times", "[rules][replay]") {
  auto entries = told().entries();
  const Instant before = decode_entry(entries[from_end(4)])->recorded_at;
  const Instant forged{before.us - 1};
  edit(entries[from_end(3)], [&](Entry& entry) { entry.recorded_at = forged; });
  const Divergence divergence = diverges(entries);
  CHECK(divergence.kind == Divergence::Kind::time);
  CHECK(divergence.position.value == from_end(3));
  CHECK(divergence.message.find("expected " + print(before)) != std::string::npos);
  CHECK(divergence.message.find("found " + print(forged)) != std::string::npos);
}

TEST_CASE("replay: an event that was taken out is missed by the next of its stream", "[rules][replay]") {
  auto entries = told().entries();
  REQUIRE(stream_at(entries[from_end(8)]) == "report-1");
  entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(from_end(8)));
  const Divergence first = diverges(entries);
  CHECK(first.kind == Divergence::Kind::heads);  // the heads entry comes before the next event of the stream
  entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(from_end(7)));
  const Divergence next = diverges(entries);
  CHECK(next.kind == Divergence::Kind::chain);
  CHECK(next.stream == "report-1");
}

TEST_CASE("replay: a refused entry that was taken out is missed by the heads", "[rules][replay]") {
  auto entries = told().entries();
  entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(from_end(3)));
  const Divergence divergence = diverges(entries);
  CHECK(divergence.kind == Divergence::Kind::heads);
}

TEST_CASE("replay: events of one stream cannot change places", "[rules][replay]") {
  auto entries = told().entries();
  const std::size_t registered = from_end(4);
  const std::size_t refused = from_end(3);
  std::swap(entries[registered], entries[refused]);
  const auto time = decode_entry(entries[refused])->recorded_at;
  edit(entries[registered], [&](Entry& entry) { entry.recorded_at = time; });
  edit(entries[refused], [&](Entry& entry) { entry.recorded_at = time; });
  const Divergence divergence = diverges(entries);
  CHECK(divergence.kind == Divergence::Kind::chain);
  CHECK(divergence.position.value == registered);
}

TEST_CASE("replay: an id stands once, even if its first use was refused", "[rules][replay]") {
  for (const std::size_t at : {from_end(4), from_end(3)}) {
    auto entries = told().entries();
    entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at) + 1, entries[at]);
    const Divergence divergence = diverges(entries);
    CHECK(divergence.kind == Divergence::Kind::duplicate_id);
    CHECK(divergence.position.value == at + 1);
    CHECK(divergence.stream == "report-1");
  }
}

TEST_CASE("replay: a forged verdict is found, in both directions", "[rules][replay]") {
  auto entries = told().entries();
  edit(entries[from_end(4)], [](Entry& entry) {
    entry.verdict = static_cast<std::uint16_t>(RefusalCode::e_role_not_allowed);
    entry.stream_revision = 1;
  });
  const Divergence refused = diverges(entries);
  CHECK(refused.kind == Divergence::Kind::verdict);
  CHECK(refused.position.value == from_end(4));
  CHECK(refused.stream == "report-1");
  CHECK(refused.message.find("expected ADMITTED, found E_ROLE_NOT_ALLOWED") != std::string::npos);

  entries = told().entries();
  edit(entries[from_end(5)], [](Entry& entry) {
    entry.verdict = 0;
    entry.stream_revision = 2;
  });
  const Divergence admitted = diverges(entries);
  CHECK(admitted.kind == Divergence::Kind::verdict);
  CHECK(admitted.message.find("expected E_ROLE_NOT_ALLOWED{") != std::string::npos);
  CHECK(admitted.message.find("found ADMITTED") != std::string::npos);

  entries = told().entries();
  edit(entries[from_end(5)], [](Entry& entry) { entry.verdict = 4711; });
  CHECK(diverges(entries).message.find("found verdict 4711") != std::string::npos);
}

TEST_CASE("replay: a false place in the stream or a false previous hash is found", "[rules][replay]") {
  auto entries = told().entries();
  edit(entries[from_end(4)], [](Entry& entry) { entry.stream_revision = 3; });
  const Divergence place = diverges(entries);
  CHECK(place.kind == Divergence::Kind::chain);
  CHECK(place.message.find("expected 2, found 3") != std::string::npos);
  entries = told().entries();
  edit(entries[from_end(4)], [](Entry& entry) { entry.stream_previous = hash_named("forged"); });
  const Divergence previous = diverges(entries);
  CHECK(previous.kind == Divergence::Kind::chain);
  CHECK(previous.message.find(to_hex(view(hash_named("forged")))) != std::string::npos);
}

TEST_CASE("replay: an event that must not be recorded is a false verdict", "[rules][replay]") {
  auto entries = told().entries();
  const SigningKey stranger = key_named("a stranger");
  TestLedger& ledger = told();
  const Envelope envelope = ledger.sign_with(report(ledger, "report-9"), {&stranger});
  Entry entry;
  entry.recorded_at = decode_entry(entries.back())->recorded_at;
  entry.stream_revision = 1;
  entry.body = *encode(envelope);
  entries.push_back(encode(entry));
  const Divergence divergence = diverges(entries);
  CHECK(divergence.kind == Divergence::Kind::verdict);
  CHECK(divergence.message.find("E_KEY_UNKNOWN") != std::string::npos);
}

TEST_CASE("replay: an event of another ledger does not belong here", "[rules][replay]") {
  auto entries = told().entries();
  Event event = report(told(), "report-9");
  event.origin = "simulated.jejak.example/other";
  Entry entry;
  entry.recorded_at = decode_entry(entries.back())->recorded_at;
  entry.stream_revision = 1;
  entry.body = *encode(told().sign_by(event, {bawaslu}));
  entries.push_back(encode(entry));
  CHECK(diverges(entries).kind == Divergence::Kind::envelope);
  Replay replay(told().genesis_hash());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool last = i + 1 == entries.size();
    auto step = replay.step(prepare(Sequence{i}, entries[i], last ? event.origin : told().origin()));
    CHECK(std::holds_alternative<Divergence>(step) == last);
  }
}

TEST_CASE("replay: false heads are found, whichever of their sums is false", "[rules][replay]") {
  const auto forge = [&](const std::function<void(Heads&)>& change) {
    auto entries = told().entries();
    edit(entries[from_end(1)], [&](Entry& entry) {
      Heads heads = *decode_heads(entry.body);
      change(heads);
      entry.body = encode(heads);
    });
    const Divergence divergence = diverges(entries);
    CHECK(divergence.kind == Divergence::Kind::heads);
    CHECK(divergence.position.value == from_end(1));
    CHECK(divergence.message.find("expected") != std::string::npos);
  };
  forge([](Heads& heads) { ++heads.streams; });
  forge([](Heads& heads) { heads.streams_root = hash_named("x"); });
  forge([](Heads& heads) { heads.state_digest = hash_named("x"); });
}

TEST_CASE("replay: after a divergence every further step repeats it", "[rules][replay]") {
  auto entries = told().entries();
  Replay replay(told().genesis_hash());
  REQUIRE(std::holds_alternative<Step>(replay.step(prepare(Sequence{0}, entries[0], told().origin()))));
  Bytes broken = entries[1];
  broken[0] = 7;
  REQUIRE(std::holds_alternative<Divergence>(replay.step(prepare(Sequence{1}, broken, told().origin()))));
  const auto again = replay.step(prepare(Sequence{1}, entries[1], told().origin()));
  REQUIRE(std::holds_alternative<Divergence>(again));
  CHECK(std::get<Divergence>(again).position.value == 1);
  CHECK(replay.size().value == 1);
}

TEST_CASE("replay: a step gives the refusal with its facts, and the rows it changed", "[rules][replay]") {
  Replay replay(told().genesis_hash());
  for (std::size_t i = 0; i < told().entries().size(); ++i) {
    auto step = replay.step(prepare(Sequence{i}, told().entries()[i], told().origin()));
    REQUIRE(std::holds_alternative<Step>(step));
    const Step& done = std::get<Step>(step);
    CHECK(done.leaf == leaf_hash(told().entries()[i]));
    if (i != from_end(5)) continue;
    CHECK(done.refusal.code == RefusalCode::e_role_not_allowed);
    REQUIRE(done.refusal.fact("role") != nullptr);
    CHECK(*done.refusal.fact("role") == "PPK_ASN");
    REQUIRE(done.changed == std::vector<std::string>{"report-1"});
    const auto row = replay.rows().row("report-1");
    REQUIRE((row && *row));
    CHECK(decode_stream_state("report-1", **row)->refusals == 1);
  }
}

TEST_CASE("replay: kinds of divergence have names of their own", "[rules][replay]") {
  std::set<std::string> names;
  for (int kind = 0; kind <= static_cast<int>(Divergence::Kind::engine); ++kind) {
    CHECK(names.insert(name(static_cast<Divergence::Kind>(kind))).second);
  }
  CHECK(names.size() == 14);
  CHECK_FALSE(names.contains(""));
}

namespace {

// Random attempts, lawful and unlawful, by random offices on random streams.
void tell_at_random(TestLedger& ledger, unsigned seed, int attempts) {
  std::mt19937 random(seed);
  const std::vector<std::string> offices = {bawaslu,
                                            "BAWASLU_PROV@bawaslu:64",
                                            "BAWASLU_KABKOTA@bawaslu:63.06",
                                            kasn,
                                            "BKN@kl:BKN",
                                            "PPK_ASN@prov:64",
                                            "BKD@prov:64",
                                            "KPU_RI@kl:KPU"};
  const auto pick = [&](std::size_t size) { return random() % size; };
  for (int i = 0; i < attempts; ++i) {
    if (pick(5) == 0) ledger.at(Instant{ledger.now().us + static_cast<std::int64_t>(pick(86'400'000'000))});
    if (pick(40) == 0) {
      ledger.append_heads();
      continue;
    }
    const std::size_t step = pick(7);
    const std::string& fitting = step == 6 ? kasn : bawaslu;
    const std::string office = pick(5) == 0 ? offices[pick(offices.size())] : fitting;
    const std::string number = std::to_string(pick(8));
    Event event;
    switch (step) {
      case 0: event = report(ledger, "report-" + number, office); break;
      case 1: event = registration(ledger, "report-" + number, office); break;
      case 2:
        event = ledger.draft("CaseOpened", "case-" + number, office,
                             {{"origin", Code{pick(4) == 0 ? "SUPERVISOR" : "FINDING"}},
                              {"violation_codes", Codes{Code{"V01"}}},
                              {"act_date", date_of(2018, 3, 1)},
                              {"act_place", Code{"kota:64.71"}}});
        if (pick(3) == 0) set(event, "report", Reference{"report-" + std::to_string(pick(8))});
        break;
      case 3:
        event = ledger.draft(
            "ClarificationHeld", "case-" + number, office,
            {{"person_role", Code{"WITNESS"}}, {"held_on", ledger.today()}, {"minutes_hash", hash_named(number)}});
        break;
      case 4:
        event = ledger.draft(
            "StudyConcluded", "case-" + number, office,
            {{"conclusion", Code{pick(2) == 0 ? "NEUTRALITY" : "NOT_VIOLATION"}}, {"plenary_no", Code{"PL/1"}}});
        break;
      case 5:
        event = ledger.draft("CaseForwarded", "case-" + number, office,
                             {{"addressee", Code{pick(2) == 0 ? kasn : "BKN@kl:BKN"}}, {"letter_no", Code{"L/1"}}});
        break;
      default:
        event = ledger.draft("SupervisorReceived", "case-" + number, office, {{"received_at", ledger.today()}});
        break;
    }
    if (pick(9) == 0 && event.revision > 0) event.previous = hash_named("forked");
    if (pick(12) == 0) event.legal_date = event.legal_date + 1 - static_cast<std::int32_t>(pick(5));
    if (pick(20) == 0) event.holder = HolderKind::plt;
    std::vector<std::string> others;
    if (pick(12) == 0) others.push_back(offices[pick(offices.size())]);
    static_cast<void>(ledger.append(event, others));
  }
}

std::uint64_t admitted_of(const TestLedger& ledger, std::string_view prefix) {
  std::uint64_t admitted = 0;
  const auto scanned = ledger.rows().scan(prefix, [&](std::string_view name, BytesView row) -> Outcome {
    admitted += decode_stream_head(name, row)->events;
    return {};
  });
  JEJAK_ASSERT(scanned.has_value());
  return admitted;
}

}  // namespace

TEST_CASE("replay: random histories give the verdicts they were written with, whatever the cache",
          "[rules][replay][property]") {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    TestLedger::Options small;
    small.cached_max = 1;
    TestLedger tiny(small);
    TestLedger big;
    for (TestLedger* ledger : {&tiny, &big}) {
      settle(*ledger);
      ledger->at(date_of(2018, 3, 5));
      tell_at_random(*ledger, seed, 250);
    }
    CHECK(tiny.entries() == big.entries());
    CHECK(*heads_of(tiny.rows()) == *heads_of(big.rows()));
    const Told outcome = replay(big.entries(), big.genesis_hash(), big.origin());
    INFO((outcome.divergence ? outcome.divergence->message : ""));
    REQUIRE_FALSE(outcome.divergence.has_value());
    CHECK(outcome.root == big.frontier().root());
    CHECK(outcome.heads == *heads_of(big.rows()));
    CHECK(outcome.refusals > 20);
    CHECK(admitted_of(big, "case-") > 10);
  }
}
