#include "ledger/ledger.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/record/codec.hpp"
#include "tests/ledger/replayed.hpp"
#include "tests/support/catch.hpp"

namespace jejak::test {
namespace {

// A street of offices and a case that two offices have worked on.
struct Street {
  TestLedger memory;
  Street() {
    settle(memory);
    memory.at(date_of(2020, 7, 1));
  }
  // A lawful event that begins a stream of its own.
  Event agency(const std::string& code) {
    return memory.draft("AgencyRegistered", "agency-" + code, TestLedger::admin(),
                        {{"code", Code{code}},
                         {"agency_type", Code{"PROVINCE"}},
                         {"zone", Code{"WITA"}},
                         {"valid_from", date_of(2018, 1, 1)}});
  }
  // The root in whose name admin() acts; alone it is less than the threshold.
  const SigningKey& acting_root() const {
    std::size_t index = 0;
    while (memory.root_signer(index).name != "kl:BKN") ++index;
    return memory.root(index);
  }
  Bytes signed_by_admin(const Event& event) {
    Envelope envelope{encode(event).value(), {}};
    REQUIRE(sign(envelope, memory.root(0)));
    REQUIRE(sign(envelope, memory.root(1)));
    return encode(envelope).value();
  }
};

Event with_id(Event event, std::string_view name) {
  event.id = event_id_named(name);
  return event;
}

}  // namespace

TEST_CASE("ledger: writes the very entries that the rules give in memory", "[ledger]") {
  Street street;
  street.memory.append_heads();
  Replayed disk(street.memory);
  const Reader& reader = disk.ledger->reader();
  for (std::size_t i = 0; i < street.memory.entries().size(); ++i) {
    INFO("entry " << i);
    CHECK(*reader.entry_bytes(Sequence{i}) == street.memory.entries()[i]);
  }
  const auto head = reader.head();
  REQUIRE(head);
  CHECK(head->root == street.memory.frontier().root());
  REQUIRE(disk.ledger->checkpoint());
  disk.close();
  const auto report = disk.verify();
  REQUIRE(report);
  INFO((report->divergence ? report->divergence->message : ""));
  CHECK_FALSE(report->divergence);
  CHECK(report->checkpoints == 2);
}

TEST_CASE("ledger: the same event gets the same answer for ever, another one under its id a conflict", "[ledger]") {
  Street street;
  Replayed disk(street.memory);
  const Event event = with_id(street.agency("prov:99"), "new agency");
  const Bytes envelope = street.signed_by_admin(event);
  const auto first = disk.ledger->append(envelope);
  REQUIRE(first);
  CHECK_FALSE(first->repeated);
  CHECK(print(first->refusal) == "ADMITTED");

  const auto same_answer = [&](const Result<Placed>& again) {
    REQUIRE(again);
    CHECK(again->repeated);
    CHECK(again->sequence == first->sequence);
    CHECK(again->leaf == first->leaf);
    CHECK(again->refusal.code == first->refusal.code);
    CHECK(again->recorded_at == first->recorded_at);
  };
  SECTION("the same bytes, before and after a restart") {
    same_answer(disk.ledger->append(envelope));
    disk.close();
    disk.ledger = std::move(*disk.open());
    same_answer(disk.ledger->append(envelope));
  }
  SECTION("signed by other roots: the event is the same") {
    Envelope other{encode(event).value(), {}};
    for (std::size_t i = 0; i < 3; ++i) REQUIRE(sign(other, street.memory.root(i)));
    same_answer(disk.ledger->append(encode(other).value()));
  }
  SECTION("other bytes under the same id, whatever their revision") {
    for (const std::uint64_t revision : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{7}}) {
      Event other = with_id(street.agency("prov:98"), "new agency");
      other.revision = revision;
      if (revision > 0) other.previous = hash_named("some event");
      const auto conflict = disk.ledger->append(street.signed_by_admin(other));
      REQUIRE_FALSE(conflict);
      CHECK(conflict.error().code == Errc::conflict);
    }
  }
  SECTION("another id with a stale revision is a conflict that uses no id up") {
    const Event stale = with_id(street.agency("prov:99"), "late agency");
    const auto conflict = disk.ledger->append(street.signed_by_admin(stale));
    REQUIRE_FALSE(conflict);
    CHECK(conflict.error().code == Errc::conflict);
    const Event fresh = with_id(street.agency("prov:97"), "late agency");
    CHECK(disk.ledger->append(street.signed_by_admin(fresh)));
  }
}

