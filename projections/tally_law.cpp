#include "projections/tally_law.hpp"

#include "ledger/base/wire.hpp"
#include "ledger/record/ruleset.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr Date calendar_from = Date{9'131};  // 1995-01-01
constexpr std::size_t key_bytes = sizeof(PublicKey);
constexpr std::int32_t calendar_days = 18'263;  // fifty years

Error damaged() {
  return Error{Errc::corrupt, "a row of the law in the tallies is damaged"};
}

}  // namespace

Date TallyLaw::Calendar::add(Date start, int count) const {
  const std::int64_t wanted = static_cast<std::int64_t>(until(start)) + count;
  if (count == 0) return start;
  // Backwards from a day that is itself no working day, the one before it is the first.
  const std::int64_t before = count < 0 && until(start) != until(start - 1) ? wanted - 1 : wanted - (count < 0 ? 0 : 1);
  if (before < 0) return calendar_from;
  if (before >= static_cast<std::int64_t>(days.size())) return calendar_from + calendar_days;
  return calendar_from + days[static_cast<std::size_t>(before)];
}

int TallyLaw::Calendar::until(Date day) const {
  const std::int64_t at = static_cast<std::int64_t>(day.days) - calendar_from.days;
  if (at < 0) return 0;
  return counted[static_cast<std::size_t>(std::min<std::int64_t>(at, calendar_days - 1))];
}

TallyLaw::Calendar TallyLaw::calendar(const std::vector<Date>& days_off) {
  Calendar out;
  std::vector<bool> off(calendar_days, false);
  for (const Date day : days_off) {
    const std::int64_t at = static_cast<std::int64_t>(day.days) - calendar_from.days;
    if (at >= 0 && at < calendar_days) off[static_cast<std::size_t>(at)] = true;
  }
  int weekday = weekday_of(calendar_from);
  for (std::int32_t day = 0; day < calendar_days; ++day) {
    if (weekday < 6 && !off[static_cast<std::size_t>(day)]) out.days.push_back(day);
    out.counted.push_back(static_cast<std::int32_t>(out.days.size()));
    weekday = weekday == 7 ? 1 : weekday + 1;
  }
  return out;
}

const TallyLaw::Calendar& TallyLaw::calendar_of(Word agency) const {
  return calendars_[agency < calendar_of_.size() ? calendar_of_[agency] : 0];
}

void TallyLaw::draw_calendars(Word words) {
  std::vector<Date> national;
  for (const Closure& closure : closures_) {
    if (closure.scope == no_word) national.insert(national.end(), closure.days.begin(), closure.days.end());
  }
  calendars_.push_back(calendar(national));
  calendar_of_.assign(words, 0);
  for (const Closure& closure : closures_) {
    if (closure.scope == no_word || closure.scope >= words || calendar_of_[closure.scope] != 0) continue;
    std::vector<Date> days = national;
    for (const Closure& other : closures_) {
      if (other.scope == closure.scope) days.insert(days.end(), other.days.begin(), other.days.end());
    }
    calendar_of_[closure.scope] = static_cast<std::uint16_t>(calendars_.size());
    calendars_.push_back(calendar(days));
  }
}

TallyLaw::Election& TallyLaw::election(Word which) {
  for (Election& known : elections_) {
    if (known.election == which) return known;
  }
  elections_.push_back({which, never, never, {}});
  return elections_.back();
}

Outcome TallyLaw::take_rule_set(BytesView table) {
  auto decoded = decode_rule_set(table);
  if (!decoded) return damaged();  // the engine lets none in that it cannot read
  Rules rules;
  rules.from = decoded->in_force_from;
  rules.until = rules.own_until = decoded->in_force_until.value_or(date_max);
  const auto& names = effects().terms();
  for (const DeadlineRow& row : decoded->deadlines) {
    const auto at = std::lower_bound(names.begin(), names.end(), row.id);
    if (at == names.end() || *at != row.id) continue;
    rules.terms[static_cast<std::size_t>(at - names.begin())] = {true, row.before, row.hard, row.count, row.unit};
  }
  for (const Sanction& sanction : decoded->sanctions) {
    std::erase_if(levels_, [&sanction](const auto& known) { return known.first == sanction.code; });
    levels_.emplace_back(sanction.code, sanction.level);
  }
  const auto known = std::find(rule_names_.begin(), rule_names_.end(), decoded->id);
  if (known != rule_names_.end()) {  // published anew
    rules_[static_cast<std::size_t>(known - rule_names_.begin())] = std::move(rules);
    return {};
  }
  rules_.push_back(std::move(rules));
  rule_names_.push_back(decoded->id);
  return {};
}

