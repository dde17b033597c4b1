#include "ledger/base/assert.hpp"
#include "ledger/base/wire.hpp"
#include "ledger/proof/lines.hpp"
#include "ledger/proof/note.hpp"

#include <utility>

namespace jejak {
namespace {

constexpr std::string_view secret_prefix = "PRIVATE+KEY+";

// The code points with the property White_Space above the control bytes.
bool is_white_space(char32_t point) {
  return point == 0x20 || point == 0x85 || point == 0xa0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200a) ||
         point == 0x2028 || point == 0x2029 || point == 0x202f || point == 0x205f || point == 0x3000;
}

std::uint32_t key_id(std::string_view name, std::uint8_t type, BytesView key) {
  Sha256 sha;
  sha.update(view(name));
  const std::uint8_t middle[2] = {'\n', type};
  sha.update(middle);
  sha.update(key);
  const Hash hash = sha.finish();
  return WireReader(view(hash)).u32();
}

std::string print_id(std::uint32_t id) {
  WireWriter writer;
  writer.u32(id);
  return to_hex(writer.take());
}

struct KeyParts {
  std::string_view name;
  std::uint32_t id;
  Bytes typed;  // the type and what belongs to it
  std::uint8_t type() const { return typed.front(); }
  BytesView material() const { return BytesView(typed).subspan(1); }
};

// name "+" hex8 "+" base64(type || material). The first plus ends the name, which has none itself.
std::optional<KeyParts> split_key(std::string_view text) {
  const auto plus = text.find('+');
  if (plus == std::string_view::npos || text.size() < plus + 10 || text[plus + 9] != '+') return std::nullopt;
  const auto id = from_hex(text.substr(plus + 1, 8));
  auto typed = from_base64(text.substr(plus + 10));
  if (!id || !typed || typed->empty()) return std::nullopt;
  return KeyParts{text.substr(0, plus), WireReader(*id).u32(), *std::move(typed)};
}

std::optional<KeyType> known_type(std::uint8_t type) {
  for (const KeyType known : {KeyType::ed25519, KeyType::cosignature}) {
    if (type == static_cast<std::uint8_t>(known)) return known;
  }
  return std::nullopt;
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const auto point = take_code_point(name);
    if (!point || *point < 0x20 || *point == '+' || is_white_space(*point)) return false;
  }
  return true;
}

VerifierKey make_verifier_key(std::string name, KeyType type, const PublicKey& key) {
  JEJAK_ASSERT(is_key_name(name));
  const std::uint32_t id = key_id(name, static_cast<std::uint8_t>(type), key);
  return {std::move(name), id, type, key};
}

std::string print(const VerifierKey& key) {
  Bytes material{static_cast<std::uint8_t>(key.type)};
  material.insert(material.end(), key.key.begin(), key.key.end());
  return key.name + "+" + print_id(key.id) + "+" + to_base64(material);
}

Result<VerifierKey> parse_verifier_key(std::string_view vkey) {
  const auto refuse = [vkey](Errc code, const char* rule) {
    return Error{code, "verifier key " + quoted(vkey) + ": " + rule};
  };
  if (vkey.size() > note_bytes_max) return refuse(Errc::too_large, "longer than any note");
  const auto parts = split_key(vkey);
  if (!parts) return refuse(Errc::malformed, "not name+hex8+base64 in its canonical spelling");
  if (!is_key_name(parts->name)) {
    return refuse(Errc::malformed, "the name is empty, not UTF-8, or has white space or control bytes");
  }
  const auto type = known_type(parts->type());
  if (!type) return refuse(Errc::unsupported, "not an Ed25519 key (type 01) or Ed25519 cosignature key (type 04)");
  const auto key = to_array<32>(parts->material());
  if (!key) return refuse(Errc::malformed, "an Ed25519 key is 32 bytes");
  auto made = make_verifier_key(std::string(parts->name), *type, *key);
  if (made.id != parts->id) return refuse(Errc::malformed, "the id is not the one of this name and key");
  return made;
}

std::string print_secret(const NoteSigner& signer) {
  Bytes material{static_cast<std::uint8_t>(signer.type)};
  material.reserve(33);  // so that no copy of the seed is left in freed memory
  material.insert(material.end(), signer.key.seed().begin(), signer.key.seed().end());
  std::string encoded = to_base64(material);
  std::string out(secret_prefix);
  out.reserve(secret_prefix.size() + signer.name.size() + 10 + encoded.size());
  out += signer.name + "+" + print_id(signer.verifier().id) + "+";
  out += encoded;
  wipe(material.data(), material.size());
  wipe(reinterpret_cast<std::uint8_t*>(encoded.data()), encoded.size());
  return out;
}

Result<NoteSigner> parse_signer(std::string_view skey) {
  const auto refuse = [](Errc code, const char* rule) { return Error{code, std::string("signing key: ") + rule}; };
  if (skey.size() > note_bytes_max) return refuse(Errc::too_large, "longer than any note");
  if (!skey.starts_with(secret_prefix)) return refuse(Errc::malformed, "does not begin with PRIVATE+KEY+");
  auto parts = split_key(skey.substr(secret_prefix.size()));
  if (!parts) return refuse(Errc::malformed, "not PRIVATE+KEY+name+hex8+base64 in its canonical spelling");
  const auto type = known_type(parts->type());
  auto seed = to_array<32>(parts->material());
  wipe(parts->typed.data(), parts->typed.size());
  if (!is_key_name(parts->name)) {
    return refuse(Errc::malformed, "the name is empty, not UTF-8, or has white space or control bytes");
  }
  if (!type) return refuse(Errc::unsupported, "not of type 01 or 04");
  if (!seed) return refuse(Errc::malformed, "an Ed25519 seed is 32 bytes");
  NoteSigner signer{std::string(parts->name), *type, SigningKey::from_seed(*seed)};
  wipe(seed->data(), seed->size());
  if (signer.verifier().id != parts->id) return refuse(Errc::malformed, "the id is not the one of this name and key");
  return signer;
}

}  // namespace jejak
