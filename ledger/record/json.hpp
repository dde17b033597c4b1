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

// {"id":"…","origin":"…","type":"CaseOpened","stream":"case-…","revision":0,"previous":"<hex>","legal_date":"2020-07-18",
//  "legal_time":"09:30","zone":"WITA","received_date":…,"office":"PPK_ASN@prov:64","holder":"DEFINITIF","on_behalf_of":…,
//  "rule_set":"RS-2018","late_reason":…,"legal_bases":["UU10/2016:71(2)"],"documents":[{"number","date","hash","certificate","signed_at"}],
//  "causation":…,"external_refs":[{"system","id"}],"fields":{"violation_codes":["V05"],…}}
// Members that are absent are left out. Keys come in this order, fields by number: equal events give equal bytes.
std::string to_json(const Event& event, const Shapes& shapes);
Result<Event> from_json(std::string_view json, const Shapes& shapes);  // unknown or repeated members are refused

// {"event":{…},"signatures":[{"algorithm":"ed25519","key":"<hex>","signature":"<base64>"}]}
std::string to_json(const Envelope& envelope, const Event& event, const Shapes& shapes);
Result<Envelope> envelope_from_json(std::string_view json, const Shapes& shapes);

}  // namespace jejak
