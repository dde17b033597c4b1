// The approval that is returned, waived, or given in general terms.

#include "tests/rules/city.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const Matter act_of_january{date_of(2024, 1, 15)};

// A Pj governor in February 2024, before any window, who wants to remove a head of office for a breach of discipline.
struct ActingHead {
  Law law;
  Person head;
  std::string kase;
  explicit ActingHead(Date day = date_of(2024, 2, 5))
      : law([] {
          Law::Options options;
          options.governor_has_term = false;
          return options;
        }()) {
    law.head(governor, HolderKind::pj, date_of(2023, 10, 2), std::nullopt);
    law.head_kind = HolderKind::pj;
    law.ledger.at(date_of(2024, 1, 16));
    REQUIRE(law.schedule("PILKADA-2024", {"prov:64"}, on("2024-09-22"), on("2024-11-27")).admitted());
    law.ledger.at(day);
    kase = law.proposed("1", act_of_january, head, "B2");
  }
  Event standing(const std::string& stream, const std::string& office = minister) {
    return law.ledger.draft("StandingApprovalIssued", stream, office,
                            {{"approval_no", Code{"821/5492/SJ"}},
                             {"tracks", codes_of(std::vector<std::string>{"DISCIPLINE"})},
                             {"office_kinds", codes_of(std::vector<std::string>{"Pj", "Pjs", "Plt"})},
                             {"actions", codes_of(std::vector<std::string>{"B1", "B2", "B3"})},
                             {"valid_from", law.ledger.today()}});
  }
  Event with(std::string_view field, Value value, const std::string& stream) {
    Event event = standing(stream);
    set(event, field, std::move(value));
    return event;
  }
  Event decide() { return law.decide(kase, governor, "B2", "approval-s"); }
};

}  // namespace

TEST_CASE("standing: an acting head uses the general approval as often as he needs it", "[rules][approvals]") {
  ActingHead acting;
  CHECK(acting.law.refusal(acting.law.decide(acting.kase, governor, "B2")).code == RefusalCode::e_approval_required);
  CHECK(acting.law.refusal(acting.standing("approval-s", director)).code == RefusalCode::e_role_not_allowed);
  acting.law.must(acting.standing("approval-s"));
  acting.law.must(acting.decide());
  CHECK(acting.law.state_of("approval-s") == StateCode::standing);
  acting.kase = acting.law.proposed("2", Matter{on("2024-01-14")}, acting.head, "B2");
  acting.law.must(acting.decide());
  CHECK(acting.law.state_of("approval-s") == StateCode::standing);
}

TEST_CASE("standing: a removal under it is reported to the Minister all the same", "[rules][approvals]") {
  ActingHead acting;
  acting.law.must(acting.standing("approval-s"));
  acting.law.must(acting.decide());
  acting.law.must(acting.law.receipt(acting.kase, acting.head));
  acting.law.ledger.at(on("2024-03-04"));
  acting.law.must(acting.law.ledger.draft("SanctionExecutionRecorded", acting.kase, registry,
                                          {{"executed_on", acting.law.ledger.today()}, {"manner", Code{"SERVING"}}}));
  REQUIRE(acting.law.ledger.stream(acting.kase)->term("DL-20") != nullptr);
  CHECK(acting.law.ledger.stream(acting.kase)->term("DL-20")->started_on == on("2024-03-04"));
}

TEST_CASE("standing: it helps nobody inside a window", "[rules][approvals]") {
  ActingHead acting(date_of(2024, 3, 21));
  acting.law.must(acting.standing("approval-s"));
  acting.law.ledger.at(on("2024-03-22"));
  const Refusal refusal = acting.law.refusal(acting.decide());
  CHECK(refusal.code == RefusalCode::e_approval_required);
  CHECK(fact(refusal, "need") == "MENDAGRI");
}

TEST_CASE("standing: its scope is exact in track, kind of head, action and agency", "[rules][approvals]") {
  const auto list = [](const char* code) { return codes_of(std::vector<std::string>{code}); };
  for (const auto& [field, value, differs] :
       {std::tuple{"tracks", list("ETHICS"), "track"}, std::tuple{"office_kinds", list("Plt"), "office_kind"},
        std::tuple{"actions", list("B1"), "action"}, std::tuple{"agencies", list("prov:63"), "agency"}}) {
    INFO(field);
    ActingHead acting;
    acting.law.must(acting.with(field, value, "approval-s"));
    const Refusal refusal = acting.law.refusal(acting.decide());
    CHECK(refusal.code == RefusalCode::e_approval_scope);
    CHECK(fact(refusal, "differs") == differs);
  }
}

TEST_CASE("standing: it does not stand in for the Minister where the law always asks him", "[rules][approvals]") {
  ActingHead acting;
  acting.law.must(acting.standing("approval-s"));
  Person registrar = acting.head;
  registrar.post_class = "KADIS_DUKCAPIL";
  acting.kase = acting.law.proposed("2", Matter{on("2024-01-14")}, registrar, "B2");
  CHECK(acting.law.refusal(acting.decide()).code == RefusalCode::e_approval_required);
}

