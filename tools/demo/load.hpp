#pragma once
// The demo named `load`: any number of lawful, signed events of many cases, made quickly, for `jejak demo load`,
// benchmarks and fault tests. A case is a function of the seed and its index, so threads and processes may make their
// own share.

#include "tools/demo/tiny.hpp"

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

  Instant founded_at() const;
  // To be recorded first, in this order, with the clock at their instants.
  const std::vector<PlannedEvent>& setup() const { return setup_; }
  // The working day on which all cases are recorded: the clock must stand between these two.
  Instant cases_from() const;
  Instant cases_until() const;

  // One case and its report: `events_a_case` envelopes, to be recorded in this order, each after the one before was
  // accepted. Cases know nothing of each other and may be recorded in any order and interleaved. Any thread.
  static constexpr std::size_t events_a_case = 20;
  std::vector<Bytes> one_case(std::uint64_t index) const;
  // The same for cases first … first + count - 1, signed on `threads` threads (0: one a core).
  std::vector<std::vector<Bytes>> cases(std::uint64_t first, std::uint64_t count, unsigned threads = 0) const;

  // One of these envelopes with another document behind it, signed anew by its office: what a dishonest office and a
  // dishonest operator could put in its place. Errors: malformed, usage (it is not of this plan).
  Result<Bytes> sign_otherwise(BytesView envelope) const;

  // A case of the same kind on which much evidence was attached: for measuring how a long file is told.
  static constexpr const char* long_case_stream = "case-load-long";
  static constexpr std::size_t long_case_events = 500;  // of the case; two more are its report's
  std::vector<Bytes> long_case() const;

  // Writes the setup, the long case and cases [0, count) as a plan's folder (write_plan). Memory: some hundred cases.
  // Answers with the number of events. Errors: conflict, disk, permission, interrupted.
  Result<std::uint64_t> write(const std::string& folder, std::uint64_t count, unsigned threads = 0,
                              const RehearsalProgress& progress = {}) const;

 private:
  std::vector<std::string> lines_of(std::uint64_t first, std::uint64_t count, unsigned threads) const;
  explicit LoadPlan(std::uint64_t seed) : seed_(seed), keys_(std::make_unique<Keyring>(seed)) {}

  std::uint64_t seed_;
  std::unique_ptr<Keyring> keys_;  // complete once made: read by many threads
  Genesis genesis_;
  std::string genesis_note_;
  std::vector<PlannedEvent> setup_;
};

}  // namespace jejak
