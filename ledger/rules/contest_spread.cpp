#include "ledger/rules/contest_spread.hpp"

#include "ledger/base/bytes.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/retrace.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

bool revokes_back(const StreamState& key, Date on) {
  const Kept* revoked = key.last_of(type::signing_key_revoked);
  return revoked != nullptr && revoked->legal_date <= on &&
         revoked->get<Date>(field::signing_key_revoked::invalid_since) != nullptr;
}

// The event gives its stream, or another one that its row touches, what later steps start from.
bool moves(const CatalogueRow& row) {
  return row.to != StateCode::none || !row.outcomes.empty() || row.keep != Keep::none;
}

}  // namespace

ContestSpread::ContestSpread(State& state, Date on) : state_(state), on_(on) {
  for (const StreamState* key : state.registry("key-")) {
    if (revokes_back(*key, on)) keys_.push_back(key);
  }
}

const ContestSpread::Cause* ContestSpread::cause_of(const Event& event, const std::vector<std::string>& key_streams,
                                                    bool is_act) const {
  if (event.causation) {
    if (const auto at = events_.find(*event.causation); at != events_.end()) return &at->second;
  }
  for (const std::string& key : key_streams) {  // a key that a contested key brought in
    if (const auto at = streams_.find(key); at != streams_.end()) return &at->second;
  }
  if (!is_act) return nullptr;
  for (const Field& field : event.fields) {
    const auto* reference = std::get_if<Reference>(&field.value);
    if (reference == nullptr) continue;
    if (const auto at = streams_.find(reference->stream); at != streams_.end()) return &at->second;
  }
  const auto own = streams_.find(event.stream);
  return own == streams_.end() ? nullptr : &own->second;
}

Outcome ContestSpread::step(Sequence position, BytesView bytes) {
  auto read = retraced(position, bytes);
  if (!read) return std::move(read).error();
  if (!*read || !(*read)->admitted()) return {};
  const Retraced& entry = **read;
  const Event& event = entry.event;
  if (!State::is_registry(event.stream) && on_ < event.legal_date) return {};
  const CatalogueRow* row = catalogue().row(event.type);
  if (row == nullptr || event.type == type::event_reattested || event.type == type::signing_key_revoked) return {};
  if (event.type == type::approval_requested) {
    const auto* kase = event.get<Reference>(field::approval_requested::kase);
    if (kase != nullptr) of_[event.stream] = kase->stream;
  }

  std::vector<std::string> key_streams;
  for (const PublicKey& key : entry.keys) key_streams.push_back("key-" + to_hex(key));
  Kept kept;
  kept.event = event.id;
  kept.position = position;
  kept.recorded_at = entry.recorded_at;
  std::optional<Cause> cause;
  bool is_direct = false;
  for (const StreamState* key : keys_) {
    const bool signed_it = std::find(key_streams.begin(), key_streams.end(), key->name) != key_streams.end();
    if (!signed_it || !contests(*key, kept) || is_reattested(*key, event.id)) continue;
    cause = Cause{key->name, position};
    is_direct = true;
  }
  if (!cause) {
    const Cause* through = cause_of(event, key_streams, row->nature == Nature::act);
    if (through != nullptr) cause = *through;
  }
  if (!cause) return {};

  Finding finding;
  finding.code = FindingCode::contested_key;
  finding.position = position;
  finding.stream = event.stream;
  if (row->stream == StreamKind::kase) finding.kase = event.stream;
  if (const auto asked = of_.find(event.stream); asked != of_.end()) finding.kase = asked->second;
  finding.agency = agency_of(powers_of(event));
  finding.since = event.legal_date;
  finding.facts.emplace_back("key", cause->key.substr(4, 8));
  if (!is_direct) {
    finding.facts.emplace_back("through", std::to_string(cause->position.value));
    finding.rests_on.push_back(cause->position);
  }
  auto key = state_.find(cause->key);
  if (!key) return std::move(key).error();
  if (const Kept* revoked = *key == nullptr ? nullptr : (*key)->last_of(type::signing_key_revoked)) {
    finding.rests_on.push_back(revoked->position);
  }
  found_.push_back(std::move(finding));

  const Cause next{cause->key, position};
  events_.insert_or_assign(event.id, next);
  if (moves(*row)) streams_.insert_or_assign(event.stream, next);
  for (const Touch& touch : row->touches) {
    if (touch.to == StateCode::none) continue;
    if (touch.via_type != 0) {
      if (const auto asked = of_.find(event.stream); asked != of_.end()) streams_.insert_or_assign(asked->second, next);
    } else if (const auto* reference = event.get<Reference>(touch.via_field)) {
      streams_.insert_or_assign(reference->stream, next);
    }
  }
  return {};
}

}  // namespace jejak
