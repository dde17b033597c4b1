// findings.md: what audits find, its weight, its source, and the deadlines it is said of.

#include "ledger/rules/deadline_names.hpp"
#include "ledger/rules/term_findings.hpp"
#include "tools/lawdocs/pages.hpp"

namespace jejak::lawdocs {

std::string findings_page(Language language) {
  const Words words{language};
  std::string out = "# " + words("Findings", "Temuan") + "\n\n" + generated_note(language) + "\n\n";
  out +=
      words(
          "A finding is computed whenever it is asked for (`jejak findings`, `jejak audit`); it is never stored and "
          "refuses nothing. `serious`: an act may not stand; `defect`: a term was missed, or something is not on "
          "record; `note`: what a verdict rests on is not certain, or has changed. Of an entry it is said by what was "
          "known when that was recorded; of a history by what is known at the position and had happened on the day.",
          "Temuan dihitung setiap kali ditanyakan (`jejak findings`, `jejak audit`); tidak pernah disimpan dan tidak "
          "menolak apa pun. `serious`: tindakan mungkin tidak bertahan; `defect`: tenggat terlampaui atau ada yang "
          "tidak tercatat; `note`: dasar putusan tidak pasti atau telah berubah. Tentang satu entri dinilai menurut "
          "yang diketahui saat dicatat; tentang riwayat menurut yang diketahui pada posisi dan telah terjadi pada "
          "harinya.") +
      "\n";
  for (const FindingRow& row : finding_rows()) {
    out += "\n## " + std::string(row.name) + "\n\n" + explain(row.code, language) + "\n\n";
    out += "- " + words("Weight", "Bobot") + ": " + code(name(row.severity)) + ", " +
           (row.code >= FindingCode::deadline_soft ? words("of the history", "tentang riwayat")
                                                   : words("of one entry", "tentang satu entri")) +
           "\n";
    if (row.source[0] != '\0') out += "- " + words("Source", "Sumber") + ": " + code(row.source) + "\n";
    std::vector<std::string> deadlines;
    for (const DeadlineName& deadline : deadline_names()) {
      if (is_ended_by_a_step(deadline.id) && finding_of_term(deadline.id) == row.code) deadlines.push_back(deadline.id);
    }
    if (!deadlines.empty()) out += "- " + words("Deadlines", "Tenggat") + ": " + list(deadlines) + "\n";
    out += doubts_line({row.name}, language);
  }
  return out;
}

}  // namespace jejak::lawdocs
