// Approval rows beside request, grant and refusal: the returned file, approval in general terms, the waiver, and the
// national registry's technical opinion. And the decision on the ethics track.

#include "ledger/rules/guards_approval.hpp"
#include "ledger/rules/guards_decision.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/rows.hpp"

namespace jejak::rows {

namespace {

constexpr const char* adviser_role[] = {"TECHNICAL_ADVISER"};
constexpr SignerGroup by_adviser[] = {{adviser_role}};
constexpr const char* standing_approver_role[] = {"STANDING_APPROVER"};
constexpr SignerGroup by_standing_approver[] = {{standing_approver_role}};

constexpr auto advisable = between<StateCode::exam_reported, StateCode::approval_refused>;
constexpr StateCode requested[] = {StateCode::requested};
constexpr StateCode awaiting[] = {StateCode::awaiting_approval};
constexpr StateCode morally_decidable[] = {StateCode::exam_reported, StateCode::sanction_proposed};

constexpr FieldShape considered_fields[] = {
    {1, "consideration_no", FieldKind::code, required, "Nomor pertimbangan teknis", "Consideration no."},
    {2, "opinion", FieldKind::code, required, "Pendapat", "Opinion", codes::opinions},
};
constexpr std::uint16_t considered_kept[] = {2};
constexpr const Guard* considered_guards[] = {&guards::names_rule_set, &guards::not_future_dated,
                                              &guards::late_has_reason};

constexpr FieldShape returned_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "missing", FieldKind::codes, required, "Kekurangan berkas", "What is missing"},
};
constexpr Touch returned_touches[] = {{.via_field = field::approval_requested::kase,
                                       .via_type = type::approval_requested,
                                       .require = awaiting,
                                       .to = StateCode::sanction_proposed}};
