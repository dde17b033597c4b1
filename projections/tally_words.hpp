#pragma once
// Words of the tallies: agencies, regions, ranks, codes, keys. Each is written once and named by a number from then on,
// so that a case's row is short and counting compares numbers. Numbers follow the order of first appearance.

#include "projections/view_store.hpp"

#include <unordered_map>

namespace jejak {

using Word = std::uint32_t;
constexpr Word no_word = 0;  // for what was not said: the empty text

// First bytes that no code has, for words that are not one code.
constexpr char list_mark = '\x01';  // codes joined by '+'
constexpr char key_mark = '\x02';   // public keys of 32 bytes each, that signed together

// The number of a text, a new one if it has none yet. Errors: those of reading rows.
Result<Word> intern(View& view, std::string_view text);

// All words of a view. A copy; any thread may read it.
class TallyWords {
 public:
  static Result<TallyWords> read(const ViewReader& view);         // errors: corrupt, disk
  Word size() const { return static_cast<Word>(texts_.size()); }  // words have numbers below it
  std::string_view text(Word word) const { return word < texts_.size() ? texts_[word] : std::string_view(); }
  std::optional<Word> find(std::string_view text) const;

 private:
  std::vector<std::string> texts_{""};
  std::unordered_map<std::string, Word> words_;
};

}  // namespace jejak
