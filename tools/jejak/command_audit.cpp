// audit: one screen for whoever inspects a case, an agency or everything: who acted with which authority, on what basis
// and in which order, in time or not, under which approval, on which evidence; what was refused and what corrected;
// what was found; and whether the history is intact, as far as this run looked.

#include "tools/jejak/audit_case.hpp"
#include "tools/jejak/audit_many.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"

namespace jejak {
namespace {

struct AuditFlags {
  std::string folder;
  std::string of;
  AskedCoordinates coordinates;
};

// 3 where the history is not intact, 9 where it is and yet something was missed or may not stand.
ExitCode exit_of(bool is_broken, const std::vector<Finding>& findings) {
  if (is_broken) return ExitCode::verification;
  const FindingCounts counts = count(findings);
  return counts.serious + counts.defects > 0 ? ExitCode::findings : ExitCode::ok;
}

std::string sum_of(const Terminal& terminal, const std::vector<Finding>& findings) {
  const FindingCounts counts = count(findings);
  return terminal.say(Text::findings_told, findings.size(), counts.serious, counts.defects, counts.notes);
}

// An audit, told in the form that was asked for; the records always, since the digest is taken over them.
template <class Audit>
struct Forms {
  Result<std::string> (*records)(const Audit&);
  Result<std::string> (*words)(const Terminal&, const Audit&);
  Result<std::string> (*json)(const Terminal&, const Audit&);
};

template <class Audit>
Result<ExitCode> tell(Terminal& terminal, const Audit& audit, bool is_broken, const Forms<Audit>& forms) {
  auto records = forms.records(audit);
  if (!records) return std::move(records).error();
  Result<std::string> shown = std::string();
  if (terminal.json()) {
    shown = forms.json(terminal, audit);
  } else if (!terminal.plain()) {
    shown = forms.words(terminal, audit);
  }
  if (!shown) return std::move(shown).error();
  const std::vector<Finding>& findings = audit.read.findings;
  auto ended = LawAnswer(terminal, audit.read.reading).end_whole(*records, *shown, *shown, sum_of(terminal, findings));
  if (!ended) return std::move(ended).error();
  return exit_of(is_broken, findings);
}

Result<ExitCode> audit_one(Terminal& terminal, const AuditFlags& flags, LawReading reading, const std::string& kase) {
  auto audit = audit_case(terminal, flags.folder, std::move(reading), kase);
  if (!audit) return std::move(audit).error();
  return tell<CaseAudit>(terminal, *audit, audit->intact.broken.has_value(),
                         {case_audit_plain, case_audit_words, case_audit_json});
}

Result<ExitCode> audit_all(Terminal& terminal, const AuditFlags& flags, LawReading reading, const std::string& agency) {
  auto audit = audit_many(terminal, flags.folder, std::move(reading), agency);
  if (!audit) return std::move(audit).error();
  return tell<ManyAudit>(terminal, *audit, audit->broken.has_value(),
                         {many_audit_plain, many_audit_words, many_audit_json});
}

Result<ExitCode> audit(Terminal& terminal, const AuditFlags& flags) {
  auto reading = open_law(flags.folder, flags.coordinates, asker_of(terminal));
  if (!reading) return std::move(reading).error();
  if (flags.of.empty() || flags.of == "all") return audit_all(terminal, flags, std::move(*reading), "");
  auto kase = case_named(*reading, flags.of);
  if (!kase) return std::move(kase).error();
  if (*kase) return audit_one(terminal, flags, std::move(*reading), **kase);
  auto agency = reading->reader->row("agency-" + flags.of);
  if (!agency) return std::move(agency).error();
  if (*agency) return audit_all(terminal, flags, std::move(*reading), flags.of);
  std::vector<std::string> known;
  for (const char* prefix_of : {"case-", "agency-"}) {
    auto scanned = reading->reader->scan(prefix_of, [&](std::string_view name, BytesView) -> Outcome {
      known.emplace_back(name.substr(std::string_view(prefix_of).size()));
      return {};
    });
    if (!scanned) return std::move(scanned).error();
  }
  return Error{Errc::not_found,
               with_near(terminal.language(), terminal.say(Phrase::no_case_nor_agency, flags.of), flags.of, known)};
}

}  // namespace

void add_audit_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<AuditFlags>();
  const Command auditing = line.root().sub("audit", Text::help_audit);
  auditing.ledger(flags->folder)
      .positional("CASE|AGENCY|all", flags->of, Text::help_audit_of, false)
      .example("jejak audit ledger kaltim-2020-07")
      .example("jejak audit ledger prov:64 --on 2020-12-31")
      .example("jejak audit ledger all --plain | grep F_NO_FOLLOWUP")
      .does([&terminal, flags] { return audit(terminal, *flags); });
  add_coordinates(auditing, flags->coordinates);
}

}  // namespace jejak
