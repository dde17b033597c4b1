#include "api/answers/approvals.hpp"

#include "api/answers/event_words.hpp"
#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/rules/approvals.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace jejak {
namespace {

constexpr const char* states[] = {"requested", "returned", "granted", "refused", "waived",
                                  "standing",  "consumed", "revoked", "lapsed"};

// Which decisions in force name which approvals, from the cases' own streams.
Result<std::map<std::string, std::vector<ApprovalUse>>> uses_in(const LawReading& reading, const Asker& asker) {
  std::map<std::string, std::vector<ApprovalUse>> uses;
  auto scanned = reading.rows().scan("case-", [&](std::string_view name, BytesView row) -> Outcome {
    if (auto going = asker.go_on(); !going) return going;
    auto stream = decode_stream_state(name, row);
    if (!stream) return std::move(stream).error();
    for (const Kept& kept : stream->kept) {
      for (const Field& field : kept.fields) {
        const auto* approval = std::get_if<Reference>(&field.value);
        if (approval == nullptr || stream_kind(approval->stream) != StreamKind::approval) continue;
        const Code* sanction = kept.get<Code>(field::decision::sanction);
        uses[approval->stream].push_back({std::string(name), kept.office, sanction == nullptr ? "-" : sanction->text,
                                          kept.legal_date, kept.position});
      }
    }
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return uses;
}

ApprovalLine line_of(const LawReading& reading, StreamState stream, std::vector<ApprovalUse> uses) {
  ApprovalLine line;
  const Kept* asked = stream.last_of(type::approval_requested);
  const Kept* given = given_in(stream);
  const Kept* beginning = asked != nullptr ? asked : given;
  if (beginning != nullptr) line.agency = agency_of(beginning->office);
  line.state = lower(name(stream.state));
  if (given != nullptr) {
    const auto last = last_day_of_approval(reading.state(), *given);
    if (last != date_max) line.last_valid = last;
    const bool is_open =
        stream.state == StateCode::granted || stream.state == StateCode::waived || stream.state == StateCode::standing;
    if (is_open && last < reading.on) line.state = "lapsed";
  }
  line.stream = std::move(stream);
  line.uses = std::move(uses);
  return line;
}

std::string use_json(const ApprovalUse& use) {
  return FlatJson()
      .text("stream", use.stream)
      .text("office", use.office)
      .text("sanction", use.sanction)
      .text("on", print(use.on))
      .number("position", use.position.value)
      .take();
}

}  // namespace

Outcome check(const ApprovalQuestion& question, const Asker& asker) {
  const std::string state = lower(question.state);
  if (state.empty()) return {};
  const std::vector<std::string> known(std::begin(states), std::end(states));
  if (std::find(known.begin(), known.end(), state) != known.end()) return {};
  return Error{Errc::usage, with_near(asker.language, asker.say(Phrase::no_such_approval_state, state), state, known)};
}

Result<std::size_t> find_approvals(LawReading& reading, const ApprovalQuestion& question, const Asker& asker,
                                   const std::function<Outcome(const ApprovalLine&)>& visit) {
  if (auto checked = check(question, asker); !checked) return std::move(checked).error();
  const std::string state = lower(question.state);
  auto uses = uses_in(reading, asker);
  if (!uses) return std::move(uses).error();
  std::size_t found = 0;
  auto scanned = reading.rows().scan("approval-", [&](std::string_view name, BytesView row) -> Outcome {
    if (auto going = asker.go_on(); !going) return going;
    auto stream = decode_stream_state(name, row);
    if (!stream) return std::move(stream).error();
    if (stream->events == 0) return {};  // attempts alone
    const auto used = uses->find(std::string(name));
    const ApprovalLine line =
        line_of(reading, std::move(*stream), used == uses->end() ? std::vector<ApprovalUse>() : used->second);
    const bool other_agency = !question.agency.empty() && line.agency != question.agency;
    if (other_agency || (!state.empty() && line.state != state)) return {};
    ++found;
    return visit(line);
  });
  if (!scanned) return std::move(scanned).error();
  return found;
}

std::string codes_text(const Codes* codes) {
  if (codes == nullptr) return "-";
  std::vector<std::string> words;
  for (const Code& code : *codes) words.push_back(code.text);
  return joined(words);
}

std::string approval_json(const ApprovalLine& line) {
  FlatJson json;
  json.text("stream", line.stream.name).text("state", line.state).text("agency", line.agency);
  if (const Kept* asked = line.stream.last_of(type::approval_requested)) {
    const auto* kase = asked->get<Reference>(field::approval_requested::kase);
    json.text("case", kase == nullptr ? "" : kase->stream)
        .raw("asked", FlatJson()
                          .text("office", asked->office)
                          .text("on", print(asked->legal_date))
                          .text("id", print(asked->event))
                          .number("position", asked->position.value)
                          .take());
  }
  if (const Kept* given = given_in(line.stream)) {
    FlatJson one;
    one.text("type", type_name(given->type))
        .text("office", given->office)
        .text("on", print(given->legal_date))
        .text("id", print(given->event))
        .number("position", given->position.value)
        .text("actions", codes_text(given->get<Codes>(field::approval_granted::actions)));
    if (line.last_valid) one.text("last_day", print(*line.last_valid));
    json.raw("given", one.take());
  }
  if (const Kept* revoked = line.stream.last_of(type::approval_revoked)) {
    json.raw("revoked", FlatJson()
                            .text("office", revoked->office)
                            .text("id", print(revoked->event))
                            .number("position", revoked->position.value)
                            .take());
  }
  return json.raw("uses", list_json(line.uses, use_json)).take();
}

std::vector<std::string> approval_record_names() {
  return {"stream", "state", "agency", "asked_on", "given_on", "last_day", "used_at"};
}

std::string approval_record(const ApprovalLine& line) {
  const Kept* asked = line.stream.last_of(type::approval_requested);
  const Kept* given = given_in(line.stream);
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", line.stream.name, line.state,
                     line.agency.empty() ? "-" : line.agency, asked == nullptr ? "-" : print(asked->legal_date),
                     given == nullptr ? "-" : print(given->legal_date), line.last_valid ? print(*line.last_valid) : "-",
                     line.uses.empty() ? "-" : std::to_string(line.uses.back().position.value));
}

}  // namespace jejak
