#include "ledger/record/ruleset_text.hpp"

#include "ledger/record/flat_message.hpp"
#include "ledger/record/ruleset_message.hpp"

#include <capnp/serialize-text.h>

namespace jejak {
namespace {

constexpr std::size_t nesting_max = 16;

// The library's parser calls itself for every bracket. Counted roughly: brackets in texts and comments do not count.
Outcome check_nesting(std::string_view text) {
  std::size_t depth = 0;
  std::size_t line = 1;
  bool quoted = false;
  bool comment = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      ++line;
      comment = false;
    }
    if (comment) continue;
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '#') comment = true;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
    if (depth > nesting_max) {
      return Error{Errc::malformed, "line " + std::to_string(line) + ": nested deeper than 16 levels"};
    }
  }
  return {};
}

Outcome parse(const std::string& text, RuleSet& rules) {
  capnp::MallocMessageBuilder message;
  auto root = message.initRoot<schema::RuleSet>();
  capnp::TextCodec().decode(kj::StringPtr(text.c_str(), text.size()), capnp::toDynamic(root));
  return read_rule_set(root.asReader(), rules);
}

}  // namespace

Result<RuleSet> parse_rule_set_text(std::string_view text) {
  if (text.size() > rule_set_text_bytes_max) {
    return Error{Errc::too_large, "rule set: more than " + std::to_string(rule_set_text_bytes_max) + " bytes of text"};
  }
  if (text.find('\0') != std::string_view::npos) return Error{Errc::malformed, "rule set: contains a zero byte"};
  if (Outcome nesting = check_nesting(text); !nesting) return std::move(nesting.error()).during("rule set");
  RuleSet rules;
  const std::string terminated(text);
  Outcome parsed = catching_kj([&terminated, &rules]() -> Outcome { return parse(terminated, rules); });
  if (!parsed) return std::move(parsed.error()).during("rule set");
  if (Outcome form = check_rule_set(rules); !form) return std::move(form.error());
  return rules;
}

}  // namespace jejak