TEST_CASE("ledger: a refusal by law is an entry, answered the same when asked again", "[ledger]") {
  Street street;
  Replayed disk(street.memory);
  Event lone = with_id(street.agency("prov:96"), "one root alone");
  Envelope envelope{encode(lone).value(), {}};
  REQUIRE(sign(envelope, street.acting_root()));
  const std::uint64_t before = disk.ledger->reader().head()->size.value;
  const auto refused = disk.ledger->append(encode(envelope).value());
  REQUIRE(refused);
  INFO(print(refused->refusal));
  CHECK(refused->refusal.code == RefusalCode::e_signature_incomplete);
  CHECK(refused->sequence.value == before);
  CHECK(disk.ledger->reader().head()->size.value == before + 1);
  const auto again = disk.ledger->append(encode(envelope).value());
  REQUIRE(again);
  CHECK(again->repeated);
  CHECK(again->refusal.code == RefusalCode::e_signature_incomplete);
  CHECK(disk.ledger->reader().head()->size.value == before + 1);
}

TEST_CASE("ledger: what is malformed, mis-signed or by a stranger leaves no trace", "[ledger]") {
  Street street;
  Replayed disk(street.memory);
  const std::uint64_t before = disk.ledger->reader().head()->size.value;
  const Bytes good = street.signed_by_admin(street.agency("prov:95"));

  const auto nothing = disk.ledger->append({});
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code == Errc::malformed);

  Bytes flipped = good;
  flipped[40] ^= 1;  // within the first signature
  const auto mis_signed = disk.ledger->append(flipped);
  REQUIRE_FALSE(mis_signed);
  CHECK(mis_signed.error().code == Errc::bad_signature);

  const auto huge = disk.ledger->append(Bytes(envelope_bytes_max + 1, 7));
  REQUIRE_FALSE(huge);
  CHECK(huge.error().code == Errc::too_large);

  Envelope stranger{encode(street.agency("prov:95")).value(), {}};
  REQUIRE(sign(stranger, key_named("a stranger")));
  const auto unknown = disk.ledger->append(encode(stranger).value());
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == Errc::unknown_key);

  Event elsewhere = street.agency("prov:95");
  elsewhere.origin = "simulated.jejak.example/other";
  CHECK_FALSE(disk.ledger->append(street.signed_by_admin(elsewhere)));
  CHECK(disk.ledger->reader().head()->size.value == before);
}

TEST_CASE("ledger: judging only says what would happen and changes nothing", "[ledger]") {
  Street street;
  Replayed disk(street.memory);
  const Bytes envelope = street.signed_by_admin(street.agency("prov:94"));
  const std::uint64_t before = disk.ledger->reader().head()->size.value;
  const auto judged = disk.ledger->judge_only(envelope);
  REQUIRE(judged);
  INFO(print(judged->refusal));
  CHECK(judged->admitted());
  CHECK(disk.ledger->reader().head()->size.value == before);
  CHECK(disk.ledger->append(envelope));
}

TEST_CASE("ledger: a checkpoint is signed once a size, and every entry below it can be proved", "[ledger]") {
  Street street;
  Replayed disk(street.memory);
  const auto first = disk.ledger->checkpoint();
  REQUIRE(first);
  const auto second = disk.ledger->checkpoint();
  REQUIRE(second);
  CHECK(print(first->note) == print(second->note));
  CHECK(*read_file(disk.folder + "/HEAD") == print(first->note));
  const Reader& reader = disk.ledger->reader();
  for (std::uint64_t i = 0; i < first->checkpoint.size.value; ++i) {
    const auto proof = reader.prove(Sequence{i});
    REQUIRE(proof);
    CHECK(verify(*proof, leaf_hash(*reader.entry_bytes(Sequence{i})), disk.policy));
  }
  const auto beyond = reader.prove(Sequence{first->checkpoint.size.value});
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().code == Errc::not_found);
}

TEST_CASE("ledger: a moment of it stays as it was, head, rows and signed checkpoint", "[ledger]") {
  Street street;
  Replayed disk(street.memory);
  const auto before = disk.ledger->checkpoint();
  REQUIRE(before);
  auto kept = disk.ledger->reader().moment();
  REQUIRE(kept);
  const Reader moment(**kept);
  REQUIRE(disk.ledger->append(street.signed_by_admin(street.agency("prov:72"))));
  const auto after = disk.ledger->checkpoint();
  REQUIRE(after);
  CHECK(after->checkpoint.size.value == before->checkpoint.size.value + 1);

  CHECK(moment.head()->size == before->checkpoint.size);
  CHECK((*moment.checkpoint())->checkpoint == before->checkpoint);
  CHECK_FALSE(moment.row("agency-prov:72")->has_value());
  CHECK(moment.prove(Sequence{before->checkpoint.size.value - 1}));
  CHECK_FALSE(moment.prove(Sequence{before->checkpoint.size.value}));
  CHECK((*disk.ledger->reader().checkpoint())->checkpoint == after->checkpoint);
}

