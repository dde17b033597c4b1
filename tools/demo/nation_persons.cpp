// Stories of persons: on duty and lawful, married to a candidate, member of a party, candidate himself.

#include "tools/demo/nation_stories.hpp"

namespace jejak {
namespace {

constexpr const char* organiser = "KPU_KABKOTA@kpu:64.71";

Fields assignment(CaseScript& script, Date from, Date until) {
  return {{"assignment_no", code_of(script.number("ST"))},
          {"persons", codes_of({print(script.facts().subject)})},
          {"function", code_of("LALU_LINTAS")},
          {"place", code_of(script.facts().region->code)},
          {"valid_from", from},
          {"valid_until", until},
          {"uniform", code_of("YES")}};
}

void verify(CaseScript& script, const std::string& paper) {
  script.say("ExemptionVerified", script.facts().region->bawaslu(),
             {{"ground", code_of("N01")},
              {"evidence", Reference{paper}},
              {"letter_hash", script.chance().hash()},
              {"uniform_hash", script.chance().hash()},
              {"id_card_hash", script.chance().hash()}});
}

void claim(CaseScript& script, const std::string& paper) {
  script.say("ExemptionClaimed", script.facts().region->bawaslu(),
             {{"ground", code_of("N01")}, {"evidence", Reference{paper}}, {"function", code_of("LALU_LINTAS")}});
}

void start_after_paper(CaseScript& script) {
  script.on(script.facts().received);
  script.report_received("FINDING", 1);
  script.report_registered();
  script.opened("REPORT", script.facts().region->bawaslu());
  script.subject_identified();
}

// He directed the traffic at a campaign with letter, uniform and identity card; another's letter was written
// afterwards.
void on_duty(Stories& stories) {
  CaseScript& lawful = stories.blank("bertugas", "kota:64.74");
  const std::string paper = "assignment-" + lawful.facts().stream.substr(5);
  lawful.on(lawful.facts().act - 4);
  lawful.rewind(lawful.facts().act - 4);
  lawful.say_in(paper, "DutyAssignmentIssued", lawful.home_office("KEPALA_OPD"),
                assignment(lawful, lawful.facts().act - 2, lawful.facts().act + 2), "ST");
  start_after_paper(lawful);
  claim(lawful, paper);
  verify(lawful, paper);
  lawful.say("CaseDismissed", lawful.facts().region->bawaslu(), {{"ground", code_of("N01")}});
  lawful.say_in(paper, "DutyAssignmentRevoked", lawful.home_office("KEPALA_OPD"),
                {{"revoked_on", lawful.today()}, {"reason", code_of("ENDED")}});

  CaseScript& late = stories.begin("surat-susulan", "kota:64.74");
  const std::string written_later = "assignment-" + late.facts().stream.substr(5);
  late.say_in(written_later, "DutyAssignmentIssued", late.home_office("KEPALA_OPD"),
              assignment(late, late.facts().act - 2, late.facts().act + 2), "ST");
  claim(late, written_later);
  verify(late, written_later);
  late.was_refused(RefusalCode::e_assignment_backdated);
  late.say("ExemptionRejected", late.facts().region->bawaslu(), {{"reason", code_of("BACKDATED")}});
}

// Papers that rest in the drawer: leave beside a candidate, work for the election's secretariats.
void papers(Stories& stories) {
  CaseScript& script = stories.blank("cuti", "kota:64.71");
  const std::string year = std::to_string(stories.year());
  const Date from = script.facts().act - 10;
  script.rewind(from);
  script.say_in("assignment-cuti-" + year, "SpouseLeaveGranted", script.decider(),
                {{"person", script.facts().subject},
                 {"decision_no", code_of(script.number("800"))},
                 {"valid_from", from},
                 {"valid_until", from + 90}},
                "800");
  script.say_in("assignment-panwascam-" + year, "ElectionSecretariatSecondmentIssued", script.decider(),
                {{"assignment_no", code_of(script.number("ST"))},
                 {"persons", codes_of({print(script.chance().person()), print(script.chance().person())})},
                 {"body", code_of("PANWASCAM")},
                 {"place", code_of(script.facts().home)},
                 {"valid_from", from},
                 {"valid_until", from + 120}},
                "ST");
}

void party_member(Stories& stories) {
  CaseScript& script = stories.begin("parpol", "kab:35.06", [](CaseFacts& facts) {
    facts.violations = {"V17"};
    facts.track = "STATUS";
    facts.sanction = "X1";
  });
  script.until(Reach::recommended);
  Draft& draft = script.say("PartyMembershipEstablished", script.facts().region->bawaslu(),
                            {{"party_list_ref", code_of(script.number("SIPOL"))}}, "SIPOL");
  draft.fields.push_back({"established_on", draft.legal_date});
  deliver(script);
}

struct Candidate {
  const Stories& stories;
  CaseScript& script;
  std::string stream;

