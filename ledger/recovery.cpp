#include "ledger/recovery.hpp"

#include "ledger/base/wire.hpp"
#include "ledger/index_row.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/envelope.hpp"

#include <algorithm>
#include <map>

namespace jejak {
namespace {

Error at(Sequence sequence, const std::string& what) {
  return Error{Errc::corrupt, "entry " + std::to_string(sequence.value) + ": " + what +
                                  ". The ledger is not opened for writing; run `jejak verify` on it and restore a "
                                  "verified copy"};
}

Frontier frontier_of(const TileEdge& edge) {
  std::vector<Hash> peaks;
  for (int level = 7; level >= 0; --level) {
    const Tile& partial = edge.partial(static_cast<std::uint8_t>(level));
    std::size_t offset = 0;
    for (std::size_t width = tile_width / 2; width > 0; width /= 2) {
      if ((partial.size() & width) == 0) continue;
      Frontier group;
      for (std::size_t i = 0; i < width; ++i) group.append(partial[offset + i]);
      peaks.push_back(group.root());
      offset += width;
    }
  }
  auto frontier = Frontier::from_peaks(edge.size(), std::move(peaks));
  JEJAK_ASSERT(frontier.has_value());
  return std::move(*frontier);
}

// What the tail says each stream's newest event is; the rule state must say the same.
struct Tail {
  std::map<std::string, Hash> newest;
  std::vector<Hash> leaves;
};

Outcome read_event(const Store& store, Sequence sequence, const Entry& entry, const Hash& leaf, Tail& tail) {
  const auto envelope = decode_envelope(entry.body);
  if (!envelope) return at(sequence, envelope.error().message);
  const auto event = decode(envelope->event);
  if (!event) return at(sequence, event.error().message);
  auto row = store.read(Table::ids, text(event->id));
  if (!row) return std::move(row).error();
  const auto index = *row ? decode_index_row(**row) : std::nullopt;
  if (!index || index->sequence != sequence) return at(sequence, "the index of event ids does not lead to it");
  if (index->leaf_prefix != leaf_prefix(leaf)) {
    return at(sequence, "its bytes are not those that were written: the leaf hash begins with " +
                            to_hex(leaf_prefix(leaf)) + ", the index remembers " + to_hex(index->leaf_prefix));
  }
  if (entry.verdict == 0) tail.newest[event->stream] = event_hash(envelope->event);
  return {};
}

Result<Tail> read_tail(const Store& store, const Reader& reader, TreeSize size) {
  const std::uint64_t in_tile = size.value % tile_width;
  const std::uint64_t length = std::min<std::uint64_t>(size.value, in_tile == 0 ? tile_width : in_tile);
  const Sequence first{size.value - length};
  Tail tail;
  auto read = reader.entries(first, size, [&](Sequence sequence, BytesView bytes) -> Outcome {
    const auto entry = decode_entry(bytes);
    if (!entry) return at(sequence, entry.error().message);
    tail.leaves.push_back(leaf_hash(bytes));
    if (entry->kind != EntryKind::event) return {};
    return read_event(store, sequence, *entry, tail.leaves.back(), tail);
  });
  if (!read) return std::move(read).error();
  if (in_tile == 0 && length > 0) {
    auto tile = reader.tile(TileId{0, size.value / tile_width - 1}, tile_width);
    if (!tile) return std::move(tile).error();
    for (std::size_t i = 0; i < tile_width; ++i) {
      if ((*tile)[i] != tail.leaves[i])
        return at(Sequence{first.value + i}, "its leaf hash is not the one in the tile");
    }
  }
  for (const auto& [stream, newest] : tail.newest) {
    auto row = reader.row(stream);
    if (!row) return std::move(row).error();
    if (!*row) return at(Sequence{size.value - 1}, "the rule state knows nothing of stream " + stream);
    const auto state = decode_stream_state(stream, **row);
    if (!state) return std::move(state).error();
    if (state->last() != newest) {
      return at(Sequence{size.value - 1}, "the rule state of stream " + stream + " does not end with its newest event");
    }
  }
  return tail;
}

Outcome nothing_beyond(const Store& store, TreeSize size) {
  return store.scan(Table::entries, key_of(size), "", [size](std::string_view key, BytesView) -> Outcome {
    const auto sequence = sequence_of(key);
    return at(sequence.value_or(Sequence{size.value}),
              "it lies beyond the stored head of " + std::to_string(size.value) + " entries");
  });
}

Result<std::optional<SignedCheckpoint>> newest_checkpoint(const Reader& reader) {
  std::optional<SignedCheckpoint> newest;
  auto scanned = reader.checkpoints([&newest](TreeSize size, BytesView bytes) -> Outcome {
    auto parsed = parse_signed_checkpoint(text(bytes));
    if (!parsed || parsed->checkpoint.size != size) {
      return Error{Errc::corrupt, "the stored checkpoint of size " + std::to_string(size.value) + " is not one"};
    }
    newest = std::move(*parsed);
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return newest;
}

Outcome check_signed(const Recovered& recovered, const Reader& reader, const SignedCheckpoint& checkpoint,
                     const std::string& which) {
  const Checkpoint& said = checkpoint.checkpoint;
  const auto held = verify(checkpoint.note, {recovered.genesis.log});
  if (!held || said.origin != recovered.genesis.origin) {
    return Error{Errc::corrupt, which + " does not carry a signature of this ledger's key"};
  }
  if (said.size > recovered.head.size) {
    return Error{Errc::corrupt, which + " covers " + std::to_string(said.size.value) +
                                    " entries, but the store ends at " + std::to_string(recovered.head.size.value) +
                                    ": entries that were signed for are gone (an old backup, or damage). Restore a "
                                    "copy that reaches " +
                                    std::to_string(said.size.value)};
  }
  const auto root = root_at(said.size, reader);
  if (!root) return Error(root.error());
  if (*root != said.root) {
    return Error{Errc::corrupt, which + " of size " + std::to_string(said.size.value) + " has root " +
                                    to_base64(said.root) + ", the store gives " + to_base64(*root)};
  }
  return {};
}

}  // namespace

Result<Genesis> read_genesis(const Reader& reader, Hash& genesis_hash) {
  auto bytes = reader.entry_bytes(Sequence{0});
  if (!bytes) return std::move(bytes).error();
  genesis_hash = leaf_hash(*bytes);
  auto entry = decode_entry(*bytes);
  if (!entry) return at(Sequence{0}, entry.error().message);
  if (entry->kind != EntryKind::genesis) return at(Sequence{0}, "it is not a genesis");
  auto genesis = open_genesis(text(entry->body));
  if (!genesis) return at(Sequence{0}, genesis.error().message);
  return genesis;
}

Outcome may_judge(const Reader& reader, const Genesis& genesis, std::uint32_t newest) {
  auto row = reader.row(engine_stream);
  if (!row) return std::move(row).error();
  KeptList known;
  if (*row) {
    auto stream = decode_stream_state(engine_stream, **row);
    if (!stream) return std::move(stream).error();
    known = std::move(stream->kept);
  }
  return may_judge(engine_of(genesis, known), newest);
}

Result<Recovered> recover(const Store& store, std::uint32_t judges_up_to) {
  const Reader reader(store);
  Recovered out;
  auto head = store.head();
  if (!head) return std::move(head).error();
  out.head = *head;
  if (out.head.size.value == 0) {
    return Error{Errc::corrupt, "the store holds no entry, not even the genesis; restore a verified copy"};
  }

  auto genesis = read_genesis(reader, out.genesis_hash);
  if (!genesis) return std::move(genesis).error();
  out.genesis = std::move(*genesis);
  if (auto may = may_judge(reader, out.genesis, judges_up_to); !may) return std::move(may).error();

  auto beyond = nothing_beyond(store, out.head.size);
  if (!beyond) return std::move(beyond).error();
  auto tail = read_tail(store, reader, out.head.size);
  if (!tail) return std::move(tail).error();

  const std::uint64_t tile_start = out.head.size.value - out.head.size.value % tile_width;
  auto edge = TileEdge::rebuild(out.head.size, reader, [&](Sequence sequence) -> Result<Hash> {
    return tail->leaves.at(sequence.value - tile_start);
  });
  if (!edge) return std::move(edge).error();
  out.edge = std::move(*edge);
  out.frontier = frontier_of(out.edge);
  if (out.frontier.root() != out.head.root || out.edge.root() != out.head.root) {
    return at(Sequence{out.head.size.value - 1}, "the root rebuilt from the tail is " + to_base64(out.frontier.root()) +
                                                     ", the stored head says " + to_base64(out.head.root));
  }

  auto newest = newest_checkpoint(reader);
  if (!newest) return std::move(newest).error();
  out.signed_head = std::move(*newest);
  auto head_file = reader.checkpoint();
  if (!head_file) return std::move(head_file).error();
  if (*head_file) {
    auto checked = check_signed(out, reader, **head_file, "the file HEAD");
    if (!checked) return std::move(checked).error();
  }
  if (out.signed_head) {
    auto checked = check_signed(out, reader, *out.signed_head, "the newest stored checkpoint");
    if (!checked) return std::move(checked).error();
  }
  const TreeSize in_file = *head_file ? (*head_file)->checkpoint.size : TreeSize{};
  const TreeSize in_store = out.signed_head ? out.signed_head->checkpoint.size : TreeSize{};
  if (in_file > in_store) {
    return Error{Errc::corrupt, "the file HEAD is signed for " + std::to_string(in_file.value) +
                                    " entries, but the store remembers signing only " + std::to_string(in_store.value)};
  }
  out.head_file_behind = in_file < in_store;
  return out;
}

}  // namespace jejak
