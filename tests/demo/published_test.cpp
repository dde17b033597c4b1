#include "tools/demo/published.hpp"

#include "tests/support/catch.hpp"

namespace jejak {

TEST_CASE("published: the series of 2020 is there, ascending, and ends with 2,034 persons", "[demo][published]") {
  const auto series = published_series("pilkada2020");
  if (!series) FAIL(series.error().message);
  REQUIRE(series->size() == 14);
  CHECK(print(series->front().as_of) == "2020-06-26");
  CHECK(series->front().reported == 369);
  const PublishedFigures& january = (*series)[10];
  CHECK(print(january.as_of) == "2021-01-31");
  CHECK(january.reported == 2034);
  CHECK(january.recommended == 1596);
  CHECK(!january.followed_up);
  REQUIRE((*series)[7].other.size() == 1);
  CHECK((*series)[7].other[0].name == "blocked");
  CHECK((*series)[7].other[0].persons == 72);
  CHECK((*series)[7].source == "S42");
}

TEST_CASE("published: an unknown data set is answered with those there are", "[demo][published]") {
  const auto none = published_series("pilkada2019");
  REQUIRE(!none);
  CHECK(none.error().code == Errc::not_found);
  CHECK(none.error().message.find("pilkada2020") != std::string::npos);
  CHECK(published_names() == std::vector<std::string>{"pilkada2020"});
}

TEST_CASE("published: a line that is not six columns, a date, a number or a code is refused with its line",
          "[demo][published]") {
  const char* wrong[] = {
      "2020-06-26 1 2 3 -",         "2020-06-26 1 2 3 - S1 S2",
      "2020-06-31 1 2 3 - S1",      "2020-06-26 1,000 2 3 - S1",
      "2020-06-26 -1 2 3 - S1",     "2020-06-26 1 2 3 blocked S1",
      "2020-06-26 1 2 3 =4 S1",     "2020-06-26 1 2 3 - S1\n2020-06-26 1 2 3 - S1",
      "2020-06-26 1 2 3 - \033[2J", "2020-06-26 1 2 3 - S1\tS2",
      "2020-06-26 1 2 3 - =1+1",    "2020-06-26 1 2 3 o\tpen=4 S1",
  };
  for (const char* text : wrong) {
    INFO(text);
    const auto series = parse_published("# a comment\n" + std::string(text) + "\n", "here");
    REQUIRE(!series);
    CHECK(series.error().code == Errc::malformed);
    CHECK(series.error().message.find("here: line ") == 0);
  }
}

}  // namespace jejak
