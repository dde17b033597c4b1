// Who may follow what, and whose a subscription or a webhook is: asked at the beginning, and again while it goes on.
#include "api/following.hpp"

#include "tests/api/serving.hpp"
#include "tests/api/socket.hpp"

#include <boost/json.hpp>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr const char* office = "PPK_ASN@prov:64";
constexpr std::size_t before_its_rotation = 1'000;

Serving::Options shut(std::size_t recorded = before_its_rotation) {
  Serving::Options options;
  options.is_public = false;
  options.recorded = recorded;
  options.webhook_networks = {"127.0.0.0/8"};
  return options;
}

boost::json::object object_of(const std::string& text) {
  return boost::json::parse(text).as_object();
}

std::string webhook(const std::string& filter) {
  return "{\"url\":\"http://127.0.0.1:9/hook\",\"filter\":\"" + filter + "\"}";
}

}  // namespace

TEST_CASE("following: nobody is let follow beyond the agencies of the own scope", "[api][following]") {
  Serving serving(shut());
  const std::string token = bearer(key_of(serving, office));
  for (const std::string& filter : {std::string("agency=prov:63"), std::string("type=CaseOpened"), std::string(),
                                    std::string("agency=prov:64,prov:63")}) {
    INFO(filter);
    CHECK(serving.get("/v1/events" + (filter.empty() ? "" : "?" + filter), token).status == 403);
    CHECK(serving.put("/v1/subscriptions/a", "{\"filter\":\"" + filter + "\"}", token).status == 403);
    CHECK(serving.post("/v1/webhooks", "application/json", webhook(filter), token).status == 403);
  }
  CHECK(serving.get("/v1/events?agency=prov:64&limit=1", token).status == 200);
  CHECK(serving.put("/v1/subscriptions/a", R"({"filter":"agency=prov:64"})", token).status == 200);
  CHECK(serving.post("/v1/webhooks", "application/json", webhook("agency=prov:64"), token).status == 201);
}

TEST_CASE("following: a word that is no filter is refused instead of letting everything pass", "[api][following]") {
  Serving serving;
  for (const char* query : {"agncy=prov:64", "as_of=10", "nonsense=1"}) {
    INFO(query);
    const auto got = serving.get(std::string("/v1/events?") + query);
    CHECK(got.status == 400);
    CHECK(got.body.find("is none of type, agency") != std::string::npos);
  }
}

