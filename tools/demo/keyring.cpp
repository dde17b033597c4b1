#include "tools/demo/keyring.hpp"

#include "ledger/proof/policy.hpp"

#include <algorithm>

namespace jejak {

ByteArray<32> Keyring::seed_of(const std::string& name) const {
  return sha256(view("jejak demo key 1\n" + std::to_string(seed_) + "\n" + name)).bytes;
}

const SigningKey& Keyring::key(const std::string& name) {
  auto found = keys_.find(name);
  if (found == keys_.end()) found = keys_.emplace(name, SigningKey::from_seed(seed_of(name))).first;
  return found->second;
}

NoteSigner Keyring::note_signer(const std::string& name, std::string signs_as) {
  key(name);
  return NoteSigner{std::move(signs_as), KeyType::ed25519, SigningKey::from_seed(seed_of(name))};
}

Result<Founding> found(const std::string& origin, std::vector<std::string> roots, std::uint32_t threshold,
                       Keyring& keys) {
  std::sort(roots.begin(), roots.end());
  Founding founding;
  founding.genesis.origin = origin;
  founding.genesis.clock = ClockKind::simulated;
  founding.genesis.threshold = threshold;
  if (!is_key_name(origin)) return Error{Errc::malformed, "origin " + origin + " cannot name a key"};
  founding.genesis.log = keys.note_signer(log_key_name, origin).verifier();
  for (const std::string& root : roots) {
    if (!is_key_name(root)) return Error{Errc::malformed, "root " + root + " cannot name a key"};
    founding.genesis.roots.push_back(keys.note_signer(root, root).verifier());
  }
  if (Outcome fits = check_genesis(founding.genesis); !fits) return fits.error();
  Note note;
  note.text = print(founding.genesis);
  for (const std::string& root : roots) sign(note, keys.note_signer(root, root));
  founding.note = print(note);
  return founding;
}

std::string policy_text(const Genesis& genesis) {
  Policy policy;
  policy.logs.push_back(PolicyLog{genesis.log, {}});
  return print(policy);
}

}  // namespace jejak
