#include "api/quota.hpp"

#include "api/problem.hpp"
#include "tests/api/serving.hpp"

using namespace jejak;
using namespace jejak::test;
using namespace std::chrono_literals;

namespace {

std::string header(const Answer& answer, std::string_view name) {
  for (const auto& [each, value] : answer.headers) {
    if (each == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("quota: a rate is a number of requests and of seconds, both within bounds", "[api][quota]") {
  CHECK(parse_rate("100/60")->requests == 100);
  CHECK(parse_rate("100/60")->seconds == 60);
  for (const char* wrong : {"", "100", "/60", "100/", "0/60", "100/0", "-1/60", "100/60s", "1000001/1", "1/86401"}) {
    INFO(wrong);
    CHECK_FALSE(parse_rate(wrong));
  }
}

TEST_CASE("quota: nobody gets more than the bucket and what has flowed into it since", "[api][quota]") {
  Quota quota({10, 60});
  const auto begin = Quota::Time{} + 24h;
  for (unsigned i = 0; i < 10; ++i) {
    const auto verdict = quota.take("a", begin);
    CHECK(verdict.is_granted);
    CHECK(verdict.left == 9 - i);
  }
  const auto no = quota.take("a", begin);
  CHECK_FALSE(no.is_granted);
  CHECK(no.left == 0);
  CHECK(no.next_seconds == 6);
  CHECK(quota.take("b", begin).is_granted);  // another's bucket is full
  CHECK_FALSE(quota.take("a", begin + 5s).is_granted);
  CHECK(quota.take("a", begin + 6s).is_granted);
  CHECK_FALSE(quota.take("a", begin + 6s).is_granted);
  CHECK_FALSE(quota.take("a", begin).is_granted);  // a clock read late on another thread gives nothing back
  std::size_t granted = 0;
  for (auto now = begin + 6s; now < begin + 606s; now += 500ms) granted += quota.take("a", now).is_granted ? 1 : 0;
  CHECK(granted >= 99);
  CHECK(granted <= 101);
}

TEST_CASE("quota: memory is bounded, and the silent are forgotten first", "[api][quota]") {
  Quota quota({2, 10}, 100);
  const auto begin = Quota::Time{} + 24h;
  quota.take("busy", begin);
  quota.take("busy", begin);
  for (int i = 0; i < 10'000; ++i) {
    quota.take(std::to_string(i), begin);
    CHECK_FALSE(quota.take("busy", begin).is_granted);
  }
  CHECK(quota.owners() == 100);
  quota.take("later", begin + 10s);
  CHECK(quota.owners() == 1);
}

TEST_CASE("quota: an owner is a key, an address, or a network of IPv6", "[api][quota]") {
  CHECK(quota_owner(PublicKey{1}, "192.0.2.1") == quota_owner(PublicKey{1}, "192.0.2.2"));
  CHECK(quota_owner(PublicKey{1}, "192.0.2.1") != quota_owner(PublicKey{2}, "192.0.2.1"));
  CHECK(quota_owner({}, "192.0.2.1") != quota_owner({}, "192.0.2.2"));
  CHECK(quota_owner({}, "[2001:db8::1]") == quota_owner({}, "[2001:db8::ffff:1]"));
  CHECK(quota_owner({}, "[2001:db8::1]") != quota_owner({}, "[2001:db8:0:1::1]"));
  CHECK(quota_owner({}, "[::ffff:192.0.2.1]") != quota_owner({}, "[::ffff:192.0.2.2]"));
  CHECK(quota_owner({}, "").empty());
}

TEST_CASE("quota: a refusal says which policy, what is left and when to come again", "[api][quota]") {
  Quota quota({1, 30});
  quota.take("a", Quota::Time{} + 24h);
  const auto no = quota.take("a", Quota::Time{} + 24h);
  const Answer answer = quota.refusal(no);
  CHECK(answer.status == 429);
  CHECK(header(answer, "Retry-After") == "30");
  CHECK(quota.policy() == "\"default\";q=1;w=30");
  CHECK(Quota::state(no) == "\"default\";r=0;t=30");
  CHECK(answer.body->find("\"violated-policies\":[\"default\"]") != std::string::npos);
  CHECK(answer.body->find("\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\"") !=
        std::string::npos);
}

TEST_CASE("quota: the service answers 429 to whoever asks too often, and goes on with its health", "[api][quota]") {
  Serving::Options options;
  options.rate = QuotaRule{3, 3'600};
  Serving serving(options);
  for (int i = 0; i < 3; ++i) {
    const auto answer = serving.get("/v1/status");
    CHECK(answer.status == 200);
    CHECK(answer.header("ratelimit-policy") == "\"default\";q=3;w=3600");
    CHECK(answer.header("ratelimit").starts_with("\"default\";r=" + std::to_string(2 - i) + ";t="));
  }
  const auto no = serving.get("/checkpoint");
  CHECK(no.status == 429);
  CHECK(no.header("content-type") == "application/problem+json");
  CHECK(no.header("ratelimit").starts_with("\"default\";r=0;t="));
  CHECK(std::stoul(no.header("retry-after")) > 0);
  // Whoever brings a false token has used up its address' requests with it.
  CHECK(serving.get("/v1/status", "Authorization: Bearer x.y.z\r\n").status == 429);
  CHECK(serving.get("/livez").status == 200);
  CHECK(serving.get("/readyz").status == 200);
  CHECK(serving.get("/metrics").body.find("jejak_quota_refusals_total 2") != std::string::npos);
}
