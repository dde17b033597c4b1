#pragma once
// Events to test with: a few that together use every member and every kind of field, any number of random ones,
// and a small catalogue that fits them.

#include "ledger/record/envelope.hpp"
#include "ledger/record/ruleset.hpp"
#include "ledger/record/shape.hpp"

#include <random>

namespace jejak::test {

const Shapes& sample_shapes();

Event minimal_event();      // nothing that may be left out
Event decision_event();     // everything, every kind of field but a table
Event rule_set_event();     // a table
Event unicode_event();      // official numbers that are not ASCII
RuleSet sample_rule_set();  // a row in every table

struct NamedEvent {
  const char* name;
  Event event;
};
std::vector<NamedEvent> sample_events();

// Puts a field at the end. Not inline: GCC 12 warns falsely about a variant's other members where it sees through.
void put(Event& event, std::uint16_t number, Value value);

// Obeys every rule of form and fits a row of sample_shapes().
Event random_event(std::mt19937_64& random);

ByteArray<32> seed_of(std::uint8_t first);  // first, first + 1, …
Envelope signed_envelope(const Event& event, std::initializer_list<std::uint8_t> seeds);

}  // namespace jejak::test
