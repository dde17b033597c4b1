#pragma once
// Reading the log: entries, tiles and proofs, all as of one size, from the store alone. Any thread; never waits for
// the writer.

#include "ledger/proof/checkpoint.hpp"
#include "ledger/proof/proof_file.hpp"
#include "ledger/proof/tiles.hpp"
#include "ledger/record/entry.hpp"
#include "ledger/rules/state.hpp"
#include "ledger/store.hpp"

namespace jejak {

class Reader final : public TileSource, public RowSource {
 public:
  explicit Reader(const Store& store) : store_(store) {}

  Result<StoredHead> head() const { return store_.head(); }
  Result<Bytes> entry_bytes(Sequence sequence) const;  // not_found beyond the head
  Result<Entry> entry(Sequence sequence) const;
  Result<std::optional<Sequence>> find_event(const Id& id) const;
  Result<std::optional<Id>> greatest_id() const;               // of all recorded events
  Result<std::optional<SignedCheckpoint>> checkpoint() const;  // the newest signed one
  Result<std::optional<SignedCheckpoint>> checkpoint(TreeSize size) const;
  Outcome checkpoints(const std::function<Outcome(TreeSize, BytesView)>& visit) const;

  // Entries [from, to) in order.
  Outcome entries(Sequence from, TreeSize to, const std::function<Outcome(Sequence, BytesView)>& visit) const;

  // TileSource: full tiles from the store; partial ones are cut from the entries and tiles below.
  Result<Tile> tile(TileId id, std::uint64_t width) const override;

  // A store that stays as this one is now, for a Reader of its own: head and rows that fit each other while the ledger
  // goes on. It must die before the ledger.
  Result<std::unique_ptr<Store>> moment() const { return store_.moment(); }

  // RowSource: the rule state of the head.
  Result<std::optional<Bytes>> row(std::string_view stream) const override;
  Outcome scan(std::string_view prefix,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override;

  // A proof that `sequence` is in the newest checkpoint that covers it. not_found if none does yet.
  Result<ProofFile> prove(Sequence sequence) const;

 private:
  const Store& store_;
};

}  // namespace jejak