Outcome TallyLaw::take(tally_row::LawKind kind, BytesView row, const TallyWords& words) {
  using tally_row::LawKind;
  WireReader in(row);
  in.i32();  // its legal date, which the caller has read
  switch (kind) {
    case LawKind::agency: {
      const Word agency = in.u32();
      const Word parent = in.u32();
      if (!in.finished() || agency >= words.size()) return damaged();
      agencies_.push_back(agency);
      parents_[agency] = parent;
      return {};
    }
    case LawKind::rule_set: return take_rule_set(in.rest());
    case LawKind::superseded: {
      const Date until{in.i32()};
      if (!in.ok()) return damaged();
      const std::string_view name = text(in.rest());
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (rule_names_[i] == name && until != never) rules_[i].until = std::min(rules_[i].own_until, until);
      }
      return {};
    }
    case LawKind::calendar: {
      Closure closure;
      closure.year = in.i32();
      closure.scope = in.u32();
      // The nation has one calendar a year, the newest; offices may be closed many times.
      std::erase_if(closures_, [&closure](const Closure& known) {
        return closure.scope == no_word && known.scope == no_word && known.year == closure.year;
      });
      while (in.ok() && in.left() > 0) closure.days.push_back(Date{in.i32()});
      if (!in.ok()) return damaged();
      closures_.push_back(std::move(closure));
      return {};
    }
    case LawKind::election: {
      Election& which = election(in.u32());
      const Date determined{in.i32()};
      const Date voting{in.i32()};
      if (!in.finished()) return damaged();
      which.determined = determined;
      which.voting = voting;
      return {};
    }
    case LawKind::determined: {
      Election& which = election(in.u32());
      const Word region = in.u32();
      const Date on{in.i32()};
      if (!in.finished()) return damaged();
      which.in_region.emplace_back(region, on);
      return {};
    }
    case LawKind::revoked_key: return damaged();  // take_revoked
    case LawKind::protection: return damaged();   // TermLaw
  }
  return damaged();
}

// What a revoked key signed since a day, up to its revocation.
Outcome TallyLaw::take_revoked(Sequence position, BytesView row, const TallyWords& words, const RecordedDays& days) {
  WireReader in(row);
  in.i32();  // its legal date, which the caller has read
  const Word revoked = in.u32();
  const std::uint8_t zone = in.u8();
  const Date since{in.i32()};
  if (!in.finished() || zone >= days.size() || !words.text(revoked).starts_with(key_mark)) return damaged();
  const auto& known = days[zone];
  const auto first = std::lower_bound(known.begin(), known.end(), since,
                                      [](const tally_row::RecordedDay& each, Date day) { return each.day < day; });
  const Sequence from = first == known.end() ? position : std::min(first->first, position);
  std::erase_if(contested_, [revoked](const ContestedKey& each) { return each.key == revoked; });
  contested_.push_back({revoked, from.value, position.value});
  return {};
}

// From the keys alone to the words of those who signed together.
void TallyLaw::spread_contested(const TallyWords& words) {
  const std::vector<ContestedKey> revoked = contested_;
  for (Word word = 1; word < words.size() && !revoked.empty(); ++word) {
    const std::string_view keys = words.text(word);
    if (!keys.starts_with(key_mark) || keys.size() <= 1 + key_bytes) continue;
    for (const ContestedKey& each : revoked) {
      for (std::size_t at = 1; at + key_bytes <= keys.size(); at += key_bytes) {
        if (keys.substr(at, key_bytes) == words.text(each.key).substr(1)) {
          contested_.push_back({word, each.from, each.until});
        }
      }
    }
  }
}

Outcome TallyLaw::read_rows(const ViewReader& view, tally_row::LawKind kind, const TallyWords& words,
                            const RecordedDays& days) {
  using tally_row::LawKind;
  const std::string prefix = std::string(tally_row::law_prefix) + static_cast<char>(kind);
  return view.scan(prefix, [&](std::string_view key, BytesView row) -> Outcome {
    WireReader where(jejak::view(key.substr(prefix.size())));
    const Sequence position{where.u64()};
    WireReader in(row);
    const Date legal{in.i32()};
    if (!where.finished() || !in.ok()) return damaged();
    const bool says_from_when = kind == LawKind::rule_set || kind == LawKind::superseded || kind == LawKind::calendar;
    if (position.value >= cut_.as_of.value || (!says_from_when && !covers(cut_, position, legal))) return {};
    return kind == LawKind::revoked_key ? take_revoked(position, row, words, days) : take(kind, row, words);
  });
}

