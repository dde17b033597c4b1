#include "ledger/rules/mandate.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/conflicts.hpp"
#include "ledger/rules/holders.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr Date never = date_max;

bool contains(const Codes* codes, std::string_view wanted) {
  return codes != nullptr &&
         std::any_of(codes->begin(), codes->end(), [wanted](const Code& code) { return code.text == wanted; });
}

Date date_or(const Kept& kept, std::uint16_t field, Date otherwise) {
  const Date* date = kept.get<Date>(field);
  return date == nullptr ? otherwise : *date;
}

struct Mandates {
  bool on_legal_date = false;
  bool when_recorded = false;
  std::optional<Date> edge;  // the first day without those that were in force on the legal date
};

Mandates mandates(const Judging& judging, const StreamState* office, HolderKind kind) {
  Mandates found;
  for (const Holding& holding : holdings(office)) {
    if (kind != HolderKind::none && holding.kind != kind) continue;
    if (holding.covers(judging.event.legal_date)) {
      found.on_legal_date = true;
      if (holding.last < date_max) found.edge = std::max(found.edge.value_or(date_min), holding.last + 1);
    }
    if (holding.covers(judging.recorded_date)) found.when_recorded = true;
  }
  return found;
}

Date revoked_on(const StreamState& delegator, const Kept& granted) {
  for (const Kept& revoked : delegator.kept) {
    if (revoked.type != type::delegation_revoked) continue;
    const Id* which = revoked.get<Id>(field::delegation_revoked::delegation);
    if (which != nullptr && *which == granted.event)
      return date_or(revoked, field::delegation_revoked::revoked_on, never);
  }
  return never;
}

// The rank of the person the stream is about; for an approval, of the case that it was asked for.
const Code* rank_of(const Judging& judging) {
  const StreamState* stream = &judging.stream;
  if (const Kept* asked = stream->last_of(type::approval_requested)) {
    const auto* kase = asked->get<Reference>(field::approval_requested::kase);
    stream = kase == nullptr ? nullptr : judging.find(kase->stream);
  }
  const Kept* subject = stream == nullptr ? nullptr : stream->last_of(type::subject_identified);
  return subject == nullptr ? nullptr : subject->get<Code>(field::subject_identified::rank_class);
}

bool covers(const Judging& judging, const StreamState& delegator, const Kept& granted) {
  namespace of = field::delegation_granted;
  const Event& event = judging.event;
  const Code* delegate = granted.get<Code>(of::delegate);
  if (delegate == nullptr || delegate->text != event.office) return false;
  if (!contains(granted.get<Codes>(of::types), judging.row.shape.name)) return false;
  if (const Codes* ranks = granted.get<Codes>(of::ranks)) {
    const Code* rank = rank_of(judging);
    if (rank == nullptr || !contains(ranks, rank->text)) return false;
  }
  const Date until = date_or(granted, of::valid_until, never);
  const Date revoked = revoked_on(delegator, granted);
  const Date last = std::min(until, revoked == never ? never : revoked - 1);
  if (event.legal_date < date_or(granted, of::valid_from, never) || event.legal_date > last) return false;
  return judging.recorded_date <= last || signed_before(event, last + 1);
}

}  // namespace

std::string_view role_of(std::string_view office) {
  return office.substr(0, office.find('@'));
}

std::string_view agency_of(std::string_view office) {
  const std::size_t at = office.find('@');
  return at == std::string_view::npos ? std::string_view() : office.substr(at + 1);
}

bool is_within(const Judging& judging, std::string_view agency, std::string_view above) {
  constexpr int depth_max = 8;  // a tree that bites its tail ends the walk
  std::string current(agency);
  for (int depth = 0; depth < depth_max; ++depth) {
    if (current == above) return true;
    const StreamState* stream = judging.find("agency-" + current);
    const Kept* registered = stream == nullptr ? nullptr : stream->last_of(type::agency_registered);
    const auto* parent = registered == nullptr ? nullptr : registered->get<Reference>(field::agency_registered::parent);
    if (parent == nullptr) return false;
    current = parent->stream.substr(std::string_view("agency-").size());
  }
  return false;
}

bool signed_before(const Event& event, Date edge) {
  if (event.late_reason.empty()) return false;
  const Instant first = start_of(edge, event.zone);
  return std::any_of(event.documents.begin(), event.documents.end(), [first](const Document& document) {
    return document.signed_at.has_value() && *document.signed_at < first;
  });
}

std::optional<Refusal> check_mandate(const Judging& judging, std::string_view office, HolderKind kind) {
  const Mandates found = mandates(judging, judging.find("office-" + std::string(office)), kind);
  const bool excused = found.edge.has_value() && signed_before(judging.event, *found.edge);
  if (found.on_legal_date && (found.when_recorded || excused)) return std::nullopt;
  const Date without = found.on_legal_date ? judging.recorded_date : judging.event.legal_date;
  Refusal refusal(RefusalCode::e_mandate_ended, {{"office", std::string(office)}});
  if (kind != HolderKind::none) refusal.facts.emplace_back("holder", name(kind));
  refusal.facts.emplace_back("date", print(without));
  return refusal;
}

const Kept* delegation_of(const Judging& judging) {
  if (const Kept* conflict = conflict_of(judging, judging.event.on_behalf_of)) {
    return text_or_empty(conflict->get<Code>(field::conflict_of_interest_declared::substitute)) == judging.event.office
               ? conflict
               : nullptr;
  }
  const StreamState* delegator = judging.find("office-" + judging.event.on_behalf_of);
  if (delegator == nullptr) return nullptr;
  for (auto at = delegator->kept.rbegin(); at != delegator->kept.rend(); ++at) {
    if (at->type == type::delegation_granted && covers(judging, *delegator, *at)) return &*at;
  }
  return nullptr;
}

std::optional<Refusal> check_succession(const Judging& judging, std::string_view office) {
  namespace of = field::agency_succeeded;
  const StreamState* agency = judging.find("agency-" + std::string(agency_of(office)));
  if (agency == nullptr) return std::nullopt;
  for (const Kept& succeeded : agency->kept) {
    if (succeeded.type != type::agency_succeeded) continue;
    if (!contains(succeeded.get<Codes>(of::roles), role_of(office))) continue;
    const Date since = date_or(succeeded, of::effective_date, never);
    const bool passed =
        since <= judging.event.legal_date || (since <= judging.recorded_date && !signed_before(judging.event, since));
    if (!passed) continue;
    const Code* successor = succeeded.get<Code>(of::successor_role);
    return Refusal(RefusalCode::e_role_superseded, {{"role", std::string(role_of(office))},
                                                    {"successor", successor == nullptr ? "" : successor->text},
                                                    {"since", print(since)}});
  }
  return std::nullopt;
}

}  // namespace jejak
