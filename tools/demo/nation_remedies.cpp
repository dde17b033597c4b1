// Stories of remedies: objection, appeal, court, and what is restored.

#include "tools/demo/nation_stories.hpp"

namespace jejak {
namespace {

// BAPEK until August 2021, then BPASN.
std::string appeal_body(const Stories& stories) {
  return stories.old_law() ? "BAPEK@kl:BAPEK" : "BPASN@kl:BPASN";
}

void object(CaseScript& script) {
  Draft& draft = script.say("ObjectionFiled", script.home_office("BKD"), {{"grounds", codes_of({"FACTS"})}});
  draft.fields.push_back({"filed_at", draft.legal_date});
}

void answer(CaseScript& script, const char* outcome, const char* sanction = nullptr) {
  script.after(10);
  Fields fields = {{"decision_no", code_of(script.number("800"))}, {"outcome", code_of(outcome)}};
  if (sanction != nullptr) fields.push_back({"sanction", code_of(sanction)});
  script.say("ObjectionDecided", script.decider(), std::move(fields), "800");
}

// Upheld, sued against, stayed, annulled in the end; restored.
void annulled_by_court(Stories& stories) {
  CaseScript& script = stories.begin("ditata-ulang", "kab:33.03", [](CaseFacts& facts) { facts.sanction = "T3"; });
  deliver(script);
  object(script);
  answer(script, "UPHELD");
  const std::string court = "PTUN@ptun:SEMARANG";
  script.after(20);
  Draft& filed =
      script.say("LawsuitFiled", court,
                 {{"court", code_of("PTUN-SEMARANG")}, {"register_no", code_of(script.number("G/PTUN.SMG"))}});
  filed.fields.push_back({"filed_at", filed.legal_date});
  script.say("CourtInterimOrder", court,
             {{"stay", code_of("GRANTED")}, {"order_no", code_of(script.number("PEN/PTUN.SMG"))}}, "PEN");
  script.after(60);
  script.say("CourtJudgmentIssued", court,
             {{"dictum", code_of("ANNULLED")},
              {"judgment_no", code_of(script.number("G/PTUN.SMG"))},
              {"court", code_of("PTUN-SEMARANG")}},
             "G");
  script.after(30);
  Draft& final =
      script.say("CourtJudgmentFinal", court,
                 {{"dictum", code_of("ANNULLED")}, {"judgment_no", code_of(script.number("G/PTUN.SMG"))}}, "G");
  final.fields.push_back({"final_on", final.legal_date});
  script.say("RehabilitationOrdered", court,
             {{"order_no", code_of(script.number("REHAB"))}, {"scope", codes_of({"POST", "RANK", "REPUTATION"})}},
             "REHAB");
  script.after(8);
  script.say("RehabilitationExecuted", script.decider(), {{"decision_no", code_of(script.number("800"))}}, "800")
      .signers = {script.decider(), national_registry};
}

void lightened(Stories& stories) {
  CaseScript& script = stories.begin("diringankan", "kota:33.72", [](CaseFacts& facts) { facts.sanction = "T3"; });
  deliver(script);
  object(script);
  answer(script, "LIGHTENED", "T1");
  script.say("DecisionCorrected", script.decider(),
             {{"correction_no", code_of(script.number("800"))},
              {"corrected", code_of("NAME_SPELLING")},
              {"old_hash", script.chance().hash()},
              {"new_hash", script.chance().hash()}},
             "RALAT");
  script.delivered();
}

// A late objection is recorded; only its lateness can be decided.
void objected_too_late(Stories& stories) {
  CaseScript& script = stories.begin("terlambat", "kab:35.06", [](CaseFacts& facts) { facts.sanction = "T2"; });
  deliver(script);
  script.after(18);
  object(script);
  answer(script, "UPHELD");
  script.was_refused(RefusalCode::e_deadline_passed);
  script.say("ObjectionInadmissible", script.decider(),
             {{"ground", code_of("LATE")}, {"letter_no", code_of(script.number("800"))}}, "800");
}

void appeal(Stories& stories, CaseScript& script) {
  Draft& draft = script.say("AppealFiled", appeal_body(stories), {{"register_no", code_of(script.number("BANDING"))}});
  draft.fields.push_back({"filed_at", draft.legal_date});
  draft.fields.push_back({"copy_received_on", draft.legal_date});
}

// A dismissal is annulled by the appeal body, and the dismissed restored.
void annulled_on_appeal(Stories& stories) {
  CaseScript& script = stories.begin("dipulihkan", "kota:73.71", [](CaseFacts& facts) { facts.sanction = "B3"; });
  deliver(script);
  object(script);
  script.was_refused(RefusalCode::e_wrong_remedy);
  appeal(stories, script);
  script.say("WorkPermissionDuringAppeal", script.decider(),
             {{"permitted", code_of("YES")}, {"letter_no", code_of(script.number("800"))}});
  Draft& response = script.say("PpkResponseFiled", script.decider(), {{"response_no", code_of(script.number("800"))}});
  response.fields.push_back({"filed_at", response.legal_date});
  script.after(15);
  Draft& hearing = script.say("AppealPreHearingHeld", appeal_body(stories), {{"members", std::int64_t{4}}});
  hearing.fields.push_back({"held_on", hearing.legal_date});
  script.after(20);
  script.say("AppealDecided", appeal_body(stories),
             {{"decision_no", code_of(script.number("KPTS"))}, {"outcome", code_of("MEMBATALKAN")}}, "KPTS");
  script.after(6);
  script.say("AppealDecisionImplemented", script.decider(),
             {{"decision_no", code_of(script.number("800"))}, {"outcome", code_of("MEMBATALKAN")}}, "800");
  script.after(6);
  script.say("RehabilitationExecuted", script.decider(), {{"decision_no", code_of(script.number("800"))}}, "800")
      .signers = {script.decider(), national_registry};
}

void appealed_too_late(Stories& stories) {
  CaseScript& script = stories.begin("kedaluwarsa", "kab:73.06", [](CaseFacts& facts) { facts.sanction = "B3"; });
  deliver(script);
  script.after(25);
  appeal(stories, script);
  script.after(10);
  script.say("AppealInadmissible", appeal_body(stories),
             {{"ground", code_of("LATE")}, {"letter_no", code_of(script.number("KPTS"))}}, "KPTS");
}

// The head himself takes his decision back; later the supervisor finds that it had been irregular.
void revoked_by_issuer(Stories& stories) {
  CaseScript& script = stories.begin("dicabut", "kab:52.04", [](CaseFacts& facts) { facts.sanction = "T2"; });
  deliver(script);
  script.say("IrregularActObserved", CaseScript::supervisor_on(script.today()),
             {{"observed_on", script.today()}, {"irregularity", code_of("NO_EXAMINATION")}});
  script.say("DecisionRevokedByIssuer", script.decider(),
             {{"decision_no", code_of(script.number("800"))}, {"reasons", codes_of({"PROCEDURE"})}}, "800");
  script.say("RehabilitationOrdered", script.decider(),
             {{"order_no", code_of(script.number("800"))}, {"scope", codes_of({"REPUTATION"})}}, "800");
}

}  // namespace

void tell_remedies(Stories& stories) {
  annulled_by_court(stories);
  lightened(stories);
  objected_too_late(stories);
  annulled_on_appeal(stories);
  appealed_too_late(stories);
  revoked_by_issuer(stories);
}

}  // namespace jejak
