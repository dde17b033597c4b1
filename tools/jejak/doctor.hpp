#pragma once
// What `jejak doctor` looks at: one check after the other, each with what was found and what to do about it. Nothing is
// changed, and nothing that a running service holds is waited for.

#include "api/http_client.hpp"
#include "ledger/proof/policy.hpp"
#include "tools/jejak/terminal.hpp"

#include <vector>

namespace jejak {

enum class Health : std::uint8_t { well, doubtful, ill };

struct Checked {
  std::string name;  // "disk"
  Health health = Health::well;
  std::string found;
  std::string to_do;           // empty if there is nothing to do
  Errc code = Errc::internal;  // of what is ill
};
using Checks = std::vector<Checked>;

struct FolderDoctor {
  std::string folder;
  std::string key;                  // the log's key file; empty: not looked at
  std::uint64_t reserve_bytes = 0;  // below which nothing is appended
  std::string unit = "jejak.service";
};
// Format, permissions, the log's key, the log and its HEAD, the clock, the engine in force, the views, the disk, limits
// of the system, the service's file. What rests on something ill is left out.
Checks examine_folder(const Terminal& terminal, const FolderDoctor& doctor);

struct ServiceDoctor {
  std::string url;               // of the ledger: with its prefix, without a slash at the end
  std::optional<Policy> policy;  // whose signature the checkpoint must have; nothing: it is not checked
  HttpClientOptions http;
};
// Whether it lives, is ready, tells its state, and shows a checkpoint that the policy holds for and that is no older
// than its log.
Checks examine_service(const Terminal& terminal, const ServiceDoctor& doctor);

}  // namespace jejak
