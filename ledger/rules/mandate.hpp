#pragma once
// Whether an office may act on a date: its holder's mandate, what was delegated to it, and whether its task has
// passed to a successor.

#include "ledger/rules/judging.hpp"

namespace jejak {

// "PPK_ASN" and "prov:64" of "PPK_ASN@prov:64"; all of it and nothing if there is no '@'.
std::string_view role_of(std::string_view office);
std::string_view agency_of(std::string_view office);

// Whether the agency is the other one, or lies below it in the tree of registered agencies.
bool is_within(const Judging& judging, std::string_view agency, std::string_view above);

// The office whose power the event uses: the one on whose behalf it acts, else the acting one.
inline const std::string& powers_of(const Event& event) {
  return event.on_behalf_of.empty() ? event.office : event.on_behalf_of;
}

// An edge between the legal date and the recorded one harms nobody who gives a reason for being late and a document
// that was signed before the edge's first local minute.
bool signed_before(const Event& event, Date edge);

// A holder of the kind (none: of any kind) in force on the legal date and when it is recorded: else E_MANDATE_ENDED.
std::optional<Refusal> check_mandate(const Judging& judging, std::string_view office, HolderKind kind);

// The delegation by which the event acts on another office's behalf, or the declaration that makes it the substitute
// of an office with a conflict of interest in the case; null if none covers it.
const Kept* delegation_of(const Judging& judging);

// E_ROLE_SUPERSEDED if the office's role had passed to a successor.
std::optional<Refusal> check_succession(const Judging& judging, std::string_view office);

}  // namespace jejak
