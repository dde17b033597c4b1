// The threads for what takes longer than a moment.
#include "tests/api/serving.hpp"

#include <atomic>

using namespace jejak;
using namespace jejak::test;

namespace {

CallPtr call_with(Method method, Workers& workers) {
  auto request = std::make_shared<Request>();
  request->method = method;
  auto call = std::make_shared<Call>();
  call->request = request;
  call->workers = &workers;
  call->reply = [](const Answer&) {};
  return call;
}

}  // namespace

TEST_CASE("workers: what appends never waits for what reads, however much that is and whoever is gone",
          "[api][workers]") {
  std::atomic<bool> is_held{true};
  std::atomic<int> reading{0};
  std::atomic<int> read{0};
  std::atomic<int> appended{0};
  Workers workers(3, 10);
  const auto read_long = [&](Call&) {
    ++reading;
    while (is_held) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    --reading;
    ++read;
  };
  for (int i = 0; i < 3; ++i) {
    Call::later(call_with(Method::get, workers), read_long);
    Call::later(call_with(Method::head, workers), read_long);
  }
  REQUIRE(becomes([&] { return reading == 2; }));
  for (int i = 0; i < 5; ++i) Call::later(call_with(Method::post, workers), [&](Call&) { ++appended; });
  CHECK(becomes([&] { return appended == 5; }));
  CHECK(reading == 2);
  CHECK(workers.waiting() == 4);
  is_held = false;
  CHECK(becomes([&] { return read == 6; }));
}

TEST_CASE("workers: one thread alone does both, and too many of one kind turn away no other", "[api][workers]") {
  std::atomic<bool> is_held{true};
  std::atomic<bool> is_begun{false};
  std::atomic<int> done{0};
  Workers workers(1, 2);
  REQUIRE(workers.post_read([&] {
    is_begun = true;
    while (is_held) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }));
  REQUIRE(becomes([&] { return is_begun.load(); }));
  for (int i = 0; i < 2; ++i) CHECK(workers.post_read([&] { ++done; }));
  CHECK_FALSE(workers.post_read([&] { ++done; }));
  CHECK(workers.post([&] { ++done; }));
  is_held = false;
  CHECK(becomes([&] { return done == 3; }));
}
