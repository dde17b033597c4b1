#include "ledger/database_files.hpp"

#include "ledger/log_files.hpp"
#include "ledger/table_files.hpp"

namespace jejak {

Outcome check_database_files(const std::string& folder) {
  std::error_code failed;
  std::filesystem::directory_iterator files(folder, failed);
  const bool is_there = !failed;
  for (; !failed && files != std::filesystem::directory_iterator(); files.increment(failed)) {
    const std::filesystem::path& path = files->path();
    if (auto checked = is_table_file(path) ? check_table_file(path) : Outcome(); !checked) return checked;
    if (auto checked = is_log_file(path) ? check_log_file(path) : Outcome(); !checked) return checked;
  }
  if (is_there && failed) return Error{Errc::disk, "reading the folder " + folder + ": " + failed.message()};
  return {};
}

}  // namespace jejak
