#include "tools/verify/exit_code.hpp"

namespace jejak {

ExitCode exit_code(Errc code) {
  switch (code) {
    case Errc::malformed: return ExitCode::usage;
    case Errc::too_large: return ExitCode::usage;
    case Errc::bad_signature: return ExitCode::verification;
    case Errc::unknown_key: return ExitCode::permission;
    case Errc::conflict: return ExitCode::conflict;
    case Errc::not_found: return ExitCode::not_found;
    case Errc::overloaded: return ExitCode::unavailable;
    case Errc::unavailable: return ExitCode::unavailable;
    case Errc::disk: return ExitCode::disk;
    case Errc::permission: return ExitCode::permission;
    case Errc::corrupt: return ExitCode::verification;
    case Errc::unsupported: return ExitCode::unavailable;
    case Errc::verification: return ExitCode::verification;
    case Errc::usage: return ExitCode::usage;
    case Errc::interrupted: return ExitCode::interrupted;
    case Errc::internal: return ExitCode::internal;
  }
  return ExitCode::internal;
}

}  // namespace jejak
