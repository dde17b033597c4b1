#pragma once
// The target of a request, taken apart: the path as it stands, and the query's names and values (RFC 3986 §3.3, §3.4).

#include "ledger/base/result.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jejak {

constexpr std::size_t target_bytes_max = 4'096;
constexpr std::size_t query_members_max = 32;

struct Target {
  std::string path;                                        // begins with '/'; nothing in it is percent-encoded
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in their order
  std::string query_text;                                  // as it stands, without the '?'

  // The members as they stand, without those of these names, each with an '&' behind it.
  std::string query_without(std::initializer_list<std::string_view> names) const;
  // The value of a member; nothing if there is none.
  std::optional<std::string_view> get(std::string_view name) const;
};

// Errors: malformed, too_large; not_found for a path with percent-encoding, with an empty or a dotted segment, or with
// a slash at its end: no resource has such a name, and caches must not see one resource under two.
Result<Target> parse_target(std::string_view target);

// As a value in a query, or a segment of a path: everything but letters, digits and -._~ is percent-encoded.
std::string print_in_target(std::string_view text);

// The segments between the slashes; of "/" none.
std::vector<std::string_view> segments_of(std::string_view path);

}  // namespace jejak
