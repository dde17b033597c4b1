// Rows around a case: reopening, leaving service, longer terms, holds, the rights of the person, disclosure, retention,
// and what is imported from old archives.

#include "ledger/rules/guards_archive.hpp"
#include "ledger/rules/guards_decision.hpp"
#include "ledger/rules/guards_execution.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/guards_remedy.hpp"
#include "ledger/rules/rows.hpp"
#include "ledger/rules/term_days.hpp"

namespace jejak::rows {

namespace {

constexpr const char* reopener_roles[] = {"SUPERVISOR", "COURT"};
constexpr SignerGroup by_reopener[] = {{reopener_roles}};
constexpr const char* registry_roles[] = {"REGISTRY", "NATIONAL_REGISTRY"};
constexpr SignerGroup by_any_registry[] = {{registry_roles}};
constexpr const char* extender_roles[] = {"INTAKE", "SUPERVISOR", "DECIDER"};
constexpr SignerGroup by_extender[] = {{extender_roles}};
constexpr const char* protection_role[] = {"DATA_PROTECTION_OFFICER"};
constexpr SignerGroup by_protection[] = {{protection_role}};
constexpr const char* keeper_roles[] = {"DATA_PROTECTION_OFFICER", "REGISTRY"};
constexpr SignerGroup by_keeper[] = {{keeper_roles}};
constexpr const char* information_role[] = {"INFORMATION_OFFICER"};
constexpr SignerGroup by_information_and_decider[] = {{information_role}, {decider_role}};
constexpr const char* archivist_role[] = {"ARCHIVIST"};
constexpr SignerGroup by_archivist[] = {{archivist_role}};
constexpr const char* importer_roles[] = {"ARCHIVIST", "REGISTRY"};
constexpr SignerGroup by_importer[] = {{importer_roles}};

constexpr StateCode reopenable[] = {StateCode::z02, StateCode::z06, StateCode::z09, StateCode::z11};
constexpr auto closed = together(between<StateCode::z02, StateCode::z11>, only<StateCode::imported>);
constexpr auto live = between<StateCode::opened, StateCode::rehabilitation_ordered>;
constexpr auto any_case = together(between<StateCode::opened, StateCode::rehabilitation_ordered>,
                                   between<StateCode::z02, StateCode::z11>, only<StateCode::imported>);

constexpr StateCode held[] = {StateCode::hold_yes};
constexpr StateCode not_held[] = {StateCode::hold_no};
constexpr StateCode publishes[] = {StateCode::embargo_published};
constexpr StateCode sealed[] = {StateCode::embargo_sealed};

constexpr FieldShape reopened_fields[] = {
    {1, "resumes_at", FieldKind::code, required, "Dilanjutkan pada", "Resumes at", codes::reopened_phases},
    {2, "reason", FieldKind::code, required, "Alasan", "Reason", codes::reopening_reasons},
    {3, "evidence_hash", FieldKind::hash, required, "Sidik bukti baru", "Hash of the new evidence"},
};
constexpr OutcomeRow reopened_outcomes[] = {
    {field::case_reopened::resumes_at, "OPENED", StateCode::opened},
    {field::case_reopened::resumes_at, "UNDER_SUPERVISION", StateCode::under_supervision},
    {field::case_reopened::resumes_at, "PPK_RECEIVED", StateCode::ppk_received},
    {field::case_reopened::resumes_at, "COMPLETED", StateCode::completed},
};
constexpr const Guard* reopened_guards[] = {&guards::names_rule_set, &guards::reopening_fits_end,
                                            &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape left_fields[] = {
    {1, "kind", FieldKind::code, required, "Sebab", "Kind", codes::leaving_kinds},
    {2, "left_on", FieldKind::date, required, "Tanggal", "Left on", {}, happened},
    {3, "consequence", FieldKind::code, required, "Akibat bagi perkara", "Consequence", codes::leaving_consequences},
};
constexpr OutcomeRow left_outcomes[] = {
    {field::subject_left_service::consequence, "CLOSES", StateCode::z07},
    {field::subject_left_service::kind, "DIED", StateCode::z08},
};
constexpr std::uint16_t left_kept[] = {1, 2};
constexpr TermStop stops_all[] = {{.id = every_term, .day = &terms::case_ends}};
constexpr const Guard* left_guards[] = {&guards::names_rule_set, &guards::registry_of_case,
                                        &guards::leaving_lets_continue, &guards::not_future_dated,
                                        &guards::late_has_reason};

constexpr FieldShape extended_fields[] = {
    {1, "deadline", FieldKind::code, required, "Tenggat", "Deadline"},
    {2, "added", FieldKind::number, required, "Perpanjangan", "Added"},
    {3, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr const Guard* extended_guards[] = {&guards::names_rule_set,      &guards::own_deadline,
                                            &guards::deadline_is_running, &guards::extension_allowed,
                                            &guards::not_future_dated,    &guards::late_has_reason};

constexpr FieldShape hold_fields[] = {
    {1, "reason", FieldKind::code, required, "Alasan", "Reason"},
    {2, "order_no", FieldKind::code, required, "Nomor perintah", "Order no."},
};
constexpr const Guard* officer_guards[] = {&guards::names_rule_set, &guards::officers_of_case,
                                           &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape data_corrected_fields[] = {
    {1, "event", FieldKind::id, required, "Peristiwa yang diperbaiki", "Corrected event"},
    {2, "field", FieldKind::code, required, "Isian", "Field"},
    {3, "requested_on", FieldKind::date, required, "Tanggal permohonan", "Requested on", {}, happened},
    {4, "new_hash", FieldKind::hash, required, "Sidik data yang benar", "Hash of the correct data"},
};
constexpr FieldShape access_fields[] = {
    {1, "requested_on", FieldKind::date, required, "Tanggal permohonan", "Requested on", {}, happened},
    {2, "provided_on", FieldKind::date, required, "Tanggal pemberian", "Provided on", {}, happened},
    {3, "scope", FieldKind::codes, optional, "Lingkup", "Scope"},
};

constexpr FieldShape lifted_fields[] = {
    {1, "disclosure_class", FieldKind::code, required, "Kelas keterbukaan", "Disclosure class",
     codes::disclosure_classes},
};
constexpr const Guard* lifted_guards[] = {&guards::names_rule_set, &guards::head_lifts,       &guards::officers_of_case,
                                          &guards::case_is_final,  &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape disposed_fields[] = {
    {1, "kind", FieldKind::code, required, "Bentuk penyusutan", "Kind", codes::dispositions},
    {2, "schedule_no", FieldKind::code, required, "Nomor jadwal retensi", "Schedule no."},
    {3, "retained_until", FieldKind::date, required, "Disimpan sampai", "Retained until"},
};
constexpr std::uint16_t disposed_kept[] = {1, 3};
constexpr const Guard* disposed_guards[] = {&guards::names_rule_set, &guards::officers_of_case,
                                            &guards::retention_is_over, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr FieldShape imported_fields[] = {
    {1, "home_agency", FieldKind::code, required, "Instansi induk", "Home agency"},
    {2, "completeness", FieldKind::code, required, "Kelengkapan", "Completeness", codes::completenesses},
    {3, "opened_on", FieldKind::date, required, "Tanggal dibuka", "Opened on", {}, happened},
    {4, "closed_on", FieldKind::date, optional, "Tanggal selesai", "Closed on", {}, happened},
    {5, "document_hash", FieldKind::hash, required, "Sidik berkas", "Hash of the file"},
    {6, "subject", FieldKind::id, optional, "Terlapor", "Subject"},
    {7, "violation_codes", FieldKind::codes, optional, "Kode pelanggaran", "Violation codes"},
    {8, "sanction", FieldKind::code, optional, "Sanksi", "Sanction"},
};
constexpr std::uint16_t imported_kept[] = {1};
constexpr const Guard* imported_guards[] = {&guards::names_rule_set, &guards::imported_by_own,
                                            &guards::not_future_dated, &guards::late_has_reason};

constexpr CatalogueRow table[] = {
    {.shape = {type::case_reopened, "CaseReopened", "Pembukaan kembali perkara", "Case reopened", reopened_fields},
     .stream = StreamKind::kase,
     .signers = by_reopener,
     .from = reopenable,
     .outcomes = reopened_outcomes,
     .guards = reopened_guards,
     .document_required = true,
     .english = "{office} reopened the case at {resumes_at} ({reason}).",
     .indonesian = "{office} membuka kembali perkara pada {resumes_at} ({reason}).",
     .source = "PP94/2021"},
    {.shape = {type::subject_left_service, "SubjectLeftService", "Terlapor berhenti dari dinas", "Subject left service",
               left_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .signers = by_any_registry,
     .from = live,
     .outcomes = left_outcomes,
     .keep = Keep::last,
     .kept_fields = left_kept,
     .guards = left_guards,
     .stops = stops_all,
     .english = "The subject left service on {left_on} ({kind}); the case: {consequence}.",
     .indonesian = "Terlapor berhenti dari dinas pada {left_on} ({kind}); perkara: {consequence}.",
     .source = "PP11/2017:238"},
    {.shape = {type::deadline_extended, "DeadlineExtended", "Perpanjangan tenggat", "Deadline extended",
               extended_fields},
     .stream = StreamKind::kase,
     .signers = by_extender,
     .from = live,
     .guards = extended_guards,
     .extends = {field::deadline_extended::deadline, field::deadline_extended::added},
     .english = "{office} extended {deadline} by {added} ({reason}).",
     .indonesian = "{office} memperpanjang {deadline} sebanyak {added} ({reason}).",
     .source = "UU10/2016:134(6)"},
    {.shape = {type::legal_hold_placed, "LegalHoldPlaced", "Penahanan pemusnahan", "Legal hold placed", hold_fields},
     .stream = StreamKind::kase,
     .signers = by_protection,
     .from = any_case,
     .guards = officer_guards,
     .moves = held,
     .needs = not_held,
     .english = "{office} placed a hold on destruction ({reason}, {order_no}).",
     .indonesian = "{office} menahan pemusnahan data ({reason}, {order_no}).",
     .source = "UU27/2022:43"},
    {.shape = {type::legal_hold_released, "LegalHoldReleased", "Pencabutan penahanan pemusnahan", "Legal hold released",
               hold_fields},
     .stream = StreamKind::kase,
     .signers = by_protection,
     .from = any_case,
     .guards = officer_guards,
     .moves = not_held,
     .needs = held,
     .english = "{office} released the hold on destruction ({reason}, {order_no}).",
     .indonesian = "{office} mencabut penahanan pemusnahan data ({reason}, {order_no}).",
     .source = "UU27/2022:43"},
    {.shape = {type::data_correction_recorded, "DataCorrectionRecorded", "Perbaikan data pribadi",
               "Data correction recorded", data_corrected_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .signers = by_keeper,
     .from = any_case,
     .guards = officer_guards,
     .english = "{office} corrected {field} at the request of {requested_on}.",
     .indonesian = "{office} memperbaiki {field} atas permohonan tanggal {requested_on}.",
     .source = "UU27/2022:6"},
    {.shape = {type::subject_access_provided, "SubjectAccessProvided", "Pemberian akses data pribadi",
               "Subject access provided", access_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_keeper,
     .from = any_case,
     .guards = officer_guards,
     .english = "{office} gave the subject access on {provided_on}.",
     .indonesian = "{office} memberi terlapor akses data pada {provided_on}.",
     .source = "UU27/2022:7"},
    {.shape = {type::embargo_lifted, "EmbargoLifted", "Pembukaan informasi", "Embargo lifted", lifted_fields},
     .stream = StreamKind::kase,
     .signers = by_information_and_decider,
     .from = any_case,
     .guards = lifted_guards,
     .moves = publishes,
     .needs = sealed,
     .english = "{office} lifted the embargo ({disclosure_class}).",
     .indonesian = "{office} membuka informasi perkara ({disclosure_class}).",
     .source = "UU14/2008:17"},
    {.shape = {type::retention_disposition_executed, "RetentionDispositionExecuted", "Penyusutan arsip",
               "Retention disposition executed", disposed_fields},
     .stream = StreamKind::kase,
     .signers = by_archivist,
     .from = closed,
     .keep = Keep::last,
     .kept_fields = disposed_kept,
     .guards = disposed_guards,
     .document_required = true,
     .english = "{office} disposed of the archive: {kind} ({schedule_no}).",
     .indonesian = "{office} menyusutkan arsip: {kind} ({schedule_no}).",
     .source = "UU43/2009:47"},
    {.shape = {type::historical_record_imported, "HistoricalRecordImported", "Impor arsip lama",
               "Historical record imported", imported_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .signers = by_importer,
     .from = begins,
     .to = StateCode::imported,
     .keep = Keep::last,
     .kept_fields = imported_kept,
     .guards = imported_guards,
     .document_required = true,
     .english = "{office} imported an old record, opened on {opened_on} ({completeness}).",
     .indonesian = "{office} mengimpor arsip lama yang dibuka pada {opened_on} ({completeness}).",
     .source = "UU43/2009"},
};

}  // namespace

std::span<const CatalogueRow> archive() {
  return table;
}

}  // namespace jejak::rows
