// Lanes: many events on their way at once, judged as if each had waited for the one before.

#include "ledger/lane.hpp"

#include "ledger/record/codec.hpp"
#include "tests/ledger/replayed.hpp"
#include "tests/support/catch.hpp"

#include <future>
#include <thread>

namespace jejak::test {
namespace {

// A ledger in memory with offices, keys and laws, and one on disk that has only its genesis.
struct Twins {
  TestLedger memory;
  TestLedger nothing;
  Replayed disk{nothing};
  Twins() {
    settle(memory);
    REQUIRE(nothing.genesis_hash() == memory.genesis_hash());
  }
  std::size_t size() const { return memory.entries().size(); }
  Bytes envelope(std::size_t i) const { return envelope_of(memory.entries()[i]); }
};

class Submitter {
 public:
  explicit Submitter(Twins& twins) : twins_(twins), lane_(twins.disk.ledger->lane()) {}

  void submit(Bytes envelope, std::optional<Instant> at = std::nullopt) {
    auto promise = std::make_shared<std::promise<Result<Placed>>>();
    answers_.push_back(promise->get_future());
    std::function<Outcome()> before;
    if (at) {
      before = [this, at = *at]() -> Outcome {
        twins_.disk.clock.advance_to(at);
        return {};
      };
    }
    lane_->submit(
        std::move(envelope), [promise](Result<Placed> placed) { promise->set_value(std::move(placed)); },
        std::move(before));
  }
  // All events of the twin in memory, each at the time at which it was recorded there.
  void submit_all() {
    for (std::size_t i = 1; i < twins_.size(); ++i) {
      submit(twins_.envelope(i), decode_entry(twins_.memory.entries()[i])->recorded_at);
    }
  }
  Result<Placed> answer(std::size_t i) { return answers_.at(i).get(); }
  std::size_t count() const { return answers_.size(); }

