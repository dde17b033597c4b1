#include "api/service/service_store.hpp"
#include "ledger/base/failpoint.hpp"
#include "ledger/base/wire.hpp"
#include "ledger/database_files.hpp"
#include "ledger/store_rocksdb_parts.hpp"
#include "ledger/table_files.hpp"

#include <rocksdb/db.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <filesystem>

namespace jejak {
namespace {

// Beside the rows: the format, under a key that no family has.
constexpr std::string_view format_key = "\x01";
constexpr std::size_t disk_bytes_per_byte = 3;  // the write-ahead log, a table, and the table that it is merged into

Error error_of(const rocksdb::Status& status, const std::string& attempt) {
  return jejak::error_of(status, attempt, {Errc::corrupt, "; stop it or wait for it"});
}

rocksdb::Options database_options(const ServiceStoreOptions& options) {
  rocksdb::Options out;
  if (options.env != nullptr) out.env = options.env;
  out.create_if_missing = true;
  out.paranoid_checks = true;
  // Forgives an incomplete last record, which nobody was told about, and nothing else.
  out.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  out.track_and_verify_wals_in_manifest = true;
  out.max_bgerror_resume_count = 0;  // a failed write ends the right to write
  out.max_total_wal_size = 8 * 1024 * 1024;
  out.write_buffer_size = 4 * 1024 * 1024;
  out.max_background_jobs = 2;
  out.max_open_files = 64;
  out.max_file_opening_threads = 1;
  out.skip_stats_update_on_db_open = true;
  out.info_log = std::make_shared<SilentLog>();
  out.keep_log_file_num = 1;
  out.memtable_protection_bytes_per_key = 8;
  out.compression = rocksdb::kLZ4Compression;
  rocksdb::BlockBasedTableOptions blocks;
  blocks.format_version = table_format_version;
  blocks.checksum = rocksdb::kXXH3;
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  return out;
}

class RocksServiceStore final : public ServiceStore {
 public:
  RocksServiceStore(std::string folder, const ServiceStoreOptions& options)
      : folder_(std::move(folder)), reserve_bytes_(options.reserve_bytes) {}

  ~RocksServiceStore() override {
    if (db_ != nullptr) db_->Close().PermitUncheckedError();
  }

  Outcome open(const ServiceStoreOptions& options) {
    if (auto whole = check_database_files(folder_); !whole) return whole;
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::Open(database_options(options), folder_, &db);
    if (!status.ok()) return error_of(status, "opening the database in " + folder_);
    db_.reset(db);
    if (auto synced = sync_folders(); !synced) return synced;
    return check_format();
  }

  Outcome commit(const RowChanges& changes) override {
    if (changes.empty()) return {};
    if (has_failed_) {
      return Error{Errc::unavailable, "an earlier write to " + folder_ +
                                          " failed; nothing more is written there until the program is started again"};
    }
    rocksdb::WriteBatch batch(0, 0, 8, 0);
    for (const auto& [key, value] : changes) {
      const rocksdb::Status status = value ? batch.Put(slice(key), slice(*value)) : batch.Delete(slice(key));
      if (!status.ok()) return error_of(status, "building a batch");
    }
    if (auto room = check_room(batch.GetDataSize()); !room) return room;
    failpoint("before_service_commit");
    if (auto written = write(batch); !written) return written;
    failpoint("after_service_commit");
    return {};
  }

  Result<std::optional<Bytes>> read(std::string_view key) const override {
    rocksdb::PinnableSlice value;
    const rocksdb::Status status = db_->Get(reading(), db_->DefaultColumnFamily(), slice(key), &value);
    if (status.IsNotFound()) return std::optional<Bytes>();
    if (!status.ok()) return error_of(status, "reading from " + folder_);
    return std::optional<Bytes>(copy(view(view_of(value))));
  }

  Outcome scan(std::string_view prefix, std::string_view from,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    const std::string end = end_of_prefix(std::string(prefix));
    const rocksdb::Slice upper(end);
    rocksdb::ReadOptions options = reading();
    if (!end.empty()) options.iterate_upper_bound = &upper;
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(options));
    for (it->Seek(slice(std::max(prefix, from))); it->Valid(); it->Next()) {
      if (view_of(it->key()) == format_key) continue;
      if (auto visited = visit(view_of(it->key()), view(view_of(it->value()))); !visited) return visited;
    }
    if (!it->status().ok()) return error_of(it->status(), "scanning " + folder_);
    return {};
  }

 private:
  static rocksdb::ReadOptions reading() {
    rocksdb::ReadOptions options;
    options.verify_checksums = true;
    return options;
  }

