#include "ledger/record/ruleset.hpp"

#include "ledger/record/flat_message.hpp"
#include "ledger/record/ruleset_message.hpp"

namespace jejak {
namespace {

constexpr int nesting_max = 5;  // rule set, table, row, list of codes, code
constexpr std::size_t words_max = (table_bytes_max - flat_header_bytes) / 8;

}  // namespace

Result<Bytes> encode(const RuleSet& rules) {
  if (Outcome form = check_rule_set(rules); !form) return std::move(form.error());
  FlatWriter writer(words_max);
  write_rule_set(rules, writer.root<schema::RuleSet>());
  if (!writer.fits()) {
    return Error{Errc::too_large,
                 "rule set: more than " + std::to_string(table_bytes_max) + " bytes; publish it in parts"};
  }
  return writer.framed();
}

Result<RuleSet> decode_rule_set(BytesView bytes) {
  if (Outcome framing = check_framing(bytes, table_bytes_max); !framing) {
    return std::move(framing.error()).during("rule set");
  }
  RuleSet rules;
  Outcome read = catching_kj([bytes, &rules]() -> Outcome {
    FlatReader reader(bytes, nesting_max);
    return read_rule_set(reader.root<schema::RuleSet>(), rules);
  });
  if (!read) return std::move(read.error()).during("rule set");
  const Result<Bytes> again = encode(rules);
  if (!again) return again.error();
  if (!equal(*again, bytes)) return Error{Errc::malformed, "rule set: the bytes are not the canonical encoding"};
  return rules;
}

}  // namespace jejak
