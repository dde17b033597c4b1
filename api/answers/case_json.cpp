#include "api/answers/case_json.hpp"

#include "api/answers/event_words.hpp"
#include "ledger/record/flat_json.hpp"

#include <algorithm>

namespace jejak {
namespace {

std::string link_json(const LinkedStream& link) {
  return FlatJson()
      .text("stream", link.stream)
      .text("state", name(link.state))
      .number("position", link.linked_at.value)
      .take();
}

std::string fields_json(const TimelineRow& row) {
  FlatJson json;
  const TypeShape* shape = catalogue().find(row.type);
  for (const Field& field : row.fields) {
    std::string label = std::to_string(field.number);
    if (shape != nullptr) {
      for (const FieldShape& known : shape->fields) {
        if (known.number == field.number) label = known.name;
      }
    }
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
      json.raw(label, std::to_string(*number));
    } else if (const auto* codes = std::get_if<Codes>(&field.value)) {
      json.raw(label, list_json(*codes, [](const Code& code) { return json_string(code.text); }));
    } else {
      json.text(label, print(field.value));
    }
  }
  return json.take();
}

std::string document_json(const Document& document) {
  FlatJson json;
  json.text("number", document.number);
  if (document.date) json.text("date", print(*document.date));
  json.text("hash", print_hex(document.hash));
  if (document.signed_at) json.text("signed_at", print(*document.signed_at));
  return json.take();
}

std::string facts_json(const Refusal& refusal) {
  FlatJson json;
  for (const auto& [name, value] : refusal.facts) json.text(name, value);
  return json.take();
}

std::string step_json(const TimelineRow& row, const Refusals& why) {
  FlatJson json;
  json.number("position", row.position.value)
      .text("recorded_at", print(row.recorded_at))
      .text("legal_date", print(row.legal_date))
      .text("zone", name(row.zone))
      .text("verdict", name(static_cast<RefusalCode>(row.verdict)))
      .text("type", type_name(row.type))
      .text("id", print(row.event))
      .text("stream", row.own.stream)
      .number("stream_revision", row.stream_revision)
      .text("office", row.office)
      .text("holder", name(row.holder));
  if (!row.on_behalf_of.empty()) json.text("on_behalf_of", row.on_behalf_of);
  if (!row.late_reason.empty()) json.text("late_reason", row.late_reason);
  if (row.admitted() && row.own.after != StateCode::none) json.text("state", name(row.own.after));
  if (const auto known = why.find(row.position.value); known != why.end()) json.raw("facts", facts_json(known->second));
  if (!row.rule_set.empty()) json.text("rule_set", row.rule_set);
  if (!row.overlays.empty()) {
    json.raw("beside", list_json(row.overlays, [](StateCode each) { return json_string(name(each)); }));
  }
  if (!row.contested_by.empty()) json.text("contested_by", row.contested_by);
  if (row.corrected_by) json.number("corrected_by", row.corrected_by->value);
  return json.truth("in_order", row.in_order)
      .raw("legal_bases", words_json(row.legal_bases))
      .raw("documents", list_json(row.documents, document_json))
      .raw("fields", fields_json(row))
      .raw("keys", list_json(row.keys, [](const PublicKey& key) { return json_string(to_hex(key)); }))
      .text("leaf", to_base64(row.leaf))
      .take();
}

std::string deadline_json(const DeadlineLine& line) {
  FlatJson json;
  json.text("deadline", line.term.id)
      .text("standing", name(line.standing))
      .text("started_on", print(line.term.started_on))
      .number("started_at", line.term.since.value);
  if (line.standing == DeadlineStanding::unknown) return json.take();
  json.text("last_day", print(line.last_day.date))
      .number("count", static_cast<std::uint64_t>(std::max(0, line.row.count)))
      .number("counted", static_cast<std::uint64_t>(std::max(0, line.counted)))
      .number("over", static_cast<std::uint64_t>(std::max(0, line.over)))
      .text("unit", line.row.unit);
  if (line.term.stopped_on) json.text("stopped_on", print(*line.term.stopped_on));
  return json.take();
}

std::string summary_json(const CaseSummary& one) {
  return FlatJson()
      .text("case", one.stream)
      .text("state", name(one.state))
      .text("opener", one.opener)
      .text("opened_on", print(one.opened_on))
      .text("home_agency", one.home_agency)
      .text("last_step_on", print(one.last_step_on))
      .number("refusals", one.refusals)
      .take();
}

}  // namespace

std::string case_json(const CaseFile& file, bool with_timeline, const Refusals& why,
                      const std::vector<DeadlineLine>& deadlines) {
  const CaseStatus& status = file.status;
  FlatJson json;
  json.text("case", status.stream)
      .text("state", name(status.state))
      .raw("beside", list_json(status.overlays, [](StateCode each) { return json_string(name(each)); }))
      .number("events", status.events)
      .number("refusals", status.refused.size())
      .text("opener", status.opener)
      .text("opened_on", print(status.opened_on))
      .raw("violation_codes", words_json(status.violation_codes));
  if (status.act_date) json.text("act_date", print(*status.act_date));
  if (status.subject) json.text("subject", print(*status.subject));
  json.text("home_agency", status.home_agency)
      .text("rank_class", status.rank_class)
      .text("post", status.post)
      .text("last_type", type_name(status.last_type))
      .text("last_step_on", print(status.last_step_on))
      .number("last_position", status.last_position.value)
      .raw("reports", list_json(status.reports, link_json))
      .raw("approvals", list_json(status.approvals, link_json));
  json.raw("deadlines", list_json(deadlines, deadline_json));
  if (with_timeline) {
    json.raw("timeline", list_json(file.timeline, [&why](const TimelineRow& row) { return step_json(row, why); }));
  }
  return json.take();
}

std::string cases_json(const std::vector<CaseSummary>& cases) {
  return list_json(cases, summary_json);
}

}  // namespace jejak
