// Examination rows: who examines, the summons, the hearing and its report.

#include "ledger/rules/guards_case.hpp"
#include "ledger/rules/guards_examination.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/guards_intake.hpp"
#include "ledger/rules/guards_merge.hpp"
#include "ledger/rules/rows.hpp"
#include "ledger/rules/term_days.hpp"

namespace jejak::rows {

namespace {

constexpr StateCode ppk_received[] = {StateCode::ppk_received};
constexpr StateCode summonable[] = {StateCode::examiner_appointed, StateCode::summoned_1, StateCode::summoned_2};
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
    {6, "members", FieldKind::codes, optional, "Jabatan anggota", "Offices of the members"},
    {7, "member_ranks", FieldKind::codes, optional, "Kelas jabatan anggota", "Rank classes of the members"},
};
constexpr std::uint16_t examiner_kept[] = {1, 5};
constexpr const Guard* examiner_guards[] = {&guards::names_rule_set,         &guards::subject_known,
                                            &guards::examiners_complete,     &guards::examiners_high_enough,
                                            &guards::examiners_not_involved, &guards::not_a_duplicate,
                                            &guards::not_future_dated,       &guards::late_has_reason};

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
    {7, "impact", FieldKind::code, optional, "Dampak", "Impact", codes::impacts},
};

constexpr const char* council_role[] = {"ETHICS_COUNCIL"};
constexpr SignerGroup by_council[] = {{council_role}};
constexpr const char* examining_roles[] = {"EXAMINER", "ETHICS_COUNCIL"};
constexpr SignerGroup by_examining[] = {{examining_roles}};
constexpr const char* superior_roles[] = {"DECIDER", "LOWER_DECIDER"};
constexpr SignerGroup by_superior[] = {{superior_roles}};
constexpr const char* suspender_roles[] = {"DECIDER", "HEAD_OF_STATE"};
constexpr SignerGroup by_suspender[] = {{suspender_roles}};
constexpr const char* deriver_roles[] = {"DECIDER", "SUPERVISOR"};
constexpr SignerGroup by_deriver[] = {{deriver_roles}};

constexpr StateCode exam_reported[] = {StateCode::exam_reported};
constexpr auto under_examination = between<StateCode::examiner_appointed, StateCode::approval_refused>;
constexpr auto relieved_until = between<StateCode::examiner_appointed, StateCode::completed>;

constexpr FieldShape council_fields[] = {
    {1, "council", FieldKind::code, required, "Majelis Kode Etik", "Council"},
    {2, "decision_no", FieldKind::code, required, "Nomor SK", "Decision no."},
    {3, "members", FieldKind::codes, optional, "Jabatan anggota", "Offices of the members"},
    {4, "member_ranks", FieldKind::codes, optional, "Kelas jabatan anggota", "Rank classes of the members"},
};
constexpr std::uint16_t council_kept[] = {1};
constexpr const Guard* council_guards[] = {
    &guards::names_rule_set,         &guards::on_ethics_track, &guards::examiners_high_enough,
    &guards::examiners_not_involved, &guards::not_a_duplicate, &guards::not_future_dated,
    &guards::late_has_reason,
};

