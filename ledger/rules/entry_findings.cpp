#include "ledger/rules/entry_findings.hpp"

#include "ledger/rules/approvals.hpp"
#include "ledger/rules/competences.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/terms.hpp"
#include "ledger/rules/types.hpp"
#include "ledger/rules/workdays.hpp"

#include <algorithm>

namespace jejak {

namespace {

bool is_first_decision(std::uint16_t type) {
  return type == type::sanction_decision_issued || type == type::dismissal_decision_issued ||
         type == type::presidential_decision_issued || type == type::moral_sanction_decision_issued;
}

template <class T = Code>
const T* field_named(const Judging& judging, std::string_view name) {
  for (const FieldShape& shape : judging.row.shape.fields) {
    if (shape.name == name) return judging.event.get<T>(shape.number);
  }
  return nullptr;
}

std::string joined(const Codes& codes) {
  std::string out;
  for (const Code& code : codes) out += (out.empty() ? "" : "/") + code.text;
  return out;
}

void add_late(std::vector<Finding>& found, const Judging& judging) {
  const auto guards = judging.row.guards;
  const bool is_bound = std::find(guards.begin(), guards.end(), &guards::late_has_reason) != guards.end();
  const RuleSet* rules = judging.procedure;
  const auto allowed = rules == nullptr ? std::nullopt : policy_number(*rules, "late_entry_working_days");
  const Event& event = judging.event;
  if (!is_bound || !allowed || judging.recorded_date <= event.legal_date + *allowed) return;
  Workdays days(judging.state, agency_of(event.office));
  const int late = days.between(event.legal_date, judging.recorded_date);
  if (late <= *allowed) return;
  Finding finding = finding_of(FindingCode::late_entry, judging);
  finding.facts = {{"days", std::to_string(late)}, {"allowed", std::to_string(*allowed)}};
  if (!event.late_reason.empty()) finding.facts.emplace_back("reason", event.late_reason);
  found.push_back(std::move(finding));
}

void add_deviation(std::vector<Finding>& found, const Judging& judging, std::string_view explained) {
  if (!is_first_decision(judging.event.type)) return;
  const Code* decided = field_named(judging, "sanction");
  const Kept* recommendation = recommendation_of(judging.stream);
  const Codes* recommended =
      recommendation == nullptr ? nullptr : recommendation->get<Codes>(field::recommendation_issued::sanctions);
  if (decided == nullptr || recommended == nullptr || has_code(recommended, decided->text)) return;
  if (field_named(judging, "deviation_reason") != nullptr || explained == decided->text) return;
  Finding finding = finding_of(FindingCode::deviation_unexplained, judging);
  finding.facts = {{"sanction", decided->text}, {"recommended", joined(*recommended)}};
  finding.rests_on.push_back(recommendation->position);
  found.push_back(std::move(finding));
}

void add_irregular(std::vector<Finding>& found, const Judging& judging) {
  if (judging.event.type != type::irregular_act_observed) return;
  Finding finding = finding_of(FindingCode::irregular_act, judging);
  const std::string_view home = home_agency_of(judging.stream);
  if (!home.empty()) finding.agency = home;  // whose act it was, not who saw it
  if (const Code* kind = field_named(judging, "irregularity")) finding.facts.emplace_back("irregularity", kind->text);
  if (const Date* seen = field_named<Date>(judging, "observed_on")) {
    finding.facts.emplace_back("date", print(*seen));
  }
  found.push_back(std::move(finding));
}

void add_documents(std::vector<Finding>& found, const Judging& judging, const Retraced& entry) {
  const auto add = [&](FindingCode code, const std::string& document, const char* wrong) {
    Finding finding = finding_of(code, judging);
    finding.facts.emplace_back("document", document);
    if (wrong != nullptr) finding.facts.emplace_back("wrong", wrong);
    found.push_back(std::move(finding));
  };
  for (const Document& document : judging.event.documents) {
    if (document.hash == Hash{}) add(FindingCode::document_hash_missing, document.number, nullptr);
    if (!document.certificate.empty() && !document.signed_at) {
      add(FindingCode::bsre_invalid, document.number, "NO_SIGNING_TIME");
    }
    if (document.signed_at && entry.recorded_at < *document.signed_at) {
      add(FindingCode::bsre_invalid, document.number, "SIGNED_AFTER_RECORDING");
    }
  }
  // What exempts is asked for by guards, one proof a ground.
  if (!judging.event.documents.empty() || judging.event.type == type::exemption_verified) return;
  for (const FieldShape& shape : judging.row.shape.fields) {
    const bool is_open = shape.kind == FieldKind::hash && !shape.required;
    if (is_open && judging.event.find(shape.number) == nullptr) {
      add(FindingCode::document_hash_missing, shape.name, nullptr);
    }
  }
}

void add_historical(std::vector<Finding>& found, const Judging& judging) {
  if (judging.event.type != type::historical_record_imported) return;
  const Code* completeness = field_named(judging, "completeness");
  if (completeness == nullptr || completeness->text == "LENGKAP") return;
  Finding finding = finding_of(FindingCode::historical_incomplete, judging);
  finding.facts.emplace_back("completeness", completeness->text);
  found.push_back(std::move(finding));
}

// The cells that a verdict rests on and that nobody has compared with their source.
class Cells {
 public:
  void add(bool verified, const std::string& cell) {
    const bool known = std::find(cells_.begin(), cells_.end(), cell) != cells_.end();
    if (!verified && !known) cells_.push_back(cell);
  }
  bool empty() const { return cells_.empty(); }
  std::string print() const {
    std::string out;
    for (const std::string& cell : cells_) out += (out.empty() ? "" : "/") + cell;
    return out;
  }

