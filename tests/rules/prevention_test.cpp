// Prevention and leave papers: who may issue them, who is addressed, and which act an exemption covers.

#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string head_of_unit = "KEPALA_OPD@prov:64";
const Id nurse = Law::subject_of_case("case-1");

// A nurse at an open campaign in Balikpapan on Saturday 2018-03-10.
struct Campaign {
  Law law;
  Campaign() {
    law.ledger.enrol(head_of_unit);
    law.ledger.at(on("2018-03-08"));
  }
  Event letter(const std::string& name, const char* place = "kota:64.71", const char* function = "MEDIS") {
    return law.ledger.draft("DutyAssignmentIssued", "assignment-" + name, head_of_unit,
                            {{"assignment_no", Code{"ST-1"}},
                             {"persons", Codes{Code{print(nurse)}}},
                             {"function", Code{function}},
                             {"place", Code{place}},
                             {"valid_from", on("2018-03-10")},
                             {"valid_until", on("2018-03-10")},
                             {"uniform", Code{"WHITE"}}});
  }
  // The case, one working day after the campaign.
  void opened(const char* ground = "N01", const char* paper = "assignment-1") {
    law.ledger.at(on("2018-09-12"));
    law.must(law.open("case-1", Matter{on("2018-03-10")}));
    law.must(law.identify("case-1", Person{}));
    claim(ground, paper);
  }
  void claim(const char* ground, const char* paper) {
    law.must(law.ledger.draft("ExemptionClaimed", "case-1", bawaslu,
                              {{"ground", Code{ground}}, {"evidence", Reference{paper}}}));
  }
  Event verified(const char* ground = "N01", const char* paper = "assignment-1") {
    return law.ledger.draft("ExemptionVerified", "case-1", bawaslu,
                            {{"ground", Code{ground}},
                             {"evidence", Reference{paper}},
                             {"letter_hash", hash_named("letter")},
                             {"uniform_hash", hash_named("uniform")},
                             {"id_card_hash", hash_named("card")}});
  }
  Event dismissed(const char* ground) {
    return law.ledger.draft("CaseDismissed", "case-1", bawaslu, {{"ground", Code{ground}}});
  }
};

}  // namespace

TEST_CASE("exemption: a nurse with letter, uniform and card is no participant", "[rules][exemption]") {
  Campaign campaign;
  campaign.law.must(campaign.letter("1"));
  campaign.opened();
  CHECK(campaign.law.refusal(campaign.dismissed("N01")).code == RefusalCode::e_out_of_order);  // only claimed
  campaign.law.must(campaign.verified());
  CHECK(campaign.law.refusal(campaign.dismissed("N05")).code == RefusalCode::e_out_of_order);  // another ground
  campaign.law.must(campaign.dismissed("N01"));
  CHECK(campaign.law.state_of("case-1") == StateCode::z03);
}

TEST_CASE("exemption: one proof that is missing is enough to reject it, and the case goes on", "[rules][exemption]") {
  Campaign campaign;
  campaign.law.must(campaign.letter("1"));
  campaign.opened();
  for (const auto& [field, differs] : {std::pair{"letter_hash", "letter"}, std::pair{"uniform_hash", "uniform"},
                                       std::pair{"id_card_hash", "id_card"}}) {
    Event event = campaign.verified();
    unset(event, field);
    const Refusal refusal = campaign.law.refusal(event);
    CHECK(refusal.code == RefusalCode::e_assignment_scope);
    CHECK(fact(refusal, "differs") == differs);
  }
  const auto rejected = [&] {
    return campaign.law.ledger.draft("ExemptionRejected", "case-1", bawaslu, {{"reason", Code{"NO_CARD"}}});
  };
  campaign.law.must(rejected());
  CHECK(campaign.law.refusal(rejected()).code == RefusalCode::e_out_of_order);
  CHECK(campaign.law.refusal(campaign.verified()).code == RefusalCode::e_out_of_order);
  CHECK(campaign.law.refusal(campaign.dismissed("N01")).code == RefusalCode::e_out_of_order);
  campaign.law.must(campaign.law.ledger.draft(
      "StudyConcluded", "case-1", bawaslu,
      {{"conclusion", Code{"NEUTRALITY"}}, {"plenary_no", Code{"BA-1"}}, {"waiver_reason", Code{"EVIDENT"}}}));
}

TEST_CASE("exemption: a letter of the day after the act exempts nobody", "[rules][exemption]") {
  Campaign campaign;
  campaign.law.ledger.at(on("2018-03-11"));
  Event backdated = campaign.letter("1");
  backdated.legal_date = on("2018-03-08");
  campaign.law.must(backdated);
  campaign.law.must(campaign.letter("2"));
  campaign.opened();
  const Refusal refusal = campaign.law.refusal(campaign.verified());
  CHECK(print(refusal) == "E_ASSIGNMENT_BACKDATED{assigned: 2018-03-11, act: 2018-03-10}");
  CHECK(campaign.law.refusal(campaign.verified("N01", "assignment-2")).code == RefusalCode::e_assignment_backdated);
}

