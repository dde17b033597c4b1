#include "api/answers/sentences.hpp"

namespace jejak {
namespace {

constexpr KnownSentence table[] = {
#define SAID(name, english, indonesian) {Phrase::name, #name, {english, indonesian}},
#include "api/answers/sentences.def"
#undef SAID
};

}  // namespace

std::span<const KnownSentence> all_sentences() {
  return table;
}

const char* message(Phrase key, Language language) {
  return table[static_cast<std::size_t>(key)].words.in(language);
}

}  // namespace jejak
