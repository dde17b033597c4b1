#include "api/auth/structured_alphabet.hpp"
#include "api/auth/structured_field.hpp"

#include <algorithm>

namespace jejak::structured {

namespace {

// Appends to one text; the first value that has no spelling stays in error_.
class Printer {
 public:
  Result<std::string> finish() && {
    if (text_.size() > field_bytes_max) fail("is longer than " + std::to_string(field_bytes_max) + " bytes");
    if (error_) return *std::move(error_);
    return std::move(text_);
  }

  void add(const Item& item) {
    std::visit([this](const auto& value) { add_bare(value); }, item.value);
    add(item.parameters);
  }
  void add(const InnerList& list) {
    check_count(list.items.size(), members_max);
    text_ += '(';
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (i > 0) text_ += ' ';
      add(list.items[i]);
    }
    text_ += ')';
    add(list.parameters);
  }
  void add(const List& list) {
    check_count(list.size(), members_max);
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) text_ += ", ";
      std::visit([this](const auto& member) { add(member); }, list[i]);
    }
  }
  void add(const Dictionary& dictionary) {
    check_count(dictionary.all.size(), members_max);
    check_once(dictionary.all);
    for (std::size_t i = 0; i < dictionary.all.size(); ++i) {
      if (i > 0) text_ += ", ";
      const auto& [key, member] = dictionary.all[i];
      add_key(key);
      const Item* item = std::get_if<Item>(&member);
      if (item != nullptr && item->value == BareItem(true)) {
        add(item->parameters);
        continue;
      }
      text_ += '=';
      std::visit([this](const auto& each) { add(each); }, member);
    }
  }

 private:
  void add(const Parameters& parameters) {
    check_count(parameters.all.size(), parameters_max);
    check_once(parameters.all);
    for (const auto& [key, value] : parameters.all) {
      text_ += ';';
      add_key(key);
      if (value == BareItem(true)) continue;
      text_ += '=';
      std::visit([this](const auto& bare) { add_bare(bare); }, value);
    }
  }

  void add_bare(std::int64_t value) {
    if (value < -integer_max || value > integer_max) fail("an integer has at most 15 digits");
    text_ += std::to_string(value);
  }
  void add_bare(const std::string& value) {
    if (!std::all_of(value.begin(), value.end(), is_printable)) fail("a string holds printable ASCII only");
    text_ += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c;
    }
    text_ += '"';
  }
  void add_bare(const Token& value) {
    if (value.text.empty() || !begins_token(value.text.front()) ||
        !std::all_of(value.text.begin(), value.text.end(), continues_token)) {
      fail("a token must begin with a letter or *, and hold no separators");
    }
    text_ += value.text;
  }
  void add_bare(const Bytes& value) { text_ += ":" + to_base64(value) + ":"; }
  void add_bare(bool value) { text_ += value ? "?1" : "?0"; }

  void add_key(const std::string& key) {
    if (key.empty() || !begins_key(key.front()) || !std::all_of(key.begin(), key.end(), continues_key)) {
      fail("a key must begin with a lower-case letter or *, and hold lower-case letters, digits, _ - . *");
    }
    text_ += key;
  }

  template <class Pairs>
  void check_once(const Pairs& pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (pairs[i].first == pairs[j].first) fail("the key " + pairs[i].first + " stands twice");
      }
    }
  }
  void check_count(std::size_t count, std::size_t count_max) {
    if (count > count_max) fail("has more than " + std::to_string(count_max) + " parts");
  }
  void fail(std::string rule) {
    if (!error_) error_ = Error{Errc::usage, "structured field: " + std::move(rule)};
  }

  std::string text_;
  std::optional<Error> error_;
};

template <class Value>
Result<std::string> printed(const Value& value) {
  Printer printer;
  printer.add(value);
  return std::move(printer).finish();
}

}  // namespace

Result<std::string> print(const Item& item) {
  return printed(item);
}

Result<std::string> print(const InnerList& list) {
  return printed(list);
}

Result<std::string> print(const List& list) {
  return printed(list);
}

Result<std::string> print(const Dictionary& dictionary) {
  return printed(dictionary);
}

}  // namespace jejak::structured
