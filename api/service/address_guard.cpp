#include "api/service/address_guard.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace jejak {
namespace {

struct Special {
  const char* range;
  const char* what;
};

// IANA IPv4 and IPv6 Special-Purpose Address Registries; RFC 6890 and its updates. The first that fits says what it is.
constexpr Special specials[] = {
    {"0.0.0.0/8", "this network"},
    {"10.0.0.0/8", "private (RFC 1918)"},
    {"100.64.0.0/10", "shared by a carrier's NAT (RFC 6598)"},
    {"127.0.0.0/8", "loopback"},
    {"168.63.129.16/32", "a cloud's metadata"},
    {"169.254.0.0/16", "link-local, or a cloud's metadata"},
    {"172.16.0.0/12", "private (RFC 1918)"},
    {"192.0.0.0/24", "of protocols (RFC 6890)"},
    {"192.0.2.0/24", "for documentation"},
    {"192.88.99.0/24", "a 6to4 relay"},
    {"192.168.0.0/16", "private (RFC 1918)"},
    {"198.18.0.0/15", "for benchmarks"},
    {"198.51.100.0/24", "for documentation"},
    {"203.0.113.0/24", "for documentation"},
    {"224.0.0.0/4", "multicast"},
    {"240.0.0.0/4", "reserved, or broadcast"},
    {"::/128", "unspecified"},
    {"::1/128", "loopback"},
    {"64:ff9b:1::/48", "of a local NAT64"},
    {"100::/64", "discarded"},
    {"2001::/23", "of protocols, or Teredo"},
    {"2001:db8::/32", "for documentation"},
    {"3fff::/20", "for documentation"},
    {"fc00::/7", "unique local, or a cloud's metadata"},
    {"fe80::/10", "link-local"},
    {"fec0::/10", "site-local"},
    {"ff00::/8", "multicast"},
};

// IPv6 addresses that carry an IPv4 one, and where.
struct Carrier {
  const char* range;
  std::size_t at;
};
constexpr Carrier carriers[] = {{"::ffff:0:0/96", 12}, {"64:ff9b::/96", 12}, {"2002::/16", 2}};

constexpr const char* global_unicast = "2000::/3";

const AddressRange& parsed(const char* range, AddressRange& out) {
  const auto found = parse_range(range);
  JEJAK_ASSERT(found.has_value());
  out = *found;
  return out;
}

bool is_in(const char* range, const IpAddress& address) {
  AddressRange out;
  return contains(parsed(range, out), address);
}

std::optional<IpAddress> carried(const IpAddress& address) {
  if (address.is_v4) return std::nullopt;
  for (const Carrier& each : carriers) {
    if (!is_in(each.range, address)) continue;
    IpAddress inner;
    inner.is_v4 = true;
    std::copy_n(address.bytes.begin() + static_cast<std::ptrdiff_t>(each.at), 4, inner.bytes.begin());
    return inner;
  }
  return std::nullopt;
}

Error wrong(const char* rule) {
  return Error{Errc::usage, std::string("url: ") + rule};
}

bool is_host_name(std::string_view host) {
  return !host.empty() && host.size() <= 253 && host.front() != '.' && host.find("..") == std::string_view::npos &&
         std::all_of(host.begin(), host.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
         });
}

// "[v6]:port", "name:port", "name".
Outcome parse_authority(std::string_view authority, WebhookUrl& out) {
  if (authority.find('@') != std::string_view::npos) return wrong("no user and no password may stand in it");
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return wrong("its host has a bracket that does not end");
    out.host = authority.substr(1, end - 1);
    port = authority.substr(end + 1);
    const auto address = parse_address(out.host);
    if (!address || address->is_v4) return wrong("what stands in brackets is no IPv6 address");
  } else {
    out.host = authority.substr(0, authority.find(':'));
    port = authority.substr(out.host.size());
    for (char& c : out.host) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (!is_host_name(out.host)) return wrong("its host is no name");
  }
  if (port.empty()) return {};
  const auto number = parse_decimal(port.substr(1));
  if (port.front() != ':' || !number || *number == 0 || *number > 65'535) return wrong("its port is none");
  out.port = static_cast<std::uint16_t>(*number);
  return {};
}

}  // namespace

std::optional<IpAddress> parse_address(std::string_view text) {
  const std::string ended(text);
  IpAddress out;
  if (::inet_pton(AF_INET, ended.c_str(), out.bytes.data()) == 1) {
    out.is_v4 = true;
    return out;
  }
  if (::inet_pton(AF_INET6, ended.c_str(), out.bytes.data()) == 1) return out;
  return std::nullopt;
}

std::string print(const IpAddress& address) {
  char text[INET6_ADDRSTRLEN] = {};
  ::inet_ntop(address.is_v4 ? AF_INET : AF_INET6, address.bytes.data(), text, sizeof text);
  return text;
}

std::optional<AddressRange> parse_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  const std::uint64_t whole = address->is_v4 ? 32 : 128;
  const auto bits = slash == std::string_view::npos ? std::optional(whole) : parse_decimal(text.substr(slash + 1));
  if (!bits || *bits > whole) return std::nullopt;
  return AddressRange{*address, static_cast<unsigned>(*bits)};
}

bool contains(const AddressRange& range, const IpAddress& address) {
  if (range.address.is_v4 != address.is_v4) return false;
  for (unsigned bit = 0; bit < range.bits; ++bit) {
    const auto mask = static_cast<std::uint8_t>(0x80 >> bit % 8);
    if (((range.address.bytes[bit / 8] ^ address.bytes[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

bool AddressGuard::is_allowed(const IpAddress& address) const {
  return std::any_of(allowed_.begin(), allowed_.end(),
                     [&address](const AddressRange& range) { return contains(range, address); });
}

Outcome AddressGuard::check(const IpAddress& address) const {
  if (is_allowed(address)) return {};
  if (const auto inner = carried(address)) {
    auto checked = check(*inner);
    if (!checked) return std::move(checked).error().during(print(address));
    return {};
  }
  for (const Special& each : specials) {
    if (!is_in(each.range, address)) continue;
    return Error{Errc::permission, "the address " + print(address) + " is " + each.what + "; nothing is sent there"};
  }
  if (address.is_v4 || is_in(global_unicast, address)) return {};
  return Error{Errc::permission,
               "the address " + print(address) + " is not of the public internet; nothing is sent there"};
}

Result<WebhookUrl> parse_webhook_url(std::string_view url, const AddressGuard& guard, PlainHttp plain) {
  if (url.size() > webhook_url_bytes_max) return wrong("it is longer than 2,000 bytes");
  if (std::any_of(url.begin(), url.end(), [](char c) { return c <= ' ' || c >= '\x7f' || c == '"' || c == '\\'; })) {
    return wrong("it holds a character that no URL has");
  }
  WebhookUrl out;
  if (url.starts_with("http://") && plain == PlainHttp::allowed) {
    out.is_https = false;
    out.port = 80;
  } else if (!url.starts_with("https://")) {
    return wrong("it must begin with https://");
  }
  url.remove_prefix(url.find("//") + 2);
  if (url.find('#') != std::string_view::npos) return wrong("no fragment may stand in it");
  const std::size_t end = std::min(url.find_first_of("/?"), url.size());
  if (auto parsed = parse_authority(url.substr(0, end), out); !parsed) return std::move(parsed).error();
  out.target = url.substr(end);
  if (!out.target.starts_with('/')) out.target = "/" + out.target;
  if (const auto address = parse_address(out.host)) {
    if (auto checked = guard.check(*address); !checked) return std::move(checked).error();
  }
  return out;
}

}  // namespace jejak