TEST_CASE("standing: it holds until it is revoked by who gave it", "[rules][approvals]") {
  ActingHead acting;
  acting.law.must(acting.standing("approval-s"));
  CHECK(acting.law.refusal(acting.law.revoke("approval-s", director, on("2024-02-06"))).code ==
        RefusalCode::e_role_not_allowed);
  acting.law.must(acting.law.revoke("approval-s", minister, on("2024-02-06")));
  CHECK(acting.law.refusal(acting.decide()).code == RefusalCode::e_approval_not_in_force);
}

TEST_CASE("standing: a returned request is made again", "[rules][approvals]") {
  ActingHead acting;
  acting.law.must(acting.law.ask("approval-1", acting.kase, acting.head, "B2"));
  const auto give_back = [&](const std::string& office) {
    return acting.law.ledger.draft("ApprovalReturned", "approval-1", office,
                                   {{"letter_no", Code{"1/SJ"}}, {"missing", Codes{Code{"PERTEK"}}}});
  };
  CHECK(acting.law.refusal(give_back(director)).code == RefusalCode::e_approver_rank);
  acting.law.must(give_back(minister));
  CHECK(acting.law.state_of("approval-1") == StateCode::returned);
  CHECK(acting.law.state_of(acting.kase) == StateCode::sanction_proposed);
  CHECK(acting.law.refusal(acting.law.decide(acting.kase, governor, "B2", "approval-1")).code ==
        RefusalCode::e_approval_not_in_force);
  acting.law.must(acting.law.ask("approval-1", acting.kase, acting.head, "B2"));
  acting.law.must(acting.law.grant("approval-1", minister, acting.kase, acting.head, "B2", on("2024-12-31")));
  acting.law.must(acting.law.decide(acting.kase, governor, "B2", "approval-1"));
}

TEST_CASE("standing: a waiver counts as the approval, for exactly what was asked, once", "[rules][approvals]") {
  ActingHead acting;
  acting.law.must(acting.law.ask("approval-1", acting.kase, acting.head, "B2"));
  const auto waive = [&](const std::string& office, const char* action) {
    return acting.law.ledger.draft("ApprovalWaiverRecorded", "approval-1", office,
                                   {{"waiver_no", Code{"2/SJ"}},
                                    {"reason", Code{"NO_REPLACEMENT"}},
                                    {"subject", Law::subject_of_case(acting.kase)},
                                    {"post", Code{acting.head.post}},
                                    {"actions", codes_of(std::vector<std::string>{action})},
                                    {"valid_from", acting.law.ledger.today()}});
  };
  CHECK(acting.law.refusal(waive(director, "B2")).code == RefusalCode::e_approver_rank);
  CHECK(acting.law.refusal(waive(minister, "B3")).code == RefusalCode::e_approval_scope);
  acting.law.must(waive(minister, "B2"));
  CHECK(acting.law.state_of("approval-1") == StateCode::waived);
  CHECK(acting.law.state_of(acting.kase) == StateCode::approval_granted);
  acting.law.must(acting.law.decide(acting.kase, governor, "B2", "approval-1"));
  CHECK(acting.law.state_of("approval-1") == StateCode::consumed);
}

TEST_CASE("standing: where nobody recommended anything, the penalty says which track it is", "[rules][approvals]") {
  ActingHead acting;
  acting.law.must(acting.standing("approval-s"));
  const std::string kase = "case-internal";
  Event opened = acting.law.open(kase, act_of_january);
  set(opened, "origin", Code{"INTERNAL"});
  opened.office = governor;
  opened.holder = HolderKind::pj;
  acting.law.must(opened);
  acting.law.must(acting.law.identify(kase, acting.head));
  Event appointed = acting.law.ledger.draft(
      "ExaminerAppointed", kase, governor,
      {{"examiner", Code{team}},
       {"kind", Code{"TIM_PEMERIKSA"}},
       {"decision_no", Code{"SK-1"}},
       {"elements", codes_of(std::vector<std::string>{"ATASAN_LANGSUNG", "UNSUR_KEPEGAWAIAN", "UNSUR_PENGAWASAN"})},
       {"threat", Code{"SEVERE"}}});
  appointed.holder = HolderKind::pj;
  acting.law.must(appointed);
  acting.law.must(acting.law.ledger.draft("SummonsIssued", kase, team,
                                          {{"summons_no", Code{"1"}},
                                           {"served_at", acting.law.ledger.today() - 30},
                                           {"examined_on", acting.law.ledger.today()}}));
  acting.law.must(acting.law.ledger.draft("ExaminationHeld", kase, team,
                                          {{"held_on", acting.law.ledger.today()},
                                           {"minutes_hash", hash_named("minutes")},
                                           {"subject_signature", Code{"SIGNED"}}}));
  acting.law.must(acting.law.ledger.draft("ExaminationReportSubmitted", kase, team,
                                          {{"report_no", Code{"LHP-1"}}, {"report_hash", hash_named("report")}}));
  acting.law.must(acting.law.decide(kase, governor, "B2", "approval-s"));
}