 private:
  Twins& twins_;
  std::unique_ptr<Lane> lane_;
  std::vector<std::future<Result<Placed>>> answers_;
};

}  // namespace

TEST_CASE("lane: what was handed in at once is recorded as if one by one", "[ledger][concurrent]") {
  Twins twins;
  Submitter submitter(twins);
  submitter.submit_all();
  for (std::size_t i = 0; i < submitter.count(); ++i) {
    const auto placed = submitter.answer(i);
    INFO(i << (placed ? "" : ": " + placed.error().message));
    REQUIRE(placed);
    CHECK(placed->sequence.value == i + 1);
  }
  const Reader& reader = twins.disk.ledger->reader();
  for (std::size_t i = 0; i < twins.size(); ++i) {
    INFO("entry " << i);
    CHECK(*reader.entry_bytes(Sequence{i}) == twins.memory.entries()[i]);
  }
}

TEST_CASE("lane: after one that is turned away nothing is judged, and a second run completes it",
          "[ledger][concurrent]") {
  Twins twins;
  const std::size_t broken = twins.size() / 2;
  {
    Submitter submitter(twins);
    for (std::size_t i = 1; i < twins.size(); ++i) {
      Envelope envelope = *decode_envelope(twins.envelope(i));
      if (i == broken) envelope.signatures.back().bytes.back() ^= 1;
      submitter.submit(encode(envelope).value(), decode_entry(twins.memory.entries()[i])->recorded_at);
    }
    for (std::size_t i = 1; i < twins.size(); ++i) {
      const auto placed = submitter.answer(i - 1);
      INFO(i);
      if (i < broken) {
        REQUIRE(placed);
        CHECK(placed->sequence.value == i);
      } else {
        REQUIRE_FALSE(placed);
        CHECK(placed.error().code == (i == broken ? Errc::bad_signature : Errc::interrupted));
      }
    }
    CHECK(twins.disk.ledger->reader().head()->size.value == broken);
  }
  Submitter again(twins);
  for (std::size_t i = 1; i < twins.size(); ++i) again.submit(twins.envelope(i));
  for (std::size_t i = 1; i < twins.size(); ++i) {
    const auto placed = again.answer(i - 1);
    REQUIRE(placed);
    CHECK(placed->repeated == (i < broken));
    CHECK(placed->sequence.value == i);
  }
}

TEST_CASE("lane: what the writer turns away ends it too, and so does what is done before", "[ledger][concurrent]") {
  Twins twins;
  {
    Submitter submitter(twins);
    submitter.submit_all();
    for (std::size_t i = 0; i < submitter.count(); ++i) REQUIRE(submitter.answer(i));
  }
  // The id of the first event with the bytes of no event that is recorded: a conflict, found by the writer.
  Event other = *decode(decode_envelope(twins.envelope(1))->event);
  other.legal_date.days += 1;
  Envelope conflicting{encode(other).value(), {}};
  REQUIRE(sign(conflicting, twins.memory.root(0)));
  REQUIRE(sign(conflicting, twins.memory.root(1)));
  {
    Submitter submitter(twins);
    submitter.submit(twins.envelope(2));
    submitter.submit(encode(conflicting).value());
    submitter.submit(twins.envelope(3));
    CHECK(submitter.answer(0));
    CHECK(submitter.answer(1).error().code == Errc::conflict);
    CHECK(submitter.answer(2).error().code == Errc::interrupted);
  }
  const auto lane = twins.disk.ledger->lane();
  std::promise<Errc> first;
  std::promise<Errc> second;
  lane->submit(
      twins.envelope(2), [&first](Result<Placed> placed) { first.set_value(placed.error().code); },
      []() -> Outcome { return Error{Errc::usage, "the clock does not go back"}; });
  lane->submit(twins.envelope(3), [&second](Result<Placed> placed) { second.set_value(placed.error().code); });
  CHECK(first.get_future().get() == Errc::usage);
  CHECK(second.get_future().get() == Errc::interrupted);
}

TEST_CASE("lane: what becomes no entry leaves the head at the time of the last one", "[ledger][concurrent]") {
  Twins twins;
  const std::size_t last = twins.size() - 1;
  {
    Submitter submitter(twins);
    for (std::size_t i = 1; i < last; ++i) {
      submitter.submit(twins.envelope(i), decode_entry(twins.memory.entries()[i])->recorded_at);
    }
    for (std::size_t i = 0; i < submitter.count(); ++i) REQUIRE(submitter.answer(i));
  }
  const Instant at = decode_entry(twins.memory.entries()[last])->recorded_at;
  std::promise<void> both_are_there;
  const auto lane = twins.disk.ledger->lane();
  lane->submit(
      twins.envelope(1), [](Result<Placed>) {},
      [&both_are_there]() -> Outcome {
        both_are_there.get_future().wait();
        std::this_thread::sleep_for(std::chrono::milliseconds{100});  // so that they share a batch
        return {};
      });
  Submitter submitter(twins);
  submitter.submit(twins.envelope(last), at);
  submitter.submit(twins.envelope(1), Instant{at.us + 1'000'000});  // recorded before: it moves the clock, no more
  both_are_there.set_value();
  REQUIRE(submitter.answer(0));
  CHECK(submitter.answer(1)->repeated);
  twins.disk.close();
  const auto report = twins.disk.verify();
  REQUIRE(report);
  INFO((report->divergence ? report->divergence->message : ""));
  CHECK_FALSE(report->divergence.has_value());
  CHECK(report->size.value == twins.size());
}

TEST_CASE("lane: a ledger that closes answers what a lane handed in", "[ledger][concurrent]") {
  Twins twins;
  Submitter submitter(twins);
  submitter.submit_all();
  twins.disk.close();
  std::size_t placed = 0;
  bool ended = false;
  for (std::size_t i = 0; i < submitter.count(); ++i) {
    const auto answer = submitter.answer(i);
    CHECK_FALSE((ended && answer));  // no hole
    if (answer) ++placed;
    ended = ended || !answer;
  }
  auto reopened = twins.disk.open();
  REQUIRE(reopened);
  CHECK((*reopened)->reader().head()->size.value == placed + 1);
}

}  // namespace jejak::test
