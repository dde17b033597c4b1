#include "ledger/proof/lines.hpp"

#include "ledger/base/bytes.hpp"

#include <utility>

namespace jejak {

std::optional<std::string_view> LineReader::next() {
  const auto end = rest_.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  ++line_;
  return line;
}

Error LineReader::malformed(std::string rule) const {
  return refused(Errc::malformed, std::move(rule));
}

Error LineReader::refused(Errc code, std::string rule) const {
  return {code, "line " + std::to_string(line_) + ": " + std::move(rule)};
}

std::optional<char32_t> take_code_point(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const auto byte = [&rest](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(rest[i])); };
  const char32_t first = byte(0);
  if (first < 0x80) {
    rest.remove_prefix(1);
    return first;
  }
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || rest.size() < length) return std::nullopt;
  char32_t point = first & (length == 2 ? 0x1fu : length == 3 ? 0x0fu : 0x07u);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
    point = point << 6 | (byte(i) & 0x3f);
  }
  const char32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
  if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return std::nullopt;
  rest.remove_prefix(length);
  return point;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    if (!take_code_point(text)) return false;
  }
  return true;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t shown_max = 40;
  std::string out = "\"";
  for (const char c : text.substr(0, shown_max)) {
    if (c >= 0x20 && c < 0x7f) {
      out.push_back(c);
    } else {
      out += "\\x" + to_hex(view(std::string_view(&c, 1)));
    }
  }
  return out + (text.size() > shown_max ? "\"..." : "\"");
}

}  // namespace jejak
