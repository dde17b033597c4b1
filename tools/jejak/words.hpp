#pragma once
// Entries and events in words a person reads, and the same as JSON.

#include "ledger/record/entry.hpp"
#include "ledger/record/envelope.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/refusal.hpp"

namespace jejak {

std::string print(const Value& value);  // dates, codes, hex; a table by its size

// "2018-10-01 – 2023-09-30"; "…" for an end that is open.
std::string print_span(const std::optional<Date>& from, const std::optional<Date>& until);
// "recommended (F05)"
std::string state_words(StateCode state, Language language);

// The catalogue's sentence with this event's values in it: "PPK_ASN@prov:64 forwarded the case to …".
std::string sentence(const Event& event, Language language);
// "CaseForwarded: Case forwarded"; the number alone for a type this program does not know.
std::string type_title(std::uint16_t type, Language language);
std::string type_name(std::uint16_t type);
// Everything a signer should see before signing, or a reader when looking closely: one "label: value" a line.
std::string describe_event(const Event& event, Language language);

std::string verdict_word(std::uint16_t verdict, Language language);  // "admitted", "refused E_APPROVAL_REQUIRED"

// One decoded event entry; `event` and `envelope` are absent for genesis and heads entries.
struct ReadEntry {
  Sequence position;
  Hash leaf;
  Entry entry;
  std::optional<Envelope> envelope;
  std::optional<Event> event;
};
Result<ReadEntry> read_entry(Sequence position, BytesView bytes);  // errors: corrupt, naming the position

std::string entry_json(const ReadEntry& read);  // one line, no newline
// The member; none for an end that is open.
FlatJson& put_date(FlatJson& json, const char* member, const std::optional<Date>& date);
std::string entry_row(const ReadEntry& read);  // fields parted by tabs, no newline

}  // namespace jejak
