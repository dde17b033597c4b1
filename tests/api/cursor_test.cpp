// What the client carries from page to page.
#include "api/asked.hpp"
#include "api/auth/base64url.hpp"
#include "tests/api/serving.hpp"

using namespace jejak;
using namespace jejak::test;

TEST_CASE("cursor: it says where to go on, the same way each time, and nothing can be read in it", "[api][cursor]") {
  const std::string start = print(PageStart{TreeSize{1'201}, "case-kaltim-2020-07"});
  const std::string cursor = print_cursor(start);
  CHECK(print_cursor(start) == cursor);
  CHECK(read_cursor(cursor).value() == start);
  const auto bytes = from_base64url(cursor);
  REQUIRE(bytes.has_value());
  CHECK(text(*bytes).find("case") == std::string_view::npos);
  CHECK(text(*bytes).find("1201") == std::string_view::npos);
  const std::string other = print_cursor(print(PageStart{TreeSize{1'201}, "case-a"}));
  CHECK(other.size() == cursor.size());
  CHECK(other.substr(0, 20) != cursor.substr(0, 20));
}

TEST_CASE("cursor: one that was changed, made up or given by another process is malformed, and told how to begin again",
          "[api][cursor]") {
  const std::string cursor = print_cursor("1201:case-kaltim-2020-07");
  std::vector<std::string> wrong = {"",
                                    "AAAA",
                                    "!",
                                    to_base64url(view(std::string("1201:case-kaltim-2020-07"))),
                                    cursor.substr(0, cursor.size() - 4),
                                    std::string(200, 'A')};
  for (std::size_t i = 0; i < cursor.size(); i += 7) {
    wrong.push_back(cursor);
    wrong.back()[i] = cursor[i] == 'A' ? 'B' : 'A';
  }
  for (const std::string& each : wrong) {
    INFO(each);
    const auto read = read_cursor(each);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == Errc::malformed);
    CHECK(read.error().message.find("begin with the first page") != std::string::npos);
  }
}
