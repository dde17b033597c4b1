#pragma once
// Entries and events in words a person reads.

#include "api/answers/event_words.hpp"
#include "api/answers/read_entry.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/refusal.hpp"

namespace jejak {

// "2018-10-01 – 2023-09-30"; "…" for an end that is open.
std::string print_span(const std::optional<Date>& from, const std::optional<Date>& until);
// Everything a signer should see before signing, or a reader when looking closely: one "label: value" a line.
std::string describe_event(const Event& event, Language language);

std::string verdict_word(std::uint16_t verdict, Language language);  // "admitted", "refused E_APPROVAL_REQUIRED"

}  // namespace jejak
