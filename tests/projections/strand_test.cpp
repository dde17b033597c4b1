#include "projections/strand.hpp"

#include "tests/support/catch.hpp"

#include <random>

using namespace jejak;

namespace {

std::vector<StrandStep> some_steps(std::uint64_t seed, const std::vector<std::string>& names) {
  std::mt19937_64 random(seed);
  const auto below = [&random](std::uint64_t end) { return random() % end; };
  std::vector<StrandStep> out;
  std::uint64_t position = 0;
  for (int i = 0; i < 60; ++i) {
    StrandStep step;
    step.kind = static_cast<StepKind>(below(step_kinds));
    position += below(4) == 0 ? below(1'000'000'000) : below(3);
    step.position = Sequence{position};
    step.legal_date = below(5) == 0 ? date_max : Date{static_cast<std::int32_t>(below(40'000)) - 20'000};
    if (step.kind == StepKind::own || step.kind == StepKind::refused || step.kind == StepKind::moved) {
      step.type = static_cast<std::uint16_t>(below(65'536));
    }
    if (step.kind == StepKind::refused) step.verdict = static_cast<std::uint16_t>(below(65'536));
    if (step.kind == StepKind::moved) {
      step.touch = static_cast<std::uint8_t>(below(200));
      step.from = below(2) == 0 ? step.legal_date : date_min;
      if (below(2) == 0) step.until = step.from + static_cast<std::int32_t>(below(90'000));
    }
    if (step.kind == StepKind::linked) step.linked = names[below(names.size())];
    if (step.kind == StepKind::own) {
      if (below(3) == 0) step.outcomes = random();
      if (below(3) == 0) step.office = names[below(names.size())];
      if (below(3) == 0) step.home = names[below(names.size())];
      for (std::uint64_t more = below(3); more > 0; --more) {
        step.references.push_back({static_cast<std::uint16_t>(below(300)), names[below(names.size())]});
      }
    }
    out.push_back(step);
  }
  return out;
}

bool same(const StrandStep& a, const StrandStep& b) {
  if (a.references.size() != b.references.size()) return false;
  for (std::size_t i = 0; i < a.references.size(); ++i) {
    if (a.references[i].field != b.references[i].field || a.references[i].stream != b.references[i].stream)
      return false;
  }
  return a.kind == b.kind && a.position == b.position && a.legal_date == b.legal_date && a.type == b.type &&
         a.verdict == b.verdict && a.outcomes == b.outcomes && a.touch == b.touch && a.from == b.from &&
         a.until == b.until && a.office == b.office && a.home == b.home && a.linked == b.linked;
}

const std::vector<std::string> names{"approval-1", "approval-10", "report-x", "PPK_ASN@prov:64", std::string(80, 'x')};

Bytes row_of(const std::vector<StrandStep>& steps) {
  Bytes row;
  for (const StrandStep& step : steps) REQUIRE(append_step(row, step).has_value());
  return row;
}

}  // namespace

TEST_CASE("strand: what was appended is what is read, in a row or one step after the other", "[projections][cases]") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    const std::vector<StrandStep> steps = some_steps(seed, names);
    Bytes row;
    bool begun = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      REQUIRE(append_step(row, steps[i]).has_value());
      begun = begun || steps[i].kind == StepKind::own;
      CHECK(has_begun(row) == begun);
      auto read = read_strand(row);
      REQUIRE(read.has_value());
      REQUIRE(read->size() == i + 1);
      CHECK(same(read->back(), steps[i]));
    }
  }
}

TEST_CASE("strand: a step below the last one, or on a row that is no strand, is refused as damage",
          "[projections][cases]") {
  Bytes row = row_of(some_steps(5, names));
  StrandStep early;
  CHECK(append_step(row, early).error().code == Errc::corrupt);
  Bytes other{1, 2, 3};
  CHECK(append_step(other, early).error().code == Errc::corrupt);
}

TEST_CASE("strand: a row cut anywhere, or with a bit flipped, is damage or another strand", "[projections][cases]") {
  const Bytes row = row_of(some_steps(6, names));
  for (std::size_t length = 0; length < row.size(); ++length) {
    auto read = read_strand(BytesView(row).first(length));
    if (read) CHECK(read->size() < 60);
  }
  for (std::size_t bit = 0; bit < row.size() * 8; ++bit) {
    Bytes flipped = row;
    flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    auto read = read_strand(flipped);
    if (!read) CHECK(read.error().code == Errc::corrupt);
  }
}

TEST_CASE("strand: a link is found by its whole name, also where a longer text ends in it", "[projections][cases]") {
  const std::string short_name = "report-" + std::string(38, 'a');  // 45 bytes: '-' as a length
  const std::string long_name = "approval-x-" + short_name;         // "-" and the short one
  Bytes row;
  StrandStep step;
  step.kind = StepKind::linked;
  step.linked = long_name;
  REQUIRE(append_step(row, step).has_value());
  CHECK(*is_linked(row, long_name));
  CHECK_FALSE(*is_linked(row, short_name));
  CHECK_FALSE(*is_linked(row, "approval-x"));
  step.linked = short_name;
  REQUIRE(append_step(row, step).has_value());
  CHECK(*is_linked(row, short_name));
}
