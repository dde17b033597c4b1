// Random histories read back: the state of every position, what had happened by a day, and the findings of then.

#include "ledger/rules/term_findings.hpp"
#include "tests/properties/naive.hpp"
#include "tests/properties/walks.hpp"
#include "tests/rules/audited.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

Hash digest_of(const RowSource& rows) {
  return heads_of(rows)->state_digest;
}

using Overdue = std::set<std::pair<std::uint64_t, std::string>>;

// What runs and is overdue on the day, by loops over days alone. `unknown`: those that no calendar lets one count.
Overdue overdue_by_hand(TestLedger& ledger, Date day, Overdue& unknown) {
  Overdue found;
  const auto scanned = ledger.rows().scan("", [&](std::string_view name, BytesView row) -> Outcome {
    const auto stream = decode_stream_state(name, row);
    for (const Term& term : stream->terms) {
      if (term.stopped_on || is_terminal(stream->state) || term.id == "DL-13" || term.id == "DL-19") continue;
      bool hard = false;
      const auto last = last_day(term, ledger, hard);
      if (!last) unknown.insert({term.since.value, term.id});
      if (last && !hard && *last < day) found.insert({term.since.value, term.id});
    }
    return {};
  });
  RC_ASSERT(scanned.has_value());
  return found;
}

}  // namespace

TEST_CASE("properties: going through the log gives the rule state of every position", "[properties]") {
  CHECK(holds("retraced", 15, 60, [](const std::vector<WalkStep>& steps) {
    Walker walker;
    std::map<std::size_t, Hash> then;
    then[walker.ledger().entries().size()] = digest_of(walker.ledger().rows());
    for (const WalkStep& step : steps) {
      walker.take(step);
      then[walker.ledger().entries().size()] = digest_of(walker.ledger().rows());
    }
    Retrace retrace(walker.ledger().genesis(), {});
    for (const Bytes& entry : walker.ledger().entries()) {
      const auto stepped = retrace.step(entry);
      RC_ASSERT(stepped.has_value());
      const auto at = then.find(retrace.size().value);
      if (at != then.end()) RC_ASSERT(digest_of(retrace.rows()) == at->second);
    }
  }));
}

TEST_CASE("properties: on a day only what had happened by then has happened", "[properties]") {
  CHECK(holds("retraced on a day", 15, 60, [](const std::vector<WalkStep>& steps) {
    Walker walker;
    std::vector<Date> days;
    for (const WalkStep& step : steps) {
      walker.take(step);
      days.push_back(walker.ledger().today());
    }
    for (std::size_t i = 0; i < days.size(); i += 1 + days.size() / 4) {
      RetraceOptions options;
      options.on = days[i];
      Retrace retrace(walker.ledger().genesis(), options);
      std::map<std::string, std::uint64_t> expected;
      std::uint64_t position = 0;
      for (const Bytes& bytes : walker.ledger().entries()) {
        const auto stepped = retrace.step(bytes);
        RC_ASSERT(stepped.has_value());
        const auto entry = retraced(Sequence{position++}, bytes);
        if (!*entry || !(*entry)->admitted()) continue;
        const Event& event = (*entry)->event;
        if (State::is_registry(event.stream) || event.legal_date <= days[i]) ++expected[event.stream];
      }
      for (const auto& [name, events] : expected) {
        auto found = retrace.state().find(name);
        RC_ASSERT(found.has_value() && *found != nullptr);
        RC_ASSERT((*found)->events == events);
        for (const Term& term : (*found)->terms) RC_ASSERT(State::is_registry(name) || term.since.value < position);
        for (const Kept& kept : (*found)->kept) RC_ASSERT(State::is_registry(name) || kept.legal_date <= days[i]);
      }
    }
  }));
}

TEST_CASE("properties: findings as of a position are those that were said when the ledger ended there",
          "[properties]") {
  CHECK(holds("findings as of", 8, 50, [](const std::vector<WalkStep>& steps) {
    Walker walker;
    struct Then {
      std::size_t size;
      Date day;
      std::vector<Finding> findings;
    };
    std::vector<Then> said;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      walker.take(steps[i]);
      if (i % 9 != 0) continue;
      TestLedger& ledger = walker.ledger();
      said.push_back({ledger.entries().size(), ledger.today(), findings_of(ledger)});
    }
    for (const Then& then : said) {
      RC_ASSERT(findings_of(walker.ledger(), {then.size, {}, then.day}) == then.findings);
    }
  }));
}

TEST_CASE("properties: what is overdue is found, and nothing else, counted by hand", "[properties]") {
  CHECK(holds("overdue", 15, 60, [](const std::vector<WalkStep>& steps) {
    Walker walker;
    for (const WalkStep& step : steps) walker.take(step);
    TestLedger& ledger = walker.ledger();
    for (const int later : {0, 3, 30, 400}) {
      const Date day = ledger.today() + later;
      Overdue found;
      for (const Finding& finding : findings_of(ledger, {{}, {}, day})) {
        const bool is_running = test::fact(finding, "ended") == "NEVER" && finding.rests_on.empty();
        if (is_running) found.insert({finding.position.value, test::fact(finding, "deadline")});
      }
      Overdue unknown;
      const Overdue expected = overdue_by_hand(ledger, day, unknown);
      for (const auto& each : expected) RC_ASSERT(found.count(each) == 1);
      for (const auto& each : found) RC_ASSERT(expected.count(each) + unknown.count(each) == 1);
    }
  }));
}
