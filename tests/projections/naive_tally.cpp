#include "tests/projections/naive_tally.hpp"

#include "ledger/rules/types.hpp"

#include <set>

namespace jejak::test {
namespace {

bool is_case(const std::string& stream) {
  return stream.starts_with("case-");
}

std::string agency_part(const std::string& office) {
  return office.substr(office.find('@') + 1);
}

std::string actor(const Event& event) {
  return agency_part(event.on_behalf_of.empty() ? event.office : event.on_behalf_of);
}

std::string named(const Event& event, const char* type, const char* field) {
  const TypeShape* shape = catalogue().find(type);
  if (shape->number != event.type) return {};
  for (const FieldShape& each : shape->fields) {
    if (std::string_view(each.name) != field) continue;
    if (const Code* code = event.get<Code>(each.number)) return code->text;
    if (const auto* reference = event.get<Reference>(each.number)) return reference->stream;
    if (const Codes* codes = event.get<Codes>(each.number)) {
      std::string out;
      for (const Code& code : *codes) out += (out.empty() ? "" : "+") + code.text;
      return out;
    }
  }
  return {};
}

bool is(const Event& event, const char* type) {
  return catalogue().find(type)->number == event.type;
}

// Every state, overlay or not, that an event sets in its own stream, in order.
std::vector<StateCode> set_by(const Event& event, const std::map<Overlay, StateCode>& overlays) {
  std::vector<StateCode> out;
  const CatalogueRow* row = catalogue().row(event.type);
  if (row == nullptr) return out;
  if (row->to != StateCode::none) out.push_back(row->to);
  out.insert(out.end(), row->moves.begin(), row->moves.end());
  for (const StateCode ended : row->ends) {
    const Overlay which = overlay_of(ended);
    StateCode now = overlays.count(which) != 0 ? overlays.at(which) : first_of(which);
    for (const StateCode moved : out) {
      if (is_overlay(moved) && overlay_of(moved) == which) now = moved;
    }
    if (now == ended) out.push_back(first_of(which));
  }
  for (const OutcomeRow& outcome : row->outcomes) {
    const Code* code = event.get<Code>(outcome.field);
    if (code != nullptr && code->text == outcome.code && outcome.to != StateCode::none) out.push_back(outcome.to);
  }
  return out;
}

}  // namespace

struct NaiveTally::Standing {
  bool opened = false;
  bool imported = false;
  StateCode state = StateCode::none;
  std::map<Overlay, StateCode> overlays;
  std::string receiver, forwarder, recommender, decider, ender, home, place, violations, rank, stat, unit, sanction,
      origin, month, election;
  bool reported = false, verified = false, ever_blocked = false, unblocked = false;
};

bool NaiveTally::covered(std::size_t at) const {
  const Written& written = history_[at];
  return at < at_.as_of.value && written.kind == EntryKind::event && (!at_.on || written.event.legal_date <= *at_.on);
}

std::vector<std::string> NaiveTally::cases() const {
  std::set<std::string> out;
  for (const Written& each : history_) {
    if (each.admitted() && is_case(each.event.stream)) out.insert(each.event.stream);
  }
  return {out.begin(), out.end()};
}

// Who received the report, whether the reading covers the report or not: that is what the opening says.
std::string NaiveTally::receiver(std::size_t opened_at) const {
  const Event& opening = history_[opened_at].event;
  const std::string report = named(opening, "CaseOpened", "report");
  for (std::size_t i = 0; i < opened_at; ++i) {
    if (history_[i].admitted() && history_[i].event.stream == report && report.starts_with("report-")) {
      return actor(history_[i].event);
    }
  }
  return actor(opening);
}

NaiveTally::Standing NaiveTally::standing(const std::string& kase) const {
  Standing out;
  const auto set = [&out](StateCode to, const std::string& by) {
    if (is_overlay(to)) {
      out.overlays[overlay_of(to)] = to;
      if (to == StateCode::followup_reported) out.reported = true;
      if (to == StateCode::followup_done) out.reported = out.verified = true;
      if (to == StateCode::followup_running) out.reported = out.verified = false;
      if (to == StateCode::followup_blocked) out.ever_blocked = true;
      if (to == StateCode::followup_unblocked) out.unblocked = true;
      return;
    }
    if (to == out.state) return;
    out.state = to;
    if (to == StateCode::forwarded) out.forwarder = by;
    if (to == StateCode::recommended) out.recommender = by;
    if (to == StateCode::decided) out.decider = by;
    if (to == StateCode::z02 || to == StateCode::z03 || to == StateCode::z06) out.ender = by;
    if (to == StateCode::z02) out.recommender.clear();
  };
  bool begun = false;
  for (std::size_t at = 0; at < history_.size(); ++at) {
    const Written& written = history_[at];
    if (!written.admitted()) continue;
    const Event& event = written.event;
    const CatalogueRow* row = catalogue().row(event.type);
    if (row == nullptr) continue;
    if (event.stream == kase) {
      begun = true;
      if (!covered(at)) continue;
      for (const StateCode to : set_by(event, out.overlays)) set(to, actor(event));
      if (is(event, "CaseOpened")) {
        if (!out.opened) out.month = print(event.legal_date).substr(0, 7);
        out.opened = true;
        out.receiver = receiver(at);
        out.origin = named(event, "CaseOpened", "origin");
        if (std::set<std::string>{"REPORT", "FINDING", "SUPERVISOR", "INTERNAL"}.count(out.origin) == 0)
          out.origin.clear();
        out.place = named(event, "CaseOpened", "act_place");
        out.violations = named(event, "CaseOpened", "violation_codes");
        out.election = named(event, "CaseOpened", "election");
      }
      if (is(event, "SubjectIdentified")) {
        out.home = named(event, "SubjectIdentified", "home_agency");
        out.rank = named(event, "SubjectIdentified", "rank_class");
        out.stat = named(event, "SubjectIdentified", "stat_class");
        if (out.stat.empty()) out.stat = out.rank;
        out.unit = named(event, "SubjectIdentified", "host_agency");
        if (out.unit.empty()) out.unit = named(event, "SubjectIdentified", "heads_unit");
      }
      const std::string to = named(event, "JurisdictionTransferAccepted", "to");
      if (!to.empty()) out.home = to;
      if (is(event, "HistoricalRecordImported")) {
        out.imported = true;
        const std::string home = named(event, "HistoricalRecordImported", "home_agency");
        if (!home.empty()) out.home = home;
      }
      for (const char* type : {"StudyConcluded", "RecommendationIssued", "RecommendationRevised"}) {
        const std::string found = named(event, type, "violation_codes");
        if (!found.empty()) out.violations = found;
      }
      for (const char* type : {"SanctionDecisionIssued", "DismissalDecisionIssued", "PresidentialDecisionIssued",
                               "MoralSanctionDecisionIssued", "ObjectionDecided", "AppealDecisionImplemented"}) {
        const std::string found = named(event, type, "sanction");
        if (!found.empty()) out.sanction = found;
      }
      continue;
    }
    // another stream that the catalogue lets set this one
    for (const Touch& touch : row->touches) {
      if (touch.to == StateCode::none || !begun) continue;
      std::string reached;
      if (touch.via_type == 0) {
        const auto* reference = event.get<Reference>(touch.via_field);
        if (reference != nullptr) reached = reference->stream;
      } else {
        for (std::size_t i = 0; i < at; ++i) {  // the newest that says so, covered or not
          const Written& before = history_[i];
          if (!before.admitted() || before.event.stream != event.stream || before.event.type != touch.via_type)
            continue;
          const auto* reference = before.event.get<Reference>(touch.via_field);
          if (reference != nullptr) reached = reference->stream;
        }
      }
      if (reached == kase && covered(at)) set(touch.to, actor(event));
    }
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> NaiveTally::counters(const Standing& s) const {
  std::vector<std::pair<std::string, std::string>> out;
  const auto first = [](std::initializer_list<std::string> words) {
    for (const std::string& word : words) {
      if (!word.empty()) return word;
    }
    return std::string();
  };
  if (!s.opened) {
    if (s.imported) out.emplace_back("imported", first({s.home, s.recommender, s.receiver}));
    return out;
  }
  if (s.state == StateCode::z04) return {{"merged", s.receiver}};
  if (s.state == StateCode::z05) return {{"out_of_scope", s.receiver}};
  const std::string of_recommendation = first({s.home, s.recommender, s.receiver});
  const std::string of_decision = first({s.home, s.decider, s.receiver});
  const auto overlay = [&s](Overlay which) {
    return s.overlays.count(which) == 0 ? first_of(which) : s.overlays.at(which);
  };
  out.emplace_back("reported", s.receiver);
  out.emplace_back(s.origin == "REPORT"    ? "from_report"
                   : s.origin == "FINDING" ? "from_finding"
                                           : "from_elsewhere",
                   s.receiver);
  const bool dismissed = s.state == StateCode::z02 || s.state == StateCode::z03 || s.state == StateCode::z06;
  if (dismissed) out.emplace_back("no_violation", s.ender);
  if (!s.forwarder.empty()) out.emplace_back("forwarded", s.forwarder);
  if (!s.recommender.empty()) {
    out.emplace_back("recommended", of_recommendation);
    if (s.reported && (!s.decider.empty() || s.state == StateCode::z06)) {
      out.emplace_back("followed_up", of_recommendation);
      if (s.verified) out.emplace_back("verified", of_recommendation);
    }
  }
  if (overlay(Overlay::followup) == StateCode::followup_blocked) out.emplace_back("blocked", of_recommendation);
  if (s.ever_blocked) out.emplace_back("ever_blocked", of_recommendation);
  if (s.unblocked) out.emplace_back("unblocked", of_recommendation);
  if (!s.decider.empty()) out.emplace_back("decided", of_decision);
  if (s.state == StateCode::executed) out.emplace_back("serving", of_decision);
  if (s.state == StateCode::completed || s.state == StateCode::z09) out.emplace_back("completed", of_decision);
  if (s.state == StateCode::annulled || s.state == StateCode::rehabilitation_ordered || s.state == StateCode::z10) {
    out.emplace_back("annulled", of_decision);
  }
  if (s.state == StateCode::z10) out.emplace_back("rehabilitated", of_decision);
  return out;
}

std::vector<std::string> NaiveTally::groups(TallyDimension by, const Standing& s, const std::string& agency) const {
  const auto or_dash = [](const std::string& text) { return std::vector<std::string>{text.empty() ? "-" : text}; };
  switch (by) {
    case TallyDimension::agency: return or_dash(agency);
    case TallyDimension::home: return or_dash(s.home);
    case TallyDimension::unit: return or_dash(s.unit);
    case TallyDimension::rank: return or_dash(s.rank);
    case TallyDimension::stat: return or_dash(s.stat);
    case TallyDimension::sanction: return or_dash(s.sanction);
    case TallyDimension::origin: return or_dash(s.origin);
    case TallyDimension::month: return or_dash(s.month);
    case TallyDimension::election: return or_dash(s.election);
    case TallyDimension::state: return {s.state == StateCode::none ? "-" : name(s.state)};
    case TallyDimension::violations: return or_dash(s.violations);
    case TallyDimension::violation: {
      std::vector<std::string> out;
      std::string rest = s.violations;
      while (!rest.empty()) {
        out.push_back(rest.substr(0, rest.find('+')));
        rest = rest.find('+') == std::string::npos ? "" : rest.substr(rest.find('+') + 1);
      }
      return out.empty() ? or_dash("") : out;
    }
    default: return {"-"};
  }
}

NaiveTally::Answer NaiveTally::count(TallyDimension by) const {
  Answer out;
  for (const std::string& kase : cases()) {
    const Standing s = standing(kase);
    for (const auto& [counter, agency] : counters(s)) {
      for (const std::string& group : groups(by, s, agency)) ++out[counter][group];
    }
  }
  if (by != TallyDimension::agency) return out;
  std::set<std::string> reports;
  for (std::size_t at = 0; at < history_.size(); ++at) {
    const Written& written = history_[at];
    if (written.refused() && covered(at)) ++out["refused_attempts"][agency_part(written.event.office)];
    if (!written.admitted() || !written.event.stream.starts_with("report-")) continue;
    if (reports.insert(written.event.stream).second && covered(at)) ++out["reports"][actor(written.event)];
  }
  return out;
}

std::map<std::string, std::uint64_t> NaiveTally::total() const {
  std::map<std::string, std::uint64_t> out;
  for (const std::string& kase : cases()) {
    for (const auto& [counter, agency] : counters(standing(kase))) ++out[counter];
  }
  return out;
}

NaiveTally::Answer by_name(const TallyAnswer& answer) {
  NaiveTally::Answer out;
  for (const TallyGroup& group : answer.groups) {
    for (std::size_t i = 0; i < counter_count; ++i) {
      if (group.counts[i] != 0) out[name(static_cast<Counter>(i))][group.name] = group.counts[i];
    }
  }
  return out;
}

std::map<std::string, std::uint64_t> total_by_name(const TallyAnswer& answer) {
  std::map<std::string, std::uint64_t> out;
  for (std::size_t i = 0; i < case_counter_count; ++i) {
    if (answer.total.counts[i] != 0) out[name(static_cast<Counter>(i))] = answer.total.counts[i];
  }
  return out;
}

}  // namespace jejak::test
