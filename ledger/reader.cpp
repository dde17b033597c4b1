#include "ledger/reader.hpp"

#include "ledger/base/wire.hpp"
#include "ledger/proof/frontier.hpp"

#include <algorithm>

namespace jejak {
namespace {

std::string end_of_prefix(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(end.back() + 1);
  return end;
}

Hash tile_root(const Tile& full) {
  Frontier tree;
  for (const Hash& hash : full) tree.append(hash);
  return tree.root();
}

Error missing(Sequence sequence) {
  return Error{Errc::corrupt, "entry " + std::to_string(sequence.value) + " is missing from the store"};
}

}  // namespace

Result<Bytes> Reader::entry_bytes(Sequence sequence) const {
  auto bytes = store_.read(Table::entries, key_of(sequence));
  if (!bytes) return std::move(bytes).error().during("entry " + std::to_string(sequence.value));
  if (*bytes) return std::move(**bytes);
  auto now = head();
  if (!now) return std::move(now).error();
  if (sequence.value < now->size.value) return missing(sequence);
  return Error{Errc::not_found, "there is no entry " + std::to_string(sequence.value) + "; the ledger has " +
                                    std::to_string(now->size.value) + " entries"};
}

Result<Entry> Reader::entry(Sequence sequence) const {
  auto bytes = entry_bytes(sequence);
  if (!bytes) return std::move(bytes).error();
  auto entry = decode_entry(*bytes);
  if (!entry) {
    return Error{Errc::corrupt, "entry " + std::to_string(sequence.value) + ": " + entry.error().message};
  }
  return entry;
}

Result<std::optional<Sequence>> Reader::find_event(const Id& id) const {
  auto row = store_.read(Table::ids, text(id));
  if (!row) return std::move(row).error();
  if (!*row) return std::optional<Sequence>();
  WireReader in(**row);
  const Sequence sequence{in.u64()};
  if (!in.ok()) return Error{Errc::corrupt, "the index row of event " + print(id) + " is too short"};
  return std::optional<Sequence>(sequence);
}

Result<std::optional<Id>> Reader::greatest_id() const {
  const auto key = store_.last_key(Table::ids);
  if (!key) return Error(key.error());
  if (!*key) return std::optional<Id>();
  WireReader in(view(**key));
  const Id id = in.array<16>();
  if (!in.finished())
    return Error{Errc::corrupt, "the index has an event id of " + std::to_string((*key)->size()) + " bytes"};
  return std::optional(id);
}

Result<std::optional<SignedCheckpoint>> Reader::checkpoint(TreeSize size) const {
  auto bytes = store_.read(Table::checkpoints, key_of(size));
  if (!bytes) return std::move(bytes).error();
  if (!*bytes) return std::optional<SignedCheckpoint>();
  auto parsed = parse_signed_checkpoint(text(**bytes));
  if (!parsed) {
    return Error{Errc::corrupt, "checkpoint of size " + std::to_string(size.value) + ": " + parsed.error().message};
  }
  return std::optional<SignedCheckpoint>(std::move(*parsed));
}

Result<std::optional<SignedCheckpoint>> Reader::checkpoint() const {
  auto head_file = store_.read_head_file();
  if (!head_file) return std::move(head_file).error();
  if (!*head_file) return std::optional<SignedCheckpoint>();
  auto parsed = parse_signed_checkpoint(**head_file);
  if (!parsed) return Error{Errc::corrupt, "file HEAD: " + parsed.error().message};
  return std::optional<SignedCheckpoint>(std::move(*parsed));
}

Outcome Reader::checkpoints(const std::function<Outcome(TreeSize, BytesView)>& visit) const {
  return store_.scan(Table::checkpoints, "", "", [&visit](std::string_view key, BytesView value) -> Outcome {
    const auto size = sequence_of(key);
    if (!size) return Error{Errc::corrupt, "a key in the table of checkpoints is not a size"};
    return visit(TreeSize{size->value}, value);
  });
}

Outcome Reader::entries(Sequence from, TreeSize to, const std::function<Outcome(Sequence, BytesView)>& visit) const {
  Sequence expected = from;
  auto scanned = store_.scan(Table::entries, key_of(from), key_of(to),
                             [&expected, &visit](std::string_view key, BytesView value) -> Outcome {
                               if (sequence_of(key) != std::optional<Sequence>(expected)) return missing(expected);
                               auto visited = visit(expected, value);
                               if (visited) ++expected.value;
                               return visited;
                             });
  if (!scanned) return scanned;
  if (expected.value < to.value) return missing(expected);
  return {};
}

Result<Tile> Reader::tile(TileId id, std::uint64_t width) const {
  auto stored = store_.read(Table::tiles, tile_key(id.level, id.index));
  if (!stored) return std::move(stored).error();
  if (*stored) {
    const Bytes& bytes = **stored;
    if (bytes.size() != tile_width * 32) {
      return Error{Errc::corrupt,
                   "stored " + tile_path(id, tile_width) + " has " + std::to_string(bytes.size()) + " bytes"};
    }
    Tile tile(tile_width);
    for (std::size_t i = 0; i < tile_width; ++i) {
      std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * 32), 32, tile[i].bytes.begin());
    }
    return tile;
  }
  Tile cut;
  cut.reserve(width);
  for (std::uint64_t i = 0; i < width; ++i) {
    const std::uint64_t below = id.index * tile_width + i;
    if (id.level == 0) {
      auto bytes = entry_bytes(Sequence{below});
      if (!bytes) return std::move(bytes).error();
      cut.push_back(leaf_hash(*bytes));
    } else {
      auto full = tile(TileId{static_cast<std::uint8_t>(id.level - 1), below}, tile_width);
      if (!full) return std::move(full).error();
      cut.push_back(tile_root(*full));
    }
  }
  return cut;
}

Result<std::optional<Bytes>> Reader::row(std::string_view stream) const {
  return store_.read(Table::rows, stream);
}

Outcome Reader::scan(std::string_view prefix, const std::function<Outcome(std::string_view, BytesView)>& visit) const {
  return store_.scan(Table::rows, prefix, end_of_prefix(prefix), visit);
}

Result<ProofFile> Reader::prove(Sequence sequence) const {
  auto newest = checkpoint();
  if (!newest) return std::move(newest).error();
  if (!*newest || (*newest)->checkpoint.size.value <= sequence.value) {
    return Error{Errc::not_found, "no checkpoint covers entry " + std::to_string(sequence.value) +
                                      " yet; sign one with `jejak checkpoint`"};
  }
  auto hashes = inclusion_proof(sequence, (*newest)->checkpoint.size, *this);
  if (!hashes) return std::move(hashes).error();
  return ProofFile{std::nullopt, sequence, std::move(*hashes), std::move(**newest)};
}

}  // namespace jejak
