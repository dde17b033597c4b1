#include "ledger/record/json_cursor.hpp"

#include "ledger/proof/lines.hpp"
#include "ledger/record/json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

namespace jejak {
namespace {

namespace json = boost::json;
using ErrorCode = boost::system::error_code;

std::string joined(std::string_view path, std::string_view name) {
  return path.empty() ? std::string(name) : std::string(path) + "." + std::string(name);
}

// The library keeps the last of two members of the same name; a signer must not see one and sign the other.
class RepeatedMemberFinder {
 public:
  static constexpr std::size_t max_object_size = json_bytes_max;
  static constexpr std::size_t max_array_size = json_bytes_max;
  static constexpr std::size_t max_key_size = json_bytes_max;
  static constexpr std::size_t max_string_size = json_bytes_max;

  const std::string& found() const { return found_; }

  bool on_object_begin(ErrorCode&) {
    levels_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, ErrorCode&) {
    levels_.pop_back();
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, ErrorCode&) {
    key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, ErrorCode& error) {
    key_.append(part.data(), part.size());
    if (!levels_.back().names.insert(key_).second) {
      for (std::size_t i = 0; i + 1 < levels_.size(); ++i) found_ += levels_[i].current + ".";
      found_ += key_;
      error = json::make_error_code(json::error::syntax);
      return false;
    }
    levels_.back().current = std::move(key_);
    key_.clear();
    return true;
  }

  bool on_document_begin(ErrorCode&) { return true; }
  bool on_document_end(ErrorCode&) { return true; }
  bool on_array_begin(ErrorCode&) { return true; }
  bool on_array_end(std::size_t, ErrorCode&) { return true; }
  bool on_string_part(json::string_view, std::size_t, ErrorCode&) { return true; }
  bool on_string(json::string_view, std::size_t, ErrorCode&) { return true; }
  bool on_number_part(json::string_view, ErrorCode&) { return true; }
  bool on_int64(std::int64_t, json::string_view, ErrorCode&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, ErrorCode&) { return true; }
  bool on_double(double, json::string_view, ErrorCode&) { return true; }
  bool on_bool(bool, ErrorCode&) { return true; }
  bool on_null(ErrorCode&) { return true; }
  bool on_comment_part(json::string_view, ErrorCode&) { return true; }
  bool on_comment(json::string_view, ErrorCode&) { return true; }

