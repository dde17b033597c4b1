#pragma once
// What events, their values and states are called. Any thread; nothing fails.

#include "ledger/record/event.hpp"
#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/language.hpp"

namespace jejak {

std::string print(const Value& value);  // dates, codes, hex; a table by its size

// "recommended (F05)"
std::string state_words(StateCode state, Language language);

// The catalogue's sentence with this event's values in it: "PPK_ASN@prov:64 forwarded the case to …".
std::string sentence(const Event& event, Language language);
// "CaseForwarded: Case forwarded"; the number alone for a type this program does not know.
std::string type_title(std::uint16_t type, Language language);
std::string type_name(std::uint16_t type);

}  // namespace jejak
