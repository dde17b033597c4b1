#pragma once
// Reading the texts of this layer line by line, with errors that name the line and the rule it breaks.

#include "ledger/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace jejak {

// Takes the lines of a text one after another. Only lines that end in a newline count as lines.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}

  // The next line without its newline; nothing at the end, or if what is left has no newline.
  std::optional<std::string_view> next();
  std::string_view rest() const { return rest_; }
  Error malformed(std::string rule) const;  // at the line taken last
  Error refused(Errc code, std::string rule) const;

 private:
  std::string_view rest_;
  std::size_t line_ = 0;
};

// Takes the next code point off valid UTF-8 (RFC 3629: no overlong form, no surrogate, at most U+10FFFF);
// nothing, and nothing taken, if there is none.
std::optional<char32_t> take_code_point(std::string_view& rest);
bool is_utf8(std::string_view text);

// For error messages: quoted, at most 40 bytes of it, everything but printable ASCII as \xNN.
std::string quoted(std::string_view text);

}  // namespace jejak
