#pragma once
// Whose a subscription or a webhook is: a key's, and an office may have several. Nobody takes up all the places.

#include "ledger/proof/ed25519.hpp"

#include <algorithm>
#include <functional>

namespace jejak {

// Whether another key is of the same owner. Null: no other is.
using IsOwn = std::function<bool(const PublicKey& owner)>;

// How many of them belong to an owner.
template <class All>
std::size_t count_of_owner(const All& all, const PublicKey& owner, const IsOwn& is_own) {
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& each) {
    const PublicKey& other = each.second->terms().owner;
    return other == owner || (is_own && is_own(other));
  }));
}

}  // namespace jejak
