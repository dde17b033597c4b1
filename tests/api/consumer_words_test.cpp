#include "api/consumer_words.hpp"

#include "ledger/record/json.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;

namespace {

ConsumerWords words(const std::string& text) {
  auto parsed = parse_consumer_words(text);
  INFO(text.substr(0, 100));
  REQUIRE(parsed.has_value());
  return std::move(*parsed);
}

Error refusal(const std::string& text) {
  const auto parsed = parse_consumer_words(text);
  INFO(text.substr(0, 100));
  REQUIRE_FALSE(parsed.has_value());
  return parsed.error();
}

std::string list_of(std::size_t positions) {
  std::string out = "[";
  for (std::size_t i = 0; i < positions; ++i) out += (i == 0 ? "" : ",") + std::to_string(i);
  return out + "]";
}

}  // namespace

TEST_CASE("consumer words: credit, acknowledgements and their opposite are read as they are said", "[api][words]") {
  CHECK(words("{}") == ConsumerWords{});
  CHECK(words(R"({"credit":7})") == ConsumerWords{7, {}, std::nullopt});
  CHECK(words(R"({"ack":[3,1,3]})") ==
        ConsumerWords{std::nullopt, {Sequence{3}, Sequence{1}, Sequence{3}}, std::nullopt});
  CHECK(words(R"({"nack":[2]})") == ConsumerWords{std::nullopt, {Sequence{2}}, Nack::retry});
  CHECK(words(R"({"nack":[2],"action":"park"})") == ConsumerWords{std::nullopt, {Sequence{2}}, Nack::park});
  CHECK(words(R"({"action":"skip","nack":[2],"credit":1})") == ConsumerWords{1, {Sequence{2}}, Nack::skip});
}

TEST_CASE("consumer words: what is beyond a limit is refused, and what is at it is not", "[api][words]") {
  CHECK(words(R"({"credit":1})").credit == 1);
  CHECK(words(R"({"credit":100000})").credit == said_credit_max);
  for (const char* credit :
       {"0", "-1", "100001", "4294967297", "18446744073709551615", "1e2", "1.0", "\"1\"", "null"}) {
    CHECK(refusal("{\"credit\":" + std::string(credit) + "}").message == "credit: a number from 1 to 100000");
  }
  CHECK(words("{\"ack\":" + list_of(said_positions_max) + "}").positions.size() == said_positions_max);
  CHECK(refusal("{\"ack\":" + list_of(said_positions_max + 1) + "}").message ==
        "ack: not an array of at most 10000 positions");
  CHECK(words(R"({"nack":[9223372036854775807]})").positions.front().value == tree_size_max);
  for (const char* position : {"-1", "9223372036854775808", "1.5", "\"1\"", "null", "[]"}) {
    CHECK(refusal("{\"nack\":[" + std::string(position) + "]}").message == "nack: no position");
  }
}

TEST_CASE("consumer words: what could be meant in two ways is refused", "[api][words]") {
  for (const char* both : {R"({"ack":[1],"nack":[2]})", R"({"nack":[2],"action":"skip","ack":[1]})"}) {
    CHECK(refusal(both).message == "ack and nack: one of them in a message");
  }
  for (const char* alone : {R"({"ack":[1],"action":"skip"})", R"({"action":"park"})", R"({"credit":1,"action":"x"})"}) {
    CHECK(refusal(alone).message == "action: only with nack");
  }
  CHECK(refusal(R"({"nack":[1],"action":"forget"})").message == "action: none of park, retry, skip");
}

TEST_CASE("consumer words: nonsense is malformed, and what is too large is told apart", "[api][words]") {
  for (const char* nonsense :
       {"", "x", "[]", "1", "{", R"({"ack":"all"})", R"({"ack":{}})", R"({"action":"forget"})", R"({"action":1})",
        R"({"acks":[]})", R"({"ack":[1],"ack":[2]})", "{\"\xff\":1}", "{} {}"}) {
    CHECK(refusal(nonsense).code == Errc::malformed);
  }
  CHECK(refusal(R"({"acks":[]})").message == "\"acks\" is none of credit, ack, nack, action");
  CHECK(refusal("{\"ack\":" + std::string(30'000, '[')).code == Errc::too_large);
  CHECK(refusal("{}" + std::string(json_bytes_max, ' ')).code == Errc::too_large);
}
