#pragma once
// Legal time: a local date and, where it matters, a minute, in one of Indonesia's three zones. The
// zone is a property of the agency; there is no time-zone database and no daylight saving.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jejak {

// Days since 1970-01-01 in the proleptic Gregorian calendar; printed as YYYY-MM-DD, years 1900-9999.
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
};

constexpr Date operator+(Date date, std::int32_t days) {
  return {date.days + days};
}
constexpr Date operator-(Date date, std::int32_t days) {
  return {date.days - days};
}

constexpr Date date_min{-25567};   // 1900-01-01
constexpr Date date_max{2932896};  // 9999-12-31

Date date_of(int year, unsigned month, unsigned day);  // the caller knows that it exists
std::optional<Date> parse_date(std::string_view iso);  // exactly what print() prints
std::string print(Date date);                          // "2020-07-18"
int year_of(Date date);
int weekday_of(Date date);               // 1 = Monday … 7 = Sunday (ISO 8601)
Date add_months(Date date, int months);  // clamps to the month's last day
Date end_of_month(Date date);            // the last day of its month

enum class Zone : std::uint8_t { none = 0, wib = 1, wita = 2, wit = 3 };

const char* name(Zone zone);  // "WIB", "WITA", "WIT"; "" for none
std::optional<Zone> parse_zone(std::string_view name);
constexpr int utc_offset_hours(Zone zone) {
  return zone == Zone::none ? 0 : 6 + static_cast<int>(zone);
}

// Recorded time: microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t us = 0;
  auto operator<=>(const Instant&) const = default;
};

Date local_date(Instant instant, Zone zone);
Instant start_of(Date date, Zone zone);
std::string print(Instant instant);                           // "2020-07-18T01:02:03.000004Z"
std::string print_local(Instant instant, Zone zone);          // "2020-07-18 09:02 WITA"
std::optional<Instant> parse_instant(std::string_view text);  // with 0 to 6 decimals, "Z" only

}  // namespace jejak
