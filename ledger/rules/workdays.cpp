#include "ledger/rules/workdays.hpp"

#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr int saturday = 6;
constexpr int hours_a_day = 24;
// Years without a single working day must not make the search endless.
constexpr int search_days_max = 40'000;

bool lists(const Codes& days, const std::string& date) {
  const auto at = std::lower_bound(days.begin(), days.end(), date,
                                   [](const Code& code, const std::string& sought) { return code.text < sought; });
  return at != days.end() && at->text == date;
}

int days_of_hours(int hours) {
  return hours < 0 ? -days_of_hours(-hours) : (hours + hours_a_day - 1) / hours_a_day;
}

Date clamp(Date date) {
  return std::clamp(date, date_min, date_max);
}

}  // namespace

Workdays::Workdays(const State& state, std::string_view agency) : state_(state), agency_(agency) {}

const Workdays::Year& Workdays::year(int number) {
  for (const Year& known : years_) {
    if (known.number == number) return known;
  }
  Year found;
  found.number = number;
  const std::string national = "calendar-" + std::to_string(number);
  const std::string local = national + ":" + agency_;
  for (const StreamState* stream : state_.registry(national)) {
    const bool is_national = stream->name == national;
    if (!is_national && (agency_.empty() || stream->name != local)) continue;
    for (const Kept& kept : stream->kept) {
      const Codes* days = kept.get<Codes>(field::work_calendar::days);
      if (days != nullptr) found.days_off.push_back(days);
    }
    if (is_national && stream->events > 0) found.published = true;
  }
  years_.push_back(std::move(found));
  return years_.back();
}

bool Workdays::has_calendar(int number) {
  return year(number).published;
}

bool Workdays::is_working_day(Date date) {
  if (weekday_of(date) >= saturday) return false;
  const Year& in = year(year_of(date));
  if (in.days_off.empty()) return true;
  const std::string text = print(date);
  return std::none_of(in.days_off.begin(), in.days_off.end(), [&](const Codes* days) { return lists(*days, text); });
}

TermDay Workdays::add(Date start, int working_days) {
  TermDay day{start, false};
  const int step = working_days < 0 ? -1 : 1;
  int left = std::min(working_days < 0 ? -std::max(working_days, -term_count_max) : working_days, term_count_max);
  for (int searched = 0; left > 0 && searched < search_days_max; ++searched) {
    const Date next = day.date + step;
    if (next < date_min || next > date_max) break;
    day.date = next;
    if (!has_calendar(year_of(next))) day.provisional = true;
    if (is_working_day(next)) --left;
  }
  return day;
}

int Workdays::between(Date from, Date to) {
  int counted = 0;
  for (Date date = from + 1; date <= to && counted < term_count_max; date = date + 1) {
    if (is_working_day(date)) ++counted;
  }
  return counted;
}

TermDay Workdays::add(Date start, int count, std::string_view unit) {
  const int bounded = std::clamp(count, -term_count_max, term_count_max);
  if (unit == "WD") return add(start, bounded);
  if (unit == "MONTH_END") return {end_of_month(clamp(add_months(start, bounded))), false};
  if (unit == "HOUR") return {clamp(start + days_of_hours(bounded)), false};
  return {clamp(start + bounded), false};
}

TermDay term_end(Workdays& days, const DeadlineRow& row, Date start) {
  return days.add(start, row.before ? -row.count : row.count, row.unit);
}

}  // namespace jejak
