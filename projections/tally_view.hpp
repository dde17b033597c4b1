#pragma once
// Tallies per agency. What is counted are subject-cases (one case is one person), survivors of merges only, each at
// most once in a column however often it passed there; only `reports` and `refused_attempts` count something else.
//
// | column           | counts cases that …                                        | credited to the agency of        |
// | ---------------- | ----------------------------------------------------------- | -------------------------------- |
// | received         | were opened                                                 | the office that received the     |
// |                  |                                                             | report; the opener if none       |
// | forwarded        | were forwarded to a supervisor (entered FORWARDED)          | the forwarding office            |
// | recommended      | have a live recommendation (entered RECOMMENDED, and did    | the subject: whose head must     |
// |                  | not end as Z02 afterwards)                                  | follow up                        |
// | decided          | have a decision of the competent office (entered DECIDED)   | the subject, so that it stands   |
// |                  |                                                             | beside `recommended`             |
// | dismissed        | are no violation: now in Z02, Z03 or Z06 (a person's        | the office that ended the case   |
// |                  | dismissal from service is a decision and counted there)     |                                  |
// | reports          | – reports received, whether a case came of them or not      | the receiving office             |
// | refused_attempts | – entries with a refusal as verdict, in streams of any kind | the office that attempted        |
//
// A case merged into another (Z04) or of a person out of scope (Z05) is in no column. Where the subject was not
// identified, the acting office stands in. An act on another office's behalf is that office's act. What puts a case
// into a column is the state it enters, so a new event type of the catalogue counts by its row alone.

#include "projections/stream_fold.hpp"
#include "projections/view_store.hpp"

#include <array>

namespace jejak {

enum class Counter : std::uint8_t { received, forwarded, recommended, decided, dismissed, reports, refused_attempts };
constexpr std::size_t counter_count = 7;
const char* name(Counter counter);  // "received", …, "refused_attempts"

class TallyView final : public Projection {
 public:
  TallyView();  // looks the one field it reads up in the catalogue
  std::string_view name() const override { return "tallies"; }
  std::uint32_t version() const override { return 2; }
  Outcome apply(const ProjectedEntry& entry, View& view) const override;

 private:
  Outcome count_case(const std::string& stream, StateCode before, const ProjectedEntry& entry, StateCode after,
                     View& view) const;
  CatalogueField home_agency_;
};

struct AgencyTally {
  std::string agency;
  std::array<std::uint64_t, counter_count> counts{};
  std::uint64_t operator[](Counter counter) const { return counts[static_cast<std::size_t>(counter)]; }
  bool operator==(const AgencyTally&) const = default;
};

struct Tallies {
  std::vector<AgencyTally> agencies;  // ascending; only agencies with something to count
  AgencyTally total;                  // agency empty
  bool operator==(const Tallies&) const = default;
};

// Of a view that TallyView folded. Take a snapshot first while a runner may be at work. Errors: corrupt, disk.
Result<Tallies> tallies(const ViewReader& view);
Result<Stamped<Tallies>> read_tallies(const ViewReader& view, WithDigest digest);

}  // namespace jejak
