#pragma once
// What nobody has confirmed: points on which the sources are silent or disagree, so that whoever reads a verdict that
// rests on one is told. None of them is decided here; the value is the rule set's.

#include <span>
#include <string_view>
#include <vector>

namespace jejak {

struct Doubt {
  const char* id;                      // "D1": kept, so that reports can cite it
  std::span<const char* const> about;  // deadlines, policies, refusal codes, event types, sanctions, states
  const char* english;
  const char* indonesian;
};

std::span<const Doubt> all_doubts();
std::vector<const Doubt*> doubts_about(std::string_view name);

}  // namespace jejak
