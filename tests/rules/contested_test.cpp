// Keys that were not what they seemed: what they signed is contested from a day on, until it is attested again.

#include "ledger/base/bytes.hpp"
#include "ledger/rules/types.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

std::string key_stream(const SigningKey& key) {
  return "key-" + to_hex(key.public_key());
}

const Person head_of_office{};

// An approval that the Minister's key signed on 2020-09-20; its office has a new key since 2020-10-01.
struct Revoked {
  Law law;
  std::string kase;
  std::string first_key;

  explicit Revoked(const char* invalid_since) {
    law.ledger.at(on("2020-06-15"));
    REQUIRE(law.schedule("P20", {"kota:64.71"}, on("2020-09-23"), on("2020-12-09")).admitted());
    law.ledger.at(on("2020-07-13"));
    kase = law.proposed("1", Matter{on("2020-05-04")}, head_of_office, "P53-9");
    law.must(law.ask("approval-1", kase, head_of_office, "P53-9"));
    law.ledger.at(on("2020-09-20"));
    law.must(law.grant("approval-1", minister, kase, head_of_office, "P53-9", on("2020-12-31")));
    law.ledger.at(on("2020-10-01"));
    first_key = key_stream(law.ledger.key_of(minister));
    revoke(first_key, law.ledger.key_of(minister), invalid_since);
    law.ledger.use_key(minister, key_named("the Minister's second key"));
    law.ledger.key(minister, on("2020-10-01"));
  }
  void revoke(const std::string& stream, const SigningKey& key, const char* invalid_since) {
    Event event = law.ledger.draft(
        "SigningKeyRevoked", stream, TestLedger::admin(),
        {{"key", Hash{key.public_key()}}, {"revoked_at", law.ledger.today()}, {"reason", Code{"COMPROMISED"}}});
    if (invalid_since != nullptr) set(event, "invalid_since", on(invalid_since));
    law.must(event);
  }
  Id grant_id() { return law.ledger.stream("approval-1")->last_of(type::approval_granted)->event; }
  Event reattested(const std::string& office, const Id& event, const std::string& stream) {
    return law.ledger.draft("EventReattested", first_key, office,
                            {{"event", event}, {"stream", Reference{stream}}, {"reason", Code{"FILE_CHECKED"}}});
  }
};

}  // namespace

TEST_CASE("contested: a plain revocation leaves what the key had signed", "[rules][contested]") {
  Revoked revoked(nullptr);
  revoked.law.must(revoked.law.decide(revoked.kase, governor, "P53-9", "approval-1"));
}

TEST_CASE("contested: an approval of the doubtful days holds nothing until the office attests it again",
          "[rules][contested]") {
  Revoked revoked("2020-09-15");
  Law& law = revoked.law;
  const auto decision = [&] { return law.decide(revoked.kase, governor, "P53-9", "approval-1"); };
  const Refusal refusal = law.refusal(decision());
  CHECK(refusal.code == RefusalCode::e_approval_not_in_force);
  CHECK(fact(refusal, "contested_by") == revoked.first_key);
  CHECK(law.refusal(revoked.reattested(director, revoked.grant_id(), "approval-1")).code ==
        RefusalCode::e_role_not_allowed);
  CHECK(law.refusal(decision()).code == RefusalCode::e_approval_not_in_force);
  law.must(revoked.reattested(minister, revoked.grant_id(), "approval-1"));
  CHECK(law.refusal(revoked.reattested(minister, revoked.grant_id(), "approval-1")).code ==
        RefusalCode::e_out_of_order);  // contested no more
  law.must(decision());
}

TEST_CASE("contested: what was signed before the doubtful days stands", "[rules][contested]") {
  Revoked revoked("2020-09-21");
  CHECK(revoked.law.refusal(revoked.reattested(minister, revoked.grant_id(), "approval-1")).code ==
        RefusalCode::e_out_of_order);
  revoked.law.must(revoked.law.decide(revoked.kase, governor, "P53-9", "approval-1"));
}

TEST_CASE("contested: nothing is attested again where nothing is in doubt", "[rules][contested]") {
  Revoked revoked(nullptr);
  CHECK(revoked.law.refusal(revoked.reattested(minister, id_named("any event"), "approval-1")).code ==
        RefusalCode::e_out_of_order);
  Revoked doubtful("2020-09-15");
  doubtful.law.must(doubtful.reattested(minister, id_named("an event nobody keeps"), "approval-1"));
  CHECK(doubtful.law.refusal(doubtful.reattested(minister, doubtful.grant_id(), "approval-9")).code ==
        RefusalCode::e_reference_unknown);
}

TEST_CASE("contested: a key that a doubtful key brought in signs nothing until it is attested", "[rules][contested]") {
  Law law;
  law.ledger.at(on("2020-09-20"));
  const SigningKey first = key_named(minister);
  const SigningKey second = key_named("second");
  const Event rotated = law.ledger.draft("SigningKeyRotated", key_stream(second), minister,
                                         {{"key", Hash{second.public_key()}},
                                          {"office", Code{minister}},
                                          {"valid_from", law.ledger.today()},
                                          {"replaces", Reference{key_stream(first)}}});
  REQUIRE(law.ledger.append_signed(rotated, {&first, &second}).admitted());
  law.ledger.use_key(minister, key_named("second"));
  law.ledger.at(on("2020-10-01"));
  law.must(law.ledger.draft("SigningKeyRevoked", key_stream(first), TestLedger::admin(),
                            {{"key", Hash{first.public_key()}},
                             {"revoked_at", law.ledger.today()},
                             {"reason", Code{"COMPROMISED"}},
                             {"invalid_since", on("2020-09-15")}}));
  const auto circular = [&] {
    return law.ledger.draft("NeutralityCircularIssued", "prevention-1", minister,
                            {{"circular_no", Code{"SE-1"}}, {"addressees", Codes{Code{"prov:64"}}}});
  };
  const Refusal refusal = law.refusal(circular());
  CHECK(refusal.code == RefusalCode::e_key_revoked);
  CHECK(fact(refusal, "contested_by") == key_stream(first).substr(4));
  const auto reattested = [&] {
    return law.ledger.draft(
        "EventReattested", key_stream(first), minister,
        {{"event", rotated.id}, {"stream", Reference{key_stream(second)}}, {"reason", Code{"FILE_CHECKED"}}});
  };
  CHECK(law.refusal(reattested()).code == RefusalCode::e_key_revoked);  // not by itself
  law.ledger.use_key(minister, key_named("third"));
  law.ledger.key(minister, on("2020-10-01"));
  law.must(reattested());
  law.ledger.use_key(minister, key_named("second"));
  law.must(circular());
}
