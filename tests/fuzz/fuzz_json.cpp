// An event read from JSON can be encoded and printed, and comes back from both.

#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "tests/record/sample_events.hpp"

using namespace jejak;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  if (const auto event = from_json(json, test::sample_shapes())) {
    const auto again = from_json(to_json(*event, test::sample_shapes()), test::sample_shapes());
    JEJAK_ASSERT(again.has_value() && *again == *event);
    if (const auto bytes = encode(*event)) JEJAK_ASSERT(*decode(*bytes) == *event);
  }
  if (const auto envelope = envelope_from_json(json, test::sample_shapes())) {
    JEJAK_ASSERT(decode(envelope->event).has_value());
  }
  return 0;
}
