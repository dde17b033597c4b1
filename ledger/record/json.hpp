#pragma once
// The JSON face of an event, both ways, for people and for systems that do not speak Cap'n Proto. Errors name
// the field. from_json(to_json(e)) == e for every event a catalogue row fits.

#include "ledger/base/result.hpp"
#include "ledger/record/entry.hpp"
#include "ledger/record/envelope.hpp"
#include "ledger/record/shape.hpp"

namespace jejak {

constexpr std::size_t json_bytes_max = 400'000;
constexpr std::size_t json_depth_max = 8;

// {"id":"…","origin":"…","type":"CaseOpened","stream":"case-…","revision":0,"previous":"<hex>",
//  "legal_date":"2020-07-18","legal_time":"09:30","zone":"WITA","received_date":…,"office":"PPK_ASN@prov:64",
//  "holder":"DEFINITIF","on_behalf_of":…,"rule_set":"RS-2018","late_reason":…,"legal_bases":["UU10/2016:71(2)"],
//  "documents":[{"number","date","hash","certificate","signed_at"}],"causation":…,"external_refs":[{"system","id"}],
//  "fields":{"violation_codes":["V05"],…}}
// Members that are absent are left out. Keys come in this order, fields by number: equal events give equal bytes.
// Hashes and certificate serials are hex, tables base64, numbers whole numbers, references names of streams.
// A type, or a field, that no row describes is shown by number ("type":777, "#9":{"kind":"hash","value":"…"}), so
// that two different events never look the same; from_json() refuses such a text. Any thread.
std::string to_json(const Event& event, const Shapes& shapes);
void append_json(std::string& text, const Event& event, const Shapes& shapes);  // the same, behind what is there

// Members may come in any order, the codes of a list too. Refused: unknown or repeated members, empty values, a
// missing required field, whatever check_event() refuses. Errors (malformed, too_large) begin with the member's
// path, `fields.determination_date: "2020-13-01" is not a date`, and name the nearest member for a misspelt one.
// Any thread; bounded by json_bytes_max and json_depth_max.
Result<Event> from_json(std::string_view json, const Shapes& shapes);

// {"event":{…},"signatures":[{"algorithm":"ed25519","key":"<hex>","signature":"<base64>"}]}
std::string to_json(const Envelope& envelope, const Event& event, const Shapes& shapes);
// The signatures may come in any order, and there may be none yet; they are not verified. The event's bytes are those
// encode() gives.
Result<Envelope> envelope_from_json(std::string_view json, const Shapes& shapes);

}  // namespace jejak
