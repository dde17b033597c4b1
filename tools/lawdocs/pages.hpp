#pragma once
// The pages of docs/law, each a function of the table and of rule sets, in one language. Same input, same bytes.

#include "ledger/record/ruleset.hpp"
#include "ledger/rules/catalogue.hpp"

#include <string>
#include <vector>

namespace jejak::lawdocs {

std::string events_page(Language language);
std::string refusals_page(Language language);
std::string findings_page(Language language);
std::string deadlines_page(const std::vector<RuleSet>& rule_sets, Language language);  // in the order of their dates
std::string state_diagram(Language language);                                          // an SVG

// Words that all pages share.
struct Words {
  Language language;
  std::string operator()(const char* english, const char* indonesian) const {
    return language == Language::english ? english : indonesian;
  }
};
std::string generated_note(Language language);
std::string code(std::string_view text);  // `text`, nothing for nothing
std::string cell(std::string text);       // safe in a table: no bars, no newlines
std::string list(const std::vector<std::string>& words, const char* between = ", ");
std::string doubts_line(const std::vector<std::string>& about, Language language);  // "- D1: …" lines; may be empty

}  // namespace jejak::lawdocs
