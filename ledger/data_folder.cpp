#include "ledger/data_folder.hpp"

#include "ledger/base/system_error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace jejak {
namespace {

const std::string format_line = "jejak-data " + std::to_string(data_format) + "\n";

Error system_error(const std::string& attempt) {
  return jejak::system_error(attempt, errno);
}

class OpenFile {
 public:
  OpenFile(const std::string& path, int flags, mode_t mode = 0) : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  int fd() const { return fd_; }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

std::string views_folder(const std::string& folder) {
  return folder + "/views";
}
std::string service_folder(const std::string& folder) {
  return folder + "/service";
}

std::string webhook_secret_file(const std::string& folder) {
  return folder + "/webhook.secret";
}
std::string policy_file(const std::string& folder) {
  return folder + "/policy";
}

Outcome check_data_folder(const std::string& folder) {
  auto format = read_file(folder + "/FORMAT", 200);
  if (!format) {
    Error error = std::move(format).error();
    if (error.code == Errc::not_found) {
      error.message = folder + " is not a jejak ledger: it has no file FORMAT. `jejak init` makes one";
    }
    return error;
  }
  if (*format == format_line) return {};
  if (format->rfind("jejak-data ", 0) == 0) {
    return Error{Errc::unsupported, folder + "/FORMAT says \"" + format->substr(0, format->find('\n')) +
                                        "\"; this program knows format " + std::to_string(data_format) +
                                        ". Use the program version that wrote it, or a newer one"};
  }
  return Error{Errc::corrupt, folder + "/FORMAT is not what jejak writes there; restore it from a backup"};
}

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  const OpenFile file(path, O_RDONLY);
  if (file.fd() < 0) return system_error("opening " + path);
  std::string out;
  char buffer[65536];
  for (;;) {
    const ssize_t got = ::read(file.fd(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("reading " + path);
    if (got == 0) return out;
    out.append(buffer, static_cast<std::size_t>(got));
    if (out.size() > bytes_max) {
      return Error{Errc::too_large, path + " is larger than " + std::to_string(bytes_max) + " bytes"};
    }
  }
}

Outcome write_file(const std::string& path, std::string_view bytes, bool secret) {
  const std::string fresh = path + ".new";
  {
    ::unlink(fresh.c_str());
    const OpenFile file(fresh, O_WRONLY | O_CREAT | O_EXCL, secret ? 0600 : 0644);
    if (file.fd() < 0) return system_error("creating " + fresh);
    if (!write_all(file.fd(), bytes)) {
      Error error = system_error("writing " + fresh);
      ::unlink(fresh.c_str());
      return error;
    }
  }
  return put_in_place(fresh, path);
}

Outcome put_in_place(const std::string& fresh, const std::string& path) {
  const auto given_up = [&fresh](const std::string& attempt) {
    Error error = system_error(attempt);
    ::unlink(fresh.c_str());
    return error;
  };
  {
    const OpenFile file(fresh, O_RDONLY);
    if (file.fd() < 0 || ::fsync(file.fd()) != 0) return given_up("writing " + fresh);
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0) return given_up("replacing " + path);
  const OpenFile folder(folder_of(path), O_RDONLY | O_DIRECTORY);
  if (folder.fd() < 0 || ::fsync(folder.fd()) != 0) return system_error("syncing the folder of " + path);
  return {};
}

bool is_pipe_or_device(const std::string& path) {
  struct stat found{};
  return ::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

Outcome write_straight(const std::string& path, std::string_view bytes) {
  const OpenFile file(path, O_WRONLY);
  if (file.fd() < 0) return system_error("opening " + path);
  if (!write_all(file.fd(), bytes)) return system_error("writing " + path);
  return {};
}

}  // namespace jejak
