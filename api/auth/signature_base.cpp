#include "api/auth/signature_base.hpp"

#include "ledger/proof/lines.hpp"

#include <algorithm>

namespace jejak {

namespace {

char lower(char c) {
  return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

bool is_named(const HeaderLine& header, std::string_view name) {
  return std::equal(header.name.begin(), header.name.end(), name.begin(), name.end(),
                    [](char ours, char wanted) { return lower(ours) == wanted; });
}

std::string_view trimmed(std::string_view value) {
  const std::size_t first = value.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view()
                                         : value.substr(first, value.find_last_not_of(" \t") - first + 1);
}

// RFC 9110 section 4.2.3: in lower case, without the scheme's own port.
std::string authority_of(const RequestParts& request) {
  std::string authority = lower(request.authority);
  const std::string_view port = request.scheme == "https" ? ":443" : request.scheme == "http" ? ":80" : "";
  if (!port.empty() && authority.ends_with(port)) authority.resize(authority.size() - port.size());
  return authority;
}

std::string_view path_of(const RequestParts& request) {
  return request.target.substr(0, request.target.find('?'));
}

// With its question mark, which stands alone where there is no query.
std::string query_of(const RequestParts& request) {
  const std::size_t mark = request.target.find('?');
  return mark == std::string_view::npos ? "?" : std::string(request.target.substr(mark));
}

std::optional<std::string> value_of(const RequestParts& request, std::string_view component) {
  if (!component.starts_with('@')) return header_value(request, component);
  if (component == "@method") return std::string(request.method);
  if (component == "@authority") return authority_of(request);
  if (component == "@path") return std::string(path_of(request));
  if (component == "@query") return query_of(request);
  if (component == "@target-uri") {
    return std::string(request.scheme) + "://" + authority_of(request) + std::string(request.target);
  }
  return std::nullopt;
}

bool is_line(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return c == '\t' || (' ' <= c && c <= '~'); });
}

Outcome check_target(const RequestParts& request) {
  const bool visible = std::all_of(request.target.begin(), request.target.end(),
                                   [](char c) { return '!' <= c && c <= '~' && c != '#'; });
  if (request.target.starts_with('/') && visible) return {};
  return Error{Errc::malformed, "request target: must be a path, " + quoted(request.target) + " is none"};
}

Error broken(std::string_view component, std::string_view rule) {
  return Error{Errc::malformed, "component " + quoted(component) + ": " + std::string(rule)};
}

}  // namespace

std::optional<std::string> header_value(const RequestParts& request, std::string_view name) {
  std::optional<std::string> value;
  for (const HeaderLine& header : request.headers) {
    if (!is_named(header, name)) continue;
    if (value) *value += ", ";
    value = value.value_or("") + std::string(trimmed(header.value));
  }
  return value;
}

bool has_query(const RequestParts& request) {
  return request.target.find('?') != std::string_view::npos;
}

Result<std::string> signature_base(const RequestParts& request, const structured::InnerList& covered) {
  if (auto target = check_target(request); !target) return std::move(target).error();
  std::string base;
  std::vector<std::string_view> seen;
  for (const structured::Item& item : covered.items) {
    const auto* component = std::get_if<std::string>(&item.value);
    if (component == nullptr) return Error{Errc::malformed, "a component must be a string"};
    if (!item.parameters.all.empty()) {
      return Error{Errc::unsupported, "component " + quoted(*component) + ": the parameter " +
                                          quoted(item.parameters.all.front().first) + " is not taken in a request"};
    }
    if (std::find(seen.begin(), seen.end(), *component) != seen.end()) return broken(*component, "stands twice");
    if (*component != lower(*component)) return broken(*component, "must be in lower case");
    const auto value = value_of(request, *component);
    if (!value) {
      return broken(*component, component->starts_with('@') ? "is not one that is taken" : "is not in the request");
    }
    if (!is_line(*value)) return broken(*component, "holds a byte that is not printable ASCII");
    seen.push_back(*component);
    base += "\"" + *component + "\": " + *value + "\n";
  }
  const auto parameters = structured::print(covered);
  if (!parameters) return parameters.error();
  return base + "\"@signature-params\": " + *parameters;
}

}  // namespace jejak
