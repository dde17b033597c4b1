#pragma once
// When posts of a region are protected, and whose approval is needed then.

#include "api/answers/law_reading.hpp"
#include "ledger/rules/windows.hpp"

namespace jejak {

struct WindowQuestion {
  std::string region;  // an agency
};

// An office of the region that decides.
struct ProtectedHead {
  std::string office;
  std::string holder;  // kind on the day; empty: nobody
  std::vector<Window> windows;
  bool now = false;  // inside one of them on the day
};

struct WindowAnswer {
  std::string region;
  Date on;
  const RuleSet* rules = nullptr;  // in force on the day; the reading's
  std::vector<ProtectedHead> heads;
};

// The reading has the registry at least, and outlives the answer. Errors: not_found (no such agency, or no rule set on
// the day), those of reading.
Result<WindowAnswer> find_windows(LawReading& reading, const WindowQuestion& question, const Asker& asker);

// The rules' rows that say whose approval a window calls for.
std::vector<const ApprovalRow*> window_needs(const RuleSet& rules);

std::vector<std::string> window_record_names();
std::string window_records(const WindowAnswer& answer);  // one line a window, with its end
std::string windows_json(const WindowAnswer& answer);    // one object, no newline

}  // namespace jejak
