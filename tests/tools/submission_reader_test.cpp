#include "tools/jejak/submission_reader.hpp"

#include "ledger/proof/lines.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "ledger/rules/catalogue.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/test_ledger.hpp"

#include <sys/stat.h>

#include <fstream>
#include <thread>

namespace jejak {
namespace {

Value some_value(FieldKind kind) {
  switch (kind) {
    case FieldKind::number: return std::int64_t{1};
    case FieldKind::date: return date_of(2020, 7, 20);
    case FieldKind::code: return Code{"X"};
    case FieldKind::codes: return Codes{Code{"X"}};
    case FieldKind::id: return test::id_named("x");
    case FieldKind::hash: return test::hash_named("x");
    case FieldKind::reference: return Reference{"case-x"};
    case FieldKind::table: return Bytes{1};
  }
  return std::int64_t{1};
}

Event some_event(const std::string& label) {
  test::TestLedger ledger;
  Event event = ledger.draft("ReportReceived", "report-" + label, "BAWASLU_PROV@bawaslu:64");
  const TypeShape* shape = catalogue().find("ReportReceived");
  for (const FieldShape& field : shape->fields) {
    if (field.required) test::set(event, field.name, some_value(field.kind));
  }
  return event;
}

std::string envelope_json(const std::string& label) {
  const Event event = some_event(label);
  Envelope envelope;
  auto canonical = encode(event);
  REQUIRE(canonical.has_value());
  envelope.event = std::move(*canonical);
  REQUIRE(sign(envelope, test::key_named("signer")).has_value());
  return to_json(envelope, event, catalogue());
}

struct Fed {
  std::vector<Submission> submissions;
  std::optional<Error> error;
};

Fed feed(const std::string& bytes) {
  const test::Scratch scratch;
  const std::string path = scratch.at("in");
  std::ofstream(path, std::ios::binary) << bytes;
  auto reader = SubmissionReader::open(path);
  REQUIRE(reader.has_value());
  Fed fed;
  for (;;) {
    auto next = reader->next();
    if (!next) {
      fed.error = next.error();
      return fed;
    }
    if (!*next) return fed;
    fed.submissions.push_back(std::move(**next));
  }
}

}  // namespace

TEST_CASE("submissions: lines of NDJSON come one by one with their instants", "[tools][submission_reader]") {
  const std::string first = envelope_json("a");
  const std::string second = "{\"at\":\"2020-07-20T01:00:00Z\"," + envelope_json("b").substr(1);
  for (const char* end : {"\n", ""}) {
    const Fed fed = feed(first + "\n\n" + second + end);
    INFO((fed.error ? fed.error->message : ""));
    REQUIRE_FALSE(fed.error.has_value());
    REQUIRE(fed.submissions.size() == 2);
    CHECK(fed.submissions[0].at.empty());
    CHECK(fed.submissions[0].line == 1);
    CHECK(fed.submissions[1].at == "2020-07-20T01:00:00Z");
    CHECK(fed.submissions[1].line == 3);
    CHECK(vouch(fed.submissions[1].envelope, "simulated.jejak.example/test").has_value());
  }
}

TEST_CASE("submissions: what is no instant is named in part, and as text", "[tools][submission_reader]") {
  const auto refusal = [](const std::string& at) {
    const auto submission = read_submission("{\"at\":\"" + at + "\"," + envelope_json("a").substr(1));
    REQUIRE_FALSE(submission.has_value());
    CHECK(submission.error().code == Errc::malformed);
    return submission.error().message;
  };
  CHECK(refusal("now") == "at: \"now\" is not an instant");
  CHECK(refusal("") == "at: \"\" is not an instant");
  CHECK(is_utf8(refusal("\xff\xfe")));
  CHECK(refusal(std::string(300'000, '\x80')).size() < 300);
}

TEST_CASE("submissions: one envelope may be binary or JSON over several lines", "[tools][submission_reader]") {
  const std::string json = envelope_json("a");
  auto submission = read_submission(json);
  REQUIRE(submission.has_value());

  const Fed binary = feed(std::string(text(submission->envelope)));
  REQUIRE_FALSE(binary.error.has_value());
  REQUIRE(binary.submissions.size() == 1);
  CHECK(binary.submissions[0].envelope == submission->envelope);

  const auto comma = json.find(",\"signatures\"");
  REQUIRE(comma != std::string::npos);
  const Fed pretty = feed(json.substr(0, comma + 1) + "\n  " + json.substr(comma + 1) + "\n");
  REQUIRE_FALSE(pretty.error.has_value());
  REQUIRE(pretty.submissions.size() == 1);
  CHECK(pretty.submissions[0].envelope == submission->envelope);
}

TEST_CASE("submissions: a broken line is named, and what came before it stands", "[tools][submission_reader]") {
  const Fed fed = feed(envelope_json("a") + "\n{\"event\":7}\n" + envelope_json("b") + "\n");
  REQUIRE(fed.error.has_value());
  INFO(fed.error->message);
  CHECK(fed.error->code == Errc::malformed);
  CHECK(fed.error->message.find("line 2") != std::string::npos);
  CHECK(fed.submissions.size() == 1);
}

// A shell's <(command) is a pipe with a name.
TEST_CASE("submissions: what comes through a named pipe is all there", "[tools][submission_reader]") {
  const test::Scratch scratch;
  const std::string path = scratch.at("pipe");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const std::string lines = envelope_json("a") + "\n" + envelope_json("b") + "\n";
  std::thread writer([&] { std::ofstream(path) << lines; });
  auto reader = SubmissionReader::open(path);
  REQUIRE(reader.has_value());
  CHECK(reader->lines() == 0);
  for (const std::uint64_t line : {1U, 2U}) {
    const auto next = reader->next();
    REQUIRE(next.has_value());
    REQUIRE(next->has_value());
    CHECK((**next).line == line);
  }
  const auto end = reader->next();
  REQUIRE(end.has_value());
  CHECK_FALSE(end->has_value());
  writer.join();
}

TEST_CASE("submissions: what never ends is refused for its length", "[tools][submission_reader]") {
  const auto refused = [](const std::string& bytes) {
    const Fed fed = feed(bytes);
    REQUIRE(fed.error.has_value());
    INFO(fed.error->message);
    CHECK(fed.error->code == Errc::too_large);
    CHECK(fed.error->message.find("more than " + std::to_string(json_bytes_max)) != std::string::npos);
  };
  refused(std::string(json_bytes_max + 1, '\0'));        // a binary envelope
  refused("{" + std::string(json_bytes_max + 1, '\0'));  // a line of zeros
  auto device = SubmissionReader::open("/dev/zero");
  REQUIRE(device.has_value());
  const auto next = device->next();
  REQUIRE_FALSE(next.has_value());
  CHECK(next.error().code == Errc::too_large);
}

TEST_CASE("submissions: nothing in, nothing out; too long a line is refused", "[tools][submission_reader]") {
  CHECK(feed("").submissions.empty());
  CHECK(feed("\n \n").submissions.empty());
  const Fed fed = feed("{}\n" + std::string(json_bytes_max + 1, '['));
  REQUIRE(fed.error.has_value());
  const Fed huge = feed(std::string(json_bytes_max + 1, '{'));
  REQUIRE(huge.error.has_value());
  CHECK(huge.error->code == Errc::too_large);
  CHECK(SubmissionReader::open("/nonexistent/file").error().code == Errc::not_found);
}

}  // namespace jejak
