#include "ledger/rules/state.hpp"
#include "ledger/rules/types.hpp"
#include "projections/tally_step.hpp"

namespace jejak {
namespace {

class LawStep : public TallyStep {
 public:
  LawStep(const ProjectedEntry& entry, View& view, Word acting) : TallyStep(entry, view) { acting_ = acting; }
  Outcome run();

 private:
  // The whole event, as far as the rules keep it.
  void keep_for_windows() {
    const auto& wanted = effects().of(type_).row->kept_fields;
    Kept kept{type_,         event_.id, entry_.position, entry_.recorded_at, event_.legal_date, event_.office,
              event_.holder, {}};
    for (const Field& field : event_.fields) {
      if (std::find(wanted.begin(), wanted.end(), field.number) != wanted.end()) kept.fields.push_back(field);
    }
    StreamState one;
    one.kept.push_back(std::move(kept));
    WireWriter out;
    out.i32(event_.legal_date.days);
    out.text16(event_.stream);
    out.raw(encode(one));
    keep_law(tally_row::LawKind::protection, std::move(out));
  }

  void keep_law(tally_row::LawKind kind, WireWriter out) {
    view_.write(tally_row::law_key(kind, entry_.position), out.take());
  }
};

// Every row begins with the legal date.
Outcome LawStep::run() {
  using tally_row::LawKind;
  WireWriter out;
  out.i32(event_.legal_date.days);
  const auto date_or_never = [this](std::uint16_t number) {
    const Date* date = event_.get<Date>(number);
    return date == nullptr ? never.days : date->days;
  };
  switch (type_) {
    case type::agency_registered: {
      namespace of = field::agency_registered;
      const auto* parent = event_.get<Reference>(of::parent);
      out.u32(word_of(of::code));
      constexpr std::size_t prefix_bytes = 7;  // "agency-"
      out.u32(parent == nullptr ? no_word : word(std::string_view(parent->stream).substr(prefix_bytes)));
      keep_law(LawKind::agency, std::move(out));
      break;
    }
    case type::rule_set_published: {
      namespace of = field::rule_set_published;
      const Bytes* table = event_.get<Bytes>(of::table);
      if (table == nullptr) break;
      out.raw(*table);
      keep_law(LawKind::rule_set, std::move(out));
      break;
    }
    case type::rule_set_superseded: {
      namespace of = field::rule_set_superseded;
      out.i32(date_or_never(of::in_force_until));
      out.raw(text_or_empty(event_.get<Code>(of::rule_set)));
      keep_law(LawKind::superseded, std::move(out));
      break;
    }
    case type::work_calendar_published:
    case type::work_calendar_exception: {
      namespace of = field::work_calendar;
      const auto* year = event_.get<std::int64_t>(of::year);
      out.i32(year == nullptr ? 0 : static_cast<std::int32_t>(*year));
      out.u32(type_ == type::work_calendar_exception ? word_of(of::scope) : no_word);
      if (const Codes* days = event_.get<Codes>(of::days)) {
        for (const Code& day : *days) {
          if (const auto date = parse_date(day.text)) out.i32(date->days);
        }
      }
      keep_law(LawKind::calendar, std::move(out));
      break;
    }
    case type::election_scheduled:
    case type::election_rescheduled: {
      namespace of = field::election;
      out.u32(word(event_.stream));
      out.i32(date_or_never(of::determination_date));
      out.i32(date_or_never(of::voting_date));
      keep_law(LawKind::election, std::move(out));
      keep_for_windows();
      if (const Code* kind = event_.get<Code>(of::kind); kind != nullptr && type_ == type::election_scheduled) {
        view_.write(row_key('e', event_.stream), copy(jejak::view(kind->text)));
      }
      break;
    }
    case type::candidate_pair_determined: {
      namespace of = field::candidate_pair_determined;
      out.u32(word(event_.stream));
      out.u32(word_of(of::region));
      out.i32(date_or_never(of::determined_on));
      keep_law(LawKind::determined, std::move(out));
      break;
    }
    case type::office_holder_appointed:
    case type::office_holder_ended:
    case type::regional_head_inaugurated: keep_for_windows(); break;
    case type::signing_key_revoked: {
      namespace of = field::signing_key_revoked;
      const Hash* key = event_.get<Hash>(of::key);
      const Date* since = event_.get<Date>(of::invalid_since);
      const Date* revoked = event_.get<Date>(of::revoked_at);
      if (key == nullptr || since == nullptr || revoked == nullptr) break;
      out.u32(word(key_text(key->bytes)));
      out.u8(static_cast<std::uint8_t>(event_.zone));
      out.i32(std::min(*since, *revoked).days);
      keep_law(LawKind::revoked_key, std::move(out));
      break;
    }
    case type::event_reattested: {
      namespace of = field::event_reattested;
      const auto* where = event_.get<Reference>(of::stream);
      const auto key = from_hex(std::string_view(event_.stream).substr(4));  // "key-"
      if (where == nullptr || !key || stream_kind(where->stream) != StreamKind::kase) break;
      const Word attested = word(key_text(*key));
      auto strand = view_.edit(tally_row::strand_key(where->stream));
      if (!strand) return std::move(strand).error();
      if ((*strand)->empty()) break;
      if (auto begun = begin_step(**strand, entry_.position, event_.legal_date, type_, acting_, attested); !begun) {
        return begun;
      }
      break;
    }
    default: break;
  }
  return trouble_;
}

}  // namespace

Outcome fold_tally_law(const ProjectedEntry& entry, View& view, Word acting) {
  return LawStep(entry, view, acting).run();
}

}  // namespace jejak
