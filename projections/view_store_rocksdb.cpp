#include "projections/view_store_rocksdb.hpp"

#include "ledger/base/wire.hpp"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <filesystem>

namespace jejak {

struct ViewDatabase::Parts {
  std::unique_ptr<rocksdb::DB> db;
};

namespace {

constexpr char position_mark = 'p';
constexpr char row_mark = 'r';
constexpr char after_marks = 's';

rocksdb::Slice slice(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
std::string_view view_of(const rocksdb::Slice& bytes) {
  return {bytes.data(), bytes.size()};
}

Error error_of(const rocksdb::Status& status, const std::string& attempt) {
  const std::string said = attempt + ": " + status.ToString();
  const auto says = [&said](const char* words) { return said.find(words) != std::string::npos; };
  if (status.IsCorruption()) return Error{Errc::corrupt, said};
  if (says("LOCK") && says("lock")) return Error{Errc::unavailable, said};
  if (says("Permission denied") || says("Read-only file system")) return Error{Errc::permission, said};
  // A file that its own list names and that is gone, or that says what it cannot, is damage like any other.
  if (status.IsPathNotFound() || status.IsNotFound() || says("No such file")) return Error{Errc::corrupt, said};
  if (status.IsInvalidArgument() || status.IsNotSupported()) return Error{Errc::corrupt, said};
  return Error{Errc::disk, said};
}

// RocksDB's own LOG file would be one more writer on a full disk (and Debian's build stops the process there).
class SilentLog final : public rocksdb::Logger {
 public:
  SilentLog() : rocksdb::Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::Options database_options() {
  rocksdb::Options out;
  out.create_if_missing = true;
  out.paranoid_checks = true;
  out.max_background_jobs = 2;
  out.max_open_files = 256;
  out.max_total_wal_size = 32 * 1024 * 1024;
  out.write_buffer_size = 16 * 1024 * 1024;
  out.info_log = std::make_shared<SilentLog>();
  out.keep_log_file_num = 1;
  out.compression = rocksdb::kLZ4Compression;
  rocksdb::BlockBasedTableOptions blocks;
  blocks.block_size = 16 * 1024;
  blocks.format_version = 5;
  blocks.checksum = rocksdb::kXXH3;
  blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  return out;
}

std::string prefix_of(const ViewName& name) {
  WireWriter version;
  version.u32(name.version);
  return name.projection + '\0' + std::string(text(version.take()));
}

// The name at the beginning of a key; nothing if it has none.
std::optional<ViewName> name_in(std::string_view key) {
  const auto end = key.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  WireReader in(view(key.substr(end + 1)));
  ViewName name{std::string(key.substr(0, end)), in.u32()};
  if (!in.ok()) return std::nullopt;
  return name;
}

std::string end_of_prefix(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xff) prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

// Reads one view, now or as a snapshot remembers it.
class RocksView {
 public:
  RocksView(rocksdb::DB& db, const ViewName& name, const rocksdb::Snapshot* snapshot)
      : db_(db), prefix_(prefix_of(name)), snapshot_(snapshot) {}

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

  Outcome scan(std::string_view prefix, const std::function<Outcome(std::string_view, BytesView)>& visit) const {
    const std::string from = row_key(prefix);
    const std::string to = end_of_prefix(from);
    const rocksdb::Slice upper(to);
    rocksdb::ReadOptions reading = options();
    reading.iterate_upper_bound = &upper;
    const std::unique_ptr<rocksdb::Iterator> it(db_.NewIterator(reading));
    const std::size_t before_key = prefix_.size() + 1;
    for (it->Seek(from); it->Valid(); it->Next()) {
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

class RocksSnapshot final : public ViewReader {
 public:
  RocksSnapshot(rocksdb::DB& db, ViewName name)
      : db_(db), name_(std::move(name)), snapshot_(db.GetSnapshot()), rows_(db, name_, snapshot_) {}
  RocksSnapshot(const RocksSnapshot&) = delete;
  RocksSnapshot& operator=(const RocksSnapshot&) = delete;
  ~RocksSnapshot() override { db_.ReleaseSnapshot(snapshot_); }

  const ViewName& name() const override { return name_; }
  Result<ViewPosition> position() const override { return rows_.position(); }
  Result<std::optional<Bytes>> read(std::string_view key) const override { return rows_.get(rows_.row_key(key)); }
  Outcome scan(std::string_view prefix,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    return rows_.scan(prefix, visit);
  }

 private:
  rocksdb::DB& db_;
  ViewName name_;
  const rocksdb::Snapshot* snapshot_;
  RocksView rows_;
};

class RocksViewStore final : public ViewStore {
 public:
  RocksViewStore(rocksdb::DB& db, ViewName name) : db_(db), name_(std::move(name)), rows_(db, name_, nullptr) {}

  const ViewName& name() const override { return name_; }
  Result<ViewPosition> position() const override { return rows_.position(); }
  Result<std::optional<Bytes>> read(std::string_view key) const override { return rows_.get(rows_.row_key(key)); }
  Outcome scan(std::string_view prefix,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    return rows_.scan(prefix, visit);
  }

  Outcome commit(const RowChanges& changes, const ViewPosition& position) override {
    rocksdb::WriteBatch batch;
    rocksdb::Status status = batch.Put(rows_.position_key(), slice(encode(position)));
    for (const auto& [key, value] : changes) {
      if (!status.ok()) break;
      status = value ? batch.Put(rows_.row_key(key), slice(*value)) : batch.Delete(rows_.row_key(key));
    }
    if (status.ok()) status = db_.Write(rocksdb::WriteOptions(), &batch);
    if (!status.ok()) return error_of(status, "writing the view " + name_.projection);
    return {};
  }

  Outcome clear() override {
    rocksdb::WriteBatch batch;
    rocksdb::Status status = batch.DeleteRange(rows_.position_key(), rows_.row_end());
    if (status.ok()) status = db_.Write(rocksdb::WriteOptions(), &batch);
    if (!status.ok()) return error_of(status, "clearing the view " + name_.projection);
    return {};
  }

  Result<std::unique_ptr<ViewReader>> snapshot() const override {
    return std::unique_ptr<ViewReader>(std::make_unique<RocksSnapshot>(db_, name_));
  }

 private:
  rocksdb::DB& db_;
  ViewName name_;
  RocksView rows_;
};

}  // namespace

ViewDatabase::ViewDatabase(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

ViewDatabase::~ViewDatabase() {
  if (parts_->db != nullptr) parts_->db->Close().PermitUncheckedError();
}

Result<std::unique_ptr<ViewDatabase>> ViewDatabase::open(const std::string& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    const bool forbidden = failed == std::errc::permission_denied || failed == std::errc::read_only_file_system;
    return Error{forbidden ? Errc::permission : Errc::disk, "making the folder " + folder + ": " + failed.message()};
  }
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(database_options(), folder, &db);
  if (!status.ok()) return error_of(status, "opening the views in " + folder);
  auto parts = std::make_unique<Parts>();
  parts->db.reset(db);
  return std::unique_ptr<ViewDatabase>(new ViewDatabase(std::move(parts)));
}

Outcome ViewDatabase::wipe(const std::string& folder) {
  const rocksdb::Status status = rocksdb::DestroyDB(folder, database_options());
  if (!status.ok()) return error_of(status, "deleting the views in " + folder);
  return {};
}

std::unique_ptr<ViewStore> ViewDatabase::view(const ViewName& name) {
  return std::make_unique<RocksViewStore>(*parts_->db, name);
}

Result<std::vector<ViewName>> ViewDatabase::names() const {
  std::vector<ViewName> out;
  const std::unique_ptr<rocksdb::Iterator> it(parts_->db->NewIterator(rocksdb::ReadOptions()));
  it->SeekToFirst();
  while (it->Valid()) {
    auto name = name_in(view_of(it->key()));
    if (!name) return Error{Errc::corrupt, "a key in the views belongs to no view"};
    const std::string prefix = prefix_of(*name);
    if (view_of(it->key()) == prefix + position_mark) out.push_back(std::move(*name));
    it->Seek(prefix + after_marks);
  }
  if (!it->status().ok()) return error_of(it->status(), "listing the views");
  return out;
}

Outcome ViewDatabase::drop(const ViewName& name) {
  return view(name)->clear();
}

}  // namespace jejak
