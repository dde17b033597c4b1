// findings: what deserves a word although nothing was refused, in one case, of one agency or in the whole ledger.

#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/findings_read.hpp"
#include "tools/jejak/findings_words.hpp"
#include "tools/jejak/law_answer.hpp"

#include <algorithm>

namespace jejak {
namespace {

struct FindingFlags {
  std::string folder;
  std::string kase;
  std::string agency;
  std::vector<std::string> codes;
  bool csv = false;
  AskedCoordinates coordinates;
};

Result<std::set<FindingCode>> codes_named(const Terminal& terminal, const std::vector<std::string>& wanted) {
  std::set<FindingCode> codes;
  std::vector<std::string> names;
  for (const FindingRow& row : finding_rows()) names.emplace_back(row.name);
  for (const std::string& word : wanted) {
    if (const auto code = finding_named(word)) {
      codes.insert(*code);
      continue;
    }
    return Error{Errc::usage,
                 with_near(terminal.language(), terminal.say(Sentence::no_such_finding, word), word, names)};
  }
  return codes;
}

Result<std::set<std::string>> streams_wanted(Terminal& terminal, const LawReading& reading, const FindingFlags& flags) {
  if (flags.kase.empty()) return std::set<std::string>();
  auto kase = case_named(reading, flags.kase);
  if (!kase) return std::move(kase).error();
  if (!*kase) return Error{Errc::not_found, terminal.say(Sentence::no_case_nor_agency, flags.kase)};
  return streams_of_case(reading, **kase);
}

Outcome check_agency(Terminal& terminal, const LawReading& reading, const std::string& agency) {
  auto row = reading.reader->row("agency-" + agency);
  if (!row) return std::move(row).error();
  if (*row) return {};
  std::vector<std::string> known;
  auto scanned = reading.reader->scan("agency-", [&](std::string_view name, BytesView) -> Outcome {
    known.emplace_back(name.substr(std::string_view("agency-").size()));
    return {};
  });
  if (!scanned) return scanned;
  return no_agency(terminal.language(), agency, known);
}

Result<ExitCode> list_findings(Terminal& terminal, const FindingFlags& flags) {
  auto codes = codes_named(terminal, flags.codes);
  if (!codes) return std::move(codes).error();
  auto reading = open_law(flags.folder, flags.coordinates, asker_of(terminal));
  if (!reading) return std::move(reading).error();
  auto streams = streams_wanted(terminal, *reading, flags);
  if (!streams) return std::move(streams).error();
  if (!flags.agency.empty()) {
    if (auto checked = check_agency(terminal, *reading, flags.agency); !checked) return std::move(checked).error();
  }
  auto read = read_findings(terminal, std::move(*reading), *streams);
  if (!read) return std::move(read).error();
  std::erase_if(read->findings, [&](const Finding& finding) {
    const bool other = !codes->empty() && codes->count(finding.code) == 0;
    return other || (!flags.agency.empty() && !concerns(finding, flags.agency));
  });
  const Reader& reader = *read->reading.reader;
  if (flags.csv) {  // nothing but records goes to stdout
    terminal.speech.json = false;
    terminal.speech.plain = true;
    terminal.out(finding_record_names(','));
  }
  LawAnswer answer(terminal, read->reading);
  for (const Finding& finding : read->findings) {
    if (interrupted()) return interruption();
    auto record = finding_record(reader, finding, '\t');
    if (!record) return std::move(record).error();
    auto shown = flags.csv         ? finding_record(reader, finding, ',')
                 : terminal.json() ? finding_json(terminal, reader, finding)
                                   : finding_words(terminal, reader, finding);
    if (!shown) return std::move(shown).error();
    if (terminal.json()) *shown += "\n";
    if (flags.csv) {
      answer.count(*record);
      terminal.out(*shown);
    } else {
      answer.tell(*record, *shown);
    }
  }
  const FindingCounts counts = count(read->findings);
  auto ended = answer.end(
      terminal.say(Text::findings_told, read->findings.size(), counts.serious, counts.defects, counts.notes));
  if (!ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_findings_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<FindingFlags>();
  const Command listing = line.root().sub("findings", Text::help_findings);
  listing.positional("DIR", flags->folder, Text::help_folder)
      .option("--case", "CASE", flags->kase, Text::help_findings_case)
      .option("--agency", "CODE", flags->agency, Text::help_findings_agency)
      .option("--code", "F_CODE", flags->codes, Text::help_findings_code)
      .flag("--csv", flags->csv, Text::help_csv)
      .example("jejak findings ledger --agency prov:64")
      .example("jejak findings ledger --code F_NO_FOLLOWUP --on 2024-10-23 --json | jq '.facts.days // empty'")
      .example("jejak findings ledger --case kaltim-2020-07 --as-of 500")
      .does([&terminal, flags] { return list_findings(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
