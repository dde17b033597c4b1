// Examination rows: who examines, the summons, the hearing and its report.

#include "ledger/rules/guards_case.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/rows.hpp"

namespace jejak::rows {

namespace {

constexpr StateCode ppk_received[] = {StateCode::ppk_received};
constexpr StateCode summonable[] = {StateCode::examiner_appointed, StateCode::summoned_1};
constexpr StateCode summoned[] = {StateCode::summoned_1, StateCode::summoned_2};
constexpr StateCode examined[] = {StateCode::examined};

constexpr TermStop stops_second_summons[] = {{"DL-09"}};

constexpr const Guard* step_guards[] = {&guards::names_rule_set, &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape examiner_fields[] = {
    {1, "examiner", FieldKind::code, required, "Pemeriksa", "Examiner"},
    {2, "kind", FieldKind::code, required, "Bentuk pemeriksa", "Kind of examiner", codes::examiner_kinds},
    {3, "decision_no", FieldKind::code, required, "Nomor SK", "Decision no."},
    {4, "elements", FieldKind::codes, optional, "Unsur anggota", "What the members stand for"},
    {5, "threat", FieldKind::code, optional, "Ancaman hukuman", "Level that threatens", codes::threats},
};
constexpr std::uint16_t examiner_kept[] = {1};
constexpr const Guard* examiner_guards[] = {&guards::names_rule_set, &guards::subject_known,
                                            &guards::examiners_complete, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr FieldShape summons_fields[] = {
    {1, "summons_no", FieldKind::code, required, "Panggilan ke", "Summons", codes::summonses},
    {2, "served_at", FieldKind::date, required, "Tanggal diterima", "Served on", {}, happened},
    {3, "examined_on", FieldKind::date, required, "Tanggal pemeriksaan", "Examination on"},
    {4, "mode", FieldKind::code, optional, "Cara", "Mode", codes::modes},
};
constexpr std::uint16_t summons_kept[] = {3};
constexpr OutcomeRow summons_outcomes[] = {{field::summons_issued::summons_no, "2", StateCode::summoned_2}};
constexpr const Guard* summons_guards[] = {&guards::names_rule_set, &guards::summons_in_order, &guards::summons_in_time,
                                           &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape examination_fields[] = {
    {1, "held_on", FieldKind::date, required, "Tanggal pemeriksaan", "Held on", {}, happened},
    {2, "minutes_hash", FieldKind::hash, required, "Sidik berita acara", "Hash of the minutes"},
    {3, "subject_signature", FieldKind::code, required, "Tanda tangan terperiksa", "Subject's signature",
     codes::signatures},
    {4, "mode", FieldKind::code, optional, "Cara", "Mode", codes::modes},
};
constexpr const Guard* examination_guards[] = {&guards::names_rule_set, &guards::not_future_dated,
                                               &guards::late_has_reason};

constexpr FieldShape report_fields[] = {
    {1, "report_no", FieldKind::code, required, "Nomor laporan", "Report no."},
    {2, "proven_codes", FieldKind::codes, optional, "Pelanggaran terbukti", "Violations proven"},
    {3, "recommended_sanction", FieldKind::code, optional, "Sanksi yang disarankan", "Recommended sanction"},
    {4, "report_hash", FieldKind::hash, required, "Sidik laporan", "Hash of the report"},
    {5, "aggravating", FieldKind::codes, optional, "Hal memberatkan", "Aggravating"},
    {6, "mitigating", FieldKind::codes, optional, "Hal meringankan", "Mitigating"},
};

constexpr CatalogueRow table[] = {
    {.shape = {type::examiner_appointed, "ExaminerAppointed", "Penunjukan pemeriksa", "Examiner appointed",
               examiner_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = ppk_received,
     .to = StateCode::examiner_appointed,
     .keep = Keep::last,
     .kept_fields = examiner_kept,
     .guards = examiner_guards,
     .english = "{office} appointed {examiner} to examine ({kind}).",
     .indonesian = "{office} menunjuk {examiner} sebagai pemeriksa ({kind}).",
     .source = "PP94/2021:27"},
    {.shape = {type::summons_issued, "SummonsIssued", "Surat panggilan", "Summons issued", summons_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::examiner,
     .signers = by_examiner,
     .from = summonable,
     .to = StateCode::summoned_1,
     .outcomes = summons_outcomes,
     .keep = Keep::last,
     .kept_fields = summons_kept,
     .guards = summons_guards,
     .stops = stops_second_summons,
     .english = "{office} issued summons {summons_no} for {examined_on}, served on {served_at}.",
     .indonesian = "{office} mengirim surat panggilan {summons_no} untuk {examined_on}, diterima {served_at}.",
     .source = "PP94/2021:26(2)"},
    {.shape = {type::examination_held, "ExaminationHeld", "Berita acara pemeriksaan", "Examination held",
               examination_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::examiner,
     .signers = by_examiner,
     .from = summoned,
     .to = StateCode::examined,
     .guards = examination_guards,
     .english = "{office} examined the subject on {held_on} (minutes: {subject_signature}).",
     .indonesian = "{office} memeriksa terlapor pada {held_on} (berita acara: {subject_signature}).",
     .source = "PP94/2021:28"},
    {.shape = {type::examination_report_submitted, "ExaminationReportSubmitted", "Laporan hasil pemeriksaan",
               "Examination report submitted", report_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::examiner,
     .signers = by_examiner,
     .from = examined,
     .to = StateCode::exam_reported,
     .guards = step_guards,
     .english = "{office} submitted its report {report_no}; proven: {proven_codes}.",
     .indonesian = "{office} menyampaikan laporan hasil pemeriksaan {report_no}; terbukti: {proven_codes}.",
     .source = "PP94/2021:29"},
};

}  // namespace

std::span<const CatalogueRow> examination() {
  return table;
}

}  // namespace jejak::rows
