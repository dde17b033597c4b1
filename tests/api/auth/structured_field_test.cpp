// Structured fields: what the standard's own examples say, what is refused and where, and that print and parse are
// inverse.

#include "api/auth/structured_field.hpp"

#include "tests/api/auth/property.hpp"

using namespace jejak;
using namespace jejak::structured;
using namespace jejak::test;

namespace {

template <class Value>
std::string no(const Result<Value>& answer) {
  return answer.has_value() ? "taken" : answer.error().message;
}

std::string again(std::string_view text) {
  const auto dictionary = parse_dictionary(text);
  return dictionary ? *print(*dictionary) : no(dictionary);
}

rc::Gen<std::string> any_key() {
  return rc::gen::map(rc::gen::container<std::string>(rc::gen::elementOf(std::string("abz09_-.*"))),
                      [](const std::string& tail) { return "k" + tail; });
}

rc::Gen<BareItem> any_bare() {
  return rc::gen::oneOf(rc::gen::map(rc::gen::inRange<std::int64_t>(-integer_max, integer_max + 1),
                                     [](std::int64_t v) { return BareItem(v); }),
                        rc::gen::map(rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '\x7f')),
                                     [](const std::string& v) { return BareItem(v); }),
                        rc::gen::map(rc::gen::container<std::string>(rc::gen::elementOf(std::string("aZ0!:/~*"))),
                                     [](const std::string& v) { return BareItem(structured::Token{"t" + v}); }),
                        rc::gen::map(rc::gen::arbitrary<Bytes>(), [](const Bytes& v) { return BareItem(v); }),
                        rc::gen::map(rc::gen::arbitrary<bool>(), [](bool v) { return BareItem(v); }));
}

Parameters some_parameters() {
  Parameters out;
  const auto keys = *rc::gen::resize(3, rc::gen::unique<std::vector<std::string>>(any_key()));
  for (const std::string& key : keys) out.all.emplace_back(key, *any_bare());
  return out;
}

Item some_item() {
  BareItem value = *any_bare();
  return Item{std::move(value), some_parameters()};
}

Member some_member() {
  if (*rc::gen::arbitrary<bool>()) return some_item();
  InnerList list;
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) list.items.push_back(some_item());
  list.parameters = some_parameters();
  return list;
}

}  // namespace

TEST_CASE("structured field: a signature's input is read into its parts", "[auth][structured]") {
  const auto read = parse_dictionary(
      R"(sig1=("@method" "@path" "date";req);created=1618884473;keyid="a\"\\b", b=:AQID:;x;y=?0,c=tok/en,d)");
  INFO(no(read));
  REQUIRE(read.has_value());
  REQUIRE(read->all.size() == 4);
  const auto& list = std::get<InnerList>(*read->find("sig1"));
  REQUIRE(list.items.size() == 3);
  CHECK(list.items[0].value == BareItem(std::string("@method")));
  CHECK(list.items[2].parameters.find("req") != nullptr);
  CHECK(*list.parameters.get<std::int64_t>("created") == 1618884473);
  CHECK(*list.parameters.get<std::string>("keyid") == "a\"\\b");
  CHECK(list.parameters.get<std::string>("created") == nullptr);
  CHECK(list.parameters.find("nonce") == nullptr);
  const auto& bytes = std::get<Item>(*read->find("b"));
  CHECK(bytes.value == BareItem(Bytes{1, 2, 3}));
  CHECK(bytes.parameters.get<bool>("x") != nullptr);
  CHECK(*bytes.parameters.get<bool>("y") == false);
  CHECK(std::get<Item>(*read->find("c")).value == BareItem(structured::Token{"tok/en"}));
  CHECK(std::get<Item>(*read->find("d")).value == BareItem(true));
  CHECK(read->find("e") == nullptr);
}

TEST_CASE("structured field: the one spelling of the standard's examples", "[auth][structured]") {
  for (const auto& [text, spelt] : {
           std::pair{R"(en="Applepie", da=:w4ZibGV0w6ZydGU=:)", R"(en="Applepie", da=:w4ZibGV0w6ZydGU=:)"},
           std::pair{"a=?0, b, c; foo=bar", "a=?0, b, c;foo=bar"},
           std::pair{"rating=15, feelings=(joy sadness)", "rating=15, feelings=(joy sadness)"},
           std::pair{"a=(1 2), b=3, c=4;aa=bb, d=(5 6);valid", "a=(1 2), b=3, c=4;aa=bb, d=(5 6);valid"},
           std::pair{"  a=(  1   2  ) \t,\tb=-007  ", "a=(1 2), b=-7"},
           std::pair{"a=?1;b=?1", "a;b"},
           std::pair{"", ""},
           std::pair{"   ", ""},
       }) {
    INFO(text);
    CHECK(again(text) == spelt);
  }
  CHECK(*print(*parse_list(R"("default";r=50;t=30, "burst";r=5)")) == R"("default";r=50;t=30, "burst";r=5)");
  CHECK(*print(*parse_item(R"( "8e03978e-40d5-43e8-bc93-6894a57f9324" )")) ==
        R"("8e03978e-40d5-43e8-bc93-6894a57f9324")");
  CHECK(*print(*parse_item("-999999999999999")) == "-999999999999999");
}

