// A signed request: the standard's own examples, our profile of it, and that nothing about it can be changed.

#include "api/auth/message_signature.hpp"

#include "api/auth/content_digest.hpp"
#include "tests/api/auth/property.hpp"
#include "tests/support/test_ledger.hpp"

#include <fstream>

using namespace jejak;
using namespace jejak::test;

namespace {

const Instant noon = *parse_instant("2024-10-02T05:00:00Z");
constexpr std::string_view origin = "jejak.example/vector";
const SignatureRules rules_here{std::string(origin)};
constexpr std::string_view nonce = "b3k2pp5k7z-50gnwp.yemd";

Instant later(std::int64_t seconds) {
  return {noon.us + seconds * 1'000'000};
}

// A request that owns its texts.
struct Request {
  std::string method = "POST";
  std::string authority = "jejak.example";
  std::string target = "/v1/events?wait=published";
  std::vector<std::pair<std::string, std::string>> headers = {{"Host", "jejak.example"},
                                                              {"Idempotency-Key", "\"8e03978e-40d5\""}};
  std::string body = "an envelope";

  template <class Use>
  auto with(const Use& use) const {
    std::vector<HeaderLine> lines;
    for (const auto& [name, value] : headers) lines.push_back({name, value});
    return use(RequestParts{method, "https", authority, target, lines, view(body)});
  }
  std::string* header(std::string_view name) {
    for (auto& [each, value] : headers) {
      if (each == name) return &value;
    }
    return nullptr;
  }
  void drop(std::string_view name) {
    std::erase_if(headers, [name](const auto& header) { return header.first == name; });
  }
};

void add(Request& request, const SignatureHeaders& made) {
  if (!made.content_digest.empty()) request.headers.emplace_back("Content-Digest", made.content_digest);
  request.headers.emplace_back("Signature-Input", made.signature_input);
  request.headers.emplace_back("Signature", made.signature);
}

Request signed_request(Request request = {}) {
  const auto made = request.with(
      [](const RequestParts& parts) { return sign_request(parts, key_named("BKD@prov:64"), origin, nonce, noon); });
  REQUIRE(made.has_value());
  add(request, *made);
  return request;
}

Result<RequestSignature> verified(const Request& request, Instant now = noon,
                                  const SignatureRules& rules = rules_here) {
  return request.with([&](const RequestParts& parts) { return verify_request(parts, rules, now); });
}

std::string no(const Result<RequestSignature>& answer) {
  return answer.has_value() ? "taken" : answer.error().message;
}

// Signed well, over whatever these components and parameters say.
Request signed_as(const std::string& covered, Request request = {}) {
  if (!request.body.empty()) request.headers.emplace_back("Content-Digest", content_digest(view(request.body)));
  const auto list = structured::parse_list(covered);
  REQUIRE(list.has_value());
  const auto base = request.with(
      [&](const RequestParts& parts) { return signature_base(parts, std::get<structured::InnerList>(list->front())); });
  const Signature signature = key_named("BKD@prov:64").sign(view(base ? *base : std::string()));
  request.headers.emplace_back("Signature-Input", "jejak=" + covered);
  request.headers.emplace_back("Signature", "jejak=:" + to_base64(signature) + ":");
  return request;
}

std::string key_hex() {
  return to_hex(key_named("BKD@prov:64").public_key());
}

const std::string all_components = R"(("@method" "@authority" "@path" "@query" "content-digest" "idempotency-key"))";

std::string parameters(const std::string& instead_of = {}, const std::string& value = {}) {
  std::string out;
  for (const auto& [name, usual] :
       {std::pair{"created", std::to_string(noon.us / 1'000'000)}, std::pair{"keyid", "\"" + key_hex() + "\""},
        std::pair{"alg", std::string("\"ed25519\"")}, std::pair{"nonce", "\"" + std::string(nonce) + "\""},
        std::pair{"tag", "\"jejak:" + std::string(origin) + "\""}}) {
    const std::string& said = name == instead_of ? value : usual;
    if (!said.empty()) out += std::string(";") + name + "=" + said;
  }
  return out;
}

// The request of RFC 9421 appendix B.2.
Request standard_request() {
  Request request;
  request.authority = "example.com";
  request.target = "/foo?param=Value&Pet=dog";
  request.headers = {
      {"Host", "example.com"},
      {"Date", "Tue, 20 Apr 2021 02:07:55 GMT"},
      {"Content-Type", "application/json"},
      {"Content-Digest",
       "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"},
      {"Content-Length", "18"}};
  request.body = R"({"hello": "world"})";
  return request;
}

Result<std::string> base_of(const Request& request, std::string_view covered) {
  const auto list = structured::parse_list(covered);
  REQUIRE(list.has_value());
  return request.with(
      [&](const RequestParts& parts) { return signature_base(parts, std::get<structured::InnerList>(list->front())); });
}

}  // namespace

