#include "ledger/rules/conflicts.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/types.hpp"

namespace jejak {

namespace {

const StreamState* case_of(const Judging& judging) {
  if (judging.row.stream == StreamKind::kase) return &judging.stream;
  if (judging.row.stream != StreamKind::approval) return nullptr;
  if (judging.event.type != type::approval_requested) return case_of_approval(judging, judging.stream);
  const auto* kase = judging.event.get<Reference>(field::approval_requested::kase);
  return kase == nullptr ? nullptr : judging.find(kase->stream);
}

}  // namespace

const Kept* conflict_of(const Judging& judging, std::string_view office) {
  const StreamState* kase = case_of(judging);
  if (kase == nullptr) return nullptr;
  for (auto at = kase->kept.rbegin(); at != kase->kept.rend(); ++at) {
    if (at->type != type::conflict_of_interest_declared) continue;
    if (text_or_empty(at->get<Code>(field::conflict_of_interest_declared::office)) == office) return &*at;
  }
  return nullptr;
}

std::optional<Refusal> check_conflict(const Judging& judging) {
  namespace of = field::conflict_of_interest_declared;
  const Event& event = judging.event;
  if (judging.row.nature == Nature::fact || event.type == type::conflict_of_interest_declared) return std::nullopt;
  const Kept* conflict = conflict_of(judging, event.office);
  if (conflict == nullptr && !event.on_behalf_of.empty()) {
    conflict = conflict_of(judging, event.on_behalf_of);
    if (conflict != nullptr && text_or_empty(conflict->get<Code>(of::substitute)) == event.office) return std::nullopt;
  }
  if (conflict == nullptr) return std::nullopt;
  return Refusal(RefusalCode::e_conflict_of_interest,
                 {{"office", std::string(text_or_empty(conflict->get<Code>(of::office)))},
                  {"substitute", std::string(text_or_empty(conflict->get<Code>(of::substitute)))}});
}

}  // namespace jejak
