// Counters of events that no case stands behind: candidacies and prevention.

#include "ledger/rules/types.hpp"
#include "projections/tally_step.hpp"

namespace jejak {
namespace {

class CounterFold : public TallyStep {
 public:
  CounterFold(const ProjectedEntry& entry, View& view, Word acting) : TallyStep(entry, view) { acting_ = acting; }
  Outcome run() { return stream_kind(event_.stream) == StreamKind::candidacy ? fold_candidacy() : fold_prevention(); }

 private:
  Outcome fold_candidacy() {
    namespace of = field::candidacy;
    std::string key = row_key('k', event_.stream);
    const bool says_who = type_ == type::candidacy_intent_notified || type_ == type::candidacy_resignation_submitted ||
                          type_ == type::candidate_determined;
    Word home = acting_;
    Word region = no_word;
    Word election = no_word;
    if (says_who) {
      home = word_of(of::home_agency);
      region = word_of(of::region);
      election = stream_word(of::election);
      WireWriter out;
      out.u32(home);
      out.u32(region);
      out.u32(election);
      view_.write(std::move(key), out.take());
    } else {
      auto known = row(key);
      if (!known) return std::move(known).error();
      if (!known->empty()) {
        WireReader in(*known);
        home = in.u32();
        region = in.u32();
        election = in.u32();
        if (!in.finished()) return damaged("the candidacy " + event_.stream);
      }
    }
    switch (type_) {
      case type::candidacy_intent_notified: return count(EventCounter::notified, home, region, election, 1, 0);
      case type::candidacy_resignation_submitted: return count(EventCounter::submitted, home, region, election, 1, 0);
      case type::candidacy_resignation_withdrawn: return count(EventCounter::submitted, home, region, election, -1, 0);
      case type::candidate_determined: return count(EventCounter::determined, home, region, election, 1, 0);
      case type::candidacy_resignation_accepted: return count(EventCounter::discharged, home, region, election, 1, 0);
      case type::resignation_duty_breached: return count(EventCounter::duty_breached, home, region, election, 1, 0);
      default: return {};
    }
  }

  Outcome fold_prevention() {
    const auto amount = [this](std::string_view name) -> std::int64_t {
      const TypeShape* shape = catalogue().find(type_);
      for (const FieldShape& each : shape->fields) {
        const auto* number = each.name == name ? event_.get<std::int64_t>(each.number) : nullptr;
        if (number != nullptr) return *number;
      }
      return 0;
    };
    switch (type_) {
      case type::neutrality_circular_issued:
        return count(EventCounter::circulars_issued, acting_, no_word, no_word, 1, 0);
      case type::neutrality_circular_acknowledged:
        return count(EventCounter::circulars_acknowledged, acting_, no_word, no_word, 1, 0);
      case type::neutrality_briefing_held:
        return count(EventCounter::briefings, acting_, word_of(2), no_word, 1, amount("attendees"));
      case type::monitoring_team_formed: return count(EventCounter::teams, acting_, no_word, no_word, 1, 0);
      case type::neutrality_pledge_signed:
        return count(EventCounter::pledges, acting_, no_word, no_word, 1, amount("signatories"));
      case type::monitoring_report_submitted:
        return count(EventCounter::monitoring_reports, acting_, no_word, no_word, 1, 0);
      default: return {};
    }
  }
};

}  // namespace

Outcome fold_tally_counters(const ProjectedEntry& entry, View& view, Word acting) {
  return CounterFold(entry, view, acting).run();
}

}  // namespace jejak
