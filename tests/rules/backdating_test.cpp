// Dating an act back over an edge gains nothing: the end of a hard term, the first day of a window, the end of a
// mandate.

#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/terms.hpp"
#include "tests/rules/city.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// A hard term that ended on 2024-10-25, and a step that is recorded on the next working day.
struct Lapsed : City {
  CatalogueRow row = *catalogue().row(type::decision_delivered);
  std::string kase;
  Lapsed() {
    RuleSet rules = demo_rules("RS-2024-BKN");
    rules.id = "RS-HARD";
    rules.in_force_from = on("2024-10-07");
    for (DeadlineRow& each : rules.deadlines) each.hard = each.hard || each.id == "DL-11";
    law.ledger.publish(rules);
    kase = law.decided("1", act_of_september, city_clerk(), "T2");
    law.ledger.at(on("2024-10-28"));
    static constexpr const char* within[] = {"DL-11"};
    row.within = within;
    row.nature = Nature::act;
  }
  std::optional<Refusal> judged(const Event& event) {
    const Moment moment{Sequence{0}, law.ledger.now()};
    const Judging judging{row,
                          event,
                          *law.ledger.stream(kase),
                          moment,
                          law.ledger.state(),
                          law.ledger.today(),
                          law.ledger.state().rule_set_on(event.legal_date),
                          nullptr,
                          std::nullopt};
    return check_within(judging);
  }
};

}  // namespace

TEST_CASE("backdating: an act dated before the end of a running hard term is late when it is recorded after it",
          "[rules][backdating]") {
  Lapsed city;
  Event event = city.law.receipt(city.kase, city_clerk());
  const auto late = city.judged(event);
  REQUIRE(late.has_value());
  CHECK(late->code == RefusalCode::e_deadline_passed);
  event.legal_date = on("2024-10-25");
  const auto backdated = city.judged(event);
  REQUIRE(backdated.has_value());
  CHECK(backdated->code == RefusalCode::e_deadline_passed);
  CHECK(fact(*backdated, "until") == "2024-10-25");
}

TEST_CASE("backdating: a reason and a document that was signed before the end excuse it", "[rules][backdating]") {
  Lapsed city;
  Event event = city.law.receipt(city.kase, city_clerk());
  event.legal_date = on("2024-10-25");
  event.late_reason = "NETWORK";
  event.documents = {document_named("1", start_of(on("2024-10-26"), Zone::wita))};  // the next day already
  CHECK(city.judged(event).has_value());
  event.documents = {document_named("1", Instant{start_of(on("2024-10-26"), Zone::wita).us - 1})};
  CHECK_FALSE(city.judged(event).has_value());
  event.late_reason.clear();
  CHECK(city.judged(event).has_value());
}

TEST_CASE("backdating: a fact is recorded when it becomes known, and is dated when it was", "[rules][backdating]") {
  Lapsed city;
  city.row.nature = Nature::fact;
  Event event = city.law.receipt(city.kase, city_clerk());
  event.legal_date = on("2024-10-25");
  CHECK_FALSE(city.judged(event).has_value());
}

TEST_CASE("backdating: neither a window's first day nor the end of a mandate is avoided by an earlier date",
          "[rules][backdating]") {
  Law law;
  law.ledger.at(on("2024-03-01"));
  REQUIRE(law.schedule("PILKADA-2024", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
  Person head;
  head.home = "kota:64.71";
  law.ledger.at(on("2024-03-21"));
  const std::string kase = law.proposed("1", Matter{on("2024-01-15")}, head, "B2");
  law.ledger.at(on("2024-03-22"));
  Event removal = law.decide(kase, mayor, "B2");
  removal.legal_date = on("2024-03-21");
  CHECK(law.refusal(removal).code == RefusalCode::e_approval_required);
  // His successor signs from the next day on.
  Event ended = law.ledger.draft("OfficeHolderEnded", "office-" + mayor, TestLedger::admin(),
                                 {{"office", Code{mayor}},
                                  {"holder", id_named("holder of " + mayor)},
                                  {"ended_on", on("2024-03-22")},
                                  {"reason", Code{"RESIGNED"}}});
  const StreamState* office = law.ledger.stream("office-" + mayor);
  set(ended, "holder",
      *office->last_of(type::office_holder_appointed)->get<Id>(field::office_holder_appointed::holder));
  law.must(ended);
  law.ledger.at(on("2024-03-25"));
  Event light = law.decide(kase, mayor, "T2");
  light.legal_date = on("2024-03-22");
  CHECK(law.refusal(light).code == RefusalCode::e_mandate_ended);
}
