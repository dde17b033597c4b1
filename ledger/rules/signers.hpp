#pragma once
// Who signed: the standing of each key, the office behind it, and whether these offices together may sign the row.

#include "ledger/rules/judging.hpp"

namespace jejak {

// One signature of the event, resolved.
struct Signer {
  const PublicKey* key = nullptr;
  bool root = false;                        // a root's key
  bool new_root = false;                    // a root's key once the event is admitted
  bool new_key = false;                     // the key that the event brings in
  bool old_key = false;                     // the registered key that the event replaces
  const StreamState* key_stream = nullptr;  // of a registered key
  std::string_view office;                  // of a registered key; else the root's, or empty
};

// Registered keys and roots, in the order of the signatures. Nothing if one of them is unknown, or if none but the
// new key signed: whoever is not registered leaves no trace.
struct Signers {
  std::vector<Signer> all;
  std::size_t roots = 0;
  bool new_roots_agree = true;  // where the event changes the roots: enough of those to come, and any new key
  std::string unknown;          // hex of the key that is not known; empty if all are
};
Signers resolve_signers(const Judging& judging, const std::vector<PublicKey>& keys);

// Revoked, expired, not yet valid, when it is recorded.
std::optional<Refusal> check_keys(const Judging& judging, const Signers& signers);
// Holders in force, delegation, succession: mandate.hpp, for each office that signed.
std::optional<Refusal> check_mandates(const Judging& judging, const Signers& signers);
// Every signature meets a group of the row, every group is met, and the acting office is among them.
std::optional<Refusal> check_roles(const Judging& judging, const Signers& signers);

}  // namespace jejak
