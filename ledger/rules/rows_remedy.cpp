// Remedy rows: objection, administrative appeal, lawsuit, rehabilitation.

#include "ledger/rules/guards_decision.hpp"
#include "ledger/rules/guards_execution.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/guards_remedy.hpp"
#include "ledger/rules/rows.hpp"
#include "ledger/rules/term_days.hpp"

namespace jejak::rows {

namespace {

constexpr const char* receiver_roles[] = {"DECIDER", "LOWER_DECIDER", "REGISTRY"};
constexpr SignerGroup by_receiver[] = {{receiver_roles}};
constexpr const char* reviewer_roles[] = {"OBJECTION_REVIEWER", "HEAD_OF_STATE"};
constexpr SignerGroup by_reviewer[] = {{reviewer_roles}};
constexpr const char* appeal_role[] = {"APPEAL_BODY"};
constexpr SignerGroup by_appeal_body[] = {{appeal_role}};
constexpr const char* court_roles[] = {"COURT", "REGISTRY"};
constexpr SignerGroup by_court[] = {{court_roles}};
constexpr const char* restorer_roles[] = {"APPEAL_BODY", "COURT", "DECIDER"};
constexpr SignerGroup by_restorer[] = {{restorer_roles}};
constexpr const char* national_registry_role[] = {"NATIONAL_REGISTRY"};
constexpr SignerGroup by_decider_and_registry[] = {{decider_role}, {national_registry_role}};

constexpr StateCode after_delivery[] = {StateCode::delivered, StateCode::executed, StateCode::completed};
// A remedy's answer may have put a decision in the place of the first that has not been delivered yet.
constexpr auto before_court = between<StateCode::decided, StateCode::completed>;
constexpr auto appeal_carried = between<StateCode::decided, StateCode::annulled>;
constexpr StateCode annulled[] = {StateCode::annulled};
constexpr StateCode ordered[] = {StateCode::rehabilitation_ordered};

constexpr StateCode no_remedy[] = {StateCode::remedy_none};
constexpr StateCode objection_pending[] = {StateCode::remedy_objection_pending};
constexpr StateCode objection_decided[] = {StateCode::remedy_objection_decided};
constexpr StateCode appeal_pending[] = {StateCode::remedy_appeal_pending};
constexpr StateCode appeal_decided[] = {StateCode::remedy_appeal_decided};
constexpr StateCode exhausted[] = {StateCode::remedy_objection_decided, StateCode::remedy_appeal_decided,
                                   StateCode::remedy_court_decided};
constexpr StateCode in_court[] = {StateCode::remedy_court_pending, StateCode::remedy_court_decided};
constexpr StateCode court_pending[] = {StateCode::remedy_court_pending};
constexpr StateCode court_decided[] = {StateCode::remedy_court_decided};
constexpr StateCode final_and_unstayed[] = {StateCode::remedy_final, StateCode::stay_no};
constexpr StateCode reinstates[] = {StateCode::duty_reinstated};

constexpr const Guard* plain_guards[] = {&guards::names_rule_set, &guards::not_future_dated, &guards::late_has_reason};

// Objection

constexpr FieldShape objection_fields[] = {
    {1, "filed_at", FieldKind::date, required, "Tanggal diajukan", "Filed on", {}, happened},
    {2, "grounds", FieldKind::codes, optional, "Alasan keberatan", "Grounds"},
};
constexpr std::uint16_t filed_kept[] = {1};
constexpr TermStart starts_objection[] = {{.id = "DL-15", .field = field::objection_filed::filed_at, .restart = true}};
constexpr TermStop stops_objection_time[] = {{"DL-14", field::objection_filed::filed_at}};
constexpr const Guard* objection_guards[] = {&guards::names_rule_set, &guards::objection_lies,
                                             &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape inadmissible_fields[] = {
    {1, "ground", FieldKind::code, required, "Alasan", "Ground", codes::inadmissible_grounds},
    {2, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
};
// Whoever only forgot a paper may bring it: the remedy counts as filed on its first day.
constexpr OutcomeRow objection_inadmissible_outcomes[] = {
    {field::inadmissible::ground, "INCOMPLETE", StateCode::remedy_none},
};
constexpr OutcomeRow appeal_inadmissible_outcomes[] = {
    {field::inadmissible::ground, "INCOMPLETE", StateCode::remedy_none},
};
constexpr TermStop stops_objection[] = {{"DL-15"}};
constexpr const Guard* objection_inadmissible_guards[] = {
    &guards::names_rule_set,   &guards::reviewer_stands_above, &guards::reviewer_did_not_decide,
    &guards::not_future_dated, &guards::late_has_reason,       &guards::lateness_is_true};

constexpr FieldShape objection_decided_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "sanction", FieldKind::code, optional, "Sanksi baru", "New sanction"},
    {3, "approval", FieldKind::reference, optional, "Persetujuan tertulis", "Written approval"},
    {4, "outcome", FieldKind::code, required, "Hasil", "Outcome", codes::objection_outcomes},
    {5, "received_on", FieldKind::date, optional, "Tanggal diterima terlapor", "Received on", {}, happened},
};
constexpr std::uint16_t objection_decided_kept[] = {2, 3, 4};
constexpr OutcomeRow objection_outcomes[] = {
    {field::objection_decided::outcome, "LIGHTENED", StateCode::decided},
    {field::objection_decided::outcome, "AGGRAVATED", StateCode::decided},
    {field::objection_decided::outcome, "AMENDED", StateCode::decided},
    {field::objection_decided::outcome, "ANNULLED", StateCode::annulled},
};
constexpr StateCode standing[] = {StateCode::standing};
constexpr Touch new_version_touches[] = {
    {.via_field = field::decision::approval, .optional = true, .to = StateCode::consumed, .stays = standing}};
constexpr TermStart starts_after_objection[] = {{.id = "DL-19", .restart = true, .day = &terms::objection_answered},
                                                {.id = "DL-11", .restart = true, .day = &terms::new_version}};
constexpr const char* objection_in_time[] = {"DL-14"};
constexpr const Guard* objection_decided_guards[] = {
    &guards::names_rule_set,         &guards::president_decides,       &guards::competent_to_punish,
    &guards::reviewer_stands_above,  &guards::reviewer_did_not_decide, &guards::objection_is_open,
    &guards::outcome_names_sanction, &guards::sanction_in_rule_set,    &guards::stays_below_dismissal,
    &guards::sanction_on_track,      &guards::approval_holds,          &guards::not_future_dated,
    &guards::late_has_reason};

// Appeal

constexpr FieldShape appeal_fields[] = {
    {1, "filed_at", FieldKind::date, required, "Tanggal diajukan", "Filed on", {}, happened},
    {2,
     "copy_received_on",
     FieldKind::date,
     optional,
     "Tanggal tembusan diterima PPK_ASN",
     "Copy received on",
     {},
     happened},
    {3, "register_no", FieldKind::code, optional, "Nomor register", "Register no."},
};
constexpr TermStart starts_appeal[] = {
    {.id = "DL-18", .field = field::appeal_filed::filed_at, .restart = true},
    {.id = "DL-17", .field = field::appeal_filed::copy_received_on, .restart = true},
};
constexpr TermStop stops_appeal_time[] = {{"DL-16", field::appeal_filed::filed_at}};
constexpr const Guard* appeal_guards[] = {&guards::names_rule_set, &guards::appeal_lies, &guards::not_future_dated,
                                          &guards::late_has_reason};
constexpr TermStop stops_appeal[] = {{"DL-17"}, {"DL-18"}};
constexpr const Guard* appeal_inadmissible_guards[] = {&guards::names_rule_set, &guards::not_future_dated,
                                                       &guards::late_has_reason, &guards::lateness_is_true};

constexpr FieldShape response_fields[] = {
    {1, "filed_at", FieldKind::date, required, "Tanggal tanggapan", "Filed on", {}, happened},
    {2, "response_no", FieldKind::code, required, "Nomor tanggapan", "Response no."},
};
constexpr TermStop stops_response[] = {{"DL-17", field::ppk_response_filed::filed_at}};

constexpr FieldShape permission_fields[] = {
    {1, "permitted", FieldKind::code, required, "Diizinkan", "Permitted", codes::yes_no},
    {2, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
};
constexpr std::uint16_t permission_kept[] = {1};

constexpr FieldShape pre_hearing_fields[] = {
    {1, "held_on", FieldKind::date, required, "Tanggal pra-sidang", "Held on", {}, happened},
    {2, "members", FieldKind::number, optional, "Jumlah anggota", "Members"},
};

constexpr FieldShape appeal_decided_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "sanction", FieldKind::code, optional, "Sanksi baru", "New sanction"},
    {3, "outcome", FieldKind::code, required, "Hasil", "Outcome", codes::appeal_outcomes},
    {4, "received_on", FieldKind::date, optional, "Tanggal diterima terlapor", "Received on", {}, happened},
};
constexpr std::uint16_t appeal_decided_kept[] = {2, 3};
constexpr OutcomeRow appeal_outcomes[] = {
    {field::appeal_decided::outcome, "MEMPERKUAT", StateCode::remedy_appeal_decided},
    {field::appeal_decided::outcome, "MEMPERINGAN", StateCode::remedy_appeal_decided},
    {field::appeal_decided::outcome, "MEMPERBERAT", StateCode::remedy_appeal_decided},
    {field::appeal_decided::outcome, "MENGUBAH", StateCode::remedy_appeal_decided},
    {field::appeal_decided::outcome, "MEMBATALKAN", StateCode::remedy_appeal_decided},
    {field::appeal_decided::outcome, "MEMBATALKAN", StateCode::annulled},
};
constexpr TermStart starts_after_appeal[] = {{.id = "DL-19", .restart = true, .day = &terms::appeal_answered}};
constexpr TermStop stops_appeal_decided[] = {{.id = "DL-17", .day = &terms::appeal_decided},
                                             {.id = "DL-18", .day = &terms::appeal_decided}};
constexpr const char* appeal_in_time[] = {"DL-16"};
constexpr const Guard* appeal_decided_guards[] = {&guards::names_rule_set,         &guards::appeal_lies,
                                                  &guards::outcome_names_sanction, &guards::sanction_in_rule_set,
                                                  &guards::not_future_dated,       &guards::late_has_reason};

constexpr FieldShape implemented_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "sanction", FieldKind::code, optional, "Sanksi baru", "New sanction"},
    {3, "outcome", FieldKind::code, required, "Hasil banding", "Outcome of the appeal", codes::implemented_outcomes},
};
constexpr std::uint16_t implemented_kept[] = {2, 3};
constexpr OutcomeRow implemented_outcomes[] = {
    {field::appeal_decision_implemented::outcome, "MEMPERINGAN", StateCode::decided},
    {field::appeal_decision_implemented::outcome, "MEMPERBERAT", StateCode::decided},
    {field::appeal_decision_implemented::outcome, "MENGUBAH", StateCode::decided},
    {field::appeal_decision_implemented::outcome, "MEMBATALKAN", StateCode::rehabilitation_ordered},
};
constexpr TermStart starts_new_delivery[] = {{.id = "DL-11", .restart = true, .day = &terms::new_version}};
constexpr const Guard* implemented_guards[] = {&guards::names_rule_set, &guards::outcome_names_sanction,
                                               &guards::appeal_carried_out, &guards::not_future_dated,
                                               &guards::late_has_reason};

