#include "projections/tally_view.hpp"

#include "ledger/rules/code_lists.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/types.hpp"
#include "projections/catalogue_facts.hpp"
#include "projections/tally_step.hpp"

// Rows of the view, beside those that the header names:
//   words, w/TEXT   the words (tally_words.hpp)
//   c/SHARD/CASE    strands (tally_strand.cpp)
//   d/SHARD/STREAM  strands of reports and candidacies
//   r/REPORT        u32 the word of the agency that received it, i32 when it was registered (never: not yet)
//   h/APPROVAL      the case it was asked for, by type and field of the newest event that says so
//   k/CANDIDACY     u32 home agency, u32 region, u32 election
//   e/ELECTION      its kind, where it has one
//   n/, l/, t/      counters, law, first positions of days
//   days            i32 the newest local day seen in each zone

namespace jejak {
namespace {

constexpr std::string_view days_key = "days";

template <std::size_t N>
std::uint8_t place_in(const char* const (&list)[N], std::string_view code) {
  for (std::size_t i = 0; i < N; ++i) {
    if (code == list[i]) return static_cast<std::uint8_t>(i + 1);
  }
  return 0;
}

// A reference field that later events of the stream may reach another one through.
bool is_held(std::uint16_t type, std::uint16_t field) {
  static const std::vector<std::pair<std::uint16_t, std::uint16_t>> held = [] {
    std::vector<std::pair<std::uint16_t, std::uint16_t>> out;
    for (const CatalogueRow* row : catalogue().rows()) {
      for (const Touch& touch : row->touches) {
        if (touch.via_type != 0 && touch.to != StateCode::none) out.emplace_back(touch.via_type, touch.via_field);
      }
    }
    return out;
  }();
  for (const auto& [of_type, of_field] : held) {
    if (of_type == type && of_field == field) return true;
  }
  return false;
}

// One entry on its way into the rows.
class Folding : public TallyStep {
 public:
  using TallyStep::TallyStep;

  Outcome run() {
    if (auto marked = mark_days(); !marked) return marked;
    if (entry_.refused()) return count_refused();
    auto kind = stream_kind(event_.stream);
    if (!kind) return {};
    auto acting = intern(view_, agency_of(powers_of(event_)));
    if (!acting) return std::move(acting).error();
    acting_ = *acting;
    if (auto done = fold(*kind); !done) return done;
    if (has_terms(*kind)) {
      if (auto done = fold_step(); !done) return done;
    }
    return touch_others();
  }

 private:
  Outcome fold(StreamKind kind) {
    switch (kind) {
      case StreamKind::kase: return {};
      case StreamKind::report: return fold_report();
      case StreamKind::approval: return hold();
      case StreamKind::candidacy:
      case StreamKind::prevention: return fold_tally_counters(entry_, view_, acting_);
      case StreamKind::agency:
      case StreamKind::election:
      case StreamKind::calendar:
      case StreamKind::ruleset:
      case StreamKind::key:
      case StreamKind::office: return fold_tally_law(entry_, view_, acting_);
      case StreamKind::assignment:
      case StreamKind::ledger: return {};
    }
    return {};
  }

  // Positions of the days on which recording went on, for every zone.
  Outcome mark_days() {
    auto head = row(std::string(days_key));
    if (!head) return std::move(head).error();
    WireReader in(*head);
    WireWriter out;
    bool changed = head->empty();
    for (const Zone zone : {Zone::wib, Zone::wita, Zone::wit}) {
      const Date newest = head->empty() ? never : Date{in.i32()};
      const Date today = std::min(local_date(entry_.recorded_at, zone), date_max);
      if (newest < today) {
        WireWriter position;
        position.u64(entry_.position.value);
        view_.write(tally_row::day_key(zone, today), position.take());
        changed = true;
      }
      out.i32(std::max(newest, today).days);
    }
    if (!in.finished()) return damaged("the newest days");
    if (changed) view_.write(std::string(days_key), out.take());
    return {};
  }

  Outcome count_refused() {
    return count(EventCounter::refused, word(agency_of(event_.office)), no_word, no_word, 1, 0);
  }

  // What a step of the stream says beyond its type, in the order that fold_strand reads.
  Outcome fold_step() {
    const TypeEffect& effect = effects().of(type_);
    if (effect.row == nullptr) return {};
    const Word key = key_word();
    auto strand = view_.edit(tally_row::strand_key(event_.stream));
    if (!strand) return std::move(strand).error();
    Bytes& out = **strand;
    if (auto begun = begin_step(out, entry_.position, event_.legal_date, type_, acting_, key); !begun) return begun;
    if (!effect.row->outcomes.empty()) put_varint(out, outcomes_of(*effect.row, event_));
    for (const TermEffect& start : effect.starts) {
      if (start.only_if == TermIf::dismissal) put_varint(out, word_of(field::sanction_proposed::sanction));
      if (start.day != TermDayFrom::step) continue;
      auto day = start_day(start);
      if (!day) return std::move(day).error();
      put_day(out, *day);
    }
    if (type_ == type::deadline_extended) put_extension(out);
    for (const TermEffect& stop : effect.stops) {
      if (stop.day == TermDayFrom::step) put_day(out, day_in(event_, stop));
    }
    if (effect.stops_all && effect.all_stop.day == TermDayFrom::step) put_day(out, day_in(event_, effect.all_stop));
    if (effect.names_sanction) put_decision(out, *effect.row);
    if (auto said = put_particulars(out); !said) return said;
    return trouble_;
  }