TEST_CASE("message signature: RFC 9421 B.2.6, signed with its test-key-ed25519", "[auth][signature]") {
  const auto seed = to_array<32>(*from_base64("n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU="));
  const auto public_key = to_array<32>(*from_base64("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="));
  const auto printed = to_array<64>(
      *from_base64("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="));
  const auto base =
      base_of(standard_request(), R"(("date" "@method" "@path" "@authority" "content-type" "content-length"))"
                                  R"(;created=1618884473;keyid="test-key-ed25519")");
  REQUIRE(base.has_value());
  CHECK(*base ==
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
        "\"@method\": POST\n"
        "\"@path\": /foo\n"
        "\"@authority\": example.com\n"
        "\"content-type\": application/json\n"
        "\"content-length\": 18\n"
        "\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
        ";created=1618884473;keyid=\"test-key-ed25519\"");
  CHECK(verify(*public_key, view(*base), *printed));
  const SigningKey key = SigningKey::from_seed(*seed);
  CHECK(key.public_key() == *public_key);
  CHECK(key.sign(view(*base)) == *printed);
}

TEST_CASE("message signature: the bases of RFC 9421 B.2.1 and B.2.3", "[auth][signature]") {
  CHECK(*base_of(standard_request(),
                 R"(();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd")") ==
        R"("@signature-params": ();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd")");
  CHECK(*base_of(standard_request(),
                 R"(("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length"))"
                 R"(;created=1618884473;keyid="test-key-rsa-pss")") ==
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
        "\"@method\": POST\n"
        "\"@path\": /foo\n"
        "\"@query\": ?param=Value&Pet=dog\n"
        "\"@authority\": example.com\n"
        "\"content-type\": application/json\n"
        "\"content-digest\": "
        "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew"
        "==:\n"
        "\"content-length\": 18\n"
        "\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" "
        "\"content-digest\" \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"");
}

TEST_CASE("signature base: headers of several lines, empty ones and outer spaces, as RFC 9421 section 2.1 has them",
          "[auth][signature]") {
  Request request;
  request.headers = {{"Cache-Control", "max-age=60"},
                     {"X-OWS-Header", "   Leading and trailing whitespace.   \t"},
                     {"cache-control", "    must-revalidate"},
                     {"X-Empty-Header", ""}};
  CHECK(*base_of(request, R"(("cache-control" "x-ows-header" "x-empty-header"))") ==
        "\"cache-control\": max-age=60, must-revalidate\n"
        "\"x-ows-header\": Leading and trailing whitespace.\n"
        "\"x-empty-header\": \n"
        "\"@signature-params\": (\"cache-control\" \"x-ows-header\" \"x-empty-header\")");
}

TEST_CASE("signature base: what is derived from the request, as RFC 9421 section 2.2 has it", "[auth][signature]") {
  Request request;
  request.method = "GET";
  request.authority = "WWW.example.com:443";
  request.target = "/path?param=value&foo=bar&baz=bat%2Dman";
  CHECK(*base_of(request, R"(("@method" "@authority" "@path" "@query" "@target-uri"))") ==
        "\"@method\": GET\n"
        "\"@authority\": www.example.com\n"
        "\"@path\": /path\n"
        "\"@query\": ?param=value&foo=bar&baz=bat%2Dman\n"
        "\"@target-uri\": https://www.example.com/path?param=value&foo=bar&baz=bat%2Dman\n"
        "\"@signature-params\": (\"@method\" \"@authority\" \"@path\" \"@query\" \"@target-uri\")");
  request.target = "/path";
  CHECK(base_of(request, R"(("@query"))")->starts_with("\"@query\": ?\n"));
  request.authority = "example.com:8443";
  CHECK(base_of(request, R"(("@authority"))")->starts_with("\"@authority\": example.com:8443\n"));
}

TEST_CASE("signature base: a component that cannot be meant is refused by name", "[auth][signature]") {
  Request request;
  request.headers.emplace_back("X-Line", "a\nb");
  for (const auto& [covered, words] : {
           std::pair{R"(("date"))", R"(component "date": is not in the request)"},
           std::pair{R"(("host" "host"))", R"(component "host": stands twice)"},
           std::pair{R"(("Host"))", R"(component "Host": must be in lower case)"},
           std::pair{R"(("@status"))", R"(component "@status": is not one that is taken)"},
           std::pair{R"(("@signature-params"))", R"(component "@signature-params": is not one that is taken)"},
           std::pair{R"(("host";req))", R"(component "host": the parameter "req" is not taken in a request)"},
           std::pair{R"(("host";sf))", R"(component "host": the parameter "sf" is not taken in a request)"},
           std::pair{R"(("@query-param";name="Pet"))",
                     R"(component "@query-param": the parameter "name" is not taken in a request)"},
           std::pair{R"(("x-line"))", R"(component "x-line": holds a byte that is not printable ASCII)"},
           std::pair{"(host)", "a component must be a string"},
       }) {
    const auto base = base_of(request, covered);
    REQUIRE_FALSE(base.has_value());
    CHECK(base.error().message == words);
  }
  for (const char* target : {"", "*", "https://jejak.example/", "/a b", "/a#b", "/a\n\"@method\": GET"}) {
    request.target = target;
    CHECK_FALSE(base_of(request, R"(("@path"))").has_value());
  }
}

TEST_CASE("content digest: the sha-256 of RFC 9530, and only that one counts", "[auth][signature]") {
  const std::string_view body = R"({"hello": "world"})";
  CHECK(content_digest(view(body)) == "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
  CHECK(check_content_digest("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:", view(body)).has_value());
  CHECK(check_content_digest("md5=:AAAA:, sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:", view(body))
            .has_value());
  for (const auto& [field, code] : {
           std::pair{"sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:x", Errc::malformed},
           std::pair{"sha-512=:AAAA:", Errc::unsupported},
           std::pair{"", Errc::unsupported},
           std::pair{"sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", Errc::malformed},
           std::pair{"sha-256=(:AAAA:)", Errc::malformed},
           std::pair{"sha-256=:AAAA:", Errc::verification},
       }) {
    INFO(field);
    const auto checked = check_content_digest(field, view(body));
    REQUIRE_FALSE(checked.has_value());
    CHECK(checked.error().code == code);
  }
  CHECK_FALSE(
      check_content_digest(content_digest(view(body)), view(std::string_view(R"({"hello": "World"})"))).has_value());
}

TEST_CASE("message signature: what was signed is verified, and says whose it is", "[auth][signature]") {
  Request request = signed_request();
  CHECK(*request.header("Signature-Input") ==
        "jejak=" + all_components + ";created=1727845200;keyid=\"" + key_hex() +
            "\";alg=\"ed25519\";nonce=\"b3k2pp5k7z-50gnwp.yemd\";tag=\"jejak:jejak.example/vector\"");
  const auto signature = verified(request);
  REQUIRE(no(signature) == "taken");
  CHECK(signature->key == key_named("BKD@prov:64").public_key());
  CHECK(signature->nonce == nonce);
  CHECK(signature->created == 1'727'845'200);
  CHECK(signature->usable_until == 1'727'845'500);
}

TEST_CASE("message signature: what was signed for one ledger is of no use at another", "[auth][signature]") {
  const Request request = signed_request();
  CHECK(no(verified(request)) == "taken");
  for (const char* other :
       {"", "jejak.example", "jejak.example/vector/2", "jejak.example/vecto", "other.example/log"}) {
    CHECK(no(verified(request, noon, {other})) == "signature-input: no signature carries tag=\"jejak:" +
                                                      std::string(other) + "\", which says that it is for this ledger");
  }
}

TEST_CASE("message signature: the vector is what it was, and holds", "[auth][signature]") {
  std::ifstream in(JEJAK_SOURCE_DIR "/tests/vectors/auth/signed-request.txt");
  Request request;
  request.headers.clear();
  for (std::string line; std::getline(in, line);) {
    request.headers.emplace_back(line.substr(0, line.find(':')), line.substr(line.find(':') + 1));
  }
  REQUIRE(request.headers.size() == 4);
  CHECK(no(verified(request)) == "taken");
  const auto seed = to_array<32>(*from_base64("n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU="));
  Request unsigned_one = request;
  unsigned_one.headers.resize(1);
  const auto made = unsigned_one.with([&](const RequestParts& parts) {
    return sign_request(parts, SigningKey::from_seed(*seed), origin, nonce, noon);
  });
  REQUIRE(made.has_value());
  CHECK(" " + made->content_digest == *request.header("Content-Digest"));
  CHECK(" " + made->signature_input == *request.header("Signature-Input"));
  CHECK(" " + made->signature == *request.header("Signature"));
}

TEST_CASE("message signature: a request without body or query covers what it has", "[auth][signature]") {
  Request request;
  request.method = "GET";
  request.target = "/v1/cases";
  request.headers = {{"Host", "jejak.example"}};
  request.body.clear();
  Request complete = signed_request(request);
  CHECK(complete.header("Content-Digest") == nullptr);
  CHECK(complete.header("Signature-Input")->starts_with(R"(jejak=("@method" "@authority" "@path");)"));
  CHECK(no(verified(complete)) == "taken");
  complete.body = "x";
  CHECK(no(verified(complete)) == R"(signature-input: "content-digest" must be covered in this request)");
  complete.body.clear();
  complete.target += "?agency=prov:64";
  CHECK(no(verified(complete)) == R"(signature-input: "@query" must be covered in this request)");
}

TEST_CASE("message signature: nothing of the request can be changed", "[auth][signature]") {
  const auto changed = [](const auto& change) {
    Request request = signed_request();
    change(request);
    return no(verified(request));
  };
  const std::string broken = "signature: does not hold for what it covers";
  CHECK(changed([](Request& r) { r.method = "PUT"; }) == broken);
  CHECK(changed([](Request& r) { r.method = "post"; }) == broken);
  CHECK(changed([](Request& r) { r.authority = "other.example"; }) == broken);
  CHECK(changed([](Request& r) { r.target = "/v1/event?wait=published"; }) == broken);
  CHECK(changed([](Request& r) { r.target = "/v1/events?wait=witnessed"; }) == broken);
  CHECK(changed([](Request& r) { r.target = "/v1/events"; }) == broken);
  CHECK(changed([](Request& r) { *r.header("Idempotency-Key") = "\"other\""; }) == broken);
  CHECK(changed([](Request& r) { r.headers.emplace_back("idempotency-key", "\"other\""); }) == broken);
  CHECK(changed([](Request& r) { *r.header("Content-Digest") = content_digest(view(std::string_view("x"))); }) ==
        broken);
  CHECK(changed([](Request& r) { r.body = "another"; }) == "content-digest: the body has another sha-256");
  CHECK(changed([](Request& r) { r.body.clear(); }) == "content-digest: the body has another sha-256");
  CHECK(changed([](Request& r) { r.drop("Idempotency-Key"); }) ==
        R"(component "idempotency-key": is not in the request)");
  CHECK(changed([](Request& r) { r.drop("Content-Digest"); }) ==
        R"(component "content-digest": is not in the request)");
  CHECK(changed([](Request& r) { r.drop("Signature"); }) == "signature: is missing");
  CHECK(changed([](Request& r) { r.drop("Signature-Input"); }) == "signature-input: is missing");
  CHECK(changed([](Request& r) { r.authority = "JEJAK.example:443"; }) == "taken");
  CHECK(changed([](Request& r) { r.headers.emplace_back("User-Agent", "x"); }) == "taken");
}

TEST_CASE("message signature: a header that the profile covers must be covered once it is there", "[auth][signature]") {
  Request request;
  request.drop("Idempotency-Key");
  request = signed_request(request);
  request.headers.emplace_back("Idempotency-Key", "\"slipped in\"");
  CHECK(no(verified(request)) == R"(signature-input: "idempotency-key" must be covered in this request)");
}

TEST_CASE("message signature: every bit of its headers counts", "[auth][signature]") {
  for (const char* name : {"Signature-Input", "Signature", "Content-Digest", "Idempotency-Key"}) {
    const Request request = signed_request();
    const std::size_t size = Request(request).header(name)->size();
    for (std::size_t at = 0; at < size; ++at) {
      for (int bit = 0; bit < 8; ++bit) {
        Request changed = request;
        char& c = (*changed.header(name))[at];
        c = static_cast<char>(c ^ 1 << bit);
        CAPTURE(name, at, bit, *changed.header(name));
        REQUIRE_FALSE(verified(changed).has_value());
      }
      Request shorter = request;
      shorter.header(name)->resize(at);
      REQUIRE_FALSE(verified(shorter).has_value());
    }
  }
}

TEST_CASE("message signature: each parameter has its rule, and the error names it", "[auth][signature]") {
  const char* not_for_us =
      "signature-input: no signature carries tag=\"jejak:jejak.example/vector\", which says that it is for this ledger";
  CHECK(no(verified(signed_as(all_components + parameters()))) == "taken");
  for (const auto& [name, value, words] : {
           std::tuple{"created", "", "signature-input: created must be there, as an integer"},
           std::tuple{"created", "\"1727845200\"", "signature-input: created must be there, as an integer"},
           std::tuple{"created", "1727845201", "signature-input: created lies in the future"},
           std::tuple{"created", "1727844899", "signature-input: the signature is too old, or expired"},
           std::tuple{"created", "-999999999999999", "signature-input: the signature is too old, or expired"},
           std::tuple{"keyid", "", "signature-input: keyid must be there, as a string"},
           std::tuple{"keyid", "\"test-key-ed25519\"",
                      "signature-input: keyid must be the 64 hex digits of an Ed25519 key"},
           std::tuple{"keyid", ":AQID:", "signature-input: keyid must be there, as a string"},
           std::tuple{"alg", "", "signature-input: alg must be there, as a string"},
           std::tuple{"alg", "\"hmac-sha256\"", "signature-input: alg \"hmac-sha256\" is not taken, only ed25519"},
           std::tuple{"nonce", "", "signature-input: nonce must be there, as a string"},
           std::tuple{"nonce", "\"123456789012345\"",
                      "signature-input: nonce must be 16 to 64 visible ASCII characters"},
           std::tuple{"nonce", "\"1234567890 123456\"",
                      "signature-input: nonce must be 16 to 64 visible ASCII characters"},
           std::tuple{"tag", "", not_for_us},
           std::tuple{"tag", "\"other\"", not_for_us},
           std::tuple{"tag", "\"jejak\"", not_for_us},
           std::tuple{"tag", "jejak:jejak.example/vector", not_for_us},
       }) {
    CAPTURE(name, value);
    CHECK(no(verified(signed_as(all_components + parameters(name, value)))) == words);
  }
  CHECK(no(verified(signed_as(all_components + parameters() + ";x=1"))) ==
        "signature-input: the parameter \"x\" is not one that is taken");
}

TEST_CASE("message signature: each component that the profile asks for is missed", "[auth][signature]") {
  for (const std::string component :
       {"@method", "@authority", "@path", "@query", "content-digest", "idempotency-key"}) {
    std::string covered = all_components;
    const std::size_t at = covered.find("\"" + component + "\"");
    covered.erase(at, component.size() + 2);
    CHECK(no(verified(signed_as(covered + parameters()))) ==
          "signature-input: \"" + component + "\" must be covered in this request");
  }
  const std::string more =
      R"(("@target-uri" "host" "idempotency-key" "@query" "@path" "content-digest" "@method" "@authority"))";
  CHECK(no(verified(signed_as(more + parameters()))) == "taken");
}

TEST_CASE("message signature: it is fresh for its window, to the second", "[auth][signature]") {
  const Request request = signed_request();
  CHECK(no(verified(request, later(300))) == "taken");
  CHECK(no(verified(request, later(301))) == "signature-input: the signature is too old, or expired");
  CHECK(no(verified(request, later(-1))) == "signature-input: created lies in the future");
  CHECK(no(verified(request, later(-5), {std::string(origin), 300, 5})) == "taken");
  CHECK(no(verified(request, later(-6), {std::string(origin), 300, 5})) ==
        "signature-input: created lies in the future");
  CHECK(no(verified(request, later(11), {std::string(origin), 10, 0})) ==
        "signature-input: the signature is too old, or expired");
  const auto expiring = [](const char* second) {
    return signed_as(all_components + parameters() + ";expires=" + second);
  };
  CHECK(no(verified(expiring("1727845210"), later(9))) == "taken");
  CHECK(no(verified(expiring("1727845210"), later(10))) == "signature-input: the signature is too old, or expired");
  CHECK(no(verified(expiring("1999999999"), later(301))) == "signature-input: the signature is too old, or expired");
  CHECK(no(verified(expiring("1727845200"))) == "signature-input: expires must lie after created");
  CHECK(no(verified(expiring("?1"))) == "signature-input: expires must be there, as an integer");
}

TEST_CASE("message signature: of several signatures the one with our tag counts, and there is one",
          "[auth][signature]") {
  Request request = signed_request();
  *request.header("Signature-Input") =
      R"(proxy=("@method");created=1;keyid="p", )" + *request.header("Signature-Input");
  request.headers.emplace_back("signature", "proxy=:AAAA:");
  CHECK(no(verified(request)) == "taken");
  request.headers.emplace_back("signature-input", R"(second=("@method");tag="jejak:jejak.example/vector")");
  CHECK(no(verified(request)) == "signature-input: two signatures carry tag=\"jejak:jejak.example/vector\"");
  request.headers.back().second = R"(b=(), c=(), d=())";
  CHECK(no(verified(request)) == "signature-input: more than 4 signatures");
  request.headers.back().second = "b=1";
  CHECK(no(verified(request)) == "signature-input: \"b\" is not a list of components");
  request.drop("signature-input");
  *request.header("Signature") = "jejak=:AAAA:";
  CHECK(no(verified(request)) == "signature: \"jejak\" must be a byte sequence of 64 bytes");
}

TEST_CASE("message signature: no request is signed that would be refused", "[auth][signature]") {
  const SigningKey key = key_named("BKD@prov:64");
  const auto sign = [&](const Request& request, std::string_view used) {
    return request.with(
        [&](const RequestParts& parts) { return sign_request(parts, key, origin, used, noon).has_value(); });
  };
  CHECK(sign({}, nonce));
  CHECK_FALSE(sign({}, "short"));
  CHECK_FALSE(sign({}, "sixteen chars in a row"));
  CHECK_FALSE(sign({}, std::string(65, 'n')));
  Request foreign;
  foreign.headers.emplace_back("Content-Digest", content_digest(view(std::string_view("another"))));
  CHECK_FALSE(sign(foreign, nonce));
  Request nowhere;
  nowhere.target = "*";
  CHECK_FALSE(sign(nowhere, nonce));
}

TEST_CASE("message signature: any request that is signed is verified, and none with another body",
          "[auth][signature]") {
  CHECK(holds("signed and verified", 300, [] {
    const auto word = [](const std::string& from) {
      return *rc::gen::container<std::string>(rc::gen::elementOf(from));
    };
    Request request;
    request.method = *rc::gen::element<std::string>("GET", "POST", "PUT", "DELETE");
    request.target = "/" + word("abc/%2F-._~?&=");
    request.body = *rc::gen::arbitrary<std::string>();
    request.headers = {{"Idempotency-Key", "\"" + word("abc 09") + "\""}};
    const auto made = request.with(
        [](const RequestParts& parts) { return sign_request(parts, key_named("BKD@prov:64"), origin, nonce, noon); });
    RC_ASSERT(made.has_value());
    add(request, *made);
    RC_ASSERT(no(verified(request)) == "taken");
    request.body += "x";
    RC_ASSERT(!verified(request).has_value());
  }));
}
