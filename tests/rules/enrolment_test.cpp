// What stands before the registry's own steps: a key is its stream's and its office's, a power its owner's.

#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

struct Settled {
  TestLedger ledger;
  Settled() {
    settle(ledger);
    ledger.at(date_of(2018, 3, 5));
  }
  Event rotation(const std::string& office, const SigningKey& old_key, const SigningKey& new_key) {
    return ledger.draft("SigningKeyRotated", "key-" + to_hex(new_key.public_key()), office,
                        {{"key", Hash{new_key.public_key()}},
                         {"office", Code{office}},
                         {"valid_from", ledger.today()},
                         {"replaces", Reference{"key-" + to_hex(old_key.public_key())}}});
  }
};

}  // namespace

TEST_CASE_METHOD(Settled, "enrolment: a key is registered in the stream that is named after it, or leaves no entry",
                 "[rules][enrolment]") {
  const SigningKey added = key_named("added"), other = key_named("other");
  Event event = ledger.key_registration("PPK_ASN@prov:64", added, date_of(2018, 1, 1));
  event.stream = "key-" + to_hex(other.public_key());
  const std::size_t before = ledger.entries().size();
  CHECK(ledger.append_signed(event, {&ledger.root(1), &ledger.root(0), &added}).refusal.code == RefusalCode::e_schema);
  CHECK(ledger.entries().size() == before);
}

TEST_CASE_METHOD(Settled, "enrolment: a key that is exchanged stays with its office", "[rules][enrolment]") {
  const std::string registry_office = "BKD@prov:64";
  const SigningKey fresh = key_named("fresh");
  Event event = rotation(registry_office, ledger.key_of(registry_office), fresh);
  set(event, "office", Code{"PPK_ASN@prov:64"});
  const Appended taken = ledger.append_signed(event, {&ledger.key_of(registry_office), &fresh});
  INFO(print(taken.refusal));
  CHECK(taken.refusal.code == RefusalCode::e_role_not_allowed);
  const Event own = rotation(registry_office, ledger.key_of(registry_office), fresh);
  CHECK(ledger.append_signed(own, {&ledger.key_of(registry_office), &fresh}).admitted());
}

TEST_CASE_METHOD(Settled, "enrolment: an office lends no other office's power", "[rules][enrolment]") {
  const auto lend = [this](const std::string& whose) {
    return ledger.draft("DelegationGranted", "office-" + whose, "PPK_ASN@prov:64",
                        {{"office", Code{whose}},
                         {"delegate", Code{"PYB@prov:64"}},
                         {"types", Codes{Code{"ExaminerAppointed"}}},
                         {"valid_from", ledger.today()},
                         {"decision_no", Code{"SK/7"}}});
  };
  const Appended other = ledger.append(lend("PPK_ASN@kota:64.71"));
  INFO(print(other.refusal));
  CHECK(other.refusal.code == RefusalCode::e_role_not_allowed);
  CHECK(ledger.append(lend("PPK_ASN@prov:64")).admitted());
}

TEST_CASE("approvals: an approval that the President cites must hold, although he needs none", "[rules][approvals]") {
  Person sekda;
  sekda.rank = "JPT_MADYA";
  Law law;
  law.ledger.at(date_of(2020, 7, 13));
  const Matter act{date_of(2020, 5, 4)};
  const std::string kase = law.proposed("1", act, sekda, "B3");
  const std::string other = law.proposed("2", act, sekda, "B3");
  for (const std::string& each : {kase, other}) {
    const std::string approval = "approval-" + each;
    law.must(law.ask(approval, each, sekda, "B3"));
    law.must(law.grant(approval, minister, each, sekda, "B3", date_of(2020, 12, 31)));
  }
  const auto decree = [&](const std::string& approval) {
    return law.ledger.draft(
        "PresidentialDecisionIssued", kase, president,
        {{"decision_no", Code{"1/TPA"}}, {"sanction", Code{"B3"}}, {"approval", Reference{approval}}});
  };
  const Refusal refusal = law.refusal(decree("approval-" + other));
  INFO(print(refusal));
  CHECK(refusal.code == RefusalCode::e_approval_scope);
  law.must(decree("approval-" + kase));
}
