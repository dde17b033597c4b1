#pragma once
// Completion scripts for the shells that Debian users have. They are written from the outline alone and ask nothing of
// the program while somebody types.

#include "tools/jejak/outline.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace jejak {

enum class Shell : std::uint8_t { bash, zsh, fish };
std::optional<Shell> parse_shell(std::string_view name);

// `root`: the whole program; its own options are those that stand everywhere.
std::string completion_script(const CommandOutline& root, Shell shell);

}  // namespace jejak
