#include "tools/jejak/table.hpp"

#include "tests/support/catch.hpp"

namespace jejak {
namespace {

std::string field(const std::string& cell) {
  TextTable table;
  table.row({cell});
  const std::string printed = print_csv(table, {"name"});
  REQUIRE(printed.starts_with("name\n"));
  return printed.substr(5, printed.size() - 6);
}

}  // namespace

TEST_CASE("table: a CSV field with separators is quoted", "[tools][table]") {
  CHECK(field("prov:64") == "prov:64");
  CHECK(field("") == "");
  CHECK(field("a,b") == "\"a,b\"");
  CHECK(field("a \"b\"") == "\"a \"\"b\"\"\"");
  CHECK(field("a\nb") == "\"a\nb\"");
}

TEST_CASE("table: no CSV field is a formula", "[tools][table]") {
  CHECK(field("@SUM(A1:A9)") == "'@SUM(A1:A9)");
  CHECK(field("=1+1") == "'=1+1");
  CHECK(field("+A1") == "'+A1");
  CHECK(field("-A1") == "'-A1");
  CHECK(field("\t=1") == "'\t=1");
  CHECK(field("\r=1") == "\"'\r=1\"");
  for (const char* number : {"-12", "+3", "0", "-0.5", "12", "-"}) CHECK(field(number) == number);
}

TEST_CASE("table: a long first column is as wide as its longest cell", "[tools][table]") {
  const Terminal terminal(Language::english);
  TextTable table;
  table.columns = {{"unit", false}, {"n", true}};
  table.row({std::string(60, 'x'), "7"});
  CHECK(print(table, terminal, 0) == "unit" + std::string(58, ' ') + "n\n" + std::string(60, 'x') + "  7\n");
}

}  // namespace jejak
