#pragma once
// A few verbs over an ordered key-value store: open, head, commit, read, scan, last key. No type of any database
// crosses them, so that another store can stand behind. docs/formats/store.md says what lies under which key.

#include "ledger/base/date.hpp"
#include "ledger/base/result.hpp"
#include "ledger/base/strong.hpp"
#include "ledger/proof/hash.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace jejak {

enum class Table : std::uint8_t {
  entries,      // sequence → entry bytes
  tiles,        // level, index → the 256 hashes of a full tile
  checkpoints,  // size → signed checkpoint, all ever signed
  ids,          // event id → sequence and the beginning of the leaf hash
  rows,         // stream → rule state
  meta,         // "head" → StoredHead
};
constexpr std::size_t table_count = 6;

struct StoredHead {
  TreeSize size;
  Hash root;
  Instant last_recorded_at;
  bool operator==(const StoredHead&) const = default;
};
Bytes encode(const StoredHead& head);
Result<StoredHead> decode_stored_head(BytesView bytes);

struct Write {
  Table table;
  std::string key;
  Bytes value;
};

enum class OpenMode : std::uint8_t { create, read_write, read_only };

class Store {
 public:
  virtual ~Store() = default;

  // The head of the last commit; size 0 if nothing was ever committed.
  virtual Result<StoredHead> head() const = 0;

  // All or nothing, on disk when it returns (one synced write). After an error nobody knows what is on disk: the
  // caller must never commit again in this process. One thread.
  virtual Outcome commit(std::vector<Write> writes) = 0;

  // Any thread. Errors: corrupt (a checksum failed), disk.
  virtual Result<std::optional<Bytes>> read(Table table, std::string_view key) const = 0;

  // Keys in [from, to) ascending; an empty `to` means to the end of the table. The views hold during the call.
  virtual Outcome scan(Table table, std::string_view from, std::string_view to,
                       const std::function<Outcome(std::string_view key, BytesView value)>& visit) const = 0;

  // The greatest key of a table; nothing if it is empty. Errors: as of read().
  virtual Result<std::optional<std::string>> last_key(Table table) const = 0;

  // The small file HEAD beside the database, replaced atomically and synced. Errors: disk.
  virtual Outcome write_head_file(std::string_view bytes) = 0;
  virtual Result<std::optional<std::string>> read_head_file() const = 0;

  // The store as it is now, for reading alone, whatever is committed later. It must die before the store. Any thread.
  // Errors: disk.
  virtual Result<std::unique_ptr<Store>> moment() const = 0;

  // Bytes that may still be written to the disk the store lies on.
  virtual Result<std::uint64_t> free_bytes() const = 0;
};

// Keys. Numbers are eight bytes big-endian, so that byte order is number order.
std::string key_of(Sequence sequence);
std::string key_of(TreeSize size);
std::string tile_key(std::uint8_t level, std::uint64_t index);
std::optional<Sequence> sequence_of(std::string_view key);
constexpr std::string_view head_key = "head";

}  // namespace jejak