TEST_CASE("exemption: the letter is for this person, place, day and task", "[rules][exemption]") {
  Campaign campaign;
  Law& law = campaign.law;
  law.must(campaign.letter("PLACE", "kota:64.72"));
  law.must(campaign.letter("FUNCTION", "kota:64.71", "SINGER"));
  Event person = campaign.letter("PERSON");
  set(person, "persons", Codes{Code{print(id_named("somebody else"))}});
  law.must(person);
  Event date = campaign.letter("DATE");
  set(date, "valid_until", on("2018-03-09"));
  set(date, "valid_from", on("2018-03-09"));
  law.must(date);
  law.must(campaign.letter("REVOKED"));
  law.ledger.at(on("2018-03-09"));
  law.must(law.ledger.draft("DutyAssignmentRevoked", "assignment-REVOKED", head_of_unit,
                            {{"revoked_on", on("2018-03-10")}, {"reason", Code{"NOT_NEEDED"}}}));
  campaign.opened("N01", "assignment-PLACE");
  const auto differs = [&](const char* paper) {
    const Refusal refusal = law.refusal(campaign.verified("N01", paper));
    CHECK(refusal.code == RefusalCode::e_assignment_scope);
    return fact(refusal, "differs");
  };
  CHECK(differs("assignment-PLACE") == "place");
  CHECK(differs("assignment-FUNCTION") == "function");
  CHECK(differs("assignment-PERSON") == "person");
  CHECK(differs("assignment-DATE") == "date");
  CHECK(differs("assignment-REVOKED") == "date");
  Event none = campaign.verified();
  unset(none, "evidence");
  CHECK(fact(law.refusal(none), "differs") == "assignment");
}

TEST_CASE("exemption: it is verified on the ground that was claimed, by those who hold the case",
          "[rules][exemption]") {
  Campaign campaign;
  Law& law = campaign.law;
  law.must(campaign.letter("1"));
  law.ledger.at(on("2018-09-12"));
  law.must(law.open("case-1", Matter{on("2018-03-10")}));
  CHECK(law.refusal(campaign.verified()).code == RefusalCode::e_jurisdiction_pending);
  law.must(law.identify("case-1", Person{}));
  CHECK(law.refusal(campaign.verified()).code == RefusalCode::e_out_of_order);
  campaign.claim("N01", "assignment-1");
  CHECK(law.refusal(campaign.verified("N05")).code == RefusalCode::e_out_of_order);
  Event foreign = campaign.verified();
  foreign.office = team;
  CHECK(law.refusal(foreign).code == RefusalCode::e_wrong_agency);
}

TEST_CASE("exemption: passive attendance is a ground where the rules of the day say so", "[rules][exemption]") {
  for (const auto& [act, code] :
       {std::pair{"2018-03-10", RefusalCode::none}, std::pair{"2020-10-05", RefusalCode::e_assignment_scope},
        std::pair{"2024-10-05", RefusalCode::none}}) {
    Law law;
    law.ledger.at(std::max(on(act) + 1, on("2018-09-01")));
    law.must(law.open("case-1", Matter{on(act)}));
    law.must(law.identify("case-1", Person{}));
    law.must(law.ledger.draft("ExemptionClaimed", "case-1", bawaslu, {{"ground", Code{"N02"}}}));
    INFO(act);
    CHECK(law.refusal(law.ledger.draft("ExemptionVerified", "case-1", bawaslu, {{"ground", Code{"N02"}}})).code ==
          code);
  }
}

TEST_CASE("exemption: a candidate's spouse needs a leave that covers the day", "[rules][exemption]") {
  Campaign campaign;
  Law& law = campaign.law;
  law.ledger.at(on("2018-10-01"));
  const auto leave = [&](const std::string& name, const Id& person, const char* until) {
    return law.ledger.draft("SpouseLeaveGranted", "assignment-" + name, governor,
                            {{"person", person},
                             {"decision_no", Code{"SK-4"}},
                             {"valid_from", on("2018-10-01")},
                             {"valid_until", on(until)}});
  };
  law.must(leave("1", nurse, "2018-12-31"));
  law.must(leave("2", nurse, "2018-10-05"));
  law.must(leave("3", id_named("somebody else"), "2018-12-31"));
  law.ledger.at(on("2018-10-12"));
  law.must(law.open("case-1", Matter{on("2018-10-10")}));
  law.must(law.identify("case-1", Person{}));
  campaign.claim("N03", "assignment-1");
  CHECK(fact(law.refusal(campaign.verified("N03", "assignment-2")), "differs") == "date");
  CHECK(fact(law.refusal(campaign.verified("N03", "assignment-3")), "differs") == "person");
  Event none = campaign.verified("N03");
  unset(none, "evidence");
  CHECK(fact(law.refusal(none), "differs") == "leave");
  law.must(campaign.verified("N03"));
}