  Outcome write(rocksdb::WriteBatch& batch) {
    rocksdb::WriteOptions synced;
    synced.sync = true;
    const rocksdb::Status status = db_->Write(synced, &batch);
    has_failed_ = !status.ok();
    if (status.ok()) return {};
    return error_of(status, "writing " + std::to_string(batch.Count()) + " rows to " + folder_);
  }

  // Without it a power cut may leave no folder at all, and the next start would make an empty one.
  Outcome sync_folders() const {
    const std::string above = std::filesystem::path(folder_).parent_path().string();
    for (const std::string& folder : {folder_, above.empty() ? std::string(".") : above}) {
      std::unique_ptr<rocksdb::Directory> directory;
      rocksdb::Status status = db_->GetEnv()->NewDirectory(folder, &directory);
      if (status.ok()) status = directory->Fsync();
      if (!status.ok()) return error_of(status, "syncing the folder " + folder);
    }
    return {};
  }

  // A new database is given its format, also where the disk is nearly full: what is there can be read all the same.
  // Another one must have it, or an older one, which this program reads as well.
  Outcome check_format() {
    auto stored = read(format_key);
    if (!stored) return std::move(stored).error();
    if (*stored) {
      WireReader in(**stored);
      const std::uint32_t format = in.u32();
      if (!in.finished() || format == 0) return damaged_row(format_key, "it is no format");
      if (format <= service_format) return {};
      return Error{Errc::unsupported, folder_ + " has format " + std::to_string(format) + ", this program knows " +
                                          std::to_string(service_format) +
                                          ". Use the program version that wrote it, or a newer one"};
    }
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(reading()));
    it->SeekToFirst();
    if (!it->status().ok()) return error_of(it->status(), "opening " + folder_);
    if (it->Valid()) return damaged_row(format_key, "it is missing, and others are there");
    WireWriter format;
    format.u32(service_format);
    const Bytes row = format.take();
    rocksdb::WriteBatch batch;
    const rocksdb::Status status = batch.Put(slice(format_key), slice(row));
    if (!status.ok()) return error_of(status, "building a batch");
    return write(batch);
  }

  Outcome check_room(std::size_t bytes) const {
    std::uint64_t free = 0;
    const rocksdb::Status status = db_->GetEnv()->GetFreeSpace(folder_, &free);
    if (!status.ok()) return error_of(status, "asking for the free space of " + folder_);
    if (free >= reserve_bytes_ + bytes * disk_bytes_per_byte) return {};
    return Error{Errc::disk, "the disk under " + folder_ + " has " + std::to_string(free >> 20) + " MB left; " +
                                 std::to_string(reserve_bytes_ >> 20) + " MB are kept in reserve. Make room"};
  }

  const std::string folder_;
  const std::uint64_t reserve_bytes_;
  bool has_failed_ = false;  // the writer's
  std::unique_ptr<rocksdb::DB> db_;
};

// A database is never made among somebody else's files.
Outcome make_folder(const std::string& folder) {
  std::error_code failed;
  if (!std::filesystem::exists(folder, failed) && !failed) std::filesystem::create_directories(folder, failed);
  if (!failed && !std::filesystem::is_directory(folder, failed) && !failed) {
    return Error{Errc::conflict, folder + " is a file, not the service's folder. Move it away"};
  }
  if (!failed && !std::filesystem::exists(folder + "/CURRENT", failed) && !failed) {
    std::filesystem::directory_iterator at(folder, failed);
    for (; !failed && at != std::filesystem::directory_iterator(); at.increment(failed)) {
      const std::string name = at->path().filename().string();
      if (is_of_a_database(name)) continue;
      return Error{Errc::conflict, folder + " is not the service's folder: " + name + " lies in it. Move it away"};
    }
  }
  if (!failed) return {};
  const bool forbidden = failed == std::errc::permission_denied || failed == std::errc::read_only_file_system;
  return Error{forbidden ? Errc::permission : Errc::disk, "making the folder " + folder + ": " + failed.message()};
}

}  // namespace

Result<std::unique_ptr<ServiceStore>> open_service_store(const std::string& folder,
                                                         const ServiceStoreOptions& options) {
  if (auto made = make_folder(folder); !made) return std::move(made).error();
  auto store = std::make_unique<RocksServiceStore>(folder, options);
  if (auto opened = store->open(options); !opened) return std::move(opened).error();
  return std::unique_ptr<ServiceStore>(std::move(store));
}

}  // namespace jejak