  std::int64_t days_to(Date day) const { return std::int64_t{day.days} - event_.legal_date.days; }

  void put_day(Bytes& out, const std::optional<Date>& day) const {
    put_varint(out, day ? 1 + zigzag(days_to(*day)) : 0);
  }

  // The day on which a term begins if what else it rests on holds. Terms of reports, and of the study that a report
  // leads to, are other ones in general elections; the study's begin when the report was registered.
  Result<std::optional<Date>> start_day(const TermEffect& start) {
    if (!is_said_elsewhere(start)) return day_in(event_, start);
    const bool opens = type_ == type::case_opened;
    auto general = is_general(opens ? field::case_opened::election : field::report_received::election);
    if (!general) return std::move(general).error();
    if (*general != is_for_general_elections(start)) return std::optional<Date>();
    if (!opens) {
      const Date* known = event_.get<Date>(field::report_received::known_at);
      return known == nullptr ? std::optional<Date>() : std::optional(*known);
    }
    const auto* report = event_.get<Reference>(field::case_opened::report);
    if (report == nullptr) return std::optional<Date>();
    auto known = report_row(report->stream);
    if (!known) return std::move(known).error();
    if (!*known || (*known)->registered == never) return std::optional<Date>();
    return std::optional((*known)->registered);
  }

  Result<bool> is_general(std::uint16_t election_field) {
    const auto* election = event_.get<Reference>(election_field);
    if (election == nullptr) return false;
    auto kind = row(row_key('e', election->stream));
    if (!kind) return std::move(kind).error();
    return text(*kind) == "PEMILU";
  }

  // The sanction; if it names one, whose decision it is, and whether it rests on an approval.
  void put_decision(Bytes& out, const CatalogueRow& row) {
    namespace of = field::decision;
    const Word sanction = word_of(of::sanction);
    put_varint(out, sanction);
    if (sanction == no_word) return;
    const auto& kept = row.kept_fields;
    const bool keeps_approval = std::find(kept.begin(), kept.end(), of::approval) != kept.end();
    put_varint(out, word(event_.office));
    put_varint(out, keeps_approval && event_.get<Reference>(of::approval) != nullptr ? 1 : 0);
  }

