// Registry rows: who exists, who holds what, whose key is whose, when elections and holidays are, which law holds.

#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/guards_registry.hpp"
#include "ledger/rules/rows.hpp"

namespace jejak::rows {

namespace {

constexpr const char* registrar[] = {"REGISTRAR", "ROOTS"};
constexpr SignerGroup by_registrar[] = {{registrar}};
constexpr const char* delegator[] = {"DELEGATOR"};
constexpr SignerGroup by_delegator[] = {{delegator}};
constexpr const char* new_key[] = {"NEW_KEY"};
constexpr const char* old_key[] = {"OLD_KEY"};
constexpr SignerGroup by_roots_and_new_key[] = {{roots}, {new_key}};
constexpr const char* new_roots[] = {"NEW_ROOTS"};
constexpr SignerGroup by_old_and_new_roots[] = {{roots}, {new_roots}};
constexpr SignerGroup by_both_keys[] = {{old_key}, {new_key}};
constexpr const char* organiser[] = {"ELECTION_ORGANISER", "ROOTS"};
constexpr SignerGroup by_organiser[] = {{organiser}};
constexpr const char* any_organiser[] = {"ELECTION_ORGANISER", "LOCAL_ELECTION_ORGANISER", "ROOTS"};
constexpr SignerGroup by_any_organiser[] = {{any_organiser}};
constexpr const char* calendar_publisher[] = {"CALENDAR_PUBLISHER", "ROOTS"};
constexpr SignerGroup by_calendar_publisher[] = {{calendar_publisher}};
constexpr const char* closure_publisher[] = {"CLOSURE_PUBLISHER", "ROOTS"};
constexpr SignerGroup by_closure_publisher[] = {{closure_publisher}};
constexpr const char* rule_publisher[] = {"RULE_PUBLISHER", "ROOTS"};
constexpr SignerGroup by_rule_publisher[] = {{rule_publisher}};

constexpr StateCode begins_or_active[] = {StateCode::none, StateCode::active};
constexpr StateCode usable_key[] = {StateCode::active, StateCode::rotated};

constexpr FieldShape agency_registered_fields[] = {
    {1, "code", FieldKind::code, required, "Kode instansi", "Agency code"},
    {2, "agency_type", FieldKind::code, required, "Jenis instansi", "Kind of agency"},
    {3, "zone", FieldKind::code, required, "Zona waktu", "Time zone", codes::zones},
    {4, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {5, "parent", FieldKind::reference, optional, "Instansi induk", "Parent agency"},
};
constexpr std::uint16_t agency_registered_kept[] = {2, 3, 4, 5};
constexpr Touch agency_registered_touches[] = {
    {.via_field = field::agency_registered::parent, .optional = true, .require = active}};
constexpr const Guard* agency_registered_guards[] = {&guards::stream_is_code, &guards::not_future_dated};

constexpr FieldShape agency_succeeded_fields[] = {
    {1, "successor", FieldKind::reference, required, "Instansi penerus", "Successor agency"},
    {2, "roles", FieldKind::codes, required, "Peran yang beralih", "Roles that pass on"},
    {3, "effective_date", FieldKind::date, required, "Tanggal beralih", "Effective date"},
    {4, "successor_role", FieldKind::code, required, "Peran penerus", "Role that takes over"},
    {5, "transition", FieldKind::code, optional, "Aturan peralihan", "Transition rule"},
};
constexpr std::uint16_t agency_succeeded_kept[] = {1, 2, 3, 4};
constexpr Touch agency_succeeded_touches[] = {{.via_field = field::agency_succeeded::successor, .require = active}};
constexpr const Guard* dated_guards[] = {&guards::not_future_dated};

constexpr FieldShape office_holder_appointed_fields[] = {
    {1, "office", FieldKind::code, required, "Jabatan", "Office"},
    {2, "holder", FieldKind::id, required, "Pemangku jabatan", "Holder"},
    {3, "holder_kind", FieldKind::code, required, "Jenis pemangku", "Kind of holder", codes::holder_kinds},
    {4, "decision_no", FieldKind::code, required, "Nomor SK", "Decision no."},
    {5, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {6, "valid_until", FieldKind::date, optional, "Berlaku sampai", "Valid until"},
    {7, "term_ends_on", FieldKind::date, optional, "Akhir masa jabatan", "Term ends on"},
    {8, "inaugurated_on", FieldKind::date, optional, "Tanggal pelantikan", "Inaugurated on"},
    {9, "flags", FieldKind::codes, optional, "Tanda benturan kepentingan", "Conflict flags"},
};
constexpr std::uint16_t office_holder_appointed_kept[] = {2, 3, 5, 6, 7, 8};
constexpr const Guard* office_holder_appointed_guards[] = {&guards::stream_is_office, &guards::office_of_agency_known,
                                                           &guards::not_future_dated};

constexpr FieldShape office_holder_ended_fields[] = {
    {1, "office", FieldKind::code, required, "Jabatan", "Office"},
    {2, "holder", FieldKind::id, required, "Pemangku jabatan", "Holder"},
    {3, "ended_on", FieldKind::date, required, "Hari terakhir", "Last day"},
    {4, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr std::uint16_t office_holder_ended_kept[] = {2, 3};
constexpr const Guard* office_guards[] = {&guards::stream_is_office, &guards::not_future_dated};

constexpr FieldShape delegation_granted_fields[] = {
    {1, "office", FieldKind::code, required, "Jabatan pemberi", "Delegating office"},
    {2, "delegate", FieldKind::code, required, "Jabatan penerima", "Office that may act"},
    {3, "types", FieldKind::codes, required, "Jenis tindakan", "Acts covered"},
    {4, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {5, "valid_until", FieldKind::date, optional, "Berlaku sampai", "Valid until"},
    {6, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {7, "ranks", FieldKind::codes, optional, "Kelas jabatan", "Rank classes"},
};
constexpr std::uint16_t delegation_granted_kept[] = {2, 3, 4, 5, 7};
constexpr FieldShape delegation_revoked_fields[] = {
    {1, "office", FieldKind::code, required, "Jabatan pemberi", "Delegating office"},
    {2, "delegation", FieldKind::id, required, "Pendelegasian", "Delegation"},
    {3, "revoked_on", FieldKind::date, required, "Hari pertama tanpa pendelegasian", "First day without it"},
    {4, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr std::uint16_t delegation_revoked_kept[] = {2, 3};
constexpr const Guard* delegation_guards[] = {&guards::stream_is_office, &guards::acts_for_itself,
                                              &guards::not_future_dated};

constexpr FieldShape key_registered_fields[] = {
    {1, "key", FieldKind::hash, required, "Kunci publik", "Public key"},
    {2, "office", FieldKind::code, required, "Jabatan", "Office"},
    {3, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {4, "valid_until", FieldKind::date, optional, "Berlaku sampai", "Valid until"},
};
constexpr FieldShape key_rotated_fields[] = {
    {1, "key", FieldKind::hash, required, "Kunci publik", "Public key"},
    {2, "office", FieldKind::code, required, "Jabatan", "Office"},
    {3, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {4, "valid_until", FieldKind::date, optional, "Berlaku sampai", "Valid until"},
    {5, "replaces", FieldKind::reference, required, "Kunci yang diganti", "Key replaced"},
};
constexpr std::uint16_t key_kept[] = {2, 3, 4};
constexpr Touch key_rotated_touches[] = {
    {.via_field = field::signing_key::replaces, .require = active, .to = StateCode::rotated}};
constexpr const Guard* key_registered_guards[] = {&guards::stream_is_key, &guards::office_of_agency_known,
                                                  &guards::not_future_dated};
constexpr const Guard* key_rotated_guards[] = {&guards::stream_is_key, &guards::key_keeps_office,
                                               &guards::not_future_dated};
constexpr FieldShape key_revoked_fields[] = {
    {1, "key", FieldKind::hash, required, "Kunci publik", "Public key"},
    {2, "revoked_at", FieldKind::date, required, "Tanggal pencabutan", "Revoked on"},
    {3, "reason", FieldKind::code, required, "Alasan", "Reason"},
    {4, "invalid_since", FieldKind::date, optional, "Tidak sah sejak", "Invalid since"},
};
constexpr std::uint16_t key_revoked_kept[] = {2, 4};
constexpr const Guard* key_revoked_guards[] = {&guards::stream_is_key, &guards::not_future_dated};

constexpr FieldShape election_fields[] = {
    {1, "election", FieldKind::code, required, "Pemilihan", "Election"},
    {2, "regions", FieldKind::codes, required, "Daerah", "Regions"},
    {3, "determination_date", FieldKind::date, required, "Penetapan pasangan calon", "Determination of candidates"},
    {4, "voting_date", FieldKind::date, required, "Pemungutan suara", "Voting day"},
    {5, "regulation_no", FieldKind::code, required, "Nomor PKPU", "Regulation no."},
    {6, "campaign_from", FieldKind::date, optional, "Awal kampanye", "Campaign from"},
    {7, "campaign_until", FieldKind::date, optional, "Akhir kampanye", "Campaign until"},
    {8, "kind", FieldKind::code, optional, "Jenis pemilihan", "Kind of election", codes::election_kinds},
};
constexpr std::uint16_t election_kept[] = {2, 3, 4, 8};
constexpr const Guard* code_guards[] = {&guards::stream_is_code, &guards::not_future_dated};

constexpr FieldShape pair_fields[] = {
    {1, "region", FieldKind::code, required, "Daerah", "Region"},
    {2, "pair", FieldKind::code, required, "Pasangan calon", "Candidate pair"},
    {3, "determined_on", FieldKind::date, required, "Tanggal penetapan", "Determined on", {}, happened},
    {4, "incumbents", FieldKind::codes, optional, "Petahana", "Incumbents"},
};
constexpr std::uint16_t pair_kept[] = {1, 3};

constexpr FieldShape calendar_fields[] = {
    {1, "year", FieldKind::number, required, "Tahun", "Year"},
    {2, "days", FieldKind::codes, required, "Hari libur dan cuti bersama", "Holidays and collective leave"},
    {3, "source_no", FieldKind::code, required, "Nomor keputusan bersama", "Joint decree no."},
};
constexpr FieldShape closure_fields[] = {
    {1, "year", FieldKind::number, required, "Tahun", "Year"},
    {2, "days", FieldKind::codes, required, "Hari penutupan kantor", "Days of closure"},
    {3, "source_no", FieldKind::code, required, "Nomor surat", "Order no."},
    {4, "scope", FieldKind::code, required, "Instansi yang tutup", "Agency that is closed"},
};
constexpr std::uint16_t calendar_kept[] = {2};
constexpr const Guard* calendar_guards[] = {&guards::stream_is_calendar, &guards::days_are_dates,
                                            &guards::not_future_dated};
constexpr const Guard* closure_guards[] = {&guards::stream_is_calendar, &guards::days_are_dates,
                                           &guards::closes_own_office, &guards::not_future_dated};

constexpr FieldShape rule_set_fields[] = {
    {1, "rule_set", FieldKind::code, required, "Himpunan aturan", "Rule set"},
    {2, "table", FieldKind::table, required, "Tabel aturan", "Rule table"},
    {3, "source_hash", FieldKind::hash, required, "Sidik naskah sumber", "Hash of the source text"},
};
constexpr std::uint16_t rule_set_kept[] = {2};
constexpr const Guard* rule_set_guards[] = {&guards::stream_is_code, &guards::table_is_rule_set,
                                            &guards::not_future_dated};
constexpr FieldShape rule_set_superseded_fields[] = {
    {1, "rule_set", FieldKind::code, required, "Himpunan aturan", "Rule set"},
    {2, "in_force_until", FieldKind::date, required, "Hari terakhir berlaku", "Last day in force"},
    {3, "successor", FieldKind::reference, optional, "Himpunan aturan pengganti", "Successor"},
};
constexpr std::uint16_t rule_set_superseded_kept[] = {2};
constexpr Touch rule_set_superseded_touches[] = {
    {.via_field = field::rule_set_superseded::successor, .optional = true, .require = active}};

constexpr FieldShape clock_confirmed_fields[] = {
    {1, "step_seconds", FieldKind::number, required, "Lompatan jam (detik)", "Step of the clock in seconds"},
    {2, "reason", FieldKind::code, required, "Sebab", "Reason"},
};
constexpr const Guard* clock_guards[] = {&guards::not_future_dated};

constexpr FieldShape root_changed_fields[] = {
    {1, "agency", FieldKind::code, required, "Lembaga akar", "Root institution"},
    {2, "key", FieldKind::hash, optional, "Kunci akar selanjutnya", "Its root key from now on"},
    {3, "threshold", FieldKind::number, required, "Ambang selanjutnya", "Threshold from now on"},
    {4, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr std::uint16_t root_changed_kept[] = {1, 2, 3};
constexpr const Guard* root_changed_guards[] = {&guards::changes_roots, &guards::not_future_dated};

constexpr FieldShape engine_activated_fields[] = {
    {1, "engine", FieldKind::number, required, "Versi mesin aturan", "Version of the rules engine"},
    {2, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr std::uint16_t engine_activated_kept[] = {1};
constexpr const Guard* engine_activated_guards[] = {&guards::activates_engine, &guards::not_future_dated};

constexpr const char* inaugurator[] = {"INAUGURATOR", "ROOTS"};
constexpr SignerGroup by_inaugurator[] = {{inaugurator}};
constexpr FieldShape inaugurated_fields[] = {
    {1, "office", FieldKind::code, required, "Jabatan", "Office"},
    {2, "holder", FieldKind::id, required, "Pemangku jabatan", "Holder"},
    {3, "inaugurated_on", FieldKind::date, required, "Tanggal pelantikan", "Inaugurated on", {}, happened},
    {4, "term_ends_on", FieldKind::date, optional, "Akhir masa jabatan", "Term ends on"},
    {5, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
};
constexpr std::uint16_t inaugurated_kept[] = {2, 3, 4};

constexpr const char* successor_key[] = {"SUCCESSOR_KEY"};
constexpr SignerGroup by_successor_key[] = {{successor_key}};
constexpr StateCode revoked_key[] = {StateCode::revoked};
constexpr FieldShape reattested_fields[] = {
    {1, "event", FieldKind::id, required, "Peristiwa yang ditegaskan", "Event attested again"},
    {2, "stream", FieldKind::reference, required, "Aliran peristiwa", "Stream of the event"},
    {3, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr std::uint16_t reattested_kept[] = {1};
constexpr Touch reattested_touches[] = {{.via_field = field::event_reattested::stream}};
constexpr const Guard* reattested_guards[] = {&guards::reattests_contested, &guards::not_future_dated};

constexpr CatalogueRow table[] = {
    {.shape = {type::agency_registered, "AgencyRegistered", "Pendaftaran instansi", "Agency registered",
               agency_registered_fields},
     .stream = StreamKind::agency,
     .signers = by_roots,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = agency_registered_kept,
     .touches = agency_registered_touches,
     .guards = agency_registered_guards,
     .english = "Agency {code} was registered.",
     .indonesian = "Instansi {code} didaftarkan.",
     .source = "UU20/2023"},
    {.shape = {type::agency_succeeded, "AgencySucceeded", "Peralihan kewenangan lembaga", "Agency succeeded",
               agency_succeeded_fields},
     .stream = StreamKind::agency,
     .signers = by_roots,
     .from = active,
     .keep = Keep::all,
     .kept_fields = agency_succeeded_kept,
     .touches = agency_succeeded_touches,
     .guards = dated_guards,
     .english = "The roles {roles} pass to {successor_role} of {successor} on {effective_date}.",
     .indonesian = "Peran {roles} beralih kepada {successor_role} pada {successor} sejak {effective_date}.",
     .source = "PERPRES91/2024"},
    {.shape = {type::office_holder_appointed, "OfficeHolderAppointed", "Pengangkatan pejabat",
               "Office holder appointed", office_holder_appointed_fields},
     .stream = StreamKind::office,
     .signers = by_registrar,
     .from = begins_or_active,
     .to = StateCode::active,
     .keep = Keep::all,
     .kept_fields = office_holder_appointed_kept,
     .guards = office_holder_appointed_guards,
     .english = "A holder ({holder_kind}) of {office} was appointed from {valid_from}.",
     .indonesian = "Pejabat ({holder_kind}) untuk {office} diangkat sejak {valid_from}.",
     .source = "PP11/2017"},
    {.shape = {type::office_holder_ended, "OfficeHolderEnded", "Berakhirnya pejabat", "Office holder ended",
               office_holder_ended_fields},
     .stream = StreamKind::office,
     .signers = by_registrar,
     .from = active,
     .keep = Keep::all,
     .kept_fields = office_holder_ended_kept,
     .guards = office_guards,
     .english = "A holder of {office} ended on {ended_on} ({reason}).",
     .indonesian = "Pejabat {office} berakhir pada {ended_on} ({reason}).",
     .source = "PP11/2017"},
    {.shape = {type::delegation_granted, "DelegationGranted", "Pendelegasian wewenang", "Delegation granted",
               delegation_granted_fields},
     .stream = StreamKind::office,
     .signers = by_delegator,
     .from = active,
     .keep = Keep::all,
     .kept_fields = delegation_granted_kept,
     .guards = delegation_guards,
     .english = "{office} lets {delegate} act on its behalf from {valid_from}.",
     .indonesian = "{office} mendelegasikan wewenang kepada {delegate} sejak {valid_from}.",
     .source = "UU30/2014:13"},
    {.shape = {type::delegation_revoked, "DelegationRevoked", "Pencabutan pendelegasian", "Delegation revoked",
               delegation_revoked_fields},
     .stream = StreamKind::office,
     .signers = by_delegator,
     .from = active,
     .keep = Keep::all,
     .kept_fields = delegation_revoked_kept,
     .guards = delegation_guards,
     .english = "{office} withdrew a delegation from {revoked_on} on ({reason}).",
     .indonesian = "{office} mencabut pendelegasian sejak {revoked_on} ({reason}).",
     .source = "UU30/2014:13"},
    {.shape = {type::signing_key_registered, "SigningKeyRegistered", "Pendaftaran kunci penandatangan",
               "Signing key registered", key_registered_fields},
     .stream = StreamKind::key,
     .signers = by_roots_and_new_key,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = key_kept,
     .keep_signers = true,
     .guards = key_registered_guards,
     .english = "A signing key of {office} was registered, valid from {valid_from}.",
     .indonesian = "Kunci penandatangan {office} didaftarkan, berlaku sejak {valid_from}.",
     .source = "PP71/2019:59"},
    {.shape = {type::signing_key_rotated, "SigningKeyRotated", "Penggantian kunci penandatangan", "Signing key rotated",
               key_rotated_fields},
     .stream = StreamKind::key,
     .signers = by_both_keys,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = key_kept,
     .keep_signers = true,
     .touches = key_rotated_touches,
     .guards = key_rotated_guards,
     .english = "{office} replaced its signing key, valid from {valid_from}.",
     .indonesian = "{office} mengganti kunci penandatangannya, berlaku sejak {valid_from}.",
     .source = "PP71/2019:59"},
    {.shape = {type::signing_key_revoked, "SigningKeyRevoked", "Pencabutan kunci penandatangan", "Signing key revoked",
               key_revoked_fields},
     .stream = StreamKind::key,
     .signers = by_roots,
     .from = usable_key,
     .to = StateCode::revoked,
     .keep = Keep::last,
     .kept_fields = key_revoked_kept,
     .guards = key_revoked_guards,
     .english = "A signing key was revoked on {revoked_at} ({reason}).",
     .indonesian = "Kunci penandatangan dicabut pada {revoked_at} ({reason}).",
     .source = "PP71/2019:59"},
    {.shape = {type::election_scheduled, "ElectionScheduled", "Penetapan tahapan pemilihan", "Election scheduled",
               election_fields},
     .stream = StreamKind::election,
     .signers = by_organiser,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::all,
     .kept_fields = election_kept,
     .guards = code_guards,
     .english = "{election} was scheduled: candidates are determined on {determination_date}, voting on {voting_date}.",
     .indonesian = "{election} dijadwalkan: penetapan calon {determination_date}, pemungutan suara {voting_date}.",
     .source = "UU10/2016:71(2)"},
    {.shape = {type::election_rescheduled, "ElectionRescheduled", "Perubahan tahapan pemilihan", "Election rescheduled",
               election_fields},
     .stream = StreamKind::election,
     .signers = by_organiser,
     .from = active,
     .keep = Keep::all,
     .kept_fields = election_kept,
     .guards = code_guards,
     .english = "{election} was moved: candidates are determined on {determination_date}, voting on {voting_date}.",
     .indonesian = "{election} diubah: penetapan calon {determination_date}, pemungutan suara {voting_date}.",
     .source = "UU6/2020"},
    {.shape = {type::candidate_pair_determined, "CandidatePairDetermined", "Penetapan pasangan calon",
               "Candidate pair determined", pair_fields},
     .stream = StreamKind::election,
     .concurrency = Concurrency::append,
     .signers = by_any_organiser,
     .from = active,
     .keep = Keep::all,
     .kept_fields = pair_kept,
     .guards = dated_guards,
     .english = "Pair {pair} was determined in {region} on {determined_on}.",
     .indonesian = "Pasangan calon {pair} ditetapkan di {region} pada {determined_on}.",
     .source = "UU10/2016"},
    {.shape = {type::work_calendar_published, "WorkCalendarPublished", "Penetapan hari libur dan cuti bersama",
               "Work calendar published", calendar_fields},
     .stream = StreamKind::calendar,
     .signers = by_calendar_publisher,
     .from = begins_or_active,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = calendar_kept,
     .guards = calendar_guards,
     .english = "The work calendar of {year} was published ({source_no}).",
     .indonesian = "Kalender kerja {year} ditetapkan ({source_no}).",
     .source = "SKB3MENTERI"},
    {.shape = {type::work_calendar_exception, "WorkCalendarException", "Penutupan kantor setempat",
               "Local closure published", closure_fields},
     .stream = StreamKind::calendar,
     .signers = by_closure_publisher,
     .from = begins_or_active,
     .to = StateCode::active,
     .keep = Keep::all,
     .kept_fields = calendar_kept,
     .guards = closure_guards,
     .english = "{scope} published days of closure in {year} ({source_no}).",
     .indonesian = "{scope} menetapkan hari penutupan kantor tahun {year} ({source_no}).",
     .source = "UU30/2014"},
    {.shape = {type::rule_set_published, "RuleSetPublished", "Penetapan himpunan aturan", "Rule set published",
               rule_set_fields},
     .stream = StreamKind::ruleset,
     .signers = by_rule_publisher,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = rule_set_kept,
     .guards = rule_set_guards,
     .english = "Rule set {rule_set} was published.",
     .indonesian = "Himpunan aturan {rule_set} ditetapkan.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::rule_set_superseded, "RuleSetSuperseded", "Penggantian himpunan aturan", "Rule set superseded",
               rule_set_superseded_fields},
     .stream = StreamKind::ruleset,
     .signers = by_rule_publisher,
     .from = active,
     .to = StateCode::superseded,
     .keep = Keep::last,
     .kept_fields = rule_set_superseded_kept,
     .touches = rule_set_superseded_touches,
     .guards = code_guards,
     .english = "Rule set {rule_set} is in force until {in_force_until}.",
     .indonesian = "Himpunan aturan {rule_set} berlaku sampai {in_force_until}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::clock_confirmed, "ClockConfirmed", "Penegasan jam buku besar", "Clock confirmed",
               clock_confirmed_fields},
     .stream = StreamKind::ledger,
     .signers = by_roots,
     .from = begins_or_active,
     .to = StateCode::active,
     .guards = clock_guards,
     .confirms_clock = true,
     .english = "The ledger's clock was confirmed after a step of {step_seconds} seconds.",
     .indonesian = "Jam buku besar ditegaskan setelah lompatan {step_seconds} detik.",
     .source = "UU11/2008"},
    {.shape = {type::root_changed, "RootChanged", "Perubahan kunci akar", "Root changed", root_changed_fields},
     .stream = StreamKind::ledger,
     .signers = by_old_and_new_roots,
     .from = begins_or_active,
     .to = StateCode::active,
     .keep = Keep::all,
     .kept_fields = root_changed_kept,
     .guards = root_changed_guards,
     .english = "The root key of {agency} was changed ({reason}); {threshold} roots sign together from now on.",
     .indonesian = "Kunci akar {agency} diubah ({reason}); selanjutnya {threshold} akar menandatangani bersama.",
     .source = "UU11/2008"},
    {.shape = {type::rules_engine_activated, "RulesEngineActivated", "Pemberlakuan mesin aturan",
               "Rules engine activated", engine_activated_fields},
     .stream = StreamKind::ledger,
     .signers = by_roots,
     .from = begins_or_active,
     .to = StateCode::active,
     .keep = Keep::all,
     .kept_fields = engine_activated_kept,
     .guards = engine_activated_guards,
     .english = "From the next entry on engine {engine} judges ({reason}).",
     .indonesian = "Mulai entri berikutnya mesin aturan {engine} yang memutus ({reason}).",
     .source = "UU11/2008"},
    {.shape = {type::regional_head_inaugurated, "RegionalHeadInaugurated", "Pelantikan kepala daerah",
               "Head of region inaugurated", inaugurated_fields},
     .stream = StreamKind::office,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_inaugurator,
     .from = active,
     .keep = Keep::all,
     .kept_fields = inaugurated_kept,
     .guards = office_guards,
     .english = "The head of {office} was inaugurated on {inaugurated_on} ({decision_no}).",
     .indonesian = "Pejabat {office} dilantik pada {inaugurated_on} ({decision_no}).",
     .source = "UU10/2016:162(3)"},
    {.shape = {type::event_reattested, "EventReattested", "Penegasan ulang peristiwa", "Event attested again",
               reattested_fields},
     .stream = StreamKind::key,
     .concurrency = Concurrency::append,
     .signers = by_successor_key,
     .from = revoked_key,
     .keep = Keep::all,
     .kept_fields = reattested_kept,
     .touches = reattested_touches,
     .guards = reattested_guards,
     .english = "{office} attested a contested event of {stream} again ({reason}).",
     .indonesian = "{office} menegaskan ulang peristiwa pada {stream} yang kuncinya diragukan ({reason}).",
     .source = "PP71/2019:59"},
};

}  // namespace

std::span<const CatalogueRow> registry() {
  return table;
}

}  // namespace jejak::rows
