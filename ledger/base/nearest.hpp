#pragma once
// Which known word a mistyped one was probably meant to be. Any thread; nothing fails.

#include <optional>
#include <string>
#include <vector>

namespace jejak {

// The word of `known` that `word` was probably meant to be: at most two letters wrong, or swapped.
std::optional<std::string> nearest(const std::string& word, const std::vector<std::string>& known);

}  // namespace jejak
