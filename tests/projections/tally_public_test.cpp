#include "projections/tally_public.hpp"

#include "tests/projections/tally_story.hpp"
#include "tests/support/catch.hpp"

#include <random>
#include <set>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::uint64_t threshold = 5;

using Row = std::map<std::string, PublicCounts>;

PublicCounts total_of(const Row& rows, std::size_t counters) {
  PublicCounts out(counters, 0);
  for (const auto& [name, counts] : rows) {
    for (std::size_t c = 0; c < counters; ++c) out[c] += counts[c];
  }
  return out;
}

// What everybody can see of one number at one publication, once all tables are laid side by side.
struct Seen {
  std::map<std::string, std::uint64_t> known;  // rows that moved in this table
  std::vector<std::string> hidden;
  std::uint64_t total = 0;
  bool total_moved = false;
};

// Every way in which the hidden numbers can have been, publication by publication, for somebody who knows all names,
// all tables, that counts never fall, and nothing else. Possible values of each row at each publication.
std::vector<std::map<std::string, std::set<std::uint64_t>>> possible(const std::vector<Seen>& series,
                                                                     const std::vector<std::string>& names,
                                                                     std::uint64_t most) {
  using State = std::vector<std::uint64_t>;
  std::vector<std::set<State>> forward{{State(names.size(), 0)}};
  std::vector<std::map<State, std::set<State>>> after;
  for (const Seen& seen : series) {
    std::map<State, std::set<State>> steps;
    std::set<State> next;
    for (const State& state : forward.back()) {
      State now(names.size(), 0);
      const bool bounded = seen.total_moved;
      const std::function<void(std::size_t, std::uint64_t)> fill = [&](std::size_t at, std::uint64_t sum) {
        if (bounded && sum > seen.total) return;
        if (at == names.size()) {
          if (bounded && sum != seen.total) return;
          steps[state].insert(now);
          next.insert(now);
          return;
        }
        const auto known = seen.known.find(names[at]);
        if (known != seen.known.end()) {
          if (known->second < state[at]) return;
          now[at] = known->second;
          fill(at + 1, sum + now[at]);
          return;
        }
        for (now[at] = state[at]; now[at] <= most; ++now[at]) fill(at + 1, sum + now[at]);
      };
      fill(0, 0);
    }
    forward.push_back(next);
    after.push_back(std::move(steps));
  }
  // Only what can also go on to the end.
  std::vector<std::set<State>> both = forward;
  for (std::size_t t = series.size(); t-- > 0;) {
    std::set<State> alive;
    for (const State& state : both[t]) {
      for (const State& to : after[t][state]) {
        if (both[t + 1].contains(to)) alive.insert(state);
      }
    }
    both[t] = alive;
  }
  std::vector<std::map<std::string, std::set<std::uint64_t>>> out;
  for (std::size_t t = 0; t < series.size(); ++t) {
    std::map<std::string, std::set<std::uint64_t>> values;
    for (const State& state : both[t + 1]) {
      for (std::size_t i = 0; i < names.size(); ++i) values[names[i]].insert(state[i]);
    }
    out.push_back(std::move(values));
  }
  return out;
}

Seen seen_of(const PublicTable& table, const std::vector<std::string>& names, std::size_t counter) {
  Seen out;
  out.total = table.total[counter];
  out.total_moved = table.total_shown[counter] == table.published;
  for (const std::string& name : names) {
    const PublicRow* found = nullptr;
    for (const PublicRow& row : table.rows) {
      if (row.name == name && row.shown == table.published) found = &row;
    }
    if (found == nullptr) {
      out.hidden.push_back(name);
    } else {
      out.known[name] = found->counts[counter];
    }
  }
  return out;
}

}  // namespace

