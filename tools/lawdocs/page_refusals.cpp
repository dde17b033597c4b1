// refusals.md: every code with its rule, its source, what would be lawful, and what nobody has confirmed.

#include "tools/lawdocs/pages.hpp"

namespace jejak::lawdocs {

std::string refusals_page(Language language) {
  const Words words{language};
  std::string out = "# " + words("Refusals", "Penolakan") + "\n\n" + generated_note(language) + "\n\n";
  out +=
      words(
          "Codes from 20 on are recorded: an attempt that they refuse is an entry of the log. Those below leave no "
          "entry. `LEDGER:…` is a rule of the ledger itself; where no source stands, that of the refused step is "
          "cited.",
          "Kode mulai 20 dicatat: upaya yang ditolaknya menjadi entri dalam log. Kode di bawahnya tidak meninggalkan "
          "entri. `LEDGER:…` adalah aturan buku besar sendiri; jika sumber kosong, yang dikutip ialah sumber langkah "
          "yang ditolak.") +
      "\n";
  for (const RefusalCode refused : all_refusal_codes()) {
    out += "\n## " + std::string(name(refused)) + "\n\n" + explain(Refusal(refused), language, "") + "\n\n";
    out += "- " + words("Number", "Nomor") + ": " + std::to_string(static_cast<std::uint16_t>(refused)) + ", " +
           (is_recorded(refused) ? words("recorded", "dicatat") : words("not recorded", "tidak dicatat")) + "\n";
    if (*source(refused) != '\0') out += "- " + words("Source", "Sumber") + ": " + code(source(refused)) + "\n";
    out += doubts_line({name(refused)}, language);
  }
  return out;
}

}  // namespace jejak::lawdocs
