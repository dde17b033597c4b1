#include "ledger/rules/types.hpp"
#include "projections/runner.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/projections/naive_terms.hpp"
#include "tests/projections/tally_story.hpp"
#include "tests/projections/term_history.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const TallyView projection;

MemoryViewStore folded(const std::vector<Bytes>& entries) {
  const MemoryLog log(entries);
  MemoryViewStore store(name_of(projection));
  Runner runner(log);
  runner.add(projection, store);
  REQUIRE(runner.catch_up().has_value());
  return store;
}

std::string print(const TermCounts& counts) {
  std::string out;
  for (const auto& [agency, terms] : counts) {
    for (const auto& [id, term] : terms) {
      out += agency + " " + id;
      for (const std::uint64_t each :
           {term.kept, term.late, term.running, term.overdue, term.lapsed, term.closed, term.unknown}) {
        out += " " + std::to_string(each);
      }
      out += "\n";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("tally: deadlines at any position and any legal date are those that the law's own reading gives",
          "[projections][tallies]") {
  std::map<std::string, TermTally> seen;
  for (std::uint64_t seed = 1; seed <= 16; ++seed) {
    const std::vector<Written> history = term_history(seed, 700);
    const MemoryViewStore view = folded(bytes_of(history));
    for (const std::uint64_t size : {std::uint64_t{60}, std::uint64_t{333}, std::uint64_t{700}}) {
      for (const std::int32_t days : {-1, 0, 40, 90, 150, 400}) {
        INFO("seed " << seed << " as of " << size << " on day " << days);
        TallyQuestion question;
        question.at.as_of = TreeSize{size};
        if (days >= 0) question.at.on = term_history_from + days;
        question.times = true;
        question.threads = 1 + static_cast<unsigned>(seed % 3);
        const auto answer = tally(view, question);
        INFO((answer ? "" : answer.error().message));
        REQUIRE(answer.has_value());
        const auto expected = naive_terms(history, question.at, answer->today);
        INFO((expected ? "" : expected.error().message));
        REQUIRE(expected.has_value());
        CHECK(print(terms_by_name(*answer)) == print(*expected));
        std::map<std::string, TermTally> sum;
        for (const auto& [agency, terms] : *expected) {
          for (const auto& [id, term] : terms) {
            sum[id] += term;
            seen[id] += term;
          }
        }
        const auto& names = effects().terms();
        for (std::size_t i = 0; i < names.size(); ++i) CHECK(answer->total.terms[i] == sum[names[i]]);
      }
    }
  }
  for (const std::string& id : effects().terms()) {  // else it has proven nothing
    INFO(id);
    const TermTally& term = seen[id];
    CHECK(term.kept > 0);
    CHECK(term.late > 0);
    const bool is_over_when_it_begins = id.starts_with("DL-01") || id == "DL-23" || id == "DL-24";
    CHECK((is_over_when_it_begins || term.running + term.overdue + term.lapsed + term.closed > 0));
  }
}
