#include "ledger/rules/contested.hpp"

#include "ledger/base/bytes.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

bool is_reattested(const StreamState& key, const Id& event) {
  return std::any_of(key.kept.begin(), key.kept.end(), [&](const Kept& kept) {
    const Id* which = kept.type == type::event_reattested ? kept.get<Id>(field::event_reattested::event) : nullptr;
    return which != nullptr && *which == event;
  });
}

bool contests(const StreamState& key, const Kept& kept) {
  namespace of = field::signing_key_revoked;
  const Kept* revoked = key.last_of(type::signing_key_revoked);
  const Date* invalid_since = revoked == nullptr ? nullptr : revoked->get<Date>(of::invalid_since);
  const Date* revoked_at = revoked == nullptr ? nullptr : revoked->get<Date>(of::revoked_at);
  if (invalid_since == nullptr || revoked_at == nullptr) return false;
  const Date since = std::min(*invalid_since, *revoked_at);
  return start_of(since, key.zone) <= kept.recorded_at && kept.position < revoked->position;
}

const StreamState* contesting_key(const Judging& judging, const Kept& kept) {
  for (const Field& field : kept.fields) {
    const auto* key = field.number < kept_signers_from ? nullptr : std::get_if<Hash>(&field.value);
    const StreamState* stream = key == nullptr ? nullptr : judging.find("key-" + to_hex(key->bytes));
    if (stream != nullptr && contests(*stream, kept) && !is_reattested(*stream, kept.event)) return stream;
  }
  return nullptr;
}

}  // namespace jejak
