#pragma once
// The two languages in which people are answered.

#include <cstdint>

namespace jejak {

enum class Language : std::uint8_t { english, indonesian };

// The same said in both.
struct Words {
  const char* english;
  const char* indonesian;
  const char* in(Language language) const { return language == Language::english ? english : indonesian; }
};

}  // namespace jejak
