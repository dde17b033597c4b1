#include "api/service/event_filter.hpp"

#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

using Pairs = std::vector<EventFilter::Pair>;

EventFilter filter(std::string_view text) {
  auto parsed = EventFilter::parse(text);
  INFO(text);
  REQUIRE(parsed.has_value());
  return std::move(*parsed);
}

std::string refusal(const Pairs& pairs) {
  auto parsed = EventFilter::parse(pairs);
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.error().code == Errc::usage);
  return parsed.error().message;
}

// Two cases of the city, one of the province, an approval and two elections.
class City {
 public:
  City() : ties(law.ledger.rows(), [this] { return Result<TreeSize>(law.ledger.frontier().size()); }) {
    law.ledger.at(date_of(2020, 3, 2));
    const Date voting = date_of(2020, 12, 9);
    REQUIRE(law.schedule("PILKADA-2020", {"kota:64.71"}, date_of(2020, 9, 23), voting).admitted());
    REQUIRE(law.schedule("PILKADA-2020-KUKAR", {"kab:64.02"}, date_of(2020, 9, 23), voting).admitted());
    law.ledger.at(date_of(2020, 11, 2));
    Matter matter{date_of(2020, 10, 20)};
    matter.election = "election-PILKADA-2020";
    law.forwarded("of-the-city", matter, {"PENGAWAS", "POST-1", "kota:64.71"});
    law.forwarded("of-the-province", Matter{date_of(2020, 10, 20)}, Person{});
  }

  std::vector<ProjectedEntry> matching(std::string_view text) {
    const EventFilter wanted = filter(text);
    std::vector<ProjectedEntry> out;
    const auto& entries = law.ledger.entries();
    for (std::uint64_t i = 0; i < entries.size(); ++i) {
      auto entry = projected_entry(Sequence{i}, entries[i]);
      REQUIRE(entry.has_value());
      auto matched = wanted.matches(*entry, ties);
      REQUIRE(matched.has_value());
      if (*matched) out.push_back(std::move(*entry));
    }
    return out;
  }
  std::set<std::string> streams(std::string_view text) {
    std::set<std::string> out;
    for (const ProjectedEntry& entry : matching(text)) out.insert(entry.event->stream);
    return out;
  }

  Law law;
  LedgerTies ties;
};

}  // namespace

TEST_CASE("event filter: what it prints is what it was parsed from, in one order", "[service][filter]") {
  CHECK(filter("").empty());
  CHECK(filter("").text().empty());
  const EventFilter parsed = filter(
      "verdict=refused&type=CaseOpened&agency=prov:64,kota:64.71&type=CaseClosed,CaseOpened"
      "&case=2020-17&election=PILKADA-2020&stream=approval-12");
  CHECK(parsed.text() ==
        "agency=kota:64.71,prov:64&case=case-2020-17&election=election-PILKADA-2020"
        "&stream=approval-12&type=CaseClosed,CaseOpened&verdict=refused");
  CHECK(filter(parsed.text()) == parsed);
  CHECK(filter("case=case-2020-17") == filter("case=2020-17"));
}

TEST_CASE("event filter: what cannot be meant is refused, and the nearest names are told", "[service][filter]") {
  CHECK(refusal({{"type", "CaseOpend"}}).find("Near it: CaseOpened") != std::string::npos);
  CHECK(refusal({{"typ", "CaseOpened"}}) == "filter: there is no key \"typ\". Near it: type");
  CHECK(refusal({{"type", "CaseOpened,"}}) == "filter: type has no value");
  CHECK(refusal({{"agency", ""}}) == "filter: agency has no value");
  CHECK(refusal({{"agency", "prov 64"}}).starts_with("agency=prov 64: "));
  CHECK(refusal({{"stream", "nothing"}}).starts_with("stream=nothing: "));
  CHECK(refusal({{"case", "a case"}}) == "case=a case: that is no case's name");
  CHECK(refusal({{"verdict", "maybe"}}) == "verdict=maybe: admitted or refused");
  CHECK_FALSE(EventFilter::parse("agency").has_value());
  Pairs many;
  for (std::size_t i = 0; i <= EventFilter::values_max; ++i) many.emplace_back("case", std::to_string(i));
  CHECK(EventFilter::parse(many).error().code == Errc::too_large);
}

