#pragma once
// Cases: where each stands and everything that was recorded about it, in the log's order: its own events, attempts
// that were refused, the report that led to it, the approvals asked for it.

#include "projections/timeline_row.hpp"
#include "projections/view_store.hpp"

namespace jejak {

class CaseView final : public Projection {
 public:
  CaseView();  // looks the fields it reads up in the catalogue
  std::string_view name() const override { return "cases"; }
  std::uint32_t version() const override { return 1; }
  Outcome apply(const ProjectedEntry& entry, View& view) const override;

 private:
  Outcome follow_links(const ProjectedEntry& entry, const Bytes& row, View& view) const;
  Outcome update_status(const ProjectedEntry& entry, const Folded& folded, View& view) const;

  CatalogueField violation_codes_;
  CatalogueField act_date_;
  CatalogueField subject_;
  CatalogueField rank_class_;
  CatalogueField post_;
  CatalogueField home_agency_;
};

// A report or approval that the case rests on, by an admitted event of either.
struct LinkedStream {
  std::string stream;
  StateCode state = StateCode::none;
  Sequence linked_at;
  bool operator==(const LinkedStream&) const = default;
};

struct RefusedAttempt {
  Sequence position;
  Instant recorded_at;
  std::string stream;  // the case, or the approval or report in whose stream it was attempted
  std::uint16_t type = 0;
  std::string office;
  RefusalCode code = RefusalCode::none;
  bool operator==(const RefusedAttempt&) const = default;
};

struct CaseStatus {
  std::string stream;
  StateCode state = StateCode::none;  // none: every event was refused so far
  std::uint64_t events = 0;           // admitted in its own stream
  std::uint64_t refusals = 0;         // in its own stream
  std::string opener;                 // office
  Date opened_on;                     // legal date
  Zone zone = Zone::none;             // of its first event
  std::vector<std::string> violation_codes;
  std::optional<Date> act_date;
  std::optional<Id> subject;
  std::string rank_class;
  std::string post;
  std::string home_agency;      // the subject's; empty until the subject is identified
  std::uint16_t last_type = 0;  // of the last admitted step, its own or one that set its state
  Date last_step_on;            // legal date of that step
  Sequence last_position;
  std::vector<LinkedStream> reports;    // ascending by name
  std::vector<LinkedStream> approvals;  // ascending by name
  std::vector<RefusedAttempt> refused;  // ascending by position; all on its timeline
  bool operator==(const CaseStatus&) const = default;
};

// Readings of a view that CaseView folded. Take a snapshot first while a runner may be at work. Any thread. Errors:
// corrupt (throw the view away and fold again), disk; not_found for a case of which nothing was ever recorded.
Result<CaseStatus> case_status(const ViewReader& cases, std::string_view stream);

// Ascending by position, each entry once. Also of a report or an approval: its own entries alone.
Result<std::vector<TimelineRow>> timeline(const ViewReader& cases, std::string_view stream);

struct CaseSummary {
  std::string stream;
  StateCode state = StateCode::none;
  std::string opener;
  Date opened_on;
  std::string home_agency;
  Date last_step_on;
  std::uint64_t refusals = 0;
  bool operator==(const CaseSummary&) const = default;
};
// Cases with at least one admitted event, ascending by name, beginning after `after`, at most `count_max`.
Result<std::vector<CaseSummary>> list_cases(const ViewReader& cases, std::string_view after = {},
                                            std::size_t count_max = static_cast<std::size_t>(-1));

// Status, timeline and stamp of one case, from one view.
struct CaseFile {
  CaseStatus status;
  std::vector<TimelineRow> timeline;
};
Result<Stamped<CaseFile>> read_case(const ViewReader& cases, std::string_view stream, WithDigest digest);
Result<Stamped<std::vector<CaseSummary>>> read_cases(const ViewReader& cases, WithDigest digest);

}  // namespace jejak
