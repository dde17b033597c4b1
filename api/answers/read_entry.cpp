#include "api/answers/read_entry.hpp"

#include "api/answers/event_words.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/json.hpp"
#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/refusal.hpp"

#include <fmt/format.h>

namespace jejak {

Result<ReadEntry> read_entry(Sequence position, BytesView bytes) {
  const auto damaged = [position](const Error& error) {
    return Error{Errc::corrupt, fmt::format("entry {}: {}", position.value, error.message)};
  };
  ReadEntry read;
  read.position = position;
  read.leaf = leaf_hash(bytes);
  auto entry = decode_entry(bytes);
  if (!entry) return damaged(entry.error());
  read.entry = std::move(*entry);
  if (read.entry.kind != EntryKind::event) return read;
  auto envelope = decode_envelope(read.entry.body);
  if (!envelope) return damaged(envelope.error());
  auto event = decode(envelope->event);
  if (!event) return damaged(event.error());
  read.envelope = std::move(*envelope);
  read.event = std::move(*event);
  return read;
}

std::string entry_json(const ReadEntry& read) {
  FlatJson json;
  json.number("position", read.position.value)
      .text("kind", name(read.entry.kind))
      .text("recorded_at", print(read.entry.recorded_at))
      .text("leaf", to_base64(read.leaf));
  if (read.event) {
    json.text("verdict", name(static_cast<RefusalCode>(read.entry.verdict)))
        .number("stream_revision", read.entry.stream_revision)
        .text("stream_previous", print_hex(read.entry.stream_previous))
        .text("event_hash", print_hex(event_hash(read.envelope->event)))
        .raw("envelope", to_json(*read.envelope, *read.event, catalogue()));
  } else if (read.entry.kind == EntryKind::genesis) {
    json.text("genesis", text(read.entry.body));
  } else if (const auto heads = decode_heads(read.entry.body)) {
    json.number("streams", heads->streams)
        .text("streams_root", to_base64(heads->streams_root))
        .text("state_digest", print_hex(heads->state_digest));
  }
  return json.take();
}

std::string entry_row(const ReadEntry& read) {
  const std::string start = fmt::format("{}\t{}\t", read.position.value, print(read.entry.recorded_at));
  if (!read.event) return start + name(read.entry.kind) + "\t-\t-\t-\t-\t-";
  const Event& event = *read.event;
  return start + fmt::format("{}\t{}\t{}\t{}\t{}\t{}", name(static_cast<RefusalCode>(read.entry.verdict)),
                             type_name(event.type), event.stream, event.office, print(event.legal_date),
                             print(event.id));
}

}  // namespace jejak
