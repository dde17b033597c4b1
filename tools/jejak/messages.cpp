#include "tools/jejak/messages.hpp"

#include <array>

namespace jejak {
namespace {

constexpr Message table[] = {
#define SAID(name, english, indonesian) {Text::name, #name, {english, indonesian}},
#include "tools/jejak/messages_audit.def"
#include "tools/jejak/messages_help.def"
#include "tools/jejak/messages_said.def"
#include "tools/jejak/messages_service.def"
#include "tools/jejak/messages_tally.def"
#undef SAID
};

}  // namespace

std::span<const Message> all_messages() {
  return table;
}

const char* message(Text key, Language language) {
  return table[static_cast<std::size_t>(key)].words.in(language);
}

}  // namespace jejak
