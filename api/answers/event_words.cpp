#include "api/answers/event_words.hpp"

#include <fmt/format.h>

namespace jejak {
namespace {

struct ValuePrinter {
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(Date date) const { return print(date); }
  std::string operator()(const Code& code) const { return code.text; }
  std::string operator()(const Codes& codes) const {
    std::string out;
    for (const Code& code : codes) out += (out.empty() ? "" : ", ") + code.text;
    return out;
  }
  std::string operator()(const Id& id) const { return print(id); }
  std::string operator()(const Hash& hash) const { return print_hex(hash); }
  std::string operator()(const Reference& reference) const { return reference.stream; }
  std::string operator()(const Bytes& table) const { return fmt::format("({} bytes)", table.size()); }
};

// What stands for {name} in a sentence: one of the event's fields, else the acting office.
std::string fill(const Event& event, const TypeShape& shape, std::string_view name) {
  for (const FieldShape& field : shape.fields) {
    if (name != field.name) continue;
    const Value* value = event.find(field.number);
    return value == nullptr ? "–" : print(*value);
  }
  if (name == "office") return event.office;
  if (name == "stream") return event.stream;
  return "–";
}

}  // namespace

std::string print(const Value& value) {
  return std::visit(ValuePrinter(), value);
}

std::string type_name(std::uint16_t type) {
  const TypeShape* shape = catalogue().find(type);
  return shape == nullptr ? std::to_string(type) : shape->name;
}

std::string type_title(std::uint16_t type, Language language) {
  const TypeShape* shape = catalogue().find(type);
  if (shape == nullptr) return std::to_string(type);
  return fmt::format("{}: {}", shape->name, language == Language::english ? shape->english : shape->indonesian);
}

std::string state_words(StateCode state, Language language) {
  return fmt::format("{} ({})", language == Language::english ? english(state) : indonesian(state), name(state));
}

std::string sentence(const Event& event, Language language) {
  const CatalogueRow* row = catalogue().row(event.type);
  if (row == nullptr) return type_name(event.type);
  const std::string_view pattern = language == Language::english ? row->english : row->indonesian;
  std::string out;
  std::size_t at = 0;
  while (at < pattern.size()) {
    const auto open = pattern.find('{', at);
    const auto close = pattern.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += pattern.substr(at, open - at);
    out += fill(event, row->shape, pattern.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out.append(pattern.substr(at));
}

}  // namespace jejak
