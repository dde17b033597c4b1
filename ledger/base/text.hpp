#pragma once
// Words in a row, letters of ASCII made large or small, and words of strangers for a terminal.

#include <string>
#include <string_view>

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

// What comes from elsewhere moves no cursor and paints nothing: control characters become spaces, those beyond ASCII
// (U+0080 to U+009F in UTF-8) too.
inline std::string harmless(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    const auto next = i + 1 < out.size() ? static_cast<unsigned char>(out[i + 1]) : 0;
    if (byte < 0x20 || byte == 0x7f) out[i] = ' ';
    if (byte == 0xc2 && next >= 0x80 && next <= 0x9f) out.replace(i, 2, "  ");
  }
  return out;
}

}  // namespace jejak
