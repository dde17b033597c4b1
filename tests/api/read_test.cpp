// What the history says, asked over HTTP: the same answers as from the views, and only to those who may see them.
#include "api/answers/find_case.hpp"
#include "tests/api/serving.hpp"

#include <boost/json.hpp>

#include <map>

using namespace jejak;
using namespace jejak::test;

namespace {

boost::json::object object_of(const Received& received) {
  INFO(received.body);
  REQUIRE(received.status == 200);
  return boost::json::parse(received.body).as_object();
}

// All offices of the plan with a first key.
std::vector<std::string> offices_of(const Serving& serving) {
  std::vector<std::string> out;
  for (const DemoKey& key : serving.plan().keys) {
    if (key.name.ends_with("#1")) out.push_back(key.name.substr(0, key.name.size() - 2));
  }
  return out;
}

// What every answer to a question is asked in: the lists, a case and the tallies.
const std::vector<std::string> questions = {
    "deadlines", "offices", "windows?region=prov:64", "approvals", "refusals",
    "findings",  "cases",   "cases/kaltim-2020-07",   "tallies",   "tallies?by=province&public=true"};

// Until the views and the newest checkpoint are as far as the ledger: nothing moves by itself any more.
void settle(Serving& serving) {
  const TreeSize size = serving.host().ledger().feed().size();
  while (serving.host().views().runner().position() < size || serving.host().published()->size() < size) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
}

// The text with another name in it.
std::string with(std::string text, const std::string& name, const std::string& other) {
  const auto at = text.find(name);
  REQUIRE(at != std::string::npos);
  return text.replace(at, name.size(), other);
}

std::string accepting(const std::string& type, const std::string& language = "en") {
  return "Accept: " + type + "\r\nAccept-Language: " + language + "\r\n";
}

}  // namespace

TEST_CASE("read: a case over HTTP is the case of the views, with what it rests on", "[api][read]") {
  Serving serving;
  auto got = object_of(serving.get(std::string("/v1/cases/") + tiny_showcase));
  const auto from_views = serving.host().views().read_case(tiny_showcase, WithDigest::no);
  REQUIRE(from_views.has_value());
  auto& answer = got["answer"].as_object();
  CHECK(answer["case"] == tiny_showcase);
  CHECK(answer["timeline"].as_array().size() == from_views->value.timeline.size());
  auto& as_of = got["as_of"].as_object();
  CHECK(std::string(as_of["digest"].as_string()) == print_hex(digest_of(from_views->value)));
  CHECK(as_of["position"].to_number<std::uint64_t>() == from_views->stamp.size.value);
  CHECK(as_of["checkpoint"].as_object().contains("root"));
  CHECK(as_of["simulated"] == true);
}

TEST_CASE("read: an answer that the client has is not sent again in any form, and is once a byte of it is another",
          "[api][read]") {
  Serving::Options options;
  options.recorded = 1'000;
  Serving serving(options);
  settle(serving);
  std::vector<std::pair<std::string, std::string>> asked;  // target, and headers with the tag of its answer
  for (const std::string& question : questions) {
    for (const char* type : {"application/json", "application/x-ndjson", "text/csv"}) {
      const std::string target = "/v1/" + question;
      INFO(target << " as " << type);
      const auto first = serving.get(target, accepting(type));
      REQUIRE(first.status == 200);
      CHECK(first.header("etag").starts_with("\""));  // strong
      asked.emplace_back(target, accepting(type) + "If-None-Match: " + first.header("etag") + "\r\n");
      const auto again = serving.get(target, asked.back().second);
      CHECK(again.status == 304);
      CHECK(again.body.empty());
      for (const char* name : {"etag", "vary", "cache-control", "content-language", "jejak-as-of", "link"}) {
        INFO(name);
        CHECK(again.header(name) == first.header(name));
      }
    }
  }
  serving.record(1);
  settle(serving);
  for (const auto& [target, headers] : asked) {
    INFO(target);
    const auto now = serving.get(target, headers);
    CHECK(now.status == 200);
    CHECK(headers.find(now.header("etag")) == std::string::npos);
  }
}

