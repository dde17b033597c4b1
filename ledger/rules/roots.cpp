#include "ledger/rules/roots.hpp"

#include "ledger/rules/types.hpp"

#include <algorithm>
#include <iterator>

namespace jejak {
namespace {

template <class T>
const T* get(const std::vector<Field>& fields, std::uint16_t number) {
  for (const Field& field : fields) {
    if (field.number == number) return std::get_if<T>(&field.value);
  }
  return nullptr;
}

}  // namespace

const VerifierKey* Roots::of(const PublicKey& key) const {
  for (const VerifierKey& root : all) {
    if (root.key == key) return &root;
  }
  return nullptr;
}

const VerifierKey* Roots::named(std::string_view agency) const {
  for (const VerifierKey& root : all) {
    if (root.name == agency) return &root;
  }
  return nullptr;
}

std::optional<Roots> changed(Roots roots, const std::vector<Field>& fields) {
  namespace of = field::root_changed;
  const auto* agency = get<Code>(fields, of::agency);
  const auto* key = get<Hash>(fields, of::key);
  const auto* threshold = get<std::int64_t>(fields, of::threshold);
  if (agency == nullptr || threshold == nullptr || !is_root_name(agency->text)) return std::nullopt;
  const bool is_there = roots.named(agency->text) != nullptr;
  if (key == nullptr ? !is_there : roots.of(key->bytes) != nullptr) return std::nullopt;
  std::erase_if(roots.all, [agency](const VerifierKey& root) { return root.name == agency->text; });
  if (key != nullptr) {
    const auto after = std::find_if(roots.all.begin(), roots.all.end(),
                                    [agency](const VerifierKey& root) { return agency->text < root.name; });
    roots.all.insert(after, make_verifier_key(agency->text, KeyType::ed25519, key->bytes));
  }
  if (roots.all.size() < roots_min || roots.all.size() > roots_max) return std::nullopt;
  if (*threshold < static_cast<std::int64_t>(roots_min) || *threshold > std::ssize(roots.all)) return std::nullopt;
  roots.threshold = static_cast<std::uint32_t>(*threshold);
  return roots;
}

Roots roots_of(const Genesis& genesis, const KeptList& changes, Sequence before) {
  Roots roots{genesis.threshold, genesis.roots};
  for (const Kept& kept : changes) {
    if (kept.type != type::root_changed || before <= kept.position) continue;
    if (auto next = changed(roots, kept.fields)) roots = std::move(*next);
  }
  return roots;
}

}  // namespace jejak
