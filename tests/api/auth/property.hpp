#pragma once
// A property that repeats itself: the same seed in every run, another one by RC_PARAMS.

#include "tests/support/catch.hpp"

#include <rapidcheck.h>

#include <cstdlib>
#include <sstream>
#include <string>

namespace jejak::test {

template <class Property>
bool holds(const std::string& sentence, int rounds, const Property& property) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  if (std::getenv("RC_PARAMS") == nullptr) params.seed = 20'200'718;
  params.maxSuccess = rounds;
  rc::detail::TestMetadata about;
  about.id = sentence;
  about.description = sentence;
  const auto result = rc::detail::checkTestable(property, about, params);
  if (result.template is<rc::detail::SuccessResult>()) return true;
  std::ostringstream words;
  rc::detail::printResultMessage(result, words);
  FAIL_CHECK(words.str());
  return false;
}

}  // namespace jejak::test
