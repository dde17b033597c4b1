#include "api/answers/deadlines.hpp"

#include "ledger/record/flat_json.hpp"
#include "ledger/rules/deadline_names.hpp"

#include <algorithm>

namespace jejak {
namespace {

using Visit = std::function<Outcome(const DeadlineLine&)>;

bool wanted(const DeadlineQuestion& question, const DeadlineLine& line) {
  return !question.overdue || line.standing == DeadlineStanding::overdue || line.standing == DeadlineStanding::late;
}

// Streams hold few terms.
Result<std::size_t> find_in(LawReading& reading, const DeadlineQuestion& question, const StreamState& stream,
                            std::string_view agency, const Visit& visit) {
  std::size_t found = 0;
  for (const Term& term : stream.terms) {
    if (!agency.empty() && term.agency != agency) continue;
    auto line = deadline_line(reading.state(), *reading.reader, stream, term, reading.on);
    if (!line) return std::move(line).error();
    if (!wanted(question, *line)) continue;
    if (auto visited = visit(*line); !visited) return std::move(visited).error();
    ++found;
  }
  return found;
}

Result<std::size_t> find_in_all(LawReading& reading, const DeadlineQuestion& question, const Asker& asker,
                                const Visit& visit) {
  std::size_t found = 0;
  auto scanned = reading.rows().scan("", [&](std::string_view name, BytesView row) -> Outcome {
    if (auto going = asker.go_on(); !going) return going;
    auto stream = decode_stream_state(name, row);
    if (!stream) return std::move(stream).error();
    auto count = find_in(reading, question, *stream, question.of, visit);
    if (!count) return std::move(count).error();
    found += *count;
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return found;
}

std::string calendar_json(const CalendarUsed& calendar) {
  FlatJson json;
  json.text("calendar", calendar.stream);
  if (calendar.position) json.number("position", calendar.position->value);
  return json.take();
}

}  // namespace

Result<std::size_t> find_deadlines(LawReading& reading, const DeadlineQuestion& question, const Asker& asker,
                                   const Visit& visit) {
  if (question.of.empty()) return find_in_all(reading, question, asker, visit);
  for (const std::string& name : {question.of, "case-" + question.of}) {
    auto found = reading.state().find(name);
    if (!found) return std::move(found).error();
    if (*found == nullptr || !stream_kind(name) || stream_kind(name) == StreamKind::agency) continue;
    const StreamState stream = **found;
    return find_in(reading, question, stream, {}, visit);
  }
  auto known = reading.state().find("agency-" + question.of);
  if (!known) return std::move(known).error();
  if (*known == nullptr) return Error{Errc::not_found, asker.say(Phrase::no_case_nor_agency, question.of)};
  return find_in_all(reading, question, asker, visit);
}

Result<std::vector<DeadlineLine>> deadlines_of(LawReading& reading, const CaseFile& file) {
  std::vector<DeadlineLine> out;
  std::vector<std::string> streams{file.status.stream};
  for (const LinkedStream& approval : file.status.approvals) streams.push_back(approval.stream);
  for (const std::string& name : streams) {
    auto found = reading.state().find(name);
    if (!found) return std::move(found).error();
    if (*found == nullptr) continue;
    const StreamState stream = **found;
    for (const Term& term : stream.terms) {
      auto line = deadline_line(reading.state(), *reading.reader, stream, term, reading.on);
      if (!line) return std::move(line).error();
      out.push_back(std::move(*line));
    }
  }
  return out;
}

std::vector<std::string> deadline_record_names() {
  return {"stream",     "deadline", "standing", "agency",      "started_on", "last_day",
          "stopped_on", "over",     "hard",     "provisional", "verified"};
}

std::string deadline_record(const DeadlineLine& line) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", line.stream, line.term.id, name(line.standing),
                     line.term.agency, print(line.term.started_on), print(line.last_day.date),
                     line.term.stopped_on ? print(*line.term.stopped_on) : "-", line.over,
                     line.row.hard ? "hard" : "soft", line.last_day.provisional ? "provisional" : "-",
                     line.row.verified ? "verified" : "unverified");
}

std::string deadline_json(const DeadlineLine& line, Language language) {
  FlatJson json;
  json.text("stream", line.stream)
      .text("deadline", line.term.id)
      .text("title", deadline_title(line.term.id, language))
      .text("standing", name(line.standing))
      .text("agency", line.term.agency)
      .text("started_on", print(line.term.started_on))
      .number("started_at", line.term.since.value)
      .text("started_by", line.began_by)
      .text("rule_set", line.rule_set);
  if (line.standing == DeadlineStanding::unknown) return json.take();
  json.number("count", static_cast<std::uint64_t>(std::max(0, line.row.count)))
      .text("unit", line.row.unit)
      .number("extended", line.term.extended)
      .truth("before", line.row.before)
      .number("counted", static_cast<std::uint64_t>(line.counted))
      .text("last_day", print(line.last_day.date))
      .truth("provisional", line.last_day.provisional);
  if (line.term.stopped_on) json.text("stopped_on", print(*line.term.stopped_on));
  return json.number("over", static_cast<std::uint64_t>(line.over))
      .truth("hard", line.row.hard)
      .text("source", line.row.source)
      .truth("verified", line.row.verified)
      .raw("calendars", list_json(line.calendars, calendar_json))
      .take();
}

}  // namespace jejak
