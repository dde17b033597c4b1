#include "ledger/rules/roots.hpp"

#include "ledger/rules/retrace.hpp"
#include "ledger/rules/types.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

using Keys = std::vector<const SigningKey*>;

struct Rooted {
  TestLedger ledger;  // three roots, two of which sign together
  SigningKey fresh = key_named("a root's next key");
  int agencies = 0;
  Rooted() {
    settle(ledger);
    ledger.at(date_of(2018, 3, 5));
  }

  Event change(const std::string& agency, const SigningKey* key, std::int64_t threshold) {
    std::vector<FieldValue> fields = {{"agency", Code{agency}}, {"threshold", threshold}, {"reason", Code{"CHANGE"}}};
    if (key != nullptr) fields.emplace_back("key", Hash{key->public_key()});
    return ledger.draft("RootChanged", "ledger-roots", TestLedger::admin(), fields);
  }
  // An act that takes the threshold of roots.
  Appended register_agency(const Keys& keys) {
    const std::string code = "kl:BARU-" + std::to_string(++agencies);
    return ledger.append_signed(ledger.draft("AgencyRegistered", "agency-" + code, TestLedger::admin(),
                                             {{"code", Code{code}},
                                              {"agency_type", Code{"TEST"}},
                                              {"zone", Code{"WITA"}},
                                              {"valid_from", date_of(2016, 1, 1)}}),
                                keys);
  }
  const SigningKey& bawaslu() { return ledger.root(0); }
  const SigningKey& bkn() { return ledger.root(1); }
  const SigningKey& kemendagri() { return ledger.root(2); }
};

}  // namespace

TEST_CASE_METHOD(Rooted, "roots: a key that was exchanged is a root's no more, and the new one is", "[rules][roots]") {
  const Appended exchanged = ledger.append_signed(change("kl:BAWASLU", &fresh, 2), {&bkn(), &kemendagri(), &fresh});
  INFO(print(exchanged.refusal));
  REQUIRE(exchanged.admitted());
  CHECK(register_agency({&bkn(), &fresh}).admitted());
  const Appended old = register_agency({&bkn(), &bawaslu()});
  CHECK(old.refusal.code == RefusalCode::e_key_unknown);
  // Whoever looks back sees who signed as what at the time.
  CHECK(ledger.state().roots_before(exchanged.position).of(bawaslu().public_key()) != nullptr);
  CHECK(ledger.state().roots().of(bawaslu().public_key()) == nullptr);
  CHECK(ledger.state().roots().named("kl:BAWASLU")->key == fresh.public_key());
}

TEST_CASE_METHOD(Rooted, "roots: a change takes the threshold before it, the one after it, and the new key",
                 "[rules][roots]") {
  const std::size_t before = ledger.state().roots().all.size();
  const auto missing = [](const Appended& appended) {
    CHECK(appended.refusal.code == RefusalCode::e_signature_incomplete);
    return fact(appended.refusal, "missing");
  };
  CHECK(missing(ledger.append_signed(change("kl:KPU", &fresh, 2), {&bkn(), &fresh})) == "LEDGER_ADMIN");
  CHECK(missing(ledger.append_signed(change("kl:KPU", &fresh, 2), {&bkn(), &bawaslu()})) == "NEW_ROOTS");
  // Four of four must agree before four of four are needed.
  CHECK(missing(ledger.append_signed(change("kl:KPU", &fresh, 4), {&bkn(), &bawaslu(), &fresh})) == "NEW_ROOTS");
  // Whose key goes counts among those who let it go, not among those who remain.
  CHECK(missing(ledger.append_signed(change("kl:BAWASLU", nullptr, 2), {&bkn(), &bawaslu()})) == "NEW_ROOTS");
  CHECK(ledger.state().roots().all.size() == before);
  REQUIRE(ledger.append_signed(change("kl:KPU", &fresh, 4), {&bkn(), &bawaslu(), &kemendagri(), &fresh}).admitted());
  CHECK(ledger.state().roots().all.size() == 4);
  CHECK(register_agency({&bkn(), &bawaslu(), &kemendagri()}).refusal.code == RefusalCode::e_signature_incomplete);
  CHECK(register_agency({&bkn(), &bawaslu(), &kemendagri(), &fresh}).admitted());
}

