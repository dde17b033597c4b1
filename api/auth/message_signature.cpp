#include "api/auth/message_signature.hpp"

#include "api/auth/content_digest.hpp"
#include "ledger/proof/lines.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr std::string_view algorithm = "ed25519";
constexpr std::string_view label = "jejak";
constexpr std::string_view always_covered[] = {"@method", "@authority", "@path"};
constexpr std::string_view covered_if_there[] = {"content-digest", "idempotency-key"};
constexpr std::string_view parameters_taken[] = {"created", "expires", "keyid", "alg", "nonce", "tag"};
constexpr std::int64_t us_per_second = 1'000'000;

Error broken(std::string_view rule) {
  return Error{Errc::malformed, "signature-input: " + std::string(rule)};
}

std::string tag_for(std::string_view origin) {
  return std::string(signature_tag) + std::string(origin);
}

std::int64_t seconds_of(Instant now) {
  return now.us / us_per_second - (now.us % us_per_second < 0 ? 1 : 0);
}

bool is_nonce(std::string_view nonce) {
  return nonce_bytes_min <= nonce.size() && nonce.size() <= nonce_bytes_max &&
         std::all_of(nonce.begin(), nonce.end(), [](char c) { return '!' <= c && c <= '~'; });
}

// What the profile wants covered in this request.
std::vector<std::string> components_of(const RequestParts& request) {
  std::vector<std::string> all(std::begin(always_covered), std::end(always_covered));
  if (has_query(request)) all.emplace_back("@query");
  for (const std::string_view header : covered_if_there) {
    const bool needed = header == "content-digest" && !request.body.empty();
    if (needed || header_value(request, header)) all.emplace_back(header);
  }
  return all;
}

Result<structured::Dictionary> read_header(const RequestParts& request, const char* name) {
  const auto value = header_value(request, name);
  if (!value) return Error{Errc::malformed, std::string(name) + ": is missing"};
  auto read = structured::parse_dictionary(*value);
  if (!read) return std::move(read).error().during(name);
  if (read->all.size() > signatures_max) {
    return Error{Errc::too_large, std::string(name) + ": more than " + std::to_string(signatures_max) + " signatures"};
  }
  return read;
}

struct OurInput {
  std::string label;
  structured::InnerList covered;
};

// The one signature that carries our tag.
Result<OurInput> find_ours(const structured::Dictionary& inputs, const std::string& ours) {
  std::optional<OurInput> found;
  for (const auto& [name, member] : inputs.all) {
    const auto* list = std::get_if<structured::InnerList>(&member);
    if (list == nullptr) return broken(quoted(name) + " is not a list of components");
    const auto* tag = list->parameters.get<std::string>("tag");
    if (tag == nullptr || *tag != ours) continue;
    if (found) return broken("two signatures carry tag=\"" + ours + "\"");
    found = OurInput{name, *list};
  }
  if (!found) return broken("no signature carries tag=\"" + ours + "\", which says that it is for this ledger");
  return *std::move(found);
}

Result<Signature> find_signature(const structured::Dictionary& signatures, const std::string& name) {
  const structured::Member* member = signatures.find(name);
  const auto* item = member == nullptr ? nullptr : std::get_if<structured::Item>(member);
  const auto* bytes = item == nullptr ? nullptr : std::get_if<Bytes>(&item->value);
  const auto signature = bytes == nullptr ? std::nullopt : to_array<64>(*bytes);
  if (!signature || !item->parameters.all.empty()) {
    return Error{Errc::malformed, "signature: " + quoted(name) + " must be a byte sequence of 64 bytes"};
  }
  return *signature;
}

template <class T>
Result<T> required(const structured::Parameters& parameters, std::string_view name, std::string_view kind) {
  const T* value = parameters.get<T>(name);
  if (value == nullptr) return broken(std::string(name) + " must be there, as " + std::string(kind));
  return *value;
}

Result<PublicKey> read_key(const structured::Parameters& parameters) {
  const auto alg = required<std::string>(parameters, "alg", "a string");
  if (!alg) return alg.error();
  if (*alg != algorithm) {
    return Error{Errc::unsupported, "signature-input: alg " + quoted(*alg) + " is not taken, only ed25519"};
  }
  const auto keyid = required<std::string>(parameters, "keyid", "a string");
  if (!keyid) return keyid.error();
  const auto bytes = from_hex(*keyid);
  const auto key = bytes ? to_array<32>(*bytes) : std::nullopt;
  if (!key) return broken("keyid must be the 64 hex digits of an Ed25519 key");
  return *key;
}

Outcome check_known(const structured::Parameters& parameters) {
  for (const auto& [name, value] : parameters.all) {
    if (std::find(std::begin(parameters_taken), std::end(parameters_taken), name) == std::end(parameters_taken)) {
      return broken("the parameter " + quoted(name) + " is not one that is taken");
    }
  }
  return {};
}