  void put_extension(Bytes& out) {
    const auto& terms = effects().terms();
    const std::string_view id = text_or_empty(event_.get<Code>(field::deadline_extended::deadline));
    const auto at = std::find(terms.begin(), terms.end(), id);
    const auto* added = event_.get<std::int64_t>(field::deadline_extended::added);
    put_varint(out, at == terms.end() ? 0 : static_cast<std::uint64_t>(at - terms.begin()) + 1);
    put_varint(out, added == nullptr ? 0 : static_cast<std::uint64_t>(std::clamp<std::int64_t>(*added, 0, 5'000)));
  }

  Outcome put_particulars(Bytes& out) {
    switch (type_) {
      case type::case_opened: return put_opening(out);
      case type::subject_identified: put_subject(out); break;
      case type::study_concluded: put_varint(out, codes_word(field::study_concluded::violation_codes)); break;
      case type::recommendation_issued:
      case type::recommendation_revised:
        put_varint(out, codes_word(field::recommendation_issued::violation_codes));
        break;
      case type::jurisdiction_transfer_accepted: put_varint(out, word_of(field::jurisdiction_transfer::to)); break;
      case type::historical_record_imported: put_varint(out, word_of(field::historical_record::home_agency)); break;
      case type::report_received:
      case type::finding_recorded:
        put_varint(out, word_of(field::report_received::region));
        put_varint(out, stream_word(field::report_received::election));
        break;
      case type::candidacy_intent_notified:
      case type::candidacy_resignation_submitted:
      case type::candidate_determined: put_candidate(out); break;
      default: break;
    }
    return {};
  }

  void put_candidate(Bytes& out) {
    namespace of = field::candidacy;
    put_varint(out, word_of(of::home_agency));
    put_varint(out, word_of(of::region));
    put_varint(out, stream_word(of::election));
    put_varint(out, word_of(of::rank_class));
  }

  Outcome put_opening(Bytes& out) {
    namespace of = field::case_opened;
    Word receiver = acting_;
    if (const auto* report = event_.get<Reference>(of::report)) {
      auto known = report_row(report->stream);
      if (!known) return std::move(known).error();
      if (*known) receiver = (*known)->receiver;
    }
    put_varint(out, place_in(codes::origins, text_or_empty(event_.get<Code>(of::origin))));
    put_varint(out, receiver);
    put_varint(out, word_of(of::act_place));
    put_varint(out, codes_word(of::violation_codes));
    const Date* act = event_.get<Date>(of::act_date);
    put_signed(out, act == nullptr ? 0 : days_to(*act));
    put_varint(out, stream_word(of::election));
    put_varint(out, place_in(codes::phases, text_or_empty(event_.get<Code>(of::phase))));
    return {};
  }

  void put_subject(Bytes& out) {
    namespace of = field::subject_identified;
    Id id{};
    if (const Id* said = event_.get<Id>(of::subject)) id = *said;
    out.insert(out.end(), id.begin(), id.end());
    put_varint(out, word_of(of::home_agency));
    const bool placed_elsewhere = event_.get<Code>(of::host_agency) != nullptr;
    put_varint(out, word_of(placed_elsewhere ? of::host_agency : of::heads_unit));
    put_varint(out, word_of(of::rank_class));
    const bool classed = event_.get<Code>(of::stat_class) != nullptr;
    put_varint(out, word_of(classed ? of::stat_class : of::rank_class));
  }

  struct ReportRow {
    Word receiver = no_word;
    Date registered = never;
  };
  // Nothing if no event of the report was folded.
  Result<std::optional<ReportRow>> report_row(const std::string& stream) {
    auto known = row(row_key('r', stream));
    if (!known) return std::move(known).error();
    if (known->empty()) return std::optional<ReportRow>();
    WireReader in(*known);
    ReportRow out;
    out.receiver = in.u32();
    out.registered = Date{in.i32()};
    const bool is_day = out.registered >= date_min && out.registered <= date_max;
    if (!in.finished() || (!is_day && out.registered != never)) return damaged("the report " + stream);
    return std::optional(out);
  }

  Outcome fold_report() {
    auto known = report_row(event_.stream);
    if (!known) return std::move(known).error();
    const bool begins = !*known;
    const bool registered = type_ == type::report_registered;
    if (!begins && !registered) return {};
    WireWriter out;
    out.u32(begins ? acting_ : (*known)->receiver);
    out.i32(registered ? event_.legal_date.days : never.days);
    view_.write(row_key('r', event_.stream), out.take());
    if (!begins) return {};
    namespace of = field::report_received;  // a finding's fields have the same numbers
    const bool says_where = type_ == type::report_received || type_ == type::finding_recorded;
    const Word region = says_where ? word_of(of::region) : no_word;
    return count(EventCounter::reports, acting_, region, says_where ? stream_word(of::election) : no_word, 1, 0);
  }

  // References of this stream that later events reach a case through.
  Outcome hold() {
    for (const Field& each : event_.fields) {
      const auto* reference = std::get_if<Reference>(&each.value);
      if (reference != nullptr && is_held(type_, each.number))
        view_.write(held_key(type_, each.number), copy(jejak::view(reference->stream)));
    }
    return {};
  }
  std::string held_key(std::uint16_t of_type, std::uint16_t of_field) const {
    return row_key('h', event_.stream) + ":" + std::to_string(of_type) + ":" + std::to_string(of_field);
  }

  Outcome touch_others() {
    const TypeEffect& effect = effects().of(type_);
    if (effect.row == nullptr) return {};
    for (const Touch& touch : effect.row->touches) {
      if (touch.to == StateCode::none) continue;
      std::string name;
      if (touch.via_type == 0) {
        if (const auto* reference = event_.get<Reference>(touch.via_field)) name = reference->stream;
      } else {
        auto held = row(held_key(touch.via_type, touch.via_field));
        if (!held) return std::move(held).error();
        name = text(*held);
      }
      if (!is_case(name) || name == event_.stream) continue;
      if (auto touched = touch_case(name, touch.to); !touched) return touched;
    }
    return {};
  }

  Outcome touch_case(const std::string& name, StateCode to) {
    auto strand = view_.edit(tally_row::strand_key(name));
    if (!strand) return std::move(strand).error();
    Bytes& out = **strand;
    if (out.empty()) return {};  // it was not there to be reached
    const Word key = key_word();
    if (auto begun = begin_step(out, entry_.position, event_.legal_date, touched_step, acting_, key); !begun) {
      return begun;
    }
    put_varint(out, static_cast<std::uint16_t>(to));
    return trouble_;
  }
};

}  // namespace

Outcome TallyView::apply(const ProjectedEntry& entry, View& view) const {
  if (!entry.event) return {};
  return Folding(entry, view).run();
}

}  // namespace jejak
