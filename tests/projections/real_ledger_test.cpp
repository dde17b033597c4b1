#include "ledger/data_folder.hpp"
#include "ledger/ledger.hpp"
#include "projections/views.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"
#include "tools/demo/tiny.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// The sixty cases in a ledger on disk, with a follower beside the writer from the first entry on.
class TinyLedger {
 public:
  TinyLedger() {
    auto planned = plan_tiny();
    REQUIRE(planned.has_value());
    plan = std::move(*planned);
    clock = std::make_unique<SimulatedClock>(plan.founded_at);
    REQUIRE(Ledger::create(folder, plan.genesis_note, log_key(), *clock).has_value());
    auto opened = Ledger::open(folder, log_key(), *clock);
    REQUIRE(opened.has_value());
    ledger = std::move(*opened);
  }

  void record_all() {
    for (const PlannedEvent& event : plan.events) {
      clock->advance_to(event.at);
      auto placed = ledger->append(event.envelope);
      CHECK(placed.has_value() == event.recorded);
    }
    REQUIRE(ledger->append_heads().has_value());
  }

  NoteSigner log_key() const {
    for (const DemoKey& key : plan.keys) {
      if (key.name != log_key_name) continue;
      auto signer = parse_signer(key.skey);
      REQUIRE(signer.has_value());
      return std::move(*signer);
    }
    FAIL("the plan has no key for the log");
    return NoteSigner{"", KeyType::ed25519, SigningKey::generate()};
  }

  const Scratch scratch;
  const std::string folder = scratch.at("ledger");
  DemoPlan plan;
  std::unique_ptr<SimulatedClock> clock;
  std::unique_ptr<Ledger> ledger;
};

void check_states(Views& views, const Reader& reader) {
  auto listed = views.read_cases(WithDigest::no);
  REQUIRE(listed.has_value());
  CHECK(listed->value.size() >= 60);
  for (const CaseSummary& summary : listed->value) {
    INFO(summary.stream);
    auto answer = views.read_case(summary.stream, WithDigest::no);
    REQUIRE(answer.has_value());
    std::vector<LinkedStream> followed = answer->value.status.approvals;
    const auto& reports = answer->value.status.reports;
    followed.insert(followed.end(), reports.begin(), reports.end());
    followed.push_back({summary.stream, summary.state, Sequence{0}});
    for (const LinkedStream& each : followed) {
      auto row = reader.row(each.stream);
      REQUIRE(row.has_value());
      REQUIRE(row->has_value());
      CHECK(decode_stream_state(each.stream, **row)->state == each.state);
    }
    auto own = decode_stream_state(summary.stream, **reader.row(summary.stream));
    CHECK(answer->value.status.events == own->events);
    CHECK(answer->value.status.refusals == own->refusals);
    for (const TimelineRow& row : answer->value.timeline) CHECK(row.in_order);
  }
}

void check_showcase(Views& views) {
  auto answer = views.read_case(tiny_showcase, WithDigest::yes);
  REQUIRE(answer.has_value());
  const CaseStatus& status = answer->value.status;
  CHECK_FALSE(status.approvals.empty());
  CHECK_FALSE(status.reports.empty());
  const auto refused = std::find_if(status.refused.begin(), status.refused.end(), [](const RefusedAttempt& each) {
    return each.code == RefusalCode::e_approval_required;
  });
  REQUIRE(refused != status.refused.end());
  const auto position_of = [&answer](StateCode state, std::string_view stream) -> std::optional<Sequence> {
    for (const TimelineRow& row : answer->value.timeline) {
      if (row.state_of(stream) == state) return row.position;
    }
    return std::nullopt;
  };
  const auto granted = position_of(StateCode::granted, status.approvals.back().stream);
  const auto decided = position_of(StateCode::decided, tiny_showcase);
  const auto consumed = position_of(StateCode::consumed, status.approvals.back().stream);
  REQUIRE(granted.has_value());
  REQUIRE(decided.has_value());
  CHECK(refused->position < *granted);
  CHECK(*granted < *decided);
  CHECK(consumed == decided);
  CHECK(answer->value.timeline.front().own.stream == status.reports.front().stream);
}

void check_tallies(Views& views, const DemoPlan& plan) {
  TallyQuestion question;
  question.at.as_of = TreeSize{views.runner().position().value};
  auto counted = views.read_tally(question);
  auto listed = views.read_cases(WithDigest::no);
  REQUIRE(counted.has_value());
  REQUIRE(listed.has_value());
  const TallyGroup& total = counted->value.total;
  std::uint64_t refused = 0;
  for (const PlannedEvent& event : plan.events) {
    refused += event.recorded && event.verdict.code != RefusalCode::none;
  }
  CHECK(total[Counter::refused_attempts] == refused);
  CHECK(total[Counter::reported] == listed->value.size());
  CHECK(total[Counter::decided] <= total[Counter::reported]);
  std::uint64_t dismissed = 0;
  for (const CaseSummary& each : listed->value) {
    dismissed += each.state == StateCode::z02 || each.state == StateCode::z03 || each.state == StateCode::z06;
  }
  CHECK(total[Counter::no_violation] == dismissed);
}

}  // namespace

TEST_CASE("views of a real ledger: followed live, stored, rebuilt and replayed they are one", "[projections][ledger]") {
  TinyLedger tiny;
  const LedgerSource source(tiny.ledger->reader());
  {
    auto live = Views::open(views_folder(tiny.folder), source);
    REQUIRE(live.has_value());
    (*live)->runner().follow(tiny.ledger->feed());
    tiny.record_all();
    const TreeSize size = tiny.ledger->reader().head()->size;
    CHECK((*live)->runner().wait_for(size, std::chrono::minutes(2)));
    (*live)->runner().stop();
    CHECK_FALSE((*live)->runner().trouble().has_value());
  }
  auto replayed = Views::replay(source);
  REQUIRE(replayed.has_value());
  auto expected = (*replayed)->stamps();
  REQUIRE(expected.has_value());
  CHECK(expected->at(0).root == tiny.ledger->reader().head()->root);

  auto stored = Views::open(views_folder(tiny.folder), source);
  REQUIRE(stored.has_value());
  CHECK(*(*stored)->stamps() == *expected);
  stored->reset();
  ViewsOptions from_zero;
  from_zero.from_zero = true;
  auto rebuilt = Views::open(views_folder(tiny.folder), source, from_zero);
  REQUIRE(rebuilt.has_value());
  CHECK(*(*rebuilt)->stamps() == *expected);

  check_states(**rebuilt, tiny.ledger->reader());
  check_showcase(**rebuilt);
  check_tallies(**rebuilt, tiny.plan);
}
