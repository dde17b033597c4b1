#pragma once
// The monitoring report of an agency and a month or quarter: what is in it, and how it is written. The same ledger,
// position, agency, period and language give the same bytes.

#include "tools/jejak/opened_views.hpp"
#include "tools/jejak/table.hpp"

namespace jejak {

struct Period {
  std::string name;  // as asked for
  Date from;
  Date until;
};
std::optional<Period> parse_period(std::string_view text);  // "2020-07", "2020-Q3"

struct Report {
  std::string agency;
  Period period;
  Coordinates at;  // `on` is the period's last day
  std::string origin;
  Hash root;
  std::optional<SignedCheckpoint> checkpoint;
  bool simulated = false;
  TallyAnswer before;  // one group: until the day before the period
  TallyAnswer after;   // and until its end, with medians and deadlines
  std::vector<std::pair<TallyDimension, TallyAnswer>> tables;
  struct Cited {
    Sequence position;
    Date legal_date;
    Id id;
    std::string sentence;  // of a refused attempt with its verdict before it
  };
  std::vector<Cited> events;  // without a case behind them: reports, refused attempts, prevention
};

// Errors: usage (nobody registered the agency), those of tally() and of reading entries.
Result<Report> make_report(OpenedViews& opened, const std::string& agency, const Period& period, TreeSize as_of,
                           Language language);

std::string report_csv(const Report& report);
// `csv_name` and `csv_hash` name the file beside it.
std::string report_html(const Report& report, const Terminal& terminal, const std::string& csv_name,
                        const Hash& csv_hash);

}  // namespace jejak
