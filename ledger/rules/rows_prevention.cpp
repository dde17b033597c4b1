// Prevention rows: circulars, briefings, teams, pledges, and the leave papers that exempt: assignments, secondments.

#include "ledger/rules/guards_case.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/guards_prevention.hpp"
#include "ledger/rules/rows.hpp"

namespace jejak::rows {

namespace {

constexpr const char* circular_roles[] = {"CIRCULAR_ISSUER"};
constexpr SignerGroup by_circular_issuer[] = {{circular_roles}};
constexpr const char* proposer_roles[] = {"PROPOSER"};
constexpr SignerGroup by_proposer[] = {{proposer_roles}};
constexpr const char* briefer_roles[] = {"BRIEFER"};
constexpr SignerGroup by_briefer[] = {{briefer_roles}};
constexpr const char* monitor_roles[] = {"MONITOR"};
constexpr SignerGroup by_monitor[] = {{monitor_roles}};
constexpr const char* unit_head_roles[] = {"UNIT_HEAD"};
constexpr SignerGroup by_unit_head[] = {{unit_head_roles}};
constexpr const char* assigner_roles[] = {"ASSIGNER"};
constexpr SignerGroup by_assigner[] = {{assigner_roles}};
constexpr const char* seconder_roles[] = {"DECIDER", "PROPOSER"};
constexpr SignerGroup by_seconder[] = {{seconder_roles}};

constexpr const Guard* step_guards[] = {&guards::names_rule_set, &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape circular_fields[] = {
    {1, "circular_no", FieldKind::code, required, "Nomor surat edaran", "Circular no."},
    {2, "addressees", FieldKind::codes, required, "Instansi tujuan", "Agencies addressed"},
    {3, "acknowledge_by", FieldKind::date, optional, "Ditindaklanjuti paling lambat", "To be acknowledged by"},
};
constexpr std::uint16_t circular_kept[] = {1, 2, 3};

constexpr FieldShape acknowledged_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "measures", FieldKind::codes, required, "Tindakan", "Measures"},
};
constexpr const Guard* acknowledged_guards[] = {&guards::names_rule_set, &guards::addressed_by_circular,
                                                &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape briefing_fields[] = {
    {1, "kind", FieldKind::code, required, "Bentuk kegiatan", "Kind", codes::briefings},
    {2, "place", FieldKind::code, required, "Daerah", "Region"},
    {3, "held_on", FieldKind::date, required, "Tanggal", "Held on", {}, happened},
    {4, "minutes", FieldKind::number, required, "Lama (menit)", "Minutes"},
    {5, "speakers", FieldKind::codes, required, "Jabatan narasumber", "Offices of the speakers"},
    {6, "attendee_classes", FieldKind::codes, required, "Kelas peserta", "Classes of attendees"},
    {7, "attendees", FieldKind::number, required, "Jumlah peserta", "Attendees"},
    {8, "topics", FieldKind::codes, optional, "Pokok bahasan", "Topics"},
};
constexpr std::uint16_t briefing_kept[] = {1, 2, 3};

constexpr FieldShape team_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor SK", "Decision no."},
    {2, "members", FieldKind::codes, required, "Jabatan anggota", "Offices of the members"},
    {3, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {4, "valid_until", FieldKind::date, required, "Berlaku sampai", "Valid until"},
};
constexpr std::uint16_t team_kept[] = {2, 3, 4};
constexpr const Guard* team_guards[] = {&guards::names_rule_set, &guards::period_is_ordered, &guards::not_future_dated,
                                        &guards::late_has_reason};

constexpr FieldShape pledge_fields[] = {
    {1, "signed_on", FieldKind::date, required, "Tanggal penandatanganan", "Signed on", {}, happened},
    {2, "signatories", FieldKind::number, required, "Jumlah penanda tangan", "Signatories"},
    {3, "unit", FieldKind::code, optional, "Unit kerja", "Unit"},
};
constexpr std::uint16_t pledge_kept[] = {1};

constexpr FieldShape monitoring_fields[] = {
    {1, "addressee", FieldKind::code, required, "Tujuan", "Addressee"},
    {2, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {3, "period_from", FieldKind::date, required, "Awal masa pemantauan", "Period from", {}, happened},
    {4, "period_until", FieldKind::date, required, "Akhir masa pemantauan", "Period until", {}, happened},
    {5, "indications", FieldKind::number, required, "Jumlah indikasi", "Indications"},
    {6, "findings", FieldKind::number, required, "Jumlah temuan", "Findings"},
};
constexpr const Guard* monitoring_guards[] = {&guards::names_rule_set, &guards::reported_by_team,
                                              &guards::addressee_is_supervisor, &guards::not_future_dated,
                                              &guards::late_has_reason};

constexpr FieldShape assignment_fields[] = {
    {1, "assignment_no", FieldKind::code, required, "Nomor surat tugas", "Assignment no."},
    {2, "persons", FieldKind::codes, required, "Petugas (pengenal acak)", "Persons (random ids)"},
    {3, "function", FieldKind::code, required, "Tugas", "Function"},
    {4, "place", FieldKind::code, required, "Daerah tugas", "Region"},
    {5, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {6, "valid_until", FieldKind::date, required, "Berlaku sampai", "Valid until"},
    {7, "uniform", FieldKind::code, optional, "Seragam", "Uniform"},
    {8, "id_cards", FieldKind::codes, optional, "Nomor tanda pengenal", "Card nos."},
};
constexpr std::uint16_t assignment_kept[] = {2, 3, 4, 5, 6};
constexpr const Guard* assignment_guards[] = {&guards::names_rule_set, &guards::persons_are_ids,
                                              &guards::period_is_ordered, &guards::not_future_dated,
                                              &guards::late_has_reason};

constexpr FieldShape assignment_revoked_fields[] = {
    {1, "revoked_on", FieldKind::date, required, "Hari pertama tanpa surat tugas", "First day without it"},
    {2, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr std::uint16_t assignment_revoked_kept[] = {1};

constexpr FieldShape secondment_fields[] = {
    {1, "assignment_no", FieldKind::code, required, "Nomor surat penugasan", "Assignment no."},
    {2, "persons", FieldKind::codes, required, "Pegawai (pengenal acak)", "Persons (random ids)"},
    {3, "body", FieldKind::code, required, "Sekretariat", "Secretariat", codes::secretariats},
    {4, "place", FieldKind::code, required, "Daerah", "Region"},
    {5, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {6, "valid_until", FieldKind::date, required, "Berlaku sampai", "Valid until"},
};
constexpr std::uint16_t secondment_kept[] = {2, 3, 4, 5, 6};

constexpr FieldShape leave_fields[] = {
    {1, "person", FieldKind::id, required, "Pegawai (pengenal acak)", "Person (random id)"},
    {2, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {3, "valid_from", FieldKind::date, required, "Berlaku sejak", "Valid from"},
    {4, "valid_until", FieldKind::date, required, "Berlaku sampai", "Valid until"},
};
constexpr std::uint16_t leave_kept[] = {1, 3, 4};

constexpr CatalogueRow table[] = {
    {.shape = {type::neutrality_circular_issued, "NeutralityCircularIssued", "Surat edaran netralitas",
               "Neutrality circular issued", circular_fields},
     .stream = StreamKind::prevention,
     .signers = by_circular_issuer,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = circular_kept,
     .guards = step_guards,
     .document_required = true,
     .english = "{office} issued circular {circular_no} to {addressees}.",
     .indonesian = "{office} menerbitkan surat edaran {circular_no} kepada {addressees}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::neutrality_circular_acknowledged, "NeutralityCircularAcknowledged",
               "Tindak lanjut surat edaran netralitas", "Neutrality circular acknowledged", acknowledged_fields},
     .stream = StreamKind::prevention,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_proposer,
     .from = active,
     .keep = Keep::all,
     .guards = acknowledged_guards,
     .english = "{office} acknowledged the circular and took measures ({measures}, {letter_no}).",
     .indonesian = "{office} menindaklanjuti surat edaran ({measures}, {letter_no}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::neutrality_briefing_held, "NeutralityBriefingHeld", "Sosialisasi atau rapat koordinasi netralitas",
               "Neutrality briefing held", briefing_fields},
     .stream = StreamKind::prevention,
     .nature = Nature::fact,
     .signers = by_briefer,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = briefing_kept,
     .guards = step_guards,
     .english = "{office} held a briefing ({kind}) in {place} on {held_on}: {attendees} attended.",
     .indonesian = "{office} mengadakan {kind} di {place} pada {held_on}: {attendees} peserta.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::monitoring_team_formed, "MonitoringTeamFormed", "Pembentukan tim pengawasan netralitas",
               "Monitoring team formed", team_fields},
     .stream = StreamKind::prevention,
     .signers = by_registry,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = team_kept,
     .guards = team_guards,
     .document_required = true,
     .english = "{office} formed a monitoring team of {members} from {valid_from} until {valid_until}.",
     .indonesian = "{office} membentuk tim pengawasan {members} sejak {valid_from} sampai {valid_until}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::neutrality_pledge_signed, "NeutralityPledgeSigned", "Pakta integritas netralitas",
               "Neutrality pledge signed", pledge_fields},
     .stream = StreamKind::prevention,
     .nature = Nature::fact,
     .signers = by_unit_head,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = pledge_kept,
     .guards = step_guards,
     .english = "{signatories} persons of {office} signed the pledge on {signed_on}.",
     .indonesian = "{signatories} pegawai pada {office} menandatangani pakta integritas pada {signed_on}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::monitoring_report_submitted, "MonitoringReportSubmitted", "Laporan hasil pemantauan",
               "Monitoring report submitted", monitoring_fields},
     .stream = StreamKind::prevention,
     .concurrency = Concurrency::append,
     .signers = by_monitor,
     .from = active,
     .guards = monitoring_guards,
     .english = "{office} reported its monitoring from {period_from} until {period_until} to {addressee}.",
     .indonesian = "{office} melaporkan pemantauan {period_from} sampai {period_until} kepada {addressee}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::duty_assignment_issued, "DutyAssignmentIssued", "Surat tugas", "Duty assignment issued",
               assignment_fields},
     .stream = StreamKind::assignment,
     .signers = by_assigner,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = assignment_kept,
     .guards = assignment_guards,
     .document_required = true,
     .english = "{office} assigned {function} in {place} from {valid_from} until {valid_until} ({assignment_no}).",
     .indonesian =
         "{office} menugaskan {function} di {place} sejak {valid_from} sampai {valid_until} ({assignment_no}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::duty_assignment_revoked, "DutyAssignmentRevoked", "Pencabutan surat tugas",
               "Duty assignment revoked", assignment_revoked_fields},
     .stream = StreamKind::assignment,
     .jurisdiction = Jurisdiction::opener,
     .signers = by_assigner,
     .from = active,
     .to = StateCode::revoked,
     .keep = Keep::last,
     .kept_fields = assignment_revoked_kept,
     .guards = step_guards,
     .english = "{office} revoked the assignment from {revoked_on} on ({reason}).",
     .indonesian = "{office} mencabut surat tugas sejak {revoked_on} ({reason}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::election_secretariat_secondment_issued, "ElectionSecretariatSecondmentIssued",
               "Penugasan pada sekretariat penyelenggara pemilihan", "Secondment to an election secretariat issued",
               secondment_fields},
     .stream = StreamKind::assignment,
     .signers = by_seconder,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = secondment_kept,
     .guards = assignment_guards,
     .document_required = true,
     .english = "{office} seconded staff to {body} in {place} from {valid_from} until {valid_until}.",
     .indonesian =
         "{office} menugaskan pegawai pada sekretariat {body} di {place} sejak {valid_from} sampai {valid_until}.",
     .source = "UU10/2016"},
    {.shape = {type::spouse_leave_granted, "SpouseLeaveGranted", "Cuti di luar tanggungan negara",
               "Leave to accompany a candidate granted", leave_fields},
     .stream = StreamKind::assignment,
     .signers = by_decider,
     .from = begins,
     .to = StateCode::active,
     .keep = Keep::last,
     .kept_fields = leave_kept,
     .guards = team_guards,
     .document_required = true,
     .english = "{office} granted leave from {valid_from} until {valid_until} ({decision_no}).",
     .indonesian =
         "{office} memberikan cuti di luar tanggungan negara sejak {valid_from} sampai {valid_until} ({decision_no}).",
     .source = "SE-MENPANRB"},
};

}  // namespace

std::span<const CatalogueRow> prevention() {
  return table;
}

}  // namespace jejak::rows