TEST_CASE("structured field: what is refused is refused where it stands", "[auth][structured]") {
  for (const auto& [text, words] : {
           std::pair{"a=1,", "byte 4: nothing follows the comma"},
           std::pair{"a=1,,b", "byte 4: a key must begin with a lower-case letter or *"},
           std::pair{"a=1 b", "byte 4: something follows the value"},
           std::pair{"\ta=1", "byte 0: a key must begin with a lower-case letter or *"},
           std::pair{"a=1\t", "byte 3: something follows the value"},
           std::pair{"A=1", "byte 0: a key must begin with a lower-case letter or *"},
           std::pair{"a=1, a=2", "byte 6: the key \"a\" stands twice"},
           std::pair{"a=1;b;b", "byte 7: the parameter \"b\" stands twice"},
           std::pair{"a= 1", "byte 2: a value must begin here"},
           std::pair{"a =1", "byte 2: something follows the value"},
           std::pair{"a=1.5", "byte 3: decimals are not taken"},
           std::pair{"a=@1659578233", "byte 2: dates are not taken"},
           std::pair{"a=%\"x\"", "byte 2: display strings are not taken"},
           std::pair{"a=1234567890123456", "byte 18: an integer has at most 15 digits"},
           std::pair{"a=-", "byte 3: an integer must have digits"},
           std::pair{"a=--1", "byte 3: an integer must have digits"},
           std::pair{"a=\"x", "byte 4: the string is not closed"},
           std::pair{"a=\"x\\", "byte 5: only \" and \\ are escaped in a string"},
           std::pair{"a=\"x\\n\"", "byte 5: only \" and \\ are escaped in a string"},
           std::pair{"a=\"\x01\"", "byte 3: a string holds printable ASCII only"},
           std::pair{"a=\"\xc3\xa9\"", "byte 3: a string holds printable ASCII only"},
           std::pair{"a=:AQI", "byte 6: the byte sequence is not closed"},
           std::pair{"a=:AQI:", "byte 7: the byte sequence is not canonical base64"},
           std::pair{"a=:AR==:", "byte 8: the byte sequence is not canonical base64"},
           std::pair{"a=:A-_=:", "byte 8: the byte sequence is not canonical base64"},
           std::pair{"a=?2", "byte 3: a boolean is ?0 or ?1"},
           std::pair{"a=(1", "byte 4: the inner list is not closed"},
           std::pair{"a=(1\"x\")", "byte 4: a space must part the items of an inner list"},
           std::pair{"a=(1\t2)", "byte 4: a space must part the items of an inner list"},
           std::pair{"a=((1))", "byte 3: a value must begin here"},
           std::pair{"a=1;B", "byte 4: a key must begin with a lower-case letter or *"},
       }) {
    INFO(text);
    CHECK(no(parse_dictionary(text)) == words);
  }
  CHECK(no(parse_item("")) == "byte 0: a value must begin here");
  CHECK(no(parse_item("1, 2")) == "byte 1: something follows the value");
  CHECK(no(parse_item("(1)")) == "byte 0: a value must begin here");
}

TEST_CASE("structured field: size and counts have limits", "[auth][structured]") {
  CHECK(parse_dictionary(std::string(field_bytes_max + 1, ' ')).error().code == Errc::too_large);
  std::string list, inner = "(", parameters = "1";
  for (std::size_t i = 0; i < members_max; ++i) {
    list += (i == 0 ? "" : ",") + std::to_string(i);
    inner += std::to_string(i) + " ";
  }
  for (std::size_t i = 0; i < parameters_max; ++i) parameters += ";p" + std::to_string(i);
  CHECK(parse_list(list).has_value());
  CHECK(parse_list(list + ",1").error().code == Errc::too_large);
  CHECK(parse_list(inner + ")").has_value());
  CHECK(parse_list(inner + "1)").error().code == Errc::too_large);
  CHECK(parse_item(parameters).has_value());
  CHECK(parse_item(parameters + ";q").error().code == Errc::too_large);
}

TEST_CASE("structured field: nothing is printed that the standard has no spelling for", "[auth][structured]") {
  const auto code = [](const auto& printed) { return printed.has_value() ? Errc::internal : printed.error().code; };
  CHECK(code(print(Item{std::int64_t{integer_max + 1}})) == Errc::usage);
  CHECK(code(print(Item{std::string("a\nb")})) == Errc::usage);
  CHECK(code(print(Item{structured::Token{"a b"}})) == Errc::usage);
  CHECK(code(print(Item{structured::Token{""}})) == Errc::usage);
  CHECK(code(print(Item{structured::Token{"1"}})) == Errc::usage);
  CHECK(code(print(Item{true, Parameters{{{"K", true}}}})) == Errc::usage);
  CHECK(code(print(Item{true, Parameters{{{"k", true}, {"k", false}}}})) == Errc::usage);
  CHECK(code(print(Item{std::string(field_bytes_max, 'x')})) == Errc::usage);
  CHECK(code(print(Dictionary{{{"", Item{true}}}})) == Errc::usage);
  CHECK(code(print(List(members_max + 1, Item{true}))) == Errc::usage);
}

TEST_CASE("structured field: what was printed is read back as it was", "[auth][structured]") {
  CHECK(holds("lists and dictionaries come back", 300, [] {
    Dictionary dictionary;
    List list;
    for (const std::string& key : *rc::gen::resize(4, rc::gen::unique<std::vector<std::string>>(any_key()))) {
      dictionary.all.emplace_back(key, some_member());
      list.push_back(dictionary.all.back().second);
    }
    const auto text = print(dictionary);
    RC_PRE(text.has_value());
    const auto read = parse_dictionary(*text);
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == dictionary);
    RC_ASSERT(*print(*read) == *text);
    const auto members = print(list);
    RC_PRE(members.has_value());
    RC_ASSERT(*parse_list(*members) == list);
    const Item item = some_item();
    const auto alone = print(item);
    RC_PRE(alone.has_value());
    RC_ASSERT(*parse_item(*alone) == item);
  }));
}
