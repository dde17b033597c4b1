#pragma once
// The number an office writes on a letter or decree: the only words of people a leaf may hold. What is allowed
// is decided by tables that no later Unicode version changes, so that a verdict of today holds in ten years.

#include <string_view>

namespace jejak {

// 1 to 80 bytes of UTF-8 in NFC, characters of Unicode 15.0 or older, no control, format, private or
// non-character code points, no space but U+0020, none at either end. Exact lists: docs/formats/event.md.
// Any thread. ASCII never reaches ICU.
bool is_official_number(std::string_view text);

}  // namespace jejak
