// What is handed in to be recorded: an envelope's bytes, one in JSON, or one a line. What is read from JSON is what the
// gate reads in the bytes made of it, comes back from the JSON of those, and what answers name of a submission before
// anything is checked is what it says.

#include "api/submission.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "ledger/record/stored.hpp"
#include "ledger/rules/catalogue.hpp"

#include <algorithm>

using namespace jejak;

namespace {

void is_clear(const Error& no) {
  JEJAK_ASSERT(no.code == Errc::malformed || no.code == Errc::too_large || no.code == Errc::unsupported);
  JEJAK_ASSERT(!no.message.empty());
}

void read_bytes(BytesView bytes) {
  const auto envelope = decode_envelope(bytes);
  if (!envelope) is_clear(envelope.error());
  const auto stored = read_stored_envelope(bytes);
  if (!stored) {
    JEJAK_ASSERT(!envelope);
    return is_clear(stored.error());
  }
  const auto decoded = decode(stored->event);
  if (!decoded) is_clear(decoded.error());
  const auto event = read_stored_event(stored->event);
  if (!event) {
    JEJAK_ASSERT(!decoded);
    return is_clear(event.error());
  }
  JEJAK_ASSERT(!decoded || *decoded == *event);
  const auto again = encode(*event);  // lists that share their bytes are parted
  JEJAK_ASSERT(again.has_value() || again.error().code == Errc::too_large);
  if (!envelope) return;
  JEJAK_ASSERT(equal(envelope->event, stored->event) && envelope->signatures.size() == stored->keys.size());
  for (std::size_t i = 0; i < stored->keys.size(); ++i) JEJAK_ASSERT(envelope->signatures[i].key == stored->keys[i]);
}

void read_text(std::string_view json) {
  const auto submission = read_submission(json);
  if (!submission) return is_clear(submission.error());
  read_bytes(submission->envelope);
  const auto envelope = decode_envelope(submission->envelope);
  JEJAK_ASSERT(envelope.has_value());
  const auto event = decode(envelope->event);
  JEJAK_ASSERT(event.has_value());
  std::string again = to_json(*envelope, *event, catalogue());
  if (again.size() > json_bytes_max) return;
  if (!submission->at.empty()) again = "{\"at\":\"" + submission->at + "\"," + again.substr(1);
  const auto back = read_submission(again);
  JEJAK_ASSERT(back.has_value() && back->at == submission->at && equal(back->envelope, submission->envelope));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_bytes({data, size});
  std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.find('\n') != std::string_view::npos) read_text(input);
  for (int lines = 0; !input.empty() && lines < 16; ++lines) {
    const std::string_view line = input.substr(0, input.find('\n'));
    read_text(line);
    input.remove_prefix(std::min(input.size(), line.size() + 1));
  }
  return 0;
}
