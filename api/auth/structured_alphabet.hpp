#pragma once
// Which characters stand where in a structured field (RFC 9651 sections 3 and 4). For its reader and its printer.

#include <string_view>

namespace jejak::structured {

constexpr bool is_digit(char c) {
  return '0' <= c && c <= '9';
}
constexpr bool is_lower(char c) {
  return 'a' <= c && c <= 'z';
}
constexpr bool is_letter(char c) {
  return is_lower(c) || ('A' <= c && c <= 'Z');
}
constexpr bool is_printable(char c) {
  return ' ' <= c && c <= '~';
}
constexpr bool begins_key(char c) {
  return is_lower(c) || c == '*';
}
constexpr bool continues_key(char c) {
  return begins_key(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
}
constexpr bool begins_token(char c) {
  return is_letter(c) || c == '*';
}
constexpr bool continues_token(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("!#$%&'*+-.^_`|~:/").find(c) != std::string_view::npos;
}

}  // namespace jejak::structured
