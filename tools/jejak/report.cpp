#include "tools/jejak/report.hpp"

#include "tools/jejak/tally_words.hpp"
#include "tools/jejak/words.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr TallyDimension tables[] = {TallyDimension::home, TallyDimension::violation, TallyDimension::stat,
                                     TallyDimension::phase, TallyDimension::level};
constexpr EventCounter cited[] = {EventCounter::reports,          EventCounter::refused,
                                  EventCounter::circulars_issued, EventCounter::circulars_acknowledged,
                                  EventCounter::briefings,        EventCounter::teams,
                                  EventCounter::pledges,          EventCounter::monitoring_reports};

// Positions of the period's events of the agency and of those below it.
Outcome find_cited(const ViewReader& view, const Report& report, std::vector<std::uint64_t>& positions) {
  auto words = TallyWords::read(view);
  if (!words) return std::move(words).error();
  auto law = TallyLaw::read(view, *words, {report.at.as_of, report.period.until});
  if (!law) return std::move(law).error();
  const auto above = words->find(report.agency);
  if (!above) return {};
  for (const EventCounter counter : cited) {
    auto read = tally_row::read_counter(view, counter, [&](const tally_row::CounterStep& step) {
      const bool in_period =
          report.period.from <= step.legal && covers(law->cut(), Sequence{step.position}, step.legal);
      if (in_period && law->is_within(step.agency, *above)) positions.push_back(step.position);
    });
    if (!read) return read;
  }
  return {};
}

Outcome cite(OpenedViews& opened, Language language, const std::vector<std::uint64_t>& positions, Report& report) {
  for (const std::uint64_t position : positions) {
    auto read = opened.source->entries(
        Sequence{position}, TreeSize{position + 1}, [&](Sequence at, BytesView bytes) -> Outcome {
          auto entry = read_entry(at, bytes);
          if (!entry) return std::move(entry).error();
          if (!entry->event) return {};
          const std::uint16_t verdict = entry->entry.verdict;
          const std::string refused = verdict == 0 ? std::string() : verdict_word(verdict, language) + ": ";
          report.events.push_back(
              {at, entry->event->legal_date, entry->event->id, refused + sentence(*entry->event, language)});
          return {};
        });
    if (!read) return read;
  }
  return {};
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const bool quarter = text[5] == 'Q';
  std::string first = std::string(text.substr(0, 5));
  int months = 1;
  if (quarter) {
    if (text[6] < '1' || text[6] > '4') return std::nullopt;
    const int month = (text[6] - '1') * 3 + 1;
    first += month < 10 ? "0" + std::to_string(month) : std::to_string(month);
    months = 3;
  } else {
    first += text.substr(5);
  }
  const auto from = parse_date(first + "-01");
  if (!from) return std::nullopt;
  return Period{std::string(text), *from, add_months(*from, months) - 1};
}

Result<Report> make_report(OpenedViews& opened, const std::string& agency, const Period& period, TreeSize as_of,
                           Language language) {
  Report out;
  out.agency = agency;
  out.period = period;
  out.at = {as_of, period.until};
  out.origin = opened.opened.genesis.origin;
  out.simulated = opened.opened.genesis.clock == ClockKind::simulated;
  TallyQuestion question;
  question.agency = agency;
  question.by = TallyDimension::none;
  question.at = out.at;
  question.times = true;
  auto after = opened.views->read_tally(question);
  if (!after) return std::move(after).error();
  out.root = after->stamp.root;
  out.after = std::move(after->value);
  question.times = false;
  for (const TallyDimension by : tables) {
    question.by = by;
    auto counted = opened.views->read_tally(question);
    if (!counted) return std::move(counted).error();
    out.tables.emplace_back(by, std::move(counted->value));
  }
  question.by = TallyDimension::none;
  question.at.on = period.from - 1;
  // An agency that was registered in the period has nothing before it.
  auto before = opened.views->read_tally(question);
  if (!before && before.error().code != Errc::usage) return std::move(before).error();
  if (before) out.before = std::move(before->value);
  auto checkpoint = opened.reader->checkpoint();
  if (!checkpoint) return std::move(checkpoint).error();
  out.checkpoint = std::move(*checkpoint);

  std::vector<std::uint64_t> positions;
  auto found = opened.views->with_tallies(
      [&](const ViewReader& view) { return positions.clear(), find_cited(view, out, positions); });
  if (!found) return std::move(found).error();
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  if (auto told = cite(opened, language, positions, out); !told) return std::move(told).error();
  return out;
}

std::string report_csv(const Report& report) {
  TextTable table;
  const auto add = [&table](const std::string& by, const std::string& group, const std::string& counter,
                            std::uint64_t before, std::uint64_t after, bool with_before) {
    const auto change = static_cast<std::int64_t>(after) - static_cast<std::int64_t>(before);
    table.row({by, group, counter, with_before ? std::to_string(before) : "", with_before ? std::to_string(change) : "",
               std::to_string(after)});
  };
  for (std::size_t i = 0; i < counter_count; ++i) {
    add("none", "", name(static_cast<Counter>(i)), report.before.total.counts[i], report.after.total.counts[i], true);
  }
  for (const auto& [by, answer] : report.tables) {
    for (const TallyGroup& group : answer.groups) {
      for (std::size_t i = 0; i < case_counter_count; ++i) {
        if (group.counts[i] != 0) add(name(by), group.name, name(static_cast<Counter>(i)), 0, group.counts[i], false);
      }
    }
  }
  for (const Report::Cited& each : report.events) {
    table.row(
        {"event", print(each.id), std::to_string(each.position.value), print(each.legal_date), "", each.sentence});
  }
  return print_csv(table, {"by", "group", "counter", "before", "in_period", "after"});
}

}  // namespace jejak
