#pragma once
// --url, --token, --ca, --client-cert, --client-key: a served ledger in place of a data folder.

#include "api/remote.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

struct ServiceFlags {
  std::string url;                 // empty: a data folder is meant
  std::string token;               // file, "-" is stdin; empty: what anybody may see
  std::string ca;                  // whose certificates are believed (PEM); empty: the system's
  std::string client_certificate;  // shown to a service that asks for one (PEM); both or none
  std::string client_key;
};

bool is_url(std::string_view text);

// Whether the words of a command line name a service: commands then take no data folder.
bool names_service(int argc, char** argv);

// Errors: usage (no URL of a service, one of a pair), those of reading the token.
Result<RemoteLedger> remote_of(const Terminal& terminal, const ServiceFlags& flags);

}  // namespace jejak
