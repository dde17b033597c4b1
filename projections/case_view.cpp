#include "projections/case_view.hpp"

#include "projections/strand.hpp"

#include <algorithm>

// Folding an entry appends a few bytes to the strand of its own stream and to those of the streams it names. It reads
// a strand only where an event reaches another stream through a reference that an earlier one holds.

namespace jejak {
namespace {

StrandStep step_of(const ProjectedEntry& entry, StepKind kind) {
  StrandStep step;
  step.kind = kind;
  step.position = entry.position;
  step.legal_date = entry.event->legal_date;
  step.type = entry.event->type;
  return step;
}

Outcome append_to(View& view, std::string_view stream, const StrandStep& step) {
  auto strand = view.edit(strand_key(stream));
  if (!strand) return std::move(strand).error();
  return append_step(**strand, step);
}

const StepReference* reference_in(const StrandStep& step, std::uint16_t field) {
  for (const StepReference& each : step.references) {
    if (each.field == field) return &each;
  }
  return nullptr;
}

}  // namespace

bool has_strand(std::string_view stream) {
  return is_followed(stream) || stream_kind(stream) == StreamKind::key;
}

CaseView::CaseView() : home_agency_(catalogue_field("SubjectIdentified", "home_agency")) {
  for (const CatalogueRow* row : catalogue().rows()) {
    JEJAK_ASSERT(row->outcomes.size() <= 64);  // a step has a bit for each
    for (const Touch& touch : row->touches) {
      if (touch.to == StateCode::none || touch.via_type == 0) continue;
      JEJAK_ASSERT(
          has_strand(std::string(prefix(row->stream)) + "1"));  // the references that it reaches through are in one
      held_types_.push_back(touch.via_type);
    }
  }
}

Outcome CaseView::apply(const ProjectedEntry& entry, View& view) const {
  if (!entry.event) return {};
  const Event& event = *entry.event;
  const CatalogueRow* row = catalogue().row(event.type);
  std::vector<Reached> others;
  Bytes* own = nullptr;
  if (has_strand(event.stream)) {
    auto strand = view.edit(strand_key(event.stream));
    if (!strand) return std::move(strand).error();
    own = *strand;
  }
  if (entry.admitted() && row != nullptr && !row->touches.empty()) {
    const Bytes none;
    auto found = reached(event, *row, own == nullptr ? none : *own);
    if (!found) return std::move(found).error();
    others = std::move(*found);
  }
  if (own != nullptr) {
    if (auto added = add_own(entry, row, *own); !added) return added;
  }
  for (const Reached& each : others) {
    StrandStep step = step_of(entry, StepKind::moved);
    step.touch = each.touch;
    step.from = each.from;
    step.until = each.until;
    if (auto added = append_to(view, each.stream, step); !added) return added;
  }
  return add_names(entry, view);
}

// The streams whose state the event may set, as its own stream stood before it, and in readings on which dates: the
// newest reference holds, and a reading on an earlier date than that reference's knows the one before it.
Result<std::vector<CaseView::Reached>> CaseView::reached(const Event& event, const CatalogueRow& row,
                                                         const Bytes& strand) const {
  std::vector<Reached> out;
  std::optional<std::vector<StrandStep>> steps;  // read once, if any touch needs them
  for (std::size_t i = 0; i < row.touches.size(); ++i) {
    const Touch& touch = row.touches[i];
    if (touch.to == StateCode::none) continue;
    const auto number = static_cast<std::uint8_t>(i);
    if (touch.via_type == 0) {
      const auto* reference = event.get<Reference>(touch.via_field);
      if (reference == nullptr || !is_followed(reference->stream)) continue;
      out.push_back({reference->stream, number, event.legal_date, std::nullopt});
      continue;
    }
    if (strand.empty()) continue;
    if (!steps) {
      auto read = read_strand(strand);
      if (!read) return std::move(read).error();
      steps = std::move(*read);
    }
    std::optional<Date> newer;  // the earliest legal date of the newer ones
    for (auto step = steps->rbegin(); step != steps->rend(); ++step) {
      if (step->kind != StepKind::own || step->type != touch.via_type) continue;
      if (newer && step->legal_date >= *newer) continue;
      const Date from = std::max(event.legal_date, step->legal_date);
      const auto* reference = reference_in(*step, touch.via_field);
      if (reference != nullptr && is_followed(reference->stream) && (!newer || from < *newer)) {
        out.push_back({std::string(reference->stream), number, from, newer});
      }
      newer = step->legal_date;
    }
  }
  return out;
}

Outcome CaseView::add_own(const ProjectedEntry& entry, const CatalogueRow* row, Bytes& strand) const {
  const Event& event = *entry.event;
  StrandStep step = step_of(entry, entry.admitted() ? StepKind::own : StepKind::refused);
  step.verdict = entry.verdict;
  if (entry.refused()) return append_step(strand, step);
  if (row != nullptr) step.outcomes = outcomes_of(*row, event);
  if (!has_begun(strand)) step.office = event.office;
  if (event.type == home_agency_.type) {
    if (const Code* home = event.get<Code>(home_agency_.field)) step.home = home->text;
  }
  if (std::find(held_types_.begin(), held_types_.end(), event.type) != held_types_.end()) {
    for (const Field& field : event.fields) {
      const auto* reference = std::get_if<Reference>(&field.value);
      if (reference != nullptr) step.references.push_back({field.number, reference->stream});
    }
  }
  return append_step(strand, step);
}

// Which other timelines the entry belongs to follows from the streams it names, whatever its type.
Outcome CaseView::add_names(const ProjectedEntry& entry, View& view) const {
  const std::string& own = entry.event->stream;
  const bool own_followed = is_followed(own);
  for (const Field& each : entry.event->fields) {
    const auto* reference = std::get_if<Reference>(&each.value);
    if (reference == nullptr || reference->stream == own || !is_followed(reference->stream)) continue;
    const std::string& other = reference->stream;
    if (is_case(other) == is_case(own) || !own_followed || entry.refused()) {
      if (!is_case(other)) continue;
      if (auto added = append_to(view, other, step_of(entry, StepKind::named)); !added) return added;
      continue;
    }
    const std::string& kase = is_case(own) ? own : other;
    StrandStep step = step_of(entry, StepKind::linked);
    step.linked = is_case(own) ? other : own;
    auto strand = view.edit(strand_key(kase));
    if (!strand) return std::move(strand).error();
    auto known = is_linked(**strand, step.linked);
    if (!known) return std::move(known).error();
    if (*known) continue;
    if (auto added = append_step(**strand, step); !added) return added;
  }
  return {};
}

}  // namespace jejak
