#pragma once
// A real ledger on disk that is fed what a ledger in memory recorded, at the same times.

#include "ledger/fsck.hpp"
#include "ledger/ledger.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/test_ledger.hpp"

namespace jejak::test {

class Replayed {
 public:
  explicit Replayed(const TestLedger& source, const LedgerOptions& options = {});

  NoteSigner log_key() const;
  Result<std::unique_ptr<Ledger>> open();
  void close() { ledger.reset(); }
  // Appends the source's event entries from `next` on; the clock follows their times.
  void catch_up();
  VerifyOptions trusting() const;
  Result<VerifyReport> verify() const;

  const TestLedger& source;
  LedgerOptions options;
  Scratch scratch;
  std::string folder = scratch.at("ledger");
  SimulatedClock clock;
  Policy policy;
  std::unique_ptr<Ledger> ledger;
  std::size_t next = 1;  // entry 0 is the genesis
};

Bytes envelope_of(const Bytes& entry);
Id event_id_named(std::string_view name);  // a UUIDv7

}  // namespace jejak::test
