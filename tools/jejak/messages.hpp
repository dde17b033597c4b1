#pragma once
// Every sentence that jejak says to people, in both languages, in one table. Places for values are {0}, {1} …

#include "tools/verify/language.hpp"

#include <fmt/format.h>

#include <span>
#include <string>

namespace jejak {

enum class Text : std::uint16_t {
#define SAID(name, english, indonesian) name,
#include "tools/jejak/messages_audit.def"
#include "tools/jejak/messages_help.def"
#include "tools/jejak/messages_said.def"
#include "tools/jejak/messages_service.def"
#include "tools/jejak/messages_tally.def"
#undef SAID
};

struct Message {
  Text key;
  const char* name;
  Words words;
};

std::span<const Message> all_messages();
const char* message(Text key, Language language);

template <class... Values>
std::string say(Language language, Text key, const Values&... values) {
  return fmt::format(fmt::runtime(message(key, language)), values...);
}

}  // namespace jejak
