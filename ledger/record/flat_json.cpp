#include "ledger/record/flat_json.hpp"

namespace jejak {

std::string json_string(std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

FlatJson& FlatJson::raw(std::string_view name, std::string_view json) {
  out_ += out_.empty() ? "{" : ",";
  out_ += json_string(name);
  out_ += ':';
  out_ += json;
  return *this;
}

FlatJson& put_date(FlatJson& json, const char* member, const std::optional<Date>& date) {
  return date && *date != date_max ? json.text(member, print(*date)) : json;
}

}  // namespace jejak
