// Assessment rows: what is found out beside the study: evidence, duplicates, exemptions, the criminal branch.

#include "ledger/rules/guards_case.hpp"
#include "ledger/rules/guards_exemption.hpp"
#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/guards_intake.hpp"
#include "ledger/rules/guards_merge.hpp"
#include "ledger/rules/rows.hpp"

namespace jejak::rows {

namespace {

constexpr const char* judging_roles[] = {"INTAKE", "SUPERVISOR", "TRANSITION_SUPERVISOR"};
constexpr SignerGroup by_judging[] = {{judging_roles}};
constexpr const char* exempting_roles[] = {"INTAKE", "DECIDER", "EXAMINER"};
constexpr SignerGroup by_exempting[] = {{exempting_roles}};
constexpr const char* criminal_roles[] = {"CRIMINAL_DESK"};
constexpr SignerGroup by_criminal_desk[] = {{criminal_roles}};

constexpr auto out_of_scope_from = between<StateCode::opened, StateCode::under_supervision>;
constexpr auto exemptible = together(between<StateCode::opened, StateCode::under_clarification>,
                                     between<StateCode::ppk_received, StateCode::examined>);
constexpr auto mergeable = between<StateCode::opened, StateCode::exam_reported>;
constexpr auto studied = between<StateCode::bawaslu_concluded, StateCode::delivered>;
// A judgment comes when it comes, also after the case has ended.
constexpr auto with_criminal_branch =
    together(between<StateCode::bawaslu_concluded, StateCode::delivered>, between<StateCode::z02, StateCode::z03>,
             between<StateCode::z06, StateCode::z07>, only<StateCode::z09>, only<StateCode::z11>,
             between<StateCode::executed, StateCode::rehabilitation_ordered>, only<StateCode::z10>);

constexpr TermStop stops_all[] = {{every_term}};

constexpr const Guard* step_guards[] = {&guards::names_rule_set, &guards::not_future_dated, &guards::late_has_reason};
constexpr const Guard* authority_guards[] = {&guards::names_rule_set, &guards::authority_on_case,
                                             &guards::not_future_dated, &guards::late_has_reason};
constexpr const Guard* holder_guards[] = {&guards::names_rule_set, &guards::holder_of_case, &guards::not_future_dated,
                                          &guards::late_has_reason};

constexpr FieldShape out_of_scope_fields[] = {
    {1, "kind", FieldKind::code, required, "Golongan terlapor", "Kind of person", codes::out_of_scope_kinds},
    {2, "referred_to", FieldKind::code, required, "Diteruskan kepada", "Referred to"},
    {3, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
};

constexpr FieldShape evidence_fields[] = {
    {1, "kind", FieldKind::code, required, "Jenis bukti", "Kind of evidence", codes::evidence_kinds},
    {2, "content_hash", FieldKind::hash, required, "Sidik isi", "Hash of the content"},
    {3, "provenance", FieldKind::code, required, "Asal bukti", "Where it comes from", codes::evidence_sources},
    {4, "source_hash", FieldKind::hash, optional, "Sidik alamat sumber", "Hash of the address"},
    {5, "captured_on", FieldKind::date, optional, "Tanggal pengambilan", "Captured on", {}, happened},
};

constexpr FieldShape duplicate_fields[] = {
    {1, "survivor", FieldKind::reference, required, "Perkara yang diteruskan", "Case that survives"},
    {2, "basis", FieldKind::codes, required, "Dasar kesamaan", "What matches", codes::match_bases},
};
constexpr std::uint16_t duplicate_kept[] = {1};
constexpr Touch survivor_touches[] = {{.via_field = field::case_merged::survivor, .require = open_case}};
constexpr const Guard* duplicate_guards[] = {&guards::names_rule_set, &guards::authority_on_case, &guards::same_subject,
                                             &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape merged_fields[] = {
    {1, "survivor", FieldKind::reference, required, "Perkara yang diteruskan", "Case that survives"},
};
constexpr std::uint16_t merged_kept[] = {1};
constexpr const Guard* merged_guards[] = {&guards::names_rule_set,   &guards::merged_as_detected,
                                          &guards::same_subject,     &guards::holds_survivor,
                                          &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape split_fields[] = {
    {1, "new_cases", FieldKind::codes, required, "Perkara baru", "New cases"},
    {2, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr const Guard* split_guards[] = {&guards::names_rule_set, &guards::names_cases, &guards::holder_of_case,
                                         &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape invited_fields[] = {
    {1, "person_role", FieldKind::code, required, "Yang diundang", "Person invited", codes::person_roles},
    {2, "invited_for", FieldKind::date, required, "Untuk tanggal", "Invited for"},
    {3, "letter_no", FieldKind::code, required, "Nomor undangan", "Letter no."},
};
constexpr std::uint16_t invited_kept[] = {1, 2};
constexpr FieldShape absent_fields[] = {
    {1, "person_role", FieldKind::code, required, "Yang tidak hadir", "Person absent", codes::person_roles},
    {2, "missed_on", FieldKind::date, required, "Tanggal", "Missed on", {}, happened},
};
constexpr const Guard* absent_guards[] = {&guards::names_rule_set, &guards::absent_as_invited,
                                          &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape claimed_fields[] = {
    {1, "ground", FieldKind::code, required, "Dalil", "Ground", codes::exemption_grounds},
    {2, "evidence", FieldKind::reference, optional, "Surat tugas atau cuti", "Assignment or leave"},
    {3, "function", FieldKind::code, optional, "Tugas", "Function"},
};
constexpr std::uint16_t claimed_kept[] = {1, 2, 3};

constexpr FieldShape verified_fields[] = {
    {1, "ground", FieldKind::code, required, "Dalil", "Ground", codes::exemption_grounds},
    {2, "evidence", FieldKind::reference, optional, "Surat tugas atau cuti", "Assignment or leave"},
    {3, "letter_hash", FieldKind::hash, optional, "Sidik surat tugas", "Hash of the letter"},
    {4, "uniform_hash", FieldKind::hash, optional, "Sidik bukti seragam", "Hash of the proof of uniform"},
    {5, "id_card_hash", FieldKind::hash, optional, "Sidik tanda pengenal", "Hash of the card"},
};
constexpr std::uint16_t verified_kept[] = {1, 2};
constexpr Touch verified_touches[] = {{.via_field = field::exemption_verified::evidence, .optional = true}};
constexpr const Guard* verified_guards[] = {
    &guards::names_rule_set,        &guards::holder_of_case,   &guards::subject_known,       &guards::claim_is_open,
    &guards::exempted_as_claimed,   &guards::ground_is_lawful, &guards::proofs_are_complete, &guards::assignment_covers,
    &guards::assignment_came_first, &guards::leave_covers,     &guards::not_future_dated,    &guards::late_has_reason,
};

constexpr FieldShape rejected_fields[] = {
    {1, "reason", FieldKind::code, required, "Alasan", "Reason"},
};
constexpr const Guard* rejected_guards[] = {&guards::names_rule_set, &guards::holder_of_case, &guards::claim_is_open,
                                            &guards::not_future_dated, &guards::late_has_reason};

constexpr FieldShape referral_fields[] = {
    {1, "articles", FieldKind::codes, required, "Pasal", "Articles"},
    {2, "letter_no", FieldKind::code, required, "Nomor surat", "Letter no."},
    {3, "desk", FieldKind::code, required, "Sentra Gakkumdu", "Criminal desk"},
};
constexpr StateCode refers[] = {StateCode::criminal_referred};
constexpr StateCode not_referred[] = {StateCode::criminal_none};

constexpr FieldShape outcome_fields[] = {
    {1, "result", FieldKind::code, required, "Hasil", "Result", codes::criminal_results},
    {2, "judgment_no", FieldKind::code, optional, "Nomor putusan", "Judgment no."},
    {3, "decided_on", FieldKind::date, required, "Tanggal", "Decided on", {}, happened},
};
constexpr std::uint16_t outcome_kept[] = {1, 3};
constexpr OutcomeRow criminal_outcomes[] = {
    {field::criminal_outcome_recorded::result, "PROSECUTED", StateCode::criminal_prosecuted},
    {field::criminal_outcome_recorded::result, "STOPPED", StateCode::criminal_none},
    {field::criminal_outcome_recorded::result, "ACQUITTED_FINAL", StateCode::criminal_acquitted_final},
    {field::criminal_outcome_recorded::result, "CONVICTED_FINAL", StateCode::criminal_convicted_final},
};
constexpr StateCode running_criminal[] = {StateCode::criminal_referred, StateCode::criminal_prosecuted};

constexpr FieldShape candidate_side_fields[] = {
    {1, "pair", FieldKind::code, required, "Pasangan calon", "Candidate pair"},
    {2, "mode", FieldKind::code, required, "Cara melibatkan", "How they involved staff", codes::candidate_side_modes},
    {3, "articles", FieldKind::codes, required, "Pasal", "Articles"},
    {4, "referred_to", FieldKind::code, required, "Diteruskan kepada", "Referred to"},
};

constexpr CatalogueRow table[] = {
    {.shape = {type::subject_out_of_scope_determined, "SubjectOutOfScopeDetermined", "Terlapor bukan ASN",
               "Subject out of scope", out_of_scope_fields},
     .stream = StreamKind::kase,
     .signers = by_judging,
     .from = out_of_scope_from,
     .to = StateCode::z05,
     .guards = holder_guards,
     .stops = stops_all,
     .english = "{office} found the person out of scope ({kind}) and referred the matter to {referred_to}.",
     .indonesian = "{office} menyatakan terlapor di luar lingkup ({kind}) dan meneruskannya kepada {referred_to}.",
     .source = "UU10/2016:134"},
    {.shape = {type::evidence_attached, "EvidenceAttached", "Barang dan alat bukti", "Evidence attached",
               evidence_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_authority,
     .from = open_case,
     .guards = authority_guards,
     .english = "{office} attached evidence ({kind}, from {provenance}).",
     .indonesian = "{office} melampirkan bukti ({kind}, dari {provenance}).",
     .source = "UU10/2016:134"},
    {.shape = {type::duplicate_detected, "DuplicateDetected", "Perkara ganda ditemukan", "Duplicate detected",
               duplicate_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .signers = by_authority,
     .from = mergeable,
     .keep = Keep::last,
     .kept_fields = duplicate_kept,
     .touches = survivor_touches,
     .guards = duplicate_guards,
     .english = "{office} found the case to be the same as {survivor} ({basis}).",
     .indonesian = "{office} mendapati perkara ini sama dengan {survivor} ({basis}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::case_merged, "CaseMerged", "Penggabungan perkara", "Case merged", merged_fields},
     .stream = StreamKind::kase,
     .signers = by_authority,
     .from = mergeable,
     .to = StateCode::z04,
     .keep = Keep::last,
     .kept_fields = merged_kept,
     .touches = survivor_touches,
     .guards = merged_guards,
     .stops = stops_all,
     .english = "{office} merged the case into {survivor}.",
     .indonesian = "{office} menggabungkan perkara ini ke {survivor}.",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::case_split, "CaseSplit", "Pemisahan perkara", "Case split", split_fields},
     .stream = StreamKind::kase,
     .signers = by_authority,
     .from = mergeable,
     .keep = Keep::last,
     .guards = split_guards,
     .english = "{office} separated {new_cases} from the case ({reason}).",
     .indonesian = "{office} memisahkan {new_cases} dari perkara ini ({reason}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::clarification_invited, "ClarificationInvited", "Undangan klarifikasi", "Clarification invited",
               invited_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::opener,
     .signers = by_intake,
     .from = in_study,
     .keep = Keep::all,
     .kept_fields = invited_kept,
     .guards = step_guards,
     .english = "{office} invited a person ({person_role}) for {invited_for} ({letter_no}).",
     .indonesian = "{office} mengundang {person_role} untuk klarifikasi pada {invited_for} ({letter_no}).",
     .source = "UU10/2016:134"},
    {.shape = {type::clarification_absent, "ClarificationAbsent", "Tidak hadir klarifikasi",
               "Absent from clarification", absent_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .jurisdiction = Jurisdiction::opener,
     .signers = by_intake,
     .from = in_study,
     .to = StateCode::under_clarification,
     .guards = absent_guards,
     .english = "A person who was invited ({person_role}) did not come to {office} on {missed_on}.",
     .indonesian = "{person_role} tidak memenuhi undangan {office} pada {missed_on}.",
     .source = "UU10/2016:134"},
    {.shape = {type::exemption_claimed, "ExemptionClaimed", "Dalil pengecualian", "Exemption claimed", claimed_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .signers = by_exempting,
     .from = exemptible,
     .keep = Keep::last,
     .kept_fields = claimed_kept,
     .guards = authority_guards,
     .english = "{office} recorded that the subject claims an exemption ({ground}).",
     .indonesian = "{office} mencatat dalil pengecualian terlapor ({ground}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::exemption_verified, "ExemptionVerified", "Pengecualian terbukti", "Exemption verified",
               verified_fields},
     .stream = StreamKind::kase,
     .signers = by_exempting,
     .from = exemptible,
     .keep = Keep::last,
     .kept_fields = verified_kept,
     .touches = verified_touches,
     .guards = verified_guards,
     .english = "{office} verified the exemption ({ground}).",
     .indonesian = "{office} menyatakan pengecualian terbukti ({ground}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::exemption_rejected, "ExemptionRejected", "Pengecualian tidak terbukti", "Exemption rejected",
               rejected_fields},
     .stream = StreamKind::kase,
     .signers = by_exempting,
     .from = exemptible,
     .keep = Keep::last,
     .guards = rejected_guards,
     .english = "{office} rejected the exemption ({reason}).",
     .indonesian = "{office} menolak dalil pengecualian ({reason}).",
     .source = "SKB-NETRALITAS"},
    {.shape = {type::criminal_referral, "CriminalReferral", "Penerusan ke Sentra Gakkumdu", "Criminal referral",
               referral_fields},
     .stream = StreamKind::kase,
     .jurisdiction = Jurisdiction::opener,
     .signers = by_intake,
     .from = studied,
     .guards = step_guards,
     .moves = refers,
     .needs = not_referred,
     .english = "{office} referred the matter to {desk} ({articles}, {letter_no}).",
     .indonesian = "{office} meneruskan dugaan pidana kepada {desk} ({articles}, {letter_no}).",
     .source = "UU10/2016:188"},
    {.shape = {type::criminal_outcome_recorded, "CriminalOutcomeRecorded", "Hasil perkara pidana",
               "Criminal outcome recorded", outcome_fields},
     .stream = StreamKind::kase,
     .nature = Nature::fact,
     .concurrency = Concurrency::append,
     .signers = by_criminal_desk,
     .from = with_criminal_branch,
     .outcomes = criminal_outcomes,
     .keep = Keep::all,
     .kept_fields = outcome_kept,
     .guards = step_guards,
     .needs = running_criminal,
     .english = "{office} recorded the outcome of {decided_on}: {result}.",
     .indonesian = "{office} mencatat hasil perkara pidana pada {decided_on}: {result}.",
     .source = "UU10/2016:188"},
    {.shape = {type::candidate_side_referral, "CandidateSideReferral", "Dugaan pasangan calon melibatkan ASN",
               "Candidate side referred", candidate_side_fields},
     .stream = StreamKind::kase,
     .concurrency = Concurrency::append,
     .jurisdiction = Jurisdiction::opener,
     .signers = by_intake,
     .from = open_case,
     .guards = step_guards,
     .english = "{office} referred pair {pair} ({mode}) to {referred_to}.",
     .indonesian = "{office} meneruskan dugaan terhadap pasangan calon {pair} ({mode}) kepada {referred_to}.",
     .source = "UU10/2016:70"},
};

}  // namespace

std::span<const CatalogueRow> assessment() {
  return table;
}

}  // namespace jejak::rows
