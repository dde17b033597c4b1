#pragma once
// The two coordinates of a reading as somebody wrote them.

#include "api/answers/asker.hpp"
#include "projections/coordinates.hpp"

namespace jejak {

struct AskedCoordinates {
  std::string as_of;  // a position or a recorded time; empty: all entries
  std::string on;     // a date; empty: every legal date
};

// What they mean on this log. Errors: usage (cannot be read, or beyond the head), not_found (a time before the first
// entry), each in the asker's language; those of the source. Any thread.
Result<Coordinates> read_coordinates(const AskedCoordinates& asked, const EntrySource& source, const StoredHead& head,
                                     const Asker& asker);
Result<TreeSize> read_as_of(const std::string& as_of, const EntrySource& source, const StoredHead& head,
                            const Asker& asker);
Result<std::optional<Date>> read_on(const std::string& on, const Asker& asker);

}  // namespace jejak
