#include "projections/view_store_rocksdb.hpp"

#include "ledger/base/failpoint.hpp"
#include "ledger/base/wire.hpp"
#include "ledger/database_files.hpp"
#include "ledger/store_rocksdb_parts.hpp"
#include "ledger/table_files.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <filesystem>

namespace jejak {

struct ViewDatabase::Parts {
  std::unique_ptr<rocksdb::DB> db;
};

namespace {

// Keys: PROJECTION 00 u32 version u32 build, and then 'p' for the position, or 'r' and the row's own key.
// Beside them 01 PROJECTION: u32 version, u32 build that readers are shown; and 01 alone: the format of all this.
constexpr char position_mark = 'p';
constexpr char row_mark = 'r';
constexpr char after_marks = 's';
constexpr char shown_mark = '\x01';  // before every projection's name
constexpr std::uint32_t store_format = 2;

// A file that its own list names and that is gone is damage like any other.
Error error_of(const rocksdb::Status& status, const std::string& attempt) {
  Error error = jejak::error_of(status, attempt, {});
  const bool is_gone = error.code == Errc::disk && error.message.find("No such file") != std::string::npos;
  if (is_gone) error.code = Errc::corrupt;
  return error;
}

rocksdb::Options database_options() {
  rocksdb::Options out;
  out.create_if_missing = true;
  out.paranoid_checks = true;
  out.max_background_jobs = 2;
  out.max_open_files = 256;
  out.write_buffer_size = 32 * 1024 * 1024;
  out.info_log = std::make_shared<SilentLog>();
  out.keep_log_file_num = 1;
  out.compression = rocksdb::kLZ4Compression;
  rocksdb::BlockBasedTableOptions blocks;
  blocks.block_size = 16 * 1024;
  blocks.format_version = table_format_version;
  blocks.checksum = rocksdb::kXXH3;
  blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  blocks.block_cache = rocksdb::NewLRUCache(48 * 1024 * 1024);  // the strands of some hundred thousand cases
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  return out;
}

// Without a log of its own: after a crash a view stands at an earlier commit and folds on from there.
rocksdb::WriteOptions writing() {
  rocksdb::WriteOptions out;
  out.disableWAL = true;
  return out;
}

std::string prefix_of(const Build& build) {
  WireWriter numbers;
  numbers.u32(build.view.version);
  numbers.u32(build.number);
  return build.view.projection + '\0' + std::string(text(numbers.take()));
}

// The build that a key belongs to; nothing if it belongs to none.
std::optional<Build> build_in(std::string_view key) {
  const auto end = key.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  WireReader in(view(key.substr(end + 1)));
  Build build;
  build.view.projection = key.substr(0, end);
  build.view.version = in.u32();
  build.number = in.u32();
  if (!in.ok()) return std::nullopt;
  return build;
}

std::string shown_key(std::string_view projection) {
  return shown_mark + std::string(projection);
}

Bytes shown_value(const Build& build) {
  WireWriter out;
  out.u32(build.view.version);
  out.u32(build.number);
  return out.take();
}

Result<std::optional<Build>> read_shown(rocksdb::DB& db, std::string_view projection,
                                        const rocksdb::Snapshot* snapshot) {
  rocksdb::ReadOptions options;
  options.verify_checksums = true;
  options.snapshot = snapshot;
  std::string value;
  const rocksdb::Status status = db.Get(options, shown_key(projection), &value);
  if (status.IsNotFound()) return std::optional<Build>();
  if (!status.ok()) return error_of(status, "looking for the view " + std::string(projection));
  WireReader in(view(value));
  Build build;
  build.view.projection = projection;
  build.view.version = in.u32();
  build.number = in.u32();
  if (!in.finished())
    return Error{Errc::corrupt, "which build of the view " + std::string(projection) + " holds is damaged"};
  return std::optional<Build>(std::move(build));
}

// Reads one view, now or as a snapshot remembers it.
class RocksView {
 public:
  RocksView(rocksdb::DB& db, const Build& build, const rocksdb::Snapshot* snapshot)
      : db_(db), prefix_(prefix_of(build)), snapshot_(snapshot) {}

  std::string position_key() const { return prefix_ + position_mark; }
  std::string row_key(std::string_view key) const { return prefix_ + row_mark + std::string(key); }
  std::string row_end() const { return prefix_ + after_marks; }

  Result<std::optional<Bytes>> get(const std::string& key) const {
    rocksdb::PinnableSlice value;
    const rocksdb::Status status = db_.Get(options(), db_.DefaultColumnFamily(), key, &value);
    if (status.IsNotFound()) return std::optional<Bytes>();
    if (!status.ok()) return error_of(status, "reading a view");
    return std::optional<Bytes>(copy(jejak::view(view_of(value))));
  }

  Result<ViewPosition> position() const {
    auto bytes = get(position_key());
    if (!bytes) return std::move(bytes).error();
    if (!*bytes) return ViewPosition{};
    return decode_view_position(**bytes);
  }

