// Envelopes, entries and heads have one spelling; nothing vouched for differs from what was submitted.

#include "ledger/record/entry.hpp"
#include "ledger/record/envelope.hpp"

using namespace jejak;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const BytesView bytes(data, size);
  if (const auto envelope = decode_envelope(bytes)) {
    const auto again = encode(*envelope);
    JEJAK_ASSERT(again.has_value() && equal(*again, bytes));
  }
  if (const auto vouched = vouch(copy(bytes), "simulated.jejak.example/tiny"))
    JEJAK_ASSERT(equal(vouched->envelope(), bytes));
  if (const auto entry = decode_entry(bytes)) JEJAK_ASSERT(equal(encode(*entry), bytes));
  if (const auto heads = decode_heads(bytes)) JEJAK_ASSERT(equal(encode(*heads), bytes));
  return 0;
}
