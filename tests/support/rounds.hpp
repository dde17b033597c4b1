#pragma once
// How often a test repeats itself: its own number, or what the environment asks for (tools/soak).

#include <cstdlib>

namespace jejak::test {

inline unsigned long rounds(const char* variable, unsigned long usual) {
  const char* asked = std::getenv(variable);
  const unsigned long number = asked != nullptr ? std::strtoul(asked, nullptr, 10) : 0;
  return number != 0 ? number : usual;
}

}  // namespace jejak::test
