#include "projections/case_marks.hpp"

#include "ledger/rules/contested.hpp"
#include "ledger/rules/types.hpp"
#include "projections/catalogue_facts.hpp"

#include <algorithm>
#include <set>

namespace jejak {

Result<ProjectedEntry> event_entry(const EntrySource& log, Sequence position) {
  auto bytes = log.entry(position);
  if (!bytes) return std::move(bytes).error();
  auto entry = projected_entry(position, *bytes);
  if (entry && !entry->event) {
    return Error{Errc::corrupt,
                 "the case view has an event at " + std::to_string(position.value) + ", where the log has none"};
  }
  return entry;
}

namespace {

// The stream of a key as the rules keep it, as far as contesting needs: its events in order, and its zone.
Result<StreamState> read_key(const EntrySource& log, const std::vector<StrandStep>& steps, const Coordinates& at) {
  StreamState key;
  for (const StrandStep& step : steps) {
    if (step.kind != StepKind::own || !covers(at, step.position, step.legal_date)) continue;
    auto entry = event_entry(log, step.position);
    if (!entry) return std::move(entry).error();
    const Event& event = *entry->event;
    key.zone = event.zone;
    key.kept.push_back({event.type, event.id, step.position, entry->recorded_at, event.legal_date, event.office,
                        event.holder, event.fields});
  }
  return key;
}

bool is_revoked(const std::vector<StrandStep>& steps, const Coordinates& at) {
  return std::any_of(steps.begin(), steps.end(), [&at](const StrandStep& step) {
    return step.kind == StepKind::own && step.type == type::signing_key_revoked &&
           covers(at, step.position, step.legal_date);
  });
}

void contest(std::vector<TimelineRow>& rows, const std::string& name, const PublicKey& signer, const StreamState& key) {
  for (TimelineRow& row : rows) {
    const bool signed_it = std::find(row.keys.begin(), row.keys.end(), signer) != row.keys.end();
    if (!row.admitted() || !signed_it || !row.contested_by.empty()) continue;
    const Kept act{row.type, row.event, row.position, row.recorded_at, row.legal_date, row.office, row.holder, {}};
    if (contests(key, act) && !is_reattested(key, row.event)) row.contested_by = name;
  }
}

}  // namespace

Outcome mark_contested(std::vector<TimelineRow>& rows, const EntrySource& log, const Coordinates& at,
                       const FindStrand& find) {
  std::set<PublicKey> signers;
  for (const TimelineRow& row : rows) signers.insert(row.keys.begin(), row.keys.end());
  for (const PublicKey& signer : signers) {
    const std::string name = std::string(prefix(StreamKind::key)) + to_hex(signer);
    auto steps = find(name);
    if (!steps) return std::move(steps).error();
    if (!is_revoked(**steps, at)) continue;
    auto key = read_key(log, **steps, at);
    if (!key) return std::move(key).error();
    contest(rows, name, signer, *key);
  }
  return {};
}

void mark_corrected(std::vector<TimelineRow>& rows) {
  static const CatalogueField corrected_event = catalogue_field("DataCorrectionRecorded", "event");
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (!rows[at].admitted()) continue;
    const Id* event = nullptr;
    for (const Field& field : rows[at].fields) {
      if (rows[at].type == corrected_event.type && field.number == corrected_event.field) {
        event = std::get_if<Id>(&field.value);
      }
    }
    const bool corrects_decision = rows[at].type == type::decision_corrected;
    if (event == nullptr && !corrects_decision) continue;
    for (std::size_t back = at; back-- > 0;) {
      TimelineRow& row = rows[back];
      const bool decision = corrects_decision && row.admitted() && row.own.stream == rows[at].own.stream &&
                            row.own.before != StateCode::decided && row.own.after == StateCode::decided;
      if (!decision && !(event != nullptr && row.event == *event)) continue;
      row.corrected_by = rows[at].position;
      break;
    }
  }
}

}  // namespace jejak
