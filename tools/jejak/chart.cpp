#include "tools/jejak/chart.hpp"

#include "tools/jejak/screen.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t usual_width = 80;
constexpr std::size_t narrowest_bar = 10;
constexpr const char* eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

std::string bar_of(std::uint64_t value, std::uint64_t longest, std::size_t cells) {
  if (longest == 0) return {};
  const double share = static_cast<double>(value) / static_cast<double>(longest);
  auto parts = static_cast<std::size_t>(share * static_cast<double>(cells) * 8 + 0.5);
  if (parts == 0 && value > 0) parts = 1;  // something is never drawn as nothing
  std::string out;
  for (std::size_t i = 0; i < parts / 8; ++i) out += "█";
  return out + eighths[parts % 8];
}

}  // namespace

std::string print_chart(const std::string& title, const std::vector<Bar>& bars, const Terminal& terminal,
                        std::size_t width) {
  std::size_t name_cells = 0;
  std::size_t number_cells = 1;
  std::uint64_t longest = 0;
  for (const Bar& bar : bars) {
    name_cells = std::max(name_cells, cells_of(bar.name));
    number_cells = std::max(number_cells, std::to_string(bar.value).size());
    longest = std::max(longest, bar.value);
  }
  const std::size_t taken = name_cells + number_cells + 3;
  const std::size_t all = width == 0 ? usual_width : width;
  const std::size_t bar_cells = std::max(narrowest_bar, all > taken ? all - taken : 0);
  std::string out = terminal.paint(title, Colour::bold) + "\n";
  for (const Bar& bar : bars) {
    const std::string drawn = bar_of(bar.value, longest, bar_cells);
    out += bar.name + std::string(name_cells - cells_of(bar.name) + 1, ' ');
    out += terminal.paint(drawn, Colour::green) + (drawn.empty() ? "" : " ") + std::to_string(bar.value) + "\n";
  }
  return out;
}

}  // namespace jejak
