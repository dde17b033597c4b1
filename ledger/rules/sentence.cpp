#include "ledger/rules/sentence.hpp"

#include <algorithm>

namespace jejak {

namespace {

bool is_basis(std::string_view fact) {
  return fact == "basis" || fact == "source";
}

std::size_t closing(std::string_view words, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < words.size(); ++i) {
    if (words[i] == '[') ++depth;
    if (words[i] == ']' && --depth == 0) return i;
  }
  return words.size();
}

}  // namespace

std::string print_facts(const Facts& facts) {
  std::string out;
  for (const auto& [key, value] : facts) out += (out.empty() ? "{" : ", ") + key + ": " + value;
  return out.empty() ? out : out + '}';
}

std::string Sentence::fill(std::string_view words) {
  std::string out;
  while (!words.empty()) {
    const std::size_t open = words.find('[');
    const auto plain = substitute(words.substr(0, open));
    out += plain.value_or("");
    if (open == std::string_view::npos) break;
    const std::size_t close = closing(words, open);
    out += choose(words.substr(open + 1, close - open - 1));
    words.remove_prefix(std::min(words.size(), close + 1));
  }
  return out;
}

std::string Sentence::rest(std::string_view basis, std::string_view others, std::string_view otherwise) const {
  std::string out;
  std::string more;
  const bool cited = std::any_of(facts_.begin(), facts_.end(), [](const auto& fact) { return is_basis(fact.first); });
  for (std::size_t i = 0; i < used_.size(); ++i) {
    const auto& [key, value] = facts_[i];
    if (used_[i]) continue;
    if (is_basis(key)) {
      out += " " + std::string(basis) + ": " + value + ".";
    } else {
      more += (more.empty() ? "" : ", ") + key + " " + value;
    }
  }
  if (!cited && !otherwise.empty()) out += " " + std::string(basis) + ": " + std::string(otherwise) + ".";
  if (!more.empty()) out += " " + std::string(others) + ": " + more + ".";
  return out;
}

std::string Sentence::choose(std::string_view inside) {
  const std::size_t bar = inside.find('|');
  if (auto full = substitute(inside.substr(0, bar))) return std::move(*full);
  return bar == std::string_view::npos ? std::string() : fill(inside.substr(bar + 1));
}

std::optional<std::string> Sentence::substitute(std::string_view words) {
  std::string out;
  std::vector<std::size_t> used;
  while (true) {
    const std::size_t open = words.find('{');
    out += words.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = words.find('}', open);
    const std::string_view key = words.substr(open + 1, close - open - 1);
    const auto at = std::find_if(facts_.begin(), facts_.end(), [key](const auto& fact) { return fact.first == key; });
    if (at == facts_.end()) return std::nullopt;
    used.push_back(static_cast<std::size_t>(at - facts_.begin()));
    out += at->second;
    words.remove_prefix(close + 1);
  }
  for (const std::size_t index : used) used_[index] = true;
  return out;
}

}  // namespace jejak
