#include "tests/faults/fault_fs.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace jejak::test {
namespace {

std::string folder_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().string();
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class File final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  File(std::unique_ptr<rocksdb::FSWritableFile> file, std::string path, std::uint64_t size, FaultFs& fs)
      : rocksdb::FSWritableFileOwnerWrapper(std::move(file)), path_(std::move(path)), size_(size), fs_(fs) {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* context) override {
    return fs_.change([&] {
      const rocksdb::IOStatus status = target()->Append(data, options, context);
      if (status.ok()) fs_.wrote(path_, size_ += data.size());
      return status;
    });
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo&, rocksdb::IODebugContext* context) override {
    return Append(data, options, context);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* context) override {
    return fs_.change([&] { return settle(target()->Sync(options, context)); });
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* context) override {
    return fs_.change([&] { return settle(target()->Fsync(options, context)); });
  }
  rocksdb::IOStatus Close(const rocksdb::IOOptions& options, rocksdb::IODebugContext* context) override {
    const rocksdb::IOStatus injected = fs_.change([] { return rocksdb::IOStatus::OK(); });
    const rocksdb::IOStatus closed = target()->Close(options, context);
    return injected.ok() ? closed : injected;
  }

 private:
  rocksdb::IOStatus settle(rocksdb::IOStatus status) {
    if (status.ok()) fs_.synced(path_);
    return status;
  }
  std::string path_;
  std::uint64_t size_;
  FaultFs& fs_;
};

class Folder final : public rocksdb::FSDirectoryWrapper {
 public:
  Folder(std::unique_ptr<rocksdb::FSDirectory> folder, std::string path, FaultFs& fs)
      : rocksdb::FSDirectoryWrapper(std::move(folder)), path_(std::move(path)), fs_(fs) {}
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* context) override {
    return fs_.change([&] {
      const rocksdb::IOStatus status = rocksdb::FSDirectoryWrapper::Fsync(options, context);
      if (status.ok()) fs_.folder_synced(path_);
      return status;
    });
  }
  rocksdb::IOStatus FsyncWithDirOptions(const rocksdb::IOOptions& options, rocksdb::IODebugContext* context,
                                        const rocksdb::DirFsyncOptions&) override {
    return Fsync(options, context);
  }

 private:
  std::string path_;
  FaultFs& fs_;
};

}  // namespace

FaultFs::FaultFs() : rocksdb::FileSystemWrapper(rocksdb::FileSystem::Default()) {}

void FaultFs::fail_call(std::uint64_t call, Failure how, rocksdb::IOStatus with) {
  how_ = how;
  with_ = std::move(with);
  fail_at_ = call;
}

rocksdb::IOStatus FaultFs::NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                           std::unique_ptr<rocksdb::FSWritableFile>* result,
                                           rocksdb::IODebugContext* context) {
  return change([&] {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    const rocksdb::IOStatus status = target()->NewWritableFile(path, options, &file, context);
    if (!status.ok()) return status;
    {
      const std::lock_guard lock(mutex_);
      sizes_[path] = {0, 0};
      created_[path] = folder_of(path);
    }
    *result = std::make_unique<File>(std::move(file), path, 0, *this);
    return status;
  });
}

rocksdb::IOStatus FaultFs::ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                              std::unique_ptr<rocksdb::FSWritableFile>* result,
                                              rocksdb::IODebugContext* context) {
  return change([&] {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    const rocksdb::IOStatus status = target()->ReopenWritableFile(path, options, &file, context);
    if (!status.ok()) return status;
    const std::uint64_t size = std::filesystem::file_size(path);
    {
      const std::lock_guard lock(mutex_);
      sizes_[path] = {size, size};
    }
    *result = std::make_unique<File>(std::move(file), path, size, *this);
    return status;
  });
}

rocksdb::IOStatus FaultFs::NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                        std::unique_ptr<rocksdb::FSDirectory>* result,
                                        rocksdb::IODebugContext* context) {
  std::unique_ptr<rocksdb::FSDirectory> folder;
  const rocksdb::IOStatus status = target()->NewDirectory(path, options, &folder, context);
  if (status.ok()) *result = std::make_unique<Folder>(std::move(folder), path, *this);
  return status;
}

rocksdb::IOStatus FaultFs::RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                                      rocksdb::IODebugContext* context) {
  return change([&] {
    Renamed renamed{to, std::filesystem::exists(to), ""};
    if (renamed.existed) renamed.old_bytes = bytes_of(to);
    const rocksdb::IOStatus status = target()->RenameFile(from, to, options, context);
    if (status.ok()) {
      const std::lock_guard lock(mutex_);
      if (const auto size = sizes_.find(from); size != sizes_.end()) sizes_[to] = size->second;
      sizes_.erase(from);
      created_.erase(from);
      renamed_[from] = std::move(renamed);
    }
    return status;
  });
}

rocksdb::IOStatus FaultFs::DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                                      rocksdb::IODebugContext* context) {
  return change([&] {
    const rocksdb::IOStatus status = target()->DeleteFile(path, options, context);
    if (status.ok()) {
      const std::lock_guard lock(mutex_);
      sizes_.erase(path);
      created_.erase(path);
    }
    return status;
  });
}

rocksdb::IOStatus FaultFs::GetFreeSpace(const std::string& path, const rocksdb::IOOptions& options, std::uint64_t* free,
                                        rocksdb::IODebugContext* context) {
  const std::uint64_t pretended = free_space_;
  if (pretended == ~std::uint64_t{0}) return target()->GetFreeSpace(path, options, free, context);
  *free = pretended;
  return rocksdb::IOStatus::OK();
}

void FaultFs::wrote(const std::string& path, std::uint64_t size) {
  const std::lock_guard lock(mutex_);
  sizes_[path].first = size;
}

void FaultFs::synced(const std::string& path) {
  const std::lock_guard lock(mutex_);
  auto& size = sizes_[path];
  size.second = size.first;
}

void FaultFs::folder_synced(const std::string& folder) {
  const std::lock_guard lock(mutex_);
  std::erase_if(created_, [&folder](const auto& file) { return file.second == folder; });
  std::erase_if(renamed_, [&folder](const auto& file) { return folder_of(file.second.to) == folder; });
}

void FaultFs::forget(std::mt19937_64& random) {
  const std::lock_guard lock(mutex_);
  for (const auto& [path, size] : sizes_) {
    std::error_code failure;
    if (size.first <= size.second || !std::filesystem::exists(path, failure)) continue;
    const std::uint64_t kept = size.second + random() % (size.first - size.second + 1);
    std::filesystem::resize_file(path, random() % 3 == 0 ? kept : size.second, failure);
  }
  for (const auto& [from, renamed] : renamed_) {
    if (random() % 2 == 0) continue;
    if (renamed.existed) {
      std::ofstream(renamed.to, std::ios::binary | std::ios::trunc) << renamed.old_bytes;
    } else {
      std::error_code failure;
      std::filesystem::remove(renamed.to, failure);
    }
  }
  for (const auto& [path, folder] : created_) {
    std::error_code failure;
    if (random() % 2 == 0) std::filesystem::remove(path, failure);
  }
  sizes_.clear();
  created_.clear();
  renamed_.clear();
}

}  // namespace jejak::test
