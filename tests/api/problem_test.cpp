// Problems: what is described is answered, and what is answered is described.

#include "api/problem.hpp"

#include "tests/support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace jejak;

namespace {

const std::filesystem::path service = std::filesystem::path(JEJAK_SOURCE_DIR) / "api";
const std::filesystem::path table = service / "problem.cpp";

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  REQUIRE_FALSE(text.str().empty());
  return text.str();
}

// The types that sources beside the table name.
std::set<std::string> named_in_sources() {
  static const std::regex name(R"(ProblemType::([a-z_]+))");
  std::set<std::string> found;
  for (const auto& file : std::filesystem::recursive_directory_iterator(service)) {
    if (file.path().extension() != ".cpp" || file.path() == table) continue;
    const std::string text = text_of(file.path());
    for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at) found.insert((*at)[1]);
  }
  return found;
}

// How the table's own source calls the type that has this slug.
std::string enumerator_of(const std::string& source, const ProblemRow& row) {
  std::smatch found;
  REQUIRE(
      std::regex_search(source, found, std::regex(R"(ProblemType::([a-z_]+),\s+")" + std::string(row.slug) + "\"")));
  return found[1];
}

std::set<ProblemType> given_for_errors() {
  std::set<ProblemType> out;
  for (int code = 0; code <= static_cast<int>(Errc::internal); ++code) out.insert(problem_of(static_cast<Errc>(code)));
  return out;
}

}  // namespace

TEST_CASE("problems: each type that is described is answered somewhere", "[api][problem]") {
  const auto named = named_in_sources();
  const auto given = given_for_errors();
  const std::string source = text_of(table);
  for (const ProblemRow& row : problems()) {
    INFO(row.slug);
    CHECK((given.contains(row.type) || named.contains(enumerator_of(source, row))));
  }
}

TEST_CASE("problems: each type has a row of its own, and a page", "[api][problem]") {
  std::set<std::string> slugs;
  for (const ProblemRow& row : problems()) {
    INFO(row.slug);
    CHECK(&row_of(row.type) == &row);
    CHECK(slugs.insert(row.slug).second);
    CHECK(problem_page(row.slug).has_value());
    CHECK(row.status >= 400);
  }
}
