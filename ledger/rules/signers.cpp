#include "ledger/rules/signers.hpp"

#include "ledger/rules/contested.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>
#include <array>

namespace jejak {

namespace {

constexpr std::string_view roots_word = "ROOTS";
constexpr std::string_view new_roots_word = "NEW_ROOTS";
constexpr std::string_view new_key_word = "NEW_KEY";
constexpr std::string_view old_key_word = "OLD_KEY";
constexpr std::string_view successor_key_word = "SUCCESSOR_KEY";
constexpr std::string_view root_role = "LEDGER_ADMIN";
constexpr std::string_view key_prefix = "key-";

bool names(const SignerGroup& group, std::string_view word) {
  return std::any_of(group.any_of.begin(), group.any_of.end(), [word](const char* each) { return each == word; });
}

bool wants(const CatalogueRow& row, std::string_view word) {
  return std::any_of(row.signers.begin(), row.signers.end(), [word](const SignerGroup& g) { return names(g, word); });
}

const Value* field_named(const Judging& judging, std::string_view name) {
  for (const FieldShape& shape : judging.row.shape.fields) {
    if (shape.name == name) return judging.event.find(shape.number);
  }
  return nullptr;
}

// "key-" and the key in hex, without a heap for every signature.
struct KeyStream {
  std::array<char, 4 + 64> text;
  explicit KeyStream(const PublicKey& key) {
    constexpr char digits[] = "0123456789abcdef";
    std::copy(key_prefix.begin(), key_prefix.end(), text.begin());
    for (std::size_t i = 0; i < key.size(); ++i) {
      text[4 + 2 * i] = digits[key[i] >> 4];
      text[5 + 2 * i] = digits[key[i] & 15];
    }
  }
  std::string_view view() const { return {text.data(), text.size()}; }
  std::string hex() const { return std::string(view().substr(key_prefix.size())); }
};

// What a registered key was registered or rotated in with.
const Kept* registration(const StreamState& key) {
  for (auto at = key.kept.rbegin(); at != key.kept.rend(); ++at) {
    if (at->type == type::signing_key_registered || at->type == type::signing_key_rotated) return &*at;
  }
  return nullptr;
}

std::string_view office_of_key(const StreamState& key) {
  const Kept* registered = registration(key);
  const Code* office = registered == nullptr ? nullptr : registered->get<Code>(field::signing_key::office);
  return office == nullptr ? std::string_view() : std::string_view(office->text);
}

struct Replacement {
  const Hash* new_key = nullptr;   // field `key`, where the row wants NEW_KEY or NEW_ROOTS
  std::string_view old_key;        // stream of field `replaces`, where the row wants OLD_KEY
  std::optional<Roots> new_roots;  // where the row wants NEW_ROOTS, if the event makes any
};

Replacement replacement(const Judging& judging) {
  Replacement found;
  const bool changes_roots = wants(judging.row, new_roots_word);
  if (changes_roots) found.new_roots = changed(judging.state.roots(), judging.event.fields);
  if (changes_roots || wants(judging.row, new_key_word)) {
    if (const Value* value = field_named(judging, "key")) found.new_key = std::get_if<Hash>(value);
  }
  if (wants(judging.row, old_key_word)) {
    const Value* value = field_named(judging, "replaces");
    const auto* reference = value == nullptr ? nullptr : std::get_if<Reference>(value);
    if (reference != nullptr) found.old_key = reference->stream;
  }
  return found;
}

Signer resolve(const Judging& judging, const PublicKey& key, const Replacement& replaced) {
  Signer signer;
  signer.key = &key;
  signer.new_key = replaced.new_key != nullptr && replaced.new_key->bytes == key;
  signer.new_root = replaced.new_roots && replaced.new_roots->of(key) != nullptr;
  if (judging.state.roots().of(key) != nullptr) {
    signer.root = true;
    return signer;
  }
  const KeyStream stream(key);
  const StreamState* known = judging.find(stream.view());
  const Kept* registered = known == nullptr ? nullptr : registration(*known);
  if (registered == nullptr) return signer;
  signer.key_stream = known;
  signer.old_key = stream.view() == replaced.old_key;
  if (const Code* office = registered->get<Code>(field::signing_key::office)) signer.office = office->text;
  return signer;
}

bool root_meets(const Judging& judging, const Signers& signers) {
  return signers.roots >= judging.state.roots().threshold;
}

// The office under whose power this signature counts.
std::string_view counted_as(const Judging& judging, const Signer& signer) {
  return signer.office == judging.event.office ? std::string_view(powers_of(judging.event)) : signer.office;
}

bool may(const Judging& judging, const Signer& signer, const SignerGroup& group) {
  for (const char* word : group.any_of) {
    if (word == roots_word) {
      if (signer.root) return true;
    } else if (word == new_roots_word) {
      if (signer.new_root) return true;
    } else if (word == new_key_word) {
      if (signer.new_key) return true;
    } else if (word == old_key_word) {
      if (signer.old_key) return true;
    } else if (word == successor_key_word) {
      if (signer.key_stream != nullptr && signer.office == office_of_key(judging.stream)) return true;
    } else if (signer.key_stream != nullptr && judging.procedure != nullptr &&
               fills(*judging.procedure, word, role_of(counted_as(judging, signer)), judging.event.legal_date)) {
      return true;
    }
  }
  return false;
}

bool is_met(const Judging& judging, const Signers& signers, const SignerGroup& group) {
  if (names(group, new_roots_word)) return signers.new_roots_agree;
  for (const Signer& signer : signers.all) {
    if (!may(judging, signer, group)) continue;
    if (signer.root && !signer.new_key && !root_meets(judging, signers)) continue;
    return true;
  }
  return false;
}

void add_word(std::string& list, std::string_view word) {
  if (!list.empty()) list += '/';
  list += word;
}

// The real roles behind a group's words, as far as the rule set in force fills them.
std::string fillers(const Judging& judging, const SignerGroup& group) {
  std::string out;
  for (const char* word : group.any_of) {
    if (word == roots_word) {
      add_word(out, root_role);
      continue;
    }
    const std::size_t before = out.size();
    if (judging.procedure != nullptr) {
      for (const std::string_view role : filled_by(*judging.procedure, word, judging.event.legal_date)) {
        add_word(out, role);
      }
    }
    if (out.size() == before) add_word(out, word);
  }
  return out;
}

std::string all_fillers(const Judging& judging) {
  std::string out;
  for (const SignerGroup& group : judging.row.signers) add_word(out, fillers(judging, group));
  return out;
}

std::optional<Refusal> check_acting_office(const Judging& judging, const Signers& signers) {
  const std::string& office = judging.event.office;
  for (const Signer& signer : signers.all) {
    if (signer.key_stream != nullptr && signer.office == office) return std::nullopt;
    const VerifierKey* root = signer.root ? judging.state.roots().of(*signer.key) : nullptr;
    if (root != nullptr && role_of(office) == root_role && agency_of(office) == root->name) return std::nullopt;
  }
  return Refusal(RefusalCode::e_role_not_allowed, {{"role", office}, {"allowed", "the office of a key that signed"}});
}

std::optional<Refusal> check_signer(const Judging& judging, const Signer& signer) {
  for (const SignerGroup& group : judging.row.signers) {
    if (may(judging, signer, group)) return std::nullopt;
  }
  if (!signer.root && judging.procedure == nullptr) {
    return Refusal(RefusalCode::e_ruleset_missing, {{"date", print(judging.event.legal_date)}});
  }
  const std::string_view role = signer.root ? root_role : role_of(counted_as(judging, signer));
  return Refusal(RefusalCode::e_role_not_allowed, {{"role", std::string(role)}, {"allowed", all_fillers(judging)}});
}

// As many of the roots to come as they need themselves, and among them the key that is brought in. Where there would be
// no roots at all, the row's guard says so.
bool agree(const Replacement& replaced, const std::vector<Signer>& signers) {
  if (!replaced.new_roots) return true;
  const auto count = std::count_if(signers.begin(), signers.end(), [](const Signer& each) { return each.new_root; });
  const bool has_new = std::any_of(signers.begin(), signers.end(), [](const Signer& each) { return each.new_key; });
  return count >= static_cast<std::ptrdiff_t>(replaced.new_roots->threshold) &&
         (replaced.new_key == nullptr || has_new);
}

}  // namespace

Signers resolve_signers(const Judging& judging, const std::vector<PublicKey>& keys) {
  Signers signers;
  const Replacement replaced = replacement(judging);
  bool anybody_known = false;
  for (const PublicKey& key : keys) {
    Signer signer = resolve(judging, key, replaced);
    const bool known = signer.root || signer.key_stream != nullptr;
    if (signer.root) ++signers.roots;
    if (known) anybody_known = true;
    if (!known && !signer.new_key && signers.unknown.empty()) signers.unknown = KeyStream(key).hex();
    signers.all.push_back(signer);
  }
  signers.new_roots_agree = agree(replaced, signers.all);
  if (!anybody_known && signers.unknown.empty()) signers.unknown = KeyStream(keys.front()).hex();
  return signers;
}

std::optional<Refusal> check_keys(const Judging& judging, const Signers& signers) {
  for (const Signer& signer : signers.all) {
    if (signer.key_stream == nullptr) continue;
    const StreamState& stream = *signer.key_stream;
    const Kept* registered = registration(stream);
    const auto refuse = [&](RefusalCode code, const char* fact, const Date* date) {
      Refusal refusal(code, {{"key", stream.name.substr(key_prefix.size())}});
      if (date != nullptr) refusal.facts.emplace_back(fact, print(*date));
      return refusal;
    };
    if (stream.state != StateCode::active) {
      const Kept* revoked = stream.last_of(type::signing_key_revoked);
      const Date* on = revoked == nullptr ? nullptr : revoked->get<Date>(field::signing_key_revoked::revoked_at);
      return refuse(RefusalCode::e_key_revoked, "since", on);
    }
    if (const StreamState* contesting = contesting_key(judging, *registered)) {
      return Refusal(RefusalCode::e_key_revoked, {{"key", stream.name.substr(key_prefix.size())},
                                                  {"contested_by", contesting->name.substr(key_prefix.size())}});
    }
    const Date* from = registered->get<Date>(field::signing_key::valid_from);
    if (from != nullptr && judging.recorded_date < *from)
      return refuse(RefusalCode::e_key_not_yet_valid, "since", from);
    const Date* until = registered->get<Date>(field::signing_key::valid_until);
    if (until != nullptr && *until < judging.recorded_date) return refuse(RefusalCode::e_key_expired, "until", until);
  }
  return std::nullopt;
}

std::optional<Refusal> check_mandates(const Judging& judging, const Signers& signers) {
  const Event& event = judging.event;
  for (const Signer& signer : signers.all) {
    if (signer.key_stream == nullptr || signer.new_key) continue;
    const HolderKind kind = signer.office == event.office ? event.holder : HolderKind::none;
    if (auto ended = check_mandate(judging, signer.office, kind)) return ended;
  }
  if (!event.on_behalf_of.empty()) return check_mandate(judging, event.on_behalf_of, HolderKind::none);
  return std::nullopt;
}

std::optional<Refusal> check_roles(const Judging& judging, const Signers& signers) {
  if (auto foreign = check_acting_office(judging, signers)) return foreign;
  if (!judging.event.on_behalf_of.empty() && delegation_of(judging) == nullptr) {
    return Refusal(RefusalCode::e_role_not_allowed, {{"role", std::string(role_of(judging.event.office))},
                                                     {"on_behalf_of", judging.event.on_behalf_of},
                                                     {"allowed", all_fillers(judging)}});
  }
  for (const Signer& signer : signers.all) {
    if (signer.key_stream == nullptr || signer.new_key) continue;
    if (auto passed = check_succession(judging, counted_as(judging, signer))) return passed;
    if (auto own = check_succession(judging, signer.office)) return own;
  }
  for (const Signer& signer : signers.all) {
    if (auto wrong = check_signer(judging, signer)) return wrong;
  }
  for (const SignerGroup& group : judging.row.signers) {
    if (is_met(judging, signers, group)) continue;
    return Refusal(RefusalCode::e_signature_incomplete, {{"missing", fillers(judging, group)}});
  }
  return std::nullopt;
}

}  // namespace jejak
