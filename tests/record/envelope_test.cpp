#include "ledger/record/codec.hpp"
#include "tests/record/sample_events.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::string_view sample_origin = "simulated.jejak.example/tiny";

Envelope two_signatures() {
  return signed_envelope(decision_event(), {1, 2});
}

}  // namespace

TEST_CASE("envelope: the signed bytes are DSSE's pre-authentication encoding", "[record][envelope]") {
  CHECK(text(pre_authentication_encoding("http://example.com/HelloWorld", view("hello world"))) ==
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  CHECK(text(pre_authentication_encoding("", {})) == "DSSEv1 0  0 ");
  CHECK(event_payload_type == "application/vnd.jejak.event+capnp;v=1");
}

TEST_CASE("envelope: encode and decode undo each other", "[record][envelope]") {
  for (const int count : {1, 2, 8}) {
    Envelope envelope = signed_envelope(minimal_event(), {});
    for (std::uint8_t seed = 1; seed <= count; ++seed) {
      REQUIRE(sign(envelope, SigningKey::from_seed(seed_of(seed))).has_value());
    }
    const auto bytes = encode(envelope);
    REQUIRE(bytes.has_value());
    const auto again = decode_envelope(*bytes);
    REQUIRE(again.has_value());
    CHECK(*again == envelope);
    CHECK(*encode(*again) == *bytes);
  }
}

TEST_CASE("envelope: signing in any order gives the same bytes, and twice changes nothing", "[record][envelope]") {
  CHECK(signed_envelope(decision_event(), {1, 2, 3}) == signed_envelope(decision_event(), {3, 1, 2, 1}));
}

TEST_CASE("envelope: signing replaces the key's old signature", "[record][envelope]") {
  Envelope envelope = two_signatures();
  const Envelope good = envelope;
  envelope.signatures[0].bytes[0] ^= 1;
  for (const int seed : {1, 2}) {
    REQUIRE(sign(envelope, SigningKey::from_seed(seed_of(static_cast<std::uint8_t>(seed)))).has_value());
  }
  CHECK(envelope == good);
}

TEST_CASE("envelope: a ninth signature is refused", "[record][envelope]") {
  Envelope envelope = signed_envelope(minimal_event(), {1, 2, 3, 4, 5, 6, 7, 8});
  const Outcome ninth = sign(envelope, SigningKey::from_seed(seed_of(9)));
  REQUIRE_FALSE(ninth.has_value());
  CHECK(ninth.error().code == Errc::too_large);
  CHECK(envelope.signatures.size() == 8);
  CHECK(sign(envelope, SigningKey::from_seed(seed_of(8))).has_value());
  envelope.signatures.push_back(envelope.signatures.back());
  envelope.signatures.back().key[0] = 0xff;
  REQUIRE_FALSE(encode(envelope).has_value());
  Bytes bytes = *encode(signed_envelope(minimal_event(), {1, 2, 3, 4, 5, 6, 7, 8}));
  bytes[1] = 9;
  CHECK_FALSE(decode_envelope(bytes).has_value());
}

TEST_CASE("envelope: no signature, disorder, repeats and unknown algorithms are refused", "[record][envelope]") {
  Envelope envelope = two_signatures();
  std::swap(envelope.signatures[0], envelope.signatures[1]);
  CHECK_FALSE(encode(envelope).has_value());
  envelope.signatures[1] = envelope.signatures[0];
  CHECK_FALSE(encode(envelope).has_value());
  envelope.signatures.clear();
  CHECK_FALSE(encode(envelope).has_value());
  envelope = two_signatures();
  envelope.signatures[0].algorithm = 2;
  CHECK_FALSE(encode(envelope).has_value());
  envelope = two_signatures();
  envelope.event.clear();
  CHECK_FALSE(encode(envelope).has_value());

  const Bytes good = *encode(two_signatures());
  Bytes swapped = good;
  std::swap_ranges(swapped.begin() + 2, swapped.begin() + 2 + 99, swapped.begin() + 2 + 99);
  CHECK_FALSE(decode_envelope(swapped).has_value());
  Bytes repeated = good;
  std::copy(good.begin() + 2, good.begin() + 2 + 99, repeated.begin() + 2 + 99);
  CHECK_FALSE(decode_envelope(repeated).has_value());
  Bytes none = good;
  none[1] = 0;
  CHECK_FALSE(decode_envelope(none).has_value());
}

TEST_CASE("envelope: every truncation and every addition is refused", "[record][envelope]") {
  const Bytes good = *encode(two_signatures());
  for (std::size_t size = 0; size < good.size(); ++size) {
    REQUIRE_FALSE(decode_envelope(BytesView(good).first(size)).has_value());
  }
  Bytes longer = good;
  longer.push_back(0);
  CHECK_FALSE(decode_envelope(longer).has_value());
  CHECK(decode_envelope(Bytes(envelope_bytes_max + 1)).error().code == Errc::too_large);
}

TEST_CASE("vouch: an envelope whose signatures hold gives the event, its hash and its keys", "[record][envelope]") {
  const Envelope envelope = two_signatures();
  const Bytes bytes = *encode(envelope);
  const auto vouched = vouch(bytes, sample_origin);
  REQUIRE(vouched.has_value());
  CHECK(vouched->event() == decision_event());
  CHECK(vouched->event_hash() == sha256(envelope.event));
  CHECK(vouched->envelope() == bytes);
  REQUIRE(vouched->keys().size() == 2);
  CHECK(vouched->keys()[0] == envelope.signatures[0].key);
  CHECK(vouched->keys()[1] == envelope.signatures[1].key);
}

TEST_CASE("vouch: every single-bit flip of an envelope is refused", "[record][envelope][slow]") {
  const Bytes good = *encode(signed_envelope(minimal_event(), {1, 2}));
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    Bytes flipped = good;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << bit % 8));
    if (vouch(flipped, sample_origin).has_value()) FAIL("bit " << bit << " is not held by anything");
  }
}

TEST_CASE("vouch: one bad signature among good ones, another ledger's event, a broken event", "[record][envelope]") {
  Envelope envelope = two_signatures();
  envelope.signatures[1].bytes[10] ^= 4;
  CHECK(vouch(*encode(envelope), sample_origin).error().code == Errc::bad_signature);

  const auto foreign = vouch(*encode(two_signatures()), "jejak.example/other");
  REQUIRE_FALSE(foreign.has_value());
  CHECK(foreign.error().code == Errc::malformed);
  CHECK(foreign.error().message.find("jejak.example/other") != std::string::npos);

  Envelope broken;
  broken.event = Bytes(64, 7);
  REQUIRE(sign(broken, SigningKey::from_seed(seed_of(1))).has_value());
  CHECK(vouch(*encode(broken), sample_origin).error().code == Errc::malformed);
}

TEST_CASE("vouch: a signature over the bare event, or over another type, does not hold", "[record][envelope]") {
  const SigningKey key = SigningKey::from_seed(seed_of(1));
  Envelope envelope;
  envelope.event = *encode(minimal_event());
  envelope.signatures = {{algorithm_ed25519, key.public_key(), key.sign(envelope.event)}};
  CHECK(vouch(*encode(envelope), sample_origin).error().code == Errc::bad_signature);
  const Bytes other = pre_authentication_encoding("application/vnd.jejak.event+capnp;v=2", envelope.event);
  envelope.signatures[0].bytes = key.sign(other);
  CHECK(vouch(*encode(envelope), sample_origin).error().code == Errc::bad_signature);
}
