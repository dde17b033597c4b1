#include "projections/tally.hpp"

#include "projections/tally_credit.hpp"
#include "projections/tally_groups.hpp"
#include "projections/term_law.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

namespace jejak {
namespace {

using Counts = std::array<std::uint64_t, counter_count>;

struct CaseTimes {
  std::vector<std::int32_t> days;
  std::vector<std::int32_t> working_days;
};

struct PersonHit {
  Group group;
  std::uint8_t counter;
  Id person;
  auto operator<=>(const PersonHit&) const = default;
};

constexpr Group total_group = static_cast<Group>(-1);

// What one thread counts.
struct Cells {
  std::vector<Counts> groups;
  Counts total{};
  std::vector<PersonHit> persons;
  std::map<std::pair<Group, std::size_t>, CaseTimes> times;  // group and phase
  std::map<Group, std::array<TermTally, counted_terms_max>> terms;
};

struct Narrowing {
  std::unique_ptr<Grouping> by;
  Group wanted = 0;
  bool knows_events = false;
};

class Count {
 public:
  // `term_law`: only if times are asked for, else null.
  Count(const ViewReader& view, const TallyQuestion& question, const TallyWords& words, const TallyLaw& law,
        const TermLaw* term_law)
      : view_(view), question_(question), words_(words), law_(law), term_law_(term_law) {
    const auto& terms = effects().terms();
    const auto at = std::lower_bound(terms.begin(), terms.end(), "DL-06");
    follow_up_ =
        at != terms.end() && *at == "DL-06" ? static_cast<std::uint8_t>(at - terms.begin()) : counted_terms_max;
  }

  Outcome prepare() {
    if (question_.agency.empty()) return {};
    const auto above = words_.find(question_.agency);
    const auto& known = law_.agencies();
    if (!above || std::find(known.begin(), known.end(), *above) == known.end()) {
      std::vector<std::string> names;
      for (const Word each : known) names.emplace_back(words_.text(each));
      const std::string near = nearest_names(question_.agency, names);
      return Error{Errc::usage, "no agency " + question_.agency + " is registered at that position" +
                                    (near.empty() ? std::string() : "; near: " + near)};
    }
    within_.assign(words_.size(), false);
    for (Word word = 1; word < words_.size(); ++word) within_[word] = law_.is_within(word, *above);
    return {};
  }

  Result<std::vector<Narrowing>> narrowings() const {
    std::vector<Narrowing> out;
    for (const TallyFilter& filter : question_.where) {
      Narrowing one;
      one.by = std::make_unique<Grouping>(filter.by, words_, law_);
      one.knows_events = knows_events(filter.by);
      const auto wanted = one.by->find(filter.value);
      if (!wanted) {
        const std::string near = nearest_names(filter.value, one.by->all());
        return Error{Errc::usage, std::string("nothing has ") + name(filter.by) + "=" + filter.value +
                                      (near.empty() ? std::string() : "; near: " + near)};
      }
      one.wanted = *wanted;
      out.push_back(std::move(one));
    }
    return out;
  }

  Outcome run(TallyAnswer& answer) {
    auto checked = narrowings();
    if (!checked) return std::move(checked).error();
    const Grouping names(question_.by, words_, law_);
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const unsigned asked = question_.threads == 0 ? cores : question_.threads;
    const std::size_t threads = std::clamp<std::size_t>(asked, 1, tally_row::shard_count);
    std::vector<Cells> cells(threads);
    std::vector<Outcome> outcomes(threads);
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads; ++i) {
      others.emplace_back([this, i, &cells, &outcomes] { outcomes[i] = scan(cells[i]); });
    }
    outcomes[0] = scan(cells[0]);
    for (std::thread& other : others) other.join();
    for (Outcome& outcome : outcomes) {
      if (!outcome) return std::move(outcome);
    }
    if (auto counted = count_events(cells[0], *checked); !counted) return counted;
    gather(cells, names, answer);
    return {};
  }

