#include "projections/tally_strand.hpp"

#include "ledger/base/wire.hpp"
#include "ledger/rules/types.hpp"
#include "projections/strand_terms.hpp"

#include <algorithm>

// A row is where its last step stands, then the steps:
//   u64 position and i32 legal date of the last step
//   for each step: varint positions since the one before, signed days since it, varint type, agency, key; then
//     0, touched       varint state
//     other types      varint outcomes that hold, as bits, if the type has any; each term day that the event says, 0 or
//                      1 + signed days from the legal date, after the sanction that is proposed where the term rests on
//                      that; if the type may name a sanction, its word, and if it does, the deciding office's and 1 if
//                      it rests on an approval, else 0; and
//     CaseOpened       origin, receiver, place, violations, signed days to the act, election, phase
//     SubjectIdentified  16 bytes, home, unit, rank, statistical class
//     candidacies      home, region, election, rank
//     and the few below

namespace jejak {
namespace {

constexpr std::size_t head_bytes = 12;

Word word(VarintReader& in) {
  return static_cast<Word>(in.number());
}

// So many days after another day; nothing beyond the dates that an event may have.
std::optional<Date> days_after(Date from, std::int64_t days) {
  if (days < std::int64_t{date_min.days} - from.days || days > std::int64_t{date_max.days} - from.days) {
    return std::nullopt;
  }
  return Date{static_cast<std::int32_t>(from.days + days)};
}

struct Head {  // where a row's last step stands
  Sequence position;
  Date legal;
};

// Nothing if the row is no strand.
std::optional<Head> head_of(BytesView row) {
  if (row.size() <= head_bytes) return std::nullopt;
  WireReader in(row);
  const Sequence position{in.u64()};
  const Date legal{in.i32()};
  if (position.value > tree_size_max || legal < date_min || legal > date_max) return std::nullopt;
  return Head{position, legal};
}

// One fold: what is said here of a step is done to the facts only where the cut covers it.
class Fold {
 public:
  Fold(const Coordinates& cut, std::span<const ContestedKey> contested, const Effects& effects, const StrandLaw* law,
       StrandFacts& facts)
      : cut_(cut), contested_(contested), effects_(effects), facts_(facts), terms_(cut, law, facts) {}

  bool run(BytesView row) {
    const auto head = head_of(row);
    if (!head) return false;
    VarintReader in(row.subspan(head_bytes));
    std::uint64_t position = 0;
    Date legal{0};
    while (!in.at_end()) {
      const std::uint64_t ahead = in.number();
      if (ahead > tree_size_max - position) return false;
      position += ahead;
      const auto day = days_after(legal, in.signed_number());
      if (!day) return false;
      legal = *day;
      const std::uint64_t type = in.number();
      agency_ = word(in);
      const Word key = word(in);
      if (!in.ok()) return false;
      if (position >= cut_.as_of.value) return true;  // the rest is later
      covered_ = !cut_.on || legal <= *cut_.on;
      legal_ = legal;
      position_ = Sequence{position};
      if (!contested_.empty() && covered_) contest(key, position, type == type::event_reattested);
      step(type, in);
      if (!in.ok() || !fits_) return false;
    }
    return position == head->position.value && legal == head->legal;
  }

 private:
  void step(std::uint64_t type, VarintReader& in) {
    if (type == touched_step) {
      const std::uint64_t state = in.number();
      fits_ = fits_ && state <= UINT16_MAX && is_known_state(static_cast<std::uint16_t>(state));
      if (covered_ && fits_) move(static_cast<StateCode>(state));
      return;
    }
    if (type == type::event_reattested) return;
    const TypeEffect& effect = effects_.of(type);
    if (effect.row == nullptr) {  // no such step was ever begun
      fits_ = false;
      return;
    }
    if (covered_) apply(*effect.row);
    if (!effect.row->outcomes.empty()) {
      std::uint64_t holding = in.number();
      for (const OutcomeRow& outcome : effect.row->outcomes) {
        if ((holding & 1) != 0 && covered_) move(outcome.to);
        holding >>= 1;
      }
    }
    for (const TermEffect& start : effect.starts) {
      const Word proposed = start.only_if == TermIf::dismissal ? word(in) : no_word;
      const Date day = day_of(start, in);
      if (covered_ && day != never) terms_.begin(start, day, {position_, legal_, agency_, proposed});
    }
    // as the engine does: beginnings, then what lengthens, then ends
    if (type == type::deadline_extended) extend(in);
    for (const TermEffect& stop : effect.stops) {
      const Date day = day_of(stop, in);
      if (covered_ && day != never) terms_.end(day, stop.term);
    }
    if (effect.stops_all) {
      const Date day = day_of(effect.all_stop, in);
      if (covered_ && day != never) terms_.end_all(day);
    }
    if (effect.names_sanction) decided(type, in);
    particular(type, in);
  }