Result<TallyLaw> TallyLaw::read(const ViewReader& view, const TallyWords& words, const Coordinates& cut) {
  using tally_row::LawKind;
  TallyLaw law;
  law.cut_ = cut;
  law.parents_.assign(words.size(), no_word);
  RecordedDays days;
  for (const Zone zone : {Zone::wib, Zone::wita, Zone::wit}) {
    auto known = tally_row::read_days(view, zone);
    if (!known) return std::move(known).error();
    days[static_cast<std::size_t>(zone)] = std::move(*known);
  }
  const auto& western = days[static_cast<std::size_t>(Zone::wib)];
  days[static_cast<std::size_t>(Zone::none)] = western;
  // Kinds in the order in which they rest on one another; rows of a kind in the log's order.
  for (const LawKind kind : {LawKind::agency, LawKind::rule_set, LawKind::superseded, LawKind::calendar,
                             LawKind::election, LawKind::determined, LawKind::revoked_key}) {
    if (auto taken = law.read_rows(view, kind, words, days); !taken) return std::move(taken).error();
  }
  law.spread_contested(words);
  for (const tally_row::RecordedDay& each : western) {
    if (each.first.value < cut.as_of.value) law.today_ = each.day;
  }
  law.today_ = std::min(law.today_, cut.on.value_or(date_max));
  law.draw_calendars(words.size());
  return law;
}

bool TallyLaw::is_within(Word agency, Word above) const {
  for (int steps = 0; agency != no_word && steps < 32; ++steps) {  // a tree is not that deep; a circle ends
    if (agency == above) return true;
    agency = parent(agency);
  }
  return false;
}

std::string_view TallyLaw::level(std::string_view sanction) const {
  for (const auto& [code, level] : levels_) {
    if (code == sanction) return level;
  }
  return {};
}

ElectionPhase TallyLaw::phase(const StrandFacts& facts) const {
  for (const Election& election : elections_) {
    if (facts.election == no_word || election.election != facts.election) continue;
    Date determined = never;
    for (const auto& [region, on] : election.in_region) {
      if (region == facts.place) determined = determined == never ? on : std::min(determined, on);
    }
    if (determined == never) determined = election.determined;
    if (determined == never) break;
    if (facts.act_on < determined) return ElectionPhase::before_determination;
    return election.voting != never && facts.act_on > election.voting ? ElectionPhase::after_voting
                                                                      : ElectionPhase::campaign;
  }
  if (facts.stated_phase == 1) return ElectionPhase::before_determination;
  return facts.stated_phase == 2 ? ElectionPhase::campaign : ElectionPhase::unknown;
}

const TallyLaw::Term* TallyLaw::row_of(const TermFacts& facts) const {
  const Rules* found = nullptr;
  for (const Rules& rules : rules_) {
    if (facts.started < rules.from || rules.until < facts.started) continue;
    if (found == nullptr || found->from < rules.from) found = &rules;
  }
  const Term* term = found == nullptr ? nullptr : &found->terms[facts.term];
  return term == nullptr || !term->known ? nullptr : term;
}

Date TallyLaw::end_of(const Term& row, const TermFacts& facts) const {
  const int days = std::min(row.count + facts.extended, term_count_max);
  const int count = row.before ? -days : days;
  if (row.unit == "WD") return calendar_of(facts.agency).add(facts.started, count);
  if (row.unit == "MONTH_END") {
    return end_of_month(std::clamp(add_months(facts.started, count), date_min, date_max));
  }
  if (row.unit == "HOUR") return facts.started + (count + (count < 0 ? -23 : 23)) / 24;
  return facts.started + count;
}

std::optional<Date> TallyLaw::last_day(const TermFacts& facts) const {
  const Term* row = row_of(facts);
  return row == nullptr ? std::nullopt : std::optional(end_of(*row, facts));
}

DeadlineStanding TallyLaw::standing(const TermFacts& facts, StateCode stream_state) const {
  const Term* row = row_of(facts);
  if (row == nullptr) return DeadlineStanding::unknown;
  TermOutcome outcome;
  outcome.last_day = end_of(*row, facts);
  if (facts.stopped != never) outcome.stopped_on = facts.stopped;
  outcome.ended_by_a_step = true;  // as all terms that are counted
  outcome.hard = row->hard;
  return standing_of(stream_state, outcome, today_);
}

int TallyLaw::working_days(Date after, Date until) const {
  return until <= after ? 0 : calendars_[0].until(until) - calendars_[0].until(after);
}

}  // namespace jejak
