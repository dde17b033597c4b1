#pragma once
// projection = name + version + apply(entry, view): one fold over the log, in its order. What it writes is a function
// of the entries alone, so any two folds over the same entries give the same rows and the same digest.

#include "ledger/base/result.hpp"
#include "ledger/base/strong.hpp"
#include "ledger/proof/ed25519.hpp"
#include "ledger/record/entry.hpp"
#include "ledger/rules/refusal.hpp"
#include "ledger/rules/replay.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jejak {

// An entry as projections see it: decoded once, signatures and verdict taken as recorded. Projections never judge.
struct ProjectedEntry {
  Sequence position;
  EntryKind kind = EntryKind::event;
  Instant recorded_at;
  std::uint16_t verdict = 0;          // 0 admitted, else the number of a refusal code
  std::uint64_t stream_revision = 0;  // see Entry
  Hash leaf;
  std::optional<Event> event;   // exactly for event entries
  std::vector<PublicKey> keys;  // that signed it, ascending

  bool admitted() const { return event.has_value() && verdict == 0; }
  bool refused() const { return event.has_value() && verdict != 0; }
};

// From stored bytes. Any thread. Errors: corrupt, naming the position.
Result<ProjectedEntry> projected_entry(Sequence position, BytesView entry);

// From a step of a replay or verification, so that one pass can both verify and project.
ProjectedEntry projected_entry(Sequence position, const Step& step);

// The rows of one projection while entries are folded into them. What was written, edited or erased is what is read
// next. A row is never empty: one that is left empty, or written so, is erased.
class View {
 public:
  virtual ~View() = default;
  virtual Result<std::optional<Bytes>> read(std::string_view key) = 0;  // a copy; errors: corrupt, disk
  // The row itself, to be changed in place; empty if there is none. Holds until apply() returns, whatever else is
  // read or written meanwhile. Appending to a row costs what is appended: it is written once a commit, however many
  // entries change it. Errors: corrupt, disk.
  virtual Result<Bytes*> edit(std::string_view key) = 0;
  virtual void write(std::string_view key, Bytes value) = 0;
  virtual void erase(std::string_view key) = 0;
};

class Projection {
 public:
  virtual ~Projection() = default;
  virtual std::string_view name() const = 0;  // [a-z_]+, kept for ever
  // Raised with every change, here or in the catalogue rows it folds, that gives other rows for the same entries.
  virtual std::uint32_t version() const = 0;
  // Folds one entry. Called for every entry once, from position 0 on; one thread at a time. No entry is an error.
  // Errors: those of reading rows; corrupt if a row is not what apply() wrote.
  virtual Outcome apply(const ProjectedEntry& entry, View& view) const = 0;
};

}  // namespace jejak
