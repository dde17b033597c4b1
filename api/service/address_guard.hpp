#pragma once
// Which addresses a webhook may be sent to. A name is no proof of where it leads, so what is checked is the address
// that it was resolved to, and the connection is made to that very address, never to the name again. Refused is
// everything that is not on the public internet: the special-purpose registries of IANA (RFC 6890), addresses of
// clouds' metadata, and IPv6 addresses that carry such an IPv4 one (mapped, NAT64, 6to4). Any thread.

#include "ledger/base/bytes.hpp"
#include "ledger/base/result.hpp"

namespace jejak {

struct IpAddress {
  ByteArray<16> bytes{};  // an IPv4 address in the first four
  bool is_v4 = false;
  bool operator==(const IpAddress&) const = default;
};
// "192.0.2.1", "2001:db8::1"; no brackets, no zone.
std::optional<IpAddress> parse_address(std::string_view text);
std::string print(const IpAddress& address);

struct AddressRange {
  IpAddress address;
  unsigned bits = 0;
};
std::optional<AddressRange> parse_range(std::string_view text);  // "10.0.0.0/8", or one address
bool contains(const AddressRange& range, const IpAddress& address);

class AddressGuard {
 public:
  AddressGuard() = default;
  // `allowed`: what the configuration permits all the same. An IPv6 address that carries an IPv4 one is permitted where
  // that one is.
  explicit AddressGuard(std::vector<AddressRange> allowed) : allowed_(std::move(allowed)) {}
  // Errors: permission, saying what the address is.
  Outcome check(const IpAddress& address) const;

 private:
  bool is_allowed(const IpAddress& address) const;
  std::vector<AddressRange> allowed_;
};

constexpr std::size_t webhook_url_bytes_max = 2'000;

struct WebhookUrl {
  bool is_https = true;
  std::string host;  // lower case; an IPv6 address without its brackets
  std::uint16_t port = 443;
  std::string target;  // path and query, "/" at least
};
enum class PlainHttp : bool { refused, allowed };
// Errors: usage (not absolute, another scheme, a user or a fragment in it, characters that no URL has, too long),
// permission (the host is an address that the guard refuses).
Result<WebhookUrl> parse_webhook_url(std::string_view url, const AddressGuard& guard, PlainHttp plain);

}  // namespace jejak
