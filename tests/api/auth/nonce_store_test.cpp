// A signed request is taken once, whoever asks again, whenever.

#include "api/auth/nonce_store.hpp"

#include "tests/api/auth/property.hpp"
#include "tests/support/test_ledger.hpp"

#include <atomic>
#include <thread>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::int64_t start = 1'727'845'200;

Instant second(std::int64_t after_start) {
  return {(start + after_start) * 1'000'000};
}

RequestSignature signature(const std::string& nonce, std::int64_t created, const char* office = "BKD@prov:64") {
  return {key_named(office).public_key(), nonce, start + created, start + created + 300};
}

Errc code(const Outcome& outcome) {
  return outcome.has_value() ? Errc::internal : outcome.error().code;
}

}  // namespace

TEST_CASE("nonce store: a nonce is used once, by each key", "[auth][nonce]") {
  NonceStore store({}, {}, second(0));
  CHECK(store.spend(signature("n1", 10), second(10)).has_value());
  const auto again = store.spend(signature("n1", 10), second(10));
  CHECK(code(again) == Errc::conflict);
  CHECK(again.error().message == "nonce: was used before");
  CHECK(code(store.spend(signature("n1", 12), second(12))) == Errc::conflict);
  CHECK(store.spend(signature("n2", 10), second(10)).has_value());
  CHECK(store.spend(signature("n1", 10, "PPK_ASN@prov:64"), second(10)).has_value());
  CHECK(store.size() == 3);
}

TEST_CASE("nonce store: it is remembered as long as its signature is taken, and no longer", "[auth][nonce]") {
  NonceStore store({}, {}, second(0));
  REQUIRE(store.spend(signature("n1", 10), second(10)).has_value());
  CHECK(code(store.spend(signature("n1", 10), second(310))) == Errc::conflict);
  CHECK(code(store.spend(signature("n1", 10), second(311))) == Errc::permission);
  CHECK(store.size() == 0);
}

TEST_CASE("nonce store: a clock that steps back opens nothing", "[auth][nonce]") {
  NonceStore store({}, {}, second(0));
  REQUIRE(store.spend(signature("n1", 10), second(10)).has_value());
  REQUIRE(store.spend(signature("n2", 400), second(400)).has_value());
  CHECK(store.size() == 1);
  CHECK(code(store.spend(signature("n1", 10), second(10))) == Errc::permission);
}

TEST_CASE("nonce store: after a restart nothing is taken that may have been used before it", "[auth][nonce]") {
  NonceStore store({}, {"", 300, 5}, second(0));
  CHECK(code(store.spend(signature("n1", -1), second(1))) == Errc::permission);
  CHECK(code(store.spend(signature("n1", 0), second(1))) == Errc::permission);
  CHECK(code(store.spend(signature("n1", 5), second(1))) == Errc::permission);
  CHECK(store.spend(signature("n1", 6), second(6)).has_value());
}

TEST_CASE("nonce store: one key fills its share and nobody else's, and room comes back", "[auth][nonce]") {
  NonceStore store({5, 3}, {}, second(0));
  for (int i = 0; i < 3; ++i) REQUIRE(store.spend(signature(std::to_string(i), 10), second(10)).has_value());
  CHECK(code(store.spend(signature("3", 10), second(10))) == Errc::overloaded);
  CHECK(code(store.spend(signature("0", 10), second(10))) == Errc::conflict);
  for (int i = 0; i < 2; ++i) {
    REQUIRE(store.spend(signature(std::to_string(i), 20, "PPK_ASN@prov:64"), second(20)).has_value());
  }
  CHECK(code(store.spend(signature("2", 20, "PPK_ASN@prov:64"), second(20))) == Errc::overloaded);
  CHECK(code(store.spend(signature("0", 20, "PYB@prov:64"), second(20))) == Errc::overloaded);
  CHECK(store.size() == 5);
  CHECK(store.spend(signature("4", 311), second(311)).has_value());
  CHECK(store.size() == 3);
}

TEST_CASE("nonce store: of many at once with the same nonce one gets through", "[auth][nonce]") {
  NonceStore store({}, {}, second(0));
  std::atomic<int> through = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int nonce = 0; nonce < 200; ++nonce) {
        if (store.spend(signature(std::to_string(nonce), 10), second(10))) ++through;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(through == 200);
  CHECK(store.size() == 200);
}
