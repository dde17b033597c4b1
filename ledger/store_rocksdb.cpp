#include "ledger/store_rocksdb.hpp"

#include "ledger/base/failpoint.hpp"
#include "ledger/database_files.hpp"
#include "ledger/store_rocksdb_parts.hpp"
#include "ledger/table_files.hpp"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/perf_level.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>

namespace jejak {
namespace {

constexpr std::array<const char*, table_count> table_names = {"entries", "tiles", "checkpoints", "ids", "rows", "meta"};

// A reader beside a writer begins anew as often as this when files went while it opened them.
constexpr int openings_max = 20;
// So many files a reader opens at once and keeps: a writer beside it may take them away later.
constexpr std::size_t files_kept_max = 512;

// What a write batch holds of a row beside its key and value: tag, family, two lengths.
constexpr std::size_t batch_row_bytes_max = 16;

Error error_of(const rocksdb::Status& status, const std::string& attempt) {
  return jejak::error_of(status, attempt, {Errc::not_found, "; stop it or wait for it"});
}

// A row is written again with every event of its stream, and of all its versions only the last one in memory reaches
// the disk: the longer it stays there, the less is written.
std::size_t memtable_bytes(Table table) {
  constexpr std::size_t mib = 1024 * 1024;
  if (table == Table::rows) return 48 * mib;
  return table == Table::entries ? 32 * mib : 16 * mib;
}

rocksdb::ColumnFamilyOptions table_options(Table table) {
  rocksdb::ColumnFamilyOptions options;
  rocksdb::BlockBasedTableOptions blocks;
  blocks.block_size = table == Table::entries ? 32 * 1024 : 8 * 1024;
  blocks.format_version = table_format_version;
  blocks.checksum = rocksdb::kXXH3;
  options.compression = rocksdb::kLZ4Compression;
  if (table == Table::ids || table == Table::tiles) options.compression = rocksdb::kNoCompression;
  if (table == Table::ids || table == Table::rows) {
    // Most ids that are looked up are new ones: the memory-resident index says no without touching the disk.
    blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    options.memtable_prefix_bloom_size_ratio = 0.1;
    options.memtable_whole_key_filtering = true;
  }
  if (table == Table::entries || table == Table::ids) {
    // Their keys only rise: each finds its place beside the last one's.
    options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(0));
  }
  if (table == Table::rows) {
    options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewCappedPrefixTransform(96));
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  options.write_buffer_size = memtable_bytes(table);
  options.paranoid_file_checks = false;  // reads and compactions check every block already
  options.memtable_protection_bytes_per_key = 8;
  return options;
}

rocksdb::DBOptions database_options(const RocksOptions& options, OpenMode mode) {
  rocksdb::DBOptions out;
  if (options.env != nullptr) out.env = options.env;
  out.create_if_missing = mode == OpenMode::create;
  out.error_if_exists = mode == OpenMode::create;
  out.create_missing_column_families = mode == OpenMode::create;
  out.paranoid_checks = true;
  // Forgives an incomplete last record, which nobody was told about, and nothing else.
  out.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  out.track_and_verify_wals_in_manifest = true;
  out.max_bgerror_resume_count = 0;  // a failed write ends the right to write
  out.max_total_wal_size = log_files_bytes_max;
  out.allow_concurrent_memtable_write = false;  // one writer
  out.max_background_jobs = 2;
  out.max_open_files = static_cast<int>(files_kept_max);
  out.max_file_opening_threads = 1;  // a ledger has few files; sixteen threads for them cost more than they save
  out.skip_stats_update_on_db_open = true;
  out.info_log = std::make_shared<SilentLog>();
  out.keep_log_file_num = 1;
  return out;
}

Result<StoredHead> head_in(const Store& store) {
  auto stored = store.read(Table::meta, head_key);
  if (!stored) return std::move(stored).error();
  if (!*stored) return StoredHead{TreeSize{0}, empty_root(), Instant{}};
  return decode_stored_head(**stored);
}

class RocksStore final : public Store {
 public:
  RocksStore(std::string folder, rocksdb::Env* env, bool compact_on_close)
      : folder_(std::move(folder)), env_(env), compact_on_close_(compact_on_close) {}