constexpr const Guard* returned_guards[] = {&guards::names_rule_set, &guards::approver_rank,
                                            &guards::approver_not_asker, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr FieldShape standing_fields[] = {
    {1, "approval_no", FieldKind::code, required, "Nomor surat edaran", "Circular no."},
    {2, "tracks", FieldKind::codes, required, "Jalur", "Tracks", codes::tracks},
    {3, "office_kinds", FieldKind::codes, required, "Jenis pejabat", "Kinds of office-holders", codes::holder_kinds},
    {4, "agencies", FieldKind::codes, optional, "Instansi", "Agencies"},
    {5, "actions", FieldKind::codes, required, "Tindakan", "Actions"},
    {6, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {7, "valid_until", FieldKind::date, optional, "Berlaku sampai", "Valid until"},
};
constexpr std::uint16_t standing_kept[] = {2, 3, 4, 5, 6, 7};
constexpr const Guard* standing_guards[] = {&guards::names_rule_set, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr FieldShape waived_fields[] = {
    {1, "waiver_no", FieldKind::code, required, "Nomor keterangan", "Waiver no."},
    {2, "reason", FieldKind::code, required, "Alasan", "Reason"},
    {3, "subject", FieldKind::id, required, "Terlapor", "Subject"},
    {4, "post", FieldKind::code, required, "Kode jabatan", "Post"},
    {5, "actions", FieldKind::codes, required, "Tindakan", "Actions"},
    {6, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {7, "valid_until", FieldKind::date, optional, "Berlaku sampai", "Valid until"},
};
constexpr std::uint16_t waived_kept[] = {3, 4, 5, 6, 7};
constexpr Touch waived_touches[] = {{.via_field = field::approval_requested::kase,
                                     .via_type = type::approval_requested,
                                     .require = awaiting,
                                     .to = StateCode::approval_granted}};
constexpr const Guard* waived_guards[] = {&guards::names_rule_set,     &guards::approver_rank,
                                          &guards::approver_not_asker, &guards::grant_within_request,
                                          &guards::not_future_dated,   &guards::late_has_reason};

constexpr FieldShape moral_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "sanction", FieldKind::code, required, "Sanksi", "Sanction"},
    {3, "text_hash", FieldKind::hash, optional, "Sidik pernyataan", "Hash of the statement"},
    {4, "deviation_reason", FieldKind::code, optional, "Alasan berbeda dari rekomendasi", "Reason for deviating"},
};
constexpr std::uint16_t moral_kept[] = {2};
constexpr const Guard* moral_guards[] = {&guards::names_rule_set,     &guards::competent_to_punish,
                                         &guards::one_penalty_a_case, &guards::sanction_in_rule_set,
                                         &guards::is_moral,           &guards::sanction_on_track,
                                         &guards::not_future_dated,   &guards::late_has_reason,
                                         &guards::one_penalty_an_act};
constexpr StateCode ends_relief[] = {StateCode::duty_relieved};  // it lasts until the decision
constexpr TermStart starts_delivery[] = {{.id = "DL-11", .restart = true}};

constexpr CatalogueRow table[] = {
    {.shape = {type::technical_consideration_issued, "TechnicalConsiderationIssued", "Pertimbangan teknis",
               "Technical consideration issued", considered_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .signers = by_adviser,
     .from = advisable,
     .keep = Keep::last,
     .kept_fields = considered_kept,
     .guards = considered_guards,
     .document_required = true,
     .english = "{office} gave its technical consideration: {opinion} ({consideration_no}).",
     .indonesian = "{office} memberi pertimbangan teknis: {opinion} ({consideration_no}).",
     .source = "PERBKN6/2022"},
    {.shape = {type::approval_returned, "ApprovalReturned", "Pengembalian berkas permohonan",
               "Approval request returned", returned_fields},
     .stream = StreamKind::approval,
     .signers = by_approver,
     .from = requested,
     .to = StateCode::returned,
     .touches = returned_touches,
     .guards = returned_guards,
     .document_required = true,
     .english = "{office} returned the request: {missing} is missing ({letter_no}).",
     .indonesian = "{office} mengembalikan berkas permohonan: kurang {missing} ({letter_no}).",
     .source = "PERMENDAGRI73/2016"},
    {.shape = {type::standing_approval_issued, "StandingApprovalIssued", "Persetujuan umum bagi penjabat",
               "Standing approval issued", standing_fields},
     .stream = StreamKind::approval,
     .signers = by_standing_approver,
     .from = begins,
     .to = StateCode::standing,
     .keep = Keep::last,
     .kept_fields = standing_kept,
     .keep_signers = true,
     .guards = standing_guards,
     .document_required = true,
     .english = "{office} approved {actions} in general terms for {office_kinds} ({approval_no}).",
     .indonesian = "{office} menyetujui secara umum {actions} bagi {office_kinds} ({approval_no}).",
     .source = "SE821/5492/SJ"},
    {.shape = {type::approval_waiver_recorded, "ApprovalWaiverRecorded", "Keterangan tidak memerlukan persetujuan",
               "Approval declared not required", waived_fields},
     .stream = StreamKind::approval,
     .signers = by_approver,
     .from = requested,
     .to = StateCode::waived,
     .keep = Keep::last,
     .kept_fields = waived_kept,
     .keep_signers = true,
     .touches = waived_touches,
     .guards = waived_guards,
     .document_required = true,
     .english = "{office} declared that {actions} for post {post} needs no approval ({reason}, {waiver_no}).",
     .indonesian = "{office} menyatakan {actions} untuk jabatan {post} tidak memerlukan persetujuan ({reason}, "
                   "{waiver_no}).",
     .source = "UU10/2016:71(2)"},
    {.shape = {type::moral_sanction_decision_issued, "MoralSanctionDecisionIssued", "Keputusan sanksi moral",
               "Moral sanction decision issued", moral_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = morally_decidable,
     .to = StateCode::decided,
     .keep = Keep::last,
     .kept_fields = moral_kept,
     .guards = moral_guards,
     .ends = ends_relief,
     .starts = starts_delivery,
     .marks_subject = true,
     .document_required = true,
     .english = "{office} decided the moral sanction {sanction} ({decision_no}).",
     .indonesian = "{office} menjatuhkan sanksi moral {sanction} ({decision_no}).",
     .source = "PP42/2004:15"},
};

}  // namespace

std::span<const CatalogueRow> approval() {
  return table;
}

}  // namespace jejak::rows
