#pragma once
// A city in October 2024, outside every window, with the offices that come after a decision: the appeal body, courts,
// the national registry, the keepers of data. And the words that its tests share.

#include "ledger/rules/types.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

namespace jejak::test {

inline const std::string city_registry = "BKD@kota:64.71";
inline const std::string city_secretary = "PYB@kota:64.71";
inline const std::string appeal_body = "BPASN@kl:BPASN";
inline const std::string court = "PTUN@ptun:SMD";
inline const Matter act_of_september{date_of(2024, 9, 30)};

inline Person city_clerk() {
  Person person;
  person.rank = "PELAKSANA";
  person.home = "kota:64.71";
  return person;
}

// A matter of status: whoever joins a party leaves the service.
inline Matter party_member() {
  Matter matter = act_of_september;
  matter.violations = {"V17"};
  matter.track = "STATUS";
  matter.recommended = {"X1"};
  return matter;
}

struct City {
  Law law;
  explicit City(Date day = date_of(2024, 10, 7)) {
    for (const std::string& office : {appeal_body, court, std::string("DPO@kota:64.71"), std::string("PPID@kota:64.71"),
                                      std::string("ARSIPARIS@kota:64.71"), std::string("ATASAN_LANGSUNG@kota:64.71")}) {
      law.ledger.enrol(office);
    }
    law.ledger.at(day);
  }
  Event draft(std::string_view type, const std::string& stream, const std::string& office,
              const std::vector<FieldValue>& fields) {
    return law.ledger.draft(type, stream, office, fields);
  }
  Event execute(const std::string& kase, const char* manner) {
    return draft("SanctionExecutionRecorded", kase, city_registry,
                 {{"executed_on", law.ledger.today()}, {"manner", Code{manner}}});
  }
  Event object(const std::string& kase) {
    return draft("ObjectionFiled", kase, city_registry, {{"filed_at", law.ledger.today()}});
  }
  Event answer_objection(const std::string& kase, const std::string& office, const char* outcome,
                         const char* sanction = nullptr) {
    Event event = draft("ObjectionDecided", kase, office, {{"decision_no", Code{"SK-9"}}, {"outcome", Code{outcome}}});
    if (sanction != nullptr) set(event, "sanction", Code{sanction});
    return event;
  }
  Event appeal(const std::string& kase) {
    return draft("AppealFiled", kase, appeal_body,
                 {{"filed_at", law.ledger.today()}, {"copy_received_on", law.ledger.today()}});
  }
  Event answer_appeal(const std::string& kase, const char* outcome, const char* sanction = nullptr) {
    Event event = draft("AppealDecided", kase, appeal_body, {{"decision_no", Code{"K-1"}}, {"outcome", Code{outcome}}});
    if (sanction != nullptr) set(event, "sanction", Code{sanction});
    return event;
  }
  Event carry_out(const std::string& kase, const char* outcome, const char* sanction = nullptr) {
    Event event =
        draft("AppealDecisionImplemented", kase, mayor, {{"decision_no", Code{"SK-10"}}, {"outcome", Code{outcome}}});
    if (sanction != nullptr) set(event, "sanction", Code{sanction});
    return event;
  }
  Event sue(const std::string& kase) {
    return draft("LawsuitFiled", kase, court,
                 {{"filed_at", law.ledger.today()}, {"court", Code{"PTUN"}}, {"register_no", Code{"12/G/2024"}}});
  }
  Event order(const std::string& kase, const char* stay) {
    return draft("CourtInterimOrder", kase, court, {{"stay", Code{stay}}, {"order_no", Code{"12/PEN"}}});
  }
  Event judgment(const std::string& kase, const char* dictum) {
    return draft("CourtJudgmentIssued", kase, court,
                 {{"dictum", Code{dictum}}, {"judgment_no", Code{"12"}}, {"court", Code{"PTUN"}}});
  }
  Event final_judgment(const std::string& kase, const char* dictum) {
    return draft("CourtJudgmentFinal", kase, court,
                 {{"dictum", Code{dictum}}, {"judgment_no", Code{"12"}}, {"final_on", law.ledger.today()}});
  }
  const Term* term(const std::string& stream, std::string_view id) { return law.ledger.stream(stream)->term(id); }
  StateCode overlay(const std::string& stream, Overlay which) { return law.ledger.stream(stream)->overlay(which); }
};

}  // namespace jejak::test
