#include "tools/jejak/command.hpp"

#include "tests/support/catch.hpp"

namespace jejak {
namespace {

const std::vector<std::string> commands = {"init", "key", "sign", "record", "log", "verify", "replay", "export"};

}  // namespace

TEST_CASE("command: a mistyped word is led to the near command", "[tools][command]") {
  CHECK(nearest("verfiy", commands) == "verify");
  CHECK(nearest("verif", commands) == "verify");
  CHECK(nearest("recrod", commands) == "record");
  CHECK(nearest("exprot", commands) == "export");
}

TEST_CASE("command: a word like none of them is led nowhere", "[tools][command]") {
  CHECK_FALSE(nearest("banana", commands).has_value());
  CHECK_FALSE(nearest("", commands).has_value());
  CHECK_FALSE(nearest("xyz", commands).has_value());
}

TEST_CASE("command: numbers are plain decimals", "[tools][command]") {
  CHECK(*read_number("--to", "12") == 12);
  CHECK_FALSE(read_number("--to", "")->has_value());
  for (const char* wrong : {"-1", "+1", "1.5", "0x10", "twelve", "01", "99999999999999999999", " 1"}) {
    INFO(wrong);
    auto number = read_number("--to", wrong);
    REQUIRE_FALSE(number.has_value());
    CHECK(number.error().code == Errc::usage);
  }
}

}  // namespace jejak
