#include "ledger/base/system_error.hpp"

#include <cerrno>
#include <cstring>

namespace jejak {
namespace {

Errc code_of(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP: return Errc::not_found;
    case EACCES:
    case EPERM:
    case EROFS: return Errc::permission;
    case EEXIST: return Errc::conflict;
    case EISDIR: return Errc::usage;
    case EMFILE:
    case ENFILE: return Errc::unavailable;
    default: return Errc::disk;
  }
}

}  // namespace

Error system_error(const std::string& attempt, int number) {
  std::string message = attempt + ": " + std::strerror(number);
  if (number == EISDIR) message += ", and a file is asked for";
  if (number == EMFILE) message += "; let the program have more (`ulimit -n`)";
  return Error{code_of(number), std::move(message)};
}

}  // namespace jejak
