#pragma once
// Words in a row, and letters of ASCII made large or small.

#include <string>

namespace jejak {

template <class Words>
std::string joined(const Words& words, const char* between = ", ") {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : between) + std::string(word);
  return out;
}

inline std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

inline std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace jejak
