#include "tests/projections/naive_model.hpp"

#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak::test {
namespace {

bool of_kind(const std::string& stream, StreamKind kind) {
  return stream.starts_with(prefix(kind));
}

bool followed(const std::string& stream) {
  return of_kind(stream, StreamKind::report) || of_kind(stream, StreamKind::kase) ||
         of_kind(stream, StreamKind::approval);
}

std::set<std::string> names(const Event& event) {
  std::set<std::string> out;
  for (const Field& field : event.fields) {
    if (const auto* reference = std::get_if<Reference>(&field.value)) out.insert(reference->stream);
  }
  out.erase(event.stream);
  return out;
}

}  // namespace

NaiveModel::NaiveModel(const std::vector<Written>& history, std::size_t size, std::optional<Date> on)
    : history_(history), size_(size) {
  for (Written& written : history_) {
    const bool is_later = on && written.kind == EntryKind::event && written.event.legal_date > *on;
    if (is_later) written.kind = EntryKind::heads;
  }
  for (std::size_t at = 0; at < size_; ++at) {
    const Written& written = history_[at];
    if (!written.admitted()) continue;
    const CatalogueRow* row = catalogue().row(written.event.type);
    StateCode after = state(written.event.stream);
    if (row != nullptr) {
      if (row->to != StateCode::none && !is_overlay(row->to)) after = row->to;
      for (const OutcomeRow& outcome : row->outcomes) {
        const Code* code = written.event.get<Code>(outcome.field);
        if (code != nullptr && code->text == outcome.code && !is_overlay(outcome.to)) after = outcome.to;
      }
    }
    if (followed(written.event.stream)) move(at, written.event.stream, after);
    if (row == nullptr) continue;
    for (const Touch& touch : row->touches) {
      const std::string other = reached(at, touch);
      const auto& stays = touch.stays;
      if (std::find(stays.begin(), stays.end(), state(other)) != stays.end()) continue;
      if (touch.to != StateCode::none && followed(other) && exists_before(at, other)) move(at, other, touch.to);
    }
  }
}

void NaiveModel::move(std::size_t at, const std::string& stream, StateCode after) {
  moves_.push_back({at, stream, state(stream), after, after != state(stream)});
  states_[stream] = after;
}

std::vector<StateChange> NaiveModel::changes_at(std::size_t at) const {
  std::vector<StateChange> out;
  for (const Move& each : moves_) {
    if (each.at == at) out.push_back({each.stream, each.before, each.after});
  }
  return out;
}

StateCode NaiveModel::state_before(std::size_t at, const std::string& stream) const {
  StateCode out = StateCode::none;
  for (const Move& each : moves_) {
    if (each.at < at && each.stream == stream) out = each.after;
  }
  return out;
}

bool NaiveModel::in_order(std::size_t at) const {
  const CatalogueRow* row = catalogue().row(history_[at].event.type);
  if (row == nullptr) return true;
  const std::string& stream = history_[at].event.stream;
  for (const StateCode from : row->from) {
    if (from == StateCode::none ? !exists_before(at, stream) : from == state_before(at, stream)) return true;
  }
  return false;
}

std::vector<StateCode> NaiveModel::overlays(const std::string& stream) const {
  std::map<Overlay, StateCode> now;
  const auto set = [&now](StateCode to) {
    if (to != StateCode::none && is_overlay(to)) now[overlay_of(to)] = to;
  };
  for (std::size_t at = 0; at < size_; ++at) {
    const CatalogueRow* row = catalogue().row(history_[at].event.type);
    if (!history_[at].admitted() || history_[at].event.stream != stream || row == nullptr) continue;
    set(row->to);
    for (const StateCode to : row->moves) set(to);
    for (const StateCode value : row->ends) {
      const auto held = now.find(overlay_of(value));
      const StateCode was = held == now.end() ? jejak::first_of(overlay_of(value)) : held->second;
      if (was == value) now[overlay_of(value)] = jejak::first_of(overlay_of(value));
    }
    for (const OutcomeRow& outcome : row->outcomes) {
      const Code* code = history_[at].event.get<Code>(outcome.field);
      if (code != nullptr && code->text == outcome.code) set(outcome.to);
    }
  }
  std::vector<StateCode> out;
  for (const auto& [overlay, value] : now) {
    if (value != jejak::first_of(overlay)) out.push_back(value);
  }
  return out;
}

