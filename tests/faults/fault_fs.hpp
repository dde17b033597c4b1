#pragma once
// A file system that does what disks do on bad days: fails one call, fails it although it was stored, is full, or
// forgets everything that was never synced. It lies over a real folder, under RocksDB and the file HEAD.

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>

namespace jejak::test {

enum class Failure : std::uint8_t {
  not_done,          // the call fails and did nothing
  done_all_the_same  // the call fails, but its effect is on disk
};

class FaultFs : public rocksdb::FileSystemWrapper {
 public:
  FaultFs();
  const char* Name() const override { return "FaultFs"; }

  // The changing calls so far: append, sync, close, create, rename, remove, directory sync.
  std::uint64_t calls() const { return calls_; }
  // The changing call number `call` (counted from 0 over the whole life) fails once.
  void fail_call(std::uint64_t call, Failure how, rocksdb::IOStatus with = rocksdb::IOStatus::IOError("injected"));
  // From that call on the power is gone: nothing reaches the disk any more.
  void power_off_at(std::uint64_t call) { off_at_ = call; }
  bool is_off() const { return calls_ >= off_at_; }
  void set_free_space(std::uint64_t bytes) { free_space_ = bytes; }

  // What the power cut leaves: unsynced bytes of every file are cut (or torn in the middle), files and renames whose
  // folder was never synced may be undone. Call it after the store over this file system is gone.
  void forget(std::mt19937_64& random);

  // rocksdb::FileSystem
  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* result,
                                       rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus GetFreeSpace(const std::string& path, const rocksdb::IOOptions& options, std::uint64_t* free,
                                 rocksdb::IODebugContext* context) override;

  // Runs one changing call under the present faults.
  template <class Call>
  rocksdb::IOStatus change(Call&& call) {
    const std::uint64_t number = calls_++;
    if (number >= off_at_) return rocksdb::IOStatus::IOError("the power is off");
    if (number == fail_at_) {
      if (how_ == Failure::done_all_the_same) call();
      return with_;
    }
    return call();
  }
  void wrote(const std::string& path, std::uint64_t size);
  void synced(const std::string& path);
  void folder_synced(const std::string& folder);

 private:
  struct Renamed {
    std::string to;
    bool existed = false;
    std::string old_bytes;
  };
  std::atomic<std::uint64_t> calls_{0};
  std::atomic<std::uint64_t> off_at_{~std::uint64_t{0}};
  std::atomic<std::uint64_t> fail_at_{~std::uint64_t{0}};
  std::atomic<std::uint64_t> free_space_{~std::uint64_t{0}};
  Failure how_ = Failure::not_done;
  rocksdb::IOStatus with_;
  std::mutex mutex_;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> sizes_;  // path → written, synced
  std::map<std::string, std::string> created_;                            // path → folder, not yet synced
  std::map<std::string, Renamed> renamed_;                                // from → what it replaced, not yet synced
};

}  // namespace jejak::test
