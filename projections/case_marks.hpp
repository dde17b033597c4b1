#pragma once
// What later entries say of earlier ones on a timeline: that a key which signed them was revoked and contests them, or
// that they were corrected. Facts of the later position; the verdicts stand.

#include "projections/strand.hpp"
#include "projections/timeline_row.hpp"

namespace jejak {

// The event that a strand says stands at a position. Errors: those of reading; corrupt if none does.
Result<ProjectedEntry> event_entry(const EntrySource& log, Sequence position);

// The steps of a stream's strand; empty if the view has none.
using FindStrand = std::function<Result<const std::vector<StrandStep>*>(const std::string& stream)>;

// By the streams of the keys that signed the rows, as far as `at` covers their events. Errors: those of reading.
Outcome mark_contested(std::vector<TimelineRow>& rows, const EntrySource& log, const Coordinates& at,
                       const FindStrand& find);

// By rows of the same timeline.
void mark_corrected(std::vector<TimelineRow>& rows);

}  // namespace jejak
