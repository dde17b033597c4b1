#include "projections/tally_public.hpp"

#include <algorithm>
#include <set>

namespace jejak {
namespace {

std::uint64_t sum(const PublicCounts& counts) {
  std::uint64_t out = 0;
  for (const std::uint64_t count : counts) out += count;
  return out;
}

}  // namespace

bool PublicSeries::is_small(std::int64_t change) const {
  return change != 0 && static_cast<std::uint64_t>(change < 0 ? -change : change) < threshold_;
}

bool PublicSeries::gives_away(const std::vector<std::int64_t>& held) const {
  std::int64_t together = 0;
  std::uint64_t above_least = 0;  // how much could be taken from one and given to another
  std::uint64_t below_most = 0;
  std::size_t changed = 0;
  bool any_small = false;
  bool any_large = false;
  for (const std::int64_t change : held) {
    if (change == 0) continue;
    const auto size = static_cast<std::uint64_t>(change < 0 ? -change : change);
    together += change;
    ++changed;
    above_least += size - 1;
    if (is_small(change)) {
      any_small = true;
      below_most += threshold_ - 1 - size;
    } else {
      any_large = true;
    }
  }
  if (is_small(together)) return true;
  if (!any_small) return false;
  return held.size() == 1 || changed == 1 || above_least == 0 || (!any_large && below_most == 0);
}

const PublicTable& PublicSeries::publish(Date day, TreeSize as_of, const std::map<std::string, PublicCounts>& rows,
                                         const PublicCounts& total) {
  const std::size_t counters = table_.total.size();
  std::map<std::string, Changes> changes;  // of every row that is or was there, against what was shown last
  const auto add = [&](const std::string& name, const PublicCounts& counts, bool minus) {
    Changes& change = changes[name];
    change.resize(counters, 0);
    for (std::size_t c = 0; c < counters; ++c) {
      const auto count = static_cast<std::int64_t>(counts[c]);
      change[c] += minus ? -count : count;
    }
  };
  for (const auto& [name, counts] : rows) add(name, counts, false);
  for (const auto& [name, counts] : shown_) add(name, counts, true);

  std::vector<bool> total_moves(counters);
  for (std::size_t c = 0; c < counters; ++c) {
    const auto change = static_cast<std::int64_t>(total[c]) - static_cast<std::int64_t>(table_.total[c]);
    total_moves[c] = !is_small(change);
  }

  std::set<std::string> held;
  std::vector<std::string> others;  // that could be held as well, the smallest first
  for (const auto& [name, change] : changes) {
    const bool small = std::any_of(change.begin(), change.end(), [this](std::int64_t each) { return is_small(each); });
    if (small) {
      held.insert(name);
    } else {
      others.push_back(name);
    }
  }
  const auto size_of = [&rows](const std::string& name) {
    const auto at = rows.find(name);
    return at == rows.end() ? std::uint64_t{0} : sum(at->second);
  };
  std::stable_sort(others.begin(), others.end(),
                   [&](const std::string& a, const std::string& b) { return size_of(a) < size_of(b); });
  // A row without any change hides nothing.
  const auto moved = [&](const std::string& name) {
    const Changes& change = changes[name];
    return std::any_of(change.begin(), change.end(), [](std::int64_t each) { return each != 0; });
  };
  std::erase_if(others, [&](const std::string& name) { return !moved(name); });
  const auto told = [&](std::size_t c) {
    std::vector<std::int64_t> of_held;
    for (const std::string& name : held) of_held.push_back(changes[name][c]);
    return gives_away(of_held);
  };
  const auto any_told = [&] {
    for (std::size_t c = 0; c < counters; ++c) {
      if (total_moves[c] && told(c)) return true;
    }
    return held.size() == 1;
  };
  for (std::size_t next = 0; any_told() && next < others.size(); ++next) held.insert(others[next]);
  // Where nothing is left to hide behind, no total may tell what the held rows are together.
  for (std::size_t c = 0; c < counters; ++c) {
    if (told(c)) total_moves[c] = false;
  }

  table_.published = day;
  table_.as_of = as_of;
  for (std::size_t c = 0; c < counters; ++c) {
    if (!total_moves[c]) continue;
    table_.total[c] = total[c];
    table_.total_shown[c] = day;
  }
  std::map<std::string, Date> when;
  for (const PublicRow& row : table_.rows) when[row.name] = row.shown;
  for (const auto& [name, change] : changes) {
    if (held.contains(name)) continue;
    const auto at = rows.find(name);
    shown_[name] = at == rows.end() ? PublicCounts(counters, 0) : at->second;
    when[name] = day;
  }
  table_.rows.clear();
  for (const auto& [name, counts] : shown_) table_.rows.push_back({name, counts, when[name], held.contains(name)});
  return table_;
}

Outcome check_public(const TallyQuestion& question, const std::vector<Counter>& counters) {
  if (question.at.on) return Error{Errc::usage, "what is published is cut by what was known, not by legal date"};
  if (question.persons || question.times || !question.where.empty() || !question.agency.empty()) {
    return Error{Errc::usage, "only whole tables are published: no filter, no persons, no medians"};
  }
  if (question.by == TallyDimension::violation) {
    return Error{Errc::usage, "a case stands in several rows by violation; publish by violations"};
  }
  const auto asked = [&counters](Counter counter) {
    return std::find(counters.begin(), counters.end(), counter) != counters.end();
  };
  if (asked(Counter::reported) &&
      (asked(Counter::from_report) || asked(Counter::from_finding) || asked(Counter::from_elsewhere))) {
    return Error{Errc::usage,
                 "reported is the sum of from_report, from_finding and from_elsewhere; publish one or the other"};
  }
  return {};
}

Result<PublicTable> public_tally(const ViewReader& view, TallyQuestion question, const std::vector<Counter>& counters,
                                 std::uint64_t threshold, const std::function<bool()>& stops) {
  if (auto allowed = check_public(question, counters); !allowed) return std::move(allowed).error();
  const auto days = tally_row::read_days(view, Zone::wib);
  if (!days) return days.error();

  PublicSeries series(counters.size(), threshold);
  const TreeSize until = question.at.as_of;
  for (std::size_t i = 1; i < days->size() && (*days)[i].first.value < until.value; ++i) {
    const Date month_end = end_of_month((*days)[i - 1].day);
    if ((*days)[i].day <= month_end) continue;
    if (stops && stops()) return Error{Errc::interrupted, "stopped before the table of " + print(month_end)};
    // The last month's end before this day: months in which nothing was recorded have no table of their own.
    question.at.as_of = TreeSize{(*days)[i].first.value};
    auto exact = tally(view, question);
    if (!exact) return std::move(exact).error();
    const auto pick = [&counters](const TallyGroup& group) {
      PublicCounts out;
      for (const Counter counter : counters) out.push_back(group[counter]);
      return out;
    };
    std::map<std::string, PublicCounts> rows;
    for (const TallyGroup& group : exact->groups) {
      PublicCounts counts = pick(group);
      if (sum(counts) > 0) rows.emplace(group.name, std::move(counts));
    }
    series.publish(month_end, question.at.as_of, rows, pick(exact->total));
  }
  PublicTable out = series.newest();
  if (out.as_of.value == 0) out.published = never;
  return out;
}

}  // namespace jejak