 private:
  std::vector<std::string> cells_;
};

void add_windows(Cells& cells, const RuleSet& rules, const std::string& basis) {
  for (const WindowRow& row : rules.windows) {
    if (row.basis == basis) cells.add(row.verified, "windows:" + row.kind);
  }
}

void add_decision_cells(Cells& cells, const Judging& judging) {
  const auto subject = subject_of(judging.stream);
  const Sanction* decided = sanction_decided(judging);
  if (decided == nullptr) return;
  cells.add(decided->verified, "sanctions:" + decided->code);
  if (!is_first_decision(judging.event.type) || !subject) return;
  const RuleSet& rules = *judging.procedure;
  for (const CompetenceRow* row : competences_for(rules, subject->rank, decided->level)) {
    if (row->decider != role_of(powers_of(judging.event))) continue;
    cells.add(row->verified, "competences:" + row->rank + ":" + row->level + ":" + row->decider);
  }
  for (const ApprovalNeed& need : approval_needs(judging, *subject, *decided)) {
    cells.add(need.row->verified, "approvals:" + need.row->rank + ":" + need.row->reason + ":" + need.row->need);
    if (need.row->reason == "WINDOW") add_windows(cells, rules, need.basis);
  }
}

void add_uncertain(std::vector<Finding>& found, const Judging& judging, bool is_late) {
  if (judging.procedure == nullptr) return;
  const RuleSet& rules = *judging.procedure;
  Cells cells;
  add_decision_cells(cells, judging);
  for (const char* id : judging.row.within) {
    const auto reading = read_term(judging, id);
    if (reading && reading->row->hard) cells.add(reading->row->verified, std::string("deadlines:") + id);
  }
  for (const PolicyRow& row : rules.policies) {
    if (is_late && row.name == "late_entry_working_days") cells.add(row.verified, "policies:" + row.name);
  }
  if (cells.empty()) return;
  Finding finding = finding_of(FindingCode::ruleset_uncertain, judging);
  std::string ids = rules.id;
  if (judging.penalties != nullptr && judging.penalties->id != rules.id) ids += "/" + judging.penalties->id;
  finding.facts = {{"cells", cells.print()}, {"ruleset", ids}};
  found.push_back(std::move(finding));
}

}  // namespace

std::string case_concerned(const Judging& judging) {
  if (judging.row.stream == StreamKind::kase) return judging.event.stream;
  if (judging.row.stream != StreamKind::approval) return {};
  const auto* kase = judging.event.get<Reference>(field::approval_requested::kase);
  if (judging.event.type == type::approval_requested && kase != nullptr) return kase->stream;
  const StreamState* asked = case_of_approval(judging, judging.stream);
  return asked == nullptr ? std::string() : asked->name;
}

Finding finding_of(FindingCode code, const Judging& judging) {
  Finding finding;
  finding.code = code;
  finding.position = judging.moment.position;
  finding.stream = judging.event.stream;
  finding.kase = case_concerned(judging);
  finding.agency = agency_of(powers_of(judging.event));
  finding.since = judging.event.legal_date;
  return finding;
}

const Sanction* sanction_decided(const Judging& judging) {
  const bool is_decision = is_first_decision(judging.event.type) || judging.event.type == type::objection_decided ||
                           judging.event.type == type::appeal_decided ||
                           judging.event.type == type::appeal_decision_implemented;
  const Code* code = is_decision ? field_named(judging, "sanction") : nullptr;
  const auto act = act_of(judging.stream);
  if (code == nullptr || !act || judging.penalties == nullptr || judging.procedure == nullptr) return nullptr;
  return sanction(*judging.penalties, code->text, act->date);
}

std::vector<Finding> findings_of_entry(const Judging& judging, const Retraced& entry, std::string_view explained) {
  std::vector<Finding> found;
  add_late(found, judging);
  const bool is_late = !found.empty();
  add_deviation(found, judging, explained);
  add_irregular(found, judging);
  add_documents(found, judging, entry);
  add_historical(found, judging);
  add_uncertain(found, judging, is_late);
  return found;
}

}  // namespace jejak
