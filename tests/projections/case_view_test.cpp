#include "projections/case_reading.hpp"
#include "projections/runner.hpp"
#include "projections/strand.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/projections/naive_model.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::size_t long_history = 260;

const CaseView projection;

Coordinates all_of(const std::vector<Written>& history) {
  return {TreeSize{history.size()}, std::nullopt};
}

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
  CHECK(status.overlays == model.overlays(kase));
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

void check_changes(const TimelineRow& row, const NaiveModel& model) {
  const std::size_t at = row.position.value;
  if (!is_followed(row.own.stream)) {
    if (row.admitted()) CHECK(row.touched == model.changes_at(at));
    return;
  }
  CHECK(row.own.before == model.state_before(at, row.own.stream));
  if (!row.admitted()) {
    CHECK(row.own.after == row.own.before);
    CHECK(row.touched.empty());
    return;
  }
  CHECK(row.in_order == model.in_order(at));
  std::vector<StateChange> changes{row.own};
  changes.insert(changes.end(), row.touched.begin(), row.touched.end());
  CHECK(changes == model.changes_at(at));
}

}  // namespace

TEST_CASE("case view: at any position and date every case is what a walk through the whole history finds",
          "[projections][cases]") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const std::vector<Written> history = random_history(seed, long_history);
    const MemoryViewStore view = folded(history);
    const MemoryLog log(bytes_of(history));
    std::mt19937_64 random(seed);
    for (int round = 0; round < 8; ++round) {
      Coordinates at = all_of(history);
      if (round > 1) at.as_of = TreeSize{1 + random() % long_history};
      if (round % 2 == 1) at.on = Date{static_cast<std::int32_t>(17'990 + random() % 520)};
      INFO("seed " << seed << " as of " << at.as_of.value << " on " << (at.on ? print(*at.on) : "-"));
      const NaiveModel model(history, at.as_of.value, at.on);
      for (int number = 1; number <= 7; ++number) {
        const std::string kase = "case-" + std::to_string(number);
        const std::vector<std::size_t> expected = model.timeline(kase);
        auto file = read_case(view, log, kase, at);
        if (expected.empty()) {
          REQUIRE_FALSE(file.has_value());
          CHECK(file.error().code == Errc::not_found);
          continue;
        }
        INFO((file ? "" : file.error().message));
        REQUIRE(file.has_value());
        check_status(file->status, model, history);
        std::vector<std::size_t> positions;
        std::vector<std::size_t> refused;
        for (const TimelineRow& row : file->timeline) {
          positions.push_back(row.position.value);
          if (!row.admitted()) refused.push_back(row.position.value);
          check_row(row, history[row.position.value]);
          check_changes(row, model);
        }
        CHECK(positions == expected);
        std::vector<std::size_t> told;
        for (const RefusedAttempt& attempt : file->status.refused) {
          told.push_back(attempt.position.value);
          CHECK(static_cast<std::uint16_t>(attempt.code) == history[attempt.position.value].verdict);
          CHECK(attempt.office == history[attempt.position.value].event.office);
        }
        CHECK(told == refused);
      }
    }
  }
}

TEST_CASE("case view: a reading as of a position is that of a ledger that ends there", "[projections][cases]") {
  for (std::uint64_t seed = 13; seed <= 18; ++seed) {
    const std::vector<Written> history = random_history(seed, long_history);
    const MemoryViewStore view = folded(history);
    const MemoryLog log(bytes_of(history));
    for (const std::size_t size : {long_history / 5, long_history / 2, long_history - 3}) {
      const std::vector<Written> shorter(history.begin(), history.begin() + static_cast<std::ptrdiff_t>(size));
      const MemoryViewStore ended = folded(shorter);
      const Coordinates at = all_of(shorter);
      auto listed = list_cases(view, log, at);
      REQUIRE(listed.has_value());
      CHECK(*listed == *list_cases(ended, log, at));
      for (const CaseSummary& each : *listed) {
        CHECK(*read_case(view, log, each.stream, at) == *read_case(ended, log, each.stream, at));
      }
    }
  }
}

