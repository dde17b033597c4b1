#include "api/answers/findings.hpp"

#include "api/answers/csv.hpp"
#include "api/answers/read_entry.hpp"
#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"

#include <algorithm>

namespace jejak {
namespace {

Result<std::set<FindingCode>> codes_named(const std::vector<std::string>& wanted, const Asker& asker) {
  std::set<FindingCode> codes;
  std::vector<std::string> names;
  for (const FindingRow& row : finding_rows()) names.emplace_back(row.name);
  for (const std::string& word : wanted) {
    if (const auto code = finding_named(word)) {
      codes.insert(*code);
      continue;
    }
    return Error{Errc::usage, with_near(asker.language, asker.say(Phrase::no_such_finding, word), word, names)};
  }
  return codes;
}

Result<std::set<std::string>> streams_wanted(const LawReading& reading, const FindingQuestion& question,
                                             const Asker& asker) {
  if (question.kase.empty()) return std::set<std::string>();
  auto kase = case_named(reading, question.kase);
  if (!kase) return std::move(kase).error();
  if (!*kase && !question.tells_of_cases) return std::set<std::string>{"case-" + question.kase};
  if (!*kase) return Error{Errc::not_found, asker.say(Phrase::no_case_nor_agency, question.kase)};
  return streams_of_case(reading, **kase);
}

Outcome check_agency(const LawReading& reading, const std::string& agency, const Asker& asker) {
  auto row = reading.reader->row("agency-" + agency);
  if (!row) return std::move(row).error();
  if (*row) return {};
  std::vector<std::string> known;
  auto scanned = reading.reader->scan("agency-", [&](std::string_view name, BytesView) -> Outcome {
    known.emplace_back(name.substr(std::string_view("agency-").size()));
    return {};
  });
  if (!scanned) return scanned;
  return no_agency(asker.language, agency, known);
}

}  // namespace

Outcome check(const FindingQuestion& question, const Asker& asker) {
  auto codes = codes_named(question.codes, asker);
  if (!codes) return std::move(codes).error();
  return {};
}

Result<FindingCounts> find_findings(LawReading& reading, const FindingQuestion& question, const Asker& asker,
                                    const std::function<Outcome(const Finding&)>& visit) {
  auto codes = codes_named(question.codes, asker);
  if (!codes) return std::move(codes).error();
  auto streams = streams_wanted(reading, question, asker);
  if (!streams) return std::move(streams).error();
  if (!question.agency.empty()) {
    auto checked = check_agency(reading, question.agency, asker);
    if (!checked) return std::move(checked).error();
  }
  auto read = read_findings(std::move(reading), *streams, asker);
  if (!read) return std::move(read).error();
  reading = std::move(read->reading);
  std::erase_if(read->findings, [&](const Finding& finding) {
    const bool other = !codes->empty() && codes->count(finding.code) == 0;
    return other || (!question.agency.empty() && !concerns(finding, question.agency));
  });
  for (const Finding& finding : read->findings) {
    if (auto going = asker.go_on(); !going) return std::move(going).error();
    if (auto visited = visit(finding); !visited) return std::move(visited).error();
  }
  return count(read->findings);
}

std::string rests_on_words(const Finding& finding, const char* between) {
  std::vector<std::string> words;
  for (const Sequence position : finding.rests_on) words.push_back(std::to_string(position.value));
  return joined(words, between);
}

Result<std::string> event_id_at(const Reader& reader, Sequence position) {
  auto bytes = reader.entry_bytes(position);
  if (!bytes) return std::move(bytes).error();
  auto read = read_entry(position, *bytes);
  if (!read) return std::move(read).error();
  return read->event ? print(read->event->id) : std::string("-");
}

Result<std::string> finding_json(const Reader& reader, const Finding& finding, Language language) {
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
      .text("explanation", explain(finding, language))
      .take();
}

std::vector<std::string> finding_record_names() {
  return {"code", "severity", "since", "stream", "case", "agency", "home", "position", "event", "facts", "rests_on"};
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
        *id, or_dash(joined(facts, " ")), or_dash(rests_on_words(finding, " "))}) {
    if (!out.empty()) out += between;
    out += between == ',' ? csv_field(value) : value;
  }
  return out + "\n";
}
}  // namespace jejak
