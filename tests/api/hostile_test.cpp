// Requests that nobody would send, by the thousand: heads, paths, queries, cursors, tokens, signatures and bodies that
// were right once, with bytes changed, cut, doubled and mixed. Seeded; JEJAK_HOSTILE_REQUESTS=N asks for more of them,
// JEJAK_HOSTILE_SEED=N for others.
#include "tests/api/serving.hpp"

#include <boost/json.hpp>

#include <array>
#include <condition_variable>
#include <cstdlib>
#include <random>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::array dictionary = {
    "%00",
    "%2e%2e",
    "..",
    "//",
    "&",
    "=",
    "?",
    "as_of=",
    "on=2020-02-30",
    "limit=18446744073709551616",
    "cursor=",
    "fields=",
    "after=-1",
    "{\"",
    "}",
    "[[[[[[[[[[[[[[[[",
    "\"at\":\"",
    "\\u0000",
    "\\ud800",
    "null",
    "1e999",
    "-0",
    "Bearer ",
    "sig1=:",
    "created=",
    ";keyid=\"",
    "\r\n",
    "\n",
    "\t",
    "\x80\xff",
    "18446744073709551615",
    "0",
    "9223372036854775808",
    "case-",
    "E_OUT_OF_ORDER",
    "wait=published",
    "type=",
    "agency=prov:64",
    "\"signatures\":[",
    "eyJhbGciOiJFZERTQSJ9.",
    "A",
    "\xf0\x9f\x98\x80",
    "true",
    "\"credit\":",
    "GET",
    "W/\"",
};

Request request(Method method, std::string target, std::string body = {}, Headers headers = {}) {
  Request out;
  out.method = method;
  out.target = std::move(target);
  out.headers = std::move(headers);
  out.body = std::move(body);
  out.peer = "192.0.2.1";
  out.trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  return out;
}

