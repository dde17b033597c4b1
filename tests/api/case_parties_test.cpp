// Whose case it is while it passes from one to another, by real events of a real ledger: who had it before keeps the
// skeleton, whoever gets it sees it in full; the list of cases and the case itself agree.

#include "api/case_parties.hpp"

#include "ledger/rules/types.hpp"
#include "projections/views.hpp"
#include "tests/ledger/replayed.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string ministry = "MENPANRB@kl:KEMENPANRB";
const std::string elsewhere = "PPK_ASN@prov:63";
const std::string city_registry = "BKD@kota:64.71";

Person clerk() {
  Person person;
  person.rank = "PELAKSANA";
  person.home = "kota:64.71";
  return person;
}

// What is recorded in memory, on disk; and what an office sees of it now.
struct Archive {
  Law law;
  Replayed disk{law.ledger};

  Result<Scope> scope(const std::string& office) {
    return scope_of(law.ledger.state(), law.ledger.key_of(office).public_key(), {}, law.ledger.now());
  }

  std::string seen_by(const std::string& office, const std::string& kase) {
    INFO(office << " of " << kase);
    disk.catch_up();
    const Reader& reader = disk.ledger->reader();
    const LedgerSource source(reader);
    const auto views = Views::replay(source);
    REQUIRE(views.has_value());
    const auto asking = scope(office);
    REQUIRE(asking.has_value());
    const auto file = (*views)->read_case(kase, WithDigest::no);
    REQUIRE(file.has_value());
    const Fields fields = asking->fields_of(parties_of(file->value));
    const auto listed = (*views)->read_cases(WithDigest::no);
    REQUIRE(listed.has_value());
    std::size_t found = 0;
    for (const CaseSummary& one : listed->value) {
      if (one.stream != kase) continue;
      ++found;
      const auto may = may_see_case(*asking, one, reader);
      REQUIRE(may.has_value());
      CHECK(*may == (fields != Fields::counts));
    }
    CHECK(found == 1);
    return name(fields);
  }
};

// A case whose subject is known, and one more admitted event behind that which has every field.
CaseFile followed_by(std::uint16_t event_type) {
  CaseFile file;
  file.status.stream = "case-1";
  for (const std::uint16_t each : {type::subject_identified, event_type}) {
    TimelineRow& row = file.timeline.emplace_back();
    row.type = each;
    row.own.stream = file.status.stream;
    row.office = "PPK_ASN@kl:OTHER";
    for (std::uint16_t number = 1; number <= event_fields_max; ++number) {
      row.fields.push_back({number, Code{file.timeline.size() == 1 ? "prov:64" : "kl:OTHER"}});
    }
  }
  return file;
}

}  // namespace

TEST_CASE("parties: what says anew whose a case is stands in its summary, and nothing else does", "[api][read]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    const CaseFile file = followed_by(row->shape.number);
    const CaseParties parties = parties_of(file);
    const bool is_as_before = parties.home_agency == "prov:64" && parties.former_agencies.empty() &&
                              parties.forwarder_offices.empty() && parties.handed_to.empty();
    INFO(row->shape.name);
    CHECK(is_passing(row->shape.number) != is_as_before);
  }
}

TEST_CASE("parties: in the transition of 2024 a file is seen in full by who got it, and no more by who had it",
          "[api][read]") {
  Archive archive;
  Law& law = archive.law;
  law.ledger.enrol(ministry);
  law.ledger.at(on("2024-08-30"));
  const Matter matter{on("2024-08-20")};
  const std::string processed = law.forwarded("1", matter, clerk());
  const std::string plain = law.forwarded("2", matter, clerk());
  for (const std::string& kase : {processed, plain}) {
    CHECK(archive.seen_by(kasn, kase) == "full");
    CHECK(archive.seen_by(bkn, kase) == "counts");
    CHECK(archive.seen_by(ministry, kase) == "counts");
    CHECK(archive.seen_by(mayor, kase) == "full");
    CHECK(archive.seen_by(bawaslu, kase) == "skeleton");
  }

  law.ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", on("2024-09-04"));
  law.ledger.at(on("2024-09-04"));
  CHECK(archive.scope(kasn).error().code == Errc::permission);
  CHECK(archive.seen_by(bkn, processed) == "full");
  CHECK(archive.seen_by(ministry, processed) == "counts");

  const auto handed = [&](const std::string& kase, const std::string& to, const char* was) {
    return law.ledger.draft("TransitionTransferred", kase, TestLedger::admin(),
                            {{"to", Code{to}}, {"processed", Code{was}}, {"letter_no", Code{"BA-9"}}});
  };
  law.must(handed(processed, ministry, "YES"));
  law.must(handed(plain, bkn, "NO"));
  CHECK(archive.seen_by(ministry, processed) == "full");
  CHECK(archive.seen_by(bkn, processed) == "skeleton");
  CHECK(archive.seen_by(ministry, plain) == "counts");
  CHECK(archive.seen_by(bkn, plain) == "full");
  for (const std::string& kase : {processed, plain}) {
    CHECK(archive.seen_by(mayor, kase) == "full");
    CHECK(archive.seen_by(bawaslu, kase) == "skeleton");
    CHECK(archive.seen_by(organiser, kase) == "counts");
  }
}

TEST_CASE("parties: a transfer of jurisdiction takes the case from one agency to another once it is accepted",
          "[api][read]") {
  Archive archive;
  Law& law = archive.law;
  law.ledger.enrol(elsewhere);
  law.ledger.at(on("2021-11-02"));
  const std::string kase = law.recommended("1", Matter{on("2021-10-05")}, clerk());
  law.must(law.ledger.draft("CaseReceivedByPpk", kase, city_registry, {{"received_at", law.ledger.today()}}));
  law.must(law.ledger.draft("JurisdictionTransferOffered", kase, mayor,
                            {{"to", Code{"prov:63"}}, {"letter_no", Code{"S-1"}}, {"reason", Code{"MOVED"}}}));
  CHECK(archive.seen_by(mayor, kase) == "full");
  CHECK(archive.seen_by(city_registry, kase) == "full");
  CHECK(archive.seen_by(elsewhere, kase) == "counts");

  law.must(law.ledger.draft("JurisdictionTransferAccepted", kase, elsewhere,
                            {{"to", Code{"prov:63"}}, {"letter_no", Code{"S-2"}}}));
  CHECK(archive.seen_by(mayor, kase) == "skeleton");
  CHECK(archive.seen_by(city_registry, kase) == "skeleton");
  CHECK(archive.seen_by(elsewhere, kase) == "full");
  CHECK(archive.seen_by(kasn, kase) == "full");
  CHECK(archive.seen_by(organiser, kase) == "counts");
}
