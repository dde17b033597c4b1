// Stories of supervision: recommendations that change or lie, cases that change hands, duties laid down for a while,
// the criminal branch.

#include "tools/demo/nation_stories.hpp"

namespace jejak {
namespace {

Fields recommendation_again(CaseScript& script) {
  return {{"recommendation_no", code_of("B-" + script.number("JP.01"))},
          {"track", code_of(script.facts().track)},
          {"violation_codes", codes_of(script.facts().violations)},
          {"sanctions", codes_of({"T2"})},
          {"addressee", code_of(script.decider())},
          {"reason", code_of("NEW_FACTS")}};
}

void revised_and_withdrawn(Stories& stories) {
  CaseScript& revised = stories.begin("direvisi", "kab:74.07");
  revised.until(Reach::reported);
  revised.say("TechnicalConsiderationIssued", national_registry,
              {{"consideration_no", code_of(revised.number("R-AK.02.02/SD/K"))}, {"opinion", code_of("FOR")}}, "R-AK");
  revised.say("RecommendationRevised", CaseScript::supervisor_on(revised.today()), recommendation_again(revised),
              "B-JP");

  CaseScript& withdrawn = stories.begin("ditarik", "kab:16.13");
  withdrawn.until(Reach::received_by_decider);
  withdrawn.say("RecommendationWithdrawn", CaseScript::supervisor_on(withdrawn.today()),
                {{"letter_no", code_of(withdrawn.number("B-JP.01"))}, {"reason", code_of("WRONG_PERSON")}}, "B-JP");
}

// Reminded, reprimanded, and still nothing: the supervisor proposes that the head himself be sanctioned.
void head_is_reported(Stories& stories) {
  CaseScript& script = stories.begin("diusulkan", "kab:82.06");
  script.until(Reach::recommended);
  script.recommendation_served();
  script.after(20);
  script.say("FollowUpReminderIssued", CaseScript::supervisor_on(script.today()),
             {{"letter_no", code_of(script.number("B-JP.01"))}, {"addressee", code_of(script.decider())}});
  script.after(6);
  Draft& reprimand =
      script.say("ReprimandIssued", minister,
                 {{"letter_no", code_of(script.number("IJ"))}, {"addressee", code_of(script.decider())}}, "IJ");
  reprimand.fields.push_back({"received_at", reprimand.legal_date});
  script.after(8);
  script.say("PpkSanctionProposed", national_registry,
             {{"kind", code_of("PP12/2017")},
              {"addressee", code_of("PRESIDEN@negara")},
              {"letter_no", code_of(script.number("B-AK.02"))}},
             "B-AK");
}

// An official who moved, and another whose new head says no.
void moves_elsewhere(Stories& stories) {
  const auto offer = [](CaseScript& script, const char* to) {
    script.say("JurisdictionTransferOffered", script.decider(),
               {{"to", code_of(to)}, {"letter_no", code_of(script.number("800"))}, {"reason", code_of("MOVED")}},
               "800");
  };
  CaseScript& moved = stories.begin("pindah", "kota:64.71");
  moved.until(Reach::received_by_decider);
  offer(moved, "kota:64.72");
  moved.say("JurisdictionTransferAccepted", "PPK_ASN@kota:64.72",
            {{"to", code_of("kota:64.72")}, {"letter_no", code_of(moved.number("800"))}}, "800");
  CaseScript& refused = stories.begin("ditolak", "kab:64.01");
  refused.until(Reach::received_by_decider);
  offer(refused, "kab:64.07");
  refused.say(
      "JurisdictionTransferRefused", "PPK_ASN@kab:64.07",
      {{"to", code_of("kab:64.07")}, {"letter_no", code_of(refused.number("800"))}, {"reason", code_of("NOT_OURS")}});
}

// The regent stands for election himself: the governor acts in his place.
void conflict_of_interest(Stories& stories) {
  CaseScript& script = stories.begin("benturan", "kab:63.03");
  script.until(Reach::received_by_decider);
  script.say("ConflictOfInterestDeclared", script.decider(),
             {{"office", code_of(script.decider())},
              {"substitute", code_of("PPK_ASN@prov:63")},
              {"reason", code_of("CANDIDATE")}});
  script.examiner_appointed();
  script.was_refused(RefusalCode::e_conflict_of_interest);
  Draft& draft = script.examiner_appointed();
  draft.office = "PPK_ASN@prov:63";
  draft.on_behalf_of = script.decider();
}

void duty_laid_down(Stories& stories) {
  CaseScript& script = stories.begin("bebas-tugas", "kab:73.18", [](CaseFacts& facts) {
    facts.sanction = "P53-7";
    facts.rank_class = "FUNGSIONAL";
  });
  if (!stories.old_law()) script.change_sanction("B3");
  script.until(Reach::received_by_decider);
  script.say("SubjectSuspended", script.decider(),
             {{"ground", code_of("DETAINED_SUSPECT")}, {"decision_no", code_of(script.number("800"))}}, "800");
  script.after(8);
  script.say("SubjectReactivated", script.decider(),
             {{"decision_no", code_of(script.number("800"))}, {"reason", code_of("RELEASED")}}, "800");
  script.examiner_appointed();
  script.say("SubjectRelievedTemporarily", script.decider(),
             {{"decision_no", code_of(script.number("800"))}, {"acting", code_of(script.home_office("PYB"))}}, "800");
  script.after(4);
  script.say("TemporaryReliefLifted", script.decider(),
             {{"decision_no", code_of(script.number("800"))}, {"reason", code_of("NOT_NEEDED")}});
}

void criminal_branch(Stories& stories) {
  CaseScript& script =
      stories.begin("pidana", "kota:71.71", [](CaseFacts& facts) { facts.violations = {"V10", "V11"}; });
  const std::string bawaslu = script.facts().region->bawaslu();
  script.until(Reach::forwarded);
  script.say("CriminalReferral", bawaslu,
             {{"articles", codes_of({"UU10/2016:188"})},
              {"letter_no", code_of(script.number("PM.05.04/K"))},
              {"desk", code_of("GAKKUMDU@bawaslu:71.71")}});
  script.say("CandidateSideReferral", bawaslu,
             {{"pair", code_of("PASLON-1-kota:71.71")},
              {"mode", code_of("MENGAJAK")},
              {"articles", codes_of({"UU10/2016:189"})},
              {"referred_to", code_of(bawaslu)}});
  script.after(20);
  Draft& outcome = script.say("CriminalOutcomeRecorded", "GAKKUMDU@bawaslu:71.71", {{"result", code_of("STOPPED")}});
  outcome.fields.push_back({"decided_on", outcome.legal_date});
}

// One report, two acts: the second becomes a case of its own. And the superior who looked away has one too.
void split_and_derived(Stories& stories) {
  const std::string year = std::to_string(stories.year());
  CaseScript& script = stories.begin("dipisah", "kab:12.09");
  const std::string office = script.facts().region->bawaslu();
  script.clarification("REPORTED");
  script.say("CaseSplit", office,
             {{"new_cases", codes_of({"case-dipisah-dua-" + year})}, {"reason", code_of("TWO_ACTS")}});
  CaseScript& second = stories.begin("dipisah-dua", "kab:12.09", [](CaseFacts& facts) { facts.act = facts.act + 1; });
  second.until(Reach::received_by_decider);
  const auto seen = second.told();
  CaseScript& superior = stories.blank("lalai", "kab:12.09", [](CaseFacts& facts) {
    facts.report.clear();
    facts.violations = {"V21"};
    facts.rank_class = "PENGAWAS";
  });
  superior.follow(seen);
  superior.opened("INTERNAL", superior.decider());
  superior.subject_identified();
  second.follow(superior.told());
  second.say("DerivedCaseOpened", second.decider(),
             {{"derived", Reference{superior.facts().stream}}, {"reason", code_of("NEGLECT")}});
}

// What the old supervisor had on its desk when its task passed on: read by then, it went to the ministry; unread, to
// the new one.
void change_of_supervisor(Stories& stories) {
  const Date handed_over = date_of(2024, 9, 6);
  const auto early = [&](CaseFacts& facts) {
    if (stories.old_law()) return;
    facts.act = date_of(2024, 7, 29);
    facts.violations = {"V15"};
  };
  CaseScript& read = stories.begin("peralihan", "kab:74.09", early);
  read.until(Reach::supervised);
  read.on(handed_over);
  hand_over(read, "MENPANRB@kl:KEMENPANRB", "YES");
  if (stories.old_law()) return;  // four years later nobody went on with it
  CaseScript& unread = stories.begin("peralihan-dua", "kab:76.02", early);
  unread.until(Reach::forwarded);
  unread.on(handed_over);
  hand_over(unread, "BKN@kl:BKN", "NO");
  unread.supervisor_received();
}

void study_is_extended(Stories& stories) {
  CaseScript& script = stories.blank("diperpanjang", "kab:53.11");
  const std::string office = script.facts().region->bawaslu();
  script.report_received("FINDING", 1);
  script.after(0);
  script.report_registered();
  script.after(0);
  script.opened("REPORT", office);
  script.after(0);
  script.say("DeadlineExtended", office,
             {{"deadline", code_of("DL-03")}, {"added", std::int64_t{2}}, {"reason", code_of("WITNESS_ABROAD")}});
  script.subject_identified();
  script.until(Reach::supervised);
  script.say("SupervisorVerificationCompleted", CaseScript::supervisor_on(script.today()),
             {{"result", code_of("MORE_NEEDED")}, {"needs_bawaslu", code_of("YES")}, {"validator", code_of(office)}});
}

}  // namespace

void tell_supervision_stories(Stories& stories) {
  revised_and_withdrawn(stories);
  head_is_reported(stories);
  moves_elsewhere(stories);
  conflict_of_interest(stories);
  duty_laid_down(stories);
  criminal_branch(stories);
  split_and_derived(stories);
  change_of_supervisor(stories);
  study_is_extended(stories);
}

}  // namespace jejak
