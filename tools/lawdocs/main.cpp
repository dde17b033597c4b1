// law-docs: writes docs/law from the table and the rule sets, or says which of its files are not current.
//
//   law-docs --rules DIR --out DIR [--check]

#include "ledger/record/ruleset_text.hpp"
#include "tools/lawdocs/pages.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace {

using namespace jejak;

struct Asked {
  std::string rules;
  std::string out;
  bool check = false;
};

std::optional<std::string> read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Result<std::vector<RuleSet>> read_rule_sets(const std::string& folder) {
  std::vector<RuleSet> rule_sets;
  std::error_code failure;
  for (const auto& file : std::filesystem::directory_iterator(folder, failure)) {
    if (file.path().extension() != ".txt") continue;
    const auto text = read(file.path());
    if (!text) return Error{Errc::disk, file.path().string()};
    auto rules = parse_rule_set_text(*text);
    if (!rules) return std::move(rules).error().during(file.path().string());
    rule_sets.push_back(std::move(*rules));
  }
  if (failure || rule_sets.empty()) return Error{Errc::not_found, "rule sets in " + folder};
  std::sort(rule_sets.begin(), rule_sets.end(),
            [](const RuleSet& a, const RuleSet& b) { return a.in_force_from < b.in_force_from; });
  return rule_sets;
}

std::map<std::string, std::string> pages(const std::vector<RuleSet>& rule_sets) {
  std::map<std::string, std::string> made;
  for (const auto& [language, ending] : {std::pair(Language::english, "en"), std::pair(Language::indonesian, "id")}) {
    const std::string end = std::string(".") + ending;
    made["events" + end + ".md"] = lawdocs::events_page(language);
    made["refusals" + end + ".md"] = lawdocs::refusals_page(language);
    made["findings" + end + ".md"] = lawdocs::findings_page(language);
    made["deadlines" + end + ".md"] = lawdocs::deadlines_page(rule_sets, language);
    made["states" + end + ".svg"] = lawdocs::state_diagram(language);
  }
  return made;
}

int check(const std::string& folder, const std::map<std::string, std::string>& made) {
  int old = 0;
  for (const auto& [name, text] : made) {
    if (read(std::filesystem::path(folder) / name) == text) continue;
    std::fprintf(stderr, "%s/%s is not current\n", folder.c_str(), name.c_str());
    ++old;
  }
  if (old == 0) return 0;
  std::fprintf(stderr, "the table has changed; write them anew: cmake --build build/dev --target law-docs-write\n");
  return 1;
}

int write(const std::string& folder, const std::map<std::string, std::string>& made) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  for (const auto& [name, text] : made) {
    std::ofstream out(std::filesystem::path(folder) / name, std::ios::binary | std::ios::trunc);
    out << text;
    if (!out.flush()) {
      std::fprintf(stderr, "cannot write %s/%s\n", folder.c_str(), name.c_str());
      return 1;
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Asked asked;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--check") {
      asked.check = true;
    } else if (word == "--rules" && i + 1 < argc) {
      asked.rules = argv[++i];
    } else if (word == "--out" && i + 1 < argc) {
      asked.out = argv[++i];
    } else {
      asked.out.clear();
      break;
    }
  }
  if (asked.rules.empty() || asked.out.empty()) {
    std::fprintf(stderr, "law-docs --rules DIR --out DIR [--check]\n");
    return 2;
  }
  const auto rule_sets = read_rule_sets(asked.rules);
  if (!rule_sets) {
    std::fprintf(stderr, "law-docs: %s\n", rule_sets.error().message.c_str());
    return 2;
  }
  const auto made = pages(*rule_sets);
  return asked.check ? check(asked.out, made) : write(asked.out, made);
}
