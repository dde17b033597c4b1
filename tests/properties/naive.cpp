#include "tests/properties/naive.hpp"

#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>
#include <set>

namespace jejak::test {

namespace {

std::string role_in(const std::string& office) {
  return office.substr(0, office.find('@'));
}

std::string agency_in(const std::string& office) {
  return office.substr(office.find('@') + 1);
}

// Saturday and Sunday: 1970-01-01 was a Thursday.
bool weekend(Date date) {
  const int weekday = ((date.days % 7) + 7 + 4) % 7;
  return weekday == 0 || weekday == 6;
}

std::optional<std::set<std::string>> days_off(TestLedger& ledger, int year, const std::string& agency) {
  const StreamState* published = ledger.stream("calendar-" + std::to_string(year));
  if (published == nullptr || published->events == 0) return std::nullopt;
  std::set<std::string> days;
  for (const std::string& name :
       {"calendar-" + std::to_string(year), "calendar-" + std::to_string(year) + ":" + agency}) {
    const StreamState* stream = ledger.stream(name);
    if (stream == nullptr) continue;
    for (const Kept& kept : stream->kept) {
      for (const Field& field : kept.fields) {
        const auto* codes = std::get_if<Codes>(&field.value);
        if (codes == nullptr) continue;
        for (const Code& code : *codes) days.insert(code.text);
      }
    }
  }
  return days;
}

const RuleSet* rules_on(TestLedger& ledger, Date date) {
  const RuleSet* found = nullptr;
  for (const char* id : {"RS-2018", "RS-2020-SKB", "RS-2021-PP94", "RS-2022-SKB", "RS-2024-BKN"}) {
    const RuleSet* rules = ledger.state().rule_set(std::string("ruleset-") + id);
    if (rules == nullptr || rules->in_force_from > date) continue;
    if (rules->in_force_until && *rules->in_force_until < date) continue;
    if (found == nullptr || found->in_force_from < rules->in_force_from) found = rules;
  }
  return found;
}

bool in_role(const RuleSet& rules, const char* abstract, const std::string& role, Date on) {
  for (const RoleRow& row : rules.roles) {
    if (row.role != abstract || row.filled_by != role) continue;
    if ((!row.from || *row.from <= on) && (!row.until || on <= *row.until)) return true;
  }
  return false;
}

bool contains(std::span<const StateCode> states, StateCode state) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

std::string from_states(const Walked& walked) {
  const StateCode state = walked.before.events == 0 ? StateCode::none : walked.before.state;
  return contains(walked.row->from, state) ? "" : std::string("from ") + name(state);
}

std::string overlays(const Walked& walked) {
  for (const StateCode need : walked.row->needs) {
    bool any = false;
    for (const StateCode each : walked.row->needs) {
      any = any || (overlay_of(each) == overlay_of(need) && walked.before.overlay(overlay_of(each)) == each);
    }
    if (!any) return std::string("needs ") + name(need);
  }
  return {};
}

std::string expected_codes(const Walked& walked) {
  for (const Expect& expect : walked.row->expects) {
    const Code* found = nullptr;
    for (const Kept& kept : walked.before.kept) {
      if (kept.type == expect.type) found = kept.get<Code>(expect.field);
    }
    const bool fits = found != nullptr && std::any_of(expect.one_of.begin(), expect.one_of.end(),
                                                      [&](const char* code) { return found->text == code; });
    if (!fits) return "expects a code of type " + std::to_string(expect.type);
  }
  return {};
}

std::string required_states(const Walked& walked) {
  for (const Touch& touch : walked.row->touches) {
    if (touch.via_type != 0 || touch.require.empty()) continue;
    const auto* reference = walked.event.get<Reference>(touch.via_field);
    if (reference == nullptr) {
      if (touch.optional) continue;
      return "touches nothing";
    }
    bool fits = false;
    for (const StreamState& stream : walked.touched) {
      fits = fits || (stream.name == reference->stream && contains(touch.require, stream.state));
    }
    if (!fits) return "touches " + reference->stream + " in another state";
  }
  return {};
}

std::string home_agency(const Walked& walked) {
  if (walked.row->jurisdiction != Jurisdiction::subject_agency) return {};
  const Code* home = nullptr;
  for (const Kept& kept : walked.before.kept) {
    if (kept.type == type::subject_identified) home = kept.get<Code>(field::subject_identified::home_agency);
    if (kept.type == type::jurisdiction_transfer_accepted) home = kept.get<Code>(field::jurisdiction_transfer::to);
  }
  const Event& event = walked.event;
  const std::string acting = agency_in(event.on_behalf_of.empty() ? event.office : event.on_behalf_of);
  return home != nullptr && home->text == acting ? "" : "another agency than the subject's";
}

// Every group has a signer, and every signer a group. Delegation and succession make others able: not looked at here.
std::string roles(const Walked& walked, TestLedger& ledger) {
  const RuleSet* rules = rules_on(ledger, walked.event.legal_date);
  if (rules == nullptr || !walked.event.on_behalf_of.empty()) return {};
  for (const SignerGroup& group : walked.row->signers) {
    bool met = false;
    for (const char* abstract : group.any_of) {
      const std::string_view word = abstract;
      if (word == "NEW_ROOTS" || word == "NEW_KEY" || word == "OLD_KEY" || word == "SUCCESSOR_KEY") met = true;
      for (const std::string& office : walked.offices) {
        met = met || (word == "ROOTS" && office == TestLedger::admin());
        met = met || in_role(*rules, abstract, role_in(office), walked.event.legal_date);
      }
    }
    if (!met) return "a group of signers that nobody met";
  }
  return {};
}

std::string kept_terms(const Walked& walked, TestLedger& ledger) {
  for (const char* id : walked.row->within) {
    for (const Term& term : walked.before.terms) {
      if (term.id != id) continue;
      bool hard = false;
      const auto last = last_day(term, ledger, hard);
      if (last && hard && term.stopped_on.value_or(walked.event.legal_date) > *last) return std::string("after ") + id;
    }
  }
  return {};
}

}  // namespace

std::optional<Date> last_day(const Term& term, TestLedger& ledger, bool& hard) {
  const RuleSet* rules = rules_on(ledger, term.started_on);
  if (rules == nullptr) return std::nullopt;
  for (const DeadlineRow& row : rules->deadlines) {
    if (row.id != term.id || (row.unit != "WD" && row.unit != "CD")) continue;
    hard = row.hard;
    const int step = row.before ? -1 : 1;
    Date day = term.started_on;
    for (int left = row.count + term.extended; left > 0;) {
      day = day + step;
      const auto off = days_off(ledger, year_of(day), term.agency);
      if (row.unit == "WD" && !off) return std::nullopt;
      if (row.unit == "CD" || (!weekend(day) && !off->contains(print(day)))) --left;
    }
    return day;
  }
  return std::nullopt;
}

std::string objection(const Walked& walked, TestLedger& ledger) {
  if (walked.row->document_required && walked.event.documents.empty()) return "no document";
  for (const std::string& said :
       {from_states(walked), overlays(walked), expected_codes(walked), required_states(walked), home_agency(walked),
        roles(walked, ledger), kept_terms(walked, ledger)}) {
    if (!said.empty()) return said;
  }
  return {};
}

}  // namespace jejak::test