TEST_CASE("public tally: no hidden number can be told from all tables together", "[projections][tallies][public]") {
  std::size_t small_numbers = 0;
  std::size_t hidden_numbers = 0;
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    std::mt19937 random(seed);
    const std::vector<std::string> names{"a", "b", "c"};
    const std::size_t counters = 1 + seed % 2;
    PublicSeries series(counters, threshold);
    Row exact;
    std::vector<std::vector<Seen>> seen(counters);
    std::vector<Row> truth;
    for (int cut = 0; cut < 3; ++cut) {
      for (const std::string& name : names) {
        PublicCounts& counts = exact.try_emplace(name, PublicCounts(counters, 0)).first->second;
        for (std::uint64_t& count : counts) count += random() % 3 == 0 ? random() % 7 : random() % 4;
      }
      const PublicTable table = series.publish(Date{18'000 + 30 * cut}, TreeSize{1}, exact, total_of(exact, counters));
      for (std::size_t c = 0; c < counters; ++c) seen[c].push_back(seen_of(table, names, c));
      truth.push_back(exact);
    }
    for (std::size_t c = 0; c < counters; ++c) {
      // Where no total moves there is nothing to subtract from, and too much to try.
      bool all_moved = true;
      for (const Seen& each : seen[c]) all_moved = all_moved && (each.total_moved || each.hidden.size() < names.size());
      if (!all_moved) continue;
      const auto values = possible(seen[c], names, 19);
      for (std::size_t cut = 0; cut < values.size(); ++cut) {
        for (const std::string& name : seen[c][cut].hidden) {
          const std::uint64_t value = truth[cut][name][c];
          INFO("seed " << seed << " cut " << cut << " row " << name << " value " << value);
          const auto& could_be = values[cut].at(name);
          CHECK(could_be.contains(value));
          ++hidden_numbers;
          const std::uint64_t before = cut == 0 ? 0 : truth[cut - 1][name][c];
          const bool is_small = (value > 0 && value < threshold) || (value > before && value - before < threshold);
          if (!is_small) continue;
          ++small_numbers;
          CHECK(could_be.size() > 1);
        }
      }
    }
  }
  CHECK(small_numbers > 100);  // else it has proven nothing
  CHECK(hidden_numbers > small_numbers);
}

TEST_CASE("public tally: between any two tables a number stays, or moves by the threshold at least",
          "[projections][tallies][public]") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    std::mt19937 random(seed);
    PublicSeries series(3, threshold);
    Row exact;
    std::vector<PublicTable> tables;
    for (int cut = 0; cut < 12; ++cut) {
      for (int agency = 0; agency < 9; ++agency) {
        PublicCounts& counts = exact.try_emplace(std::to_string(agency), PublicCounts(3, 0)).first->second;
        for (std::uint64_t& count : counts) {
          count += random() % (agency < 5 ? 3 : 15);
          if (count > 0 && random() % 11 == 0) --count;  // a case was merged away
        }
      }
      tables.push_back(series.publish(Date{18'000 + 30 * cut}, TreeSize{1}, exact, total_of(exact, 3)));
    }
    for (std::size_t later = 1; later < tables.size(); ++later) {
      for (std::size_t c = 0; c < 3; ++c) {
        const auto apart = [](std::uint64_t a, std::uint64_t b) { return a < b ? b - a : a - b; };
        const std::uint64_t moved = apart(tables[later].total[c], tables[later - 1].total[c]);
        CHECK((moved == 0 || moved >= threshold));
        for (const PublicRow& row : tables[later].rows) {
          std::uint64_t before = 0;
          for (const PublicRow& earlier : tables[later - 1].rows) {
            if (earlier.name == row.name) before = earlier.counts[c];
          }
          const std::uint64_t step = apart(row.counts[c], before);
          CHECK((step == 0 || step >= threshold));
        }
      }
    }
  }
}

TEST_CASE("public tally: a threshold of nothing hides nothing, a small nation is not told at all",
          "[projections][tallies][public]") {
  PublicSeries open(1, 1);
  const Row rows{{"a", {1}}, {"b", {2}}};
  const PublicTable all = open.publish(Date{18'000}, TreeSize{1}, rows, {3});
  CHECK(all.rows.size() == 2);
  CHECK(all.total == PublicCounts{3});
  PublicSeries closed(1, threshold);
  const PublicTable none = closed.publish(Date{18'000}, TreeSize{1}, rows, {3});
  CHECK(none.rows.empty());
  CHECK(none.total == PublicCounts{0});
}

TEST_CASE("public tally: tables belong to ends of months, and one that was published never changes",
          "[projections][tallies][public]") {
  Story story;
  for (int i = 0; i < 7; ++i) {
    story.step(
        {"CaseOpened", "case-a" + std::to_string(i), "BAWASLU_PROV@bawaslu:64", {{"act_place", Code{"prov:64"}}}});
  }
  story.on("2020-03-31");
  for (int i = 0; i < 6; ++i) {
    story.step(
        {"CaseOpened", "case-b" + std::to_string(i), "BAWASLU_PROV@bawaslu:63", {{"act_place", Code{"prov:63"}}}});
  }
  const TreeSize march = story.size();
  story.on("2020-04-02").step({"CaseOpened", "case-c", "BAWASLU_PROV@bawaslu:63", {{"act_place", Code{"prov:63"}}}});
  story.on("2020-05-02").step({"CaseOpened", "case-d", "BAWASLU_PROV@bawaslu:63", {{"act_place", Code{"prov:63"}}}});

  const MemoryViewStore view = story.view();
  TallyQuestion question;
  question.by = TallyDimension::province;
  question.at.as_of = story.size();
  const auto may = public_tally(view, question, {Counter::reported}, threshold);
  REQUIRE(may.has_value());
  CHECK(print(may->published) == "2020-04-30");
  CHECK(may->total == PublicCounts{13});  // one more in April is not told
  REQUIRE(may->rows.size() == 2);
  CHECK(may->rows[0] == PublicRow{"prov:63", {6}, *parse_date("2020-03-31"), true});
  question.at.as_of = TreeSize{march.value + 1};
  const auto april = public_tally(view, question, {Counter::reported}, threshold);
  REQUIRE(april.has_value());
  CHECK(print(april->published) == "2020-03-31");
  CHECK(april->as_of == march);
  CHECK(april->total == PublicCounts{13});
  question.at.as_of = march;
  CHECK(public_tally(view, question, {Counter::reported}, threshold)->published == never);
  question.at.on = *parse_date("2020-03-31");
  CHECK(public_tally(view, question, {Counter::reported}, threshold).error().code == Errc::usage);
}
