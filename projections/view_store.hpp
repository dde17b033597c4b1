#pragma once
// Where a projection keeps what it folded: rows, and how far it has come, moved in one batch. Nothing here is
// precious: a view can be thrown away and folded again, so a doubtful one is, and its bytes are no format to be kept.

#include "ledger/proof/frontier.hpp"
#include "projections/projection.hpp"

#include <functional>
#include <map>
#include <memory>

namespace jejak {

struct ViewName {
  std::string projection;
  std::uint32_t version = 0;
  auto operator<=>(const ViewName&) const = default;
};
ViewName name_of(const Projection& projection);

// How far a view has come. The tree is the fold's own, grown from the leaves it has read; its root is compared with
// the ledger's before the view is trusted.
struct ViewPosition {
  Frontier tree;
  TreeSize size() const { return tree.size(); }
  Hash root() const { return tree.root(); }
};
Bytes encode(const ViewPosition& position);
Result<ViewPosition> decode_view_position(BytesView bytes);  // errors: corrupt

// What a batch changes, each row once, in any order; no value means erased.
using RowChanges = std::vector<std::pair<std::string, std::optional<Bytes>>>;

// Reading one view.
class ViewReader {
 public:
  virtual ~ViewReader() = default;
  virtual const ViewName& name() const = 0;
  virtual Result<ViewPosition> position() const = 0;  // size 0 if nothing was folded; errors: corrupt, disk
  virtual Result<std::optional<Bytes>> read(std::string_view key) const = 0;
  // Rows whose key begins with the prefix, ascending. The views hold during the call. Stops at the first error.
  virtual Outcome scan(std::string_view prefix,
                       const std::function<Outcome(std::string_view key, BytesView value)>& visit) const = 0;
  // The same from that key on.
  virtual Outcome scan_from(std::string_view from, std::string_view prefix,
                            const std::function<Outcome(std::string_view key, BytesView value)>& visit) const {
    return scan(prefix,
                [&](std::string_view key, BytesView value) { return key < from ? Outcome() : visit(key, value); });
  }
};

class ViewStore : public ViewReader {
 public:
  // Rows and position, all or nothing. Not synced: after a crash the view stands at this or an earlier commit.
  // Errors: disk. One thread at a time.
  virtual Outcome commit(const RowChanges& changes, const ViewPosition& position) = 0;
  // Back to position 0 without rows, all or nothing. From then on nobody is shown it until it is whole again.
  virtual Outcome clear() = 0;
  // Called once the view has caught up with the log: from now on this build of it is the one that readers are shown.
  // One write; costs nothing if it is already. Errors: disk.
  virtual Outcome show() { return {}; }
  virtual bool is_for_all_threads() const { return false; }  // reading beside a commit on another thread
  // The view as it is now, unmoved by later commits. Holds until this store dies.
  virtual Result<std::unique_ptr<ViewReader>> snapshot() const = 0;
};

// In memory, for replays, exports and tests. One thread; a snapshot is a copy.
class MemoryViewStore final : public ViewStore {
 public:
  explicit MemoryViewStore(ViewName name) : name_(std::move(name)) {}
  const ViewName& name() const override { return name_; }
  Result<ViewPosition> position() const override { return position_; }
  Result<std::optional<Bytes>> read(std::string_view key) const override;
  Outcome scan(std::string_view prefix,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override;
  Outcome scan_from(std::string_view from, std::string_view prefix,
                    const std::function<Outcome(std::string_view, BytesView)>& visit) const override;
  Outcome commit(const RowChanges& changes, const ViewPosition& position) override;
  Outcome clear() override;
  Result<std::unique_ptr<ViewReader>> snapshot() const override;

 private:
  ViewName name_;
  ViewPosition position_;
  std::map<std::string, Bytes, std::less<>> rows_;
};

// SHA-256 over all rows, ascending by key: for each u32 length of the key, key, u32 length of the value, value.
// Reads every row.
Result<Hash> digest_of(const ViewReader& view);

// What an answer is an answer of. Two views that agree in all of it were folded from the same entries to the same rows.
struct Stamp {
  ViewName view;
  TreeSize size;
  Hash root;
  std::optional<Hash> digest;
  bool operator==(const Stamp&) const = default;
};
// The digest costs a scan of all rows; without it an answer about one case costs that case's rows.
enum class WithDigest : bool { no, yes };
Result<Stamp> stamp_of(const ViewReader& view, WithDigest digest);

// An answer and what it rests on. Take both from one snapshot while a runner may be at work.
template <class T>
struct Stamped {
  Stamp stamp;
  T value;
};

}  // namespace jejak
