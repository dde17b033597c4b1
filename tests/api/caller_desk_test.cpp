// Who asks, as of which reading of the registry.
#include "api/caller_desk.hpp"

#include "tests/api/serving.hpp"

#include <atomic>

using namespace jejak;
using namespace jejak::test;

namespace {

Request with_token(const Serving& serving, std::string_view office) {
  const std::string line = bearer(key_of(serving, office));
  const auto value = line.find(": ") + 2;
  Request request;
  request.headers = {{"authorization", line.substr(value, line.size() - value - 2)}};
  return request;
}

Caller identified(CallerDesk& desk, const Request& request) {
  auto caller = desk.identify(request);
  REQUIRE(std::holds_alternative<Caller>(caller));
  return std::get<Caller>(std::move(caller));
}

Serving::Options closed() {
  Serving::Options options;
  options.is_public = false;
  options.recorded = 1'000;
  return options;
}

}  // namespace

TEST_CASE("caller desk: what is kept for an office is of one reading of the registry", "[api][caller-desk]") {
  Serving serving(closed());
  CallerDesk desk(serving.host());
  const Request request = with_token(serving, "PPK_ASN@prov:63");
  const std::string before = identified(desk, request).class_of_answers();
  CHECK(identified(desk, request).class_of_answers() == before);
  CHECK(identified(desk, with_token(serving, "BKN@kl:BKN")).class_of_answers() != before);
  serving.record(1);
  CHECK(becomes([&] { return identified(desk, request).class_of_answers() != before; }));
  CHECK(identified(desk, Request{}).class_of_answers() == "anyone");
}

TEST_CASE("caller desk: many who ask at once are all known, also while the registry is read", "[api][caller-desk]") {
  Serving serving(closed());
  CallerDesk desk(serving.host());
  const Request request = with_token(serving, "PPK_ASN@prov:63");
  std::atomic<bool> is_over{false};
  std::atomic<int> unknown{0};
  std::atomic<std::uint64_t> registry{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      while (!is_over) {
        const auto caller = desk.identify(request);
        const auto* known = std::get_if<Caller>(&caller);
        if (known == nullptr) {
          ++unknown;
        } else {
          registry = known->registry;
        }
      }
    });
  }
  CHECK(becomes([&] { return registry == 1; }));  // whoever came first has read it for all
  serving.record(1);
  CHECK(becomes([&] { return registry == 2; }));
  is_over = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(unknown == 0);
}
