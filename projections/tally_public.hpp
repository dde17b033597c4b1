#pragma once
// Tallies for everybody. A small number can name a person in a small agency, and so can what is left of a total, or
// what was added between two publications. So only a fixed series of tables is ever published, one a month, as known at
// the end of that month, and each is made with the ones before it in view:
//
//   a row moves     only when every number in it has stayed as it was last shown, or changed by at least `threshold`
//   at least two    rows are held back, or none; and what all held rows together have changed by, number by number, is
//                   nothing or at least `threshold`, and neither the least nor the most that so many small changes can
//                   add up to; else further rows are held back, the smallest first
//   a total moves   on the same condition as a row, each number for itself
//
// A row that is held back stays as it was shown last; one that was never shown is not named at all. Nobody who keeps
// all tables of the series can tell a held number by subtracting, except where nothing was changed at all. That holds
// for one series: a second one of the same cases, by another property or with other counters, holds back other rows.
// Whoever publishes, publishes one.

#include "projections/tally.hpp"

#include <functional>
#include <map>

namespace jejak {

constexpr std::uint64_t small_cell_default = 5;

using PublicCounts = std::vector<std::uint64_t>;  // in the order of the counters asked for

struct PublicRow {
  std::string name;
  PublicCounts counts;
  Date shown;         // the publication that last moved it
  bool held = false;  // in the newest one
  bool operator==(const PublicRow&) const = default;
};

struct PublicTable {
  Date published;
  TreeSize as_of;               // what was known
  std::vector<PublicRow> rows;  // ascending; those that were shown at least once
  PublicCounts total;
  std::vector<Date> total_shown;  // the publication that last moved each number
  bool operator==(const PublicTable&) const = default;
};

// The series, table by table. One thread.
class PublicSeries {
 public:
  PublicSeries(std::size_t counters, std::uint64_t threshold) : threshold_(threshold) {
    table_.total.assign(counters, 0);
    table_.total_shown.assign(counters, never);
  }

  // The next table: exact numbers of all rows that have any. `total` counts each case once; the rows must add up to it.
  const PublicTable& publish(Date day, TreeSize as_of, const std::map<std::string, PublicCounts>& rows,
                             const PublicCounts& total);
  const PublicTable& newest() const { return table_; }

 private:
  using Changes = std::vector<std::int64_t>;
  bool is_small(std::int64_t change) const;
  // Whether what these changes add up to tells one of them, to somebody who knows how rows are chosen.
  bool gives_away(const std::vector<std::int64_t>& held) const;

  const std::uint64_t threshold_;
  PublicTable table_;
  std::map<std::string, PublicCounts> shown_;  // every row that was ever shown, as it was last
};

// What may be published: counters of which none is the sum of others, and a dimension in which a case stands once.
// Errors: usage.
Outcome check_public(const TallyQuestion& question, const std::vector<Counter>& counters);

// The newest table of the series at the question's position: months end at midnight, western time. No table yet: its
// `published` is `never`. The question's legal date must not be set. `stops`: asked between tables, true ends it; may
// be empty. Errors: usage, interrupted, those of tally().
Result<PublicTable> public_tally(const ViewReader& view, TallyQuestion question, const std::vector<Counter>& counters,
                                 std::uint64_t threshold, const std::function<bool()>& stops = {});

}  // namespace jejak
