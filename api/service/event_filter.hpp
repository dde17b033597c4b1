#pragma once
// One filter for everybody who follows the ledger: event streams, subscriptions, webhooks. It narrows by what an event
// is and whose it is; it is no permission, which the caller has to have beside it.
//
//   type      a name of the catalogue: "CaseOpened"
//   agency    an agency and all below it: "prov:64"
//   case      "case-2020-17", or without "case-": what stands on its timeline
//   stream    "approval-12": the events of that stream alone
//   election  "election-PILKADA-2020", or without "election-"
//   verdict   "admitted", "refused"; both if not asked
//
// Values of one key are alternatives, keys must all hold. The empty filter lets everything pass; any other one only
// events, never the genesis and heads entries.

#include "api/service/ties.hpp"
#include "projections/projection.hpp"

#include <span>

namespace jejak {

class EventFilter {
 public:
  static constexpr std::size_t values_max = 64;  // of one key
  using Pair = std::pair<std::string, std::string>;

  EventFilter() = default;

  // A value may hold several, separated by commas, and a key may come again. Errors: usage (an unknown key or type,
  // with the nearest ones; a value that cannot be meant), too_large. Any thread.
  static Result<EventFilter> parse(std::span<const Pair> pairs);
  // What text() prints, "agency=prov:64&type=CaseOpened,CaseClosed". Errors: usage, too_large.
  static Result<EventFilter> parse(std::string_view text);
  // Keys and values ascending, each once: equal filters give equal texts. Empty for the empty filter.
  std::string text() const;

  // The agencies one of which must be touched, ascending; none: whichever.
  const std::vector<std::string>& agencies() const { return agencies_; }

  bool empty() const { return *this == EventFilter(); }
  bool operator==(const EventFilter&) const = default;

  // What follows from the entry alone is looked at first; `ties` is asked only where that does not decide it, for a
  // filter with an agency, a case or an election. Errors: those of `ties`. One thread at a time for one `ties`.
  Result<bool> matches(const ProjectedEntry& entry, Ties& ties) const;
  bool asks_ties() const { return !agencies_.empty() || !cases_.empty() || !elections_.empty(); }

 private:
  Outcome add(std::string_view key, std::string_view value);
  Outcome add_type(std::string_view value);
  bool may_match(const ProjectedEntry& entry) const;
  Result<bool> has_agency(const ProjectedEntry& entry, Ties& ties) const;
  Result<bool> is_within_any(const std::vector<std::string>& agencies, Ties& ties) const;

  // All ascending, each once; empty: not asked.
  std::vector<std::uint16_t> types_;
  std::vector<std::string> agencies_;
  std::vector<std::string> cases_;  // streams
  std::vector<std::string> streams_;
  std::vector<std::string> elections_;  // streams
  std::vector<std::string> verdicts_;
};

}  // namespace jejak
