#include "tools/jejak/audit_case.hpp"
#include "tools/jejak/authority_words.hpp"
#include "tools/jejak/deadline_words.hpp"
#include "tools/jejak/findings_words.hpp"
#include "tools/verify/flat_json.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {
namespace {

class List {
 public:
  void add(const std::string& json) { out_ += (out_.size() == 1 ? "" : ",") + json; }
  std::string take() { return out_ + "]"; }

 private:
  std::string out_ = "[";
};

std::string documents_json(const Event& event) {
  List documents;
  for (const Document& document : event.documents) {
    documents.add(FlatJson().text("number", document.number).text("sha256", print_hex(document.hash)).take());
  }
  return documents.take();
}

std::string act_json(const Terminal& terminal, const AuditedAct& act) {
  const Event& event = *act.read.event;
  const CatalogueRow* row = catalogue().row(event.type);
  return FlatJson()
      .number("position", act.read.position.value)
      .text("id", print(event.id))
      .text("stream", event.stream)
      .text("type", type_name(event.type))
      .text("legal_date", print(event.legal_date))
      .text("recorded_at", print(act.read.entry.recorded_at))
      .text("from", name(act.step->before))
      .text("to", name(act.step->after))
      .truth("in_order", act.step->in_order)
      .text("rule_set", event.rule_set)
      .text("source", row == nullptr ? "" : row->source)
      .raw("documents", documents_json(event))
      .truth("corrects", corrects(event.type))
      .raw("authority", authority_json(terminal, act.read, act.authority))
      .take();
}

std::string refused_json(const Terminal& terminal, const AuditedAct& act) {
  const Event& event = *act.read.event;
  return FlatJson()
      .number("position", act.read.position.value)
      .text("id", print(event.id))
      .text("stream", event.stream)
      .text("type", type_name(event.type))
      .text("legal_date", print(event.legal_date))
      .text("office", event.office)
      .text("code", name(static_cast<RefusalCode>(act.step->entry.verdict)))
      .text("attempted", sentence(event, terminal.language()))
      .take();
}

std::string intact_json(const Intact& intact) {
  FlatJson json;
  json.truth("holds", !intact.broken.has_value())
      .number("entries", intact.entries)
      .number("uncovered", intact.uncovered);
  if (intact.broken) json.text("broken", *intact.broken);
  if (intact.checkpoint) {
    json.number("checkpoint", intact.checkpoint->checkpoint.size.value)
        .text("root", to_base64(intact.checkpoint->checkpoint.root));
  }
  return json.raw("checked", R"(["bytes","signatures","ids","chains","checkpoint"])")
      .raw("not_checked", R"(["other streams","verdicts","genesis","witnesses"])")
      .take();
}

}  // namespace

std::string case_audit_json(const Terminal& terminal, const CaseAudit& audit) {
  List acts;
  for (const AuditedAct& act : audit.acts) acts.add(act_json(terminal, act));
  List refused;
  for (const AuditedAct& act : audit.refused) refused.add(refused_json(terminal, act));
  List deadlines;
  for (const DeadlineLine& line : audit.deadlines) deadlines.add(deadline_json(terminal, line));
  List findings;
  for (const Finding& finding : audit.read.findings) {
    const auto json = finding_json(terminal, *audit.read.reading.reader, finding);
    findings.add(json ? *json : json_string(print(finding)));
  }
  return FlatJson()
      .text("case", audit.kase)
      .raw("acts", acts.take())
      .raw("deadlines", deadlines.take())
      .raw("refused", refused.take())
      .raw("intact", intact_json(audit.intact))
      .raw("findings", findings.take())
      .take();
}

std::string case_audit_plain(const CaseAudit& audit) {
  std::string out;
  for (const AuditedAct& act : audit.acts) {
    const Event& event = *act.read.event;
    out += fmt::format("act\t{}\t{}\t{}\t{}\t{} {}\t{}→{}\t{}\n", act.read.position.value, print(event.id),
                       print(event.legal_date), type_name(event.type), event.office, name(event.holder),
                       name(act.step->before), name(act.step->after), act.step->in_order ? "in_order" : "out_of_order");
  }
  for (const DeadlineLine& line : audit.deadlines) {
    out += fmt::format("deadline\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", line.term.since.value, line.term.id, line.stream,
                       name(line.standing), print(line.term.started_on), print(line.last_day.date), line.over);
  }
  for (const AuditedAct& act : audit.refused) {
    const Event& event = *act.read.event;
    out += fmt::format("refused\t{}\t{}\t{}\t{}\t{}\t{}\n", act.read.position.value, print(event.id),
                       print(event.legal_date), type_name(event.type), event.office,
                       name(static_cast<RefusalCode>(act.step->entry.verdict)));
  }
  out += fmt::format("intact\t{}\t{}\n", audit.intact.entries, audit.intact.broken.value_or("holds"));
  for (const Finding& finding : audit.read.findings) {
    const auto record = finding_record(*audit.read.reading.reader, finding, '\t');
    out += "finding\t" + (record ? *record : print(finding) + "\n");
  }
  return out;
}

}  // namespace jejak
