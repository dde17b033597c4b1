#pragma once
// A folder of its own for a test, gone when the test is.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace jejak::test {

class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "jejak-views-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path() const { return path_; }
  std::string views() const { return path_ + "/views"; }

 private:
  std::string path_;
};

}  // namespace jejak::test