 private:
  // Strands of the shards that nobody else has taken yet.
  Outcome scan(Cells& cells) {
    auto narrowed = narrowings();
    if (!narrowed) return std::move(narrowed).error();
    Grouping groups(question_.by, words_, law_);
    cells.groups.resize(groups.size());
    StrandFacts facts;
    for (;;) {
      const std::size_t shard = next_shard_.fetch_add(1);
      if (shard >= tally_row::shard_count) return {};
      const auto fold = [&](const std::string& prefix, const auto& count) {
        return view_.scan(prefix, [&](std::string_view key, BytesView row) -> Outcome {
          if (!fold_strand(row, law_.cut(), law_.contested(), effects(), term_law_, facts)) {
            return Error{Errc::corrupt, "the strand " + std::string(key) + " in the tallies is damaged"};
          }
          count();
          return {};
        });
      };
      auto scanned = fold(tally_row::strand_prefix(shard), [&] { count_case(facts, groups, *narrowed, cells); });
      if (!scanned) return scanned;
      if (!question_.times) continue;
      scanned = fold(tally_row::other_strand_prefix(shard), [&] { count_terms(facts, groups, *narrowed, cells); });
      if (!scanned) return scanned;
    }
  }

  bool overdue(const StrandFacts& facts) const {
    if (facts.recommended_by == no_word || facts.decided_by != no_word || is_terminal(facts.state)) return false;
    for (std::uint8_t i = 0; i < facts.term_count; ++i) {
      const TermFacts& term = facts.terms[i];
      if (term.term != follow_up_ || term.stopped != never) continue;
      const auto last = law_.last_day(term);
      return last && *last < law_.today();
    }
    return false;
  }

  void count_case(const StrandFacts& facts, Grouping& groups, std::vector<Narrowing>& narrowed, Cells& cells) const {
    std::uint32_t counters = counters_of(facts, overdue(facts));
    const bool home_within = within(facts.home);
    for (std::uint32_t left = counters; left != 0; left &= left - 1) {
      const auto number = static_cast<std::size_t>(__builtin_ctz(left));
      const Word agency = credited(static_cast<Counter>(number), facts);
      if (!home_within && !within(agency)) continue;
      if (!passes(narrowed, facts, agency)) continue;
      for (const Group group : groups.of(facts, agency)) {
        ++cells.groups[group][number];
        if (question_.persons) cells.persons.push_back({group, static_cast<std::uint8_t>(number), person(facts)});
      }
      ++cells.total[number];
      if (question_.persons) cells.persons.push_back({total_group, static_cast<std::uint8_t>(number), person(facts)});
    }
    if (!question_.times) return;
    if (facts.counts()) count_times(facts, groups, narrowed, cells, home_within);
    count_terms(facts, groups, narrowed, cells);
  }

  // Somebody who was not identified is nobody's double.
  Id person(const StrandFacts& facts) const {
    if (facts.identified) return facts.subject;
    Id own{};
    std::uint64_t number = nobody_.fetch_add(1);
    for (std::size_t i = own.size() - 8; i < own.size(); ++i, number >>= 8) own[i] = static_cast<std::uint8_t>(number);
    return own;
  }

  bool within(Word agency) const { return within_.empty() || (agency < within_.size() && within_[agency]); }

  static bool passes(std::vector<Narrowing>& narrowed, const StrandFacts& facts, Word agency) {
    for (Narrowing& each : narrowed) {
      const auto groups = each.by->of(facts, agency);
      if (std::find(groups.begin(), groups.end(), each.wanted) == groups.end()) return false;
    }
    return true;
  }

  void count_times(const StrandFacts& facts, Grouping& groups, std::vector<Narrowing>& narrowed, Cells& cells,
                   bool home_within) const {
    for (std::size_t phase = 0; phase < phase_count; ++phase) {
      const Date from = facts.reached[phase];
      const Date until = facts.reached[phase + 1];
      const Word agency = credited_of_phase(phase, facts);
      if (from == never || until == never || until < from) continue;
      if ((!home_within && !within(agency)) || !passes(narrowed, facts, agency)) continue;
      const std::int32_t days = until.days - from.days;
      const std::int32_t working = law_.working_days(from, until);
      const auto add = [&](Group group) {
        CaseTimes& into = cells.times[{group, phase}];
        into.days.push_back(days);
        into.working_days.push_back(working);
      };
      for (const Group group : groups.of(facts, agency)) add(group);
      add(total_group);
    }
  }

