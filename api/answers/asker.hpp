#pragma once
// Who asks for an answer: in which language, how the parts of the question are called there, and who follows a long way
// through the log and may end it.

#include "api/answers/sentences.hpp"
#include "ledger/base/result.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace jejak {

// Why the log is gone through: to have the state of an earlier time, or to judge it again.
enum class Way : std::uint8_t { retrace, judge };

using Follower = std::function<bool(std::uint64_t done)>;

// Made for one answer, used on that answer's thread alone.
struct Asker {
  Language language = Language::english;
  bool has_flags = false;  // parts of a question are called --as-of there, else as_of

  // Called when a way through `total` entries begins; what it gives is told how many are behind, kept until the way has
  // ended, and ends it with Errc::interrupted by giving false. Both may be empty.
  std::function<Follower(Way way, std::uint64_t total)> follow;
  std::function<bool()> stops;  // asked between records: true ends the answer with Errc::interrupted; may be empty

  template <class... Values>
  std::string say(Phrase key, const Values&... values) const {
    return jejak::say(language, key, values...);
  }
  std::string name_of(const std::string& part) const;  // "--as-of" or "as_of" for "as_of"

  Follower follower(Way way, std::uint64_t total) const;  // never empty
  Outcome go_on() const;                                  // interrupted where the asker stops
};

Error interruption();

// The sentence, and the word of `known` that was probably meant where there is one.
std::string with_near(Language language, std::string sentence, const std::string& word,
                      const std::vector<std::string>& known);

// That no agency of this name is registered; `known` are those that are.
Error no_agency(Language language, const std::string& agency, const std::vector<std::string>& known);

}  // namespace jejak
