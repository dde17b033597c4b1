// findings: what deserves a word although nothing was refused, in one case, of one agency or in the whole ledger.

#include "api/answers/csv.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/findings_words.hpp"
#include "tools/jejak/law_answer.hpp"

namespace jejak {
namespace {

struct FindingFlags {
  std::string folder;
  FindingQuestion question;
  bool csv = false;
  AskedCoordinates coordinates;
};

// Records below a line of names.
class FindingCsv {
 public:
  explicit FindingCsv(Terminal& terminal) : terminal_(terminal) {}
  void begin() {  // nothing but records goes to stdout
    if (begun_) return;
    begun_ = true;
    terminal_.speech.json = false;
    terminal_.speech.plain = true;
    terminal_.out(csv_line(finding_record_names()));
  }

 private:
  Terminal& terminal_;
  bool begun_ = false;
};

Result<ExitCode> list_findings(Terminal& terminal, const FindingFlags& flags) {
  const Asker asker = asker_of(terminal);
  if (auto checked = check(flags.question, asker); !checked) return std::move(checked).error();
  auto reading = open_law(flags.folder, flags.coordinates, asker);
  if (!reading) return std::move(reading).error();
  LawAnswer answer(terminal, *reading);
  FindingCsv csv(terminal);
  auto counts = find_findings(*reading, flags.question, asker, [&](const Finding& finding) -> Outcome {
    const Reader& reader = *reading->reader;
    if (flags.csv) csv.begin();
    auto record = finding_record(reader, finding, '\t');
    if (!record) return std::move(record).error();
    auto shown = flags.csv         ? finding_record(reader, finding, ',')
                 : terminal.json() ? finding_json(reader, finding, terminal.language())
                                   : finding_words(terminal, reader, finding);
    if (!shown) return std::move(shown).error();
    if (flags.csv) {
      answer.count(*record);
      terminal.out(*shown);
    } else {
      answer.tell(*record, terminal.json() ? *shown + "\n" : *shown);
    }
    return {};
  });
  if (!counts) return std::move(counts).error();
  if (flags.csv) csv.begin();
  auto ended =
      answer.end(terminal.say(Text::findings_told, counts->all(), counts->serious, counts->defects, counts->notes));
  if (!ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_findings_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<FindingFlags>();
  const Command listing = line.root().sub("findings", Text::help_findings);
  listing.ledger(flags->folder)
      .option("--case", "CASE", flags->question.kase, Text::help_findings_case)
      .option("--agency", "CODE", flags->question.agency, Text::help_findings_agency)
      .option("--code", "F_CODE", flags->question.codes, Text::help_findings_code)
      .flag("--csv", flags->csv, Text::help_csv)
      .example("jejak findings ledger --agency prov:64")
      .example("jejak findings ledger --code F_NO_FOLLOWUP --on 2024-10-23 --json | jq '.facts.days // empty'")
      .example("jejak findings ledger --case kaltim-2020-07 --as-of 500")
      .does([&terminal, flags] { return list_findings(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
