#pragma once
// Whom to believe (C2SP tlog-policy): the log keys, the witnesses, and the quorum of witnesses that must have
// seen a checkpoint. The same file configures the ledger's witnesses and an auditor's trust.

#include "ledger/proof/checkpoint.hpp"

namespace jejak {

// A log's origin is the name of its key. Several lines may share one origin while keys are being exchanged;
// any one of them is enough.
struct PolicyLog {
  VerifierKey key;  // type ed25519
  std::string url;  // empty if not given
  const std::string& origin() const { return key.name; }
  bool operator==(const PolicyLog&) const = default;
};

struct PolicyWitness {
  std::string name;  // of this file only; opaque bytes
  VerifierKey key;   // type cosignature
  std::string url;   // submission prefix; empty if not given
  bool operator==(const PolicyWitness&) const = default;
};

// Holds if at least `threshold` members hold. Members were defined before the group.
struct PolicyGroup {
  std::string name;
  std::uint64_t threshold = 1;  // 1..members.size(); printed as a number, "any" or "all"
  std::vector<std::string> members;
  bool operator==(const PolicyGroup&) const = default;
};

struct Policy {
  std::vector<PolicyLog> logs;
  std::vector<PolicyWitness> witnesses;
  std::vector<PolicyGroup> groups;
  std::string quorum = "none";               // a witness, a group, or "none": no witness is needed
  std::vector<std::string> origins() const;  // of the logs, each once, in order
  bool operator==(const Policy&) const = default;
};

constexpr std::size_t policy_bytes_max = 256 * 1024;
constexpr std::size_t policy_entries_max = 256;  // logs, witnesses and groups, each

// Errors name the line: malformed (bytes, syntax, a name undefined, defined twice or member twice, a public
// key that occurs twice, not exactly one quorum), too_large, unsupported (a key type that we cannot verify).
Result<Policy> parse_policy(std::string_view text);
// One statement a line, single spaces, no comments; parse_policy(print(p)) == p. The comments and the spacing
// of a file that was read are not kept.
std::string print(const Policy& policy);

struct WitnessHeld {
  std::string name;  // in the policy
  VerifierKey key;
  std::uint64_t timestamp = 0;  // POSIX seconds, as the witness said
  bool operator==(const WitnessHeld&) const = default;
};

struct PolicyHeld {
  std::vector<VerifierKey> logs;       // keys of the checkpoint's origin that signed it
  std::vector<WitnessHeld> witnesses;  // all that cosigned it, needed for the quorum or not
  bool operator==(const PolicyHeld&) const = default;
};

// Who of the policy signed, if that is enough: a listed key named as the checkpoint's origin, and the quorum.
// A line of a listed key that fails refuses the whole checkpoint. Errc::verification says what is missing.
Result<PolicyHeld> check(const Policy& policy, const SignedCheckpoint& signed_checkpoint);

}  // namespace jejak
