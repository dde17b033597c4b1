// Decision rows: the proposal, the written approval in its own stream, the decision and its delivery.

#include "ledger/rules/guards_approval.hpp"
#include "ledger/rules/guards_decision.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/rows.hpp"
#include "ledger/rules/term_days.hpp"

namespace jejak::rows {

namespace {

constexpr const char* proposer_roles[] = {"PROPOSER", "DECIDER"};
constexpr SignerGroup by_proposer[] = {{proposer_roles}};
constexpr const char* punisher_roles[] = {"DECIDER", "LOWER_DECIDER"};
constexpr SignerGroup by_punisher[] = {{punisher_roles}};
constexpr const char* president_role[] = {"HEAD_OF_STATE"};
constexpr SignerGroup by_president[] = {{president_role}};
constexpr const char* deliverer_roles[] = {"REGISTRY", "DECIDER", "LOWER_DECIDER"};
constexpr SignerGroup by_deliverer[] = {{deliverer_roles}};
constexpr const char* closer_roles[] = {"REGISTRY", "DECIDER"};
constexpr SignerGroup by_closer[] = {{closer_roles}};

constexpr StateCode proposable[] = {StateCode::exam_reported, StateCode::approval_refused};
constexpr StateCode proposed[] = {StateCode::sanction_proposed};
constexpr StateCode awaiting[] = {StateCode::awaiting_approval};
constexpr StateCode with_grant[] = {StateCode::approval_granted};
constexpr StateCode requestable[] = {StateCode::none, StateCode::returned};
constexpr StateCode requested[] = {StateCode::requested};
constexpr StateCode revocable[] = {StateCode::granted, StateCode::waived, StateCode::standing};
constexpr StateCode standing[] = {StateCode::standing};
// A decision without the approval it needs is refused for that reason, also while the request lies or was refused.
constexpr auto decidable = between<StateCode::exam_reported, StateCode::approval_refused>;
constexpr auto decidable_by_president = between<StateCode::sanction_proposed, StateCode::approval_refused>;
constexpr StateCode decided[] = {StateCode::decided};

constexpr StateCode ends_relief[] = {StateCode::duty_relieved};  // it lasts until the decision
constexpr TermStart starts_dismissal[] = {{.id = "DL-10", .day = &terms::dismissal_proposed}};
constexpr TermStop stops_dismissal[] = {{"DL-10"}, {"DL-22"}};
constexpr TermStart starts_delivery[] = {{.id = "DL-11", .restart = true}};
constexpr TermStop stops_delivery[] = {{"DL-11", field::decision_delivered::received_at}};
constexpr std::uint16_t received = field::decision_delivered::received_at;
constexpr TermStart starts_after_delivery[] = {
    {.id = "DL-13", .field = received, .restart = true},
    {.id = "DL-14", .restart = true, .day = &terms::objection_opens},
    {.id = "DL-16", .restart = true, .day = &terms::appeal_opens},
};

constexpr FieldShape proposed_fields[] = {
    {1, "sanction", FieldKind::code, required, "Sanksi", "Sanction"},
    {2, "proposal_no", FieldKind::code, required, "Nomor usul", "Proposal no."},
    {3, "deviation_reason", FieldKind::code, optional, "Alasan berbeda dari rekomendasi", "Reason for deviating"},
};
constexpr std::uint16_t proposed_kept[] = {1};
constexpr const Guard* proposed_guards[] = {&guards::names_rule_set, &guards::sanction_in_rule_set,
                                            &guards::sanction_on_track, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr FieldShape requested_fields[] = {
    {1, "case", FieldKind::reference, required, "Perkara", "Case"},
    {2, "subject", FieldKind::id, required, "Terlapor", "Subject"},
    {3, "post", FieldKind::code, required, "Kode jabatan", "Post"},
    {4, "actions", FieldKind::codes, required, "Tindakan", "Actions"},
    {5, "request_no", FieldKind::code, required, "Nomor permohonan", "Request no."},
};
constexpr std::uint16_t requested_kept[] = {1, 2, 3, 4};
constexpr Touch requested_touches[] = {
    {.via_field = field::approval_requested::kase, .require = proposed, .to = StateCode::awaiting_approval}};
constexpr const Guard* requested_guards[] = {&guards::names_rule_set, &guards::request_fits_case,
                                             &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape granted_fields[] = {
    {1, "approval_no", FieldKind::code, required, "Nomor persetujuan", "Approval no."},
    {2, "approval_kind", FieldKind::code, required, "Jenis persetujuan", "Kind of approval", codes::approval_kinds},
    {3, "subject", FieldKind::id, required, "Terlapor", "Subject"},
    {4, "post", FieldKind::code, required, "Kode jabatan", "Post"},
    {5, "actions", FieldKind::codes, required, "Tindakan", "Actions"},
    {6, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {7, "valid_until", FieldKind::date, optional, "Berlaku sampai", "Valid until"},
};
constexpr std::uint16_t granted_kept[] = {3, 4, 5, 6, 7};
constexpr Touch granted_touches[] = {{.via_field = field::approval_requested::kase,
                                      .via_type = type::approval_requested,
                                      .require = awaiting,
                                      .to = StateCode::approval_granted}};
constexpr const Guard* granted_guards[] = {&guards::names_rule_set,     &guards::approver_rank,
                                           &guards::approver_not_asker, &guards::grant_within_request,
                                           &guards::not_future_dated,   &guards::late_has_reason};

constexpr FieldShape refused_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "reasons", FieldKind::codes, required, "Alasan", "Reasons"},
};
constexpr Touch refused_touches[] = {{.via_field = field::approval_requested::kase,
                                      .via_type = type::approval_requested,
                                      .require = awaiting,
                                      .to = StateCode::approval_refused}};
constexpr const Guard* refused_guards[] = {&guards::names_rule_set, &guards::approver_rank, &guards::approver_not_asker,
                                           &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape revoked_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "reasons", FieldKind::codes, required, "Alasan", "Reasons"},
    {3, "revoked_on", FieldKind::date, required, "Hari pertama tanpa persetujuan", "First day without it"},
};
constexpr std::uint16_t revoked_kept[] = {3};
constexpr Touch revoked_touches[] = {{.via_field = field::approval_requested::kase,
                                      .via_type = type::approval_requested,
                                      .optional = true,  // one in general terms was asked for by nobody
                                      .require = with_grant,
                                      .to = StateCode::sanction_proposed}};
constexpr const Guard* revoked_guards[] = {&guards::names_rule_set, &guards::revoked_by_granter,
                                           &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape decision_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "sanction", FieldKind::code, required, "Sanksi", "Sanction"},
    {3, "approval", FieldKind::reference, optional, "Persetujuan tertulis", "Written approval"},
    {4, "effective_on", FieldKind::date, optional, "Terhitung mulai tanggal", "Effective on"},
    {5, "deviation_reason", FieldKind::code, optional, "Alasan berbeda dari rekomendasi", "Reason for deviating"},
};
constexpr std::uint16_t decision_kept[] = {2, 3};
constexpr Touch decision_touches[] = {
    {.via_field = field::decision::approval, .optional = true, .to = StateCode::consumed, .stays = standing}};
constexpr const Guard* sanction_guards[] = {
    &guards::names_rule_set,     &guards::president_decides,    &guards::competent_to_punish,
    &guards::one_penalty_a_case, &guards::sanction_in_rule_set, &guards::not_a_dismissal,
    &guards::sanction_on_track,  &guards::approval_holds,       &guards::not_future_dated,
    &guards::late_has_reason,    &guards::one_penalty_an_act,
};
constexpr const Guard* dismissal_guards[] = {
    &guards::names_rule_set,     &guards::president_decides,    &guards::competent_to_punish,
    &guards::one_penalty_a_case, &guards::sanction_in_rule_set, &guards::is_a_dismissal,
    &guards::sanction_on_track,  &guards::final_judgment_first, &guards::approval_holds,
    &guards::not_future_dated,   &guards::late_has_reason,      &guards::one_penalty_an_act,
};
constexpr const Guard* president_guards[] = {
    &guards::names_rule_set,    &guards::one_penalty_a_case,   &guards::sanction_in_rule_set,
    &guards::sanction_on_track, &guards::final_judgment_first, &guards::cited_approval_holds,
    &guards::not_future_dated,  &guards::late_has_reason,      &guards::one_penalty_an_act,
};

constexpr FieldShape delivered_fields[] = {
    {1, "received_at", FieldKind::date, required, "Tanggal diterima", "Received on", {}, happened},
    {2, "mode", FieldKind::code, optional, "Cara penyampaian", "Mode", codes::deliveries},
};
constexpr std::uint16_t delivered_kept[] = {1};
constexpr const Guard* delivered_guards[] = {&guards::names_rule_set, &guards::not_future_dated,
                                             &guards::late_has_reason};

constexpr FieldShape closed_fields[] = {
    {1, "ground", FieldKind::code, required, "Alasan penutupan", "Ground", codes::closing_grounds},
};
constexpr OutcomeRow closed_outcomes[] = {
    {field::case_closed::ground, "LEFT_SERVICE", StateCode::z07},
    {field::case_closed::ground, "DIED", StateCode::z08},
    {field::case_closed::ground, "LAPSED", StateCode::z11},
};
constexpr const Guard* closed_guards[] = {&guards::names_rule_set, &guards::closing_fits_state,
                                          &guards::not_future_dated, &guards::late_has_reason};

constexpr CatalogueRow table[] = {
    {.shape = {type::sanction_proposed, "SanctionProposed", "Usul penjatuhan sanksi", "Sanction proposed",
               proposed_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_proposer,
     .from = proposable,
     .to = StateCode::sanction_proposed,
     .keep = Keep::last,
     .kept_fields = proposed_kept,
     .guards = proposed_guards,
     .starts = starts_dismissal,
     .english = "{office} proposed {sanction} ({proposal_no}).",
     .indonesian = "{office} mengusulkan {sanction} ({proposal_no}).",
     .source = "PP11/2017:267"},
    {.shape = {type::approval_requested, "ApprovalRequested", "Permohonan persetujuan tertulis",
               "Written approval requested", requested_fields},
     .stream = StreamKind::approval,
     .signers = by_decider,
     .from = requestable,
     .to = StateCode::requested,
     .keep = Keep::last,
     .kept_fields = requested_kept,
     .touches = requested_touches,
     .guards = requested_guards,
     .english = "{office} asked for written approval of {actions} for post {post} ({request_no}).",
     .indonesian = "{office} memohon persetujuan tertulis {actions} untuk jabatan {post} ({request_no}).",
     .source = "UU10/2016:71(2)"},
    {.shape = {type::approval_granted, "ApprovalGranted", "Persetujuan tertulis", "Written approval granted",
               granted_fields},
     .stream = StreamKind::approval,
     .signers = by_approver,
     .from = requested,
     .to = StateCode::granted,
     .keep = Keep::last,
     .kept_fields = granted_kept,
     .keep_signers = true,
     .touches = granted_touches,
     .guards = granted_guards,
     .document_required = true,
     .english = "{office} approved {actions} for post {post} ({approval_no}).",
     .indonesian = "{office} menyetujui {actions} untuk jabatan {post} ({approval_no}).",
     .source = "PERMENDAGRI73/2016"},
    {.shape = {type::approval_refused, "ApprovalRefused", "Penolakan persetujuan tertulis", "Written approval refused",
               refused_fields},
     .stream = StreamKind::approval,
     .signers = by_approver,
     .from = requested,
     .to = StateCode::refused,
     .touches = refused_touches,
     .guards = refused_guards,
     .document_required = true,
     .english = "{office} refused the approval ({reasons}, {letter_no}).",
     .indonesian = "{office} menolak memberi persetujuan ({reasons}, {letter_no}).",
     .source = "PERMENDAGRI73/2016"},
    {.shape = {type::approval_revoked, "ApprovalRevoked", "Pencabutan persetujuan tertulis", "Written approval revoked",
               revoked_fields},
     .stream = StreamKind::approval,
     .signers = by_approver,
     .from = revocable,
     .to = StateCode::revoked,
     .keep = Keep::last,
     .kept_fields = revoked_kept,
     .touches = revoked_touches,
     .guards = revoked_guards,
     .document_required = true,
     .english = "{office} revoked the approval from {revoked_on} on ({reasons}, {letter_no}).",
     .indonesian = "{office} mencabut persetujuan sejak {revoked_on} ({reasons}, {letter_no}).",
     .source = "UU30/2014:64"},
    {.shape = {type::sanction_decision_issued, "SanctionDecisionIssued", "Keputusan hukuman disiplin",
               "Sanction decision issued", decision_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_punisher,
     .from = decidable,
     .to = StateCode::decided,
     .keep = Keep::last,
     .kept_fields = decision_kept,
     .touches = decision_touches,
     .guards = sanction_guards,
     .ends = ends_relief,
     .starts = starts_delivery,
     .marks_subject = true,
     .document_required = true,
     .english = "{office} decided {sanction} ({decision_no}).",
     .indonesian = "{office} menjatuhkan {sanction} ({decision_no}).",
     .source = "PP94/2021:8"},
    {.shape = {type::dismissal_decision_issued, "DismissalDecisionIssued", "Keputusan pemberhentian",
               "Dismissal decision issued", decision_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = decidable,
     .to = StateCode::decided,
     .keep = Keep::last,
     .kept_fields = decision_kept,
     .touches = decision_touches,
     .guards = dismissal_guards,
     .ends = ends_relief,
     .starts = starts_delivery,
     .stops = stops_dismissal,
     .marks_subject = true,
     .document_required = true,
     .english = "{office} dismissed the subject: {sanction} ({decision_no}).",
     .indonesian = "{office} memberhentikan terlapor: {sanction} ({decision_no}).",
     .source = "PP11/2017:267"},
    {.shape = {type::presidential_decision_issued, "PresidentialDecisionIssued", "Keputusan Presiden",
               "Presidential decision issued", decision_fields},
     .stream = StreamKind::kase,
     .signers = by_president,
     .from = decidable_by_president,
     .to = StateCode::decided,
     .keep = Keep::last,
     .kept_fields = decision_kept,
     .touches = decision_touches,
     .guards = president_guards,
     .ends = ends_relief,
     .starts = starts_delivery,
     .stops = stops_dismissal,
     .marks_subject = true,
     .document_required = true,
     .english = "The President decided {sanction} ({decision_no}).",
     .indonesian = "Presiden memutuskan {sanction} ({decision_no}).",
     .source = "PP11/2017:3"},
    {.shape = {type::decision_delivered, "DecisionDelivered", "Penyampaian keputusan", "Decision delivered",
               delivered_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_deliverer,
     .from = decided,
     .to = StateCode::delivered,
     .keep = Keep::last,
     .kept_fields = delivered_kept,
     .guards = delivered_guards,
     .starts = starts_after_delivery,
     .stops = stops_delivery,
     .english = "The decision was delivered on {received_at} ({office}).",
     .indonesian = "Keputusan diterima terlapor pada {received_at} ({office}).",
     .source = "PP94/2021:37(3)"},
    {.shape = {type::case_closed, "CaseClosed", "Penutupan perkara", "Case closed", closed_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_closer,
     .from = open_case,
     .to = StateCode::z09,
     .outcomes = closed_outcomes,
     .guards = closed_guards,
     .english = "{office} closed the case ({ground}).",
     .indonesian = "{office} menutup perkara ({ground}).",
     .source = "PP94/2021"},
};

}  // namespace

std::span<const CatalogueRow> decision() {
  return table;
}

}  // namespace jejak::rows
