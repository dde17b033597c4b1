#include "ledger/rules/doubts.hpp"
#include "tools/lawdocs/pages.hpp"

#include <algorithm>

namespace jejak::lawdocs {

std::string generated_note(Language language) {
  const Words words{language};
  return words(
      "Written by `law-docs` from the table in the program; do not edit. `cmake --build build/dev --target "
      "law-docs-write` writes it anew.",
      "Ditulis oleh `law-docs` dari tabel dalam program; jangan diubah. `cmake --build build/dev --target "
      "law-docs-write` menulisnya kembali.");
}

std::string code(std::string_view text) {
  return text.empty() ? std::string() : "`" + std::string(text) + "`";
}

std::string cell(std::string text) {
  for (char& c : text) {
    if (c == '|') c = '/';
    if (c == '\n') c = ' ';
  }
  return text;
}

std::string list(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

std::string doubts_line(const std::vector<std::string>& about, Language language) {
  std::vector<const Doubt*> found;
  for (const std::string& name : about) {
    for (const Doubt* doubt : doubts_about(name)) {
      if (std::find(found.begin(), found.end(), doubt) == found.end()) found.push_back(doubt);
    }
  }
  std::string out;
  for (const Doubt* doubt : found) {
    out += std::string("- ") + doubt->id + ": " + (language == Language::english ? doubt->english : doubt->indonesian) +
           "\n";
  }
  return out;
}

}  // namespace jejak::lawdocs