TEST_CASE("case view: the list holds every case with an admitted event, in pages that meet", "[projections][cases]") {
  const std::vector<Written> history = random_history(31, long_history);
  const MemoryViewStore view = folded(history);
  const MemoryLog log(bytes_of(history));
  std::mt19937_64 random(31);
  for (int round = 0; round < 12; ++round) {
    Coordinates at = all_of(history);
    if (round > 0)
      at = {TreeSize{1 + random() % long_history}, Date{static_cast<std::int32_t>(18'000 + random() % 500)}};
    const NaiveModel model(history, at.as_of.value, at.on);
    auto all = list_cases(view, log, at);
    REQUIRE(all.has_value());
    std::vector<std::string> names;
    for (const CaseSummary& each : *all) {
      names.push_back(each.stream);
      auto file = read_case(view, log, each.stream, at);
      REQUIRE(file.has_value());
      CHECK(each.state == file->status.state);
      CHECK(each.opener == file->status.opener);
      CHECK(each.opened_on == file->status.opened_on);
      CHECK(each.home_agency == file->status.home_agency);
      CHECK(each.last_step_on == file->status.last_step_on);
      CHECK(each.refusals == file->status.refusals);
    }
    CHECK(names == model.cases());

    std::vector<CaseSummary> paged;
    CaseStretch stretch;
    while (!stretch.is_end) {
      const std::string after = stretch.looked_to;
      auto next = read_stretch(view, log, at, after, 2);
      REQUIRE(next.has_value());
      CHECK(next->cases.size() <= 2);
      CHECK((next->is_end || after < next->looked_to));
      stretch = std::move(*next);
      paged.insert(paged.end(), stretch.cases.begin(), stretch.cases.end());
    }
    CHECK(paged == *all);
  }
}

TEST_CASE("case view: a stretch looks at so many cases and no more, whether they were there then or not",
          "[projections][cases]") {
  const std::vector<Written> history = random_history(33, long_history);
  const MemoryViewStore view = folded(history);
  const MemoryLog log(bytes_of(history));
  auto names = case_names(view);
  REQUIRE(names.has_value());
  REQUIRE(names->size() > 3);
  const auto early = read_stretch(view, log, {TreeSize{0}, std::nullopt}, {}, 2);
  REQUIRE(early.has_value());
  CHECK(early->cases.empty());
  CHECK(early->looked_to == names->at(1));
  CHECK_FALSE(early->is_end);
  const auto rest = read_stretch(view, log, all_of(history), names->at(names->size() - 2), 2);
  REQUIRE(rest.has_value());
  CHECK(rest->looked_to == names->back());
  CHECK(rest->is_end);
}

TEST_CASE("case view: another coordinate, or another row, gives an answer another digest", "[projections][cases]") {
  const std::vector<Written> history = random_history(32, long_history);
  const MemoryViewStore view = folded(history);
  const MemoryLog log(bytes_of(history));
  auto all = list_cases(view, log, all_of(history));
  REQUIRE(all.has_value());
  auto file = read_case(view, log, all->front().stream, all_of(history));
  REQUIRE(file.has_value());
  CHECK(digest_of(*file) == digest_of(*read_case(view, log, all->front().stream, all_of(history))));
  CaseFile other = *file;
  other.at.as_of.value -= 1;
  CHECK_FALSE(digest_of(other) == digest_of(*file));
  other = *file;
  other.at.on = Date{18'000};
  CHECK_FALSE(digest_of(other) == digest_of(*file));
  other = *file;
  other.timeline.back().contested_by = "key-1";
  CHECK_FALSE(digest_of(other) == digest_of(*file));
  other = *file;
  other.timeline.pop_back();
  CHECK_FALSE(digest_of(other) == digest_of(*file));
}

TEST_CASE("case view: a flipped bit in any row is damage or another answer, never a crash", "[projections][cases]") {
  const std::vector<Written> history = random_history(33, 60);
  const MemoryViewStore good = folded(history);
  const MemoryLog log(bytes_of(history));
  std::vector<std::pair<std::string, Bytes>> rows;
  REQUIRE(good.scan("",
                    [&rows](std::string_view key, BytesView value) -> Outcome {
                      rows.emplace_back(key, copy(value));
                      return {};
                    })
              .has_value());
  const Hash digest = *digest_of(good);
  MemoryViewStore view = good;
  std::uint64_t turn = 0;
  for (const auto& [key, value] : rows) {
    for (std::size_t byte = turn++ % 3; byte < value.size(); byte += 3) {
      Bytes flipped = value;
      flipped[byte] ^= static_cast<std::uint8_t>(1U << (turn % 8));
      RowChanges changes;
      changes.emplace_back(key, flipped);
      REQUIRE(view.commit(changes, *good.position()).has_value());
      CHECK_FALSE(*digest_of(view) == digest);
      for (int number = 1; number <= 7; ++number) {
        auto answer = read_case(view, log, "case-" + std::to_string(number), all_of(history));
        if (!answer) CHECK((answer.error().code == Errc::corrupt || answer.error().code == Errc::not_found));
      }
      auto listed = list_cases(view, log, all_of(history));
      if (!listed) CHECK(listed.error().code == Errc::corrupt);
    }
    RowChanges back;
    back.emplace_back(key, value);
    REQUIRE(view.commit(back, *good.position()).has_value());
  }
}

TEST_CASE("case view: a step that says another thing of its entry than the log is damage", "[projections][cases]") {
  const std::vector<Written> history = random_history(34, 120);
  const MemoryViewStore good = folded(history);
  const MemoryLog log(bytes_of(history));
  const std::string key = strand_key("case-1");
  const Bytes row = **good.read(key);
  const auto steps = read_strand(row);
  REQUIRE(steps.has_value());
  const std::vector<void (*)(StrandStep&)> changes = {
      [](StrandStep& step) { ++step.type; }, [](StrandStep& step) { ++step.verdict; },
      [](StrandStep& step) { step.legal_date = step.legal_date - 1; }, [](StrandStep& step) { ++step.position.value; },
      [](StrandStep& step) { step.kind = step.kind == StepKind::own ? StepKind::refused : StepKind::own; }};
  std::size_t tried = 0;
  for (std::size_t at = 0; at < steps->size(); ++at) {
    for (const auto& change : changes) {
      std::vector<StrandStep> other = *steps;
      if (other[at].kind != StepKind::own && other[at].kind != StepKind::refused) continue;
      change(other[at]);
      if (other[at].kind == StepKind::own && other[at].verdict != (*steps)[at].verdict) continue;  // has none
      if (at + 1 < other.size() && other[at + 1].position <= other[at].position) continue;
      if (other[at].position.value >= history.size()) continue;
      Bytes changed;
      for (const StrandStep& step : other) REQUIRE(append_step(changed, step).has_value());
      MemoryViewStore view = good;
      RowChanges rows;
      rows.emplace_back(key, std::move(changed));
      REQUIRE(view.commit(rows, *good.position()).has_value());
      INFO("step " << at);
      auto answer = read_case(view, log, "case-1", all_of(history));
      REQUIRE_FALSE(answer.has_value());
      CHECK(answer.error().code == Errc::corrupt);
      ++tried;
    }
  }
  CHECK(tried > 20);
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

  auto file = read_case(view, log, "case-5", {TreeSize{2}, std::nullopt});
  REQUIRE(file.has_value());
  const CaseStatus* status = &file->status;
  CHECK(status->state == StateCode::none);
  CHECK(status->events == 0);
  CHECK(status->approvals.empty());  // an attempt that was refused links nothing
  REQUIRE(status->refused.size() == 1);
  CHECK(status->refused[0].code == RefusalCode::e_out_of_order);
  CHECK(status->refused[0].stream == "approval-9");
  CHECK(list_cases(view, log, {TreeSize{2}, std::nullopt})->empty());
  CHECK(*case_names(view) == std::vector<std::string>{"case-5"});
}
