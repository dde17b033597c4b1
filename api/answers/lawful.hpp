#pragma once
// What would be lawful instead of an attempt that was refused: the rule in words, and the steps that may follow where
// the stream stood. Any thread; nothing fails.

#include "ledger/rules/judging.hpp"
#include "ledger/rules/refusal.hpp"

namespace jejak {

struct Lawful {
  std::string explanation;         // rule, source, what would be lawful
  std::vector<std::string> steps;  // event types that the table lets follow; empty where order is not the trouble
};
Lawful lawful_instead(const Refusal& refusal, const Event& attempted, Language language);

// "Lawful now: A, B" in one line; empty if there are none.
std::string print_steps(const Lawful& lawful, Language language);

}  // namespace jejak