Result<RequestSignature> read_parameters(const structured::Parameters& parameters, const SignatureRules& rules) {
  if (auto known = check_known(parameters); !known) return std::move(known).error();
  const auto key = read_key(parameters);
  if (!key) return key.error();
  const auto nonce = required<std::string>(parameters, "nonce", "a string");
  if (!nonce) return nonce.error();
  if (!is_nonce(*nonce)) {
    return broken("nonce must be " + std::to_string(nonce_bytes_min) + " to " + std::to_string(nonce_bytes_max) +
                  " visible ASCII characters");
  }
  const auto created = required<std::int64_t>(parameters, "created", "an integer");
  if (!created) return created.error();
  RequestSignature signature{*key, *nonce, *created, *created + rules.window_seconds};
  if (parameters.find("expires") == nullptr) return signature;
  const auto expires = required<std::int64_t>(parameters, "expires", "an integer");
  if (!expires) return expires.error();
  if (*expires <= *created) return broken("expires must lie after created");
  signature.usable_until = std::min(signature.usable_until, *expires - 1);
  return signature;
}

Outcome check_covered(const RequestParts& request, const structured::InnerList& covered) {
  for (const std::string& component : components_of(request)) {
    const bool is_there = std::any_of(covered.items.begin(), covered.items.end(), [&](const structured::Item& item) {
      const auto* name = std::get_if<std::string>(&item.value);
      return name != nullptr && *name == component;
    });
    if (!is_there) return broken(quoted(component) + " must be covered in this request");
  }
  return {};
}

Outcome check_times(const RequestSignature& signature, const SignatureRules& rules, Instant now) {
  const std::int64_t second = seconds_of(now);
  if (signature.created > second + rules.skew_seconds) {
    return Error{Errc::permission, "signature-input: created lies in the future"};
  }
  if (signature.usable_until < second) {
    return Error{Errc::permission, "signature-input: the signature is too old, or expired"};
  }
  return {};
}

}  // namespace

Result<RequestSignature> verify_request(const RequestParts& request, const SignatureRules& rules, Instant now) {
  const auto inputs = read_header(request, "signature-input");
  if (!inputs) return inputs.error();
  const auto signatures = read_header(request, "signature");
  if (!signatures) return signatures.error();
  const auto ours = find_ours(*inputs, tag_for(rules.origin));
  if (!ours) return ours.error();
  auto signature = read_parameters(ours->covered.parameters, rules);
  if (!signature) return signature;
  const auto bytes = find_signature(*signatures, ours->label);
  if (!bytes) return bytes.error();
  if (auto covered = check_covered(request, ours->covered); !covered) return std::move(covered).error();
  const auto base = signature_base(request, ours->covered);
  if (!base) return base.error();
  if (!verify(signature->key, view(*base), *bytes)) {
    return Error{Errc::bad_signature, "signature: does not hold for what it covers"};
  }
  if (auto times = check_times(*signature, rules, now); !times) return std::move(times).error();
  if (const auto digest = header_value(request, "content-digest")) {
    if (auto body = check_content_digest(*digest, request.body); !body) return std::move(body).error();
  }
  return signature;
}

Result<SignatureHeaders> sign_request(const RequestParts& request, const SigningKey& key, std::string_view origin,
                                      std::string_view nonce, Instant now) {
  if (!is_nonce(nonce)) return Error{Errc::usage, "nonce: must be 16 to 64 visible ASCII characters"};
  SignatureHeaders made;
  std::vector<HeaderLine> headers(request.headers.begin(), request.headers.end());
  if (const auto digest = header_value(request, "content-digest")) {
    if (auto body = check_content_digest(*digest, request.body); !body) return std::move(body).error();
  } else if (!request.body.empty()) {
    made.content_digest = content_digest(request.body);
    headers.push_back({"content-digest", made.content_digest});
  }
  RequestParts complete = request;
  complete.headers = headers;

  structured::InnerList covered;
  for (std::string& component : components_of(complete)) covered.items.push_back({std::move(component)});
  covered.parameters.all = {{"created", seconds_of(now)},
                            {"keyid", to_hex(key.public_key())},
                            {"alg", std::string(algorithm)},
                            {"nonce", std::string(nonce)},
                            {"tag", tag_for(origin)}};
  const auto base = signature_base(complete, covered);
  if (!base) return base.error();
  const Signature signature = key.sign(view(*base));
  const auto input = structured::print(structured::Dictionary{{{std::string(label), covered}}});
  const auto bytes = structured::print(
      structured::Dictionary{{{std::string(label), structured::Item{Bytes(signature.begin(), signature.end())}}}});
  if (!input) return input.error();
  if (!bytes) return bytes.error();
  made.signature_input = *input;
  made.signature = *bytes;
  return made;
}

}  // namespace jejak
