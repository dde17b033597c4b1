#pragma once
// Findings of a test ledger, as of a size and on a day.

#include "ledger/rules/findings.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

namespace jejak::test {

struct Reading {
  std::optional<std::size_t> size;  // of the log; else all
  std::optional<Date> on;           // steps of a later date do not count
  std::optional<Date> day;          // all count, and the day is this one; neither: today
};

inline std::vector<Finding> findings_of(const TestLedger& ledger, const Reading& reading = {}) {
  RetraceOptions options;
  options.on = reading.on;
  Retrace retrace(ledger.genesis(), options);
  Findings findings;
  const auto& entries = ledger.entries();
  const std::size_t size = reading.size.value_or(entries.size());
  for (std::size_t i = 0; i < size; ++i) REQUIRE(retrace.step(entries[i], &findings).has_value());
  const EntriesAgain again = [&](const std::function<Outcome(Sequence, BytesView)>& visit) -> Outcome {
    for (std::size_t i = 0; i < size; ++i) {
      if (auto visited = visit(Sequence{i}, entries[i]); !visited) return visited;
    }
    return {};
  };
  auto found = findings.finish(retrace, reading.on.value_or(reading.day.value_or(ledger.today())), again);
  REQUIRE(found.has_value());
  return std::move(*found);
}

inline std::vector<Finding> only(std::vector<Finding> all, FindingCode code, const std::string& stream = {}) {
  std::erase_if(all, [&](const Finding& finding) {
    return finding.code != code || (!stream.empty() && finding.stream != stream);
  });
  return all;
}

inline std::string fact(const Finding& finding, std::string_view name) {
  const std::string* value = finding.fact(name);
  return value == nullptr ? "-" : *value;
}

}  // namespace jejak::test
