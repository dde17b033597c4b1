#pragma once
// What tallies are counted from: a strand for every stream that has terms: cases, reports, candidacies
// (tally_strand.hpp); steps of the agencies' other counters; and the law that counting needs: agencies, rule sets,
// calendars, elections, heads of regions, revoked keys. Nothing is counted here, so that any answer can be cut at any
// position and any legal date (tally.hpp).

#include "projections/projection.hpp"
#include "projections/tally_strand.hpp"

namespace jejak {

// Counted by agency and day without a case behind them. Numbers stand in stored rows.
enum class EventCounter : std::uint8_t {
  reports = 1,           // reports and findings that began, whether a case came of them or not; the receiving office
  refused = 2,           // entries with a refusal as verdict, in streams of any kind; the office that attempted
  circulars_issued = 3,  // the issuing office
  circulars_acknowledged = 4,
  briefings = 5,  // the holding office; amount: attendees
  teams = 6,      // monitoring teams formed
  pledges = 7,    // amount: signatories
  monitoring_reports = 8,
  notified = 9,    // candidacies: of the candidate's home agency
  submitted = 10,  // resignations; one that is taken back counts -1
  determined = 11,
  discharged = 12,
  duty_breached = 13,
};
constexpr std::uint8_t event_counters_max = 14;

class TallyView final : public Projection {
 public:
  TallyView() = default;
  std::string_view name() const override { return "tallies"; }
  std::uint32_t version() const override { return 5; }
  Outcome apply(const ProjectedEntry& entry, View& view) const override;
};

// Rows, for those who read them.
namespace tally_row {

constexpr std::size_t shard_count = 16;              // strands are spread, so that many threads may scan
std::string strand_prefix(std::size_t shard);        // "c/0/" …, of cases
std::string other_strand_prefix(std::size_t shard);  // "d/0/" …, of other streams that have terms
std::string strand_key(std::string_view stream);     // "c/7/case-1", "d/4/report-1"
constexpr std::string_view events_prefix = "n/";     // then the counter's byte
constexpr std::string_view law_prefix = "l/";        // then kind and position
constexpr std::string_view day_prefix = "t/";        // then zone and date

std::string events_key(EventCounter counter, Word agency, Sequence position);  // one row for 65,536 positions

// One step of a counter.
struct CounterStep {
  EventCounter counter{};
  Word agency = no_word;
  std::uint64_t position = 0;
  Date legal;
  Word place = no_word;
  Word election = no_word;
  std::int64_t by = 1;      // what it adds to the counter
  std::int64_t amount = 0;  // and to the sum beside it
};
// Errors: corrupt; the visitor's.
Outcome read_counter(const ViewReader& view, EventCounter counter,
                     const std::function<void(const CounterStep&)>& visit);

// The law, an event a row.
enum class LawKind : char {
  agency = 'a',
  rule_set = 'r',
  superseded = 's',
  calendar = 'c',
  election = 'e',
  determined = 'd',
  revoked_key = 'k',
  protection = 'w',  // of elections and of the heads of regions, for protected windows
};
std::string law_key(LawKind kind, Sequence position);

std::string day_key(Zone zone, Date day);

// The first entry that was recorded on a local day.
struct RecordedDay {
  Date day;
  Sequence first;
};
// Of all days on which anything was recorded, ascending. Errors: corrupt; those of reading.
Result<std::vector<RecordedDay>> read_days(const ViewReader& view, Zone zone);

}  // namespace tally_row

}  // namespace jejak
