// What becomes of a case: the study of the election supervisor, the supervisor's answer, and the ends that are no
// sanction.

#include "tools/demo/nation_parts.hpp"

#include <algorithm>

namespace jejak {
namespace {

using Fields = CaseScript::Fields;

constexpr NationShare outsiders[] = {{"KADES", 50}, {"POLRI", 15}, {"TNI", 15}, {"OTHER", 20}};
constexpr NationShare leavings[] = {{"RETIRED", 70}, {"DIED", 15}, {"RESIGNED", 15}};

// A message on a page is kept as a page, a gathering as a photograph.
Fields evidence_of(const CaseScript& script, Chance& chance) {
  const std::string& violation = script.facts().violations.front();
  const bool online = violation == "V02" || violation == "V03";
  return {{"kind", code_of(online                  ? "PAGE"
                           : chance.per_mille(600) ? "PHOTO"
                                                   : "STATEMENT")},
          {"content_hash", chance.hash()},
          {"provenance", code_of(online                  ? "SOCIAL_MEDIA"
                                 : chance.per_mille(300) ? "PRESS"
                                                         : "WITNESS")},
          {"source_hash", chance.hash()},
          {"captured_on", script.facts().act}};
}

void tell_hearing(CaseScript& script, Chance& chance) {
  const std::string& office = script.facts().region->bawaslu();
  if (chance.per_mille(250)) {
    script.after(0);
    const Date invited_for = script.open_days().after(script.today(), 1);
    script.say("ClarificationInvited", office,
               {{"person_role", code_of("REPORTED")},
                {"invited_for", invited_for},
                {"letter_no", code_of(script.number("UND"))}});
    if (chance.per_mille(200)) {
      script.on(invited_for);
      script.say("ClarificationAbsent", office, {{"person_role", code_of("REPORTED")}, {"missed_on", invited_for}});
    }
  }
  script.clarification("REPORTED");
}

// What reaches the old supervisor in its last days is received by its successor, to whom the files pass.
void receive(CaseScript& script) {
  const Date passed = date_of(2024, 9, 4);
  const bool in_transition = script.today() < passed && passed <= script.open_days().after(script.today(), 3);
  if (in_transition) {
    script.on(passed + 1);
    hand_over(script, "BKN@kl:BKN", "NO");
  }
  script.supervisor_received();
}

// Up to the supervisor's desk; `by` is when he is going to answer.
void tell_study(const NationTools& tools, CaseScript& script, Chance& chance, std::optional<Date> by) {
  const std::string office = script.facts().region->bawaslu();
  const bool in_a_hurry = by.has_value() && by->days - script.today().days < 18;
  if (chance.per_mille(400)) {
    script.after(0);
    script.say("EvidenceAttached", office, evidence_of(script, chance));
  }
  if (in_a_hurry) script.after(0);
  script.clarification("WITNESS");
  if (in_a_hurry) {
    script.after(0);
    script.clarification("REPORTED");
    script.after(1);
  } else {
    tell_hearing(script, chance);
  }
  tell_attempt(tools, script, Attempt::study, chance);
  script.study("NEUTRALITY");
  if (in_a_hurry) script.after(0);
  script.forwarded();
  if (in_a_hurry) script.after(1);
  receive(script);
}

void tell_supervision(CaseScript& script, Chance& chance, std::optional<Date> by) {
  const bool time_left = !by || script.open_days().after(script.today(), 4) < *by;
  if (time_left && chance.per_mille(120)) {
    script.say_as_supervisor("SupervisorClarificationRequested", {{"addressee", code_of(script.decider())},
                                                                  {"letter_no", code_of(script.number("B-JP.02"))},
                                                                  {"questions", std::int64_t{chance.between(2, 9)}}});
  }
  if (time_left && chance.per_mille(150)) {
    script.say_as_supervisor("SupervisorVerificationCompleted",
                             {{"result", code_of("PROVEN")}, {"needs_bawaslu", code_of("NO")}});
  }
}

void tell_recommended(const NationTools& tools, CaseScript& script, const Fate& fate, Chance& chance) {
  tell_study(tools, script, chance, fate.recommended_on);
  tell_supervision(script, chance, fate.recommended_on);
  script.on(std::max(*fate.recommended_on, script.open_days().after(script.today(), 1)));
  script.recommendation();
  tell_follow_up(tools, script, fate.followed_up_on, chance);
}

void tell_not_proven(const NationTools& tools, CaseScript& script, Chance& chance) {
  if (!script.facts().report.empty()) tell_study(tools, script, chance, std::nullopt);
  tell_supervision(script, chance, std::nullopt);
  script.after(chance.between(4, 25));
  if (chance.per_mille(700)) {
    script.say_as_supervisor("NotProvenDetermined",
                             {{"letter_no", code_of(script.number("B-JP.03"))},
                              {"reasons", codes_of({chance.per_mille(700) ? "EVIDENCE" : "NO_BREACH"})}},
                             "B-JP.03");
  } else {
    script.say_as_supervisor("CaseDismissed", {{"ground", code_of("NOT_PROVEN")}});
  }
}

void tell_dismissed(CaseScript& script, Chance& chance) {
  if (chance.per_mille(120)) {
    script.say("ExemptionClaimed", script.facts().region->bawaslu(), {{"ground", code_of("N01")}});
    script.say("ExemptionRejected", script.facts().region->bawaslu(), {{"reason", code_of("NO_LETTER")}});
  }
  script.until(Reach::dismissed);
}

void tell_out_of_scope(CaseScript& script, Chance& chance) {
  const std::string kind = draw(chance, outsiders);
  script.clarification("REPORTED");
  script.say("SubjectOutOfScopeDetermined", script.facts().region->bawaslu(),
             {{"kind", code_of(kind)},
              {"referred_to", code_of(kind == "TNI" || kind == "POLRI" ? "PROPAM" : script.facts().region->code)},
              {"letter_no", code_of(script.number("PM.05.03/K"))}});
}

// The same person for the same act, reported twice. Studied on by mistake, which the rules do not let happen.
void tell_merged(CaseScript& script, Chance& chance, const std::string& survivor) {
  const std::string office = script.facts().region->bawaslu();
  script.clarification("REPORTER");
  script.say("DuplicateDetected", office, {{"survivor", Reference{survivor}}, {"basis", codes_of({"ACT", "SUBJECT"})}});
  if (chance.per_mille(600)) {
    script.study("NEUTRALITY");
    script.was_refused(RefusalCode::e_duplicate);
  }
  script.say("CaseMerged", office, {{"survivor", Reference{survivor}}});
}

void tell_internal(const NationTools& tools, CaseScript& script, Chance& chance) {
  if (chance.per_mille(300)) {
    tell_examination(tools, script, 60, chance);
    tell_execution(tools, script, chance);
    return;
  }
  script.examiner_appointed();
  script.summons();
  script.examination();
  script.report_submitted();
  script.say("ViolationNotProvenByPpk", script.decider(),
             {{"letter_no", code_of(script.number("800"))}, {"reasons", codes_of({"EVIDENCE"})}}, "800");
}

void tell_left_service(const NationTools& tools, CaseScript& script, Chance& chance) {
  tell_study(tools, script, chance, std::nullopt);
  script.after(chance.between(5, 30));
  script.say(
      "SubjectLeftService", script.home_office("BKD"),
      {{"kind", code_of(draw(chance, leavings))}, {"left_on", script.today()}, {"consequence", code_of("CLOSES")}});
}

}  // namespace

const char* draw(Chance& chance, std::span<const NationShare> shares) {
  std::vector<unsigned> weights;
  for (const NationShare& share : shares) weights.push_back(share.weight);
  return shares[chance.pick(weights)].code;
}

void hand_over(CaseScript& script, const char* to, const char* processed) {
  Draft& draft = script.say(
      "TransitionTransferred", "LEDGER_ADMIN@kl:BKN",
      {{"to", code_of(to)}, {"processed", code_of(processed)}, {"letter_no", code_of("B/4/M.SM.00.00/2024")}}, "SE");
  draft.signers = {"kl:BKN", "kl:KEMENDAGRI"};
  draft.holder = HolderKind::definitif;
}

void tell_case(const NationTools& tools, CaseScript& script, const Fate& fate, Chance& chance,
               const std::string& survivor) {
  if (fate.way == Way::out_of_scope) return tell_out_of_scope(script, chance);
  script.subject_identified();
  if (chance.per_mille(60)) script.was_late(chance.between(4, 7), "SYSTEM_OUTAGE");
  switch (fate.way) {
    case Way::recommended: return tell_recommended(tools, script, fate, chance);
    case Way::not_proven: return tell_not_proven(tools, script, chance);
    case Way::dismissed: return tell_dismissed(script, chance);
    case Way::internal: return tell_internal(tools, script, chance);
    case Way::left_service: return tell_left_service(tools, script, chance);
    case Way::pending: return tell_study(tools, script, chance, std::nullopt);
    case Way::merged: return tell_merged(script, chance, survivor);
    case Way::out_of_scope: return;
  }
}

}  // namespace jejak
