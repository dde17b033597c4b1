#include "projections/case_view.hpp"

#include "projections/runner.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/projections/naive_model.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::size_t long_history = 260;

const CaseView projection;

MemoryViewStore folded(const std::vector<Written>& history) {
  const MemoryLog log(bytes_of(history));
  MemoryViewStore store(name_of(projection));
  Runner runner(log);
  runner.add(projection, store);
  REQUIRE(runner.catch_up().has_value());
  return store;
}

template <class T>
std::vector<std::string> names_of(const T& linked) {
  std::vector<std::string> out;
  for (const LinkedStream& each : linked) out.push_back(each.stream);
  return out;
}

std::vector<std::string> sorted(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

std::vector<std::string> texts_of(const Codes& codes) {
  std::vector<std::string> out;
  for (const Code& code : codes) out.push_back(code.text);
  return out;
}

template <class T>
T field_of(const Event& event, std::string_view type, std::string_view name) {
  return *event.get<T>(catalogue_field(type, name).field);
}

void check_status(const CaseStatus& status, const NaiveModel& model, const std::vector<Written>& history) {
  const std::string& kase = status.stream;
  CHECK(status.state == model.state(kase));
  CHECK(status.events == model.events(kase));
  CHECK(status.refusals == model.refusals(kase));
  CHECK(names_of(status.reports) == sorted(model.linked(kase, StreamKind::report)));
  CHECK(names_of(status.approvals) == sorted(model.linked(kase, StreamKind::approval)));
  for (const LinkedStream& linked : status.approvals) CHECK(linked.state == model.state(linked.stream));
  const Event* first = model.first_of(kase);
  if (first == nullptr) {
    CHECK(status.opener.empty());
    return;
  }
  CHECK(status.opener == first->office);
  CHECK(status.opened_on == first->legal_date);
  CHECK(status.zone == first->zone);
  const std::size_t last = model.last_step(kase);
  CHECK(status.last_position == Sequence{last});
  CHECK(status.last_step_on == history[last].event.legal_date);
  CHECK(status.last_type == history[last].event.type);
  if (const Event* opened = model.last_of(kase, "CaseOpened")) {
    CHECK(status.violation_codes == texts_of(field_of<Codes>(*opened, "CaseOpened", "violation_codes")));
    CHECK(status.act_date == field_of<Date>(*opened, "CaseOpened", "act_date"));
  } else {
    CHECK(status.violation_codes.empty());
    CHECK_FALSE(status.act_date.has_value());
  }
  if (const Event* identified = model.last_of(kase, "SubjectIdentified")) {
    CHECK(status.subject == field_of<Id>(*identified, "SubjectIdentified", "subject"));
    CHECK(status.home_agency == field_of<Code>(*identified, "SubjectIdentified", "home_agency").text);
    CHECK(status.rank_class == field_of<Code>(*identified, "SubjectIdentified", "rank_class").text);
    CHECK(status.post == field_of<Code>(*identified, "SubjectIdentified", "post").text);
  } else {
    CHECK_FALSE(status.subject.has_value());
    CHECK(status.home_agency.empty());
  }
}

void check_row(const TimelineRow& row, const Written& written) {
  const Event& event = written.event;
  CHECK(row.recorded_at == written.recorded_at);
  CHECK(row.leaf == leaf_hash(written.entry));
  CHECK(row.verdict == written.verdict);
  CHECK(row.own.stream == event.stream);
  CHECK(row.event == event.id);
  CHECK(row.type == event.type);
  CHECK(row.legal_date == event.legal_date);
  CHECK(row.legal_minute == event.legal_minute);
  CHECK(row.zone == event.zone);
  CHECK(row.received_date == event.received_date);
  CHECK(row.office == event.office);
  CHECK(row.holder == event.holder);
  CHECK(row.on_behalf_of == event.on_behalf_of);
  CHECK(row.rule_set == event.rule_set);
  CHECK(row.late_reason == event.late_reason);
  CHECK(row.legal_bases == event.legal_bases);
  CHECK(row.documents == event.documents);
  CHECK(row.causation == event.causation);
  CHECK(row.external_refs == event.external_refs);
  CHECK(row.fields == event.fields);
  CHECK(row.keys.size() == 1);
}

}  // namespace