  void decided(std::uint64_t type, VarintReader& in) {
    StrandDecision made;
    made.type = type;
    made.on = legal_;
    made.sanction = word(in);
    if (made.sanction != no_word) {
      made.office = word(in);
      made.approved = in.number() != 0;
    }
    if (!covered_) return;
    if (made.sanction != no_word) facts_.sanction = made.sanction;
    terms_.decided(made);
  }

  void particular(std::uint64_t type, VarintReader& in) {
    switch (type) {
      case type::case_opened: return opened(in);
      case type::subject_identified: return identified(in);
      case type::study_concluded:
      case type::recommendation_issued:
      case type::recommendation_revised: return take(facts_.violations, word(in));
      case type::jurisdiction_transfer_accepted: return transferred(word(in));
      case type::historical_record_imported:
        take(facts_.home, word(in));
        if (covered_) facts_.imported = true;
        return;
      case type::report_received:
      case type::finding_recorded: {
        const Word region = word(in);
        return concerns(region, word(in));
      }
      case type::candidacy_intent_notified:
      case type::candidacy_resignation_submitted:
      case type::candidate_determined: return candidate(in);
      default: return;
    }
  }

  void take(Word& into, Word said) const {
    if (covered_ && said != no_word) into = said;
  }

  void transferred(Word to) {
    take(facts_.home, to);
    if (covered_) terms_.set_home(to);
  }

  // A report's, or a candidacy's.
  void concerns(Word region, Word election) {
    if (!covered_) return;
    reach(Milestone::opened);
    facts_.place = region;
    facts_.election = election;
  }

  void candidate(VarintReader& in) {
    const Word home = word(in);
    const Word region = word(in);
    concerns(region, word(in));
    const Word rank = word(in);
    if (!covered_) return;
    facts_.home = home;
    facts_.rank = rank;
  }

  void opened(VarintReader& in) {
    const auto origin = static_cast<std::uint8_t>(in.number());
    const Word receiver = word(in);
    const Word place = word(in);
    const Word violations = word(in);
    const Date act = said_day(in.signed_number());
    const Word election = word(in);
    const auto phase = static_cast<std::uint8_t>(in.number());
    if (!covered_) return;
    if (!facts_.opened) reach(Milestone::opened);
    facts_.opened = true;
    facts_.origin = origin;
    facts_.received_by = receiver;
    facts_.place = place;
    facts_.violations = violations;
    facts_.act_on = act;
    facts_.election = election;
    facts_.stated_phase = phase;
  }

  void identified(VarintReader& in) {
    const BytesView id = in.raw(facts_.subject.size());
    const Word home = word(in);
    const Word unit = word(in);
    const Word rank = word(in);
    const Word stat = word(in);
    if (!covered_ || !in.ok()) return;
    std::copy(id.begin(), id.end(), facts_.subject.begin());
    facts_.identified = true;
    facts_.home = home;
    terms_.set_home(home);
    facts_.unit = unit;
    facts_.rank = rank;
    facts_.stat = stat;
  }

  void apply(const CatalogueRow& row) {
    move(row.to);
    for (const StateCode overlay : row.moves) move(overlay);
    for (const StateCode value : row.ends) {
      if (facts_.overlay(overlay_of(value)) == value) move(first_of(overlay_of(value)));
    }
  }