std::vector<Request> sound_requests(Serving& serving) {
  const Headers json{{"content-type", "application/json"}};
  const Headers lines{{"content-type", "application/x-ndjson"}};
  const Headers csv{{"accept", "text/csv"}, {"accept-language", "id"}};
  const Headers token{
      {"authorization",
       "Bearer eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhYiIsImF1ZCI6ImEiLCJpYXQiOjEsImV4cCI6Miwi"
       "anRpIjoiMSJ9.c2lnbmF0dXJl"}};
  const Headers signature{
      {"signature-input",
       "sig1=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\");created=1700000000;"
       "keyid=\"ab\";alg=\"ed25519\";nonce=\"n\";tag=\"jejak:simulated.jejak.example/tiny\""},
      {"signature", "sig1=:AAAA:"},
      {"content-digest", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"}};
  const std::string event = serving.next_line();
  std::vector<Request> out = {
      request(Method::get, "/v1/status"),
      request(Method::get, "/checkpoint"),
      request(Method::get, "/tile/0/000"),
      request(Method::get, "/tile/entries/000"),
      request(Method::get, "/tile/0/001.p/7"),
      request(Method::get, "/v1/events?after=10&limit=5&type=CaseOpened"),
      request(Method::get, "/v1/events/5"),
      request(Method::get, "/v1/events/5/proof?size=100"),
      request(Method::get, "/v1/consistency?from=1&to=90"),
      request(Method::get, "/v1/cases?agency=kota:63.72&limit=3&fields=case,state"),
      request(Method::get, "/v1/cases/case-2020-001?as_of=300&on=2020-07-20"),
      request(Method::get, "/v1/tallies?by=district,month&where=rank=ADMINISTRATOR&times=true", {}, csv),
      request(Method::get, "/v1/deadlines?of=prov:64&overdue=true", {}, csv),
      request(Method::get, "/v1/windows?region=prov:64&on=2020-07-20"),
      request(Method::get, "/v1/offices?limit=2"),
      request(Method::get, "/v1/approvals?state=granted"),
      request(Method::get, "/v1/refusals?code=E_OUT_OF_ORDER"),
      request(Method::get, "/v1/findings?agency=prov:64", {}, token),
      request(Method::get, "/v1/cases", {}, signature),
      request(Method::get, "/v1/events?after=3", {}, {{"accept", "text/event-stream"}, {"last-event-id", "3"}}),
      request(Method::put, "/v1/subscriptions/a", R"({"filter":"type=CaseOpened","start":0,"retry_delay_ms":1})", json),
      request(Method::get, "/v1/subscriptions/a/parked"),
      request(Method::get, "/v1/subscriptions"),
      request(Method::post, "/v1/webhooks", R"({"url":"http://127.0.0.1/x","filter":"type=CaseOpened"})", json),
      request(Method::post, "/v1/events", event, json),
      request(Method::post, "/v1/events", event + event, lines),
      request(Method::post, "/v1/events:dry-run", event, json),
      request(Method::post, "/v1/events:prepare",
              R"({"id":"0192b717-71e0-7277-add2-ab703d2621a6","type":"CaseOpened"})", json),
      request(Method::get, "/readyz/disk?verbose"),
      request(Method::get, "/metrics"),
      request(Method::get, "/problems/malformed"),
      request(Method::get, "/openapi.json"),
  };
  const auto bundle = serving.get("/tile/entries/000");
  REQUIRE(bundle.status == 200);
  out.push_back(request(Method::post, "/v1/events", bundle.body.substr(2, 900),
                        {{"content-type", "application/vnd.jejak.envelope"}}));
  return out;
}

class Spoiler {
 public:
  explicit Spoiler(std::uint64_t seed) : chance_(seed) {}

  std::size_t below(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(chance_() % n); }

  void spoil(std::string& text) {
    for (std::size_t times = 1 + below(3); times > 0; --times) {
      const std::size_t at = below(text.size() + 1);
      switch (below(6)) {
        case 0:
          if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
          break;
        case 1: text.insert(at, dictionary[below(dictionary.size())]); break;
        case 2: text.erase(at, 1 + below(20)); break;
        case 3: text.insert(at, text.substr(below(text.size() + 1), 1 + below(200))); break;
        case 4: text.resize(at); break;
        default: text.insert(at, 1, static_cast<char>(below(256))); break;
      }
    }
  }

  Request spoilt(const std::vector<Request>& sound) {
    Request out = sound[below(sound.size())];
    const Request& other = sound[below(sound.size())];
    switch (below(8)) {
      case 0: out.headers.insert(out.headers.end(), other.headers.begin(), other.headers.end()); break;
      case 1: out.body = other.body; break;
      case 2: out.method = other.method; break;
      case 3:
      case 4:
        if (!out.headers.empty()) spoil(out.headers[below(out.headers.size())].second);
        break;
      case 5: spoil(out.body); break;
      default: spoil(out.target); break;
    }
    if (below(4) == 0) spoil(out.body);
    return out;
  }

 private:
  std::mt19937_64 chance_;
};

// Answers come on any thread, each exactly once.
struct Answers {
  std::mutex mutex;
  std::condition_variable came;
  std::vector<unsigned> times;  // of each request
  std::vector<std::string> wrong;
  std::size_t open = 0;
  std::size_t refused = 0;
};

void take(Answers& answers, std::size_t number, const Answer& answer) {
  if (answer.live) answer.live->ended();
  std::string wrong;
  if (answer.status < 200 || answer.status > 599 || answer.status == 500) wrong = std::to_string(answer.status);
  if (answer.status >= 400 && answer.status != 503 && answer.content_type == "application/problem+json") {
    boost::system::error_code failure;
    boost::json::parse(*answer.body, failure);
    if (failure) wrong = "no JSON: " + *answer.body;
  }
  const std::lock_guard lock(answers.mutex);
  if (++answers.times[number] == 1) --answers.open;
  if (!wrong.empty()) answers.wrong.push_back("request " + std::to_string(number) + ": " + wrong);
  if (answer.status >= 400) ++answers.refused;
  answers.came.notify_all();
}

}  // namespace

TEST_CASE("hostile: whatever is asked is answered once, never with an error of ours, and the log stays whole",
          "[api][hostile]") {
  Serving::Options options;
  options.recorded = 300;
  Serving serving(options);
  const auto sound = sound_requests(serving);
  const char* wish = std::getenv("JEJAK_HOSTILE_REQUESTS");
  const std::size_t count = wish != nullptr ? std::stoul(wish) : 3'000;
  const char* seed = std::getenv("JEJAK_HOSTILE_SEED");
  Spoiler spoiler(seed != nullptr ? std::stoul(seed) : 1);
  Answers answers;
  answers.times.resize(count);
  std::vector<std::string> asked(count);
  for (std::size_t i = 0; i < count; ++i) {
    {
      std::unique_lock lock(answers.mutex);
      // Long polls may wait; others are not held up by them.
      answers.came.wait_for(lock, std::chrono::seconds{5}, [&answers] { return answers.open < 64; });
      ++answers.open;
    }
    auto spoilt = std::make_shared<Request>(spoiler.spoilt(sound));
    asked[i] = std::string(name(spoilt->method)) + " " + spoilt->target + "\n" + spoilt->body.substr(0, 200);
    serving.application().answer(spoilt, [&answers, i](const Answer& answer) { take(answers, i, answer); });
  }
  {
    std::unique_lock lock(answers.mutex);
    CHECK(answers.came.wait_for(lock, std::chrono::seconds{60}, [&answers] { return answers.open == 0; }));
    for (const std::string& wrong : answers.wrong) {
      INFO(wrong << "\n" << asked[std::stoul(wrong.substr(8))]);
      CHECK(false);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (answers.times[i] == 1) continue;
      INFO(asked[i]);
      CHECK(answers.times[i] == 1);
    }
    CHECK(answers.refused > count / 3);
    CHECK(answers.refused < count);
  }
  CHECK(serving.get("/livez").status == 200);
  CHECK(serving.get("/readyz").status == 200);
  serving.stop();
}
