#pragma once
// --as-of and --on, the same for every command that reads the history.

#include "projections/coordinates.hpp"
#include "tools/jejak/command.hpp"

namespace jejak {

struct CoordinateFlags {
  std::string as_of;  // a position or a recorded time; empty: all entries
  std::string on;     // a date; empty: every legal date
};

// Puts both on the command.
void add_coordinates(const Command& command, CoordinateFlags& flags);

// What they mean on this log. Errors: usage (cannot be read, or beyond the head), not_found (a time before the first
// entry), each in the user's language; those of the source.
Result<Coordinates> read_coordinates(const Terminal& terminal, const CoordinateFlags& flags, const EntrySource& source,
                                     const StoredHead& head);
Result<TreeSize> read_as_of(const Terminal& terminal, const std::string& as_of, const EntrySource& source,
                            const StoredHead& head);
Result<std::optional<Date>> read_on(const Terminal& terminal, const std::string& on);

}  // namespace jejak
