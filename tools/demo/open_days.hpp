#pragma once
// Which days an office is open, for plans of made-up histories. The law's own counting is in ledger/rules.

#include "ledger/base/date.hpp"

#include <set>

namespace jejak {

class OpenDays {
 public:
  explicit OpenDays(std::set<Date> closed) : closed_(std::move(closed)) {}

  bool is_open(Date date) const { return weekday_of(date) <= 5 && closed_.count(date) == 0; }
  Date open_on_or_after(Date date) const {
    while (!is_open(date)) date = date + 1;
    return date;
  }
  // The working day `count` after `date`; for 0 the first open day from `date` on.
  Date after(Date date, std::int32_t count) const {
    date = open_on_or_after(date);
    for (; count > 0; --count) date = open_on_or_after(date + 1);
    return date;
  }

 private:
  std::set<Date> closed_;
};

}  // namespace jejak
