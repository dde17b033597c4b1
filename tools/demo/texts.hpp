#pragma once
// Rule sets, calendars, regions and published figures of the demos, compiled into the program, so that a demo runs from
// anywhere.

#include <span>
#include <string_view>

namespace jejak {

struct EmbeddedText {
  std::string_view name;  // "RS-2018"
  std::string_view text;
};

std::span<const EmbeddedText> rule_set_texts();
std::span<const EmbeddedText> calendar_texts();
std::span<const EmbeddedText> published_texts();  // tools/demo/data/published-*.txt
std::span<const EmbeddedText> region_texts();     // tools/demo/data/regions.txt

// What stands before the separator, which is taken off the rest with it; blanks in a row separate once.
inline std::string_view next_part(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  while (separator == ' ' && rest.starts_with(' ')) rest.remove_prefix(1);
  return part;
}

}  // namespace jejak
