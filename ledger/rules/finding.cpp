#include "ledger/rules/finding.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/rules/sentence.hpp"

#include <algorithm>
#include <tuple>

namespace jejak {

namespace {

constexpr FindingRow rows[] = {
    {FindingCode::late_entry, "F_LATE_ENTRY", Severity::defect, "LEDGER:dates",
     "The step was recorded late[: {days} working days after its legal date][, {allowed} are allowed][; the reason "
     "given is {reason}].",
     "Langkah dicatat terlambat[: {days} hari kerja setelah tanggal hukumnya][, yang diperbolehkan {allowed}][; alasan "
     "yang diberikan {reason}]."},
    {FindingCode::deviation_unexplained, "F_DEVIATION_UNEXPLAINED", Severity::defect, "UU5/2014:33",
     "The decision is not what was recommended and gives no reason[: {sanction} instead of {recommended}].",
     "Keputusan berbeda dari rekomendasi tanpa alasan[: {sanction}, bukan {recommended}]."},
    {FindingCode::irregular_act, "F_IRREGULAR_ACT", Severity::serious, "UU30/2014:52",
     "An act without authority, approval or examination was observed[: {irregularity}][, on {date}].",
     "Tercatat tindakan tanpa kewenangan, persetujuan, atau pemeriksaan[: {irregularity}][, pada {date}]."},
    {FindingCode::document_hash_missing, "F_DOCUMENT_HASH_MISSING", Severity::defect, "LEDGER:documents",
     "A document is named that nobody can compare, because its hash is missing[: {document}].",
     "Ada dokumen yang disebut tetapi tidak dapat dicocokkan karena sidiknya tidak ada[: {document}]."},
    {FindingCode::bsre_invalid, "F_BSRE_INVALID", Severity::defect, "PP71/2019:60",
     "What is said of a document's certified signature cannot be true[: {document}][, {wrong}].",
     "Keterangan tanda tangan elektronik dokumen tidak mungkin benar[: {document}][, {wrong}]."},
    {FindingCode::historical_incomplete, "F_HISTORICAL_INCOMPLETE", Severity::note, "UU43/2009",
     "The record from the archive is not complete[: {completeness}]; its terms were not counted.",
     "Arsip yang diimpor tidak lengkap[: {completeness}]; tenggatnya tidak dihitung."},
    {FindingCode::ruleset_uncertain, "F_RULESET_UNCERTAIN", Severity::note, "LEDGER:rule-set",
     "The step rests on rules that nobody has compared with their source[: {cells}][, {ruleset}].",
     "Langkah ini bersandar pada aturan yang belum dicocokkan dengan sumbernya[: {cells}][, {ruleset}]."},
    {FindingCode::reference_repeated, "F_REFERENCE_REPEATED", Severity::defect, "LEDGER:external-references",
     "The same number of another system stands in two streams, which may be one matter[: {system} {id}][, also in "
     "{other}].",
     "Nomor sistem lain yang sama ada di dua aliran yang mungkin satu perkara[: {system} {id}][, juga dalam {other}]."},
    {FindingCode::seconded_signer, "F_SECONDED_SIGNER", Severity::defect, "UU30/2014:42",
     "Whoever signed was lent to an election secretariat and handles a case of the own agency[: {office}][, lent by "
     "{letter}].",
     "Penanda tangan diperbantukan pada sekretariat penyelenggara dan menangani perkara instansinya sendiri[: "
     "{office}][, berdasarkan {letter}]."},
    {FindingCode::deadline_soft, "F_DEADLINE_SOFT", Severity::defect, "",
     "A term was missed[: {deadline}][, last day {last_day}][, {days} {unit} over][; ended: {ended}].",
     "Tenggat terlampaui[: {deadline}][, hari terakhir {last_day}][, lewat {days} {unit}][; berakhir: {ended}]."},
    {FindingCode::summons_2_late, "F_SUMMONS_II_LATE", Severity::defect, "PP94/2021:26(3)",
     "The second summons came late or not at all[ ({deadline})][: last day {last_day}][, {days} {unit} over][; ended: "
     "{ended}].",
     "Panggilan kedua terlambat atau tidak ada[ ({deadline})][: hari terakhir {last_day}][, lewat {days} {unit}][; "
     "berakhir: {ended}]."},
    {FindingCode::delivery_late, "F_DELIVERY_LATE", Severity::defect, "PP94/2021:37(3)",
     "The decision was delivered late or not at all[ ({deadline})][: last day {last_day}][, {days} {unit} over][; "
     "ended: {ended}].",
     "Keputusan disampaikan terlambat atau belum disampaikan[ ({deadline})][: hari terakhir {last_day}][, lewat {days} "
     "{unit}][; berakhir: {ended}]."},
    {FindingCode::no_followup, "F_NO_FOLLOWUP", Severity::serious, "UU5/2014:33",
     "Nothing was decided on the recommendation[ ({deadline})][: last day {last_day}][, {days} {unit} over][; ended: "
     "{ended}].",
     "Rekomendasi belum ditindaklanjuti[ ({deadline})][: hari terakhir {last_day}][, lewat {days} {unit}][; berakhir: "
     "{ended}]."},
    {FindingCode::not_reported_to_minister, "F_NOT_REPORTED_TO_MINISTER", Severity::defect, "SE100.2.1.3/1575/SJ",
     "The personnel action was not reported to the Minister[ ({deadline})][: last day {last_day}][, {days} {unit} "
     "over][; ended: {ended}].",
     "Tindakan kepegawaian tidak dilaporkan kepada Menteri[ ({deadline})][: hari terakhir {last_day}][, lewat {days} "
     "{unit}][; berakhir: {ended}]."},
    {FindingCode::contested_key, "F_CONTESTED_KEY", Severity::serious, "LEDGER:keys",
     "The step was signed with a key that was revoked back over that day, or rests on one that was[: {key}][, through "
     "entry {through}]. Whoever may sign for the office attests it again or takes it back.",
     "Langkah ditandatangani dengan kunci yang dicabut surut sampai hari itu, atau bersandar pada langkah "
     "demikian[: {key}][, melalui entri {through}]. Pejabat yang berwenang menegaskannya kembali atau mencabutnya."},
    {FindingCode::calendar_changed_later, "F_CALENDAR_CHANGED_LATER", Severity::note, "LEDGER:calendars",
     "A calendar that was published later moves the last day of a term that had been counted[: {deadline}][, {then} "
     "then, {now} now][, and with it the answer: {was} then].",
     "Kalender yang terbit kemudian menggeser hari terakhir tenggat yang telah dihitung[: {deadline}][, semula "
     "{then}, kini {now}][, sehingga berubah: semula {was}]."},
    {FindingCode::window_changed_later, "F_WINDOW_CHANGED_LATER", Severity::note, "UU10/2016:71(2)",
     "What was recorded later about elections or terms of office changes whether the post was protected that day[: "
     "{then} then, {now} now][, {basis}].",
     "Catatan kemudian tentang pemilihan atau masa jabatan mengubah apakah jabatan dilindungi pada hari itu[: semula "
     "{then}, kini {now}][, {basis}]."},
};

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return upper(x) == upper(y); });
}

