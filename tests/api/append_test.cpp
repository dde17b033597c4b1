// Appending over HTTP: what is recorded is answered like the ledger answers, what is not is told why.
#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "ledger/rules/catalogue.hpp"
#include "tests/api/serving.hpp"

#include <boost/json.hpp>

#include <algorithm>

using namespace jejak;
using namespace jejak::test;

namespace {

boost::json::object object_of(const std::string& text) {
  return boost::json::parse(text).as_object();
}

std::string without_time(std::string line) {
  const auto at = line.find("\"at\":\"");
  return line.erase(at, line.find(',', at) + 1 - at);
}

// An envelope as a line that claims to come when everybody has retired.
std::string late_line(const Envelope& envelope) {
  const auto event = decode(envelope.event).value();
  return "{\"at\":\"2060-01-01T00:00:00Z\"," + to_json(envelope, event, catalogue()).substr(1) + "\n";
}

// The last recorded event that its office alone signed, with its first key, against the very head of its stream.
Event exact_by_office(const Serving& serving) {
  const auto& plan = serving.plan();
  for (std::size_t i = serving.recorded(); i-- > 0;) {
    const auto envelope = decode_envelope(plan.events[i].envelope).value();
    const auto event = decode(envelope.event).value();
    if (plan.events[i].verdict.code != RefusalCode::none || envelope.signatures.size() != 1) continue;
    if (catalogue().row(event.type)->concurrency != Concurrency::exact) continue;
    const auto key = std::find_if(plan.keys.begin(), plan.keys.end(),
                                  [&](const DemoKey& each) { return each.name == event.office + "#1"; });
    if (key == plan.keys.end()) continue;
    if (parse_signer(key->skey).value().key.public_key() == envelope.signatures.front().key) return event;
  }
  FAIL("no office has signed such an event");
  return {};
}

// Sends an event of that office with its signature.
Received send_signed(const Serving& serving, const Event& event, const std::string& headers = {}) {
  Envelope envelope;
  envelope.event = encode(event).value();
  REQUIRE(sign(envelope, key_of(serving, event.office)));
  return serving.post("/v1/events", "application/vnd.jejak.envelope", text(encode(envelope).value()), headers);
}

std::vector<boost::json::object> lines_of(const std::string& text) {
  std::vector<boost::json::object> out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = text.find('\n', at);
    out.push_back(object_of(text.substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("append: an event in JSON gets its place, and asking again the same answer for ever", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  const std::string line = serving.next_line();
  const auto first = serving.post("/v1/events", "application/json", line);
  INFO(first.body);
  REQUIRE(first.status == 201);
  auto placed = object_of(first.body);
  CHECK(placed["verdict"] == "ADMITTED");
  CHECK(placed["state"] == "sequenced");
  CHECK(placed["repeated"] == false);
  const std::string position = std::to_string(placed["position"].to_number<std::uint64_t>());
  CHECK(first.header("location") == "/v1/events/" + position + "/proof");
  REQUIRE(serving.post("/v1/events?wait=published", "application/json", line).status == 200);
  CHECK(serving.get(first.header("location")).status == 200);
  const auto again = serving.post("/v1/events", "application/json", without_time(line));
  REQUIRE(again.status == 200);
  auto same = object_of(again.body);
  CHECK(same["repeated"] == true);
  CHECK(same["position"] == placed["position"]);
  CHECK(same["leaf"] == placed["leaf"]);
}

TEST_CASE("append: the same bytes as Cap'n Proto and as JSON are one event", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  const Bytes envelope = serving.plan().events[20].envelope;
  const auto first = serving.post("/v1/events", "application/json", serving.next_line());
  REQUIRE(first.status == 201);
  const auto again = serving.post("/v1/events", "application/vnd.jejak.envelope", text(envelope));
  CHECK(again.status == 200);
  CHECK(object_of(again.body)["position"] == object_of(first.body)["position"]);
}

TEST_CASE("append: who waits for the checkpoint gets a proof that holds", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  const auto got = serving.post("/v1/events?wait=published", "application/json", serving.next_line());
  REQUIRE(got.status == 201);
  auto receipt = object_of(got.body);
  CHECK(receipt["state"] == "published");
  const auto proof = parse_proof_file(receipt["proof"].as_string());
  REQUIRE(proof.has_value());
  const auto leaf = from_base64(receipt["leaf"].as_string());
  const auto policy = parse_policy(serving.plan().policy);
  CHECK(verify(*proof, Hash{*to_array<32>(*leaf)}, *policy).has_value());
  CHECK(serving.post("/v1/events?wait=witnessed", "application/json", serving.next_line()).status == 501);
}

TEST_CASE("append: a batch is judged in its order, one answer a line, refusals among them", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  std::string batch;
  std::vector<const PlannedEvent*> sent;
  while (sent.size() < 200) {
    sent.push_back(&serving.plan().events[serving.recorded()]);
    batch += serving.next_line();
    if (!sent.back()->recorded) sent.pop_back(), batch.erase(batch.rfind('\n', batch.size() - 2) + 1);
  }
  const auto got = serving.post("/v1/events?wait=published", "application/x-ndjson", batch);
  REQUIRE(got.status == 200);
  const auto lines = lines_of(got.body);
  REQUIRE(lines.size() == sent.size());
  std::uint64_t position = 0;
  for (const auto& line : lines) {
    INFO(boost::json::serialize(line));
    REQUIRE(line.contains("position"));
    const auto at = line.at("position").to_number<std::uint64_t>();
    CHECK(at > position);
    position = at;
    CHECK(line.at("state") == "published");
  }
}

TEST_CASE("append: after the first line that is not recorded no other is judged", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  const std::string first = serving.next_line();
  std::string broken = serving.next_line();
  broken[broken.size() / 2] ^= 1;
  const std::string last = serving.next_line();
  const auto got = serving.post("/v1/events", "application/x-ndjson", first + broken + last);
  REQUIRE(got.status == 200);
  const auto lines = lines_of(got.body);
  CHECK(lines.front().contains("position"));
  CHECK_FALSE(lines.back().contains("position"));
  CHECK(lines[1].contains("detail"));
}

TEST_CASE("append: a line that was not judged names the first that was not recorded", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  Envelope envelope = decode_envelope(serving.plan().events[20].envelope).value();
  envelope.signatures.clear();
  REQUIRE(sign(envelope, SigningKey::generate()));
  std::string batch = "\n";
  for (int i = 0; i < 52; ++i) batch += late_line(envelope);  // each turned away by the writer, did it come to that
  batch += "{\n" + serving.next_line();
  const auto because = [](const boost::json::object& line) {
    const std::string detail(line.at("detail").as_string());
    const auto at = detail.find("because line ");
    return at == std::string::npos ? std::string() : detail.substr(at, detail.find(" was") - at);
  };
  for (int i = 0; i < 50; ++i) {
    const auto lines = lines_of(serving.post("/v1/events", "application/x-ndjson", batch).body);
    REQUIRE(lines.size() == 54);
    CHECK(lines[0].at("status") == 422);
    CHECK(lines[52].at("status") == 400);  // it cannot be read, whatever stands before it
    for (const std::size_t at : {std::size_t{1}, std::size_t{25}, std::size_t{51}, std::size_t{53}}) {
      CHECK(lines[at].at("status") == 409);
      CHECK(because(lines[at]) == "because line 2");
    }
  }
}

TEST_CASE("append: bodies that are no event, and words that say something else, are refused with a reason",
          "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  const std::string line = serving.next_line();
  CHECK(serving.post("/v1/events", "application/json", "").status == 400);
  CHECK(serving.post("/v1/events", "application/json", "{}").status == 400);
  CHECK(serving.post("/v1/events", "application/json", std::string(100'000, '[')).status == 413);
  CHECK(serving.post("/v1/events", "text/plain", line).status == 415);
  CHECK(serving.post("/v1/events?wait=soon", "application/json", line).status == 400);
  CHECK(serving.post("/v1/events", "application/vnd.jejak.envelope", "not an envelope").status == 400);
  CHECK(serving.post("/v1/events", "application/x-ndjson", "\n\n").status == 400);
  const auto match = serving.post("/v1/events", "application/json", line, "If-Match: \"77\"\r\n");
  CHECK(match.status == 412);
  const auto key = serving.post("/v1/events", "application/json", line, "Idempotency-Key: \"other\"\r\n");
  CHECK(key.status == 422);
  // Nothing of all that was recorded, and the event itself still can be.
  CHECK(serving.post("/v1/events", "application/json", line).status == 201);
}

TEST_CASE("append: who sends a signed event does not matter, whatever token is with it", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  options.is_public = false;
  Serving serving(options);
  const std::string false_token = "Authorization: Bearer x.y.z\r\n";
  CHECK(serving.get("/v1/status", false_token).status == 401);
  const std::string line = serving.next_line();
  CHECK(serving.post("/v1/events:dry-run", "application/json", without_time(line), false_token).status == 200);
  CHECK(serving.post("/v1/events", "application/json", line, false_token).status == 201);
  CHECK(serving.post("/v1/events", "application/json", line, bearer(SigningKey::generate())).status == 200);
}

TEST_CASE("append: whoever has not signed with a known key does not learn how far a stream has come", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  options.is_public = false;
  Serving serving(options);
  Envelope badly_signed = decode_envelope(serving.plan().events[20].envelope).value();
  Envelope by_stranger{badly_signed.event, {}};
  badly_signed.signatures.front().bytes.front() ^= 1;
  REQUIRE(sign(by_stranger, SigningKey::generate()));
  for (const Envelope& sent : {badly_signed, by_stranger}) {
    for (const char* header : {"If-Match: \"x\"\r\n", "If-None-Match: *\r\n", ""}) {
      const auto got = serving.post("/v1/events", "application/vnd.jejak.envelope", text(encode(sent).value()), header);
      INFO(got.body);
      CHECK((got.status == 400 || got.status == 412 || got.status == 422));
      CHECK(got.body.find("current_revision") == std::string::npos);
      CHECK(got.body.find("current_etag") == std::string::npos);
    }
  }
}

TEST_CASE("append: an id that is taken and a stream that has gone on are told apart", "[api][append]") {
  Serving::Options options;
  options.recorded = 600;
  Serving serving(options);
  const Event recorded = exact_by_office(serving);
  Event other = recorded;  // the same id, other bytes
  other.legal_bases.push_back("UU5/2014:1");
  const auto taken = send_signed(serving, other);
  INFO(taken.body);
  CHECK(taken.status == 422);
  CHECK(object_of(taken.body)["type"] == "/problems/idempotency-key-reused");
  const auto proof = serving.get("/v1/events/" + print(recorded.id) + "/proof").body;
  const auto position = object_of(taken.body)["position"].to_number<std::uint64_t>();
  CHECK(proof.find("\nindex " + std::to_string(position) + "\n") != std::string::npos);

  Event another = recorded;  // signed against a stream that has gone on since
  another.id.back() ^= 1;
  const auto late = send_signed(serving, another);
  INFO(late.body);
  CHECK(late.status == 409);
  CHECK(object_of(late.body)["type"] == "/problems/wrong-expected-revision");
  const auto revision = object_of(late.body)["current_revision"].to_number<std::uint64_t>();
  CHECK(revision > recorded.revision);
  CHECK(late.body.find(R"("current_etag":"\")" + std::to_string(revision) + R"(\"")") != std::string::npos);
  const auto unmatched = send_signed(serving, another, "If-Match: \"" + std::to_string(recorded.revision) + "\"\r\n");
  CHECK(unmatched.status == 412);
  CHECK(object_of(unmatched.body)["current_revision"] == revision);
}

TEST_CASE("append: an id that is taken within a batch is told as one, and how far a stream has come is not",
          "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  options.is_public = false;
  Serving serving(options);
  const Envelope fresh = decode_envelope(serving.plan().events[serving.recorded()].envelope).value();
  Event other = decode(fresh.event).value();
  other.legal_bases.push_back("UU5/2014:1");
  Envelope by_stranger{encode(other).value(), {}};
  REQUIRE(sign(by_stranger, SigningKey::generate()));
  const std::string batch = serving.next_line() + to_json(by_stranger, other, catalogue()) + "\n";
  const auto lines = lines_of(serving.post("/v1/events", "application/x-ndjson", batch).body);
  REQUIRE(lines.size() == 2);
  INFO(boost::json::serialize(lines[1]));
  CHECK(lines[0].contains("position"));
  CHECK(lines[1].at("type") == "/problems/idempotency-key-reused");
  CHECK_FALSE(lines[1].contains("current_revision"));
}

TEST_CASE("append: a rehearsal says what the law would say and leaves nothing behind", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  const std::string line = serving.next_line();
  const auto before = serving.host().reader().head()->size;
  const auto got = serving.post("/v1/events:dry-run", "application/json", without_time(line));
  REQUIRE(got.status == 200);
  CHECK(object_of(got.body)["dry_run"] == true);
  CHECK(object_of(got.body)["position"] == before.value);
  CHECK(serving.host().reader().head()->size == before);
  const auto recorded = serving.post("/v1/events", "application/json", line);
  REQUIRE(recorded.status == 201);
  const auto again = serving.post("/v1/events:dry-run", "application/json", without_time(line));
  REQUIRE(again.status == 200);
  CHECK(object_of(again.body)["repeated"] == true);
  CHECK(object_of(again.body)["would_be_recorded"] == false);
  CHECK(object_of(again.body)["position"] == object_of(recorded.body)["position"]);
  CHECK(object_of(again.body)["verdict"] == object_of(recorded.body)["verdict"]);
}

TEST_CASE("append: prepare gives the very bytes that a signature is over", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  const auto envelope = decode_envelope(serving.plan().events[20].envelope).value();
  const std::string line = serving.next_line();
  const auto parsed = object_of(line);
  const auto got = serving.post("/v1/events:prepare", "application/json", boost::json::serialize(parsed.at("event")));
  INFO(got.body);
  REQUIRE(got.status == 200);
  auto prepared = object_of(got.body);
  CHECK(*from_base64(prepared["event"].as_string()) == envelope.event);
  const auto to_sign = from_base64(prepared["to_sign"].as_string());
  REQUIRE(to_sign);
  for (const EventSignature& signature : envelope.signatures) CHECK(verify(signature.key, *to_sign, signature.bytes));
}

TEST_CASE("append: the clock of a simulated ledger moves for whom the registry knows, and for nobody else",
          "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  const Instant before = serving.host().clock().now();
  const auto& planned = serving.plan().events[20];
  const Envelope good = decode_envelope(planned.envelope).value();
  Envelope unsigned_one = good;
  unsigned_one.signatures.clear();
  Envelope badly_signed = good;
  badly_signed.signatures.front().bytes[5] ^= 1;
  Envelope by_stranger = unsigned_one;
  REQUIRE(sign(by_stranger, SigningKey::generate()));
  for (const Envelope& envelope : {unsigned_one, badly_signed, by_stranger}) {
    const std::string line = late_line(envelope);
    const auto alone = serving.post("/v1/events", "application/json", line);
    INFO(alone.body);
    CHECK((alone.status == 400 || alone.status == 422));
    const auto batch = serving.post("/v1/events", "application/x-ndjson", line + late_line(good));
    INFO(batch.body);
    CHECK(lines_of(batch.body).front().contains("detail"));
    CHECK(serving.host().clock().now() == before);
  }
  const auto stranger = serving.post("/v1/events", "application/json", late_line(by_stranger));
  CHECK(stranger.status == 422);
  CHECK(stranger.body.find("unknown-key") != std::string::npos);
  CHECK(serving.host().clock().now() == before);

  CHECK(serving.post("/v1/events", "application/json", serving.next_line()).status == 201);
  CHECK(serving.host().clock().now() == planned.at);
}

TEST_CASE("append: whoever sends a recorded event again with another time does not move the clock", "[api][append]") {
  Serving::Options options;
  options.recorded = 20;
  Serving serving(options);
  const Envelope recorded = decode_envelope(serving.plan().events[20].envelope).value();
  REQUIRE(serving.post("/v1/events?wait=published", "application/json", serving.next_line()).status == 201);
  const Instant before = serving.host().clock().now();
  const auto alone = serving.post("/v1/events", "application/json", late_line(recorded));
  INFO(alone.body);
  CHECK(alone.status == 200);
  CHECK(object_of(alone.body)["repeated"] == true);
  CHECK(serving.host().clock().now() == before);
  const auto batch = serving.post("/v1/events", "application/x-ndjson", late_line(recorded) + late_line(recorded));
  for (const auto& line : lines_of(batch.body)) CHECK(line.at("repeated") == true);
  CHECK(serving.host().clock().now() == before);
}

TEST_CASE("append: a key that is registered earlier in a batch moves the clock later in it", "[api][append]") {
  Serving::Options options;
  options.recorded = 0;
  Serving serving(options);
  std::string batch;
  std::size_t recorded = 0;
  Instant last{};
  for (std::size_t i = 0; i < 200; ++i) {  // the founding: offices, their keys, and what these sign
    const PlannedEvent& event = serving.plan().events[i];
    const std::string line = serving.next_line();
    if (!event.recorded) continue;
    batch += line;
    ++recorded;
    last = event.at;
  }
  const auto got = serving.post("/v1/events", "application/x-ndjson", batch);
  const auto lines = lines_of(got.body);
  REQUIRE(lines.size() == recorded);
  for (const auto& line : lines) {
    INFO(boost::json::serialize(line));
    REQUIRE(line.contains("position"));
  }
  CHECK(serving.host().clock().now() == last);
}

TEST_CASE("append: heads are appended for an office that the operator has named, and for no other", "[api][append]") {
  Serving::Options options;
  options.recorded = 1'000;
  options.whole_scope_offices = {"BKN@kl:BKN"};
  Serving serving(options);
  const auto before = serving.host().reader().head()->size;
  const auto asked = [&](const std::string& header) {
    return serving.post("/v1/heads", "application/json", "", header);
  };
  CHECK(asked("").status == 401);
  const auto other = asked(bearer(key_of(serving, "ATASAN_LANGSUNG@kab:63.01")));
  CHECK(other.status == 403);
  CHECK(other.body.find("named") != std::string::npos);
  CHECK(serving.host().reader().head()->size == before);

  const std::string named = bearer(key_of(serving, "BKN@kl:BKN"));
  const auto got = serving.post("/v1/heads?wait=published", "application/json", "", named);
  INFO(got.body);
  REQUIRE(got.status == 201);
  auto receipt = object_of(got.body);
  CHECK(receipt["position"].to_number<std::uint64_t>() == before.value);
  CHECK(receipt["state"] == "published");
  const auto entry = serving.host().reader().entry(Sequence{before.value});
  REQUIRE(entry.has_value());
  CHECK(entry->kind == EntryKind::heads);
  const auto proof = parse_proof_file(receipt["proof"].as_string());
  REQUIRE(proof.has_value());
  const auto leaf = from_base64(receipt["leaf"].as_string());
  CHECK(verify(*proof, Hash{*to_array<32>(*leaf)}, *parse_policy(serving.plan().policy)).has_value());
  CHECK(object_of(asked(named).body)["state"] == "sequenced");
  CHECK(serving.post("/v1/heads?wait=soon", "application/json", "", named).status == 400);
}
