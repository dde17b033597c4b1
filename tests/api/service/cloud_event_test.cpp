#include "api/service/cloud_event.hpp"

#include "ledger/record/json.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

#include <boost/json.hpp>

using namespace jejak;
using namespace jejak::test;
namespace json = boost::json;

namespace {

const CloudEventSource here = cloud_event_source("simulated.jejak.example/test");

json::object parsed(const std::string& text) {
  json::error_code failed;
  json::value value = json::parse(text, failed);
  INFO(text);
  REQUIRE_FALSE(failed);
  return value.as_object();
}

ProjectedEntry entry_at(const TestLedger& ledger, std::uint64_t position) {
  auto entry = projected_entry(Sequence{position}, ledger.entries().at(position));
  REQUIRE(entry.has_value());
  return std::move(*entry);
}

std::string text_of(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr || !value->is_string() ? "(none)" : std::string(value->as_string());
}

}  // namespace

TEST_CASE("cloud event: the source is a URI of the origin, the types its host in reverse", "[service][cloud]") {
  CHECK(here.source == "https://simulated.jejak.example/test");
  CHECK(here.type_prefix == "example.jejak.simulated.");
  CHECK(cloud_event_source("jejak").type_prefix == "jejak.");
}

TEST_CASE("cloud event: every entry of a ledger is one with all that the standard requires", "[service][cloud]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  law.forwarded("case-1", Matter{date_of(2020, 10, 20)}, Person{});
  law.ledger.append_heads();
  std::set<std::string> ids;
  std::string last;
  for (std::uint64_t i = 0; i < law.ledger.entries().size(); ++i) {
    const ProjectedEntry entry = entry_at(law.ledger, i);
    for (const bool thin : {false, true}) {
      std::string text;
      thin ? append_thin_cloud_event(text, here, entry) : append_cloud_event(text, here, entry);
      CHECK(text.find('\n') == std::string::npos);
      const json::object event = parsed(text);
      CHECK(text_of(event, "specversion") == "1.0");
      CHECK(text_of(event, "source") == here.source);
      CHECK(text_of(event, "type") == cloud_event_type(here, entry));
      CHECK(text_of(event, "type").starts_with(here.type_prefix));
      CHECK(text_of(event, "sequence").size() == 20);
      CHECK(parse_instant(text_of(event, "recordedtime")) == entry.recorded_at);
      for (const auto& member : event) {  // attribute names: lower case and digits, at most 20 advised
        const std::string name = member.key();
        CHECK(name.size() <= 20);
        CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
        CHECK((name == "data" || member.value().is_string()));
      }
      const json::object& data = event.at("data").as_object();
      CHECK(data.at("position").to_number<std::uint64_t>() == i);
      CHECK(text_of(data, "leaf_hash") == to_hex(view(leaf_hash(law.ledger.entries()[i]))));
      if (!thin) {
        CHECK(ids.insert(text_of(event, "id")).second);
        CHECK(text_of(event, "sequence") > last);
        last = text_of(event, "sequence");
      }
    }
  }
}

TEST_CASE("cloud event: an event is its JSON face, with the legal time in its zone", "[service][cloud]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  Event opened = law.open("case-1", Matter{date_of(2020, 10, 20)});
  opened.legal_minute = 8 * 60 + 5;
  const Id cause = entry_at(law.ledger, 1).event->id;
  opened.causation = cause;
  law.must(opened);
  const ProjectedEntry entry = entry_at(law.ledger, law.ledger.entries().size() - 1);
  std::string text = "before ";
  append_cloud_event(text, here, entry);
  REQUIRE(text.starts_with("before {"));
  const json::object event = parsed(text.substr(7));
  CHECK(text_of(event, "id") == print(opened.id));
  CHECK(text_of(event, "type") == "example.jejak.simulated.CaseOpened");
  CHECK(text_of(event, "subject") == "case-1");
  CHECK(text_of(event, "time") == "2020-11-02T08:05:00+08:00");
  CHECK(text_of(event, "causationid") == print(cause));
  const json::object& data = event.at("data").as_object();
  CHECK(text_of(data, "verdict") == "ADMITTED");
  auto back = from_json(json::serialize(data.at("event")), catalogue());
  REQUIRE(back.has_value());
  CHECK(*back == opened);
}

TEST_CASE("cloud event: a refused attempt says by which rule", "[service][cloud]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  law.must(law.open("case-1", Matter{date_of(2020, 10, 20)}));
  const Appended refused = law.ledger.append(law.decide("case-1", governor, "L2"));
  REQUIRE(refused.recorded);
  REQUIRE_FALSE(refused.admitted());
  std::string text;
  append_thin_cloud_event(text, here, entry_at(law.ledger, refused.position.value));
  CHECK(text_of(parsed(text).at("data").as_object(), "verdict") == name(refused.refusal.code));
}

TEST_CASE("cloud event: the thin form names the case and nothing of the event's fields", "[service][cloud]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  law.must(law.open("case-1", Matter{date_of(2020, 10, 20)}));
  const ProjectedEntry entry = entry_at(law.ledger, law.ledger.entries().size() - 1);
  std::string text;
  append_thin_cloud_event(text, here, entry);
  const json::object data = parsed(text).at("data").as_object();
  std::set<std::string> members;
  for (const auto& member : data) members.insert(std::string(member.key()));
  CHECK(members == std::set<std::string>{"position", "verdict", "leaf_hash", "case", "type"});
  CHECK(text_of(data, "case") == "case-1");
  CHECK(text_of(data, "type") == "CaseOpened");
}
