// Whatever is accepted as an event or a rule set is what the encoder would write; an event survives its JSON.

#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "tests/record/sample_events.hpp"

using namespace jejak;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const BytesView bytes(data, size);
  if (const auto event = decode(bytes)) {
    const auto again = encode(*event);
    JEJAK_ASSERT(again.has_value() && equal(*again, bytes));
    const std::string json = to_json(*event, test::sample_shapes());
    const auto read = from_json(json, test::sample_shapes());
    JEJAK_ASSERT(!read || *read == *event);
  }
  if (const auto rules = decode_rule_set(bytes)) {
    const auto again = encode(*rules);
    JEJAK_ASSERT(again.has_value() && equal(*again, bytes));
  }
  return 0;
}
