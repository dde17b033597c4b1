#pragma once
// A file of settings in TOML, flattened: each key with its section, its values as texts and its line.

#include "ledger/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jejak {

constexpr std::size_t settings_bytes_max = 1024 * 1024;

struct SettingLine {
  std::string section;  // "" at the top, else "ledger" or "ledger.bkn"
  std::string name;
  std::vector<std::string> values;  // one, or those of a list
  bool is_list = false;
  std::size_t line = 0;
};

// A key holds a text, a whole number, true or false, or a list of texts. Errors: malformed, with line and rule.
// Any thread.
Result<std::vector<SettingLine>> parse_settings(std::string_view text);

// The value as it is written in such a file.
std::string settings_text(std::string_view value);
std::string settings_list(const std::vector<std::string>& values);

}  // namespace jejak