  ~RocksStore() override {
    if (db_ == nullptr) return;
    // Whoever opens next, to read or to write, need not go through the write-ahead log again. Not after a failed
    // commit: nobody knows what is on disk then, and nothing more is written.
    if (has_written_ && !has_failed_) db_->Flush(rocksdb::FlushOptions(), handles_).PermitUncheckedError();
    if (compact_on_close_) {
      for (auto* handle : handles_) db_->CompactRange(rocksdb::CompactRangeOptions(), handle, nullptr, nullptr);
    }
    for (auto* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
    db_->Close().PermitUncheckedError();
  }

  Outcome open(OpenMode mode, const RocksOptions& options) {
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    families.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
    for (std::size_t i = 0; i < table_count; ++i) {
      families.emplace_back(table_names[i], table_options(static_cast<Table>(i)));
    }
    // Tables are written and merged when nobody else needs the processor. Of higher priority than the verifiers they
    // would hold up every acknowledgement for as long as they take. A full memtable still makes the writer wait.
    env_->LowerThreadPoolCPUPriority(rocksdb::Env::HIGH, rocksdb::CpuPriority::kLow).PermitUncheckedError();
    env_->LowerThreadPoolCPUPriority(rocksdb::Env::LOW, rocksdb::CpuPriority::kIdle).PermitUncheckedError();
    rocksdb::DBOptions settings = database_options(options, mode);
    if (mode != OpenMode::read_only) return open_once(mode, settings, families);
    // A writer may be at work on the folder. HEAD is read before the database is, in which everything that is signed
    // for there must be found. Where opening failed, and files came or went meanwhile, it says nothing of the ledger.
    for (int opening = 1;; ++opening) {
      const std::vector<std::string> before = files();
      settings.max_open_files = before.size() <= files_kept_max ? -1 : static_cast<int>(files_kept_max);
      head_file_as_opened_ = read_head_file_now();
      auto opened = open_once(mode, settings, families);
      if (opened || opening == openings_max || files() == before) return opened;
    }
  }

  Result<StoredHead> head() const override { return head_in(*this); }

  Outcome commit(std::vector<Write> writes) override {
    std::size_t bytes = 0;
    for (const Write& write : writes) bytes += write.key.size() + write.value.size() + batch_row_bytes_max;
    rocksdb::WriteBatch batch(bytes, 0, 8, 0);
    for (const Write& write : writes) {
      const rocksdb::Status status = batch.Put(family(write.table), slice(write.key), slice(write.value));
      if (!status.ok()) return error_of(status, "building a batch");
    }
    failpoint("before_store_commit");
    rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable);  // nobody reads this thread's counters
    rocksdb::WriteOptions options;
    options.sync = true;
    has_written_ = true;
    const rocksdb::Status status = db_->Write(options, &batch);
    has_failed_ = has_failed_ || !status.ok();
    if (!status.ok()) return error_of(status, "writing a batch of " + std::to_string(writes.size()) + " rows");
    failpoint("after_store_commit");
    return {};
  }

  Result<std::optional<Bytes>> read(Table table, std::string_view key) const override {
    return read_at(nullptr, table, key);
  }

  Outcome scan(Table table, std::string_view from, std::string_view to,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    return scan_at(nullptr, table, from, to, visit);
  }

  Result<std::unique_ptr<Store>> moment() const override;

  // The same as of a snapshot; null: now.
  Result<std::optional<Bytes>> read_at(const rocksdb::Snapshot* snapshot, Table table, std::string_view key) const {
    rocksdb::PinnableSlice value;
    const rocksdb::Status status = db_->Get(read_options(snapshot), family(table), slice(key), &value);
    if (status.IsNotFound()) return std::optional<Bytes>();
    if (!status.ok()) return error_of(status, std::string("reading from ") + table_names[index(table)]);
    return std::optional<Bytes>(copy(view(view_of(value))));
  }

  Outcome scan_at(const rocksdb::Snapshot* snapshot, Table table, std::string_view from, std::string_view to,
                  const std::function<Outcome(std::string_view, BytesView)>& visit) const {
    rocksdb::ReadOptions options = read_options(snapshot);
    const rocksdb::Slice upper = slice(to);
    if (!to.empty()) options.iterate_upper_bound = &upper;
    options.readahead_size = 2 * 1024 * 1024;
    options.fill_cache = false;
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(options, family(table)));
    for (it->Seek(slice(from)); it->Valid(); it->Next()) {
      auto visited = visit(view_of(it->key()), view(view_of(it->value())));
      if (!visited) return visited;
    }
    if (!it->status().ok()) return error_of(it->status(), std::string("scanning ") + table_names[index(table)]);
    return {};
  }

  Result<std::optional<std::string>> last_key(Table table) const override { return last_key_at(nullptr, table); }

