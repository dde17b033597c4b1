// What a caller writes into a request's head: tokens, structured fields, signatures. What is read comes back as it was,
// no signature but one that was made is taken, and nothing is read twice in two ways.

#include "api/auth/base64url.hpp"
#include "api/auth/content_digest.hpp"
#include "api/auth/message_signature.hpp"
#include "api/auth/token.hpp"

using namespace jejak;

namespace {

constexpr std::string_view origin = "jejak.example/fuzz";
constexpr Instant noon{1'727'845'200'000'000};

const SigningKey& key() {
  // test-key-ed25519 of RFC 9421, as in the vectors
  static const SigningKey made =
      SigningKey::from_seed(*to_array<32>(*from_base64url("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU")));
  return made;
}

template <class Read>
void comes_back(std::string_view input, const Read& read) {
  const auto value = read(input);
  if (!value) return;
  const auto text = structured::print(*value);
  if (!text) {  // a list of many items grows by the spaces that it lacked
    JEJAK_ASSERT(text.error().code == Errc::usage);
    return;
  }
  const auto again = read(std::string_view(*text));
  JEJAK_ASSERT(again.has_value() && *again == *value);
  JEJAK_ASSERT(*structured::print(*again) == *text);
}

// The input as header and payload, signed well, so that the reader of the claims is reached.
void read_claims(std::string_view input) {
  const std::size_t middle = std::min(input.size(), input.find('\n'));
  const std::string text = to_base64url(view(input.substr(0, middle))) + "." +
                           to_base64url(view(middle < input.size() ? input.substr(middle + 1) : ""));
  const std::string token = text + "." + to_base64url(key().sign(view(text)));
  const auto claims = verify_token(token, {std::string(origin), 5}, noon);
  if (claims) JEJAK_ASSERT(claims->key == key().public_key() && claims->expires - claims->issued <= 3'600);
}

// The input as the head of a request: its lines are headers.
void read_head(std::string_view input) {
  std::vector<HeaderLine> headers;
  while (!input.empty() && headers.size() < 16) {
    const std::string_view line = input.substr(0, input.find('\n'));
    input.remove_prefix(std::min(input.size(), line.size() + 1));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    headers.push_back({line.substr(0, colon), line.substr(colon + 1)});
  }
  const SignatureRules rules{"jejak.example/vector"};
  RequestParts request{"POST", "https", "jejak.example", "/v1/events?wait=published", headers, view("an envelope")};
  if (verify_request(request, rules, noon)) {  // only the seed, which was signed, and what means the same
    const auto inputs = structured::parse_dictionary(*header_value(request, "signature-input"));
    JEJAK_ASSERT(inputs.has_value() && check_content_digest(*header_value(request, "content-digest"), request.body));
  }
  if (!header_value(request, "signature-input") && !header_value(request, "signature")) {
    const auto made = sign_request(request, key(), rules.origin, "0123456789abcdef", noon);
    if (!made) return;
    if (!made->content_digest.empty()) headers.push_back({"content-digest", made->content_digest});
    headers.push_back({"signature-input", made->signature_input});
    headers.push_back({"signature", made->signature});
    request.headers = headers;
    JEJAK_ASSERT(verify_request(request, rules, noon).has_value());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto bytes = from_base64url(input)) JEJAK_ASSERT(to_base64url(*bytes) == input);
  JEJAK_ASSERT(!verify_token(input, {std::string(origin), 0}, noon).has_value() || input.starts_with("eyJ"));
  comes_back(input, structured::parse_item);
  comes_back(input, structured::parse_list);
  comes_back(input, structured::parse_dictionary);
  read_claims(input);
  read_head(input);
  return 0;
}
