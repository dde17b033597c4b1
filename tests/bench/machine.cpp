#include "tests/bench/machine.hpp"

#include "ledger/base/bytes.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

namespace jejak {
namespace {

constexpr double bytes_per_block = 512;  // of st_blocks, whatever the file system's own are

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code failure;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder, failure)) {
    if (file.is_regular_file(failure)) found.push_back(file.path().string());
  }
  return found;
}

}  // namespace

Result<double> syncs_per_s(const std::string& folder, std::size_t bytes, double seconds) {
  const std::string path = folder + "/sync-probe";
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return Error{Errc::disk, path + ": " + std::strerror(errno)};
  const Bytes block(bytes, 0x5a);
  std::uint64_t count = 0;
  double elapsed = 0;
  bool good = true;
  const auto begin = std::chrono::steady_clock::now();
  while (good && elapsed < seconds) {
    good = write(file, block.data(), block.size()) == static_cast<ssize_t>(block.size()) && fdatasync(file) == 0;
    ++count;
    elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }
  const int why = errno;
  close(file);
  unlink(path.c_str());
  if (!good) return Error{Errc::disk, path + ": " + std::strerror(why)};
  return static_cast<double>(count) / elapsed;
}

FolderSize folder_size(const std::string& folder) {
  FolderSize size;
  for (const std::string& path : files_in(folder)) {
    struct stat about{};
    if (stat(path.c_str(), &about) != 0) continue;
    size.bytes += static_cast<double>(about.st_size);
    size.disk_bytes += static_cast<double>(about.st_blocks) * bytes_per_block;
  }
  return size;
}

double bytes_written() {
  std::ifstream io("/proc/self/io");
  std::string name;
  double value = 0;
  while (io >> name >> value) {
    if (name == "wchar:") return value;
  }
  return 0;
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

void forget_cached(const std::string& folder) {
  for (const std::string& path : files_in(folder)) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    fdatasync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
  }
}

}  // namespace jejak
