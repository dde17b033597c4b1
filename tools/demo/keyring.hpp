#pragma once
// The keys of a made-up ledger: made from the seed and a name, so that every run of a demo has the same ones.
// Worthless as secrets, which is why only simulated ledgers use them.

#include "ledger/record/genesis.hpp"

#include <map>

namespace jejak {

class Keyring {
 public:
  explicit Keyring(std::uint64_t seed) : seed_(seed) {}

  // Made when it is first asked for. The reference holds as long as the ring.
  const SigningKey& key(const std::string& name);
  NoteSigner note_signer(const std::string& name, std::string signs_as);  // the same key, as the signer of notes
  const std::map<std::string, SigningKey>& all() const { return keys_; }

 private:
  ByteArray<32> seed_of(const std::string& name) const;

  std::uint64_t seed_;
  std::map<std::string, SigningKey> keys_;
};

constexpr const char* log_key_name = "log";

// A genesis whose roots have all signed. Root names are agency codes; the ring has their keys under these names.
struct Founding {
  Genesis genesis;
  std::string note;
};
Result<Founding> found(const std::string& origin, std::vector<std::string> roots, std::uint32_t threshold,
                       Keyring& keys);

// What an auditor of this ledger trusts: its log key, no witness.
std::string policy_text(const Genesis& genesis);

}  // namespace jejak
