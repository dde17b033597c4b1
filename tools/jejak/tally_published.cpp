#include "tools/jejak/tally_published.hpp"

#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/opening.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t series_bytes_max = 1'000'000;
constexpr Counter counters[] = {Counter::reported, Counter::recommended, Counter::followed_up};

std::array<std::optional<std::int64_t>, 3> figures_of(const PublishedFigures& figures) {
  return {figures.reported, figures.recommended, figures.followed_up};
}

std::string signed_text(std::int64_t number) {
  return number > 0 ? "+" + std::to_string(number) : std::to_string(number);
}

}  // namespace

Result<std::vector<PublishedFigures>> find_published(const Terminal& terminal, const std::string& name_or_file) {
  const auto names = published_names();
  if (std::find(names.begin(), names.end(), name_or_file) != names.end()) return published_series(name_or_file);
  auto text = read_input(name_or_file, series_bytes_max);
  if (text) return parse_published(*text, name_or_file);
  if (text.error().code != Errc::not_found) return std::move(text).error();
  return Error{Errc::not_found, terminal.say(Text::no_published, name_or_file, joined(names))};
}

Result<std::vector<ComparedFigures>> compare_published(OpenedViews& opened, const TallyQuestion& question,
                                                       const std::vector<PublishedFigures>& series) {
  std::vector<ComparedFigures> out;
  for (const PublishedFigures& figures : series) {
    if (interrupted()) return interruption();
    if (question.at.on && *question.at.on < figures.as_of) continue;
    TallyQuestion one = question;
    one.by = TallyDimension::none;
    one.times = one.persons = false;
    one.at.on = figures.as_of;
    auto counted = opened.views->read_tally(one);
    if (!counted) return std::move(counted).error();
    ComparedFigures compared{figures, {}};
    for (std::size_t i = 0; i < compared.own.size(); ++i) compared.own[i] = counted->value.total[counters[i]];
    out.push_back(std::move(compared));
  }
  return out;
}

TextTable published_table(const std::vector<ComparedFigures>& compared, const Terminal& terminal) {
  TextTable out;
  out.columns.push_back({terminal.say(Text::published_on), false});
  for (const Counter counter : counters) {
    out.columns.push_back({title_of(counter, terminal) + " " + terminal.say(Text::published_printed), true});
    out.columns.push_back({terminal.say(Text::published_own), true});
    out.columns.push_back({terminal.say(Text::published_difference), true});
  }
  out.columns.push_back({terminal.say(Text::published_other), false});
  out.columns.push_back({terminal.say(Text::published_source), false});
  for (const ComparedFigures& each : compared) {
    std::vector<std::string> cells{print(each.published.as_of)};
    const auto figures = figures_of(each.published);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const auto own = static_cast<std::int64_t>(each.own[i]);
      cells.push_back(figures[i] ? std::to_string(*figures[i]) : "-");
      cells.push_back(std::to_string(own));
      cells.push_back(figures[i] ? signed_text(own - *figures[i]) : "-");
    }
    std::vector<std::string> other;
    for (const auto& one : each.published.other) other.push_back(one.name + " " + std::to_string(one.persons));
    cells.push_back(other.empty() ? "-" : joined(other));
    cells.push_back(each.published.source);
    out.row(std::move(cells));
  }
  return out;
}

std::vector<std::string> published_columns() {
  std::vector<std::string> out{"as_of"};
  for (const Counter counter : counters) {
    for (const char* each : {"_published", "_own", "_difference"}) out.push_back(std::string(name(counter)) + each);
  }
  out.emplace_back("other");
  out.emplace_back("source");
  return out;
}

std::string published_json(const std::vector<ComparedFigures>& compared) {
  return list_json(compared, [](const ComparedFigures& each) {
    FlatJson json;
    json.text("as_of", print(each.published.as_of)).text("source", each.published.source);
    const auto figures = figures_of(each.published);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      FlatJson one;
      if (figures[i]) one.raw("published", std::to_string(*figures[i]));
      one.number("own", each.own[i]);
      if (figures[i]) one.raw("difference", std::to_string(static_cast<std::int64_t>(each.own[i]) - *figures[i]));
      json.raw(name(counters[i]), one.take());
    }
    FlatJson other;
    for (const auto& one : each.published.other) other.raw(one.name, std::to_string(one.persons));
    return json.raw("other", other.take()).take();
  });
}

}  // namespace jejak
