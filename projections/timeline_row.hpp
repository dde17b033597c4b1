#pragma once
// One line of a timeline: an entry as people read it, with what it changed.

#include "ledger/rules/catalogue.hpp"
#include "projections/projection.hpp"

namespace jejak {

struct StateChange {
  std::string stream;
  StateCode before = StateCode::none;
  StateCode after = StateCode::none;
  bool operator==(const StateChange&) const = default;
};

struct TimelineRow {
  Sequence position;
  Instant recorded_at;
  Hash leaf;
  std::uint16_t verdict = 0;          // 0 admitted, else the number of a refusal code
  std::uint64_t stream_revision = 0;  // admitted: its place in its own stream, from 1
  bool in_order = true;               // false: the state before was not one the catalogue's row expects
  StateChange own;                    // own.stream: the stream the event belongs to
  std::vector<StateChange> touched;   // other streams whose state it set
  std::vector<StateCode> overlays;    // of its own stream, that it set
  Id event{};
  std::uint16_t type = 0;
  Date legal_date;
  std::optional<std::uint16_t> legal_minute;
  Zone zone = Zone::none;
  std::optional<Date> received_date;
  std::string office;
  HolderKind holder = HolderKind::none;
  std::string on_behalf_of;
  std::string rule_set;
  std::string late_reason;
  std::vector<std::string> legal_bases;
  std::vector<Document> documents;
  std::optional<Id> causation;
  std::vector<ExternalRef> external_refs;
  std::vector<Field> fields;
  std::vector<PublicKey> keys;  // that signed it
  // Facts of later entries, as far as the reading knows them.
  std::string contested_by;              // the stream of a key of its own whose revocation contests it; or empty
  std::optional<Sequence> corrected_by;  // the entry that corrects it
  bool operator==(const TimelineRow&) const = default;

  bool admitted() const { return verdict == 0; }
  // What this entry made of a stream's state; nothing if it did not set it.
  std::optional<StateCode> state_of(std::string_view stream) const;
};

// As the entry has it; what it changed is for the reader of strands to fill in. Requires an event entry.
TimelineRow timeline_row(const ProjectedEntry& entry);

Bytes encode(const TimelineRow& row);  // for digests: no two rows have the same bytes

}  // namespace jejak