TEST_CASE("prevention: a letter names people by their ids, and ends after it begins", "[rules][prevention]") {
  Campaign campaign;
  Event named = campaign.letter("1");
  set(named, "persons", Codes{Code{"NIP-1"}});
  CHECK(campaign.law.refusal(named).code == RefusalCode::e_schema);
  Event reversed = campaign.letter("1");
  set(reversed, "valid_until", on("2018-03-09"));
  CHECK(campaign.law.refusal(reversed).code == RefusalCode::e_schema);
  campaign.law.must(campaign.letter("1"));
  campaign.law.ledger.enrol("KEPALA_OPD@kota:64.71");
  CHECK(campaign.law
            .refusal(campaign.law.ledger.draft("DutyAssignmentRevoked", "assignment-1", "KEPALA_OPD@kota:64.71",
                                               {{"revoked_on", on("2018-03-09")}, {"reason", Code{"NOT_NEEDED"}}}))
            .code == RefusalCode::e_wrong_agency);
  campaign.law.must(campaign.law.ledger.draft("ElectionSecretariatSecondmentIssued", "assignment-2", secretary,
                                              {{"assignment_no", Code{"ST-2"}},
                                               {"persons", Codes{Code{print(nurse)}}},
                                               {"body", Code{"PPK_KPU"}},
                                               {"place", Code{"kota:64.71"}},
                                               {"valid_from", on("2018-03-10")},
                                               {"valid_until", on("2018-07-10")}}));
}

TEST_CASE("prevention: an agency acknowledges the circular that was addressed to it", "[rules][prevention]") {
  Law law;
  law.ledger.enrol("MENPANRB@kl:KEMENPANRB");
  law.ledger.at(on("2020-09-30"));
  law.must(law.ledger.draft("NeutralityCircularIssued", "prevention-1", "MENPANRB@kl:KEMENPANRB",
                            {{"circular_no", Code{"SE-1"}},
                             {"addressees", codes_of(std::vector<std::string>{"prov:64", "prov:63"})},
                             {"acknowledge_by", on("2020-10-14")}}));
  const auto acknowledged = [&](const std::string& stream, const std::string& office) {
    return law.ledger.draft("NeutralityCircularAcknowledged", stream, office,
                            {{"letter_no", Code{"S-7"}}, {"measures", Codes{Code{"BRIEFING"}}}});
  };
  CHECK(law.refusal(acknowledged("prevention-1", "PYB@kota:64.71")).code == RefusalCode::e_wrong_agency);
  law.must(acknowledged("prevention-1", secretary));
  law.must(law.ledger.draft("NeutralityPledgeSigned", "prevention-2", secretary,
                            {{"signed_on", law.ledger.today()}, {"signatories", std::int64_t{120}}}));
  CHECK(law.refusal(acknowledged("prevention-2", secretary)).code == RefusalCode::e_out_of_order);
  law.must(law.ledger.draft("NeutralityBriefingHeld", "prevention-3", bawaslu,
                            {{"kind", Code{"SOSIALISASI"}},
                             {"place", Code{"kota:64.71"}},
                             {"held_on", law.ledger.today()},
                             {"minutes", std::int64_t{90}},
                             {"speakers", Codes{Code{bawaslu}}},
                             {"attendee_classes", Codes{Code{"CAMAT"}, Code{"LURAH"}}},
                             {"attendees", std::int64_t{80}}}));
}

TEST_CASE("prevention: a team reports its own time to the supervisor of the day", "[rules][prevention]") {
  Law law;
  law.ledger.enrol("KESBANGPOL@prov:64");
  law.ledger.enrol("INSPEKTORAT@prov:64");
  law.ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", on("2024-09-04"));
  law.ledger.at(on("2024-08-01"));
  law.must(law.ledger.draft("MonitoringTeamFormed", "prevention-1", registry,
                            {{"decision_no", Code{"SK-9"}},
                             {"members", Codes{Code{registry}, Code{"KESBANGPOL@prov:64"}}},
                             {"valid_from", on("2024-08-01")},
                             {"valid_until", on("2024-12-31")}}));
  law.ledger.at(on("2024-10-01"));
  const auto report = [&](const std::string& office, const std::string& to, const char* from) {
    return law.ledger.draft("MonitoringReportSubmitted", "prevention-1", office,
                            {{"addressee", Code{to}},
                             {"letter_no", Code{"L-1"}},
                             {"period_from", on(from)},
                             {"period_until", on("2024-09-30")},
                             {"indications", std::int64_t{3}},
                             {"findings", std::int64_t{1}}});
  };
  CHECK(law.refusal(report(registry, kasn, "2024-09-01")).code == RefusalCode::e_role_superseded);
  CHECK(law.refusal(report("INSPEKTORAT@prov:64", bkn, "2024-09-01")).code == RefusalCode::e_wrong_agency);
  CHECK(law.refusal(report(registry, bkn, "2024-07-01")).code == RefusalCode::e_out_of_order);
  law.must(report(registry, bkn, "2024-09-01"), {"KESBANGPOL@prov:64"});
}