  Outcome scan(std::string_view from, std::string_view prefix,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const {
    const std::string to = end_of_prefix(row_key(prefix));
    const rocksdb::Slice upper(to);
    rocksdb::ReadOptions reading = options();
    reading.iterate_upper_bound = &upper;
    const std::unique_ptr<rocksdb::Iterator> it(db_.NewIterator(reading));
    const std::size_t before_key = prefix_.size() + 1;
    for (it->Seek(row_key(std::max(from, prefix))); it->Valid(); it->Next()) {
      auto visited = visit(view_of(it->key()).substr(before_key), jejak::view(view_of(it->value())));
      if (!visited) return visited;
    }
    if (!it->status().ok()) return error_of(it->status(), "scanning a view");
    return {};
  }

 private:
  rocksdb::ReadOptions options() const {
    rocksdb::ReadOptions out;
    out.verify_checksums = true;
    out.snapshot = snapshot_;
    return out;
  }

  rocksdb::DB& db_;
  std::string prefix_;
  const rocksdb::Snapshot* snapshot_;
};

struct ReleaseSnapshot {
  rocksdb::DB* db;
  void operator()(const rocksdb::Snapshot* snapshot) const { db->ReleaseSnapshot(snapshot); }
};
using HeldSnapshot = std::unique_ptr<const rocksdb::Snapshot, ReleaseSnapshot>;

HeldSnapshot take_snapshot(rocksdb::DB& db) {
  return HeldSnapshot(db.GetSnapshot(), ReleaseSnapshot{&db});
}

class RocksSnapshot final : public ViewReader {
 public:
  RocksSnapshot(rocksdb::DB& db, Build build, HeldSnapshot snapshot)
      : build_(std::move(build)), snapshot_(std::move(snapshot)), rows_(db, build_, snapshot_.get()) {}

  const ViewName& name() const override { return build_.view; }
  Result<ViewPosition> position() const override { return rows_.position(); }
  Result<std::optional<Bytes>> read(std::string_view key) const override { return rows_.get(rows_.row_key(key)); }
  Outcome scan(std::string_view prefix,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    return rows_.scan(prefix, prefix, visit);
  }
  Outcome scan_from(std::string_view from, std::string_view prefix,
                    const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    return rows_.scan(from, prefix, visit);
  }

 private:
  Build build_;
  HeldSnapshot snapshot_;
  RocksView rows_;
};

class RocksViewStore final : public ViewStore {
 public:
  RocksViewStore(rocksdb::DB& db, Build build) : db_(db), build_(std::move(build)), rows_(db, build_, nullptr) {}

  const ViewName& name() const override { return build_.view; }
  Result<ViewPosition> position() const override { return rows_.position(); }
  Result<std::optional<Bytes>> read(std::string_view key) const override { return rows_.get(rows_.row_key(key)); }
  Outcome scan(std::string_view prefix,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    return rows_.scan(prefix, prefix, visit);
  }
  Outcome scan_from(std::string_view from, std::string_view prefix,
                    const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    return rows_.scan(from, prefix, visit);
  }

  Outcome commit(const RowChanges& changes, const ViewPosition& position) override {
    rocksdb::WriteBatch batch;
    rocksdb::Status status = batch.Put(rows_.position_key(), slice(encode(position)));
    for (const auto& [key, value] : changes) {
      if (!status.ok()) break;
      status = value ? batch.Put(rows_.row_key(key), slice(*value)) : batch.Delete(rows_.row_key(key));
    }
    if (status.ok()) status = db_.Write(writing(), &batch);
    if (!status.ok()) return error_of(status, "writing the view " + build_.view.projection);
    return {};
  }

  bool is_for_all_threads() const override { return true; }

  Outcome clear() override {
    auto shown = read_shown(db_, build_.view.projection, nullptr);
    if (!shown && shown.error().code != Errc::corrupt) return std::move(shown).error();
    rocksdb::WriteBatch batch;
    rocksdb::Status status;
    if (!shown || *shown == build_) status = batch.Delete(shown_key(build_.view.projection));
    if (status.ok()) status = batch.DeleteRange(rows_.position_key(), rows_.row_end());
    if (status.ok()) status = db_.Write(writing(), &batch);
    if (!status.ok()) return error_of(status, "clearing the view " + build_.view.projection);
    shown_ = false;
    return {};
  }

  Outcome show() override {
    if (shown_) return {};
    auto shown = read_shown(db_, build_.view.projection, nullptr);
    if (!shown && shown.error().code != Errc::corrupt) return std::move(shown).error();
    shown_ = shown && *shown == build_;
    if (shown_) return {};
    failpoint("before_view_shown");
    const Bytes value = shown_value(build_);
    rocksdb::Status status = db_.Put(writing(), shown_key(build_.view.projection), slice(value));
    if (status.ok()) status = db_.Flush(rocksdb::FlushOptions());
    if (!status.ok()) return error_of(status, "showing the view " + build_.view.projection);
    failpoint("after_view_shown");
    shown_ = true;
    return {};
  }

  Result<std::unique_ptr<ViewReader>> snapshot() const override {
    return std::unique_ptr<ViewReader>(std::make_unique<RocksSnapshot>(db_, build_, take_snapshot(db_)));
  }

