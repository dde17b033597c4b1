// Execution rows: correction and revocation, delivery that fails, publication, execution, its report and its end.

#include "ledger/rules/guards_execution.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/rows.hpp"
#include "ledger/rules/term_days.hpp"

namespace jejak::rows {

namespace {

constexpr const char* decider_roles[] = {"DECIDER", "LOWER_DECIDER", "HEAD_OF_STATE"};
constexpr SignerGroup by_any_decider[] = {{decider_roles}};
constexpr const char* revoker_roles[] = {"DECIDER", "LOWER_DECIDER", "HEAD_OF_STATE", "SUPERIOR_AUTHORITY"};
constexpr SignerGroup by_revoker[] = {{revoker_roles}};
constexpr const char* observer_roles[] = {"SUPERVISOR", "INTAKE", "POST_APPROVER", "INSPECTORATE"};
constexpr SignerGroup by_observer[] = {{observer_roles}};
constexpr const char* deliverer_roles[] = {"REGISTRY", "DECIDER", "LOWER_DECIDER"};
constexpr SignerGroup by_deliverer[] = {{deliverer_roles}};
constexpr const char* executor_roles[] = {"REGISTRY", "NATIONAL_REGISTRY"};
constexpr SignerGroup by_executor[] = {{executor_roles}};

constexpr StateCode decided[] = {StateCode::decided};
constexpr StateCode delivered[] = {StateCode::delivered};
constexpr StateCode executed[] = {StateCode::executed};
constexpr StateCode reportable[] = {StateCode::executed, StateCode::completed};
constexpr StateCode publishable[] = {StateCode::delivered, StateCode::executed, StateCode::completed};
constexpr auto with_decision = between<StateCode::decided, StateCode::completed>;

constexpr FieldShape corrected_fields[] = {
    {1, "correction_no", FieldKind::code, required, "Nomor ralat", "Correction no."},
    {2, "corrected", FieldKind::code, required, "Yang diralat", "What is corrected", codes::correctable},
    {3, "old_hash", FieldKind::hash, required, "Sidik semula", "Hash of the old wording"},
    {4, "new_hash", FieldKind::hash, required, "Sidik seharusnya", "Hash of the new wording"},
};
constexpr const Guard* corrected_guards[] = {&guards::names_rule_set, &guards::issuer_corrects,
                                             &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape revoked_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "reasons", FieldKind::codes, required, "Alasan", "Reasons"},
};
constexpr const Guard* revoked_guards[] = {&guards::names_rule_set, &guards::revoker_stands_above,
                                           &guards::not_future_dated, &guards::late_has_reason};
constexpr TermStop stops_with_decision[] = {{"DL-11"}, {"DL-12"}, {"DL-13"}, {"DL-14"}, {"DL-16"}};

constexpr FieldShape observed_fields[] = {
    {1, "observed_on", FieldKind::date, required, "Tanggal diketahui", "Observed on", {}, happened},
    {2, "irregularity", FieldKind::code, required, "Jenis penyimpangan", "Irregularity", codes::irregularities},
    {3, "document_hash", FieldKind::hash, optional, "Sidik dokumen", "Hash of the document"},
};
constexpr std::uint16_t observed_kept[] = {1, 2};
constexpr const Guard* observed_guards[] = {&guards::names_rule_set, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr FieldShape failed_fields[] = {
    {1, "appointment_on", FieldKind::date, required, "Tanggal penyampaian", "Appointment on", {}, happened},
};
constexpr TermStart starts_dispatch[] = {
    {.id = "DL-12", .field = field::decision_delivery_failed::appointment_on, .restart = true}};
constexpr const Guard* failed_guards[] = {&guards::names_rule_set, &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape dispatched_fields[] = {
    {1, "arrived_on", FieldKind::date, required, "Tanggal tiba", "Arrived on", {}, happened},
    {2, "sent_on", FieldKind::date, required, "Tanggal dikirim", "Sent on", {}, happened},
    {3, "tracking_no", FieldKind::code, optional, "Nomor resi", "Tracking no."},
};
constexpr std::uint16_t dispatched_kept[] = {1};
constexpr std::uint16_t arrived = field::decision_dispatched::arrived_on;
constexpr TermStart starts_after_arrival[] = {
    {.id = "DL-13", .field = arrived, .restart = true},
    {.id = "DL-14", .restart = true, .day = &terms::objection_opens},
    {.id = "DL-16", .restart = true, .day = &terms::appeal_opens},
};
constexpr TermStop stops_dispatch[] = {{"DL-11", arrived}, {"DL-12", field::decision_dispatched::sent_on}};
constexpr const Guard* dispatched_guards[] = {&guards::names_rule_set, &guards::delivery_had_failed,
                                              &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape published_fields[] = {
    {1, "channel", FieldKind::code, required, "Saluran", "Channel", codes::publications},
    {2, "text_hash", FieldKind::hash, optional, "Sidik pernyataan", "Hash of the statement"},
};
constexpr StateCode publishes[] = {StateCode::embargo_published};
constexpr const Guard* published_guards[] = {&guards::names_rule_set, &guards::publication_allowed,
                                             &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape executed_fields[] = {
    {1, "executed_on", FieldKind::date, required, "Tanggal pelaksanaan", "Executed on", {}, happened},
    {2, "manner", FieldKind::code, required, "Bentuk pelaksanaan", "Manner", codes::execution_manners},
    {3, "payroll_ref", FieldKind::code, optional, "Referensi penggajian", "Payroll reference"},
    {4, "ends_on", FieldKind::date, optional, "Tanggal berakhir", "Ends on"},
};
constexpr OutcomeRow executed_outcomes[] = {
    {field::sanction_execution::manner, "DISCHARGED", StateCode::duty_discharged},
};
constexpr std::uint16_t executed_kept[] = {1};
constexpr TermStart starts_report[] = {{.id = "DL-20", .restart = true, .day = &terms::executed_under_approval}};
constexpr const Guard* executed_guards[] = {&guards::names_rule_set,     &guards::registry_of_case,
                                            &guards::sanction_in_effect, &guards::manner_fits_sanction,
                                            &guards::not_future_dated,   &guards::late_has_reason};

constexpr FieldShape reported_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "reported_on", FieldKind::date, required, "Tanggal laporan", "Reported on", {}, happened},
};
constexpr TermStop stops_report[] = {{"DL-20", 2}};
constexpr const Guard* reported_guards[] = {&guards::names_rule_set, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr FieldShape completed_fields[] = {
    {1, "completed_on", FieldKind::date, required, "Tanggal selesai", "Completed on", {}, happened},
};
constexpr const Guard* completed_guards[] = {&guards::names_rule_set, &guards::registry_of_case,
                                             &guards::sanction_served, &guards::not_future_dated,
                                             &guards::late_has_reason};

constexpr CatalogueRow table[] = {
    {.shape = {type::decision_corrected, "DecisionCorrected", "Ralat keputusan", "Decision corrected",
               corrected_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::none,
     .signers = by_any_decider,
     .from = with_decision,
     .guards = corrected_guards,
     .document_required = true,
     .english = "{office} corrected {corrected} in the decision ({correction_no}).",
     .indonesian = "{office} meralat {corrected} dalam keputusan ({correction_no}).",
     .source = "UU30/2014:63"},
    {.shape = {type::decision_revoked_by_issuer, "DecisionRevokedByIssuer", "Pencabutan keputusan", "Decision revoked",
               revoked_fields},
     .stream = StreamKind::kase,
     .signers = by_revoker,
     .from = with_decision,
     .to = StateCode::annulled,
     .keep = Keep::last,  // a cause for which data is unblocked
     .guards = revoked_guards,
     .stops = stops_with_decision,
     .document_required = true,
     .english = "{office} revoked the decision ({reasons}, {decision_no}).",
     .indonesian = "{office} mencabut keputusan ({reasons}, {decision_no}).",
     .source = "UU30/2014:64"},
    {.shape = {type::irregular_act_observed, "IrregularActObserved", "Tindakan tanpa kewenangan atau persetujuan",
               "Irregular act observed", observed_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_observer,
     .from = open_case,
     .keep = Keep::last,
     .kept_fields = observed_kept,
     .guards = observed_guards,
     .english = "{office} observed an irregular act on {observed_on} ({irregularity}).",
     .indonesian = "{office} mencatat tindakan yang menyimpang pada {observed_on} ({irregularity}).",
     .source = "UU30/2014:52"},
    {.shape = {type::decision_delivery_failed, "DecisionDeliveryFailed", "Tidak hadir saat penyampaian keputusan",
               "Delivery of the decision failed", failed_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_deliverer,
     .from = decided,
     .keep = Keep::last,
     .guards = failed_guards,
     .starts = starts_dispatch,
     .english = "The subject did not come to receive the decision on {appointment_on} ({office}).",
     .indonesian = "Terlapor tidak hadir saat penyampaian keputusan pada {appointment_on} ({office}).",
     .source = "PERBKN6/2022:49(8)"},
    {.shape = {type::decision_dispatched, "DecisionDispatched", "Pengiriman keputusan ke alamat", "Decision dispatched",
               dispatched_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_deliverer,
     .from = decided,
     .to = StateCode::delivered,
     .keep = Keep::last,
     .kept_fields = dispatched_kept,
     .guards = dispatched_guards,
     .starts = starts_after_arrival,
     .stops = stops_dispatch,
     .english = "The decision was sent on {sent_on} and arrived on {arrived_on} ({office}).",
     .indonesian = "Keputusan dikirim pada {sent_on} dan tiba pada {arrived_on} ({office}).",
     .source = "PERBKN6/2022:49(8)"},
    {.shape = {type::decision_published, "DecisionPublished", "Pengumuman keputusan", "Decision published",
               published_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = publishable,
     .guards = published_guards,
     .moves = publishes,
     .english = "{office} made the decision public ({channel}).",
     .indonesian = "{office} mengumumkan keputusan ({channel}).",
     .source = "PP42/2004:15(3)"},
    {.shape = {type::sanction_execution_recorded, "SanctionExecutionRecorded", "Pelaksanaan sanksi",
               "Execution of the sanction recorded", executed_fields},
     .stream = StreamKind::kase,
     .signers = by_executor,
     .from = delivered,
     .to = StateCode::executed,
     .outcomes = executed_outcomes,
     .keep = Keep::last,
     .kept_fields = executed_kept,
     .guards = executed_guards,
     .starts = starts_report,
     .english = "{office} recorded the execution on {executed_on} ({manner}).",
     .indonesian = "{office} mencatat pelaksanaan pada {executed_on} ({manner}).",
     .source = "PERBKN6/2022:50"},
    {.shape = {type::personnel_action_reported_to_minister, "PersonnelActionReportedToMinister",
               "Laporan kepada Menteri", "Personnel action reported to the Minister", reported_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = reportable,
     .guards = reported_guards,
     .stops = stops_report,
     .document_required = true,
     .english = "{office} reported the action to the Minister on {reported_on} ({letter_no}).",
     .indonesian = "{office} melaporkan tindakan kepada Menteri pada {reported_on} ({letter_no}).",
     .source = "SE100.2.1.3/1575/SJ"},
    {.shape = {type::sanction_completed, "SanctionCompleted", "Selesai menjalani sanksi", "Sanction completed",
               completed_fields},
     .stream = StreamKind::kase,
     .signers = by_executor,
     .from = executed,
     .to = StateCode::completed,
     .guards = completed_guards,
     .english = "The sanction was completed on {completed_on} ({office}).",
     .indonesian = "Sanksi selesai dijalani pada {completed_on} ({office}).",
     .source = "PERBKN6/2022:55"},
};

}  // namespace

std::span<const CatalogueRow> execution() {
  return table;
}

}  // namespace jejak::rows
