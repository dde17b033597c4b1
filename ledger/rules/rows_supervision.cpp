// Supervision rows: the supervisor's recommendation and its way to the official who must decide.

#include "ledger/rules/guards_case.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/guards_merge.hpp"
#include "ledger/rules/guards_supervision.hpp"
#include "ledger/rules/rows.hpp"
#include "ledger/rules/term_days.hpp"

namespace jejak::rows {

namespace {

constexpr const char* receiver_roles[] = {"REGISTRY", "PROPOSER", "DECIDER"};
constexpr SignerGroup by_receiver[] = {{receiver_roles}};

constexpr StateCode forwarded[] = {StateCode::forwarded};
constexpr StateCode under_supervision[] = {StateCode::under_supervision};
constexpr StateCode recommended[] = {StateCode::recommended};

constexpr TermStart starts_verification[] = {{.id = "DL-04", .field = field::supervisor_received::received_at}};
constexpr TermStop stops_verification[] = {{"DL-04"}};
constexpr TermStart starts_follow_up[] = {{.id = "DL-06", .field = field::recommendation_served::received_at}};
constexpr TermStart starts_follow_up_at_receipt[] = {
    {.id = "DL-06", .field = field::case_received_by_ppk::received_at}};

constexpr const Guard* step_guards[] = {&guards::names_rule_set, &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape supervisor_received_fields[] = {
    {1, "received_at", FieldKind::date, required, "Tanggal diterima", "Received on", {}, happened},
    {2, "register_no", FieldKind::code, optional, "Nomor register", "Register no."},
};

constexpr FieldShape recommendation_fields[] = {
    {1, "recommendation_no", FieldKind::code, required, "Nomor rekomendasi", "Recommendation no."},
    {2, "track", FieldKind::code, required, "Jalur", "Track", codes::tracks},
    {3, "violation_codes", FieldKind::codes, required, "Pelanggaran", "Violations"},
    {4, "sanctions", FieldKind::codes, required, "Sanksi yang direkomendasikan", "Recommended sanctions"},
    {5, "addressee", FieldKind::code, required, "Tujuan", "Addressee"},
    {6, "copies_to", FieldKind::codes, optional, "Tembusan", "Copies to"},
};
constexpr std::uint16_t recommendation_kept[] = {2, 4};
constexpr const Guard* recommendation_guards[] = {
    &guards::names_rule_set,   &guards::subject_known,     &guards::addressee_decides,
    &guards::track_fits_phase, &guards::recommended_exist, &guards::supervisor_of_case,
    &guards::not_a_duplicate,  &guards::not_future_dated,  &guards::late_has_reason,
};

constexpr StateCode transferable[] = {StateCode::forwarded, StateCode::under_supervision, StateCode::recommended};
constexpr StateCode due[] = {StateCode::followup_running};
constexpr const char* transition_roles[] = {"SUPERVISOR", "ROOTS"};
constexpr SignerGroup by_transition[] = {{transition_roles}};
constexpr const char* verifier_roles[] = {"SUPERVISOR", "TRANSITION_SUPERVISOR", "TASK_FORCE"};
constexpr SignerGroup by_verifier[] = {{verifier_roles}};

constexpr FieldShape transferred_fields[] = {
    {1, "to", FieldKind::code, required, "Penerima berkas", "Who takes the file over"},
    {2, "processed", FieldKind::code, required, "Sudah diproses", "Processed already", codes::yes_no},
    {3, "letter_no", FieldKind::code, required, "Nomor berita acara", "Record no."},
};
constexpr std::uint16_t transferred_kept[] = {1};
constexpr const Guard* transferred_guards[] = {&guards::names_rule_set, &guards::transferred_as_processed,
                                               &guards::supervisor_succeeded, &guards::not_future_dated,
                                               &guards::late_has_reason};

constexpr FieldShape verification_fields[] = {
    {1, "result", FieldKind::code, required, "Hasil", "Result", codes::verification_results},
    {2, "needs_bawaslu", FieldKind::code, required, "Perlu validasi Bawaslu", "To be validated", codes::yes_no},
    {3, "validator", FieldKind::code, optional, "Bawaslu yang memvalidasi", "Who shall validate"},
};
constexpr std::uint16_t verification_kept[] = {1, 2, 3};
constexpr OutcomeRow verification_outcomes[] = {
    {field::supervisor_verification_completed::needs_bawaslu, "YES", StateCode::opened}};
constexpr TermStart starts_validation[] = {{.id = "DL-05", .day = &terms::sent_to_validate}};
constexpr const Guard* supervisor_guards[] = {&guards::names_rule_set, &guards::supervisor_of_case,
                                              &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape asked_fields[] = {
    {1, "addressee", FieldKind::code, required, "Tujuan", "Addressee"},
    {2, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {3, "questions", FieldKind::number, optional, "Jumlah pertanyaan", "Questions"},
};

constexpr FieldShape not_proven_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "reasons", FieldKind::codes, required, "Alasan", "Reasons"},
};

constexpr FieldShape revised_fields[] = {
    {1, "recommendation_no", FieldKind::code, required, "Nomor rekomendasi", "Recommendation no."},
    {2, "track", FieldKind::code, required, "Jalur", "Track", codes::tracks},
    {3, "violation_codes", FieldKind::codes, required, "Pelanggaran", "Violations"},
    {4, "sanctions", FieldKind::codes, required, "Sanksi yang direkomendasikan", "Recommended sanctions"},
    {5, "addressee", FieldKind::code, required, "Tujuan", "Addressee"},
    {6, "copies_to", FieldKind::codes, optional, "Tembusan", "Copies to"},
    {7, "reason", FieldKind::code, required, "Alasan perubahan", "Reason"},
};
constexpr const Guard* revised_guards[] = {
    &guards::names_rule_set,     &guards::addressee_decides, &guards::track_fits_phase, &guards::recommended_exist,
    &guards::supervisor_of_case, &guards::not_future_dated,  &guards::late_has_reason,
};
constexpr TermStart restarts_follow_up[] = {
    {.id = "DL-06", .of_subject = true, .restart = true, .day = &terms::follow_up_again}};
constexpr TermStop stops_all[] = {{every_term}};

constexpr FieldShape withdrawn_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "reason", FieldKind::code, required, "Alasan", "Reason"},
};

constexpr FieldShape served_fields[] = {
    {1, "received_at", FieldKind::date, required, "Tanggal diterima", "Received on", {}, happened},
};

constexpr FieldShape received_by_ppk_fields[] = {
    {1, "received_at", FieldKind::date, required, "Tanggal diterima", "Received on", {}, happened},
    {2, "agenda_no", FieldKind::code, optional, "Nomor agenda", "Agenda no."},
};

constexpr CatalogueRow table[] = {
    {.shape = {type::supervisor_received, "SupervisorReceived", "Penerimaan oleh instansi pengawas",
               "Received by the supervisor", supervisor_received_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .jurisdiction = Jurisdiction::addressee,
     .signers = by_supervising,
     .from = forwarded,
     .to = StateCode::under_supervision,
     .guards = step_guards,
     .starts = starts_verification,
     .english = "{office} received the case on {received_at}.",
     .indonesian = "{office} menerima perkara pada {received_at}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::recommendation_issued, "RecommendationIssued", "Rekomendasi", "Recommendation issued",
               recommendation_fields},
     .stream = StreamKind::kase,
     .signers = by_supervising,
     .from = under_supervision,
     .to = StateCode::recommended,
     .keep = Keep::last,
     .kept_fields = recommendation_kept,
     .guards = recommendation_guards,
     .stops = stops_verification,
     .document_required = true,
     .english = "{office} recommended {sanctions} ({track}) to {addressee}.",
     .indonesian = "{office} merekomendasikan {sanctions} ({track}) kepada {addressee}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::recommendation_served, "RecommendationServed", "Rekomendasi diterima instansi",
               "Recommendation served", served_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_registry,
     .from = recommended,
     .guards = step_guards,
     .moves = due,
     .starts = starts_follow_up,
     .english = "{office} received the recommendation on {received_at}.",
     .indonesian = "{office} menerima rekomendasi pada {received_at}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::case_received_by_ppk, "CaseReceivedByPpk", "Disposisi Pejabat Pembina Kepegawaian",
               "Received by the deciding official", received_by_ppk_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_receiver,
     .from = recommended,
     .to = StateCode::ppk_received,
     .guards = step_guards,
     .starts = starts_follow_up_at_receipt,
     .english = "The case lay before the deciding official on {received_at} ({office}).",
     .indonesian = "Perkara diterima Pejabat Pembina Kepegawaian pada {received_at} ({office}).",
     .source = "PP94/2021:26"},
    {.shape = {type::transition_transferred, "TransitionTransferred", "Pengalihan berkas pengawasan",
               "File transferred in the transition", transferred_fields},
     .stream = StreamKind::kase,
     .signers = by_transition,
     .from = transferable,
     .keep = Keep::last,
     .kept_fields = transferred_kept,
     .guards = transferred_guards,
     .document_required = true,
     .english = "{office} handed the file over to {to} (processed: {processed}, {letter_no}).",
     .indonesian = "{office} mengalihkan berkas kepada {to} (sudah diproses: {processed}, {letter_no}).",
     .source = "SE-MENPANRB4/2024"},
    {.shape = {type::supervisor_verification_completed, "SupervisorVerificationCompleted", "Verifikasi Satgas selesai",
               "Verification completed", verification_fields},
     .stream = StreamKind::kase,
     .signers = by_verifier,
     .from = under_supervision,
     .outcomes = verification_outcomes,
     .keep = Keep::last,
     .kept_fields = verification_kept,
     .guards = supervisor_guards,
     .starts = starts_validation,
     .stops = stops_verification,
     .english = "{office} completed its verification: {result}; to be validated: {needs_bawaslu}.",
     .indonesian = "{office} menyelesaikan verifikasi: {result}; perlu validasi: {needs_bawaslu}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::supervisor_clarification_requested, "SupervisorClarificationRequested",
               "Permintaan klarifikasi instansi pengawas", "Clarification requested by the supervisor", asked_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .signers = by_supervising,
     .from = under_supervision,
     .guards = supervisor_guards,
     .english = "{office} asked {addressee} for clarification ({letter_no}).",
     .indonesian = "{office} meminta klarifikasi kepada {addressee} ({letter_no}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::not_proven_determined, "NotProvenDetermined", "Dinyatakan tidak terbukti", "Found not proven",
               not_proven_fields},
     .stream = StreamKind::kase,
     .signers = by_supervising,
     .from = under_supervision,
     .to = StateCode::z02,
     .keep = Keep::last,
     .guards = supervisor_guards,
     .stops = stops_all,
     .document_required = true,
     .english = "{office} found the violation not proven ({reasons}, {letter_no}).",
     .indonesian = "{office} menyatakan pelanggaran tidak terbukti ({reasons}, {letter_no}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::recommendation_revised, "RecommendationRevised", "Perubahan rekomendasi", "Recommendation revised",
               revised_fields},
     .stream = StreamKind::kase,
     .signers = by_supervising,
     .from = undecided,
     .to = StateCode::recommended,
     .keep = Keep::last,
     .kept_fields = recommendation_kept,
     .guards = revised_guards,
     .starts = restarts_follow_up,
     .document_required = true,
     .english = "{office} revised its recommendation: {sanctions} ({track}) to {addressee} ({reason}).",
     .indonesian = "{office} mengubah rekomendasi: {sanctions} ({track}) kepada {addressee} ({reason}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::recommendation_withdrawn, "RecommendationWithdrawn", "Pencabutan rekomendasi",
               "Recommendation withdrawn", withdrawn_fields},
     .stream = StreamKind::kase,
     .signers = by_supervising,
     .from = undecided,
     .to = StateCode::z02,
     .keep = Keep::last,
     .guards = supervisor_guards,
     .stops = stops_all,
     .document_required = true,
     .english = "{office} withdrew its recommendation ({reason}, {letter_no}).",
     .indonesian = "{office} mencabut rekomendasinya ({reason}, {letter_no}).",
     .source = "SKB-NETRALITAS"},
};

}  // namespace

std::span<const CatalogueRow> supervision() {
  return table;
}

}  // namespace jejak::rows
