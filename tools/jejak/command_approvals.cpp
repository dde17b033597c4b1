// approvals: what was asked for, answered, used, taken back, and what lapsed unused.

#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/rules/approvals.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/types.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"
#include "tools/jejak/words.hpp"

#include <algorithm>
#include <map>

namespace jejak {
namespace {

struct ApprovalFlags {
  std::string folder;
  std::string agency;
  std::string state;
  AskedCoordinates coordinates;
};

struct Use {  // by a decision that names it
  std::string stream, office, sanction;
  Date on;
  Sequence position;
};

struct ApprovalLine {
  StreamState stream;
  std::string state;               // as the stream's, or "lapsed"
  std::string agency;              // that asked; of one in general terms, that gave
  std::optional<Date> last_valid;  // of a yes; nothing: open
  std::vector<Use> uses;
};

constexpr const char* states[] = {"requested", "returned", "granted", "refused", "waived",
                                  "standing",  "consumed", "revoked", "lapsed"};

// Which decisions in force name which approvals, from the cases' own streams.
Result<std::map<std::string, std::vector<Use>>> uses_in(const LawReading& reading) {
  std::map<std::string, std::vector<Use>> uses;
  auto scanned = reading.rows().scan("case-", [&](std::string_view name, BytesView row) -> Outcome {
    if (interrupted()) return interruption();
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

ApprovalLine line_of(const LawReading& reading, StreamState stream, std::vector<Use> uses) {
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

std::string codes_text(const Codes* codes) {
  if (codes == nullptr) return "-";
  std::vector<std::string> words;
  for (const Code& code : *codes) words.push_back(code.text);
  return joined(words);
}

std::string until_words(const ApprovalLine& line, const Kept& given) {
  const Date* from = given.get<Date>(field::approval_granted::valid_from);
  return print(from == nullptr ? given.legal_date : *from) + " – " +
         (line.last_valid ? print(*line.last_valid) : std::string("…"));
}

std::string words_of(const Terminal& terminal, const ApprovalLine& line) {
  const StreamState& stream = line.stream;
  std::string out = terminal.paint(stream.name, Colour::bold) + "  " + line.state + "\n";
  const auto add = [&out](const std::string& words) { out += "    " + words + "\n"; };
  if (const Kept* asked = stream.last_of(type::approval_requested)) {
    namespace of = field::approval_requested;
    const auto* kase = asked->get<Reference>(of::kase);
    add(terminal.say(Text::approval_asked, print(asked->legal_date), asked->office,
                     codes_text(asked->get<Codes>(of::actions)), std::string(text_or_empty(asked->get<Code>(of::post))),
                     kase == nullptr ? std::string("-") : kase->stream, asked->position.value));
  }
  if (const Kept* given = given_in(stream)) {
    add(terminal.say(Text::approval_given, type_title(given->type, terminal.language()), print(given->legal_date),
                     given->office, until_words(line, *given), given->position.value));
  }
  if (const Kept* revoked = stream.last_of(type::approval_revoked)) {
    const Date* on = revoked->get<Date>(field::approval_revoked::revoked_on);
    add(terminal.say(Text::approval_revoked_on, print(on == nullptr ? revoked->legal_date : *on), revoked->office,
                     revoked->position.value));
  }
  for (const Use& use : line.uses) {
    add(terminal.say(Text::approval_used, print(use.on), use.office, use.sanction, use.stream, use.position.value));
  }
  if (line.state == "lapsed" && line.uses.empty()) {
    add(terminal.paint(terminal.say(Text::approval_lapsed, print(*line.last_valid)), Colour::yellow));
  }
  return out;
}

std::string use_json(const Use& use) {
  return FlatJson()
      .text("stream", use.stream)
      .text("office", use.office)
      .text("sanction", use.sanction)
      .text("on", print(use.on))
      .number("position", use.position.value)
      .take();
}

std::string json_of(const ApprovalLine& line) {
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

std::string plain_of(const ApprovalLine& line) {
  const Kept* asked = line.stream.last_of(type::approval_requested);
  const Kept* given = given_in(line.stream);
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", line.stream.name, line.state,
                     line.agency.empty() ? "-" : line.agency, asked == nullptr ? "-" : print(asked->legal_date),
                     given == nullptr ? "-" : print(given->legal_date), line.last_valid ? print(*line.last_valid) : "-",
                     line.uses.empty() ? "-" : std::to_string(line.uses.back().position.value));
}

Outcome check_state(const Terminal& terminal, const std::string& state) {
  if (state.empty()) return {};
  const std::vector<std::string> known(std::begin(states), std::end(states));
  if (std::find(known.begin(), known.end(), state) != known.end()) return {};
  return Error{Errc::usage,
               with_near(terminal.language(), terminal.say(Sentence::no_such_approval_state, state), state, known)};
}

Result<ExitCode> list_approvals(Terminal& terminal, const ApprovalFlags& flags) {
  const std::string state = lower(flags.state);
  if (auto checked = check_state(terminal, state); !checked) return std::move(checked).error();
  auto reading = read_law(flags.folder, flags.coordinates, Ask::everything, asker_of(terminal));
  if (!reading) return std::move(reading).error();
  auto uses = uses_in(*reading);
  if (!uses) return std::move(uses).error();
  LawAnswer answer(terminal, *reading);
  std::size_t told = 0;
  auto scanned = reading->rows().scan("approval-", [&](std::string_view name, BytesView row) -> Outcome {
    auto stream = decode_stream_state(name, row);
    if (!stream) return std::move(stream).error();
    if (stream->events == 0) return {};  // attempts alone
    const auto used = uses->find(std::string(name));
    const ApprovalLine line =
        line_of(*reading, std::move(*stream), used == uses->end() ? std::vector<Use>() : used->second);
    const bool other_agency = !flags.agency.empty() && line.agency != flags.agency;
    if (other_agency || (!state.empty() && line.state != state)) return {};
    answer.tell(plain_of(line), terminal.json() ? json_of(line) + "\n" : words_of(terminal, line));
    ++told;
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  if (auto ended = answer.end(terminal.say(Text::approvals_told, told)); !ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_approvals_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<ApprovalFlags>();
  const Command listing = line.root().sub("approvals", Text::help_approvals);
  listing.positional("DIR", flags->folder, Text::help_folder)
      .option("--agency", "CODE", flags->agency, Text::help_approvals_agency)
      .option("--state", "STATE", flags->state, Text::help_approvals_state)
      .example("jejak approvals ledger --agency prov:64")
      .example("jejak approvals ledger --state lapsed --on 2020-12-31")
      .does([&terminal, flags] { return list_approvals(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
