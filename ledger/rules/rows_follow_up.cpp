// Follow-up rows: what happens when nothing happens, who decides instead, and what is blocked meanwhile.

#include "ledger/rules/guards_case.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/guards_supervision.hpp"
#include "ledger/rules/rows.hpp"
#include "ledger/rules/term_days.hpp"

namespace jejak::rows {

namespace {

constexpr const char* reprimander_roles[] = {"REGION_REPRIMANDER", "MINISTRY_REPRIMANDER"};
constexpr SignerGroup by_reprimander[] = {{reprimander_roles}};
constexpr const char* blocker_roles[] = {"DATA_BLOCKER"};
constexpr SignerGroup by_blocker[] = {{blocker_roles}};
constexpr const char* ppk_supervisor_roles[] = {"PPK_SUPERVISOR"};
constexpr SignerGroup by_ppk_supervisor[] = {{ppk_supervisor_roles}};
constexpr const char* reporter_roles[] = {"REGISTRY", "DECIDER"};
constexpr SignerGroup by_reporter[] = {{reporter_roles}};

// A block of a decided case is refused for that reason, not for its state.
constexpr auto blockable = between<StateCode::recommended, StateCode::completed>;
constexpr auto unblockable =
    together(between<StateCode::recommended, StateCode::delivered>, only<StateCode::z02>,
             between<StateCode::z06, StateCode::z07>, only<StateCode::z09>,
             between<StateCode::executed, StateCode::rehabilitation_ordered>, only<StateCode::z10>);
constexpr StateCode followed_up[] = {
    StateCode::decided,  StateCode::delivered, StateCode::z06,      StateCode::z09,
    StateCode::executed, StateCode::completed, StateCode::annulled, StateCode::z10,
};
constexpr auto transferable = between<StateCode::recommended, StateCode::sanction_proposed>;

constexpr StateCode warns[] = {StateCode::followup_warned};
constexpr StateCode warnable[] = {StateCode::followup_none, StateCode::followup_running, StateCode::followup_warned};
constexpr StateCode reprimands[] = {StateCode::followup_reprimanded};
constexpr StateCode blocks[] = {StateCode::followup_blocked};
constexpr StateCode unblocks[] = {StateCode::followup_unblocked};
constexpr StateCode reports[] = {StateCode::followup_reported};
constexpr StateCode done[] = {StateCode::followup_done};
constexpr StateCode due_again[] = {StateCode::followup_running};

constexpr TermStart starts_reprimand[] = {
    {.id = "DL-07", .field = field::reprimand_issued::received_at, .of_subject = true, .restart = true}};
constexpr TermStop stops_follow_up[] = {{"DL-06"}, {"DL-07"}};
constexpr TermStart starts_again[] = {{.id = "DL-06", .of_subject = true, .restart = true}};
constexpr TermStart starts_for_receiver[] = {{.id = "DL-06", .restart = true, .day = &terms::follow_up_again}};

constexpr const Guard* step_guards[] = {&guards::names_rule_set, &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape reminder_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "addressee", FieldKind::code, required, "Tujuan", "Addressee"},
};
constexpr const Guard* reminder_guards[] = {&guards::names_rule_set, &guards::supervisor_of_case,
                                            &guards::follow_up_overdue, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr FieldShape reprimand_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "addressee", FieldKind::code, required, "Kepala daerah atau pimpinan", "Head of the agency"},
    {3, "received_at", FieldKind::date, required, "Tanggal diterima", "Received on", {}, happened},
};
constexpr std::uint16_t reprimand_kept[] = {3};
constexpr const Guard* reprimand_guards[] = {&guards::names_rule_set, &guards::reprimander_of_agency,
                                             &guards::follow_up_overdue, &guards::not_future_dated,
                                             &guards::late_has_reason};

constexpr FieldShape blocked_fields[] = {
    {1, "scope", FieldKind::codes, required, "Layanan yang diblokir", "What is blocked", codes::block_scopes},
    {2, "register_no", FieldKind::code, required, "Nomor register SIASN", "Register no."},
    {3, "basis", FieldKind::code, required, "Dasar hukum", "Legal basis"},
};
constexpr std::uint16_t blocked_kept[] = {1};
constexpr const Guard* blocked_guards[] = {&guards::names_rule_set, &guards::block_allowed, &guards::not_future_dated,
                                           &guards::late_has_reason};

