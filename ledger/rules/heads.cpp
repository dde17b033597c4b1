#include "ledger/base/wire.hpp"
#include "ledger/proof/frontier.hpp"
#include "ledger/rules/state.hpp"

namespace jejak {

Result<Heads> heads_of(const RowSource& rows) {
  Frontier streams;
  Sha256 digest;
  auto scanned = rows.scan("", [&](std::string_view stream, BytesView row) -> Outcome {
    const auto head = decode_stream_head(stream, row);
    if (!head) return head.error();
    streams.append(leaf_hash(encode(*head)));
    WireWriter lengths;
    lengths.text16(stream);
    lengths.u32(static_cast<std::uint32_t>(row.size()));
    digest.update(lengths.take());
    digest.update(row);
    return {};
  });
  if (!scanned) return std::move(scanned).error().during("summing up the rule state");
  return Heads{streams.root(), streams.size().value, digest.finish()};
}

}  // namespace jejak
