#include "ledger/record/ruleset_text.hpp"

#include "ledger/proof/lines.hpp"
#include "ledger/record/flat_message.hpp"
#include "ledger/record/ruleset_message.hpp"

#include <capnp/serialize-text.h>

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t nesting_max = 16;

bool begins_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

bool continues_word(char c) {
  return begins_word(c) || (c >= '0' && c <= '9');
}

template <class Enum>
bool has_enumerant(std::string_view word) {
  for (const auto enumerant : capnp::Schema::from<Enum>().getEnumerants()) {
    const kj::StringPtr name = enumerant.getProto().getName();
    if (word == std::string_view(name.begin(), name.size())) return true;
  }
  return false;
}

bool is_value_word(std::string_view word) {
  return word == "true" || word == "false" || has_enumerant<schema::Level>(word) ||
         has_enumerant<schema::Remedy>(word) || has_enumerant<schema::Unit>(word) ||
         has_enumerant<schema::ApprovalReason>(word) || has_enumerant<schema::WindowKind>(word);
}

// Walks over the text before the library parses it, for two things: the library's parser calls itself for every
// bracket, and it does not say where an unknown word stands.
class TextScan {
 public:
  explicit TextScan(std::string_view text) : text_(text) {}

  Outcome check() {
    while (at_ < text_.size()) {
      if (Outcome step = take(); !step) return step;
    }
    return {};
  }

 private:
  Outcome take() {
    const char c = text_[at_];
    if (c == '"') return skip_text();
    if (begins_word(c)) return check_word();
    if (c >= '0' && c <= '9') {
      skip_word();
      return {};
    }
    if (c == '(' || c == '[' || c == '{') ++depth_;
    if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
    if (depth_ > nesting_max) return refused("nested deeper than 16 levels");
    skip_one();
    return {};
  }

  // A word is a member's name, which '=' follows, or a value.
  Outcome check_word() {
    const std::size_t begin = at_;
    const std::size_t line = line_;
    skip_word();
    const std::string_view word = text_.substr(begin, at_ - begin);
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '#')) {
      skip_one();
    }
    if ((at_ < text_.size() && text_[at_] == '=') || is_value_word(word)) return {};
    line_ = line;
    return refused(quoted(word) + " is not a value; texts stand in quotation marks");
  }

  Outcome skip_text() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\n') return refused("a text does not end on its line");
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
    return {};
  }

  void skip_word() {
    while (at_ < text_.size() && continues_word(text_[at_])) ++at_;
  }

  // One character, or a comment without its newline.
  void skip_one() {
    if (text_[at_] == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    }
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }

  Error refused(const std::string& rule) const {
    return Error{Errc::malformed, "line " + std::to_string(line_) + ": " + rule};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t depth_ = 0;
};

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
  if (Outcome scan = TextScan(text).check(); !scan) return std::move(scan.error()).during("rule set");
  RuleSet rules;
  const std::string terminated(text);
  Outcome parsed = catching_kj([&terminated, &rules]() -> Outcome { return parse(terminated, rules); });
  if (!parsed) return std::move(parsed.error()).during("rule set");
  if (Outcome form = check_rule_set(rules); !form) return std::move(form.error());
  return rules;
}

}  // namespace jejak
