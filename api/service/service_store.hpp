#pragma once
// The third home of a ledger's data folder: what the service promised to others and the log does not say. Who follows
// the ledger and how far he acknowledged, which webhooks stand and what was delivered. It cannot be folded again from
// the log, so every commit is synced, it belongs in the backup, and nothing in it is ever in the tree.
//
// Rows are bytes under keys. The first character of a key is the family it belongs to; each family's file says what its
// rows are and refuses those that are not, naming the row.

#include "projections/view_store.hpp"

namespace rocksdb {
class Env;
}

namespace jejak {

constexpr std::uint32_t service_format = 1;

class ServiceStore {
 public:
  virtual ~ServiceStore() = default;
  // All or nothing, on disk when it returns. Errors: disk (also where less than the reserve would be left free: then
  // nothing was tried, and the next may succeed), unavailable (an earlier one failed: nobody knows what is on disk, and
  // nothing more is written until the program is started again). One thread.
  virtual Outcome commit(const RowChanges& changes) = 0;
  // Errors: corrupt, disk. Any thread.
  virtual Result<std::optional<Bytes>> read(std::string_view key) const = 0;
  // Rows whose key begins with the prefix, ascending, from `from` on (a whole key). The views hold during the call.
  // Stops at the first error.
  virtual Outcome scan(std::string_view prefix, std::string_view from,
                       const std::function<Outcome(std::string_view key, BytesView value)>& visit) const = 0;
};

struct ServiceStoreOptions {
  std::uint64_t reserve_bytes = 64 * 1024 * 1024;  // free space that is left alone
  rocksdb::Env* env = nullptr;                     // tests put a file system that fails or forgets here
};

// `folder` (service_folder() of the data folder) is made if it is missing. Survives the end of the process at any
// moment: a commit that returned is there, one that did not is there whole or not at all. Errors: unavailable (another
// process has it), unsupported (a newer program laid it out), conflict (it holds somebody else's files), corrupt,
// permission, disk.
Result<std::unique_ptr<ServiceStore>> open_service_store(const std::string& folder,
                                                         const ServiceStoreOptions& options = {});

// For tests and for a ledger that is only looked at: nothing survives. One thread.
class MemoryServiceStore final : public ServiceStore {
 public:
  Outcome commit(const RowChanges& changes) override;
  Result<std::optional<Bytes>> read(std::string_view key) const override;
  Outcome scan(std::string_view prefix, std::string_view from,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override;

 private:
  std::map<std::string, Bytes, std::less<>> rows_;
};

// Keys that end in a position: its twenty digits, so that they lie in its order.
std::string position_key(std::string_view prefix, Sequence position);
std::optional<Sequence> position_in(std::string_view prefix, std::string_view key);  // exactly such a key

// Whether a row may name that time: 1970 to 9999, as entries do.
bool is_row_time(std::int64_t us);

// "the row s/NAME of the service is damaged", with what about it.
Error damaged_row(std::string_view key, std::string_view what);

}  // namespace jejak
