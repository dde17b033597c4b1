// Supervision rows: the supervisor's recommendation and its way to the official who must decide.

#include "ledger/rules/guards_case.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/rows.hpp"

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
    &guards::names_rule_set,    &guards::subject_known,    &guards::addressee_decides, &guards::track_fits_phase,
    &guards::recommended_exist, &guards::not_future_dated, &guards::late_has_reason,
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
     .signers = by_supervisor,
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
     .signers = by_supervisor,
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
};

}  // namespace

std::span<const CatalogueRow> supervision() {
  return table;
}

}  // namespace jejak::rows