TEST_CASE("read: form, language and members each have a tag of their own, and Vary names what decides", "[api][read]") {
  Serving serving;
  settle(serving);
  const std::string plain = accepting("application/json");
  for (const std::string& question : questions) {
    if (question.find('/') != std::string::npos) continue;  // a case has one form
    INFO(question);
    const std::string target = "/v1/" + question;
    std::set<std::string> tags;
    for (const std::string& headers :
         {plain, accepting("text/csv"), accepting("application/json", "id"), accepting("text/csv", "id")}) {
      const auto got = serving.get(target, headers);
      REQUIRE(got.status == 200);
      CHECK(got.header("vary") == "Accept, Accept-Language, Authorization");
      CHECK(got.header("content-language") == (headers.find("Language: id") == std::string::npos ? "en" : "id"));
      CHECK(tags.insert(got.header("etag")).second);
    }
    const std::string and_members = question.find('?') == std::string::npos ? "?fields=case" : "&fields=case";
    CHECK(tags.insert(serving.get(target + and_members, plain).header("etag")).second);
  }
}

TEST_CASE("read: what one office has is no reason not to answer another", "[api][read]") {
  Serving::Options options;
  options.is_public = false;
  options.recorded = 1'000;
  Serving serving(options);
  settle(serving);
  const std::string one = bearer(key_of(serving, "PPK_ASN@prov:64"));
  const std::string other = bearer(key_of(serving, "PPK_ASN@prov:63"));
  for (const char* target : {"/v1/cases", "/v1/deadlines"}) {
    INFO(target);
    const std::string has = "If-None-Match: " + serving.get(target, one).header("etag") + "\r\n";
    CHECK(serving.get(target, one + has).status == 304);
    CHECK(serving.get(target, other + has).status == 200);
  }
}

TEST_CASE("read: a CSV begins with the names of its columns, and its headers say what it rests on", "[api][read]") {
  Serving serving;
  settle(serving);
  const std::map<std::string, std::string> names = {
      {"cases", "case,state,opener,opened_on,home_agency,last_step_on,refusals"},
      {"deadlines", "stream,deadline,standing,agency,started_on,last_day,stopped_on,over,hard,provisional,verified"},
      {"offices", "office,can_sign,part,of,as,from,until,position"},
      {"windows?region=prov:64", "office,kind,from,until,basis,election,inside"},
      {"approvals", "stream,state,agency,asked_on,given_on,last_day,used_at"},
      {"refusals", "position,recorded_at,legal_date,code,type,stream,office"},
      {"findings", "code,severity,since,stream,case,agency,home,position,event,facts,rests_on"},
      {"tallies?by=agency&counters=reported", "agency,reported"},
  };
  for (const auto& [question, columns] : names) {
    INFO(question);
    const std::string earlier = question + (question.find('?') == std::string::npos ? "?" : "&") + "as_of=900";
    for (const std::string& asked : {question, earlier}) {
      const std::string target = "/v1/" + asked;
      const auto csv = serving.get(target, accepting("text/csv"));
      REQUIRE(csv.status == 200);
      CHECK(csv.body.substr(0, csv.body.find('\n')) == columns);
      const auto row = csv.body.substr(columns.size() + 1);
      CHECK(std::count(row.begin(), row.end(), '\n') > 0);
      const auto json = serving.get(target, accepting("application/json"));
      const auto whole = object_of(json);
      const auto said = boost::json::parse(csv.header("jejak-as-of"));
      CHECK(said == whole.at("as_of"));
      CHECK(json.header("jejak-as-of") == csv.header("jejak-as-of"));
      CHECK(said.at("checkpoint").as_object().contains("root"));
      if (asked == earlier) CHECK(said.at("position").to_number<std::uint64_t>() == 900);
    }
  }
}

TEST_CASE("read: the words of a tally's CSV are those of the language that is asked for", "[api][read]") {
  Serving serving;
  settle(serving);
  for (const char* target :
       {"/v1/tallies?by=province&counters=reported", "/v1/tallies?by=province&counters=reported&public=true"}) {
    INFO(target);
    CHECK(serving.get(target, accepting("text/csv")).body.find("\ntotal,") != std::string::npos);
    CHECK(serving.get(target, accepting("text/csv", "id")).body.find("\njumlah,") != std::string::npos);
  }
}

TEST_CASE("read: pages of cases are one list, each case once, also while the ledger grows", "[api][read]") {
  Serving::Options options;
  options.recorded = 1'200;
  Serving serving(options);
  settle(serving);
  const TreeSize size = serving.host().ledger().feed().size();
  std::vector<std::string> names;
  std::string target = "/v1/cases?limit=7";
  while (!target.empty()) {
    auto page = object_of(serving.get(target));
    for (const auto& item : page["items"].as_array()) names.emplace_back(item.at("case").as_string());
    target = page.contains("next_cursor") ? "/v1/cases?limit=7&cursor=" + std::string(page["next_cursor"].as_string())
                                          : std::string();
    serving.record(5);
  }
  const auto all = serving.host().views().read_cases(WithDigest::no, Coordinates{size, {}});
  std::vector<std::string> listed;
  for (const CaseSummary& one : all->value) listed.push_back(one.stream);
  CHECK(listed.size() >= 30);
  CHECK(names == listed);
  CHECK(serving.get("/v1/cases?cursor=AAAA").status == 400);
  CHECK(serving.get("/v1/cases?cursor=%20").status == 400);
}

