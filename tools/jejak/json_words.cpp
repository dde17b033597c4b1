#include "tools/jejak/json_words.hpp"

#include "ledger/base/text.hpp"
#include "tools/jejak/screen.hpp"
#include "tools/jejak/table.hpp"

#include <boost/json/serialize.hpp>

namespace jejak {
namespace {

constexpr std::size_t depth_max = 16;

bool is_plain(const boost::json::value& value) {
  return !value.is_object() && !value.is_array();
}

std::string word(const boost::json::value& value) {
  if (value.is_null()) return "-";
  if (value.is_string()) return harmless(std::string_view(value.get_string()));
  return harmless(boost::json::serialize(value));
}

bool is_plain_list(const boost::json::value& value) {
  if (!value.is_array()) return false;
  for (const auto& each : value.get_array()) {
    if (!is_plain(each)) return false;
  }
  return true;
}

std::string print_list(const boost::json::value& value) {
  std::string out;
  for (const auto& each : value.get_array()) out += (out.empty() ? "" : ", ") + word(each);
  return out.empty() ? "-" : out;
}

class Outline {
 public:
  explicit Outline(const Terminal& terminal) : terminal_(terminal) {}

  void members(const boost::json::object& object, std::size_t depth) {
    std::size_t width = 0;
    for (const auto& member : object) width = std::max(width, cells_of(harmless(member.key())));
    for (const auto& member : object) {
      const std::string name = harmless(member.key());
      const auto& value = member.value();
      const std::string margin(2 * depth, ' ');
      if (is_plain(value) || is_plain_list(value)) {
        const std::string gap(width - std::min(width, cells_of(name)) + 2, ' ');
        out_ += margin + name + gap + (is_plain(value) ? word(value) : print_list(value)) + "\n";
      } else {
        out_ += margin + terminal_.paint(name, Colour::bold) + "\n";
        below(value, depth + 1);
      }
    }
  }

  void below(const boost::json::value& value, std::size_t depth) {
    if (depth > depth_max) return;
    if (value.is_object()) return members(value.get_object(), depth);
    if (!value.is_array()) return;
    bool is_first = true;
    for (const auto& each : value.get_array()) {
      if (!is_first) out_ += "\n";
      is_first = false;
      if (is_plain(each)) {
        out_ += std::string(2 * depth, ' ') + word(each);
      } else {
        below(each, depth);
      }
    }
  }

  std::string take() { return std::move(out_); }

 private:
  const Terminal& terminal_;
  std::string out_;
};

}  // namespace

std::string print_items(const Terminal& terminal, const boost::json::array& items) {
  TextTable table;
  std::vector<std::string> names;
  for (const auto& item : items) {
    if (!item.is_object()) continue;
    for (const auto& member : item.get_object()) {
      const std::string name(member.key());
      if (!is_plain(member.value()) && !is_plain_list(member.value())) return print_members(terminal, items);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  if (names.empty()) return "-\n";
  for (const std::string& name : names) table.columns.push_back({harmless(name), false});
  for (const auto& item : items) {
    if (!item.is_object()) continue;
    std::vector<std::string> cells;
    for (const std::string& name : names) {
      const auto* value = item.get_object().if_contains(name);
      cells.push_back(value == nullptr ? "" : is_plain(*value) ? word(*value) : print_list(*value));
    }
    table.row(std::move(cells));
  }
  return print(table, terminal, screen().width);
}

std::string print_members(const Terminal& terminal, const boost::json::value& value) {
  Outline outline(terminal);
  outline.below(value, 0);
  return outline.take();
}

}  // namespace jejak
