#pragma once
// The measures. Each runs in a process of its own (phase.hpp) over ledgers in the bench's folder, next to a
// measurement of the ceiling in the same minute, since machines are not as fast now as they were just before.

#include "tests/bench/figures.hpp"
#include "tests/bench/producers.hpp"

namespace jejak {

struct Setting {
  std::string folder;                // everything is made in it
  std::uint64_t events = 1'000'000;  // of the full ledger
  std::uint64_t window = 30'000;     // events of one round on the small or the full ledger
  std::uint64_t small = 10'000;      // events that the small ledger has when a round on it begins
  std::uint64_t ceiling_events = 40'000;
  double paced_seconds = 8;
  double single_seconds = 2;
  unsigned producers = 64;
  Door door = Door::submit;
  std::vector<std::string> verify;  // the command that verifies; the full ledger's folder is its last word
  std::string postgres;             // the driver of the PostgreSQL chain; empty: not measured
  unsigned postgres_seconds = 10;
  std::string full() const { return folder + "/full"; }
};

// Ledgers of ten thousand events: appends, and one producer alone against the disk.
Result<Figures> measure_small(const Setting& setting);
// Fills the full ledger; then what its folder takes.
Result<Figures> measure_filling(const Setting& setting);
// The full ledger as the filling left it: opened three times by the same process.
Result<Figures> measure_opening(const Setting& setting);
// Sizes of its entries.
Result<Figures> measure_entries(const Setting& setting);
// `appends_per_s`: the rate of which half is asked for while waits are measured.
Result<Figures> measure_full(const Setting& setting, double appends_per_s);

// The demo's events through the rules in memory, against their signature checks, by turns on one core.
Result<Figures> measure_judging();

// These start programs, and must be called by the small process.
Result<Figures> measure_verify(const Setting& setting);
Result<Figures> measure_postgres(const Setting& setting, double payload_bytes);

// The verification itself, for a process of its own: all of the folder, by what its own policy trusts.
Result<std::uint64_t> verify_folder(const std::string& folder);

}  // namespace jejak