  void count_terms(const StrandFacts& facts, Grouping& groups, std::vector<Narrowing>& narrowed, Cells& cells) const {
    const bool home_within = within(facts.home);
    const auto count = [&](const TermFacts& term) {
      if ((!home_within && !within(term.agency)) || !passes(narrowed, facts, term.agency)) return;
      const TermTally one = tally_of(law_.standing(term, facts.state));
      for (const Group group : groups.of(facts, term.agency)) cells.terms[group][term.term] += one;
      cells.terms[total_group][term.term] += one;
    };
    for (const TermFacts& term : facts.earlier_terms) count(term);
    for (std::uint8_t i = 0; i < facts.term_count; ++i) count(facts.terms[i]);
  }

  static TermTally tally_of(DeadlineStanding standing) {
    TermTally out;
    switch (standing) {
      case DeadlineStanding::kept: out.kept = 1; break;
      case DeadlineStanding::late: out.late = 1; break;
      case DeadlineStanding::running: out.running = 1; break;
      case DeadlineStanding::overdue: out.overdue = 1; break;
      case DeadlineStanding::lapsed: out.lapsed = 1; break;
      case DeadlineStanding::closed: out.closed = 1; break;
      case DeadlineStanding::unknown: out.unknown = 1; break;
      case DeadlineStanding::reached: break;  // of days that only have to come
    }
    return out;
  }

  Outcome count_events(Cells& cells, const std::vector<Narrowing>& narrowed) const {
    bool known = knows_events(question_.by);
    for (const Narrowing& each : narrowed) known = known && each.knows_events;
    if (!known) return {};
    const Grouping groups(question_.by, words_, law_);
    for (std::uint8_t number = 1; number < event_counters_max; ++number) {
      const auto kind = static_cast<EventCounter>(number);
      auto done = tally_row::read_counter(view_, kind, [&](const tally_row::CounterStep& step) {
        if (!covers(law_.cut(), Sequence{step.position}, step.legal)) return;
        if (!within(step.agency)) return;
        for (const Narrowing& each : narrowed) {
          if (each.by->of_event(step) != each.wanted) return;
        }
        const Group group = groups.of_event(step);
        const auto add = [&](Counter counter, std::int64_t by) {
          // Taken back before it is counted at a cut between: unsigned sums come right at the end.
          const auto place = static_cast<std::size_t>(counter);
          cells.groups[group][place] += static_cast<std::uint64_t>(by);
          cells.total[place] += static_cast<std::uint64_t>(by);
        };
        add(counter_of(kind), step.by);
        if (kind == EventCounter::briefings) add(Counter::attendees, step.amount);
        if (kind == EventCounter::pledges) add(Counter::signatories, step.amount);
      });
      if (!done) return done;
    }
    return {};
  }

  static Counter counter_of(EventCounter kind) {
    switch (kind) {
      case EventCounter::reports: return Counter::reports;
      case EventCounter::refused: return Counter::refused_attempts;
      case EventCounter::circulars_issued: return Counter::circulars_issued;
      case EventCounter::circulars_acknowledged: return Counter::circulars_acknowledged;
      case EventCounter::briefings: return Counter::briefings;
      case EventCounter::teams: return Counter::teams;
      case EventCounter::pledges: return Counter::pledges;
      case EventCounter::monitoring_reports: return Counter::monitoring_reports;
      case EventCounter::notified: return Counter::notified;
      case EventCounter::submitted: return Counter::submitted;
      case EventCounter::determined: return Counter::determined;
      case EventCounter::discharged: return Counter::discharged;
      case EventCounter::duty_breached: return Counter::duty_breached;
    }
    return Counter::reports;
  }