constexpr FieldShape unblocked_fields[] = {
    {1, "cause", FieldKind::code, required, "Sebab", "Cause", codes::unblocking_causes},
    {2, "cause_event", FieldKind::id, required, "Peristiwa penyebab", "Event that is the cause"},
};
constexpr std::uint16_t unblocked_kept[] = {1};
constexpr const Guard* unblocked_guards[] = {&guards::names_rule_set, &guards::unblock_allowed,
                                             &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape ppk_sanction_fields[] = {
    {1, "kind", FieldKind::code, required, "Jenis sanksi", "Kind of sanction"},
    {2, "addressee", FieldKind::code, required, "Tujuan", "Addressee"},
    {3, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
};
constexpr const Guard* ppk_sanction_guards[] = {&guards::names_rule_set, &guards::reprimand_overdue,
                                                &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape reported_fields[] = {
    {1, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {2, "decisions", FieldKind::codes, required, "Nomor keputusan", "Decision nos."},
};
constexpr FieldShape verified_fields[] = {
    {1, "matches", FieldKind::code, required, "Kesesuaian", "How it matches", codes::follow_up_matches},
};
constexpr FieldShape rejected_fields[] = {
    {1, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr const Guard* verifying_guards[] = {&guards::names_rule_set, &guards::supervisor_of_case,
                                             &guards::report_to_verify, &guards::not_future_dated,
                                             &guards::late_has_reason};

constexpr FieldShape offered_fields[] = {
    {1, "to", FieldKind::code, required, "Instansi penerima", "Receiving agency"},
    {2, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {3, "reason", FieldKind::code, required, "Alasan", "Reason", codes::transfer_reasons},
};
constexpr FieldShape answered_fields[] = {
    {1, "to", FieldKind::code, required, "Instansi penerima", "Receiving agency"},
    {2, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
};
constexpr FieldShape declined_fields[] = {
    {1, "to", FieldKind::code, required, "Instansi penerima", "Receiving agency"},
    {2, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {3, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr std::uint16_t transfer_kept[] = {1};
constexpr const Guard* offered_guards[] = {&guards::names_rule_set, &guards::transfer_elsewhere,
                                           &guards::not_future_dated, &guards::late_has_reason};
constexpr const Guard* answered_guards[] = {&guards::names_rule_set, &guards::transfer_is_open,
                                            &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape conflict_fields[] = {
    {1, "office", FieldKind::code, required, "Jabatan yang berbenturan", "Office in conflict"},
    {2, "substitute", FieldKind::code, required, "Jabatan pengganti", "Office that acts instead"},
    {3, "reason", FieldKind::code, required, "Alasan", "Reason", codes::conflict_reasons},
};
constexpr std::uint16_t conflict_kept[] = {1, 2};
constexpr const Guard* conflict_guards[] = {&guards::names_rule_set, &guards::declares_conflict,
                                            &guards::substitute_is_higher, &guards::not_future_dated,
                                            &guards::late_has_reason};

constexpr CatalogueRow table[] = {
    {.shape = {type::follow_up_reminder_issued, "FollowUpReminderIssued", "Surat pengingat tindak lanjut",
               "Follow-up reminder issued", reminder_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .signers = by_supervising,
     .from = undecided,
     .keep = Keep::all,
     .guards = reminder_guards,
     .moves = warns,
     .needs = warnable,
     .english = "{office} reminded {addressee} of the follow-up that is due ({letter_no}).",
     .indonesian = "{office} mengingatkan {addressee} untuk menindaklanjuti rekomendasi ({letter_no}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::reprimand_issued, "ReprimandIssued", "Teguran kepada kepala daerah atau pimpinan instansi",
               "Reprimand issued", reprimand_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .signers = by_reprimander,
     .from = undecided,
     .keep = Keep::all,
     .kept_fields = reprimand_kept,
     .guards = reprimand_guards,
     .moves = reprimands,
     .needs = warnable,
     .starts = starts_reprimand,
     .document_required = true,
     .english = "{office} reprimanded {addressee}, who received it on {received_at} ({letter_no}).",
     .indonesian = "{office} menegur {addressee}, diterima {received_at} ({letter_no}).",
     .source = "PP12/2017"},
    {.shape = {type::personnel_data_blocked, "PersonnelDataBlocked", "Pemblokiran data kepegawaian",
               "Personnel data blocked", blocked_fields},
     .stream = StreamKind::kase,
     .signers = by_blocker,
     .from = blockable,
     .keep = Keep::last,
     .kept_fields = blocked_kept,
     .guards = blocked_guards,
     .moves = blocks,
     .document_required = true,
     .english = "{office} blocked {scope} in the personnel data ({register_no}).",
     .indonesian = "{office} memblokir {scope} pada data kepegawaian ({register_no}).",
     .source = "PERPRES116/2022:20(4)"},
    {.shape = {type::personnel_data_unblocked, "PersonnelDataUnblocked", "Pembukaan blokir data kepegawaian",
               "Personnel data unblocked", unblocked_fields},
     .stream = StreamKind::kase,
     .signers = by_blocker,
     .from = unblockable,
     .keep = Keep::last,
     .kept_fields = unblocked_kept,
     .guards = unblocked_guards,
     .moves = unblocks,
     .english = "{office} opened the personnel data again ({cause}).",
     .indonesian = "{office} membuka blokir data kepegawaian ({cause}).",
     .source = "PERPRES116/2022:20(4)"},
    {.shape = {type::ppk_sanction_proposed, "PpkSanctionProposed", "Usul sanksi bagi Pejabat Pembina Kepegawaian",
               "Sanction of the deciding official proposed", ppk_sanction_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .signers = by_ppk_supervisor,
     .from = undecided,
     .guards = ppk_sanction_guards,
     .document_required = true,
     .english = "{office} proposed to {addressee} to sanction the deciding official ({kind}, {letter_no}).",
     .indonesian = "{office} mengusulkan kepada {addressee} sanksi bagi PPK_ASN ({kind}, {letter_no}).",
     .source = "PP12/2017"},
    {.shape = {type::follow_up_reported, "FollowUpReported", "Laporan tindak lanjut", "Follow-up reported",
               reported_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_reporter,
     .from = followed_up,
     .keep = Keep::last,
     .guards = step_guards,
     .moves = reports,
     .stops = stops_follow_up,
     .english = "{office} reported the follow-up: {decisions} ({letter_no}).",
     .indonesian = "{office} melaporkan tindak lanjut: {decisions} ({letter_no}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::follow_up_verified, "FollowUpVerified", "Verifikasi tindak lanjut", "Follow-up verified",
               verified_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .signers = by_supervising,
     .from = followed_up,
     .keep = Keep::last,
     .guards = verifying_guards,
     .moves = done,
     .english = "{office} verified the follow-up ({matches}).",
     .indonesian = "{office} memverifikasi tindak lanjut ({matches}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::follow_up_rejected, "FollowUpRejected", "Tindak lanjut tidak diterima", "Follow-up rejected",
               rejected_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .signers = by_supervising,
     .from = followed_up,
     .keep = Keep::last,
     .guards = verifying_guards,
     .moves = due_again,
     .starts = starts_again,
     .english = "{office} did not accept the follow-up ({reason}).",
     .indonesian = "{office} tidak menerima tindak lanjut ({reason}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::jurisdiction_transfer_offered, "JurisdictionTransferOffered", "Penawaran pelimpahan kewenangan",
               "Transfer of jurisdiction offered", offered_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = transferable,
     .keep = Keep::last,
     .kept_fields = transfer_kept,
     .guards = offered_guards,
     .document_required = true,
     .english = "{office} offered the case to {to} ({reason}, {letter_no}).",
     .indonesian = "{office} menawarkan pelimpahan perkara kepada {to} ({reason}, {letter_no}).",
     .source = "PP94/2021"},
    {.shape = {type::jurisdiction_transfer_accepted, "JurisdictionTransferAccepted", "Penerimaan pelimpahan kewenangan",
               "Transfer of jurisdiction accepted", answered_fields},
     .stream = StreamKind::kase,
     .signers = by_decider,
     .from = transferable,
     .to = StateCode::ppk_received,
     .keep = Keep::last,
     .kept_fields = transfer_kept,
     .guards = answered_guards,
     .starts = starts_for_receiver,
     .document_required = true,
     .english = "{office} took the case over ({letter_no}).",
     .indonesian = "{office} menerima pelimpahan perkara ({letter_no}).",
     .source = "PP94/2021"},
    {.shape = {type::jurisdiction_transfer_refused, "JurisdictionTransferRefused", "Penolakan pelimpahan kewenangan",
               "Transfer of jurisdiction refused", declined_fields},
     .stream = StreamKind::kase,
     .signers = by_decider,
     .from = transferable,
     .keep = Keep::last,
     .kept_fields = transfer_kept,
     .guards = answered_guards,
     .english = "{office} did not take the case over ({reason}, {letter_no}).",
     .indonesian = "{office} menolak pelimpahan perkara ({reason}, {letter_no}).",
     .source = "PP94/2021"},
    {.shape = {type::conflict_of_interest_declared, "ConflictOfInterestDeclared", "Pernyataan benturan kepentingan",
               "Conflict of interest declared", conflict_fields},
     .stream = StreamKind::kase,
     .signers = by_authority,
     .from = open_case,
     .keep = Keep::all,
     .kept_fields = conflict_kept,
     .guards = conflict_guards,
     .english = "{office} declared a conflict of interest ({reason}); {substitute} acts instead.",
     .indonesian = "{office} menyatakan benturan kepentingan ({reason}); {substitute} bertindak sebagai pengganti.",
     .source = "UU30/2014:42"},
};

}  // namespace

std::span<const CatalogueRow> follow_up() {
  return table;
}

}  // namespace jejak::rows
