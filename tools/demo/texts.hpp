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

}  // namespace jejak
