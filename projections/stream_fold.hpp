#pragma once
// The states of report, case and approval streams, folded by a projection for itself: from the catalogue's rows and
// what was recorded, without judging. That it agrees with the engine's rule state is a test, not an assumption.

#include "ledger/rules/catalogue.hpp"
#include "projections/timeline_row.hpp"

namespace jejak {

// A reference that the newest admitted event of a type carries; later events reach other streams through it.
struct HeldReference {
  std::uint16_t type = 0;
  std::uint16_t field = 0;
  std::string stream;
  bool operator==(const HeldReference&) const = default;
};

// One row a stream, key folded_key(stream).
struct FoldedStream {
  StateCode state = StateCode::none;
  std::uint64_t events = 0;  // admitted
  std::uint64_t refusals = 0;
  std::vector<HeldReference> references;  // ascending by type and field
  bool operator==(const FoldedStream&) const = default;
};
Bytes encode(const FoldedStream& stream);
Result<FoldedStream> decode_folded_stream(BytesView row);  // errors: corrupt

constexpr std::string_view folded_prefix = "s/";
std::string folded_key(std::string_view stream);
Result<FoldedStream> read_folded(View& view, std::string_view stream);  // an empty one if nothing was folded

struct Folded {
  StateChange own;
  bool begins = false;               // the stream's first admitted event
  bool in_order = true;              // the state before was one that the catalogue's row expects
  std::vector<StateChange> touched;  // other streams whose state the catalogue lets this event set
};

// A field of an event type by its names; the catalogue must have it.
struct CatalogueField {
  std::uint16_t type = 0;
  std::uint16_t field = 0;
};
CatalogueField catalogue_field(std::string_view type, std::string_view field);

bool is_followed(std::string_view stream);  // a report, case or approval stream

// Folds an event entry. Only followed streams have rows; an admitted event of any other stream may still set their
// states. A refused entry changes nothing but the stream's count of refusals.
Result<Folded> fold_stream(const ProjectedEntry& entry, View& view);

}  // namespace jejak
