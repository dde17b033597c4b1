#include "api/answers/windows.hpp"

#include "ledger/record/flat_json.hpp"
#include "ledger/rules/holders.hpp"
#include "ledger/rules/rule_sets.hpp"

#include <fmt/format.h>

namespace jejak {
namespace {

std::vector<ProtectedHead> heads_of(LawReading& reading, const RuleSet& rules, const std::string& region) {
  std::vector<ProtectedHead> heads;
  for (const std::string_view role : filled_by(rules, "DECIDER", reading.on)) {
    ProtectedHead head;
    head.office = std::string(role) + "@" + region;
    const auto stream = reading.state().find("office-" + head.office);
    if (!stream || *stream == nullptr) continue;
    for (const Holding& holding : holdings(*stream)) {
      if (holding.covers(reading.on)) head.holder = name(holding.kind);
    }
    head.windows = protected_windows(reading.state(), rules, head.office, reading.on);
    head.now = window_on(head.windows, reading.on) != nullptr;
    heads.push_back(std::move(head));
  }
  return heads;
}

std::string need_json(const ApprovalRow* row) {
  std::vector<std::string> accepted = {row->need};
  accepted.insert(accepted.end(), row->also_accepted.begin(), row->also_accepted.end());
  return FlatJson()
      .text("rank", row->rank)
      .truth("heads_unit", row->heads_unit)
      .raw("approved_by", words_json(accepted))
      .text("basis", row->basis)
      .truth("verified", row->verified)
      .take();
}

std::string window_json(const Window& window, Date on) {
  FlatJson json;
  json.text("kind", window.kind).text("from", print(window.from));
  if (window.until != date_max) json.text("until", print(window.until));
  return json.text("basis", window.basis).text("election", window.election).truth("inside", window.contains(on)).take();
}

std::string head_json(const ProtectedHead& head, Date on) {
  return FlatJson()
      .text("office", head.office)
      .text("holder", head.holder)
      .truth("protected", head.now)
      .raw("windows", list_json(head.windows, [on](const Window& window) { return window_json(window, on); }))
      .take();
}

}  // namespace

Result<WindowAnswer> find_windows(LawReading& reading, const WindowQuestion& question, const Asker& asker) {
  auto known = reading.state().find("agency-" + question.region);
  if (!known) return std::move(known).error();
  if (*known == nullptr) return Error{Errc::not_found, asker.say(Phrase::no_agency, question.region)};
  const RuleSet* rules = reading.state().rule_set_on(reading.on);
  if (rules == nullptr) return Error{Errc::not_found, asker.say(Phrase::no_rule_set_on, print(reading.on))};
  return WindowAnswer{question.region, reading.on, rules, heads_of(reading, *rules, question.region)};
}

std::vector<const ApprovalRow*> window_needs(const RuleSet& rules) {
  std::vector<const ApprovalRow*> needs;
  for (const ApprovalRow& row : rules.approvals) {
    if (row.reason == "WINDOW") needs.push_back(&row);
  }
  return needs;
}

std::vector<std::string> window_record_names() {
  return {"office", "kind", "from", "until", "basis", "election", "inside"};
}

std::string window_records(const WindowAnswer& answer) {
  std::string out;
  for (const ProtectedHead& head : answer.heads) {
    for (const Window& window : head.windows) {
      out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", head.office, window.kind, print(window.from),
                         window.until == date_max ? "-" : print(window.until), window.basis,
                         window.election.empty() ? "-" : window.election,
                         window.contains(answer.on) ? "inside" : "outside");
    }
  }
  return out;
}

std::string windows_json(const WindowAnswer& answer) {
  const Date on = answer.on;
  return FlatJson()
      .text("region", answer.region)
      .text("rule_set", answer.rules->id)
      .raw("heads", list_json(answer.heads, [on](const ProtectedHead& head) { return head_json(head, on); }))
      .raw("approvals", list_json(window_needs(*answer.rules), need_json))
      .take();
}

}  // namespace jejak
