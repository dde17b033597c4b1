#pragma once
#include "ledger/mirror.hpp"
#include "tests/ledger/replayed.hpp"

#include <functional>

namespace jejak::test {

// A ledger as a service publishes it, with a hand that may change what is said.
class Published final : public PublishedLog {
 public:
  explicit Published(const Replayed& ledger, std::string note = {}) : reader_(ledger.ledger->reader()) {
    note_ = note.empty() ? print((*reader_.checkpoint())->note) : std::move(note);
  }

  Result<std::string> checkpoint() const override { return note_; }
  Result<std::string> bundle(std::uint64_t index, std::uint64_t width) const override {
    if (bundles_left == 0) return Error{Errc::unavailable, "the connection broke off"};
    --bundles_left;
    std::string out;
    const Sequence from{index * tile_width};
    auto read = reader_.entries(from, TreeSize{from.value + width}, [&out](Sequence, BytesView bytes) -> Outcome {
      out += {static_cast<char>(bytes.size() >> 8), static_cast<char>(bytes.size() & 0xff)};
      out += text(bytes);
      return {};
    });
    if (!read) return std::move(read).error();
    if (change_bundle) change_bundle(index, out);
    return out;
  }
  Result<Tile> tile(TileId id, std::uint64_t width) const override {
    auto tile = reader_.tile(id, width);
    if (tile && change_tile) change_tile(*tile);
    return tile;
  }

  std::function<void(std::uint64_t index, std::string& bytes)> change_bundle;
  std::function<void(Tile&)> change_tile;
  mutable std::uint64_t bundles_left = 1'000'000;

 private:
  const Reader& reader_;
  std::string note_;
};

}  // namespace jejak::test
