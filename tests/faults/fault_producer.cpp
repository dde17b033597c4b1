// A process that appends with several producers until it is killed, and tells its parent, line by line, what was
// acknowledged: "a EVENT-ID SEQUENCE LEAF". fault-producer FOLDER FIRST-CASE PRODUCERS CASES
// fault-producer --found FOLDER

#include "ledger/record/codec.hpp"
#include "tests/faults/load_ledger.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <thread>

namespace {

using namespace jejak;

void tell(const test::Acknowledged& told) {
  const std::string line =
      "a " + to_hex(told.event) + " " + std::to_string(told.sequence.value) + " " + to_hex(told.leaf.bytes) + "\n";
  // One write a line: the parent never sees half of one that matters.
  if (write(1, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(1);
}

void produce(Ledger& ledger, std::uint64_t first, std::uint64_t cases) {
  for (std::uint64_t index = first; index < first + cases; ++index) {
    for (const Bytes& envelope : test::load_plan().one_case(index)) {
      const auto placed = ledger.append(envelope);
      if (!placed) return;
      tell({decode(decode_envelope(envelope)->event)->id, placed->sequence, placed->leaf});
      if (placed->sequence.value % 16 == 0 && !ledger.checkpoint()) return;
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--found") {
    test::found(argv[2]);
    return 0;
  }
  if (argc != 5) {
    std::fprintf(stderr, "usage: fault-producer FOLDER FIRST-CASE PRODUCERS CASES\n");
    return 2;
  }
  const std::uint64_t first = std::strtoull(argv[2], nullptr, 10);
  const std::uint64_t producers = std::strtoull(argv[3], nullptr, 10);
  const std::uint64_t cases = std::strtoull(argv[4], nullptr, 10);
  const SimulatedClock clock = test::clock_for_cases();
  auto ledger = test::open_ledger(argv[1], clock);
  if (!ledger) {
    std::fprintf(stderr, "%s\n", ledger.error().message.c_str());
    return 8;
  }
  std::vector<std::thread> threads;
  for (std::uint64_t i = 0; i < producers; ++i) {
    threads.emplace_back([&ledger, first, cases, i] { produce(**ledger, first + i * cases, cases); });
  }
  for (std::thread& thread : threads) thread.join();
  return (*ledger)->checkpoint() ? 0 : 8;
}
