#pragma once
// What the deadlines are called. How long each is, and from which day, is the rule set's.

#include "ledger/rules/refusal.hpp"

namespace jejak {

struct DeadlineName {
  const char* id;
  const char* english;
  const char* indonesian;
};

std::span<const DeadlineName> deadline_names();  // ascending by id
// The id itself for one that has no name here.
std::string deadline_title(std::string_view id, Language language);

}  // namespace jejak
