#include "projections/tally.hpp"

namespace jejak {
namespace {

constexpr const char* counter_names[counter_count] = {
    "reported",
    "from_report",
    "from_finding",
    "from_elsewhere",
    "no_violation",
    "forwarded",
    "recommended",
    "followed_up",
    "verified",
    "not_followed_up",
    "blocked",
    "ever_blocked",
    "unblocked",
    "decided",
    "serving",
    "completed",
    "annulled",
    "rehabilitated",
    "contested",
    "merged",
    "out_of_scope",
    "imported",
    "reports",
    "refused_attempts",
    "circulars_issued",
    "circulars_acknowledged",
    "briefings",
    "attendees",
    "teams",
    "pledges",
    "signatories",
    "monitoring_reports",
    "notified",
    "submitted",
    "determined",
    "discharged",
    "duty_breached",
};

constexpr const char* dimension_names[tally_dimension_count] = {
    "none",     "province", "regency", "district", "agency", "home",     "unit",  "kanreg", "violation", "violations",
    "sanction", "level",    "rank",    "stat",     "phase",  "election", "month", "origin", "state",
};

template <class Named, std::size_t N>
std::optional<Named> parse(const char* const (&names)[N], std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (name == names[i]) return static_cast<Named>(i);
  }
  return std::nullopt;
}

}  // namespace

const char* name(Counter counter) {
  return counter_names[static_cast<std::size_t>(counter)];
}

std::optional<Counter> parse_counter(std::string_view name) {
  return parse<Counter>(counter_names, name);
}

const char* name(TallyDimension dimension) {
  return dimension_names[static_cast<std::size_t>(dimension)];
}

std::optional<TallyDimension> parse_tally_dimension(std::string_view name) {
  return parse<TallyDimension>(dimension_names, name);
}

bool knows_events(TallyDimension dimension) {
  switch (dimension) {
    case TallyDimension::none:
    case TallyDimension::province:
    case TallyDimension::regency:
    case TallyDimension::district:
    case TallyDimension::agency:
    case TallyDimension::kanreg:
    case TallyDimension::election:
    case TallyDimension::month: return true;
    case TallyDimension::home:
    case TallyDimension::unit:
    case TallyDimension::violation:
    case TallyDimension::violations:
    case TallyDimension::sanction:
    case TallyDimension::level:
    case TallyDimension::rank:
    case TallyDimension::stat:
    case TallyDimension::phase:
    case TallyDimension::origin:
    case TallyDimension::state: return false;
  }
  return false;
}

}  // namespace jejak
