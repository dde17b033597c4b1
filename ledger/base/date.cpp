#include "ledger/base/date.hpp"

#include <chrono>
#include <cstdio>

namespace jejak {
namespace {

constexpr std::int64_t us_per_day = 86'400'000'000;
constexpr std::int64_t us_per_hour = 3'600'000'000;

std::chrono::year_month_day civil(Date date) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(date.days)));
}

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value >= 0 ? value / by : -((-value + by - 1) / by);
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Date date_of(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return {static_cast<std::int32_t>(std::chrono::sys_days(ymd).time_since_epoch().count())};
}

std::optional<Date> parse_date(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = digits(iso.substr(0, 4));
  const auto month = digits(iso.substr(5, 2));
  const auto day = digits(iso.substr(8, 2));
  if (!year || !month || !day || *year < 1900) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                        std::chrono::day(static_cast<unsigned>(*day))};
  if (!ymd.ok()) return std::nullopt;
  return date_of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::string print(Date date) {
  const auto ymd = civil(date);
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  return buffer;
}

int year_of(Date date) {
  return static_cast<int>(civil(date).year());
}

int weekday_of(Date date) {
  return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(std::chrono::days(date.days))).iso_encoding());
}

Date add_months(Date date, int months) {
  auto ymd = civil(date) + std::chrono::months(months);
  if (!ymd.ok()) ymd = ymd.year() / ymd.month() / std::chrono::last;
  return {static_cast<std::int32_t>(std::chrono::sys_days(ymd).time_since_epoch().count())};
}

Date end_of_month(Date date) {
  const auto ymd = civil(date);
  return {static_cast<std::int32_t>(
      std::chrono::sys_days(ymd.year() / ymd.month() / std::chrono::last).time_since_epoch().count())};
}

const char* name(Zone zone) {
  switch (zone) {
    case Zone::none: return "";
    case Zone::wib: return "WIB";
    case Zone::wita: return "WITA";
    case Zone::wit: return "WIT";
  }
  return "";
}

std::optional<Zone> parse_zone(std::string_view text) {
  for (const Zone zone : {Zone::wib, Zone::wita, Zone::wit}) {
    if (text == name(zone)) return zone;
  }
  return std::nullopt;
}

Date local_date(Instant instant, Zone zone) {
  return {static_cast<std::int32_t>(floor_div(instant.us + utc_offset_hours(zone) * us_per_hour, us_per_day))};
}

Instant start_of(Date date, Zone zone) {
  return {std::int64_t{date.days} * us_per_day - utc_offset_hours(zone) * us_per_hour};
}

std::string print(Instant instant) {
  const std::int64_t day = floor_div(instant.us, us_per_day);
  const std::int64_t rest = instant.us - day * us_per_day;
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02d.%06dZ", static_cast<int>(rest / us_per_hour),
                static_cast<int>(rest / 60'000'000 % 60), static_cast<int>(rest / 1'000'000 % 60),
                static_cast<int>(rest % 1'000'000));
  return print(Date{static_cast<std::int32_t>(day)}) + buffer;
}

std::string print_local(Instant instant, Zone zone) {
  const std::int64_t shifted = instant.us + utc_offset_hours(zone) * us_per_hour;
  const std::int64_t day = floor_div(shifted, us_per_day);
  const std::int64_t rest = shifted - day * us_per_day;
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, " %02d:%02d %s", static_cast<int>(rest / us_per_hour),
                static_cast<int>(rest / 60'000'000 % 60), zone == Zone::none ? "UTC" : name(zone));
  return print(Date{static_cast<std::int32_t>(day)}) + buffer;
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || text.size() > 27 || text.back() != 'Z' || text[10] != 'T') return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  if (!date || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto hour = digits(text.substr(11, 2));
  const auto minute = digits(text.substr(14, 2));
  const auto second = digits(text.substr(17, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  std::int64_t us = 0;
  std::string_view fraction = text.substr(19, text.size() - 20);
  if (!fraction.empty()) {
    if (fraction[0] != '.' || fraction.size() < 2) return std::nullopt;
    fraction.remove_prefix(1);
    const auto value = digits(fraction);
    if (!value) return std::nullopt;
    us = *value;
    for (std::size_t i = fraction.size(); i < 6; ++i) us *= 10;
  }
  return Instant{start_of(*date, Zone::none).us + *hour * us_per_hour + *minute * 60'000'000LL + *second * 1'000'000LL +
                 us};
}

}  // namespace jejak
