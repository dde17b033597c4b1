#pragma once
// Structured field values of HTTP (RFC 9651, before it RFC 8941), as far as Signature-Input, Signature, Content-Digest,
// Idempotency-Key and RateLimit need them: items, lists, dictionaries, inner lists, parameters; strings, tokens,
// integers, byte sequences, booleans. Decimals, dates and display strings are refused by name.
//
// Stricter than the standard in two things, so that no two readers understand a field differently: a key that stands
// twice is refused (the standard takes the last one), and base64 has one spelling.

#include "ledger/base/bytes.hpp"
#include "ledger/base/result.hpp"

#include <utility>
#include <variant>

namespace jejak::structured {

constexpr std::size_t field_bytes_max = 8'192;
constexpr std::size_t members_max = 64;     // of a list, inner list or dictionary
constexpr std::size_t parameters_max = 16;  // of one item or inner list
constexpr std::int64_t integer_max = 999'999'999'999'999;

struct Token {
  std::string text;
  bool operator==(const Token&) const = default;
};
using BareItem = std::variant<std::int64_t, std::string, Token, Bytes, bool>;

// Ascending by their place in the text, each key once.
struct Parameters {
  std::vector<std::pair<std::string, BareItem>> all;
  bool operator==(const Parameters&) const = default;

  const BareItem* find(std::string_view key) const;  // null if it does not stand there
  template <class T>
  const T* get(std::string_view key) const {  // also null if it is of another kind
    const BareItem* value = find(key);
    return value == nullptr ? nullptr : std::get_if<T>(value);
  }
};

struct Item {
  BareItem value;
  Parameters parameters = {};
  bool operator==(const Item&) const = default;
};
struct InnerList {
  std::vector<Item> items;
  Parameters parameters = {};
  bool operator==(const InnerList&) const = default;
};
using Member = std::variant<Item, InnerList>;
using List = std::vector<Member>;

// In the order of the text, each key once. A member without a value is the boolean true.
struct Dictionary {
  std::vector<std::pair<std::string, Member>> all;
  bool operator==(const Dictionary&) const = default;
  const Member* find(std::string_view key) const;  // null if it does not stand there
};

// The whole value of a field; the lines of a field that stands several times joined by ", ". An empty text is an empty
// list or dictionary, and no item. Errors begin with the byte: malformed, too_large, unsupported. Any thread.
Result<Item> parse_item(std::string_view text);
Result<List> parse_list(std::string_view text);
Result<Dictionary> parse_dictionary(std::string_view text);

// The one canonical spelling. parse(print(x)) == x. Errors: usage, where the standard has no spelling for a value: an
// integer of more than 15 digits, a string that is not printable ASCII, an ill-formed token or key; or a limit is
// passed.
Result<std::string> print(const Item& item);
Result<std::string> print(const InnerList& list);
Result<std::string> print(const List& list);
Result<std::string> print(const Dictionary& dictionary);

}  // namespace jejak::structured
