// Stories of the file itself: corrected, opened to its subject, held, looked at again, archived.

#include "tools/demo/nation_stories.hpp"

namespace jejak {
namespace {

void kept_file(Stories& stories) {
  CaseScript& script = stories.begin("arsip", "kota:64.71", [&](CaseFacts& facts) {
    facts.sanction = "M2";
    facts.track = "ETHICS";
    if (!stories.old_law()) facts.act = date_of(2024, 6, 10);
  });
  const Id identified = named(script, "SubjectIdentified");
  deliver(script);
  const std::string officer = script.home_office("DPO");
  script.say("DataCorrectionRecorded", officer,
             {{"event", identified},
              {"field", code_of("post")},
              {"requested_on", script.today()},
              {"new_hash", script.chance().hash()}});
  Draft& access = script.say("SubjectAccessProvided", officer, {{"requested_on", script.today()}});
  access.fields.push_back({"provided_on", access.legal_date});
  script.say("LegalHoldPlaced", officer, {{"reason", code_of("REVIEW")}, {"order_no", code_of(script.number("TH"))}});
  script.after(30);
  script.say("LegalHoldReleased", officer,
             {{"reason", code_of("REVIEW_OVER")}, {"order_no", code_of(script.number("TH"))}});
  script.after(60);
  Draft& executed =
      script.say("SanctionExecutionRecorded", script.home_office("BKD"), {{"manner", code_of("EXECUTED")}});
  executed.fields.push_back({"executed_on", executed.legal_date});
  Draft& completed = script.say("SanctionCompleted", script.home_office("BKD"), {});
  completed.fields = {{"completed_on", completed.legal_date}};
  script.closed("COMPLETED");
  script.after(90);
  script.say("EmbargoLifted", script.decider(), {{"disclosure_class", code_of("PUBLIC")}}).signers = {
      script.decider(), script.home_office("PPID")};
  Draft& disposed = script.say("RetentionDispositionExecuted", script.home_office("ARSIPARIS"),
                               {{"kind", code_of("TRANSFERRED")}, {"schedule_no", code_of("JRA-800")}}, "JRA");
  disposed.fields.push_back({"retained_until", disposed.legal_date - 1});
}

void looked_at_again(Stories& stories) {
  CaseScript& script = stories.begin("dibuka-lagi", "kab:71.09");
  script.until(Reach::supervised);
  script.say("NotProvenDetermined", CaseScript::supervisor_on(script.today()),
             {{"letter_no", code_of(script.number("B-JP.03"))}, {"reasons", codes_of({"EVIDENCE"})}}, "B-JP");
  script.after(20);
  script.say("CaseReopened", CaseScript::supervisor_on(script.today()),
             {{"resumes_at", code_of("UNDER_SUPERVISION")},
              {"reason", code_of("NEW_EVIDENCE")},
              {"evidence_hash", script.chance().hash()}},
             "B-JP");
}

// Files of earlier elections, as far as they are left.
void old_papers(Stories& stories) {
  static constexpr const char* agencies[] = {"kota:64.71", "kab:33.03", "kab:74.07"};
  for (const char* agency : agencies) {
    CaseScript& script = stories.blank(std::string("arsip-lama-") + (agency + 4), agency);
    script.rewind(stories.day(2, 10));
    const Date opened = date_of(2018, 4, 16);
    script.say("HistoricalRecordImported", script.home_office("ARSIPARIS"),
               {{"home_agency", code_of(agency)},
                {"completeness", code_of("SEBAGIAN")},
                {"opened_on", opened},
                {"closed_on", opened + 120},
                {"document_hash", script.chance().hash()},
                {"violation_codes", codes_of({"V04"})}},
               "ARSIP");
  }
}

// The key of a registry was in other hands for some days; what it signed then is attested anew.
void attested_anew(Stories& stories) {
  CaseScript& script = stories.begin("dikuatkan", "kab:64.08",
                                     [&](CaseFacts& facts) { facts.act = stolen_key_day(stories.tools()) - 12; });
  script.after(0);
  script.say(
      "EvidenceAttached", script.home_office("BKD"),
      {{"kind", code_of("DOCUMENT")}, {"content_hash", script.chance().hash()}, {"provenance", code_of("AUTHORITY")}});
  const Id attached = named(script, "EvidenceAttached");
  script.until(Reach::forwarded);
  script.on(stolen_key_day(stories.tools()) + 3);
  Draft& draft = script.say_in(
      "key-of:" + stolen_key_office(), "EventReattested", stolen_key_office(),
      {{"event", attached}, {"stream", Reference{script.facts().stream}}, {"reason", code_of("FILE_CHECKED")}});
  draft.rule_set = "-";
}

}  // namespace

void tell_archive(Stories& stories) {
  kept_file(stories);
  looked_at_again(stories);
  old_papers(stories);
  attested_anew(stories);
}

}  // namespace jejak
