#include "api/answers/refusals.hpp"

#include "api/answers/event_words.hpp"
#include "api/answers/lawful.hpp"
#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"

namespace jejak {
namespace {

bool is_of_agency(const Event& event, const std::string& agency) {
  const auto of = [&agency](const std::string& office) {
    const auto at = office.find('@');
    return at != std::string::npos && office.substr(at + 1) == agency;
  };
  return of(event.office) || of(event.on_behalf_of);
}

// none: every code.
Result<RefusalCode> code_named(const Asker& asker, const std::string& wanted) {
  if (wanted.empty()) return RefusalCode::none;
  std::string sought = upper(wanted);
  if (sought.rfind("E_", 0) != 0) sought = "E_" + sought;
  std::vector<std::string> names;
  for (const RefusalCode code : all_refusal_codes()) {
    if (sought == name(code)) return code;
    names.emplace_back(name(code));
  }
  return Error{Errc::usage, with_near(asker.language, asker.say(Phrase::no_such_code, wanted), sought, names)};
}

bool wanted(const RefusalQuestion& question, RefusalCode code, const LawReading& reading, const ReadEntry& read,
            const Refusal& refusal) {
  if (!read.event || refusal.code == RefusalCode::none) return false;
  if (reading.on_given && reading.on < read.event->legal_date) return false;
  if (code != RefusalCode::none && refusal.code != code) return false;
  if (!question.agency.empty() && !is_of_agency(*read.event, question.agency)) return false;
  return question.stream.empty() || read.event->stream == question.stream;
}

// Every entry with its code, as it stands.
Outcome read_codes(const LawReading& reading, const Asker& asker, const RefusalVisit& visit) {
  return reading.reader->entries(Sequence{0}, reading.head.size, [&](Sequence position, BytesView bytes) -> Outcome {
    if (auto going = asker.go_on(); !going) return going;
    auto read = read_entry(position, bytes);
    if (!read) return std::move(read).error();
    return visit(*read, Refusal(static_cast<RefusalCode>(read->entry.verdict)));
  });
}

}  // namespace

Outcome check(const RefusalQuestion& question, const Asker& asker) {
  auto code = code_named(asker, question.code);
  if (!code) return std::move(code).error();
  return {};
}

Result<std::size_t> find_refusals(const LawReading& reading, const RefusalQuestion& question, const Asker& asker,
                                  const RefusalVisit& visit) {
  auto code = code_named(asker, question.code);
  if (!code) return std::move(code).error();
  std::size_t found = 0;
  const auto look = [&](const ReadEntry& read, const Refusal& refusal) -> Outcome {
    if (!wanted(question, *code, reading, read, refusal)) return {};
    ++found;
    return visit(read, refusal);
  };
  auto read_all =
      question.quick ? read_codes(reading, asker, look) : judge_again(*reading.reader, reading.head.size, asker, look);
  if (!read_all) return std::move(read_all).error();
  return found;
}

std::vector<std::string> refusal_record_names() {
  return {"position", "recorded_at", "legal_date", "code", "type", "stream", "office"};
}

std::string refusal_record(const ReadEntry& read, const Refusal& refusal) {
  const Event& event = *read.event;
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", read.position.value, print(read.entry.recorded_at),
                     print(event.legal_date), name(refusal.code), type_name(event.type), event.stream, event.office);
}

std::string refusal_json(const ReadEntry& read, const Refusal& refusal, Language language) {
  const Event& event = *read.event;
  const Lawful lawful = lawful_instead(refusal, event, language);
  FlatJson facts;
  for (const auto& [key, value] : refusal.facts) facts.text(key, value);
  return FlatJson()
      .number("position", read.position.value)
      .text("recorded_at", print(read.entry.recorded_at))
      .text("legal_date", print(event.legal_date))
      .text("code", name(refusal.code))
      .text("type", type_name(event.type))
      .text("stream", event.stream)
      .text("office", event.office)
      .text("id", print(event.id))
      .text("attempted", sentence(event, language))
      .raw("facts", facts.take())
      .text("explanation", lawful.explanation)
      .raw("lawful_steps", words_json(lawful.steps))
      .take();
}

}  // namespace jejak
