#pragma once
// The parts that plan_tiny() puts together: the registry, the cases worth telling one by one, and the crowd around
// them.

#include "tools/demo/case_script.hpp"

namespace jejak {

struct TinyLaw {
  std::string id;  // "RS-2018"
  Date published;
  Bytes table;
  Hash source;
};

// The rule sets and calendars that were compiled into this program. Errors: malformed (with the file's name).
Result<std::vector<TinyLaw>> tiny_laws();
struct TinyCalendar {
  int year = 0;
  std::string source_no;
  std::vector<Date> days;
};
Result<std::vector<TinyCalendar>> tiny_calendars();

// Everything that is no case, from the founding on. In the order of time, except that the caller sorts.
std::vector<Draft> tiny_registry(Keyring& keys, Chance& chance, const std::vector<TinyLaw>& laws,
                                 const std::vector<TinyCalendar>& calendars);

// Elections that cover a region in a year, "" if none.
std::string tiny_election(const Region& region, int year);

// Cases told one by one: what is tried against the law, and everything the crowd does not do.
std::vector<CaseScript> tiny_stories(const OpenDays& open_days, std::uint64_t seed);
// `count` more, in the proportions that were published for 2020 and 2024.
std::vector<CaseScript> tiny_crowd(const OpenDays& open_days, std::uint64_t seed, std::size_t count);
// Reports that were never registered: no case came of them.
std::vector<CaseScript> tiny_unregistered(const OpenDays& open_days, std::uint64_t seed, std::size_t count);

}  // namespace jejak