TEST_CASE("ledger: a founding refuses a wrong key, an unfinished genesis and a folder that is not empty", "[ledger]") {
  Street street;
  const Scratch scratch;
  const SimulatedClock clock(street.memory.now());
  const std::string folder = scratch.at("ledger");
  const NoteSigner stranger{street.memory.origin(), KeyType::ed25519, key_named("stranger")};
  CHECK_FALSE(Ledger::create(folder, street.memory.genesis_note(), stranger, clock));
  CHECK_FALSE(std::filesystem::exists(folder));

  const std::string& note = street.memory.genesis_note();
  const std::string unfinished = note.substr(0, note.rfind("\xE2\x80\x94"));
  CHECK_FALSE(Ledger::create(folder, unfinished, street.memory.log_signer(), clock));
  CHECK_FALSE(std::filesystem::exists(folder));

  REQUIRE(Ledger::create(folder, note, street.memory.log_signer(), clock));
  const auto again = Ledger::create(folder, note, street.memory.log_signer(), clock);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Errc::conflict);
}

TEST_CASE("ledger: a simulated ledger does not run on the wall clock", "[ledger]") {
  Street street;
  Replayed disk(street.memory);
  disk.close();
  const auto opened = Ledger::open(disk.folder, disk.log_key(), SystemClock(), {});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Errc::usage);
}

TEST_CASE("ledger: a key with too many refusals in a minute is not judged any more", "[ledger]") {
  Street street;
  LedgerOptions options;
  options.refusals_per_key_per_minute = 3;
  Replayed disk(street.memory, options);
  const auto refuse = [&](int number) {
    Envelope envelope{
        encode(with_id(street.agency("prov:9" + std::to_string(number)), "r" + std::to_string(number))).value(), {}};
    REQUIRE(sign(envelope, street.memory.root(0)));
    return disk.ledger->append(encode(envelope).value());
  };
  for (int i = 0; i < 3; ++i) CHECK(refuse(i));
  const auto fourth = refuse(3);
  REQUIRE_FALSE(fourth);
  CHECK(fourth.error().code == Errc::overloaded);
  disk.clock.advance_to({disk.clock.now().us + 61'000'000});
  CHECK(refuse(3));
}

namespace {

// A clock whose wall and monotonic hands can be moved apart.
class LooseClock final : public Clock {
 public:
  explicit LooseClock(Instant start) : wall(start.us), steady(0) {}
  Instant now() const override { return {wall}; }
  std::int64_t monotonic_us() const override { return steady; }
  bool simulated() const override { return true; }
  std::atomic<std::int64_t> wall;
  std::atomic<std::int64_t> steady;
};

}  // namespace

TEST_CASE("ledger: a step of the clock stops appends, and recorded time never goes back", "[ledger]") {
  Street street;
  Replayed disk(street.memory);
  disk.close();
  LooseClock clock(street.memory.now());
  auto opened = Ledger::open(disk.folder, disk.log_key(), clock, {});
  REQUIRE(opened);
  Ledger& ledger = **opened;

  const auto before = ledger.append(street.signed_by_admin(street.agency("prov:93")));
  REQUIRE(before);
  clock.wall -= 60'000'000;  // a minute back: within what is tolerated
  const auto placed = ledger.append(street.signed_by_admin(street.agency("prov:91")));
  REQUIRE(placed);
  CHECK(placed->recorded_at == before->recorded_at);

  for (const std::int64_t step : {std::int64_t{-600'000'000}, std::int64_t{600'000'000}}) {
    if (ledger.clock_stopped()) break;
    clock.wall += step;
    const auto stopped = ledger.append(street.signed_by_admin(street.agency("prov:92")));
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == Errc::unavailable);
    CHECK(stopped.error().message.find("clock") != std::string::npos);
  }
  CHECK(ledger.clock_stopped());
  CHECK(ledger.reader().entry(Sequence{0}));

  const Event confirmed = street.memory.draft("ClockConfirmed", "ledger-clock", TestLedger::admin(),
                                              {{"step_seconds", std::int64_t{-600}}, {"reason", Code{"NTP"}}});
  const auto resumed = ledger.append(street.signed_by_admin(confirmed));
  REQUIRE(resumed);
  CHECK(print(resumed->refusal) == "ADMITTED");
  CHECK_FALSE(ledger.clock_stopped());
  CHECK(ledger.append(street.signed_by_admin(street.agency("prov:92"))));
}

}  // namespace jejak::test
