#pragma once
// rapidcheck's side of a walk: how steps are made and shrunk, how one is printed, how a property is checked.

#include "tests/properties/steps.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rounds.hpp"

#include <rapidcheck.h>

namespace rc {

template <>
struct Arbitrary<jejak::test::WalkStep> {
  static Gen<jejak::test::WalkStep> arbitrary() {
    using Step = jejak::test::WalkStep;
    // The whole range at any size: a small number means nothing here.
    const auto any = [](std::uint32_t end) {
      return gen::noShrink(gen::resize(100, gen::inRange<std::uint32_t>(0, end)));
    };
    return gen::build<Step>(gen::set(&Step::stream, gen::cast<std::uint8_t>(any(256))),
                            gen::set(&Step::row, gen::cast<std::uint16_t>(any(65'536))),
                            gen::set(&Step::lawful, gen::cast<std::uint8_t>(any(256))),
                            gen::set(&Step::days, gen::cast<std::uint8_t>(any(128))),
                            gen::set(&Step::chance, any(4'000'000'000U)));
  }
};

}  // namespace rc

namespace jejak::test {

inline std::ostream& operator<<(std::ostream& out, const WalkStep& step) {
  return out << print(step);
}

// Walks of up to `steps_max` steps, the same in every run. JEJAK_WALKS asks for more of them, RC_PARAMS=seed=N for
// others.
inline bool holds(const std::string& sentence, int walks, int steps_max,
                  const std::function<void(const std::vector<WalkStep>&)>& property) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  if (std::getenv("RC_PARAMS") == nullptr) params.seed = 20'200'718;
  params.maxSuccess = static_cast<int>(rounds("JEJAK_WALKS", static_cast<unsigned long>(walks)));
  params.maxSize = steps_max;
  rc::detail::TestMetadata about;
  about.id = sentence;
  about.description = sentence;
  const auto result = rc::detail::checkTestable(property, about, params);
  if (result.is<rc::detail::SuccessResult>()) return true;
  std::ostringstream words;
  rc::detail::printResultMessage(result, words);
  FAIL_CHECK(words.str());
  return false;
}

}  // namespace jejak::test