TEST_CASE("read: what the views do not have yet is told as not ready, and a case rests on one moment", "[api][read]") {
  Serving::Options options;
  options.recorded = 1'000;
  Serving serving(options);
  settle(serving);
  Runner& runner = serving.host().views().runner();
  const TreeSize folded = runner.position();
  runner.stop();
  serving.record(30);
  const std::string head = std::to_string(serving.host().ledger().feed().size().value);
  const std::string kase = std::string("/v1/cases/") + tiny_showcase;
  for (const std::string& target : {kase, kase + "?as_of=" + head, std::string("/v1/cases/case-of-nobody"),
                                    "/v1/cases?as_of=" + head, "/v1/tallies?as_of=" + head}) {
    INFO(target);
    const auto got = serving.get(target);
    CHECK(got.status == 503);
    CHECK(got.body.find("/problems/not-ready") != std::string::npos);
    CHECK_FALSE(got.header("retry-after").empty());
  }
  CHECK(serving.get("/v1/cases").status == 200);  // as of what is there
  const auto nobody =
      find_case(serving.host().views(), "of-nobody", WithDigest::no, Coordinates{folded, {}}, Language::english);
  REQUIRE_FALSE(nobody.has_value());
  CHECK(nobody.error().code == Errc::not_found);
  runner.follow(serving.host().ledger().feed());
  settle(serving);
  const auto now = object_of(serving.get(kase));
  const auto position = now.at("as_of").at("position").to_number<std::uint64_t>();
  const auto then = object_of(serving.get(kase + "?as_of=" + std::to_string(position)));
  CHECK(now.at("answer") == then.at("answer"));
}

TEST_CASE("read: every list answers as JSON, NDJSON and CSV, with position, digest and checkpoint", "[api][read]") {
  Serving serving;
  for (const std::string& path :
       {std::string("deadlines"), std::string("offices"), std::string("windows?region=prov:64"),
        std::string("approvals"), std::string("refusals"), std::string("findings"), std::string("cases")}) {
    INFO(path);
    auto json = object_of(serving.get("/v1/" + path));
    CHECK_FALSE(json["items"].as_array().empty());
    auto& as_of = json["as_of"].as_object();
    CHECK(as_of["digest"].as_string().size() == 64);
    CHECK(as_of.contains("checkpoint"));
    const auto lines = serving.get("/v1/" + path, "Accept: application/x-ndjson\r\n");
    CHECK(lines.status == 200);
    CHECK(lines.header("content-type") == "application/x-ndjson");
    CHECK(lines.body.find("{\"as_of\":") != std::string::npos);
    const auto csv = serving.get("/v1/" + path, "Accept: text/csv\r\n");
    CHECK(csv.status == 200);
    CHECK(csv.body.find(',') != std::string::npos);
  }
}

TEST_CASE("read: earlier positions and dates are read as they were, unknown ones are told with a near name",
          "[api][read]") {
  Serving serving;
  auto early = object_of(serving.get("/v1/deadlines?as_of=900"));
  CHECK(early["as_of"].as_object()["position"].to_number<std::uint64_t>() == 900);
  auto on = object_of(serving.get("/v1/deadlines?on=2020-09-01"));
  CHECK(on["as_of"].as_object()["on"] == "2020-09-01");
  CHECK(serving.get("/v1/deadlines?as_of=999999").status == 400);
  CHECK(serving.get("/v1/deadlines?on=2020-02-30").status == 400);
  const auto wrong = serving.get("/v1/deadlines?overdu=true");
  CHECK(wrong.status == 400);
  CHECK(wrong.body.find("overdue") != std::string::npos);
  const auto near = serving.get("/v1/cases/kaltim-2020-7");
  CHECK(near.status == 404);
  CHECK(near.body.find("kaltim-2020-07") != std::string::npos);
  const auto missing = serving.get("/v1/windows");
  CHECK(missing.status == 400);
  CHECK(missing.body.find("region: it is missing") != std::string::npos);
  CHECK(serving.get("/v1/approvals?state=granted").status == 200);
  CHECK_FALSE(object_of(serving.get("/v1/deadlines?of=prov:64"))["items"].as_array().empty());
  for (const char* target : {"/v1/cases?fields=case", "/v1/deadlines?fields=case", "/v1/tallies?fields=groups"}) {
    INFO(target);
    const auto refused = serving.get(target, accepting("text/csv"));
    CHECK(refused.status == 400);
    CHECK(refused.body.find("CSV has every column") != std::string::npos);
  }
  const auto one =
      object_of(serving.get(std::string("/v1/cases/") + tiny_showcase + "?fields=case", accepting("text/csv")));
  CHECK(one.at("answer").as_object().size() == 1);
  auto chosen = object_of(serving.get("/v1/cases?limit=2&fields=case,state"));
  CHECK(chosen["items"].as_array().at(0).as_object().size() == 2);
}

