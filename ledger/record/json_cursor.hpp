#pragma once
// A strict walk through a JSON text: every step knows its path, and the first rule that is broken is kept with it.
// For ledger/record, and for the tokens of api/auth.

#include "ledger/base/bytes.hpp"
#include "ledger/base/date.hpp"
#include "ledger/base/result.hpp"
#include "ledger/record/event.hpp"

#include <boost/json/value.hpp>

#include <initializer_list>

namespace jejak {

// At most json_bytes_max bytes and json_depth_max levels, UTF-8, one value, no member twice in an object.
Result<boost::json::value> parse_strict_json(std::string_view text);

// The name nearest to a misspelt one, as a half sentence for an error ("; did you mean office?"), or nothing.
std::string suggestion(std::string_view wrong, const std::vector<std::string_view>& names);

struct JsonFailure {
  std::optional<Error> first;
};

// One value of the text, or nothing. A cursor over nothing, or after a failure, answers with empty values, so that
// a reader asks for everything it wants and looks for the failure once.
class JsonCursor {
 public:
  JsonCursor(const boost::json::value* value, std::string path, JsonFailure& failure)
      : value_(value), path_(std::move(path)), failure_(&failure) {}

  bool present() const { return value_ != nullptr; }
  const std::string& path() const { return path_; }
  void fail(std::string_view rule) const;

  JsonCursor required(std::string_view name) const;
  JsonCursor optional(std::string_view name) const;  // over nothing if the member is absent
  void only(std::initializer_list<std::string_view> names) const;
  void only(const std::vector<std::string_view>& names) const;
  std::vector<JsonCursor> items(std::size_t count_max) const;

  std::string text() const;  // of a required member; empty texts are refused
  std::string optional_text() const { return present() ? text() : std::string(); }
  std::int64_t integer() const;
  Date date() const;
  Instant instant() const;
  Id id() const;
  Hash hash() const;
  Bytes hex() const;
  Bytes base64() const;

  // Fails with `"TEXT" is not WHAT` unless parse(text) answers.
  template <class Parse>
  auto parsed(Parse parse, std::string_view what) const -> typename decltype(parse(std::string_view()))::value_type {
    const std::string spelt = text();
    auto answer = parse(std::string_view(spelt));
    if (answer) return *std::move(answer);
    not_a(spelt, what);
    return {};
  }

 private:
  JsonCursor child(std::string_view name, const boost::json::value* value) const;
  const boost::json::object* object() const;
  void not_a(std::string_view text, std::string_view what) const;
  const boost::json::value* value_;
  std::string path_;
  JsonFailure* failure_;
};

}  // namespace jejak