constexpr FieldShape absence_fields[] = {
    {1, "summons_no", FieldKind::code, required, "Panggilan ke", "Summons", codes::summonses},
    {2, "missed_on", FieldKind::date, required, "Tanggal pemeriksaan", "Missed on", {}, happened},
    {3, "excuse", FieldKind::code, required, "Alasan sah", "Excuse", codes::excuses},
};
constexpr std::uint16_t absence_kept[] = {1, 2, 3};
constexpr TermStart starts_second_summons[] = {{.id = "DL-09", .restart = true, .day = &terms::first_missed}};
constexpr const Guard* absence_guards[] = {&guards::names_rule_set, &guards::missed_as_summoned,
                                           &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape absentia_fields[] = {
    {1, "minutes_hash", FieldKind::hash, required, "Sidik berita acara", "Hash of the minutes"},
    {2, "evidence", FieldKind::number, required, "Jumlah alat bukti", "Pieces of evidence"},
};
constexpr const Guard* absentia_guards[] = {&guards::names_rule_set, &guards::absentia_ready, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr FieldShape hearing_fields[] = {
    {1, "held_on", FieldKind::date, required, "Tanggal sidang", "Held on", {}, happened},
    {2, "minutes_hash", FieldKind::hash, required, "Sidik berita acara", "Hash of the minutes"},
};
constexpr FieldShape council_decided_fields[] = {
    {1, "finding", FieldKind::code, required, "Putusan", "Finding", codes::council_findings},
    {2, "decision_no", FieldKind::code, required, "Nomor putusan", "Decision no."},
    {3, "recommended_sanction", FieldKind::code, optional, "Sanksi yang disarankan", "Recommended sanction"},
};
constexpr std::uint16_t council_decided_kept[] = {1, 3};
constexpr OutcomeRow council_outcomes[] = {
    {field::ethics_council_decided::finding, "REFERRED", StateCode::ppk_received}};
constexpr const Guard* council_decided_guards[] = {&guards::names_rule_set, &guards::council_sanction_exists,
                                                   &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape relieved_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "acting", FieldKind::code, required, "Pelaksana harian", "Who acts meanwhile"},
};
constexpr const Guard* relieved_guards[] = {&guards::names_rule_set, &guards::threat_is_severe,
                                            &guards::not_future_dated, &guards::late_has_reason};
constexpr StateCode on_duty[] = {StateCode::duty_normal, StateCode::duty_reinstated};
constexpr StateCode relieves[] = {StateCode::duty_relieved};
constexpr StateCode back_on_duty[] = {StateCode::duty_normal};
constexpr StateCode suspends[] = {StateCode::duty_suspended};
constexpr StateCode suspendable[] = {StateCode::duty_normal, StateCode::duty_relieved, StateCode::duty_reinstated};
constexpr FieldShape lifted_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr FieldShape suspended_fields[] = {
    {1, "ground", FieldKind::code, required, "Alasan", "Ground", codes::suspension_grounds},
    {2, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {3, "proposal_received_at", FieldKind::date, optional, "Usul diterima", "Proposal received on", {}, happened},
};
constexpr TermStart starts_suspension[] = {
    {.id = "DL-23", .field = field::subject_suspended::proposal_received_at, .restart = true}};
constexpr TermStop stops_suspension[] = {{"DL-23"}};
constexpr const Guard* suspended_guards[] = {&guards::names_rule_set, &guards::suspends_own_rank,
                                             &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape unproven_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "reasons", FieldKind::codes, required, "Alasan", "Reasons"},
};

constexpr FieldShape derived_fields[] = {
    {1, "derived", FieldKind::reference, required, "Perkara turunan", "Derived case"},
    {2, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr Touch derived_touches[] = {{.via_field = field::derived_case_opened::derived}};
constexpr const Guard* derived_guards[] = {&guards::names_rule_set, &guards::authority_on_case,
                                           &guards::derived_by_neglect, &guards::not_future_dated,
                                           &guards::late_has_reason};

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
     .signers = by_examining,
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
    {.shape = {type::ethics_council_formed, "EthicsCouncilFormed", "Pembentukan Majelis Kode Etik",
               "Ethics council formed", council_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = ppk_received,
     .to = StateCode::examiner_appointed,
     .keep = Keep::last,
     .kept_fields = council_kept,
     .guards = council_guards,
     .document_required = true,
     .english = "{office} formed the ethics council {council} ({decision_no}).",
     .indonesian = "{office} membentuk Majelis Kode Etik {council} ({decision_no}).",
     .source = "PP42/2004:16"},
    {.shape = {type::non_appearance_recorded, "NonAppearanceRecorded", "Berita acara ketidakhadiran",
               "Non-appearance recorded", absence_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .jurisdiction = Jurisdiction::examiner,
     .signers = by_examining,
     .from = summoned,
     .keep = Keep::all,
     .kept_fields = absence_kept,
     .guards = absence_guards,
     .starts = starts_second_summons,
     .english = "The subject did not appear before {office} on {missed_on} (summons {summons_no}, excuse: {excuse}).",
     .indonesian =
         "Terlapor tidak hadir di hadapan {office} pada {missed_on} (panggilan {summons_no}, alasan: {excuse}).",
     .source = "PP94/2021:26(3)"},
    {.shape = {type::examination_in_absentia_resolved, "ExaminationInAbsentiaResolved", "Penjatuhan tanpa pemeriksaan",
               "Resolved in absence", absentia_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::examiner,
     .signers = by_examining,
     .from = summoned,
     .to = StateCode::examined,
     .guards = absentia_guards,
     .stops = stops_second_summons,
     .english = "{office} resolved to go on in the subject's absence, on {evidence} pieces of evidence.",
     .indonesian = "{office} melanjutkan tanpa kehadiran terlapor, berdasarkan {evidence} alat bukti.",
     .source = "PP94/2021:26(4)"},
    {.shape = {type::ethics_hearing_held, "EthicsHearingHeld", "Sidang Majelis Kode Etik", "Ethics hearing held",
               hearing_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::examiner,
     .signers = by_council,
     .from = summoned,
     .to = StateCode::examined,
     .guards = step_guards,
     .english = "{office} heard the subject on {held_on}.",
     .indonesian = "{office} menyidangkan terlapor pada {held_on}.",
     .source = "PP42/2004:17"},
    {.shape = {type::ethics_council_decided, "EthicsCouncilDecided", "Putusan Majelis Kode Etik",
               "Ethics council decided", council_decided_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::examiner,
     .signers = by_council,
     .from = examined,
     .to = StateCode::exam_reported,
     .outcomes = council_outcomes,
     .keep = Keep::last,
     .kept_fields = council_decided_kept,
     .guards = council_decided_guards,
     .document_required = true,
     .english = "{office} decided: {finding} ({decision_no}).",
     .indonesian = "{office} memutus: {finding} ({decision_no}).",
     .source = "PP42/2004:18"},
    {.shape = {type::subject_relieved_temporarily, "SubjectRelievedTemporarily",
               "Pembebasan sementara dari tugas jabatan", "Temporarily relieved of duty", relieved_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_superior,
     .from = under_examination,
     .guards = relieved_guards,
     .moves = relieves,
     .needs = on_duty,
     .document_required = true,
     .english = "{office} relieved the subject of duty for the time being; {acting} acts ({decision_no}).",
     .indonesian = "{office} membebaskan sementara terlapor dari tugas jabatan; {acting} bertindak ({decision_no}).",
     .source = "PP94/2021:31"},
    {.shape = {type::temporary_relief_lifted, "TemporaryReliefLifted", "Pencabutan pembebasan sementara",
               "Temporary relief lifted", lifted_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_superior,
     .from = relieved_until,
     .guards = step_guards,
     .moves = back_on_duty,
     .needs = relieves,
     .english = "{office} lifted the temporary relief ({reason}, {decision_no}).",
     .indonesian = "{office} mencabut pembebasan sementara ({reason}, {decision_no}).",
     .source = "PP94/2021:31"},
    {.shape = {type::subject_suspended, "SubjectSuspended", "Pemberhentian sementara", "Subject suspended",
               suspended_fields},
     .stream = StreamKind::kase,
     .signers = by_suspender,
     .from = open_case,
     .guards = suspended_guards,
     .moves = suspends,
     .needs = suspendable,
     .starts = starts_suspension,
     .stops = stops_suspension,
     .document_required = true,
     .english = "{office} suspended the subject ({ground}, {decision_no}).",
     .indonesian = "{office} memberhentikan sementara terlapor ({ground}, {decision_no}).",
     .source = "PP11/2017:276"},
    {.shape = {type::subject_reactivated, "SubjectReactivated", "Pengaktifan kembali", "Subject reactivated",
               lifted_fields},
     .stream = StreamKind::kase,
     .signers = by_suspender,
     .from = open_case,
     .guards = suspended_guards,
     .moves = back_on_duty,
     .needs = suspends,
     .document_required = true,
     .english = "{office} reactivated the subject ({reason}, {decision_no}).",
     .indonesian = "{office} mengaktifkan kembali terlapor ({reason}, {decision_no}).",
     .source = "PP11/2017:285"},
    {.shape = {type::violation_not_proven_by_ppk, "ViolationNotProvenByPpk",
               "Tidak terbukti menurut Pejabat Pembina Kepegawaian", "Not proven to the deciding official",
               unproven_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = exam_reported,
     .to = StateCode::z06,
     .keep = Keep::last,
     .guards = step_guards,
     .document_required = true,
     .english = "{office} found the violation not proven ({reasons}, {letter_no}).",
     .indonesian = "{office} menyatakan pelanggaran tidak terbukti ({reasons}, {letter_no}).",
     .source = "PP94/2021:29"},
    {.shape = {type::derived_case_opened, "DerivedCaseOpened", "Perkara turunan dibuka", "Derived case opened",
               derived_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .signers = by_deriver,
     .from = open_case,
     .touches = derived_touches,
     .guards = derived_guards,
     .english = "{office} named {derived} as a case that follows from this one ({reason}).",
     .indonesian = "{office} menyatakan {derived} sebagai perkara turunan ({reason}).",
     .source = "PP94/2021:28"},
};

}  // namespace

std::span<const CatalogueRow> examination() {
  return table;
}

}  // namespace jejak::rows