TEST_CASE("read: tallies over HTTP are those of the views", "[api][read]") {
  Serving serving;
  auto got = object_of(serving.get("/v1/tallies?by=agency"));
  CHECK(got["answer"].as_object().contains("groups"));
  CHECK(serving.get("/v1/tallies?by=agncy").status == 400);
  const auto few = object_of(serving.get("/v1/tallies?by=agency&fields=groups"));
  CHECK(few.at("answer").as_object().size() == 1);
  CHECK(few.at("answer").at("groups") == got["answer"].at("groups"));
  CHECK(serving.get("/v1/tallies?limit=1").status == 400);
  CHECK(serving.get("/v1/cases/" + std::string(tiny_showcase) + "?cursor=x").status == 400);
  const auto csv = serving.get("/v1/tallies?by=agency", "Accept: text/csv\r\n");
  CHECK(csv.header("content-type") == "text/csv; charset=utf-8");
}

TEST_CASE("read: without a token a ledger that is not public shows counts, tiles and proofs, nothing else",
          "[api][read]") {
  Serving::Options options;
  options.is_public = false;
  Serving serving(options);
  for (const std::string& open : {std::string("/checkpoint"), std::string("/tile/0/000"), std::string("/v1/status"),
                                  std::string("/v1/tallies"), std::string("/v1/events/5/proof")}) {
    INFO(open);
    CHECK(serving.get(open).status == 200);
  }
  for (const std::string& shut :
       {std::string("/v1/cases"), std::string("/v1/cases/") + tiny_showcase, std::string("/v1/events"),
        std::string("/v1/deadlines"), std::string("/v1/offices"), std::string("/v1/refusals"),
        std::string("/v1/findings"), std::string("/tile/entries/000"), std::string("/v1/subscriptions")}) {
    INFO(shut);
    const auto got = serving.get(shut);
    CHECK(got.status == 401);
    CHECK(got.header("www-authenticate") == "Bearer error=\"invalid_token\"");
  }
}

TEST_CASE("read: whoever may not see the cases gets one table, which no other can be subtracted from", "[api][read]") {
  Serving::Options options;
  options.is_public = false;
  Serving serving(options);
  settle(serving);
  for (const char* same : {"/v1/tallies", "/v1/tallies?by=agency", "/v1/tallies?show=cases&by=agency"}) {
    INFO(same);
    CHECK(object_of(serving.get(same))["answer"] == object_of(serving.get("/v1/tallies"))["answer"]);
  }
  const std::string own = bearer(key_of(serving, office_with(serving, "PPK_ASN")));
  for (const std::string& other : {std::string("by=province"), std::string("by=regency"), std::string("show=sanctions"),
                                   std::string("counters=decided"), std::string("by=agency&counters=reports")}) {
    INFO(other);
    const auto got = serving.get("/v1/tallies?" + other);
    CHECK(got.status == 400);
    CHECK(got.body.find("one table is published here") != std::string::npos);
    CHECK(serving.get("/v1/tallies?" + other, own).status == 400);
  }
}

