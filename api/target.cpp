#include "api/target.hpp"

#include "ledger/proof/lines.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/params_view.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace jejak {
namespace {

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.front() != '/') return false;
  if (path == "/") return true;
  for (const char byte : path) {
    if (byte == '%' || byte == '\\' || byte <= ' ' || byte > '~') return false;
  }
  for (const std::string_view segment : segments_of(path)) {
    if (segment.empty() || segment == "." || segment == "..") return false;
  }
  return true;
}

// What may be said back to the client, and stand in a log.
bool is_text(std::string_view text) {
  while (!text.empty()) {
    const auto point = take_code_point(text);
    if (!point || *point < 0x20 || *point == 0x7f) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string_view> Target::get(std::string_view name) const {
  for (const auto& [known, value] : query) {
    if (known == name) return value;
  }
  return std::nullopt;
}

std::string Target::query_without(std::initializer_list<std::string_view> names) const {
  std::string out;
  std::string_view rest = query_text;
  while (!rest.empty()) {
    const std::string_view member = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), member.size() + 1));
    const bool is_left = std::find(names.begin(), names.end(), member.substr(0, member.find('='))) != names.end();
    if (!is_left && !member.empty()) out.append(member).push_back('&');
  }
  return out;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> out;
  if (path.size() <= 1) return out;
  path.remove_prefix(1);
  for (;;) {
    const auto slash = path.find('/');
    out.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    path.remove_prefix(slash + 1);
  }
}

std::string print_in_target(std::string_view text) {
  return boost::urls::encode({text.data(), text.size()}, boost::urls::unreserved_chars);
}

Result<Target> parse_target(std::string_view text) {
  if (text.size() > target_bytes_max) {
    return Error{Errc::too_large, "target: more than " + std::to_string(target_bytes_max) + " bytes"};
  }
  const auto mark = text.find('?');
  const std::string_view path = text.substr(0, mark);
  if (!is_plain_path(path)) return Error{Errc::not_found, "no resource has such a path"};
  Target out;
  out.path = std::string(path);
  if (mark == std::string_view::npos) return out;
  const auto url = boost::urls::parse_origin_form(text);
  if (!url) return Error{Errc::malformed, "target: " + url.error().message()};
  out.query_text = std::string(text.substr(mark + 1));
  for (const auto& param : url->params()) {
    if (out.query.size() == query_members_max) {
      return Error{Errc::too_large, "query: more than " + std::to_string(query_members_max) + " members"};
    }
    if (out.get(param.key)) return Error{Errc::malformed, "query: \"" + std::string(param.key) + "\" is there twice"};
    if (!is_text(param.key) || !is_text(param.value))
      return Error{Errc::malformed, "query: not UTF-8, or a control byte"};
    out.query.emplace_back(param.key, param.value);
  }
  return out;
}

}  // namespace jejak