TEST_CASE("following: what an office set up is its own, on a public ledger too", "[api][following]") {
  Serving::Options options;
  options.recorded = before_its_rotation;
  Serving serving(options);
  const std::string token = bearer(key_of(serving, office));
  const std::string stranger = bearer(key_of(serving, "PPK_ASN@prov:63"));
  REQUIRE(serving.put("/v1/subscriptions/own", R"({"start":0})", token).status == 200);
  for (const std::string& other : {std::string(), stranger}) {
    INFO(other);
    CHECK(serving.get("/v1/subscriptions/own", other).status == 404);
    CHECK(serving.put("/v1/subscriptions/own", R"({"start":0})", other).status == 409);
    Wire wire(serving.port());
    wire.send("DELETE /v1/subscriptions/own HTTP/1.1\r\nHost: l\r\n" + other + "\r\n");
    CHECK(wire.answer().status == 404);
  }
  CHECK(serving.get("/v1/subscriptions/own", token).status == 200);
  CHECK(serving.post("/v1/webhooks", "application/json", R"({"url":"https://example.com/x"})").status == 401);
  CHECK(serving.put("/v1/subscriptions/everybodys", R"({"start":0})").status == 200);
  CHECK(serving.get("/v1/subscriptions/everybodys", stranger).status == 200);
}

TEST_CASE("following: a key that was rotated follows no more, and its office keeps what it set up",
          "[api][following]") {
  Serving serving(shut());
  const std::string terms = R"({"filter":"agency=prov:64","start":0,"attempts_max":1})";
  const std::string old_key = bearer(key_of(serving, office));
  REQUIRE(serving.put("/v1/subscriptions/ours", terms, old_key).status == 200);
  const auto made = serving.post("/v1/webhooks", "application/json", webhook("agency=prov:64"), old_key);
  REQUIRE(made.status == 201);
  const std::string hook = "/v1/webhooks/" + std::string(object_of(made.body)["id"].as_string());
  Wire stream(serving.port());
  stream.send("GET /v1/events?agency=prov:64 HTTP/1.1\r\nHost: l\r\nAccept: text/event-stream\r\n" + old_key + "\r\n");
  stream.until("retry: 3000");
  SocketClient socket(serving.port(), "/v1/subscriptions/ours/stream",
                      old_key.substr(old_key.find(' ') + 1, old_key.size() - old_key.find(' ') - 3));
  socket.read();

  serving.record(1);  // the rotation
  CHECK(becomes([&] { return serving.get("/v1/subscriptions/ours", old_key).status == 401; }));
  serving.record(120);
  const std::string left = stream.rest();
  CHECK(left.ends_with("\r\n0\r\n\r\n"));  // the last chunk
  const auto last = left.rfind("\nevent: ");
  CHECK((last == std::string::npos || left.substr(last).find("SigningKeyRotated") != std::string::npos));
  socket.say(R"({"credit":10})");
  CHECK(socket.close_code() == 1008);

  const std::string new_key = bearer(key_of(serving, office, 2));
  const auto ours = serving.get("/v1/subscriptions/ours", new_key);
  REQUIRE(ours.status == 200);
  CHECK(object_of(ours.body)["parked"] == 0);  // what it was not given any more was no attempt
  CHECK(serving.put("/v1/subscriptions/ours", terms, new_key).status == 200);
  CHECK(becomes([&] { return object_of(serving.get(hook, new_key).body)["enabled"] == false; }));
  CHECK(serving.get(hook, new_key).body.find("E_KEY_REVOKED") != std::string::npos);
  CHECK(object_of(serving.post(hook + "/enable", "application/json", "", new_key).body)["enabled"] == true);
  std::this_thread::sleep_for(std::chrono::milliseconds{2'500});
  CHECK(object_of(serving.get(hook, new_key).body)["enabled"] == true);
}

TEST_CASE("following: a registry that cannot be read is no final no", "[api][following]") {
  CHECK(may_of(Outcome()) == May::yes);
  for (const Errc code : {Errc::permission, Errc::unknown_key}) CHECK(may_of(Error{code, ""}) == May::no);
  for (const Errc code : {Errc::corrupt, Errc::disk, Errc::overloaded}) CHECK(may_of(Error{code, ""}) == May::unknown);
}

TEST_CASE("following: a long poll that waits while its key is rotated is told nothing of what came",
          "[api][following]") {
  Serving serving(shut());
  const std::string after = std::to_string(serving.host().published()->size().value - 1);
  Wire waiting(serving.port());
  waiting.send("GET /v1/events?agency=prov:64&after=" + after + " HTTP/1.1\r\nHost: l\r\nPrefer: wait=5\r\n" +
               bearer(key_of(serving, office)) + "\r\n");
  REQUIRE(becomes([&] { return serving.figure("jejak_live_readers") == 1; }));
  std::this_thread::sleep_for(std::chrono::milliseconds{1'100});  // so long a key may read on
  serving.record(1);                                              // the rotation
  const auto got = waiting.answer();
  CHECK(got.status == 403);
  CHECK(got.body.find("\"specversion\"") == std::string::npos);
}

TEST_CASE("following: whoever consumed a subscription that was removed has nothing to do with the next of its name",
          "[api][following]") {
  Serving serving;
  const std::string terms = R"({"filter":"type=CaseOpened","start":0,"attempts_max":2})";
  REQUIRE(serving.put("/v1/subscriptions/again", terms).status == 200);
  SocketClient before(serving.port(), "/v1/subscriptions/again/stream");
  before.read();
  Wire wire(serving.port());
  wire.send("DELETE /v1/subscriptions/again HTTP/1.1\r\nHost: l\r\n\r\n");
  REQUIRE(wire.answer().status == 200);
  REQUIRE(serving.put("/v1/subscriptions/again", terms).status == 200);
  SocketClient after(serving.port(), "/v1/subscriptions/again/stream");
  after.read();
  CHECK(before.close_code() == 1008);
  after.say(R"({"credit":3})");
  for (int i = 0; i < 3; ++i) CHECK(object_of(after.read()).contains("event"));
}
