#include "tools/demo/published.hpp"

#include "ledger/record/event.hpp"
#include "tools/demo/texts.hpp"

#include <charconv>

namespace jejak {
namespace {

std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  while (!line.empty()) {
    const std::string_view column = next_part(line, ' ');
    if (!column.empty()) columns.push_back(column);
  }
  return columns;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, value);
  if (failure != std::errc() || stopped != end || value < 0) return std::nullopt;
  return value;
}

bool read_count(std::string_view text, std::optional<std::int64_t>& count) {
  if (text == "-") return true;
  count = number(text);
  return count.has_value();
}

bool read_other(std::string_view text, std::vector<PublishedFigures::Other>& other) {
  if (text == "-") return true;
  while (!text.empty()) {
    std::string_view value = next_part(text, ',');
    const std::string_view name = next_part(value, '=');
    const std::optional<std::int64_t> persons = number(value);
    if (name.empty() || !is_code(name) || !persons) return false;
    other.push_back({std::string(name), *persons});
  }
  return true;
}

std::optional<PublishedFigures> read_line(std::string_view line) {
  const std::vector<std::string_view> columns = columns_of(line);
  if (columns.size() != 6) return std::nullopt;
  const std::optional<Date> as_of = parse_date(columns[0]);
  if (!as_of) return std::nullopt;
  PublishedFigures figures;
  figures.as_of = *as_of;
  if (!read_count(columns[1], figures.reported) || !read_count(columns[2], figures.recommended) ||
      !read_count(columns[3], figures.followed_up) || !read_other(columns[4], figures.other)) {
    return std::nullopt;
  }
  if (!is_code(columns[5])) return std::nullopt;
  figures.source = columns[5];
  return figures;
}

// The file "published-2020" stands beside the data set "pilkada2020".
std::string data_set_of(std::string_view file) {
  return "pilkada" + std::string(file.substr(file.find('-') + 1));
}

}  // namespace

Result<std::vector<PublishedFigures>> parse_published(std::string_view text, const std::string& place) {
  std::vector<PublishedFigures> series;
  for (int line_number = 1; !text.empty(); ++line_number) {
    const std::string_view line = next_part(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    std::optional<PublishedFigures> figures = read_line(line);
    const std::string where = place + ": line " + std::to_string(line_number);
    if (!figures) {
      return Error{Errc::malformed, where + ": not \"as_of reported recommended followed_up other source\""};
    }
    if (!series.empty() && figures->as_of <= series.back().as_of) {
      return Error{Errc::malformed, where + ": days must ascend"};
    }
    series.push_back(*std::move(figures));
  }
  return series;
}

std::vector<std::string> published_names() {
  std::vector<std::string> names;
  for (const EmbeddedText& embedded : published_texts()) names.push_back(data_set_of(embedded.name));
  return names;
}

Result<std::vector<PublishedFigures>> published_series(std::string_view data_set) {
  std::string known;
  for (const EmbeddedText& embedded : published_texts()) {
    const std::string name = data_set_of(embedded.name);
    if (name == data_set) return parse_published(embedded.text, name);
    known += known.empty() ? name : ", " + name;
  }
  return Error{Errc::not_found,
               "no figures were published under \"" + std::string(data_set) + "\"; there are: " + known};
}

}  // namespace jejak
