#include "api/auth/structured_alphabet.hpp"
#include "api/auth/structured_field.hpp"
#include "ledger/proof/lines.hpp"

#include <algorithm>

namespace jejak::structured {

namespace {

template <class Value>
const Value* find_in(const std::vector<std::pair<std::string, Value>>& all, std::string_view key) {
  const auto at = std::find_if(all.begin(), all.end(), [key](const auto& each) { return each.first == key; });
  return at == all.end() ? nullptr : &at->second;
}

// Walks through the text once. The first rule that is broken stays in error_; from then on nothing moves.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {
    if (text.size() > field_bytes_max) {
      fail(Errc::too_large, std::to_string(text.size()) + " bytes, at most " + std::to_string(field_bytes_max));
    }
  }

  template <class Value>
  Result<Value> whole(Value (Walk::*read)()) {
    skip_spaces();
    Value value = (this->*read)();
    skip_spaces();
    if (!error_ && at_ < text_.size()) fail("something follows the value");
    if (error_) return *std::move(error_);
    return value;
  }

  Item item() {
    Item item{bare_item(), {}};
    item.parameters = parameters();
    return item;
  }

  List list() {
    List list;
    while (!error_ && at_ < text_.size()) {
      if (list.size() == members_max) {
        fail(Errc::too_large, "more than " + std::to_string(members_max) + " members");
        break;
      }
      list.push_back(member());
      if (!comma()) break;
    }
    return list;
  }

  Dictionary dictionary() {
    Dictionary dictionary;
    while (!error_ && at_ < text_.size()) {
      const std::string key = read_key();
      if (dictionary.find(key) != nullptr) fail("the key " + quoted(key) + " stands twice");
      if (dictionary.all.size() == members_max) {
        fail(Errc::too_large, "more than " + std::to_string(members_max) + " members");
      }
      if (error_) break;
      dictionary.all.emplace_back(key, take('=') ? member() : Member(Item{true, parameters()}));
      if (!comma()) break;
    }
    return dictionary;
  }

 private:
  bool ahead(char c) const { return !error_ && at_ < text_.size() && text_[at_] == c; }
  template <class Condition>
  bool ahead_is(const Condition& condition) const {
    return !error_ && at_ < text_.size() && condition(text_[at_]);
  }
  bool take(char c) {
    if (!ahead(c)) return false;
    ++at_;
    return true;
  }
  template <class Condition>
  std::string_view take_while(const Condition& condition) {
    const std::size_t from = at_;
    while (ahead_is(condition)) ++at_;
    return text_.substr(from, at_ - from);
  }
  void skip_spaces() {
    while (take(' ')) continue;
  }

  // Between two members; false at the end, and where there is no comma, which whole() complains of.
  bool comma() {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    const std::size_t before = at_;
    take_while(is_blank);
    if (!take(',')) {
      at_ = before;
      return false;
    }
    take_while(is_blank);
    if (at_ == text_.size()) fail("nothing follows the comma");
    return !error_;
  }

  Member member() {
    if (ahead('(')) return inner_list();
    return item();
  }

  InnerList inner_list() {
    InnerList list;
    take('(');
    while (!error_) {
      const bool apart = ahead(' ');
      skip_spaces();
      if (take(')')) break;
      if (at_ == text_.size()) {
        fail("the inner list is not closed");
      } else if (!list.items.empty() && !apart) {
        fail("a space must part the items of an inner list");
      } else if (list.items.size() == members_max) {
        fail(Errc::too_large, "more than " + std::to_string(members_max) + " items in an inner list");
      } else {
        list.items.push_back(item());
      }
    }
    list.parameters = parameters();
    return list;
  }

  Parameters parameters() {
    Parameters parameters;
    while (take(';')) {
      skip_spaces();
      const std::string key = read_key();
      if (parameters.find(key) != nullptr) fail("the parameter " + quoted(key) + " stands twice");
      if (parameters.all.size() == parameters_max) {
        fail(Errc::too_large, "more than " + std::to_string(parameters_max) + " parameters");
      }
      if (error_) break;
      parameters.all.emplace_back(key, take('=') ? bare_item() : BareItem(true));
    }
    return parameters;
  }

  std::string read_key() {
    if (!ahead_is(begins_key)) fail("a key must begin with a lower-case letter or *");
    return std::string(take_while(continues_key));
  }

  BareItem bare_item() {
    if (error_) return false;
    if (ahead('"')) return read_string();
    if (ahead(':')) return read_bytes();
    if (ahead('?')) return read_boolean();
    if (ahead('-') || ahead_is(is_digit)) return read_integer();
    if (ahead_is(begins_token)) return Token{std::string(take_while(continues_token))};
    if (ahead('@')) {
      fail(Errc::unsupported, "dates are not taken");
    } else if (ahead('%')) {
      fail(Errc::unsupported, "display strings are not taken");
    } else {
      fail("a value must begin here");
    }
    return false;
  }

  std::int64_t read_integer() {
    constexpr std::size_t digits_max = 15;
    const bool negative = take('-');
    const std::string_view digits = take_while(is_digit);
    if (digits.empty()) fail("an integer must have digits");
    if (digits.size() > digits_max) fail("an integer has at most 15 digits");
    if (ahead('.')) fail(Errc::unsupported, "decimals are not taken");
    if (error_) return 0;
    std::int64_t value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return negative ? -value : value;
  }

  std::string read_string() {
    std::string value;
    take('"');
    while (!error_ && !take('"')) {
      if (take('\\') && !ahead('"') && !ahead('\\')) {
        fail("only \" and \\ are escaped in a string");
      } else if (at_ == text_.size()) {
        fail("the string is not closed");
      } else if (!is_printable(text_[at_])) {
        fail("a string holds printable ASCII only");
      } else {
        value.push_back(text_[at_++]);
      }
    }
    return value;
  }

  Bytes read_bytes() {
    take(':');
    const std::string_view base64 = take_while([](char c) { return c != ':'; });
    if (!take(':')) {
      fail("the byte sequence is not closed");
      return {};
    }
    const auto bytes = from_base64(base64);
    if (!bytes) fail("the byte sequence is not canonical base64");
    return bytes.value_or(Bytes{});
  }

  bool read_boolean() {
    take('?');
    const bool value = take('1');
    if (!value && !take('0')) fail("a boolean is ?0 or ?1");
    return value;
  }

  void fail(std::string rule) { fail(Errc::malformed, std::move(rule)); }
  void fail(Errc code, std::string rule) {
    if (!error_) error_ = Error{code, "byte " + std::to_string(at_) + ": " + std::move(rule)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
};

}  // namespace

const BareItem* Parameters::find(std::string_view key) const {
  return find_in(all, key);
}

const Member* Dictionary::find(std::string_view key) const {
  return find_in(all, key);
}

Result<Item> parse_item(std::string_view text) {
  return Walk(text).whole(&Walk::item);
}

Result<List> parse_list(std::string_view text) {
  return Walk(text).whole(&Walk::list);
}

Result<Dictionary> parse_dictionary(std::string_view text) {
  return Walk(text).whole(&Walk::dictionary);
}

}  // namespace jejak::structured