TEST_CASE_METHOD(City, "event filter: only the empty one lets the entries pass that are no events",
                 "[service][filter]") {
  const auto all = matching("");
  CHECK(all.size() == law.ledger.entries().size());
  CHECK(all.front().kind == EntryKind::genesis);
  CHECK(matching("verdict=admitted,refused").size() == all.size() - 1);
}

TEST_CASE_METHOD(City, "event filter: types are alternatives, keys must all hold", "[service][filter]") {
  const auto both = matching("type=CaseOpened,CaseForwarded");
  CHECK(both.size() == 4);
  const auto one = matching("type=CaseOpened,CaseForwarded&stream=case-of-the-city");
  CHECK(one.size() == 2);
  CHECK(matching("type=CaseOpened&stream=case-of-the-city&verdict=refused").empty());
}

TEST_CASE_METHOD(City, "event filter: an agency's are the cases of its people, whoever acts", "[service][filter]") {
  const auto of_city = streams("agency=kota:64.71&type=CaseOpened,CaseForwarded,SubjectIdentified");
  CHECK(of_city == std::set<std::string>{"case-of-the-city"});
  CHECK(matching("agency=kota:64.71&type=CaseOpened").front().event->office == bawaslu);
  CHECK(streams("agency=kl:KASN&type=CaseForwarded").size() == 2);  // to whom they were forwarded
  CHECK(matching("agency=kl:KPU&type=CaseOpened").empty());
}

TEST_CASE_METHOD(City, "event filter: an agency stands for all below it", "[service][filter]") {
  const auto above = streams("agency=prov:64&type=CaseOpened");
  CHECK(above == std::set<std::string>{"case-of-the-city", "case-of-the-province"});
  CHECK(streams("agency=kota:64.71&stream=case-of-the-province").empty());
}

TEST_CASE_METHOD(City, "event filter: an approval belongs to the case it was asked for", "[service][filter]") {
  Matter matter{date_of(2020, 10, 20)};
  matter.election = "election-PILKADA-2020";
  law.proposed("asked-for", matter, Person{}, "L2");
  const Appended appended = law.ledger.append(law.ask("approval-9", "case-asked-for", Person{}, "L2"));
  INFO(print(appended.refusal));
  REQUIRE(appended.admitted());
  CHECK(streams("case=asked-for") == std::set<std::string>{"approval-9", "case-asked-for"});
  const auto known = ties.of("approval-9", appended.position);
  REQUIRE(known.has_value());
  CHECK(known->kase == "case-asked-for");
  CHECK(known->election == "election-PILKADA-2020");
  CHECK(known->agencies == ties.of(known->kase, appended.position)->agencies);
}

TEST_CASE_METHOD(City, "event filter: an election's are its own events and the cases that touch it",
                 "[service][filter]") {
  CHECK(streams("election=PILKADA-2020") == std::set<std::string>{"case-of-the-city", "election-PILKADA-2020"});
  CHECK(streams("election=PILKADA-2020-KUKAR") == std::set<std::string>{"election-PILKADA-2020-KUKAR"});
}

TEST_CASE_METHOD(City, "ties: what they remember of a stream is read again once the stream has grown",
                 "[service][ties]") {
  const auto before = ties.of("case-new", Sequence{law.ledger.entries().size() - 1});
  REQUIRE(before.has_value());
  CHECK(before->agencies.empty());
  law.forwarded("new", Matter{date_of(2020, 10, 20)}, {"PENGAWAS", "POST-2", "kota:64.71"});
  const auto after = ties.of("case-new", Sequence{law.ledger.entries().size() - 1});
  REQUIRE(after.has_value());
  CHECK(after->agencies == std::vector<std::string>{"bawaslu:64.71", "kl:KASN", "kota:64.71"});
}

TEST_CASE_METHOD(City, "ties: a small memory forgets streams and still answers the same", "[service][ties]") {
  LedgerTies small(law.ledger.rows(), [this] { return Result<TreeSize>(law.ledger.frontier().size()); }, 1);
  for (int round = 0; round < 3; ++round) {
    for (const char* stream : {"case-of-the-city", "case-of-the-province", "approval-none"}) {
      const Sequence last{law.ledger.entries().size() - 1};
      CHECK(*small.of(stream, last) == *ties.of(stream, last));
    }
  }
}
