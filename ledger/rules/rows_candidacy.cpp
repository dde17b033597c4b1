// Candidacy rows: the notice, the statement of resignation, the organiser's determination, the discharge; and party
// membership, which is a matter of the case.

#include "ledger/rules/guards_archive.hpp"
#include "ledger/rules/guards_candidacy.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/rows.hpp"
#include "ledger/rules/term_days.hpp"

namespace jejak::rows {

namespace {

constexpr const char* organiser_roles[] = {"LOCAL_ELECTION_ORGANISER", "ELECTION_ORGANISER"};
constexpr SignerGroup by_organiser[] = {{organiser_roles}};
constexpr const char* discharger_roles[] = {"DECIDER", "HEAD_OF_STATE"};
constexpr SignerGroup by_discharger[] = {{discharger_roles}};
constexpr const char* watcher_roles[] = {"REGISTRY", "INTAKE", "SUPERVISOR", "NATIONAL_REGISTRY"};
constexpr SignerGroup by_watcher[] = {{watcher_roles}};
constexpr const char* prover_roles[] = {"SUPERVISOR", "INTAKE", "ELECTION_ORGANISER", "LOCAL_ELECTION_ORGANISER"};
constexpr SignerGroup by_prover[] = {{prover_roles}};
constexpr const char* information_role[] = {"INFORMATION_OFFICER"};
constexpr SignerGroup by_information_and_decider[] = {{information_role}, {decider_role}};

constexpr StateCode submittable[] = {StateCode::none, StateCode::notified};
constexpr StateCode submitted[] = {StateCode::submitted};
constexpr StateCode determinable[] = {StateCode::none, StateCode::notified, StateCode::submitted};
constexpr StateCode determined[] = {StateCode::determined};
constexpr auto any_candidacy = between<StateCode::notified, StateCode::duty_breached>;
constexpr auto before_decision = between<StateCode::opened, StateCode::approval_refused>;
// What the discharge of a candidate ends.

constexpr FieldShape notified_fields[] = {
    {1, "subject", FieldKind::id, required, "Calon", "Candidate"},
    {2, "home_agency", FieldKind::code, required, "Instansi induk", "Home agency"},
    {3, "rank_class", FieldKind::code, required, "Jenjang jabatan", "Rank class"},
    {4, "election", FieldKind::reference, required, "Pemilihan", "Election"},
    {5, "region", FieldKind::code, required, "Daerah", "Region"},
    {6, "office_sought", FieldKind::code, required, "Jabatan yang dituju", "Office sought", codes::offices_sought},
    {7, "acting_head_of", FieldKind::code, optional, "Penjabat kepala daerah", "Acting head of"},
    {8, "registration_on", FieldKind::date, optional, "Tanggal pendaftaran", "Registration on"},
};
constexpr std::uint16_t person_kept[] = {1, 2, 3, 4, 5};
constexpr Touch election_touch[] = {{.via_field = field::candidacy::election}};
constexpr TermStart starts_notice[] = {{.id = "DL-24", .restart = true, .day = &terms::acting_head_registers}};
constexpr TermStop stops_notice[] = {{"DL-24"}};
constexpr const Guard* notified_guards[] = {&guards::names_rule_set, &guards::candidate_of_registry,
                                            &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape submitted_fields[] = {
    {1, "subject", FieldKind::id, required, "Calon", "Candidate"},
    {2, "home_agency", FieldKind::code, required, "Instansi induk", "Home agency"},
    {3, "rank_class", FieldKind::code, required, "Jenjang jabatan", "Rank class"},
    {4, "election", FieldKind::reference, required, "Pemilihan", "Election"},
    {5, "region", FieldKind::code, required, "Daerah", "Region"},
    {6, "office_sought", FieldKind::code, required, "Jabatan yang dituju", "Office sought", codes::offices_sought},
    {7, "statement_hash", FieldKind::hash, required, "Sidik pernyataan", "Hash of the statement"},
    {8, "submitted_at", FieldKind::date, required, "Tanggal diajukan", "Submitted on", {}, happened},
};
constexpr const Guard* submitted_guards[] = {&guards::names_rule_set, &guards::candidate_of_registry,
                                             &guards::same_candidate, &guards::not_future_dated,
                                             &guards::late_has_reason};

constexpr FieldShape withdrawn_fields[] = {
    {1, "withdrawn_on", FieldKind::date, required, "Tanggal pencabutan", "Withdrawn on", {}, happened},
};
constexpr const Guard* withdrawn_guards[] = {&guards::names_rule_set, &guards::candidate_of_registry,
                                             &guards::statement_irrevocable, &guards::not_future_dated,
                                             &guards::late_has_reason};

constexpr FieldShape determined_fields[] = {
    {1, "subject", FieldKind::id, required, "Calon", "Candidate"},
    {2, "home_agency", FieldKind::code, required, "Instansi induk", "Home agency"},
    {3, "rank_class", FieldKind::code, required, "Jenjang jabatan", "Rank class"},
    {4, "election", FieldKind::reference, required, "Pemilihan", "Election"},
    {5, "region", FieldKind::code, required, "Daerah", "Region"},
    {6, "office_sought", FieldKind::code, required, "Jabatan yang dituju", "Office sought", codes::offices_sought},
    {7, "determined_on", FieldKind::date, required, "Tanggal penetapan", "Determined on", {}, happened},
    {8, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
};
constexpr std::uint16_t determined_kept[] = {1, 2, 3, 4, 5, 7};
constexpr TermStart starts_discharge[] = {{.id = "DL-21", .field = field::candidate_determined::determined_on}};
constexpr const Guard* determined_guards[] = {&guards::names_rule_set, &guards::same_candidate,
                                              &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape not_determined_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr StateCode rejectable[] = {StateCode::notified, StateCode::submitted};
constexpr TermStop stops_discharge[] = {{"DL-21"}};
constexpr const Guard* plain_guards[] = {&guards::names_rule_set, &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape discharge_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "effective_on", FieldKind::date, required, "Terhitung mulai tanggal", "Effective on"},
    {3,
     "proposal_received_on",
     FieldKind::date,
     optional,
     "Tanggal usul diterima",
     "Proposal received on",
     {},
     happened},
    {4, "case", FieldKind::reference, optional, "Perkara yang berjalan", "Open case"},
};
constexpr std::uint16_t discharge_kept[] = {2};
constexpr Touch discharge_touches[] = {
    {.via_field = field::candidacy_discharge::kase, .optional = true, .require = open_case, .to = StateCode::z07}};
constexpr TermStart restarts_discharge[] = {
    {.id = "DL-21", .field = field::candidacy_discharge::proposal_received_on, .restart = true}};
constexpr const Guard* discharge_guards[] = {&guards::names_rule_set,         &guards::president_discharges,
                                             &guards::decider_of_candidate,   &guards::statement_on_file,
                                             &guards::discharge_at_month_end, &guards::case_of_candidate,
                                             &guards::not_future_dated,       &guards::late_has_reason};

constexpr FieldShape breached_fields[] = {
    {1, "noticed_on", FieldKind::date, required, "Tanggal diketahui", "Noticed on", {}, happened},
    {2, "case", FieldKind::reference, optional, "Perkara", "Case"},
};
constexpr Touch breached_touches[] = {{.via_field = field::resignation_duty_breached::kase, .optional = true}};
constexpr const Guard* breached_guards[] = {&guards::names_rule_set,       &guards::candidate_of_registry,
                                            &guards::no_statement_on_file, &guards::case_of_candidate,
                                            &guards::not_future_dated,     &guards::late_has_reason};

constexpr FieldShape lifted_fields[] = {
    {1, "disclosure_class", FieldKind::code, required, "Kelas keterbukaan", "Disclosure class",
     codes::disclosure_classes},
};
constexpr StateCode publishes[] = {StateCode::embargo_published};
constexpr StateCode sealed[] = {StateCode::embargo_sealed};
constexpr const Guard* lifted_guards[] = {&guards::names_rule_set,       &guards::head_lifts,
                                          &guards::decider_of_candidate, &guards::candidacy_is_final,
                                          &guards::not_future_dated,     &guards::late_has_reason};

constexpr FieldShape membership_fields[] = {
    {1, "established_on", FieldKind::date, required, "Tanggal terbukti", "Established on", {}, happened},
    {2, "party_list_ref", FieldKind::code, required, "Rujukan daftar anggota partai", "Party list reference"},
};
constexpr std::uint16_t membership_kept[] = {1};
constexpr TermStart starts_dismissal[] = {
    {.id = "DL-22", .field = field::party_membership_established::established_on}};

constexpr CatalogueRow table[] = {
    {.shape = {type::candidacy_intent_notified, "CandidacyIntentNotified", "Pemberitahuan akan mencalonkan diri",
               "Candidacy notified", notified_fields},
     .stream = StreamKind::candidacy,
     .nature = Nature::fact,
     .signers = by_registry,
     .from = begins,
     .to = StateCode::notified,
     .keep = Keep::last,
     .kept_fields = person_kept,
     .touches = election_touch,
     .guards = notified_guards,
     .starts = starts_notice,
     .stops = stops_notice,
     .english = "{office} recorded the notice of a candidacy for {office_sought} in {region}.",
     .indonesian = "{office} mencatat pemberitahuan pencalonan sebagai {office_sought} di {region}.",
     .source = "SE100.2.1.3/2314/SJ"},
    {.shape = {type::candidacy_resignation_submitted, "CandidacyResignationSubmitted", "Pernyataan pengunduran diri",
               "Candidate's resignation submitted", submitted_fields},
     .stream = StreamKind::candidacy,
     .nature = Nature::fact,
     .signers = by_registry,
     .from = submittable,
     .to = StateCode::submitted,
     .keep = Keep::last,
     .kept_fields = person_kept,
     .touches = election_touch,
     .guards = submitted_guards,
     .document_required = true,
     .english = "The resignation of a candidate for {office_sought} in {region} was submitted on {submitted_at}.",
     .indonesian = "Pengunduran diri calon {office_sought} di {region} diajukan pada {submitted_at}.",
     .source = "UU20/2023:56"},
    {.shape = {type::candidate_determined, "CandidateDetermined", "Penetapan sebagai calon", "Candidate determined",
               determined_fields},
     .stream = StreamKind::candidacy,
     .nature = Nature::fact,
     .signers = by_organiser,
     .from = determinable,
     .to = StateCode::determined,
     .keep = Keep::last,
     .kept_fields = determined_kept,
     .touches = election_touch,
     .guards = determined_guards,
     .starts = starts_discharge,
     .document_required = true,
     .english = "{office} determined a civil servant as candidate in {region} on {determined_on} ({decision_no}).",
     .indonesian = "{office} menetapkan seorang ASN sebagai calon di {region} pada {determined_on} ({decision_no}).",
     .source = "UU10/2016:49"},
    {.shape = {type::candidate_not_determined, "CandidateNotDetermined", "Tidak ditetapkan sebagai calon",
               "Candidate not determined", not_determined_fields},
     .stream = StreamKind::candidacy,
     .nature = Nature::fact,
     .signers = by_organiser,
     .from = rejectable,
     .to = StateCode::not_determined,
     .guards = plain_guards,
     .stops = stops_discharge,
     .document_required = true,
     .english = "{office} did not determine the candidate ({reason}, {decision_no}).",
     .indonesian = "{office} tidak menetapkan bakal calon ({reason}, {decision_no}).",
     .source = "UU10/2016:49"},
    {.shape = {type::candidacy_resignation_accepted, "CandidacyResignationAccepted",
               "Pemberhentian dengan hormat karena mencalonkan diri", "Candidate discharged with honour",
               discharge_fields},
     .stream = StreamKind::candidacy,
     .signers = by_discharger,
     .from = determined,
     .to = StateCode::discharged,
     .keep = Keep::last,
     .kept_fields = discharge_kept,
     .touches = discharge_touches,
     .guards = discharge_guards,
     .starts = restarts_discharge,
     .stops = stops_discharge,
     .document_required = true,
     .english = "{office} discharged the candidate with honour from {effective_on} on ({decision_no}).",
     .indonesian = "{office} memberhentikan calon dengan hormat terhitung mulai {effective_on} ({decision_no}).",
     .source = "PP11/2017:254"},
    {.shape = {type::resignation_duty_breached, "ResignationDutyBreached", "Tidak mengundurkan diri",
               "Duty to resign breached", breached_fields},
     .stream = StreamKind::candidacy,
     .nature = Nature::fact,
     .signers = by_watcher,
     .from = determined,
     .to = StateCode::duty_breached,
     .touches = breached_touches,
     .guards = breached_guards,
     .english = "{office} noticed on {noticed_on} that a determined candidate has not resigned.",
     .indonesian = "{office} mencatat pada {noticed_on} bahwa calon yang ditetapkan tidak mengundurkan diri.",
     .source = "UU20/2023:59(3)"},
    {.shape = {type::party_membership_established, "PartyMembershipEstablished",
               "Terbukti menjadi anggota atau pengurus partai politik", "Party membership established",
               membership_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_prover,
     .from = before_decision,
     .keep = Keep::last,
     .kept_fields = membership_kept,
     .guards = plain_guards,
     .starts = starts_dismissal,
     .document_required = true,
     .english = "{office} established membership of a party on {established_on} ({party_list_ref}).",
     .indonesian = "{office} membuktikan keanggotaan partai pada {established_on} ({party_list_ref}).",
     .source = "PP11/2017:255"},
    {.shape = {type::candidacy_resignation_withdrawn, "CandidacyResignationWithdrawn",
               "Pencabutan pernyataan pengunduran diri", "Candidate's resignation withdrawn", withdrawn_fields},
     .stream = StreamKind::candidacy,
     .signers = by_registry,
     .from = submitted,
     .to = StateCode::notified,
     .keep = Keep::last,
     .guards = withdrawn_guards,
     .document_required = true,
     .english = "The candidate took the resignation back on {withdrawn_on} ({office}).",
     .indonesian = "Calon mencabut pernyataan pengunduran diri pada {withdrawn_on} ({office}).",
     .source = "PP11/2017:254"},
    {.shape = {type::candidacy_embargo_lifted, "CandidacyEmbargoLifted", "Pembukaan informasi pencalonan",
               "Candidacy made public", lifted_fields},
     .stream = StreamKind::candidacy,
     .signers = by_information_and_decider,
     .from = any_candidacy,
     .guards = lifted_guards,
     .moves = publishes,
     .needs = sealed,
     .english = "{office} lifted the embargo on the candidacy ({disclosure_class}).",
     .indonesian = "{office} membuka informasi pencalonan ({disclosure_class}).",
     .source = "UU14/2008:17"},
};

}  // namespace

std::span<const CatalogueRow> candidacy() {
  return table;
}

}  // namespace jejak::rows