TEST_CASE("case view: status and timeline of every case are what a walk through the whole history finds",
          "[projections][cases]") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    const std::vector<Written> history = random_history(seed, long_history);
    for (const std::size_t size : {long_history / 4, long_history}) {
      const std::vector<Written> so_far(history.begin(), history.begin() + static_cast<std::ptrdiff_t>(size));
      const MemoryViewStore view = folded(so_far);
      const NaiveModel model(so_far, size);
      for (int number = 1; number <= 7; ++number) {
        const std::string kase = "case-" + std::to_string(number);
        const std::vector<std::size_t> expected = model.timeline(kase);
        auto status = case_status(view, kase);
        if (expected.empty()) {
          REQUIRE_FALSE(status.has_value());
          CHECK(status.error().code == Errc::not_found);
          continue;
        }
        REQUIRE(status.has_value());
        check_status(*status, model, so_far);

        auto rows = timeline(view, kase);
        REQUIRE(rows.has_value());
        std::vector<std::size_t> positions;
        std::vector<std::size_t> refused;
        for (const TimelineRow& row : *rows) {
          positions.push_back(row.position.value);
          if (!row.admitted()) refused.push_back(row.position.value);
          check_row(row, so_far[row.position.value]);
        }
        CHECK(positions == expected);
        std::vector<std::size_t> told;
        for (const RefusedAttempt& attempt : status->refused) {
          told.push_back(attempt.position.value);
          CHECK(static_cast<std::uint16_t>(attempt.code) == so_far[attempt.position.value].verdict);
          CHECK(attempt.office == so_far[attempt.position.value].event.office);
        }
        CHECK(told == refused);
      }
    }
  }
}

TEST_CASE("case view: the states on a timeline lead from none to the state of the case", "[projections][cases]") {
  for (std::uint64_t seed = 20; seed <= 26; ++seed) {
    const std::vector<Written> history = random_history(seed, long_history);
    const MemoryViewStore view = folded(history);
    const NaiveModel model(history, history.size());
    for (const std::string& kase : model.cases()) {
      auto rows = timeline(view, kase);
      REQUIRE(rows.has_value());
      StateCode state = StateCode::none;
      for (const TimelineRow& row : *rows) {
        if (row.own.stream == kase) CHECK(row.own.before == state);
        if (const auto after = row.state_of(kase)) state = *after;
      }
      CHECK(state == model.state(kase));
    }
  }
}

TEST_CASE("case view: the list holds every case with an admitted event, in pages that meet", "[projections][cases]") {
  const std::vector<Written> history = random_history(31, long_history);
  const MemoryViewStore view = folded(history);
  const NaiveModel model(history, history.size());
  auto all = list_cases(view);
  REQUIRE(all.has_value());
  std::vector<std::string> names;
  for (const CaseSummary& each : *all) {
    names.push_back(each.stream);
    auto status = case_status(view, each.stream);
    REQUIRE(status.has_value());
    CHECK(each.state == status->state);
    CHECK(each.home_agency == status->home_agency);
    CHECK(each.last_step_on == status->last_step_on);
    CHECK(each.refusals == status->refusals);
  }
  CHECK(names == model.cases());

  std::vector<CaseSummary> paged;
  std::string after;
  for (;;) {
    auto page = list_cases(view, after, 2);
    REQUIRE(page.has_value());
    if (page->empty()) break;
    CHECK(page->size() <= 2);
    paged.insert(paged.end(), page->begin(), page->end());
    after = page->back().stream;
  }
  CHECK(paged == *all);
}

