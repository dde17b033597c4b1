#include "tools/jejak/table.hpp"

#include "ledger/base/text.hpp"
#include "tools/jejak/screen.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t gap = 2;

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
  const std::size_t cells = cells_of(text);
  const std::string space(width > cells ? width - cells : 0, ' ');
  return to_the_right ? space + text : text + space;
}

// A title in lines of at most `width` cells: broken at spaces, and behind hyphens where a word is longer than that.
std::vector<std::string> title_lines(const std::string& title, std::size_t width) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : title + " ") {
    if (c == ' ') {
      if (!word.empty()) words.push_back(word);
      word.clear();
    } else {
      word += c;
    }
  }
  std::vector<std::string> lines;
  const auto add = [&](const std::string& part, bool new_word) {
    if (!lines.empty() && new_word && cells_of(lines.back()) + 1 + cells_of(part) <= width) {
      lines.back() += " " + part;
    } else {
      lines.push_back(part);
    }
  };
  for (const std::string& each : words) {
    const auto hyphen = each.find('-');
    if (hyphen == std::string::npos || hyphen + 1 == each.size()) {
      add(each, true);
      continue;
    }
    std::string whole = each;
    whole.erase(hyphen, 1);
    if (cells_of(whole) <= width) {
      add(whole, true);
    } else {
      add(each.substr(0, hyphen + 1), true);
      lines.push_back(each.substr(hyphen + 1));
    }
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

// The longest piece that cannot be broken.
std::size_t narrowest(const std::string& title) {
  std::size_t longest = 0;
  std::size_t cells = 0;
  for (const char c : title) {
    const bool follows = (static_cast<unsigned char>(c) & 0xc0) == 0x80;
    cells = c == ' ' ? 0 : cells + (follows ? 0 : 1);
    longest = std::max(longest, cells);
    if (c == '-') cells = 0;
  }
  return longest;
}

class Printing {
 public:
  Printing(const TextTable& table, const Terminal& terminal) : table_(table), terminal_(terminal) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      std::size_t width = narrowest(table.columns[c].title);
      for (const auto& row : table.rows) width = std::max(width, c < row.size() ? cells_of(row[c]) : 0);
      widths_.push_back(width);
    }
  }

  std::string run(std::size_t width) const {
    std::string out;
    std::size_t first = 1;
    do {
      std::size_t end = first;
      std::size_t used = widths_[0];
      while (end < widths_.size() && (width == 0 || end == first || used + gap + widths_[end] <= width)) {
        used += gap + widths_[end++];
      }
      if (!out.empty()) out += "\n";
      out += part(first, end);
      first = end;
    } while (first < widths_.size());
    return out;
  }

 private:
  std::string part(std::size_t first, std::size_t end) const {
    std::vector<std::size_t> shown{0};
    for (std::size_t c = first; c < end; ++c) shown.push_back(c);
    std::size_t height = 1;
    std::vector<std::vector<std::string>> titles;
    for (const std::size_t c : shown) {
      titles.push_back(title_lines(table_.columns[c].title, widths_[c]));
      height = std::max(height, titles.back().size());
    }
    std::string out;
    for (std::size_t line = 0; line < height; ++line) {
      std::vector<std::string> cells;
      for (const auto& title : titles) {
        const std::size_t above = height - title.size();  // titles stand on the table
        cells.push_back(line < above ? std::string() : title[line - above]);
      }
      out += terminal_.paint(this->line(shown, cells), Colour::dim) + "\n";
    }
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      std::vector<std::string> cells;
      for (const std::size_t c : shown) cells.push_back(c < table_.rows[r].size() ? table_.rows[r][c] : std::string());
      const bool bold = table_.last_is_total && r + 1 == table_.rows.size();
      const std::string text = line(shown, cells);
      out += (bold ? terminal_.paint(text, Colour::bold) : text) + "\n";
    }
    return out;
  }

  std::string line(const std::vector<std::size_t>& shown, const std::vector<std::string>& cells) const {
    std::string out;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const bool to_the_right = shown[i] != 0 && table_.columns[shown[i]].is_number;
      out += (i == 0 ? "" : std::string(gap, ' ')) + padded(cells[i], widths_[shown[i]], to_the_right);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
  }

  const TextTable& table_;
  const Terminal& terminal_;
  std::vector<std::size_t> widths_;
};

}  // namespace

std::string print(const TextTable& table, const Terminal& terminal, std::size_t width) {
  return Printing(table, terminal).run(width);
}

std::string print_plain(const TextTable& table) {
  std::string out;
  for (const auto& row : table.rows) out += joined(row, "\t") + "\n";
  return out;
}

std::string print_csv(const TextTable& table, const std::vector<std::string>& names) {
  return print_csv(table.rows, names);
}

}  // namespace jejak