// Court

constexpr FieldShape lawsuit_fields[] = {
    {1, "filed_at", FieldKind::date, required, "Tanggal gugatan", "Filed on", {}, happened},
    {2, "court", FieldKind::code, required, "Pengadilan", "Court"},
    {3, "register_no", FieldKind::code, required, "Nomor perkara", "Register no."},
};
constexpr TermStop stops_lawsuit_time[] = {{"DL-19", field::lawsuit_filed::filed_at}};
constexpr const Guard* court_guards[] = {&guards::names_rule_set, &guards::court_or_own_registry,
                                         &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape interim_fields[] = {
    {1, "stay", FieldKind::code, required, "Penundaan", "Stay", codes::stays},
    {2, "order_no", FieldKind::code, required, "Nomor penetapan", "Order no."},
};
constexpr OutcomeRow interim_outcomes[] = {
    {field::court_interim_order::stay, "GRANTED", StateCode::stay_yes},
    {field::court_interim_order::stay, "LIFTED", StateCode::stay_no},
};

constexpr FieldShape judgment_fields[] = {
    {1, "dictum", FieldKind::code, required, "Amar", "Dictum", codes::dicta},
    {2, "judgment_no", FieldKind::code, required, "Nomor putusan", "Judgment no."},
    {3, "court", FieldKind::code, required, "Pengadilan", "Court"},
};
constexpr std::uint16_t judgment_kept[] = {1};
constexpr FieldShape final_fields[] = {
    {1, "dictum", FieldKind::code, required, "Amar", "Dictum", codes::dicta},
    {2, "judgment_no", FieldKind::code, required, "Nomor putusan", "Judgment no."},
    {3, "final_on", FieldKind::date, required, "Tanggal inkracht", "Final since", {}, happened},
};
constexpr OutcomeRow final_outcomes[] = {
    {field::court_judgment::dictum, "ANNULLED", StateCode::annulled},
};
constexpr const Guard* final_guards[] = {&guards::names_rule_set, &guards::court_or_own_registry,
                                         &guards::final_as_issued, &guards::not_future_dated, &guards::late_has_reason};

// Rehabilitation

constexpr FieldShape ordered_fields[] = {
    {1, "order_no", FieldKind::code, required, "Nomor perintah", "Order no."},
    {2, "scope", FieldKind::codes, required, "Lingkup pemulihan", "Scope", codes::rehabilitation_scopes},
};
constexpr std::uint16_t ordered_kept[] = {2};
constexpr const Guard* ordered_guards[] = {&guards::names_rule_set, &guards::restorer_of_case,
                                           &guards::not_future_dated, &guards::late_has_reason};
constexpr FieldShape restored_fields[] = {
    {1, "decision_no", FieldKind::code, required, "Nomor keputusan", "Decision no."},
    {2, "post", FieldKind::code, optional, "Kode jabatan", "Post"},
    {3, "back_pay_ref", FieldKind::code, optional, "Referensi pembayaran", "Back pay reference"},
    {4, "unblock_ref", FieldKind::code, optional, "Referensi pembukaan blokir", "Unblocking reference"},
};

constexpr CatalogueRow table[] = {
    {.shape = {type::objection_filed, "ObjectionFiled", "Keberatan", "Objection filed", objection_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_receiver,
     .from = after_delivery,
     .keep = Keep::last,
     .kept_fields = filed_kept,
     .guards = objection_guards,
     .moves = objection_pending,
     .needs = no_remedy,
     .starts = starts_objection,
     .stops = stops_objection_time,
     .english = "The subject filed an objection on {filed_at} ({office}).",
     .indonesian = "Terlapor mengajukan keberatan pada {filed_at} ({office}).",
     .source = "PP79/2021:3"},
    {.shape = {type::objection_inadmissible, "ObjectionInadmissible", "Keberatan tidak dapat diterima",
               "Objection inadmissible", inadmissible_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_reviewer,
     .from = after_delivery,
     .outcomes = objection_inadmissible_outcomes,
     .guards = objection_inadmissible_guards,
     .moves = objection_decided,
     .needs = objection_pending,
     .stops = stops_objection,
     .document_required = true,
     .english = "{office} held the objection inadmissible ({ground}, {letter_no}).",
     .indonesian = "{office} menyatakan keberatan tidak dapat diterima ({ground}, {letter_no}).",
     .source = "PP79/2021:4"},
    {.shape = {type::objection_decided, "ObjectionDecided", "Keputusan atas keberatan", "Objection decided",
               objection_decided_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_reviewer,
     .from = after_delivery,
     .outcomes = objection_outcomes,
     .keep = Keep::last,
     .kept_fields = objection_decided_kept,
     .touches = new_version_touches,
     .guards = objection_decided_guards,
     .moves = objection_decided,
     .needs = objection_pending,
     .starts = starts_after_objection,
     .stops = stops_objection,
     .within = objection_in_time,
     .document_required = true,
     .english = "{office} decided the objection: {outcome} ({decision_no}).",
     .indonesian = "{office} memutus keberatan: {outcome} ({decision_no}).",
     .source = "PP79/2021:7"},
    {.shape = {type::appeal_filed, "AppealFiled", "Banding administratif", "Appeal filed", appeal_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_appeal_body,
     .from = after_delivery,
     .keep = Keep::last,
     .kept_fields = filed_kept,
     .guards = appeal_guards,
     .moves = appeal_pending,
     .needs = no_remedy,
     .starts = starts_appeal,
     .stops = stops_appeal_time,
     .english = "The subject appealed on {filed_at} ({office}).",
     .indonesian = "Terlapor mengajukan banding administratif pada {filed_at} ({office}).",
     .source = "PP79/2021:11"},
    {.shape = {type::appeal_inadmissible, "AppealInadmissible", "Banding tidak dapat diterima", "Appeal inadmissible",
               inadmissible_fields},
     .stream = StreamKind::kase,
     .signers = by_appeal_body,
     .from = after_delivery,
     .outcomes = appeal_inadmissible_outcomes,
     .guards = appeal_inadmissible_guards,
     .moves = appeal_decided,
     .needs = appeal_pending,
     .stops = stops_appeal,
     .document_required = true,
     .english = "{office} held the appeal inadmissible ({ground}, {letter_no}).",
     .indonesian = "{office} menyatakan banding tidak dapat diterima ({ground}, {letter_no}).",
     .source = "PP79/2021:12"},
    {.shape = {type::ppk_response_filed, "PpkResponseFiled", "Tanggapan PPK_ASN", "Response of the PPK_ASN filed",
               response_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = after_delivery,
     .guards = plain_guards,
     .needs = appeal_pending,
     .stops = stops_response,
     .english = "{office} answered the appeal on {filed_at} ({response_no}).",
     .indonesian = "{office} menyampaikan tanggapan atas banding pada {filed_at} ({response_no}).",
     .source = "PP79/2021:13"},
    {.shape = {type::work_permission_during_appeal, "WorkPermissionDuringAppeal", "Izin tetap melaksanakan tugas",
               "Permission to work during the appeal", permission_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = after_delivery,
     .keep = Keep::last,
     .kept_fields = permission_kept,
     .guards = plain_guards,
     .needs = appeal_pending,
     .english = "{office} answered whether the subject may work during the appeal: {permitted} ({letter_no}).",
     .indonesian = "{office} memutus izin bekerja selama banding: {permitted} ({letter_no}).",
     .source = "PP79/2021:28"},
    {.shape = {type::appeal_pre_hearing_held, "AppealPreHearingHeld", "Pra-sidang banding", "Pre-hearing held",
               pre_hearing_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_appeal_body,
     .from = after_delivery,
     .guards = plain_guards,
     .needs = appeal_pending,
     .english = "{office} held the pre-hearing on {held_on}.",
     .indonesian = "{office} melaksanakan pra-sidang pada {held_on}.",
     .source = "PP79/2021:14"},
    {.shape = {type::appeal_decided, "AppealDecided", "Keputusan banding administratif", "Appeal decided",
               appeal_decided_fields},
     .stream = StreamKind::kase,
     .signers = by_appeal_body,
     .from = after_delivery,
     .outcomes = appeal_outcomes,
     .keep = Keep::last,
     .kept_fields = appeal_decided_kept,
     .guards = appeal_decided_guards,
     .needs = appeal_pending,
     .starts = starts_after_appeal,
     .stops = stops_appeal_decided,
     .within = appeal_in_time,
     .document_required = true,
     .english = "{office} decided the appeal: {outcome} ({decision_no}).",
     .indonesian = "{office} memutus banding: {outcome} ({decision_no}).",
     .source = "PP79/2021:16"},
    {.shape = {type::appeal_decision_implemented, "AppealDecisionImplemented", "Pelaksanaan keputusan banding",
               "Appeal decision implemented", implemented_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider,
     .from = appeal_carried,
     .outcomes = implemented_outcomes,
     .keep = Keep::last,
     .kept_fields = implemented_kept,
     .guards = implemented_guards,
     .needs = appeal_decided,
     .starts = starts_new_delivery,
     .document_required = true,
     .english = "{office} carried out the appeal's decision: {outcome} ({decision_no}).",
     .indonesian = "{office} melaksanakan keputusan banding: {outcome} ({decision_no}).",
     .source = "PP79/2021:16"},
    {.shape = {type::lawsuit_filed, "LawsuitFiled", "Gugatan", "Lawsuit filed", lawsuit_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_court,
     .from = before_court,
     .guards = court_guards,
     .moves = court_pending,
     .needs = exhausted,
     .stops = stops_lawsuit_time,
     .english = "The subject sued at {court} on {filed_at} ({register_no}).",
     .indonesian = "Terlapor menggugat di {court} pada {filed_at} ({register_no}).",
     .source = "UU5/1986:48"},
    {.shape = {type::court_interim_order, "CourtInterimOrder", "Penetapan penundaan", "Interim order of the court",
               interim_fields},
     .stream = StreamKind::kase,
     .signers = by_court,
     .from = before_court,
     .outcomes = interim_outcomes,
     .keep = Keep::last,
     .guards = court_guards,
     .needs = in_court,
     .document_required = true,
     .english = "The court ordered on a stay: {stay} ({order_no}).",
     .indonesian = "Pengadilan menetapkan penundaan: {stay} ({order_no}).",
     .source = "UU5/1986:67"},
    {.shape = {type::court_judgment_issued, "CourtJudgmentIssued", "Putusan pengadilan", "Court judgment issued",
               judgment_fields},
     .stream = StreamKind::kase,
     .signers = by_court,
     .from = before_court,
     .keep = Keep::last,
     .kept_fields = judgment_kept,
     .guards = court_guards,
     .moves = court_decided,
     .needs = court_pending,
     .document_required = true,
     .english = "{court} gave judgment: {dictum} ({judgment_no}).",
     .indonesian = "{court} menjatuhkan putusan: {dictum} ({judgment_no}).",
     .source = "UU5/1986:97"},
    {.shape = {type::court_judgment_final, "CourtJudgmentFinal", "Putusan berkekuatan hukum tetap",
               "Court judgment final", final_fields},
     .stream = StreamKind::kase,
     .signers = by_court,
     .from = before_court,
     .outcomes = final_outcomes,
     .keep = Keep::last,
     .guards = final_guards,
     .moves = final_and_unstayed,
     .needs = court_decided,
     .document_required = true,
     .english = "The judgment {judgment_no} became final on {final_on}: {dictum}.",
     .indonesian = "Putusan {judgment_no} berkekuatan hukum tetap pada {final_on}: {dictum}.",
     .source = "UU5/1986:115"},
    {.shape = {type::rehabilitation_ordered, "RehabilitationOrdered", "Perintah rehabilitasi", "Rehabilitation ordered",
               ordered_fields},
     .stream = StreamKind::kase,
     .signers = by_restorer,
     .from = annulled,
     .to = StateCode::rehabilitation_ordered,
     .keep = Keep::last,
     .kept_fields = ordered_kept,
     .guards = ordered_guards,
     .document_required = true,
     .english = "{office} ordered rehabilitation in {scope} ({order_no}).",
     .indonesian = "{office} memerintahkan rehabilitasi {scope} ({order_no}).",
     .source = "UU5/1986:97(11)"},
    {.shape = {type::rehabilitation_executed, "RehabilitationExecuted", "Pemulihan hak", "Rehabilitation executed",
               restored_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::subject_agency,
     .signers = by_decider_and_registry,
     .from = ordered,
     .to = StateCode::z10,
     .guards = plain_guards,
     .moves = reinstates,
     .document_required = true,
     .english = "{office} restored the subject's rights ({decision_no}).",
     .indonesian = "{office} memulihkan hak terlapor ({decision_no}).",
     .source = "UU5/1986:121"},
};

}  // namespace

std::span<const CatalogueRow> remedy() {
  return table;
}

}  // namespace jejak::rows