TEST_CASE("case view: an answer carries the position, root and digest of the view it is from", "[projections][cases]") {
  const std::vector<Written> history = random_history(32, long_history);
  const MemoryViewStore view = folded(history);
  const MemoryLog log(bytes_of(history));
  auto all = list_cases(view);
  REQUIRE(all.has_value());
  auto answer = read_case(view, all->front().stream, WithDigest::yes);
  REQUIRE(answer.has_value());
  CHECK(answer->stamp.view == ViewName{"cases", 1});
  CHECK(answer->stamp.size == TreeSize{history.size()});
  CHECK(answer->stamp.root == log.head()->root);
  CHECK(answer->stamp.digest == *digest_of(view));
  CHECK(answer->value.status == *case_status(view, all->front().stream));
  CHECK_FALSE(read_cases(view, WithDigest::no)->stamp.digest.has_value());
}

TEST_CASE("case view: a flipped bit in any row is damage or another answer, never a crash", "[projections][cases]") {
  const std::vector<Written> history = random_history(33, 60);
  const MemoryViewStore good = folded(history);
  std::vector<std::pair<std::string, Bytes>> rows;
  REQUIRE(good.scan("",
                    [&rows](std::string_view key, BytesView value) -> Outcome {
                      rows.emplace_back(key, copy(value));
                      return {};
                    })
              .has_value());
  const Hash digest = *digest_of(good);
  std::vector<std::string> cases;
  for (int number = 1; number <= 7; ++number) cases.push_back("case-" + std::to_string(number));
  MemoryViewStore view = good;
  std::uint64_t turn = 0;
  for (const auto& [key, value] : rows) {
    for (std::size_t byte = turn++ % 9; byte < value.size(); byte += 9) {
      Bytes flipped = value;
      flipped[byte] ^= static_cast<std::uint8_t>(1U << (turn % 8));
      RowChanges changes;
      changes.emplace_back(key, flipped);
      REQUIRE(view.commit(changes, *good.position()).has_value());
      CHECK_FALSE(*digest_of(view) == digest);
      for (const std::string& kase : cases) {
        auto answer = read_case(view, kase, WithDigest::no);
        if (!answer) CHECK((answer.error().code == Errc::corrupt || answer.error().code == Errc::not_found));
      }
      auto listed = list_cases(view);
      if (!listed) CHECK(listed.error().code == Errc::corrupt);
    }
    RowChanges back;
    back.emplace_back(key, value);
    REQUIRE(view.commit(back, *good.position()).has_value());
  }
}

TEST_CASE("case view: refused attempts in other streams that name a case stand on its timeline",
          "[projections][cases]") {
  Event event;
  event.id = make_uuid_v7(Instant{1'700'000'000'000'000}, ByteArray<10>{});
  event.origin = "simulated.jejak.example/one";
  event.type = catalogue().find("ApprovalRequested")->number;
  event.stream = "approval-9";
  event.zone = Zone::wita;
  event.office = "PPK_ASN@prov:64";
  event.holder = HolderKind::definitif;
  event.fields = {{catalogue_field("ApprovalRequested", "case").field, Reference{"case-5"}}};
  Entry genesis;
  genesis.kind = EntryKind::genesis;
  genesis.body = Bytes(10, 1);
  const auto refused = static_cast<std::uint16_t>(RefusalCode::e_out_of_order);
  const MemoryLog log({encode(genesis), entry_of(event, refused, Instant{5})});
  MemoryViewStore view(name_of(projection));
  Runner runner(log);
  runner.add(projection, view);
  REQUIRE(runner.catch_up().has_value());

  auto status = case_status(view, "case-5");
  REQUIRE(status.has_value());
  CHECK(status->state == StateCode::none);
  CHECK(status->events == 0);
  CHECK(status->approvals.empty());  // an attempt that was refused links nothing
  REQUIRE(status->refused.size() == 1);
  CHECK(status->refused[0].code == RefusalCode::e_out_of_order);
  CHECK(status->refused[0].stream == "approval-9");
  CHECK(list_cases(view)->empty());
}