  void move(StateCode to) {
    if (to == StateCode::none) return;
    if (is_overlay(to)) return move_overlay(to);
    const bool entered = facts_.state != to;
    facts_.state = to;
    if (!entered) return;
    if (to == StateCode::forwarded) {
      facts_.forwarded_by = agency_;
      reach(Milestone::forwarded);
    } else if (to == StateCode::recommended) {
      facts_.recommended_by = agency_;
      reach(Milestone::recommended);
    } else if (to == StateCode::decided) {
      facts_.decided_by = agency_;
      reach(Milestone::decided);
    } else if (to == StateCode::delivered) {
      reach(Milestone::delivered);
    } else if (to == StateCode::executed) {
      reach(Milestone::executed);
    } else if (is_no_violation(to)) {
      facts_.ended_by = agency_;
      if (to == StateCode::z02) {
        facts_.recommended_by = no_word;
        facts_.reached[static_cast<std::size_t>(Milestone::recommended)] = never;
      }
    }
  }

  void move_overlay(StateCode to) {
    const auto which = static_cast<std::size_t>(overlay_of(to));
    if (which >= overlay_count) return;
    facts_.overlays[which] = to;
    if (to == StateCode::followup_reported) facts_.reported = true;
    if (to == StateCode::followup_done) facts_.reported = facts_.verified = true;
    if (to == StateCode::followup_running) facts_.reported = facts_.verified = false;
    if (to == StateCode::followup_blocked) facts_.ever_blocked = true;
    if (to == StateCode::followup_unblocked) facts_.ever_unblocked = true;
  }

  void reach(Milestone stone) {
    Date& first = facts_.reached[static_cast<std::size_t>(stone)];
    if (first == never) first = legal_;
  }

  // A day that a step says as so many days from its legal date.
  Date said_day(std::int64_t days) {
    const auto day = days_after(legal_, days);
    fits_ = fits_ && day.has_value();
    return day.value_or(legal_);
  }

  Date day_of(const TermEffect& effect, VarintReader& in) {
    if (effect.day == TermDayFrom::legal_date) return legal_;
    const std::uint64_t coded = in.number();
    return coded == 0 ? never : said_day(from_zigzag(coded - 1));
  }

  void extend(VarintReader& in) {
    const std::uint64_t which = in.number();
    const auto added = static_cast<std::uint16_t>(in.number());
    if (covered_ && which != 0) terms_.extend(static_cast<std::uint8_t>(which - 1), added);
  }

  void contest(Word key, std::uint64_t position, bool attested_again) {
    for (const ContestedKey& range : contested_) {
      if (range.key != key) continue;
      if (attested_again) {
        if (facts_.contested > 0) --facts_.contested;
      } else if (range.from <= position && position < range.until) {
        ++facts_.contested;
      }
    }
  }

  const Coordinates& cut_;
  std::span<const ContestedKey> contested_;
  const Effects& effects_;
  StrandFacts& facts_;
  StrandTerms terms_;
  Word agency_ = no_word;
  Sequence position_;
  bool covered_ = false;
  bool fits_ = true;  // what was read so far can have been written
  Date legal_;
};

void empty(StrandFacts& facts) {
  static const StrandFacts nothing = [] {
    StrandFacts out;
    for (std::size_t i = 0; i < overlay_count; ++i) out.overlays[i] = first_of(static_cast<Overlay>(i));
    out.reached.fill(never);
    return out;
  }();
  facts = nothing;
}

}  // namespace

bool fold_strand(BytesView row, const Coordinates& cut, std::span<const ContestedKey> contested, const Effects& effects,
                 const StrandLaw* law, StrandFacts& facts) {
  empty(facts);
  return Fold(cut, contested, effects, law, facts).run(row);
}

Outcome begin_step(Bytes& row, Sequence position, Date legal, std::uint64_t type, Word agency, Word key) {
  Head before{Sequence{0}, Date{0}};
  if (row.empty()) {
    row.assign(head_bytes, 0);
  } else {
    const auto head = head_of(row);
    if (!head || position < head->position) return Error{Errc::corrupt, "a strand in the tallies is damaged"};
    before = *head;
  }
  WireWriter head;
  head.u64(position.value);
  head.i32(legal.days);
  const Bytes now = head.take();
  std::copy(now.begin(), now.end(), row.begin());
  put_varint(row, position.value - before.position.value);
  put_signed(row, std::int64_t{legal.days} - before.legal.days);
  put_varint(row, type);
  put_varint(row, agency);
  put_varint(row, key);
  return {};
}

}  // namespace jejak