TEST_CASE("read: a token shows what its office may see, and no more", "[api][read]") {
  Serving::Options options;
  options.is_public = false;
  Serving serving(options);
  const std::string own = office_with(serving, "PPK_ASN");
  const std::string agency = own.substr(own.find('@') + 1);
  const std::string token = bearer(key_of(serving, own));
  auto list = object_of(serving.get("/v1/cases?limit=1000", token));
  const auto all = serving.host().views().read_cases(WithDigest::no);
  CHECK(list["items"].as_array().size() < all->value.size());
  std::size_t hidden = 0;
  for (const CaseSummary& one : all->value) {
    const auto got = serving.get("/v1/cases/" + one.stream, token);
    if (one.home_agency == agency) {
      INFO(one.stream);
      CHECK(got.status == 200);
    } else if (got.status == 404) {
      ++hidden;
      const auto none = serving.get("/v1/cases/case-of-nobody", token);
      CHECK(got.body == with(none.body, "case-of-nobody", one.stream));
    }
  }
  CHECK(hidden > 0);
  CHECK(serving.get("/v1/events?agency=" + agency, token).status == 200);
  CHECK(serving.get("/v1/events", token).status == 403);
  CHECK(serving.get("/tile/entries/000", token).status == 403);
  const auto thin = serving.get("/v1/events?agency=" + agency, token);
  CHECK(thin.body.find("\"fields\"") == std::string::npos);
}

TEST_CASE("read: questions of a case that is not shown are answered as those of one that is not there", "[api][read]") {
  Serving::Options options;
  options.is_public = false;
  Serving serving(options);
  settle(serving);
  const std::string own = office_with(serving, "PPK_ASN");
  const std::string token = bearer(key_of(serving, own));
  const std::string of_case = "/v1/deadlines?of=";
  const std::string in_case = "/v1/findings?agency=" + own.substr(own.find('@') + 1) + "&case=";
  const auto no_deadlines = serving.get(of_case + "case-of-nobody", token);
  const auto no_findings = serving.get(in_case + "case-of-nobody", token);
  CHECK(object_of(no_deadlines)["items"].as_array().empty());
  CHECK(object_of(no_findings)["items"].as_array().empty());
  const auto all = serving.host().views().read_cases(WithDigest::no);
  int hidden = 0;
  for (const CaseSummary& one : all->value) {
    if (hidden == 3) break;
    if (serving.get("/v1/cases/" + one.stream, token).status == 200) continue;
    INFO(one.stream);
    ++hidden;
    CHECK(serving.get(of_case + one.stream, token).body == no_deadlines.body);
    CHECK(serving.get(in_case + one.stream, token).body == no_findings.body);
  }
  CHECK(hidden == 3);
  Serving open;  // who sees every case is told that there is none
  CHECK(open.get(of_case + "case-of-nobody").status == 404);
  CHECK(open.get("/v1/findings?case=case-of-nobody").status == 404);
}

TEST_CASE("read: the list of cases names exactly those that can be opened", "[api][read]") {
  Serving::Options options;
  options.is_public = false;
  Serving serving(options);
  const auto all = serving.host().views().read_cases(WithDigest::no);
  REQUIRE(all.has_value());
  std::size_t by_forwarding = 0;
  for (const std::string& office : offices_of(serving)) {
    INFO(office);
    const std::string token = bearer(key_of(serving, office));
    const auto got = serving.get("/v1/cases?limit=1000", token);
    if (got.status == 401) continue;  // a root, or an office that has ended
    std::set<std::string> listed;
    auto list = object_of(got);
    for (const auto& item : list["items"].as_array()) listed.emplace(item.at("case").as_string());
    for (const CaseSummary& one : all->value) {
      INFO(one.stream);
      auto opened = serving.get("/v1/cases/" + one.stream, token);
      CHECK((opened.status == 200) == (listed.count(one.stream) == 1));
      const bool is_opener = one.opener.substr(one.opener.find('@')) == office.substr(office.find('@'));
      if (opened.status == 200 && opened.body.find("\"subject\"") == std::string::npos && !is_opener) ++by_forwarding;
    }
  }
  CHECK(by_forwarding > 0);
}

TEST_CASE("read: tokens of strangers, for other ledgers, damaged or of no scheme are refused with the reason",
          "[api][read]") {
  Serving::Options options;
  options.is_public = false;
  Serving serving(options);
  const SigningKey known = key_of(serving, office_with(serving, "PPK_ASN"));
  std::string damaged = bearer(known);
  damaged[damaged.size() - 10] = damaged[damaged.size() - 10] == 'A' ? 'B' : 'A';
  for (const std::string& header :
       {bearer(SigningKey::generate()), bearer(known, "simulated.jejak.example/other"), damaged,
        std::string("Authorization: Bearer x\r\n"), std::string("Authorization: Basic YTpi\r\n")}) {
    INFO(header);
    const auto got = serving.get("/v1/cases", header);
    CHECK(got.status == 401);
    CHECK(got.body.find("unauthenticated") != std::string::npos);
  }
}
