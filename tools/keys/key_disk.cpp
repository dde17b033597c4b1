#include "ledger/base/system_error.hpp"
#include "tools/keys/key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace jejak {
namespace {

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

Error system_error(const std::string& path) {
  Error error = jejak::system_error(path, errno);
  if (error.code == Errc::conflict) error.message += "; a key file is never replaced, choose another name";
  return error;
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Outcome write_key_file(const std::string& path, std::string_view text) {
  const OpenFile file(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (file.fd() < 0) return system_error(path);
  // The creator's umask may have taken bits away; nothing may have added any.
  if (::fchmod(file.fd(), 0600) == 0 && write_all(file.fd(), text) && ::fsync(file.fd()) == 0) return {};
  Error error = system_error(path);
  ::unlink(path.c_str());
  return error;
}

Result<std::string> read_key_file(const std::string& path) {
  const OpenFile file(path, O_RDONLY | O_NONBLOCK);
  if (file.fd() < 0) return system_error(path);
  struct stat status{};
  if (::fstat(file.fd(), &status) != 0) return system_error(path);
  if (!S_ISREG(status.st_mode)) return Error{Errc::permission, path + " is not a plain file"};
  if ((status.st_mode & 077) != 0) {
    return Error{Errc::permission, path + " may be read or written by others; run: chmod 600 " + path};
  }
  std::string text;
  char buffer[key_file_bytes_max];
  for (;;) {
    const ssize_t got = ::read(file.fd(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(path);
    if (got == 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > key_file_bytes_max) return Error{Errc::too_large, path + " is too large for a key file"};
  }
}

}  // namespace jejak