bool NaiveModel::exists_before(std::size_t at, const std::string& stream) const {
  for (std::size_t i = 0; i < at; ++i) {
    if (history_[i].admitted() && history_[i].event.stream == stream) return true;
  }
  return false;
}

const Event* NaiveModel::newest_before(std::size_t at, const std::string& stream, std::uint16_t type) const {
  for (std::size_t i = at; i-- > 0;) {
    const Written& written = history_[i];
    if (written.admitted() && written.event.stream == stream && written.event.type == type) return &written.event;
  }
  return nullptr;
}

std::string NaiveModel::reached(std::size_t at, const Touch& touch) const {
  const Event* event = &history_[at].event;
  if (touch.via_type != 0) event = newest_before(at, event->stream, touch.via_type);
  if (event == nullptr) return {};
  const auto* reference = event->get<Reference>(touch.via_field);
  return reference == nullptr ? std::string() : reference->stream;
}

std::vector<std::string> NaiveModel::cases() const {
  std::set<std::string> out;
  for (std::size_t at = 0; at < size_; ++at) {
    if (history_[at].admitted() && of_kind(history_[at].event.stream, StreamKind::kase)) {
      out.insert(history_[at].event.stream);
    }
  }
  return {out.begin(), out.end()};
}

StateCode NaiveModel::state(const std::string& stream) const {
  const auto at = states_.find(stream);
  return at == states_.end() ? StateCode::none : at->second;
}

std::uint64_t NaiveModel::events(const std::string& stream) const {
  std::uint64_t out = 0;
  for (std::size_t at = 0; at < size_; ++at) out += history_[at].admitted() && history_[at].event.stream == stream;
  return out;
}

std::uint64_t NaiveModel::refusals(const std::string& stream) const {
  std::uint64_t out = 0;
  for (std::size_t at = 0; at < size_; ++at) out += history_[at].refused() && history_[at].event.stream == stream;
  return out;
}

std::set<std::string> NaiveModel::linked(const std::string& kase, StreamKind kind) const {
  std::set<std::string> out;
  for (std::size_t at = 0; at < size_; ++at) {
    const Written& written = history_[at];
    if (!written.admitted()) continue;
    const std::string& own = written.event.stream;
    for (const std::string& other : names(written.event)) {
      if (own == kase && of_kind(other, kind)) out.insert(other);
      if (of_kind(own, kind) && other == kase) out.insert(own);
    }
  }
  return out;
}

std::vector<std::size_t> NaiveModel::timeline(const std::string& kase) const {
  const std::set<std::string> reports = linked(kase, StreamKind::report);
  const std::set<std::string> approvals = linked(kase, StreamKind::approval);
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < size_; ++at) {
    const Written& written = history_[at];
    if (written.kind != EntryKind::event) continue;
    const std::string& own = written.event.stream;
    const bool belongs = own == kase || reports.contains(own) || approvals.contains(own);
    if (belongs || names(written.event).contains(kase)) out.push_back(at);
  }
  return out;
}

const Event* NaiveModel::last_of(const std::string& stream, std::string_view type) const {
  return newest_before(size_, stream, catalogue().find(type)->number);
}

const Event* NaiveModel::first_of(const std::string& stream) const {
  for (std::size_t at = 0; at < size_; ++at) {
    if (history_[at].admitted() && history_[at].event.stream == stream) return &history_[at].event;
  }
  return nullptr;
}

std::size_t NaiveModel::last_step(const std::string& kase) const {
  std::size_t out = 0;
  for (const Move& each : moves_) {
    if (each.stream == kase) out = each.at;
  }
  return out;
}

}  // namespace jejak::test
