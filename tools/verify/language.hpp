#pragma once
// In which language a person is answered, and the answer to an error: what, where, what to do.

#include "ledger/base/result.hpp"
#include "ledger/rules/refusal.hpp"

namespace jejak {

std::optional<Language> parse_language(std::string_view name);  // "en", "id", and what locales make of them
// The flag --lang on the command line, else JEJAK_LANG, else LC_ALL, LC_MESSAGES, LANG; English if none says.
Language choose_language(int argc, const char* const* argv);

Words what(Errc code);        // "verification failed"
Words what_to_do(Errc code);  // a sentence

// "jejak: <what>: <where>. <what to do>". The message below is written for the person at the machine, in English.
std::string describe(const std::string& program, const Error& error, Language language);

}  // namespace jejak
