#include "tools/jejak/findings_words.hpp"

#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/table.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {
namespace {

constexpr const char* record_names[] = {"code", "severity", "since", "stream", "case",    "agency",
                                        "home", "position", "event", "facts",  "rests_on"};

Colour colour_of(Severity severity) {
  switch (severity) {
    case Severity::serious: return Colour::red;
    case Severity::defect: return Colour::yellow;
    case Severity::note: return Colour::dim;
  }
  return Colour::dim;
}

std::string positions(const Finding& finding, const char* between) {
  std::vector<std::string> words;
  for (const Sequence position : finding.rests_on) words.push_back(std::to_string(position.value));
  return joined(words, between);
}

}  // namespace

Result<std::string> event_id_at(const Reader& reader, Sequence position) {
  auto bytes = reader.entry_bytes(position);
  if (!bytes) return std::move(bytes).error();
  auto read = read_entry(position, *bytes);
  if (!read) return std::move(read).error();
  return read->event ? print(read->event->id) : std::string("-");
}

Result<std::string> finding_words(const Terminal& terminal, const Reader& reader, const Finding& finding) {
  auto id = event_id_at(reader, finding.position);
  if (!id) return std::move(id).error();
  const FindingRow& row = row_of(finding.code);
  std::string out = fmt::format("{}  {}  {}\n", print(finding.since), terminal.paint(row.name, colour_of(row.severity)),
                                terminal.paint(finding.stream, Colour::bold));
  out += "    " + explain(finding, terminal.language()) + "\n";
  out += "    " + terminal.say(Text::finding_at, finding.position.value, *id,
                               finding.agency.empty() ? std::string("-") : finding.agency);
  if (!finding.rests_on.empty()) out += "; " + terminal.say(Text::finding_rests_on, positions(finding, ", "));
  return out + "\n";
}

Result<std::string> finding_json(const Terminal& terminal, const Reader& reader, const Finding& finding) {
  auto id = event_id_at(reader, finding.position);
  if (!id) return std::move(id).error();
  const FindingRow& row = row_of(finding.code);
  FlatJson facts;
  for (const auto& [key, value] : finding.facts) facts.text(key, value);
  std::vector<std::string> others;
  for (const Sequence position : finding.rests_on) {
    auto other = event_id_at(reader, position);
    if (!other) return std::move(other).error();
    others.push_back(FlatJson().number("position", position.value).text("id", *other).take());
  }
  return FlatJson()
      .text("code", row.name)
      .text("severity", name(row.severity))
      .text("since", print(finding.since))
      .number("position", finding.position.value)
      .text("id", *id)
      .text("stream", finding.stream)
      .text("case", finding.kase)
      .text("agency", finding.agency)
      .text("home", finding.home)
      .raw("facts", facts.take())
      .raw("rests_on", list_json(others))
      .text("explanation", explain(finding, terminal.language()))
      .take();
}

Result<std::string> finding_record(const Reader& reader, const Finding& finding, char between) {
  auto id = event_id_at(reader, finding.position);
  if (!id) return std::move(id).error();
  const FindingRow& row = row_of(finding.code);
  std::vector<std::string> facts;
  for (const auto& [key, value] : finding.facts) facts.push_back(key + "=" + value);
  const auto or_dash = [between](const std::string& value) {
    return value.empty() && between != ',' ? std::string("-") : value;
  };
  std::string out;
  for (const std::string& value :
       {std::string(row.name), std::string(name(row.severity)), print(finding.since), finding.stream,
        or_dash(finding.kase), or_dash(finding.agency), or_dash(finding.home), std::to_string(finding.position.value),
        *id, or_dash(joined(facts, " ")), or_dash(positions(finding, " "))}) {
    if (!out.empty()) out += between;
    out += between == ',' ? csv_field(value) : value;
  }
  return out + "\n";
}

std::string finding_record_names(char between) {
  return joined(record_names, std::string(1, between).c_str()) + "\n";
}

}  // namespace jejak
