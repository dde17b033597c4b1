// Intake rows: from a report to the study's conclusion, and on to the supervisor.

#include "ledger/rules/guards_case.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/guards_intake.hpp"
#include "ledger/rules/guards_merge.hpp"
#include "ledger/rules/rows.hpp"
#include "ledger/rules/term_days.hpp"

namespace jejak::rows {

namespace {

constexpr const char* opener_roles[] = {"INTAKE", "SUPERVISOR", "DECIDER"};
constexpr SignerGroup by_opener[] = {{opener_roles}};
constexpr const char* registry_roles[] = {"REGISTRY", "NATIONAL_REGISTRY"};
constexpr SignerGroup by_registries[] = {{registry_roles}};
constexpr const char* receiver_roles[] = {"INTAKE", "SUPERVISOR"};
constexpr SignerGroup by_receiver[] = {{receiver_roles}};
constexpr const char* dismisser_roles[] = {"INTAKE", "SUPERVISOR"};
constexpr SignerGroup by_dismisser[] = {{dismisser_roles}};

constexpr StateCode received[] = {StateCode::received};
constexpr StateCode registered[] = {StateCode::registered};
constexpr StateCode concluded[] = {StateCode::bawaslu_concluded};
constexpr auto dismissible =
    together(between<StateCode::opened, StateCode::bawaslu_concluded>, only<StateCode::under_supervision>);
constexpr auto before_examination =
    together(between<StateCode::opened, StateCode::under_supervision>, only<StateCode::ppk_received>);

constexpr TermStart starts_report[] = {
    {.id = "DL-01", .day = &terms::known_local},
    {.id = "DL-01b", .day = &terms::known_general},
};
constexpr TermStop stops_report[] = {{"DL-01", field::report_received::received_at},
                                     {"DL-01b", field::report_received::received_at}};
constexpr TermStart starts_study[] = {{.id = "DL-03", .day = &terms::registered_local},
                                      {.id = "DL-03b", .day = &terms::registered_general}};
constexpr TermStop stops_study[] = {{"DL-03"}, {"DL-03b"}, {"DL-05"}};
constexpr TermStop stops_all[] = {{every_term}};
constexpr const char* reported_in_time[] = {"DL-01", "DL-01b", "DL-02"};

constexpr const Guard* step_guards[] = {&guards::names_rule_set, &guards::not_future_dated, &guards::late_has_reason};

constexpr const Guard* report_guards[] = {&guards::names_rule_set, &guards::takes_up_report, &guards::not_future_dated,
                                          &guards::late_has_reason};

constexpr FieldShape report_received_fields[] = {
    {1, "channel", FieldKind::code, required, "Saluran", "Channel"},
    {2, "received_at", FieldKind::date, required, "Tanggal diterima", "Received on", {}, happened},
    {3, "region", FieldKind::code, required, "Daerah", "Region"},
    {4, "known_at", FieldKind::date, optional, "Tanggal diketahui", "Known since", {}, happened},
    {5, "election", FieldKind::reference, optional, "Pemilihan", "Election"},
    {6, "persons", FieldKind::number, optional, "Jumlah terlapor", "Persons named"},
    {7, "act_date", FieldKind::date, optional, "Tanggal perbuatan", "Date of the act", {}, happened},
    {8, "violation_codes", FieldKind::codes, optional, "Dugaan pelanggaran", "Alleged violations"},
};
constexpr std::uint16_t report_received_kept[] = {2, 3, 4, 5};
constexpr Touch report_received_touches[] = {
    {.via_field = field::report_received::election, .optional = true, .require = active}};

constexpr const char* finder_roles[] = {"INTAKE", "FINDER", "MONITOR"};
constexpr SignerGroup by_finder[] = {{finder_roles}};
constexpr StateCode findable[] = {StateCode::none, StateCode::initial_information};
constexpr StateCode returned[] = {StateCode::returned};
constexpr StateCode registrable[] = {StateCode::received, StateCode::returned};
constexpr StateCode withdrawable[] = {StateCode::received, StateCode::returned, StateCode::registered};
constexpr FieldShape finding_fields[] = {
    {1, "form_no", FieldKind::code, required, "Nomor formulir temuan", "Form no."},
    {2, "recorded_on", FieldKind::date, required, "Tanggal dicatat", "Recorded on", {}, happened},
    {3, "region", FieldKind::code, required, "Daerah", "Region"},
    {4, "found_at", FieldKind::date, required, "Tanggal ditemukan", "Found on", {}, happened},
    {5, "election", FieldKind::reference, optional, "Pemilihan", "Election"},
    {6, "persons", FieldKind::number, optional, "Jumlah terlapor", "Persons named"},
    {7, "act_date", FieldKind::date, optional, "Tanggal perbuatan", "Date of the act", {}, happened},
    {8, "violation_codes", FieldKind::codes, optional, "Dugaan pelanggaran", "Alleged violations"},
    {9, "team", FieldKind::reference, optional, "Tim pengawasan", "Monitoring team"},
};
constexpr std::uint16_t finding_kept[] = {2, 3, 4, 5};
constexpr Touch finding_touches[] = {
    {.via_field = field::finding_recorded::election, .optional = true, .require = active},
    {.via_field = field::finding_recorded::team, .optional = true, .require = active},
};
constexpr const Guard* finding_guards[] = {&guards::names_rule_set, &guards::finder_or_team, &guards::not_future_dated,
                                           &guards::late_has_reason};

constexpr TermStart starts_completion[] = {{.id = "DL-02"}};
constexpr TermStop stops_completion[] = {{"DL-02", field::report_completed::completed_on}};
constexpr FieldShape returned_fields[] = {
    {1, "missing", FieldKind::codes, required, "Yang belum lengkap", "What is missing"},
    {2, "letter_no", FieldKind::code, optional, "Nomor surat", "Letter no."},
};
constexpr const Guard* returned_guards[] = {&guards::names_rule_set, &guards::takes_up_report, &guards::returned_once,
                                            &guards::not_future_dated, &guards::late_has_reason};
constexpr FieldShape completed_fields[] = {
    {1, "completed_on", FieldKind::date, required, "Tanggal dilengkapi", "Completed on", {}, happened},
    {2, "items", FieldKind::codes, required, "Yang dilengkapi", "What was added"},
};
constexpr FieldShape not_registered_fields[] = {
    {1, "reason", FieldKind::code, required, "Alasan", "Reason", codes::not_registered_reasons},
};
constexpr const Guard* not_registered_guards[] = {&guards::names_rule_set, &guards::takes_up_report,
                                                  &guards::not_registered_for_reason, &guards::not_future_dated,
                                                  &guards::late_has_reason};
constexpr FieldShape withdrawn_fields[] = {
    {1, "withdrawn_on", FieldKind::date, required, "Tanggal pencabutan", "Withdrawn on", {}, happened},
    {2, "withdrawn_by", FieldKind::code, required, "Dicabut oleh", "Withdrawn by", codes::withdrawers},
};
constexpr std::uint16_t withdrawn_kept[] = {1};
constexpr FieldShape information_fields[] = {
    {1, "scope", FieldKind::codes, required, "Lingkup penelusuran", "Scope"},
    {2, "region", FieldKind::code, required, "Daerah", "Region"},
    {3, "report", FieldKind::reference, optional, "Laporan asal", "Report it comes from"},
};
constexpr Touch information_touches[] = {{.via_field = 3, .optional = true}};

constexpr FieldShape report_registered_fields[] = {
    {1, "register_no", FieldKind::code, required, "Nomor register", "Register no."},
};

constexpr FieldShape case_opened_fields[] = {
    {1, "origin", FieldKind::code, required, "Asal perkara", "Origin", codes::origins},
    {2, "violation_codes", FieldKind::codes, required, "Dugaan pelanggaran", "Alleged violations"},
    {3, "act_date", FieldKind::date, required, "Tanggal perbuatan", "Date of the act", {}, happened},
    {4, "act_place", FieldKind::code, required, "Daerah perbuatan", "Region of the act"},
    {5, "report", FieldKind::reference, optional, "Laporan", "Report"},
    {6, "election", FieldKind::reference, optional, "Pemilihan", "Election"},
    {7, "phase", FieldKind::code, optional, "Tahap (B bakal calon, C calon)", "Phase (B before, C after determination)",
     codes::phases},
};
constexpr std::uint16_t case_opened_kept[] = {1, 2, 3, 4, 6, 7};
constexpr OutcomeRow case_opened_outcomes[] = {
    {field::case_opened::origin, "SUPERVISOR", StateCode::under_supervision},
    {field::case_opened::origin, "INTERNAL", StateCode::ppk_received},
};
constexpr Touch case_opened_touches[] = {
    {.via_field = field::case_opened::report, .optional = true, .require = registered},
    {.via_field = field::case_opened::election, .optional = true, .require = active},
};
constexpr const Guard* case_opened_guards[] = {
    &guards::names_rule_set,    &guards::origin_fits_role, &guards::report_named,
    &guards::phase_as_computed, &guards::not_future_dated, &guards::late_has_reason,
};

constexpr FieldShape subject_identified_fields[] = {
    {1, "subject", FieldKind::id, required, "Terlapor (pengenal acak)", "Subject (random id)"},
    {2, "subject_type", FieldKind::code, required, "Jenis pegawai", "Kind of employee", codes::subject_types},
    {3, "rank_class", FieldKind::code, required, "Kelas jabatan", "Rank class"},
    {4, "post", FieldKind::code, required, "Kode jabatan", "Post"},
    {5, "home_agency", FieldKind::code, required, "Instansi induk", "Home agency"},
    {6, "post_class", FieldKind::code, optional, "Golongan jabatan khusus", "Special post"},
    {7, "heads_unit", FieldKind::code, optional, "Memimpin unit", "Heads a unit"},
    {8, "host_agency", FieldKind::code, optional, "Instansi penempatan", "Host agency"},
    {9, "stat_class", FieldKind::code, optional, "Kelas statistik", "Statistical class"},
};
constexpr std::uint16_t subject_identified_kept[] = {1, 2, 3, 4, 5, 6, 7};
constexpr const Guard* subject_identified_guards[] = {&guards::names_rule_set, &guards::registry_of_subject,
                                                      &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape clarification_fields[] = {
    {1, "person_role", FieldKind::code, required, "Yang diklarifikasi", "Person heard", codes::person_roles},
    {2, "held_on", FieldKind::date, required, "Tanggal", "Held on", {}, happened},
    {3, "minutes_hash", FieldKind::hash, required, "Sidik berita acara", "Hash of the minutes"},
};

constexpr FieldShape study_fields[] = {
    {1, "conclusion", FieldKind::code, required, "Kesimpulan", "Conclusion", codes::conclusions},
    {2, "plenary_no", FieldKind::code, required, "Nomor pleno", "Plenary no."},
    {3, "violation_codes", FieldKind::codes, optional, "Pelanggaran", "Violations"},
    {4, "waiver_reason", FieldKind::code, optional, "Alasan tanpa klarifikasi", "Reason for no clarification"},
};
constexpr std::uint16_t study_kept[] = {1};
constexpr const Guard* study_guards[] = {&guards::names_rule_set, &guards::clarified_or_waived,
                                         &guards::not_a_duplicate, &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape dismissed_fields[] = {
    {1, "ground", FieldKind::code, required, "Alasan", "Ground", codes::dismissal_grounds},
};
constexpr OutcomeRow dismissed_outcomes[] = {
    {field::case_dismissed::ground, "N01", StateCode::z03}, {field::case_dismissed::ground, "N02", StateCode::z03},
    {field::case_dismissed::ground, "N03", StateCode::z03}, {field::case_dismissed::ground, "N04", StateCode::z03},
    {field::case_dismissed::ground, "N05", StateCode::z03}, {field::case_dismissed::ground, "N06", StateCode::z03},
    {field::case_dismissed::ground, "N07", StateCode::z03}, {field::case_dismissed::ground, "N08", StateCode::z03},
    {field::case_dismissed::ground, "N09", StateCode::z03}, {field::case_dismissed::ground, "N10", StateCode::z03},
};
constexpr const Guard* dismissed_guards[] = {&guards::names_rule_set, &guards::dismisser_of_state,
                                             &guards::dismissed_as_concluded, &guards::not_future_dated,
                                             &guards::late_has_reason};

constexpr FieldShape forwarded_fields[] = {
    {1, "addressee", FieldKind::code, required, "Tujuan", "Addressee"},
    {2, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {3, "files", FieldKind::number, optional, "Jumlah berkas", "Number of files"},
};
constexpr std::uint16_t forwarded_kept[] = {1};
constexpr const char* is_neutrality[] = {"NEUTRALITY"};
constexpr Expect forwarded_expects[] = {{type::study_concluded, field::study_concluded::conclusion, is_neutrality}};
constexpr const Guard* forwarded_guards[] = {&guards::names_rule_set, &guards::addressee_is_supervisor,
                                             &guards::not_a_duplicate, &guards::not_future_dated,
                                             &guards::late_has_reason};

constexpr CatalogueRow table[] = {
    {.shape = {type::report_received, "ReportReceived", "Laporan diterima", "Report received", report_received_fields},
     .stream = StreamKind::report,
     .nature = Nature::fact,
     .signers = by_receiver,
     .from = begins,
     .to = StateCode::received,
     .keep = Keep::last,
     .kept_fields = report_received_kept,
     .touches = report_received_touches,
     .guards = step_guards,
     .starts = starts_report,
     .stops = stops_report,
     .english = "{office} received a report ({channel}) on {received_at}.",
     .indonesian = "{office} menerima laporan ({channel}) pada {received_at}.",
     .source = "UU10/2016:134"},
    {.shape = {type::report_registered, "ReportRegistered", "Registrasi laporan", "Report registered",
               report_registered_fields},
     .stream = StreamKind::report,
     .signers = by_intake,
     .from = received,
     .to = StateCode::registered,
     .keep = Keep::last,
     .guards = report_guards,
     .within = reported_in_time,
     .english = "{office} registered the report as {register_no}.",
     .indonesian = "{office} meregistrasi laporan dengan nomor {register_no}.",
     .source = "UU10/2016:134"},
    {.shape = {type::finding_recorded, "FindingRecorded", "Temuan", "Finding recorded", finding_fields},
     .stream = StreamKind::report,
     .nature = Nature::fact,
     .signers = by_finder,
     .from = findable,
     .to = StateCode::received,
     .keep = Keep::last,
     .kept_fields = finding_kept,
     .touches = finding_touches,
     .guards = finding_guards,
     .starts = starts_report,
     .stops = stops_report,
     .english = "{office} recorded a finding ({form_no}) of {found_at} in {region}.",
     .indonesian = "{office} mencatat temuan ({form_no}) tanggal {found_at} di {region}.",
     .source = "UU10/2016:134"},
    {.shape = {type::report_returned_for_completion, "ReportReturnedForCompletion", "Pengembalian untuk dilengkapi",
               "Report returned for completion", returned_fields},
     .stream = StreamKind::report,
     .signers = by_intake,
     .from = received,
     .to = StateCode::returned,
     .keep = Keep::last,
     .guards = returned_guards,
     .starts = starts_completion,
     .english = "{office} returned the report; missing: {missing}.",
     .indonesian = "{office} mengembalikan laporan untuk dilengkapi: {missing}.",
     .source = "PERBAWASLU8/2020"},
    {.shape = {type::report_completed, "ReportCompleted", "Perbaikan laporan", "Report completed", completed_fields},
     .stream = StreamKind::report,
     .nature = Nature::fact,
     .signers = by_intake,
     .from = returned,
     .to = StateCode::received,
     .guards = report_guards,
     .stops = stops_completion,
     .english = "The report was completed at {office} on {completed_on}: {items}.",
     .indonesian = "Laporan dilengkapi di {office} pada {completed_on}: {items}.",
     .source = "PERBAWASLU8/2020"},
    {.shape = {type::report_not_registered, "ReportNotRegistered", "Laporan tidak diregistrasi",
               "Report not registered", not_registered_fields},
     .stream = StreamKind::report,
     .signers = by_intake,
     .from = registrable,
     .to = StateCode::z01,
     .guards = not_registered_guards,
     .stops = stops_all,
     .english = "{office} did not register the report ({reason}).",
     .indonesian = "{office} tidak meregistrasi laporan ({reason}).",
     .source = "PERBAWASLU8/2020"},
    {.shape = {type::report_withdrawn, "ReportWithdrawn", "Pencabutan laporan", "Report withdrawn", withdrawn_fields},
     .stream = StreamKind::report,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_receiver,
     .from = withdrawable,
     .keep = Keep::last,
     .kept_fields = withdrawn_kept,
     .guards = report_guards,
     .english = "The report was withdrawn at {office} on {withdrawn_on}; that ends no case.",
     .indonesian = "Laporan dicabut di {office} pada {withdrawn_on}; pencabutan tidak mengakhiri perkara.",
     .source = "PP94/2021"},
    {.shape = {type::initial_information_opened, "InitialInformationOpened", "Penelusuran informasi awal",
               "Initial information opened", information_fields},
     .stream = StreamKind::report,
     .signers = by_intake,
     .from = begins,
     .to = StateCode::initial_information,
     .keep = Keep::last,
     .touches = information_touches,
     .guards = step_guards,
     .english = "{office} follows up information in {region} ({scope}).",
     .indonesian = "{office} menelusuri informasi awal di {region} ({scope}).",
     .source = "PERBAWASLU8/2020"},
    {.shape = {type::case_opened, "CaseOpened", "Pembukaan perkara per orang", "Case opened", case_opened_fields},
     .stream = StreamKind::kase,
     .signers = by_opener,
     .from = begins,
     .to = StateCode::opened,
     .outcomes = case_opened_outcomes,
     .keep = Keep::last,
     .kept_fields = case_opened_kept,
     .touches = case_opened_touches,
     .guards = case_opened_guards,
     .starts = starts_study,
     .english = "{office} opened the case ({origin}): {violation_codes}, act of {act_date} in {act_place}.",
     .indonesian = "{office} membuka perkara ({origin}): {violation_codes}, perbuatan {act_date} di {act_place}.",
     .source = "UU10/2016:134"},
    {.shape = {type::subject_identified, "SubjectIdentified", "Identifikasi terlapor", "Subject identified",
               subject_identified_fields},
     .stream = StreamKind::kase,
     .signers = by_registries,
     .from = before_examination,
     .keep = Keep::last,
     .kept_fields = subject_identified_kept,
     .guards = subject_identified_guards,
     .english = "{office} identified the subject: {subject_type}, {rank_class}, of {home_agency}.",
     .indonesian = "{office} mengidentifikasi terlapor: {subject_type}, {rank_class}, pada {home_agency}.",
     .source = "PP94/2021:26"},
    {.shape = {type::clarification_held, "ClarificationHeld", "Berita acara klarifikasi", "Clarification held",
               clarification_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::opener,
     .signers = by_intake,
     .from = in_study,
     .to = StateCode::under_clarification,
     .guards = step_guards,
     .english = "{office} heard a person ({person_role}) on {held_on}.",
     .indonesian = "{office} melakukan klarifikasi ({person_role}) pada {held_on}.",
     .source = "UU10/2016:134"},
    {.shape = {type::study_concluded, "StudyConcluded", "Hasil kajian dan pleno", "Study concluded", study_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::opener,
     .signers = by_intake,
     .from = in_study,
     .to = StateCode::bawaslu_concluded,
     .keep = Keep::last,
     .kept_fields = study_kept,
     .guards = study_guards,
     .stops = stops_study,
     .english = "{office} concluded its study: {conclusion} ({plenary_no}).",
     .indonesian = "{office} menyimpulkan kajian: {conclusion} ({plenary_no}).",
     .source = "UU10/2016:134(5)"},
    {.shape = {type::case_dismissed, "CaseDismissed", "Perkara dihentikan", "Case dismissed", dismissed_fields},
     .stream = StreamKind::kase,
     .signers = by_dismisser,
     .from = dismissible,
     .to = StateCode::z02,
     .outcomes = dismissed_outcomes,
     .guards = dismissed_guards,
     .stops = stops_all,
     .english = "{office} dismissed the case ({ground}).",
     .indonesian = "{office} menghentikan perkara ({ground}).",
     .source = "UU10/2016:134(6)"},
    {.shape = {type::case_forwarded, "CaseForwarded", "Penerusan ke instansi pengawas", "Case forwarded",
               forwarded_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::opener,
     .signers = by_intake,
     .from = concluded,
     .to = StateCode::forwarded,
     .keep = Keep::last,
     .kept_fields = forwarded_kept,
     .expects = forwarded_expects,
     .guards = forwarded_guards,
     .english = "{office} forwarded the case to {addressee} ({letter_no}).",
     .indonesian = "{office} meneruskan perkara kepada {addressee} ({letter_no}).",
     .source = "PERBAWASLU6/2018"},
};

}  // namespace

std::span<const CatalogueRow> intake() {
  return table;
}

}  // namespace jejak::rows