std::string told(const FindingRow& row, const Facts& facts, Language language) {
  const bool english = language == Language::english;
  Sentence sentence(facts);
  std::string out = sentence.fill(english ? row.english : row.indonesian);
  return out + sentence.rest(english ? "Legal basis" : "Dasar hukum", english ? "Facts" : "Fakta", row.source);
}

}  // namespace

const char* name(Severity severity) {
  switch (severity) {
    case Severity::note: return "note";
    case Severity::defect: return "defect";
    case Severity::serious: return "serious";
  }
  return "";
}

std::span<const FindingRow> finding_rows() {
  return rows;
}

const FindingRow& row_of(FindingCode code) {
  const auto* at = std::find_if(std::begin(rows), std::end(rows), [code](const auto& row) { return row.code == code; });
  JEJAK_ASSERT(at != std::end(rows));
  return *at;
}

std::optional<FindingCode> finding_named(std::string_view name) {
  for (const FindingRow& row : rows) {
    const std::string_view full = row.name;
    if (same_letters(name, full) || same_letters(name, full.substr(2))) return row.code;
  }
  return std::nullopt;
}

const std::string* Finding::fact(std::string_view name) const {
  for (const auto& known : facts) {
    if (known.first == name) return &known.second;
  }
  return nullptr;
}

bool comes_before(const Finding& a, const Finding& b) {
  return std::tie(a.position, a.code, a.stream, a.facts) < std::tie(b.position, b.code, b.stream, b.facts);
}

std::string print(const Finding& finding) {
  return row_of(finding.code).name + print_facts(finding.facts);
}

std::string explain(const Finding& finding, Language language) {
  return told(row_of(finding.code), finding.facts, language);
}

std::string explain(FindingCode code, Language language) {
  return told(row_of(code), {}, language);
}

}  // namespace jejak
