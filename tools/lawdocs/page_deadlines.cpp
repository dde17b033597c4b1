// deadlines.md: how long each deadline is in each rule set, what begins and ends it, and what has not been verified.

#include "ledger/rules/deadline_names.hpp"
#include "ledger/rules/rule_set_check.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "tools/lawdocs/pages.hpp"

#include <algorithm>

namespace jejak::lawdocs {

namespace {

std::string length_of(const DeadlineRow* row) {
  if (row == nullptr) return "–";
  return print(*row) + (row->verified ? "" : " (?)");
}

template <class Has>
std::string steps_with(const Has& has) {
  std::vector<std::string> steps;
  for (const CatalogueRow* row : catalogue().rows()) {
    if (has(*row)) steps.push_back(code(row->shape.name));
  }
  return list(steps);
}

void add_table(std::string& out, const std::vector<RuleSet>& rule_sets, const Words& words) {
  out += "\n| " + words("Deadline", "Tenggat") + " |";
  for (const RuleSet& rules : rule_sets) out += " " + code(rules.id) + " |";
  out += "\n| --- |";
  for (std::size_t i = 0; i < rule_sets.size(); ++i) out += " --- |";
  out += "\n";
  for (const DeadlineName& one : deadline_names()) {
    out += std::string("| ") + one.id + " " + cell(deadline_title(one.id, words.language)) + " |";
    for (const RuleSet& rules : rule_sets) out += " " + length_of(deadline(rules, one.id)) + " |";
    out += "\n";
  }
}

void add_deadline(std::string& out, const DeadlineName& one, const std::vector<RuleSet>& rule_sets,
                  const Words& words) {
  const std::string_view id = one.id;
  const auto is_it = [id](const auto& term) { return id == term.id; };
  out += std::string("\n## ") + one.id + "\n\n" + deadline_title(id, words.language) + "\n\n";
  const std::string begun =
      steps_with([&](const CatalogueRow& row) { return std::any_of(row.starts.begin(), row.starts.end(), is_it); });
  const std::string ended =
      steps_with([&](const CatalogueRow& row) { return std::any_of(row.stops.begin(), row.stops.end(), is_it); });
  const std::string needed = steps_with([&](const CatalogueRow& row) {
    return std::any_of(row.within.begin(), row.within.end(), [id](const char* within) { return id == within; });
  });
  if (!begun.empty()) out += "- " + words("Begun by", "Dimulai oleh") + ": " + begun + "\n";
  if (!ended.empty()) out += "- " + words("Ended by", "Dihentikan oleh") + ": " + ended + "\n";
  if (!needed.empty()) out += "- " + words("Must be kept for", "Wajib dipenuhi untuk") + ": " + needed + "\n";
  for (const RuleSet& rules : rule_sets) {
    const DeadlineRow* row = deadline(rules, id);
    if (row == nullptr) continue;
    out += "- " + code(rules.id) + ": " + print(*row) + "; " +
           (row->source.empty() ? words("no source given", "tanpa sumber") : row->source) +
           (row->verified ? "" : " (" + words("unverified", "belum diverifikasi") + ")") + "\n";
  }
  out += doubts_line({std::string(id)}, words.language);
}

}  // namespace

std::string deadlines_page(const std::vector<RuleSet>& rule_sets, Language language) {
  const Words words{language};
  std::string out = "# " + words("Deadlines", "Tenggat") + "\n\n" + generated_note(language) + "\n\n";
  out +=
      words(
          "WD are working days, CD calendar days, HOUR hours (counted as days begun), MONTH_END months and then the "
          "month's last day. The first day is not counted. A hard deadline that has passed refuses the steps it "
          "must be kept for; a soft one refuses nothing. (?) marks what nobody has compared with the gazette.",
          "WD hari kerja, CD hari kalender, HOUR jam (dihitung sebagai hari yang dimulai), MONTH_END bulan lalu hari "
          "terakhirnya. Hari pertama tidak dihitung. Tenggat hard yang lewat menolak langkah yang mewajibkannya; "
          "tenggat soft tidak menolak apa pun. (?) menandai yang belum dibandingkan dengan lembaran negara.") +
      "\n";
  add_table(out, rule_sets, words);
  for (const DeadlineName& one : deadline_names()) add_deadline(out, one, rule_sets, words);
  return out;
}

}  // namespace jejak::lawdocs
