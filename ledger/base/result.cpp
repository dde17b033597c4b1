#include "ledger/base/result.hpp"

namespace jejak {

const char* name(Errc code) {
  switch (code) {
    case Errc::malformed: return "malformed";
    case Errc::too_large: return "too-large";
    case Errc::bad_signature: return "bad-signature";
    case Errc::unknown_key: return "unknown-key";
    case Errc::conflict: return "conflict";
    case Errc::not_found: return "not-found";
    case Errc::overloaded: return "overloaded";
    case Errc::unavailable: return "unavailable";
    case Errc::disk: return "disk";
    case Errc::permission: return "permission";
    case Errc::corrupt: return "corrupt";
    case Errc::unsupported: return "unsupported";
    case Errc::verification: return "verification";
    case Errc::usage: return "usage";
    case Errc::interrupted: return "interrupted";
    case Errc::internal: return "internal";
  }
  return "internal";
}

}  // namespace jejak
