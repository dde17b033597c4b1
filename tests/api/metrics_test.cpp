// What the service counts, as Prometheus reads it.
#include "tests/api/serving.hpp"

#include <map>
#include <set>

using namespace jejak;
using namespace jejak::test;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = text.find('\n', at);
    REQUIRE(end != std::string::npos);  // also the last line ends
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// "jejak_x_bucket{…} 1" belongs to the family jejak_x if that is a histogram.
std::string family_of(const std::string& sample, const std::map<std::string, std::string>& types) {
  std::string name = sample.substr(0, sample.find_first_of("{ "));
  for (const char* suffix : {"_bucket", "_sum", "_count"}) {
    const std::string base = name.ends_with(suffix) ? name.substr(0, name.size() - std::string(suffix).size()) : "";
    if (const auto found = types.find(base); found != types.end() && found->second == "histogram") return base;
  }
  return name;
}

std::string sample(const std::string& text, const std::string& name, const std::string& labels = {}) {
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with(name + "{") || line.starts_with(name + " ")) {
      if (line.find(labels) != std::string::npos) return line.substr(line.rfind(' ') + 1);
    }
  }
  return "-";
}

}  // namespace

TEST_CASE("metrics: every family is introduced once, before its samples, and what operators expect is there",
          "[api][metrics]") {
  Serving serving;
  CHECK(serving.get("/v1/status").status == 200);
  const auto got = serving.get("/metrics");
  CHECK(got.header("content-type") == "text/plain; version=0.0.4; charset=utf-8");
  std::map<std::string, std::string> types;
  std::string last;
  std::set<std::string> ended;
  for (const std::string& line : lines_of(got.body)) {
    INFO(line);
    if (line.starts_with("# HELP ")) continue;
    if (line.starts_with("# TYPE ")) {
      const auto space = line.find(' ', 7);
      CHECK(types.emplace(line.substr(7, space - 7), line.substr(space + 1)).second);
      continue;
    }
    const std::string family = family_of(line, types);
    CHECK(types.count(family) == 1);
    if (family != last) {
      CHECK(ended.insert(last).second);
      CHECK(ended.count(family) == 0);
    }
    last = family;
  }
  for (const char* name :
       {"jejak_appends_total", "jejak_append_duration_seconds", "jejak_wal_sync_duration_seconds",
        "jejak_head_position", "jejak_projection_position", "jejak_projection_lag_events",
        "jejak_projection_lag_seconds", "jejak_subscription_lag_events",
        "jejak_subscription_last_ack_timestamp_seconds", "jejak_parked_events", "jejak_webhook_attempts_total",
        "jejak_checkpoint_timestamp_seconds", "jejak_verify_result", "jejak_disk_free_bytes"}) {
    INFO(name);
    CHECK(types.count(name) == 1);
  }
}

TEST_CASE("metrics: appends are counted by what became of them", "[api][metrics]") {
  Serving::Options options;
  options.recorded = 100;
  Serving serving(options);
  const std::string line = serving.next_line();
  CHECK(serving.post("/v1/events", "application/json", line).status == 201);
  CHECK(serving.post("/v1/events", "application/json", line).status == 200);
  CHECK(serving.post("/v1/events", "application/x-ndjson", line).status == 200);
  std::string stranger = serving.next_line();
  const auto signature = stranger.rfind("\"signature\":\"") + 13;
  stranger[signature] = stranger[signature] == 'A' ? 'B' : 'A';
  CHECK(serving.post("/v1/events", "application/json", stranger).status >= 400);
  const std::string body = serving.get("/metrics").body;
  CHECK(sample(body, "jejak_appends_total", "result=\"admitted\"") == "1");
  CHECK(sample(body, "jejak_appends_total", "result=\"repeated\"") == "2");
  CHECK(sample(body, "jejak_appends_total", "result=\"turned_away\"") == "1");
  CHECK(sample(body, "jejak_append_duration_seconds_count") == "3");
  CHECK(sample(body, "jejak_wal_sync_duration_seconds_count") == "101");  // each of the 100 before and the one admitted
  CHECK(sample(body, "jejak_verify_result") == "1");
  CHECK(sample(body, "jejak_head_position") == "102");
}

TEST_CASE("metrics: a subscription that nobody reads falls behind, and that can be seen", "[api][metrics]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/behind", R"({"filter":"type=CaseOpened","start":0})").status == 200);
  std::string lag = "-";
  for (int i = 0; i < 100 && lag == "-"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    lag = sample(serving.get("/metrics").body, "jejak_subscription_lag_events", "subscription=\"behind\"");
  }
  REQUIRE(lag != "-");
  CHECK(std::stoull(lag) > 0);
  const std::string body = serving.get("/metrics").body;
  CHECK(sample(body, "jejak_parked_events", "subscription=\"behind\"") == "0");
  CHECK(sample(body, "jejak_subscription_last_ack_timestamp_seconds", "subscription=\"behind\"") == "0");
}
