#include "api/answers/deadlines.hpp"
#include "api/answers/findings.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/audit_case.hpp"
#include "tools/jejak/authority_words.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {
namespace {

std::string document_json(const Document& document) {
  return FlatJson().text("number", document.number).text("sha256", print_hex(document.hash)).take();
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
      .raw("documents", list_json(event.documents, document_json))
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

std::string intact_json(const Terminal& terminal, const Intact& intact) {
  FlatJson json;
  json.truth("holds", !intact.broken.has_value())
      .number("entries", intact.entries)
      .number("uncovered", intact.uncovered);
  if (intact.broken) json.text("broken", intact.broken->in(terminal.language()));
  if (intact.checkpoint) {
    json.number("checkpoint", intact.checkpoint->checkpoint.size.value)
        .text("root", to_base64(intact.checkpoint->checkpoint.root));
  }
  std::vector<std::string> checked;
  if (intact.looked_at_entries) checked = {"bytes", "signatures", "ids", "chains"};
  if (intact.checkpoint || !intact.looked_at_entries) checked.emplace_back("checkpoint");
  return json.raw("checked", words_json(checked))
      .raw("not_checked", R"(["other streams","verdicts","genesis","witnesses"])")
      .take();
}

}  // namespace

Result<std::string> case_audit_json(const Terminal& terminal, const CaseAudit& audit) {
  std::vector<std::string> findings;
  for (const Finding& finding : audit.read.findings) {
    auto json = finding_json(*audit.read.reading.reader, finding, terminal.language());
    if (!json) return json;
    findings.push_back(std::move(*json));
  }
  return FlatJson()
      .text("case", audit.kase)
      .raw("acts", list_json(audit.acts, [&](const AuditedAct& act) { return act_json(terminal, act); }))
      .raw("deadlines", list_json(audit.deadlines,
                                  [&](const DeadlineLine& line) { return deadline_json(line, terminal.language()); }))
      .raw("refused", list_json(audit.refused, [&](const AuditedAct& act) { return refused_json(terminal, act); }))
      .raw("intact", intact_json(terminal, audit.intact))
      .raw("findings", list_json(findings))
      .take();
}

Result<std::string> case_audit_plain(const CaseAudit& audit) {
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
  out += fmt::format("intact\t{}\t{}\n", audit.intact.entries,
                     audit.intact.broken ? audit.intact.broken->english : "holds");
  for (const Finding& finding : audit.read.findings) {
    auto record = finding_record(*audit.read.reading.reader, finding, '\t');
    if (!record) return record;
    out += "finding\t" + *record;
  }
  return out;
}

}  // namespace jejak