  void gather(std::vector<Cells>& cells, const Grouping& names, TallyAnswer& answer) const {
    Cells& all = cells.front();
    for (std::size_t i = 1; i < cells.size(); ++i) {
      Cells& other = cells[i];
      for (std::size_t group = 0; group < all.groups.size(); ++group) {
        for (std::size_t c = 0; c < counter_count; ++c) all.groups[group][c] += other.groups[group][c];
      }
      for (std::size_t c = 0; c < counter_count; ++c) all.total[c] += other.total[c];
      all.persons.insert(all.persons.end(), other.persons.begin(), other.persons.end());
      for (auto& [where, times] : other.times) {
        CaseTimes& into = all.times[where];
        into.days.insert(into.days.end(), times.days.begin(), times.days.end());
        into.working_days.insert(into.working_days.end(), times.working_days.begin(), times.working_days.end());
      }
      for (const auto& [group, terms] : other.terms) {
        auto& into = all.terms[group];
        for (std::size_t term = 0; term < terms.size(); ++term) into[term] += terms[term];
      }
    }
    std::sort(all.persons.begin(), all.persons.end());
    all.persons.erase(std::unique(all.persons.begin(), all.persons.end()), all.persons.end());
    std::map<Group, TallyGroup> found;
    const Counts nothing{};
    for (std::size_t group = 0; group < all.groups.size(); ++group) {
      if (all.groups[group] != nothing) found[static_cast<Group>(group)].counts = all.groups[group];
    }
    found[total_group].counts = all.total;
    for (const PersonHit& hit : all.persons) ++found[hit.group].persons[hit.counter];
    for (auto& [where, times] : all.times) {
      PhaseTimes& phase = found[where.first].phases[where.second];
      phase.cases = times.days.size();
      phase.median_days = median(times.days);
      phase.median_working_days = median(times.working_days);
    }
    for (const auto& [group, terms] : all.terms) found[group].terms = terms;
    for (auto& [group, cell] : found) {
      if (group == total_group) {
        answer.total = std::move(cell);
      } else {
        cell.name = names.text(group);
        answer.groups.push_back(std::move(cell));
      }
    }
    std::sort(answer.groups.begin(), answer.groups.end(),
              [](const TallyGroup& a, const TallyGroup& b) { return a.name < b.name; });
    answer.today = law_.today();
  }

  static double median(std::vector<std::int32_t>& values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    if (values.size() % 2 == 1) return values[half];
    return (static_cast<double>(values[half - 1]) + static_cast<double>(values[half])) / 2;
  }

  const ViewReader& view_;
  const TallyQuestion& question_;
  const TallyWords& words_;
  const TallyLaw& law_;
  const TermLaw* term_law_;
  std::uint8_t follow_up_;
  std::vector<bool> within_;  // by word; empty: everything is
  std::atomic<std::size_t> next_shard_{0};
  mutable std::atomic<std::uint64_t> nobody_{1};
};

}  // namespace

TermTally& TermTally::operator+=(const TermTally& other) {
  kept += other.kept;
  late += other.late;
  running += other.running;
  overdue += other.overdue;
  lapsed += other.lapsed;
  closed += other.closed;
  unknown += other.unknown;
  return *this;
}

Result<TallyAnswer> tally(const ViewReader& view, const TallyQuestion& question) {
  auto position = view.position();
  if (!position) return std::move(position).error();
  if (position->size() < question.at.as_of) {
    return Error{Errc::usage, "position " + std::to_string(question.at.as_of.value) + " is beyond the end: there are " +
                                  std::to_string(position->size().value) + " entries"};
  }
  auto words = TallyWords::read(view);
  if (!words) return std::move(words).error();
  auto law = TallyLaw::read(view, *words, question.at);
  if (!law) return std::move(law).error();
  std::optional<TermLaw> term_law;
  if (question.times) {
    auto read = TermLaw::read(view, *words, question.at.as_of);
    if (!read) return std::move(read).error();
    term_law.emplace(std::move(*read));
  }
  TallyAnswer answer;
  Count count(view, question, *words, *law, term_law ? &*term_law : nullptr);
  if (auto ready = count.prepare(); !ready) return std::move(ready).error();
  if (auto counted = count.run(answer); !counted) return std::move(counted).error();
  return answer;
}

}  // namespace jejak
