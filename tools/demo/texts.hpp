#pragma once
// Rule sets and calendars of the demos, compiled into the program, so that a demo runs from anywhere.

#include <span>
#include <string_view>

namespace jejak {

struct EmbeddedText {
  std::string_view name;  // "RS-2018"
  std::string_view text;
};

std::span<const EmbeddedText> rule_set_texts();
std::span<const EmbeddedText> calendar_texts();

}  // namespace jejak
