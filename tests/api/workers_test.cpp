// The threads for what takes longer than a moment.
#include "tests/api/serving.hpp"

#include <algorithm>
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

TEST_CASE("workers: however many who follow come at once, they leave room and threads to whoever asks",
          "[api][workers]") {
  std::atomic<bool> is_held{true};
  std::atomic<bool> is_begun{false};
  std::vector<std::string> order;  // of the one thread
  std::atomic<int> done{0};
  Workers workers(1, 8);
  REQUIRE(workers.post_read([&] {
    is_begun = true;
    while (is_held) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }));
  REQUIRE(becomes([&] { return is_begun.load(); }));
  const auto note = [&](const char* kind) {
    order.emplace_back(kind);
    ++done;
  };
  for (int i = 0; i < 4; ++i) CHECK(workers.post_read([&] { note("live"); }, ReadKind::live));
  CHECK_FALSE(workers.post_read([&] { note("live"); }, ReadKind::live));
  for (int i = 0; i < 2; ++i) CHECK(workers.post_read([&] { note("answer"); }));
  is_held = false;
  REQUIRE(becomes([&] { return done == 6; }));
  CHECK(order == std::vector<std::string>{"live", "answer", "live", "answer", "live", "live"});
}

TEST_CASE("workers: one walk at a time, and what else is read goes on beside it", "[api][workers]") {
  std::atomic<bool> is_held{true};
  std::atomic<int> walking{0};
  std::atomic<int> walking_most{0};
  std::atomic<int> walked{0};
  std::atomic<int> answered{0};
  Workers workers(4, 32);
  const auto walk = [&](Call&) {
    walking_most = std::max(walking_most.load(), ++walking);
    while (is_held) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    --walking;
    ++walked;
  };
  Call::later(call_with(Method::get, workers), walk, ReadKind::walk);
  REQUIRE(becomes([&] { return walking == 1; }));
  for (int i = 0; i < 2; ++i) Call::later(call_with(Method::get, workers), walk, ReadKind::walk);
  Answer refused;
  const auto one_more = call_with(Method::get, workers);
  one_more->reply = [&](Answer answer) { refused = std::move(answer); };
  Call::later(one_more, walk, ReadKind::walk);
  CHECK(refused.status == 503);
  CHECK(refused.body->find("/problems/overloaded") != std::string::npos);
  const bool says_when = std::any_of(refused.headers.begin(), refused.headers.end(),
                                     [](const auto& header) { return header.first == "Retry-After"; });
  CHECK(says_when);
  for (int i = 0; i < 20; ++i) Call::later(call_with(Method::get, workers), [&](Call&) { ++answered; });
  CHECK(becomes([&] { return answered == 20; }));
  CHECK(walking == 1);
  is_held = false;
  CHECK(becomes([&] { return walked == 3; }));
  CHECK(walking_most == 1);
}