 private:
  struct Level {
    std::set<std::string> names;
    std::string current;
  };
  std::vector<Level> levels_;
  std::string key_;
  std::string found_;
};

std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

Result<json::value> parse_strict_json(std::string_view text) {
  if (text.size() > json_bytes_max) {
    return Error{Errc::too_large, "JSON: " + std::to_string(text.size()) + " bytes, at most " +
                                      std::to_string(json_bytes_max) + " are allowed"};
  }
  json::parse_options options;
  options.max_depth = json_depth_max;
  ErrorCode error;
  json::basic_parser<RepeatedMemberFinder> finder(options);
  const std::size_t end = finder.write_some(false, text.data(), text.size(), error);
  if (!finder.handler().found().empty()) {
    return Error{Errc::malformed, quoted(finder.handler().found()) + ": stands twice"};
  }
  if (!error && end < text.size()) error = json::make_error_code(json::error::extra_data);
  if (error == json::error::too_deep) {
    return Error{Errc::too_large, "JSON: nested deeper than " + std::to_string(json_depth_max) + " levels"};
  }
  if (error) return Error{Errc::malformed, "JSON: byte " + std::to_string(end) + ": " + error.message()};
  json::value value = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
  if (error) return Error{Errc::malformed, "JSON: " + error.message()};
  return value;
}

std::string suggestion(std::string_view wrong, const std::vector<std::string_view>& names) {
  constexpr std::size_t length_max = 64;
  if (wrong.size() > length_max) return {};
  std::string_view nearest;
  std::size_t edits = std::min<std::size_t>(3, wrong.size() / 2) + 1;
  for (const std::string_view name : names) {
    const std::size_t distance = edits_between(wrong, name);
    if (distance >= edits) continue;
    edits = distance;
    nearest = name;
  }
  return nearest.empty() ? std::string() : "; did you mean " + std::string(nearest) + "?";
}

void JsonCursor::fail(std::string_view rule) const {
  if (failure_->first) return;
  const std::string place = path_.empty() ? std::string("JSON") : path_;
  failure_->first = Error{Errc::malformed, place + ": " + std::string(rule)};
}

void JsonCursor::not_a(std::string_view text, std::string_view what) const {
  fail(quoted(text) + " is not " + std::string(what));
}

JsonCursor JsonCursor::child(std::string_view name, const json::value* value) const {
  return JsonCursor(value, joined(path_, name), *failure_);
}

const json::object* JsonCursor::object() const {
  if (value_ == nullptr) return nullptr;
  const json::object* object = value_->if_object();
  if (object == nullptr) fail("must be an object");
  return object;
}

JsonCursor JsonCursor::optional(std::string_view name) const {
  const json::object* members = object();
  const json::string_view key(name.data(), name.size());
  return child(name, members == nullptr ? nullptr : members->if_contains(key));
}

JsonCursor JsonCursor::required(std::string_view name) const {
  JsonCursor member = optional(name);
  if (present() && !member.present()) member.fail("is missing");
  return member;
}

void JsonCursor::only(std::initializer_list<std::string_view> names) const {
  only(std::vector<std::string_view>(names));
}

void JsonCursor::only(const std::vector<std::string_view>& names) const {
  const json::object* members = object();
  if (members == nullptr) return;
  for (const auto& member : *members) {
    const std::string_view key(member.key().data(), member.key().size());
    if (std::find(names.begin(), names.end(), key) != names.end()) continue;
    const bool printable = is_code(key) && key.size() <= code_bytes_max;
    return child(printable ? std::string(key) : quoted(key), nullptr).fail("no such member" + suggestion(key, names));
  }
}

std::vector<JsonCursor> JsonCursor::items(std::size_t count_max) const {
  std::vector<JsonCursor> out;
  if (value_ == nullptr) return out;
  const json::array* array = value_->if_array();
  if (array == nullptr) {
    fail("must be a list");
    return out;
  }
  if (array->size() > count_max) {
    fail("has more than " + std::to_string(count_max) + " members");
    return out;
  }
  out.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) {
    out.emplace_back(&(*array)[i], path_ + "[" + std::to_string(i) + "]", *failure_);
  }
  return out;
}

std::string JsonCursor::text() const {
  if (value_ == nullptr) return {};
  const json::string* text = value_->if_string();
  if (text == nullptr) {
    fail("must be a text");
    return {};
  }
  if (text->empty()) fail("must not be empty; leave the member out");
  return std::string(text->data(), text->size());
}

std::int64_t JsonCursor::integer() const {
  if (value_ == nullptr) return 0;
  const std::int64_t* number = value_->if_int64();
  if (number == nullptr) {
    fail("must be a whole number between -2^63 and 2^63-1");
    return 0;
  }
  return *number;
}

Date JsonCursor::date() const {
  return parsed(parse_date, "a date");
}

Instant JsonCursor::instant() const {
  return parsed(parse_instant, "an instant such as 2020-07-18T01:02:03Z");
}

Id JsonCursor::id() const {
  return parsed(parse_id, "an id such as 0173f5a0-7c00-7abc-8def-0123456789ab");
}

Hash JsonCursor::hash() const {
  const auto parse = [](std::string_view text) -> std::optional<Hash> {
    const auto bytes = from_hex(text);
    const auto array = bytes ? to_array<32>(*bytes) : std::nullopt;
    return array ? std::optional<Hash>(Hash{*array}) : std::nullopt;
  };
  return parsed(parse, "a hash of 64 hexadecimal digits");
}

Bytes JsonCursor::hex() const {
  return parsed(from_hex, "bytes in lower-case hexadecimal digits");
}

Bytes JsonCursor::base64() const {
  return parsed(from_base64, "bytes in base64");
}

}  // namespace jejak
