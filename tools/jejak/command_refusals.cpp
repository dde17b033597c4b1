// refusals: attempts that the law turned away, each an entry of the log, with the rule, its source and what would have
// been lawful. The entry keeps the code alone; the facts come from judging the history again.

#include "api/answers/judge_again.hpp"
#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"
#include "tools/jejak/lawful.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/trust.hpp"

#include <algorithm>

namespace jejak {
namespace {

struct RefusalFlags {
  std::string folder;
  std::string agency;
  std::string code;
  std::string stream;
  bool quick = false;
  AskedCoordinates coordinates;
};

bool is_of_agency(const Event& event, const std::string& agency) {
  const auto of = [&agency](const std::string& office) {
    const auto at = office.find('@');
    return at != std::string::npos && office.substr(at + 1) == agency;
  };
  return of(event.office) || of(event.on_behalf_of);
}

Result<RefusalCode> code_named(const Terminal& terminal, const std::string& wanted) {
  std::string sought = upper(wanted);
  if (sought.rfind("E_", 0) != 0) sought = "E_" + sought;
  std::vector<std::string> names;
  for (const RefusalCode code : all_refusal_codes()) {
    if (sought == name(code)) return code;
    names.emplace_back(name(code));
  }
  return Error{Errc::usage,
               with_near(terminal.language(), terminal.say(Sentence::no_such_code, wanted), sought, names)};
}

std::string plain_of(const ReadEntry& read, const Refusal& refusal) {
  const Event& event = *read.event;
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", read.position.value, print(read.entry.recorded_at),
                     print(event.legal_date), name(refusal.code), type_name(event.type), event.stream, event.office);
}

std::string told(const Terminal& terminal, const ReadEntry& read, const Refusal& refusal) {
  const Event& event = *read.event;
  const Language language = terminal.language();
  const Lawful lawful = lawful_instead(refusal, event, language);
  if (terminal.json()) {
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
               .take() +
           "\n";
  }
  std::string out = fmt::format("{:>8}  {}  {}  {}\n", read.position.value, print(event.legal_date),
                                terminal.paint(name(refusal.code), Colour::yellow), sentence(event, language));
  out += fmt::format("{:>22}{}\n", "", lawful.explanation);
  if (!lawful.steps.empty()) out += fmt::format("{:>22}{}\n", "", print_steps(lawful, language));
  return out + fmt::format("{:>22}{}\n", "",
                           terminal.paint(fmt::format("{}  {}  {}", event.stream, event.office,
                                                      print_local(read.entry.recorded_at, event.zone)),
                                          Colour::dim));
}

Result<ExitCode> list_refusals(Terminal& terminal, const RefusalFlags& flags) {
  std::optional<RefusalCode> code;
  if (!flags.code.empty()) {
    auto named = code_named(terminal, flags.code);
    if (!named) return std::move(named).error();
    code = *named;
  }
  auto reading = open_law(flags.folder, flags.coordinates, asker_of(terminal));
  if (!reading) return std::move(reading).error();
  LawAnswer answer(terminal, *reading);
  std::size_t count = 0;
  const auto visit = [&](const ReadEntry& read, const Refusal& refusal) -> Outcome {
    if (!read.event || refusal.code == RefusalCode::none) return {};
    if (reading->on_given && reading->on < read.event->legal_date) return {};
    if (code && refusal.code != *code) return {};
    if (!flags.agency.empty() && !is_of_agency(*read.event, flags.agency)) return {};
    if (!flags.stream.empty() && read.event->stream != flags.stream) return {};
    answer.tell(plain_of(read, refusal), told(terminal, read, refusal));
    ++count;
    return {};
  };
  Outcome read_all;
  if (flags.quick) {
    read_all =
        reading->reader->entries(Sequence{0}, reading->head.size, [&](Sequence position, BytesView bytes) -> Outcome {
          if (interrupted()) return interruption();
          auto read = read_entry(position, bytes);
          if (!read) return std::move(read).error();
          return visit(*read, Refusal(static_cast<RefusalCode>(read->entry.verdict)));
        });
  } else {
    read_all = judge_again(*reading->reader, reading->head.size, asker_of(terminal), visit);
  }
  if (!read_all) return std::move(read_all).error();
  if (auto ended = answer.end(terminal.say(Text::refusals_told, count)); !ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_refusals_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<RefusalFlags>();
  const Command listing = line.root().sub("refusals", Text::help_refusals);
  listing.positional("DIR", flags->folder, Text::help_folder)
      .option("--agency", "CODE", flags->agency, Text::help_refusals_agency)
      .option("--code", "E_CODE", flags->code, Text::help_refusals_code)
      .option("--stream", "NAME", flags->stream, Text::help_stream)
      .flag("--quick", flags->quick, Text::help_quick)
      .example("jejak refusals ledger --agency prov:64")
      .example("jejak refusals ledger --code E_APPROVAL_REQUIRED --json | jq '.facts.need // empty'")
      .does([&terminal, flags] { return list_refusals(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
