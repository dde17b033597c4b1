#pragma once
// Sentences with places for facts, as the tables of refusals and findings hold them: {fact} is its value; what stands
// in [ … ] stands only if every fact in it is known, and after | stands what is said otherwise.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jejak {

using Facts = std::vector<std::pair<std::string, std::string>>;

std::string print_facts(const Facts& facts);  // "{need: MENDAGRI, basis: …}"; empty if there are none

// Fills templates and remembers which facts they used. The facts must outlive it.
class Sentence {
 public:
  explicit Sentence(const Facts& facts) : facts_(facts), used_(facts.size(), false) {}

  std::string fill(std::string_view words);

  // Facts that no template named are not withheld; `otherwise` is cited where no fact is a basis or a source.
  std::string rest(std::string_view basis, std::string_view others, std::string_view otherwise) const;

 private:
  std::string choose(std::string_view inside);
  std::optional<std::string> substitute(std::string_view words);  // nothing if a fact is not known

  const Facts& facts_;
  std::vector<bool> used_;
};

}  // namespace jejak
