#pragma once
// Every sentence in which an answer says no, in both languages. Places for values are {0}, {1} … Any thread.

#include "ledger/rules/language.hpp"

#include <fmt/format.h>

#include <span>
#include <string>

namespace jejak {

enum class Phrase : std::uint8_t {
#define SAID(name, english, indonesian) name,
#include "api/answers/sentences.def"
#undef SAID
};

struct KnownSentence {
  Phrase key;
  const char* name;
  Words words;
};

std::span<const KnownSentence> all_sentences();
const char* message(Phrase key, Language language);

template <class... Values>
std::string say(Language language, Phrase key, const Values&... values) {
  return fmt::format(fmt::runtime(message(key, language)), values...);
}

}  // namespace jejak
