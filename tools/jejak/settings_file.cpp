#include "tools/jejak/settings_file.hpp"

#include "ledger/record/flat_json.hpp"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>

namespace jejak {
namespace {

Error wrong(std::size_t line, const std::string& what) {
  return Error{Errc::malformed, "line " + std::to_string(line) + ": " + what};
}

std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return **text;
  if (const auto* number = node.as_integer()) return std::to_string(**number);
  if (const auto* truth = node.as_boolean()) return **truth ? "true" : "false";
  return std::nullopt;
}

Outcome flatten(const toml::table& table, const std::string& section, std::vector<SettingLine>& out) {
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    const std::size_t line = key.source().begin.line;
    if (const auto* inner = node.as_table()) {
      const std::string path = section.empty() ? name : section + "." + name;
      out.push_back({path, "", {}, false, line});  // a section that may be empty is one all the same
      if (auto done = flatten(*inner, path, out); !done) return done;
      continue;
    }
    SettingLine setting{section, name, {}, node.is_array(), line};
    if (const auto* list = node.as_array()) {
      for (const toml::node& each : *list) {
        auto value = text_of(each);
        if (!value) return wrong(line, name + ": a list of texts");
        setting.values.push_back(std::move(*value));
      }
    } else {
      auto value = text_of(node);
      if (!value) return wrong(line, name + ": a text, a whole number, true, false, or a list of texts");
      setting.values.push_back(std::move(*value));
    }
    out.push_back(std::move(setting));
  }
  return {};
}

}  // namespace

Result<std::vector<SettingLine>> parse_settings(std::string_view text) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) return wrong(parsed.error().source().begin.line, std::string(parsed.error().description()));
  std::vector<SettingLine> out;
  if (auto done = flatten(parsed.table(), "", out); !done) return std::move(done).error();
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
  return out;
}

std::string settings_text(std::string_view value) {
  return json_string(value);  // its escapes are all of TOML's
}

std::string settings_list(const std::vector<std::string>& values) {
  return words_json(values);
}

}  // namespace jejak
