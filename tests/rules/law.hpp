#pragma once
// A ledger under the demos' rule sets and calendars, with the offices of one province and one city, and cases that are
// carried to where a test begins. Every step of the carrying must be admitted.

#include "tests/support/test_ledger.hpp"

namespace jejak::test {

inline const std::string bawaslu = "BAWASLU_KABKOTA@bawaslu:64.71";
inline const std::string kasn = "KASN@kl:KASN";
inline const std::string bkn = "BKN@kl:BKN";
inline const std::string governor = "PPK_ASN@prov:64";
inline const std::string secretary = "PYB@prov:64";
inline const std::string registry = "BKD@prov:64";
inline const std::string team = "TIM_PEMERIKSA@prov:64";
inline const std::string mayor = "PPK_ASN@kota:64.71";
inline const std::string minister = "MENDAGRI@kl:KEMENDAGRI";
inline const std::string director = "DIRJEN_OTDA@kl:KEMENDAGRI";
inline const std::string president = "PRESIDEN@negara";
inline const std::string organiser = "KPU_RI@kl:KPU";

RuleSet demo_rules(const std::string& id);              // tools/demo/rulesets/<id>.txt
std::vector<Date> demo_holidays(int year);              // tools/demo/calendars/<year>.txt
std::string demo_calendar_text(int year);               // the same, as it is written
Codes codes_of(const std::vector<std::string>& texts);  // sorted
Codes codes_of(const std::vector<Date>& dates);

struct Person {
  std::string rank = "JPT_PRATAMA";
  std::string post = "POST-64-1001";
  std::string home = "prov:64";
  std::string type = "PNS";
  std::string post_class = {};
  std::string heads_unit = {};
  std::string same_as = {};  // the case whose subject it is; else each case has its own
};

struct Matter {
  Date act;
  std::vector<std::string> violations = {"V05"};
  std::string track = "DISCIPLINE";
  std::vector<std::string> recommended = {"L2"};
  std::string election = {};  // stream
  std::string place = "kota:64.71";
};

class Law {
 public:
  struct Options {
    std::vector<std::string> rule_sets = {"RS-2018", "RS-2020-SKB", "RS-2021-PP94", "RS-2022-SKB", "RS-2024-BKN"};
    std::string approval_scope = {};  // replaces the policy in every rule set
    bool governor_has_term = true;    // 2018-10-01 to 2023-10-01, definitive
    bool mayor_has_term = true;       // 2021-05-31 to 2026-05-31, definitive
  };
  Law();
  explicit Law(const Options& options);

  void head(const std::string& office, HolderKind kind, Date from, std::optional<Date> until,
            std::optional<Date> inaugurated = std::nullopt, std::optional<Date> term_ends = std::nullopt,
            std::string_view person = {});
  // An office with a holder of this person and a key.
  void enrol_person(const std::string& office, std::string_view person);
  Appended schedule(const std::string& id, const std::vector<std::string>& regions, Date determination, Date voting);
  Appended reschedule(const std::string& id, const std::vector<std::string>& regions, Date determination, Date voting);
  void calendar(int year);
  Appended close_office(const std::string& agency, const std::vector<Date>& days);

  // Each returns the event as it would be appended today.
  Event open(const std::string& kase, const Matter& matter);
  Event identify(const std::string& kase, const Person& person);
  Event recommend(const std::string& kase, const Matter& matter, const Person& person);
  Event propose(const std::string& kase, const std::string& sanction);
  Event decide(const std::string& kase, const std::string& office, const std::string& sanction,
               const std::string& approval = {});
  Event dismiss(const std::string& kase, const std::string& office, const std::string& sanction,
                const std::string& approval = {});
  Event ask(const std::string& approval, const std::string& kase, const Person& person, const std::string& sanction);
  Event grant(const std::string& approval, const std::string& office, const std::string& kase, const Person& person,
              const std::string& sanction, Date valid_until);
  Event revoke(const std::string& approval, const std::string& office, Date revoked_on);

  // Carries a case, all of it on the ledger's present day. Returns the stream's name.
  std::string forwarded(const std::string& name, const Matter& matter, const Person& person);
  std::string recommended(const std::string& name, const Matter& matter, const Person& person);
  std::string appointed(const std::string& name, const Matter& matter, const Person& person);
  std::string reported(const std::string& name, const Matter& matter, const Person& person);
  std::string proposed(const std::string& name, const Matter& matter, const Person& person,
                       const std::string& sanction);

  std::string decided(const std::string& name, const Matter& matter, const Person& person, const std::string& sanction);
  std::string delivered(const std::string& name, const Matter& matter, const Person& person,
                        const std::string& sanction);
  Event receipt(const std::string& kase, const Person& person);  // DecisionDelivered, today

  void must(const Event& event, const std::vector<std::string>& co_signers = {});
  Refusal refusal(const Event& event, const std::vector<std::string>& co_signers = {});
  StateCode state_of(const std::string& stream);
  std::string supervisor() const;
  static Id subject_of_case(const std::string& kase);

  TestLedger ledger;
  HolderKind head_kind = HolderKind::definitif;  // with which heads of regions sign what is drafted here
};

}  // namespace jejak::test
