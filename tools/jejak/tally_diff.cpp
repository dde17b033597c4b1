#include "tools/jejak/tally_diff.hpp"

#include "ledger/record/flat_json.hpp"

#include <map>

namespace jejak {
namespace {

using Pair = std::pair<const TallyGroup*, const TallyGroup*>;

const TallyGroup nothing;

// Groups of either answer by name, ascending; then the total.
std::vector<std::pair<std::string, Pair>> pairs_of(const TallyAnswer& from, const TallyAnswer& to) {
  std::map<std::string, Pair> groups;
  for (const TallyGroup& group : from.groups)
    groups.try_emplace(group.name, &nothing, &nothing).first->second.first = &group;
  for (const TallyGroup& group : to.groups)
    groups.try_emplace(group.name, &nothing, &nothing).first->second.second = &group;
  std::vector<std::pair<std::string, Pair>> out(groups.begin(), groups.end());
  out.emplace_back(std::string(), Pair{&from.total, &to.total});
  return out;
}

std::int64_t change(const Pair& pair, Counter counter) {
  return static_cast<std::int64_t>((*pair.second)[counter]) - static_cast<std::int64_t>((*pair.first)[counter]);
}

bool differs(const Pair& pair, const std::vector<Counter>& counters) {
  for (const Counter counter : counters) {
    if (change(pair, counter) != 0) return true;
  }
  return false;
}

}  // namespace

TextTable diff_table(const TallyAnswer& from, const TallyAnswer& to, const TallyQuestion& question,
                     const std::vector<Counter>& counters, const Terminal& terminal) {
  TextTable out;
  out.last_is_total = true;
  out.columns.push_back({title_of(question.by, terminal), false});
  for (const Counter counter : counters) out.columns.push_back({title_of(counter, terminal), true});
  for (const auto& [name, pair] : pairs_of(from, to)) {
    const bool is_total = pair.second == &to.total;
    if (!is_total && !differs(pair, counters)) continue;
    std::vector<std::string> cells{is_total ? terminal.say(Phrase::tally_total) : name};
    for (const Counter counter : counters) {
      const std::int64_t by = change(pair, counter);
      cells.push_back(by == 0 ? "·" : fmt::format("{:+}", by));
    }
    out.row(std::move(cells));
  }
  return out;
}

std::string diff_json(const TallyAnswer& from, const TallyAnswer& to, const TallyQuestion& question,
                      const std::vector<Counter>& counters) {
  std::vector<std::string> rows;
  std::string total = "{}";
  for (const auto& [group, pair] : pairs_of(from, to)) {
    FlatJson json;
    const bool is_total = pair.second == &to.total;
    if (!is_total) json.text(name(question.by), group);
    for (const Counter counter : counters) {
      if (change(pair, counter) == 0) continue;
      json.raw(name(counter),
               FlatJson().number("from", (*pair.first)[counter]).number("to", (*pair.second)[counter]).take());
    }
    if (is_total) {
      total = json.take();
    } else if (differs(pair, counters)) {
      rows.push_back(json.take());
    }
  }
  return FlatJson().text("by", name(question.by)).raw("groups", list_json(rows)).raw("total", total).take();
}

}  // namespace jejak
