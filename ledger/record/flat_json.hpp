#pragma once
// One JSON object on one line, written member by member: enough for verdicts, and no library behind it.

#include "ledger/base/date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jejak {

std::string json_string(std::string_view text);  // quoted and escaped; every control byte as \u00XX

// [a,b,…] of what `one` makes of each: JSON values.
template <class Items, class One>
std::string list_json(const Items& items, const One& one) {
  std::string out = "[";
  for (const auto& item : items) out += (out.size() == 1 ? "" : ",") + std::string(one(item));
  return out + "]";
}
// [a,b,…] of JSON values.
template <class Items>
std::string list_json(const Items& items) {
  return list_json(items, [](std::string_view json) { return json; });
}
// A JSON array of strings.
template <class Words>
std::string words_json(const Words& words) {
  return list_json(words, json_string);
}

class FlatJson {
 public:
  FlatJson& text(std::string_view name, std::string_view value) { return raw(name, json_string(value)); }
  FlatJson& number(std::string_view name, std::uint64_t value) { return raw(name, std::to_string(value)); }
  FlatJson& truth(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
  FlatJson& raw(std::string_view name, std::string_view json);  // `json` is a JSON value
  std::string take() { return (out_.empty() ? "{" : std::move(out_)) + "}"; }

 private:
  std::string out_;
};

// The member; none for an end that is open.
FlatJson& put_date(FlatJson& json, const char* member, const std::optional<Date>& date);

}  // namespace jejak