  Result<std::optional<std::string>> last_key_at(const rocksdb::Snapshot* snapshot, Table table) const {
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(read_options(snapshot), family(table)));
    it->SeekToLast();
    if (it->Valid()) return std::optional(it->key().ToString());
    if (!it->status().ok()) return error_of(it->status(), std::string("reading from ") + table_names[index(table)]);
    return std::optional<std::string>();
  }

  Outcome write_head_file(std::string_view bytes) override {
    const std::string path = folder_ + "/HEAD";
    const std::string fresh = path + ".new";
    std::unique_ptr<rocksdb::WritableFile> file;
    rocksdb::Status status = env_->NewWritableFile(fresh, &file, rocksdb::EnvOptions());
    if (status.ok()) status = file->Append(slice(bytes));
    if (status.ok()) status = file->Sync();
    if (status.ok()) status = file->Close();
    if (status.ok()) status = env_->RenameFile(fresh, path);
    std::unique_ptr<rocksdb::Directory> directory;
    if (status.ok()) status = env_->NewDirectory(folder_, &directory);
    if (status.ok()) status = directory->Fsync();
    if (!status.ok()) return error_of(status, "writing " + path);
    return {};
  }

  Result<std::optional<std::string>> read_head_file() const override {
    return head_file_as_opened_ ? *head_file_as_opened_ : read_head_file_now();
  }

  Result<std::optional<std::string>> read_head_file_now() const {
    const std::string path = folder_ + "/HEAD";
    const rocksdb::Status exists = env_->FileExists(path);
    if (exists.IsNotFound()) return std::optional<std::string>();
    std::string bytes;
    const rocksdb::Status status = rocksdb::ReadFileToString(env_, path, &bytes);
    if (!status.ok()) return error_of(status, "reading " + path);
    return std::optional<std::string>(std::move(bytes));
  }

  Result<std::uint64_t> free_bytes() const override {
    std::uint64_t free = 0;
    const rocksdb::Status status = env_->GetFreeSpace(folder_, &free);
    if (!status.ok()) return error_of(status, "asking for the free space of " + folder_);
    return free;
  }

 private:
  Outcome open_once(OpenMode mode, const rocksdb::DBOptions& settings,
                    const std::vector<rocksdb::ColumnFamilyDescriptor>& families) {
    if (auto whole = check_database_files(database_folder()); !whole) return whole;
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status =
        mode == OpenMode::read_only
            ? rocksdb::DB::OpenForReadOnly(settings, database_folder(), families, &handles_, &db)
            : rocksdb::DB::Open(settings, database_folder(), families, &handles_, &db);
    if (!status.ok()) return error_of(status, "opening the database in " + database_folder());
    db_.reset(db);
    return {};
  }

  std::string database_folder() const { return folder_ + "/ledger"; }
  std::vector<std::string> files() const {  // of the database, by name
    std::vector<std::string> names;
    env_->GetChildren(database_folder(), &names).PermitUncheckedError();
    std::sort(names.begin(), names.end());
    return names;
  }
  static std::size_t index(Table table) { return static_cast<std::size_t>(table); }
  rocksdb::ColumnFamilyHandle* family(Table table) const { return handles_[index(table) + 1]; }
  static rocksdb::ReadOptions read_options(const rocksdb::Snapshot* snapshot) {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot;
    options.verify_checksums = true;
    return options;
  }

  std::string folder_;
  rocksdb::Env* env_;
  bool compact_on_close_;
  bool has_written_ = false;  // the writer's, as is the next
  bool has_failed_ = false;
  std::optional<Result<std::optional<std::string>>> head_file_as_opened_;  // of who only reads
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::unique_ptr<rocksdb::DB> db_;
};

class RocksMoment final : public Store {
 public:
  RocksMoment(const RocksStore& store, std::shared_ptr<const rocksdb::Snapshot> snapshot)
      : store_(store), snapshot_(std::move(snapshot)) {}

  Result<StoredHead> head() const override { return head_in(*this); }
  Result<std::optional<Bytes>> read(Table table, std::string_view key) const override {
    return store_.read_at(snapshot_.get(), table, key);
  }
  Outcome scan(Table table, std::string_view from, std::string_view to,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    return store_.scan_at(snapshot_.get(), table, from, to, visit);
  }
  Result<std::optional<std::string>> last_key(Table table) const override {
    return store_.last_key_at(snapshot_.get(), table);
  }
  Result<std::unique_ptr<Store>> moment() const override {
    return std::unique_ptr<Store>(std::make_unique<RocksMoment>(store_, snapshot_));
  }
  Outcome commit(std::vector<Write>) override { return closed(); }
  Outcome write_head_file(std::string_view) override { return closed(); }
  // What the file said then: the newest checkpoint, which is stored before it is filed.
  Result<std::optional<std::string>> read_head_file() const override {
    const auto newest = last_key(Table::checkpoints);
    if (!newest) return Error(newest.error());
    if (!*newest) return std::optional<std::string>();
    auto note = read(Table::checkpoints, **newest);
    if (!note) return std::move(note).error();
    return std::optional(std::string(text(**note)));
  }
  Result<std::uint64_t> free_bytes() const override { return store_.free_bytes(); }

 private:
  static Error closed() { return Error{Errc::unavailable, "a moment of the store takes nothing"}; }

  const RocksStore& store_;
  const std::shared_ptr<const rocksdb::Snapshot> snapshot_;
};

Result<std::unique_ptr<Store>> RocksStore::moment() const {
  const auto release = [db = db_.get()](const rocksdb::Snapshot* snapshot) { db->ReleaseSnapshot(snapshot); };
  std::shared_ptr<const rocksdb::Snapshot> snapshot(db_->GetSnapshot(), release);
  if (snapshot == nullptr) return Error{Errc::disk, "taking a snapshot of the database in " + folder_};
  return std::unique_ptr<Store>(std::make_unique<RocksMoment>(*this, std::move(snapshot)));
}

}  // namespace

Result<std::unique_ptr<Store>> open_rocksdb(const std::string& folder, OpenMode mode, const RocksOptions& options) {
  rocksdb::Env* env = options.env != nullptr ? options.env : rocksdb::Env::Default();
  auto store = std::make_unique<RocksStore>(folder, env, options.compact_on_close);
  auto opened = store->open(mode, options);
  if (!opened) return std::move(opened).error();
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace jejak
