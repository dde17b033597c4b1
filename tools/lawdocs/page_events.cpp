// events.md: every event type with what its row of the table says.

#include "ledger/rules/next_steps.hpp"
#include "tools/lawdocs/pages.hpp"

namespace jejak::lawdocs {

namespace {

std::vector<std::string> names_of(std::span<const StateCode> states) {
  std::vector<std::string> names;
  for (const StateCode state : states) names.push_back(code(name(state)));
  return names;
}

std::string kind_title(StreamKind kind, const Words& words) {
  switch (kind) {
    case StreamKind::agency: return words("Agencies", "Instansi");
    case StreamKind::office: return words("Offices", "Jabatan");
    case StreamKind::key: return words("Keys", "Kunci");
    case StreamKind::election: return words("Elections", "Pemilihan");
    case StreamKind::calendar: return words("Calendars", "Kalender");
    case StreamKind::ruleset: return words("Rule sets", "Himpunan aturan");
    case StreamKind::report: return words("Reports", "Laporan");
    case StreamKind::kase: return words("Cases", "Perkara");
    case StreamKind::approval: return words("Approvals", "Persetujuan");
    case StreamKind::candidacy: return words("Candidacies", "Pencalonan");
    case StreamKind::assignment: return words("Duty assignments", "Surat tugas");
    case StreamKind::prevention: return words("Prevention", "Pencegahan");
    case StreamKind::ledger: return words("The ledger itself", "Buku besar");
  }
  return {};
}

std::string jurisdiction_words(Jurisdiction jurisdiction, const Words& words) {
  switch (jurisdiction) {
    case Jurisdiction::none: return {};
    case Jurisdiction::opener: return words("the agency that opened it", "instansi yang membukanya");
    case Jurisdiction::subject_agency: return words("the subject's agency", "instansi terlapor");
    case Jurisdiction::examiner: return words("the appointed examiner", "pemeriksa yang ditunjuk");
    case Jurisdiction::addressee: return words("the agency it was sent to", "instansi yang dituju");
    case Jurisdiction::own_stream: return words("the office that the stream names", "jabatan yang disebut aliran");
  }
  return {};
}

std::string signers_of(const CatalogueRow& row, const Words& words) {
  std::vector<std::string> groups;
  for (const SignerGroup& group : row.signers) {
    std::vector<std::string> roles;
    for (const char* role : group.any_of) roles.push_back(code(role));
    groups.push_back(list(roles, words(" or ", " atau ").c_str()));
  }
  return list(groups, words("; and ", "; dan ").c_str());
}

template <class Terms>
std::string terms_of(const Terms& terms) {
  std::vector<std::string> ids;
  for (const auto& term : terms) ids.push_back(term.id == std::string_view(every_term) ? "*" : code(term.id));
  return list(ids);
}

void line(std::string& out, const std::string& label, const std::string& value) {
  if (!value.empty()) out += "- " + label + ": " + value + "\n";
}

void add_fields(std::string& out, const CatalogueRow& row, const Words& words) {
  if (row.shape.fields.empty()) return;
  out += "\n| " + words("Field", "Isian") + " | " + words("Kind", "Jenis") + " | | " + words("Meaning", "Arti") +
         " | " + words("Values", "Nilai") + " |\n| --- | --- | --- | --- | --- |\n";
  for (const FieldShape& field : row.shape.fields) {
    std::vector<std::string> values;
    for (const char* value : field.one_of) values.push_back(code(value));
    out += "| " + code(field.name) + " | " + name(field.kind) + " | " +
           (field.required ? words("required", "wajib") : words("optional", "opsional")) + " | " +
           cell(words(field.english, field.indonesian)) + " | " + list(values) + " |\n";
  }
}

void add_event(std::string& out, const CatalogueRow& row, const Words& words) {
  out += "\n### " + std::string(row.shape.name) + "\n\n" + words(row.shape.english, row.shape.indonesian) + " (" +
         std::to_string(row.shape.number) + "). ";
  out += (row.nature == Nature::fact ? words("A fact.", "Fakta.") : words("An act.", "Tindakan.")) + "\n\n";
  line(out, words("Told as", "Diceritakan"), words(row.english, row.indonesian));
  line(out, words("Source", "Sumber"), code(row.source));
  line(out, words("Signed by", "Ditandatangani"), signers_of(row, words));
  line(out, words("Belongs to", "Kewenangan"), jurisdiction_words(row.jurisdiction, words));
  line(out, words("May follow", "Dapat menyusul"), list(names_of(row.from)));
  line(out, words("Leads to", "Menuju"), list(names_of(leads_to(row))));
  line(out, words("Also sets", "Juga menetapkan"), list(names_of(row.moves)));
  line(out, words("Ends", "Mengakhiri"), list(names_of(row.ends)));
  line(out, words("Needs", "Memerlukan"), list(names_of(row.needs)));
  for (const Touch& touch : row.touches) {
    if (touch.to == StateCode::none) continue;
    line(out, words("Another stream becomes", "Aliran lain menjadi"), code(name(touch.to)));
  }
  line(out, words("Begins the term", "Memulai tenggat"), terms_of(row.starts));
  line(out, words("Stops the term", "Menghentikan tenggat"), terms_of(row.stops));
  std::vector<std::string> within;
  for (const char* id : row.within) within.push_back(code(id));
  line(out, words("Only within", "Hanya selama"), list(within));
  std::vector<std::string> guards;
  for (const Guard* guard : row.guards) guards.push_back(code(guard->name));
  line(out, words("Guards", "Penjaga"), list(guards));
  if (row.document_required) line(out, words("Document", "Dokumen"), words("required", "wajib"));
  line(out, words("Concurrency", "Keserentakan"), row.concurrency == Concurrency::exact ? "exact" : "append");
  add_fields(out, row, words);
  std::vector<std::string> about = {row.shape.name};
  for (const TermStart& start : row.starts) about.emplace_back(start.id);
  const std::string doubts = doubts_line(about, words.language);
  if (!doubts.empty()) out += "\n" + words("Not confirmed:", "Belum dipastikan:") + "\n\n" + doubts;
}

}  // namespace

std::string events_page(Language language) {
  const Words words{language};
  constexpr StreamKind kinds[] = {
      StreamKind::report,     StreamKind::kase,    StreamKind::approval, StreamKind::candidacy, StreamKind::assignment,
      StreamKind::prevention, StreamKind::agency,  StreamKind::office,   StreamKind::key,       StreamKind::election,
      StreamKind::calendar,   StreamKind::ruleset, StreamKind::ledger};
  std::string out = "# " + words("Event types", "Jenis peristiwa") + "\n\n" + generated_note(language) + "\n\n";
  out += words(
             "A fact may always be recorded by whoever may record it; an act is refused where something is missing. "
             "Abstract "
             "roles (INTAKE, SUPERVISOR, DECIDER …) are filled by rule sets, date by date.",
             "Fakta selalu dapat dicatat oleh yang berwenang mencatat; tindakan ditolak jika ada yang kurang. Peran "
             "abstrak "
             "(INTAKE, SUPERVISOR, DECIDER …) diisi oleh himpunan aturan menurut tanggal.") +
         "\n";
  for (const StreamKind kind : kinds) {
    std::string part;
    for (const CatalogueRow* row : catalogue().rows()) {
      if (row->stream == kind) add_event(part, *row, words);
    }
    if (part.empty()) continue;
    out += "\n## " + kind_title(kind, words) + "\n\n" + words("Streams begin with ", "Aliran diawali ") +
           code(prefix(kind)) + ".\n" + part;
  }
  return out;
}

}  // namespace jejak::lawdocs
