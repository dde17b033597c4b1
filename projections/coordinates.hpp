#pragma once
// The two coordinates of every reading: as of which position (what was known), and on which legal date (what had
// happened). A reading takes the entries up to the position in the log's order and leaves out those whose legal date
// is later; nothing is judged anew.

#include "projections/entry_source.hpp"

#include <variant>

namespace jejak {

struct Coordinates {
  TreeSize as_of;          // entries below it are known
  std::optional<Date> on;  // nothing: every legal date
  bool operator==(const Coordinates&) const = default;
};

constexpr bool covers(const Coordinates& reading, Sequence position, Date legal_date) {
  return position.value < reading.as_of.value && (!reading.on || legal_date <= *reading.on);
}

// How people write the first one: "1464" (so many entries, as answers print it) or a recorded time in ISO 8601,
// "2020-07-20T01:00:00Z", "2020-07-20T09:00+08:00" (an offset of ±hh:mm; seconds and their fraction may be left out).
using AsOf = std::variant<TreeSize, Instant>;
std::optional<AsOf> parse_as_of(std::string_view text);

// Errors: those of the source; corrupt.
Result<Instant> recorded_at(const EntrySource& source, Sequence position);

// How many of the first `size` entries were recorded at or before the instant. Recorded time never goes back, so this
// reads the logarithm of `size`. Errors: those of the source; corrupt.
Result<TreeSize> recorded_until(const EntrySource& source, TreeSize size, Instant at);

}  // namespace jejak
