#include "ledger/base/assert.hpp"
#include "ledger/proof/tiles.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::uint8_t level_max = 63;
constexpr std::string_view tile_prefix = "tile/";
constexpr std::string_view entries_prefix = "tile/entries/";

// Three digits a group, every group but the last marked with an x: 1234067 is "x001/x234/067".
std::string print_index(std::uint64_t index) {
  std::string out = std::to_string(index % 1000);
  out.insert(0, 3 - out.size(), '0');
  while (index >= 1000) {
    index /= 1000;
    std::string group = std::to_string(index % 1000);
    group.insert(0, 3 - group.size(), '0');
    out = "x" + group + "/" + out;
  }
  return out;
}

std::string print_width(std::uint64_t width) {
  JEJAK_ASSERT(width >= 1 && width <= tile_width);
  return width == tile_width ? std::string() : ".p/" + std::to_string(width);
}

// Lenient: the caller prints what was understood and compares.
std::optional<std::uint64_t> parse_index(std::string_view groups) {
  std::string digits;
  for (const char c : groups) {
    if (c >= '0' && c <= '9') digits.push_back(c);
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.empty() ? 0 : digits.size() - 1));
  return parse_decimal(digits);
}

}  // namespace

std::string tile_path(TileId id, std::uint64_t width) {
  JEJAK_ASSERT(id.level <= level_max);
  return std::string(tile_prefix) + std::to_string(id.level) + "/" + print_index(id.index) + print_width(width);
}

std::string entries_path(std::uint64_t index, std::uint64_t width) {
  return std::string(entries_prefix) + print_index(index) + print_width(width);
}

std::optional<TilePath> parse_tile_path(std::string_view path) {
  constexpr std::size_t path_bytes_max = 64;  // the longest is "tile/entries/" with seven groups and ".p/255"
  if (path.size() > path_bytes_max || !path.starts_with(tile_prefix)) return std::nullopt;
  TilePath out{};
  std::string_view rest = path;
  if (path.starts_with(entries_prefix)) {
    out.entries = true;
    rest.remove_prefix(entries_prefix.size());
  } else {
    rest.remove_prefix(tile_prefix.size());
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto level = parse_decimal(rest.substr(0, slash));
    if (!level || *level > level_max) return std::nullopt;
    out.id.level = static_cast<std::uint8_t>(*level);
    rest.remove_prefix(slash + 1);
  }
  out.width = tile_width;
  if (const auto mark = rest.find(".p/"); mark != std::string_view::npos) {
    const auto width = parse_decimal(rest.substr(mark + 3));
    if (!width || *width < 1 || *width >= tile_width) return std::nullopt;
    out.width = *width;
    rest = rest.substr(0, mark);
  }
  const auto index = parse_index(rest);
  if (!index) return std::nullopt;
  out.id.index = *index;
  const std::string canonical = out.entries ? entries_path(out.id.index, out.width) : tile_path(out.id, out.width);
  if (canonical != path) return std::nullopt;
  return out;
}

}  // namespace jejak
