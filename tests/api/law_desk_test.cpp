// Readings of the law, kept for whoever asks for the same moment again.
#include "api/asked.hpp"
#include "tests/api/serving.hpp"

#include <boost/json.hpp>

using namespace jejak;
using namespace jejak::test;

namespace {

Serving::Options thousand() {
  Serving::Options options;
  options.recorded = 1'000;
  return options;
}

// Asks, and counts how often the log is gone through for it.
class Asking {
 public:
  explicit Asking(Host& host) : desk_(host) {
    asker_.follow = [this](Way, std::uint64_t) {
      ++ways_;
      return Follower();
    };
  }

  // As of which size the answer is.
  TreeSize ask(const AskedCoordinates& asked, Ask ask = Ask::everything) {
    TreeSize size;
    const auto done = desk_.with(asked, ask, asker_, [&](LawReading& reading) -> Outcome {
      size = reading.head.size;
      checkpoint_ = reading.checkpoint->checkpoint.size;
      return {};
    });
    REQUIRE(done.has_value());
    return size;
  }
  int ways() const { return ways_; }
  TreeSize checkpoint() const { return checkpoint_; }

 private:
  LawDesk desk_;
  Asker asker_;
  int ways_ = 0;
  TreeSize checkpoint_;
};

boost::json::object object_of(const Received& received) {
  INFO(received.body);
  REQUIRE(received.status == 200);
  return boost::json::parse(received.body).as_object();
}

}  // namespace

TEST_CASE("law desk: a moment that was read is not read again, also when the ledger has grown", "[api][law-desk]") {
  Serving serving(thousand());
  Asking asking(serving.host());
  const TreeSize head = asking.ask({});
  CHECK(head == serving.host().ledger().feed().size());
  serving.record(1);
  CHECK(asking.ask({std::to_string(head.value), ""}) == head);
  CHECK(asking.checkpoint() >= serving.host().ledger().feed().size());  // the newest all the same
  CHECK(asking.ask({std::to_string(head.value), ""}, Ask::registry) == head);
  CHECK(asking.ask({}) == serving.host().ledger().feed().size());
  CHECK(asking.ways() == 0);
  for (int i = 0; i < 3; ++i) {
    CHECK(asking.ask({"900", ""}) == TreeSize{900});
    serving.record(1);
  }
  CHECK(asking.ways() == 1);
  asking.ask({"900", "2020-07-20"});
  asking.ask({"900", "2020-07-20"});
  CHECK(asking.ways() == 2);
}

TEST_CASE("law desk: of readings with all their rows in memory one is kept", "[api][law-desk]") {
  Serving serving(thousand());
  Asking asking(serving.host());
  for (const char* size : {"900", "800", "800", "900"}) asking.ask({size, ""});
  CHECK(asking.ways() == 3);
}

TEST_CASE("law desk: a reading of the registry on a date is none of the cases on it", "[api][law-desk]") {
  Serving serving(thousand());
  Asking asking(serving.host());
  asking.ask({"", "2020-07-20"}, Ask::registry);
  CHECK(asking.ways() == 0);
  asking.ask({"", "2020-07-20"});
  CHECK(asking.ways() == 1);
  asking.ask({"", "2020-07-20"}, Ask::registry);
  CHECK(asking.ways() == 1);
}

TEST_CASE("law desk: what is as of the head is no walk, what is of another moment is one", "[api][law-desk]") {
  Serving serving(thousand());
  const LawDesk desk(serving.host());
  const std::string head = std::to_string(serving.host().ledger().feed().size().value);
  for (const Ask ask : {Ask::registry, Ask::everything}) {
    CHECK_FALSE(desk.is_walk({}, ask));
    CHECK_FALSE(desk.is_walk({head, ""}, ask));
    CHECK(desk.is_walk({"900", ""}, ask));
    CHECK(desk.is_walk({"2020-07-20T01:00:00Z", ""}, ask));
  }
  CHECK(desk.is_walk({"", "2020-07-20"}, Ask::everything));
  CHECK_FALSE(desk.is_walk({"", "2020-07-20"}, Ask::registry));  // which says itself from which day on it holds
}

TEST_CASE("law desk: two who ask for the head have a reading each, and neither waits for the other",
          "[api][law-desk]") {
  Serving serving(thousand());
  LawDesk desk(serving.host());
  bool is_inside = false;
  const auto outer = desk.with({}, Ask::everything, Asker(), [&](LawReading& one) -> Outcome {
    return desk.with({}, Ask::everything, Asker(), [&](LawReading& other) -> Outcome {
      is_inside = &one != &other;
      return {};
    });
  });
  CHECK(outer.has_value());
  CHECK(is_inside);
}

TEST_CASE("law desk: an answer whose time is over ends before the log is gone through", "[api][law-desk]") {
  Serving serving(thousand());
  LawDesk desk(serving.host());
  Asker late;
  late.stops = [] { return true; };
  for (const AskedCoordinates& asked : {AskedCoordinates{}, AskedCoordinates{"900", ""}}) {
    const auto ended = desk.with(asked, Ask::everything, late, [](LawReading&) -> Outcome {
      FAIL("nobody is there to be answered");
      return {};
    });
    REQUIRE_FALSE(ended.has_value());
    CHECK(ended.error().code == Errc::interrupted);
  }
  Call call;
  call.request = std::make_shared<Request>();
  const auto asked = read_asked(call, {});
  REQUIRE(asked.has_value());
  REQUIRE(asked->asker.stops);  // of what is asked over HTTP the time ends
  CHECK_FALSE(asked->asker.stops());
}

TEST_CASE("law desk: pages of a list are one list while the ledger grows", "[api][law-desk]") {
  Serving serving(thousand());
  for (const auto& [name, limit] : std::vector<std::pair<std::string, std::string>>{
           {"deadlines", "20"}, {"offices", "20"}, {"approvals", "2"}, {"refusals", "2"}}) {
    INFO(name);
    const std::string path = "/v1/" + name + "?limit=";
    const std::uint64_t head = serving.host().ledger().feed().size().value;
    boost::json::array items;
    for (std::string target = path + limit; !target.empty();) {
      auto page = object_of(serving.get(target));
      CHECK(page["as_of"].as_object()["position"].to_number<std::uint64_t>() == head);
      for (const auto& item : page["items"].as_array()) items.push_back(item);
      const auto* next = page.if_contains("next_cursor");
      target = next != nullptr ? path + limit + "&cursor=" + std::string(next->as_string()) : std::string();
      if (serving.recorded() < serving.plan().events.size()) serving.record(1);
    }
    const auto whole = object_of(serving.get(path + "10000&as_of=" + std::to_string(head)));
    CHECK(items.size() > std::stoul(limit));
    CHECK(items == whole.at("items").as_array());
  }
}
