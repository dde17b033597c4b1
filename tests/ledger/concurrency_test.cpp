// Many producers at once, under ThreadSanitizer in the `tsan` preset.

#include "ledger/record/codec.hpp"
#include "tests/ledger/replayed.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <thread>

namespace jejak::test {
namespace {

std::vector<Bytes> agencies(TestLedger& memory, const std::string& name, int count) {
  std::vector<Bytes> out;
  for (int i = 0; i < count; ++i) {
    const std::string code = "unit:" + name + "." + std::to_string(i);
    Event event = memory.draft("AgencyRegistered", "agency-" + code, TestLedger::admin(),
                               {{"code", Code{code}},
                                {"agency_type", Code{"UNIT"}},
                                {"zone", Code{"WITA"}},
                                {"valid_from", date_of(2018, 1, 1)}});
    event.id = event_id_named(code);
    Envelope envelope{encode(event).value(), {}};
    REQUIRE(sign(envelope, memory.root(0)));
    REQUIRE(sign(envelope, memory.root(1)));
    out.push_back(encode(envelope).value());
  }
  return out;
}

}  // namespace

TEST_CASE("ledger: every event of many producers gets its own place, with no gaps", "[ledger][concurrent]") {
  TestLedger memory;
  Replayed disk(memory);
  constexpr int producers = 8;
  constexpr int each = 25;
  std::vector<std::vector<Bytes>> work;
  for (int p = 0; p < producers; ++p) work.push_back(agencies(memory, "p" + std::to_string(p), each));

  std::vector<std::vector<std::uint64_t>> places(producers);
  std::vector<std::thread> threads;
  for (int p = 0; p < producers; ++p) {
    threads.emplace_back([&disk, &mine = work[std::size_t(p)], &placed_at = places[std::size_t(p)], p] {
      std::mutex mutex;
      std::condition_variable done;
      for (const Bytes& envelope : mine) {
        Result<Placed> placed = Error{};
        if (p % 2 == 0) {
          placed = disk.ledger->append(envelope);
        } else {
          bool answered = false;
          disk.ledger->submit(envelope, [&](Result<Placed> answer) {
            const std::lock_guard lock(mutex);
            placed = std::move(answer);
            answered = true;
            done.notify_one();
          });
          std::unique_lock lock(mutex);
          done.wait(lock, [&answered] { return answered; });
        }
        if (placed) placed_at.push_back(placed->sequence.value);
      }
    });
  }
  std::thread follower([&disk] {
    TreeSize seen{0};
    while (seen.value < 1 + producers * each) {
      const TreeSize now = disk.ledger->feed().wait(seen, std::chrono::milliseconds(200));
      if (now > seen && !disk.ledger->reader().entry(Sequence{now.value - 1})) return;
      seen = now;
    }
  });
  std::thread signer([&disk] {
    for (int i = 0; i < 10; ++i) {
      if (!disk.ledger->checkpoint() || disk.ledger->published() == nullptr) return;
    }
  });
  for (std::thread& thread : threads) thread.join();
  follower.join();
  signer.join();

  std::vector<std::uint64_t> all;
  for (const auto& mine : places) {
    CHECK(std::is_sorted(mine.begin(), mine.end()));
    all.insert(all.end(), mine.begin(), mine.end());
  }
  std::sort(all.begin(), all.end());
  REQUIRE(all.size() == producers * each);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == i + 1);
  REQUIRE(disk.ledger->checkpoint());
  disk.close();
  const auto report = disk.verify();
  REQUIRE(report);
  CHECK_FALSE(report->divergence);
}

TEST_CASE("ledger: closing answers everything that still waits", "[ledger][concurrent]") {
  TestLedger memory;
  Replayed disk(memory);
  const std::vector<Bytes> work = agencies(memory, "closing", 40);
  std::atomic<int> answers{0};
  for (const Bytes& envelope : work) {
    disk.ledger->submit(envelope, [&answers](const Result<Placed>&) { ++answers; });
  }
  disk.close();
  CHECK(answers == 40);
}

TEST_CASE("ledger: a full inbox turns away at once instead of growing", "[ledger][concurrent]") {
  TestLedger memory;
  LedgerOptions options;
  options.inbox_events_max = 2;
  options.verifiers = 1;
  Replayed disk(memory, options);
  const std::vector<Bytes> work = agencies(memory, "crowd", 60);
  std::atomic<int> overloaded{0};
  std::atomic<int> answers{0};
  for (const Bytes& envelope : work) {
    disk.ledger->submit(envelope, [&](const Result<Placed>& placed) {
      ++answers;
      if (!placed && placed.error().code == Errc::overloaded) ++overloaded;
    });
  }
  disk.close();
  CHECK(answers == 60);
  CHECK(overloaded > 0);
}

}  // namespace jejak::test