  Fields facts() const {
    return {{"subject", script.facts().subject},
            {"home_agency", code_of(script.facts().home)},
            {"rank_class", code_of(script.facts().rank_class)},
            {"election", Reference{"election-" + script.facts().election}},
            {"region", code_of("kota:64.71")},
            {"office_sought", code_of("WAKIL_WALI_KOTA")}};
  }
  void submit() const {
    Fields fields = facts();
    fields.push_back({"statement_hash", script.chance().hash()});
    Draft& draft =
        script.say_in(stream, "CandidacyResignationSubmitted", script.home_office("BKD"), std::move(fields), "800");
    draft.fields.push_back({"submitted_at", draft.legal_date});
  }
  void determined() const {
    script.on(stories.tools().preset.determination);
    Fields fields = facts();
    fields.push_back({"decision_no", code_of(script.number("PL.02.3-Kpt"))});
    Draft& draft = script.say_in(stream, "CandidateDetermined", organiser, std::move(fields), "PL.02.3-Kpt");
    draft.fields.push_back({"determined_on", draft.legal_date});
  }
};

Candidate candidate(Stories& stories, const std::string& name) {
  CaseScript& script = stories.blank(name, "kota:64.71", [](CaseFacts& facts) { facts.rank_class = "JPT_PRATAMA"; });
  Candidate made{stories, script, "candidacy-" + name + "-" + std::to_string(stories.year())};
  script.rewind(stories.tools().preset.determination - 50);
  Fields fields = made.facts();
  script.say_in(made.stream, "CandidacyIntentNotified", script.home_office("BKD"), std::move(fields));
  return made;
}

// One resigns and is discharged; one is not determined; one does not resign.
void candidates(Stories& stories) {
  const Candidate resigns = candidate(stories, "calon");
  resigns.submit();
  resigns.script.say_in(resigns.stream, "CandidacyResignationWithdrawn", resigns.script.home_office("BKD"),
                        {{"withdrawn_on", resigns.script.today()}}, "800");
  resigns.script.was_refused(RefusalCode::e_irrevocable);
  resigns.determined();
  resigns.script.say_in(resigns.stream, "CandidacyResignationAccepted", resigns.script.decider(),
                        {{"decision_no", code_of(resigns.script.number("800"))},
                         {"effective_on", date_of(stories.year(), 9, 30)},
                         {"proposal_received_on", resigns.script.today()}},
                        "800");
  resigns.script.after(15);
  resigns.script
      .say_in(resigns.stream, "CandidacyEmbargoLifted", resigns.script.decider(),
              {{"disclosure_class", code_of("PUBLIC")}})
      .signers = {resigns.script.decider(), resigns.script.home_office("PPID")};

  const Candidate dropped = candidate(stories, "calon-gugur");
  dropped.submit();
  dropped.script.on(stories.tools().preset.determination);
  dropped.script.say_in(dropped.stream, "CandidateNotDetermined", organiser,
                        {{"decision_no", code_of(dropped.script.number("PL.02.3-Kpt"))}, {"reason", code_of("TMS")}},
                        "PL.02.3-Kpt");

  const Candidate silent = candidate(stories, "calon-diam");
  silent.determined();
  silent.script.after(8);
  Draft& breach = silent.script.say_in(silent.stream, "ResignationDutyBreached", silent.script.home_office("BKD"), {});
  breach.fields = {{"noticed_on", breach.legal_date}};
}

}  // namespace

void tell_persons(Stories& stories) {
  on_duty(stories);
  papers(stories);
  party_member(stories);
  candidates(stories);
}

}  // namespace jejak
