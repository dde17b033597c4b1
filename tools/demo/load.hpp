#pragma once
// The demo named `load`: any number of lawful, signed events of many cases, made quickly, for benchmarks and fault
// tests. A case is a function of the seed and its index, so threads and processes may make their own share.

#include "tools/demo/tiny.hpp"

#include <istream>
#include <ostream>

namespace jejak {

constexpr const char* load_origin = "simulated.jejak.example/load";

class LoadPlan {
 public:
  // Founds the ledger and rehearses its registry. `origin` must begin with "simulated.".
  static Result<LoadPlan> make(std::uint64_t seed = 1, const std::string& origin = load_origin);

  const Genesis& genesis() const { return genesis_; }
  const std::string& genesis_note() const { return genesis_note_; }
  std::string policy() const { return policy_text(genesis_); }
  NoteSigner log_key() const { return keys_->note_signer(log_key_name, genesis_.origin); }

  // To be recorded first, in this order, with the clock at their instants.
  const std::vector<PlannedEvent>& setup() const { return setup_; }
  // The working day on which all cases are recorded: the clock must stand between these two.
  Instant cases_from() const;
  Instant cases_until() const;

  // One case and its report: `events_a_case` envelopes, to be recorded in this order, each after the one before was
  // accepted. Cases know nothing of each other and may be recorded in any order and interleaved. Any thread.
  static constexpr std::size_t events_a_case = 20;
  std::vector<Bytes> one_case(std::uint64_t index) const;
  // The same with so many more clarifications that there are `events` of them, events_a_case at least.
  std::vector<Bytes> long_case(std::uint64_t index, std::size_t events) const;
  // The same for cases first … first + count - 1, signed on `threads` threads (0: one a core).
  std::vector<std::vector<Bytes>> cases(std::uint64_t first, std::uint64_t count, unsigned threads = 0) const;

  // One of these envelopes with another document behind it, signed anew by its office: what a dishonest office and a
  // dishonest operator could put in its place. Errors: malformed, usage (it is not of this plan).
  Result<Bytes> sign_otherwise(BytesView envelope) const;

  // Streams cases [0, count) into a load file: "jejak-load/v1\n", then for each envelope u64 case index and u32 length,
  // both big-endian, and the bytes; a case's envelopes lie together. Memory: some hundred cases. Errors: disk.
  Outcome write(std::ostream& out, std::uint64_t count, unsigned threads = 0) const;

 private:
  explicit LoadPlan(std::uint64_t seed) : seed_(seed), keys_(std::make_unique<Keyring>(seed)) {}

  std::uint64_t seed_;
  std::unique_ptr<Keyring> keys_;  // complete once made: read by many threads
  Genesis genesis_;
  std::string genesis_note_;
  std::vector<PlannedEvent> setup_;
};

// Reads what LoadPlan::write wrote.
struct LoadItem {
  std::uint64_t case_index = 0;
  Bytes envelope;
};
class LoadReader {
 public:
  explicit LoadReader(std::istream& in) : in_(in) {}
  Result<std::optional<LoadItem>> next();  // nothing at the end; malformed if the file is cut or something else

 private:
  std::istream& in_;
  bool started_ = false;
};

}  // namespace jejak
