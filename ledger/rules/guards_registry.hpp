#pragma once
// Guards of registry rows: a stream's name and its fields must say the same, or two streams would tell different
// stories about one key, office or year. What contradicts itself is no event at all: E_SCHEMA.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard stream_is_code;          // agency-, election-, ruleset-: the rest is field 1
extern const Guard stream_is_office;        // office-: the rest is field `office`
extern const Guard stream_is_key;           // key-: the rest is the hex of field `key`
extern const Guard stream_is_calendar;      // calendar-<year>, calendar-<year>:<scope>
extern const Guard days_are_dates;          // every code is a date of the calendar's year
extern const Guard table_is_rule_set;       // the table decodes and has the id of the stream
extern const Guard office_of_agency_known;  // the agency behind the office is registered: E_REFERENCE_UNKNOWN
extern const Guard acts_for_itself;         // the power used is that of the office the stream names: E_ROLE_NOT_ALLOWED
extern const Guard key_keeps_office;        // a key is replaced within its office: E_ROLE_NOT_ALLOWED
extern const Guard closes_own_office;       // a closure is of the acting office's own agency: E_WRONG_AGENCY

extern const Guard changes_roots;        // ledger-roots, and roots are left; the key serves nothing else: E_SCHEMA
extern const Guard activates_engine;     // ledger-engine, and a version above the one in force: E_SCHEMA
extern const Guard reattests_contested;  // the event is one that the stream's key contests: E_OUT_OF_ORDER

}  // namespace jejak::guards