TEST_CASE_METHOD(Rooted, "roots: a lost key is taken out by the others, and never below two", "[rules][roots]") {
  REQUIRE(ledger.append_signed(change("kl:KEMENDAGRI", nullptr, 2), {&bkn(), &bawaslu()}).admitted());
  CHECK(ledger.state().roots().named("kl:KEMENDAGRI") == nullptr);
  const std::size_t entries = ledger.entries().size();
  const Appended last = ledger.append_signed(change("kl:BAWASLU", nullptr, 2), {&bkn(), &bawaslu()});
  CHECK(last.refusal.code == RefusalCode::e_schema);
  CHECK(fact(last.refusal, "field") == "threshold");
  CHECK(ledger.entries().size() == entries);
}

TEST_CASE_METHOD(Rooted, "roots: what would leave no roots, or bend another key, is no change", "[rules][roots]") {
  const auto field_of = [&](const Event& event, const Keys& keys) {
    const Appended appended = ledger.append_signed(event, keys);
    CHECK(appended.refusal.code == RefusalCode::e_schema);
    CHECK_FALSE(appended.recorded);
    return fact(appended.refusal, "field");
  };
  const Keys two = {&bkn(), &bawaslu()};
  CHECK(field_of(change("kl:KEMENDAGRI", nullptr, 1), two) == "threshold");
  CHECK(field_of(change("kl:KEMENDAGRI", nullptr, 3), two) == "threshold");
  CHECK(field_of(change("kl:KPU", nullptr, 2), two) == "agency");
  CHECK(field_of(change("kl:BAWASLU", &bkn(), 2), two) == "key");
  CHECK(field_of(change("kl:KPU", &ledger.log_signer().key, 2), {&bkn(), &bawaslu(), &ledger.log_signer().key}) ==
        "key");
  CHECK(field_of(change("kl:KPU", &ledger.key_of("PPK_ASN@prov:64"), 2),
                 {&bkn(), &bawaslu(), &ledger.key_of("PPK_ASN@prov:64")}) == "key");
  CHECK(field_of(change("kl:A+B", &fresh, 2), {&bkn(), &bawaslu()}) == "agency");
  Event elsewhere = change("kl:KPU", &fresh, 2);
  elsewhere.stream = "ledger-other";
  CHECK(field_of(elsewhere, {&bkn(), &bawaslu(), &fresh}) == "stream");
  // A root's key does not become an office's.
  const Event registration = ledger.key_registration("PPK_ASN@prov:64", bawaslu(), date_of(2018, 1, 1));
  CHECK(field_of(registration, {&bkn(), &bawaslu()}) == "key");
}

TEST_CASE_METHOD(Rooted, "roots: a state that is read again from its rows has the same roots", "[rules][roots]") {
  REQUIRE(ledger.append_signed(change("kl:BAWASLU", &fresh, 2), {&bkn(), &kemendagri(), &fresh}).admitted());
  State again(ledger.genesis(), ledger.rows());
  REQUIRE(again.load());
  CHECK(again.roots().all == ledger.state().roots().all);
  CHECK(again.roots().named("kl:BAWASLU")->key == fresh.public_key());
  CHECK(again.roots_before(Sequence{1}).all == ledger.genesis().roots);
}

TEST_CASE_METHOD(Rooted, "roots: whoever reads the past on an earlier day still knows who signed as a root",
                 "[rules][roots]") {
  REQUIRE(ledger.append_signed(change("kl:BAWASLU", &fresh, 2), {&bkn(), &kemendagri(), &fresh}).admitted());
  for (const bool registry_alone : {false, true}) {
    RetraceOptions options;
    options.on = date_of(2017, 6, 1);
    options.registry_alone = registry_alone;
    Retrace past(ledger.genesis(), options);
    for (const Bytes& entry : ledger.entries()) REQUIRE(past.step(entry, nullptr));
    CHECK(past.state().roots().named("kl:BAWASLU")->key == fresh.public_key());
  }
}