 private:
  rocksdb::DB& db_;
  Build build_;
  RocksView rows_;
  bool shown_ = false;  // by this store, and not cleared since
};

// A new database is given its format; another one must have it.
Outcome check_format(rocksdb::DB& db, const std::string& folder) {
  const std::string key(1, shown_mark);
  WireWriter wanted;
  wanted.u32(store_format);
  const Bytes format = wanted.take();
  std::string found;
  rocksdb::Status status = db.Get(rocksdb::ReadOptions(), key, &found);
  if (status.ok() && equal(view(found), format)) return {};
  const std::unique_ptr<rocksdb::Iterator> it(db.NewIterator(rocksdb::ReadOptions()));
  it->SeekToFirst();
  if (status.IsNotFound() && it->status().ok() && !it->Valid()) {
    status = db.Put(writing(), key, slice(format));
    if (status.ok()) return {};
  } else if (status.ok() || status.IsNotFound()) {
    return Error{Errc::unsupported, "the views in " + folder + " were laid out by another version of this program"};
  }
  return error_of(status, "opening the views in " + folder);
}

// A database is never made among somebody else's files.
Outcome check_own_folder(const std::string& folder) {
  std::error_code failed;
  const auto foreign = [&folder](const std::string& what) {
    return Error{Errc::conflict, folder + " is no folder of views: " + what + ". Move it away"};
  };
  if (!std::filesystem::is_directory(folder, failed)) return foreign("it is a file");
  if (std::filesystem::exists(folder + "/CURRENT", failed)) return {};
  std::filesystem::directory_iterator at(folder, failed);
  for (; !failed && at != std::filesystem::directory_iterator(); at.increment(failed)) {
    const std::string name = at->path().filename().string();
    if (!is_of_a_database(name)) return foreign(name + " lies in it");
  }
  return {};
}

}  // namespace

ViewDatabase::ViewDatabase(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

ViewDatabase::~ViewDatabase() {
  if (parts_->db != nullptr) parts_->db->Close().PermitUncheckedError();
}

Result<std::unique_ptr<ViewDatabase>> ViewDatabase::open(const std::string& folder) {
  std::error_code failed;
  if (!std::filesystem::exists(folder, failed)) std::filesystem::create_directories(folder, failed);
  if (failed) {
    const bool forbidden = failed == std::errc::permission_denied || failed == std::errc::read_only_file_system;
    return Error{forbidden ? Errc::permission : Errc::disk, "making the folder " + folder + ": " + failed.message()};
  }
  if (auto own = check_own_folder(folder); !own) return std::move(own).error();
  if (auto whole = check_database_files(folder); !whole) return std::move(whole).error();
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(database_options(), folder, &db);
  if (!status.ok()) return error_of(status, "opening the views in " + folder);
  auto parts = std::make_unique<Parts>();
  parts->db.reset(db);
  std::unique_ptr<ViewDatabase> opened(new ViewDatabase(std::move(parts)));
  if (auto checked = check_format(*db, folder); !checked) return std::move(checked).error();
  return opened;
}

Outcome ViewDatabase::wipe(const std::string& folder) {
  const rocksdb::Status status = rocksdb::DestroyDB(folder, database_options());
  if (!status.ok()) return error_of(status, "deleting the views in " + folder);
  return {};
}

std::unique_ptr<ViewStore> ViewDatabase::store(const Build& build) {
  return std::make_unique<RocksViewStore>(*parts_->db, build);
}

Result<std::vector<Build>> ViewDatabase::builds() const {
  std::vector<Build> out;
  const std::unique_ptr<rocksdb::Iterator> it(parts_->db->NewIterator(rocksdb::ReadOptions()));
  it->Seek(std::string(1, shown_mark + 1));
  while (it->Valid()) {
    auto build = build_in(view_of(it->key()));
    if (!build) return Error{Errc::corrupt, "a key in the views belongs to no view"};
    const std::string prefix = prefix_of(*build);
    if (view_of(it->key()) == prefix + position_mark) out.push_back(std::move(*build));
    it->Seek(end_of_prefix(prefix));
  }
  if (!it->status().ok()) return error_of(it->status(), "listing the views");
  return out;
}

Result<std::optional<Build>> ViewDatabase::shown(std::string_view projection) const {
  return read_shown(*parts_->db, projection, nullptr);
}

Result<std::unique_ptr<ViewReader>> ViewDatabase::read(const ViewName& name) const {
  HeldSnapshot snapshot = take_snapshot(*parts_->db);
  auto shown = read_shown(*parts_->db, name.projection, snapshot.get());
  if (!shown) return std::move(shown).error();
  if (!*shown || (*shown)->view != name) {
    return Error{Errc::unavailable, "the view " + name.projection + " is being folded; nobody is shown half of one"};
  }
  return std::unique_ptr<ViewReader>(
      std::make_unique<RocksSnapshot>(*parts_->db, std::move(**shown), std::move(snapshot)));
}

Outcome ViewDatabase::drop(const Build& build) {
  return store(build)->clear();
}

}  // namespace jejak
