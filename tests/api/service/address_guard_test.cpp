#include "api/service/address_guard.hpp"

#include "tests/support/catch.hpp"

using namespace jejak;

namespace {

Outcome checked(const AddressGuard& guard, const char* text) {
  const auto address = parse_address(text);
  INFO(text);
  REQUIRE(address.has_value());
  return guard.check(*address);
}

Errc refusal(std::string_view url, PlainHttp plain = PlainHttp::refused) {
  auto parsed = parse_webhook_url(url, AddressGuard(), plain);
  INFO(url);
  REQUIRE_FALSE(parsed.has_value());
  return parsed.error().code;
}

}  // namespace

TEST_CASE("address guard: nothing but the public internet is let through", "[service][guard]") {
  struct Row {
    const char* address;
    bool is_public;
  };
  const Row rows[] = {
      {"1.1.1.1", true},
      {"8.8.8.8", true},
      {"100.63.255.255", true},
      {"100.128.0.0", true},
      {"172.15.255.255", true},
      {"172.32.0.0", true},
      {"223.255.255.255", true},
      {"2606:4700:4700::1111", true},
      {"2001:4860:4860::8888", true},
      {"64:ff9b::8.8.8.8", true},
      {"::ffff:8.8.8.8", true},
      {"2002:808:808::1", true},
      {"0.0.0.0", false},
      {"10.0.0.1", false},
      {"100.64.0.1", false},
      {"100.100.100.200", false},
      {"127.0.0.1", false},
      {"127.255.255.254", false},
      {"168.63.129.16", false},
      {"169.254.169.254", false},
      {"172.16.0.1", false},
      {"172.31.255.255", false},
      {"192.0.0.192", false},
      {"192.0.2.1", false},
      {"192.168.1.1", false},
      {"198.18.0.1", false},
      {"198.51.100.7", false},
      {"203.0.113.9", false},
      {"224.0.0.1", false},
      {"239.255.255.250", false},
      {"240.0.0.1", false},
      {"255.255.255.255", false},
      {"::", false},
      {"::1", false},
      {"::7f00:1", false},
      {"::ffff:127.0.0.1", false},
      {"::ffff:10.1.2.3", false},
      {"::ffff:169.254.169.254", false},
      {"64:ff9b::10.0.0.1", false},
      {"64:ff9b::169.254.169.254", false},
      {"64:ff9b:1::1", false},
      {"2002:7f00:1::1", false},
      {"2002:a00:1::1", false},
      {"2001::1", false},
      {"2001:db8::1", false},
      {"100::1", false},
      {"fc00::1", false},
      {"fd00:ec2::254", false},
      {"fe80::1", false},
      {"fec0::1", false},
      {"ff02::1", false},
      {"4000::1", false},
  };
  const AddressGuard guard;
  for (const Row& row : rows) {
    INFO(row.address);
    const auto answer = checked(guard, row.address);
    CHECK(answer.has_value() == row.is_public);
    if (!answer) {
      CHECK(answer.error().code == Errc::permission);
      CHECK(answer.error().message.find("nothing is sent there") != std::string::npos);
    }
  }
  CHECK(checked(guard, "::ffff:10.1.2.3").error().message ==
        "::ffff:10.1.2.3: the address 10.1.2.3 is private (RFC 1918); nothing is sent there");
}

TEST_CASE("address guard: the configuration may permit a range, and no more than it", "[service][guard]") {
  const AddressGuard guard({*parse_range("10.1.0.0/16"), *parse_range("::1"), *parse_range("fd00::/8")});
  CHECK(checked(guard, "10.1.2.3").has_value());
  CHECK(checked(guard, "::ffff:10.1.2.3").has_value());
  CHECK(checked(guard, "fd12::1").has_value());
  CHECK(checked(guard, "::1").has_value());
  CHECK_FALSE(checked(guard, "10.2.0.1").has_value());
  CHECK_FALSE(checked(guard, "fc00::1").has_value());
  CHECK_FALSE(checked(guard, "127.0.0.1").has_value());
  for (const char* wrong : {"10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "10.0.0.0/08", ""}) {
    CHECK_FALSE(parse_range(wrong).has_value());
  }
  const AddressGuard all({*parse_range("0.0.0.0/0")});
  CHECK(checked(all, "127.0.0.1").has_value());
  CHECK_FALSE(checked(all, "fe80::1").has_value());
}

TEST_CASE("webhook url: what is none, or leads inside, is refused", "[service][guard]") {
  for (const char* wrong :
       {"", "ftp://example.org/", "http://example.org/", "example.org", "https://", "https:///x", "https://a@b/",
        "https://example.org/#x", "https://exa mple.org/", "https://example.org:0/", "https://example.org:70000/",
        "https://[::1", "https://[10.0.0.1]/", "https://example..org/", "https://exämple.org/", "https://a\\b/"}) {
    CHECK(refusal(wrong) == Errc::usage);
  }
  CHECK(refusal("https://" + std::string(2'000, 'a') + "/") == Errc::usage);
  for (const char* inside : {"https://127.0.0.1/", "https://[::1]/", "https://[::ffff:a9fe:a9fe]:8080/latest",
                             "https://169.254.169.254/latest/meta-data", "https://192.168.1.1:8443/x"}) {
    CHECK(refusal(inside) == Errc::permission);
  }
  const auto plain = parse_webhook_url("http://Example.org?x=1", AddressGuard(), PlainHttp::allowed);
  REQUIRE(plain.has_value());
  CHECK_FALSE(plain->is_https);
  CHECK(plain->host == "example.org");
  CHECK(plain->port == 80);
  CHECK(plain->target == "/?x=1");
  const auto six = parse_webhook_url("https://[2606:4700::1]:8443/a/b?c", AddressGuard(), PlainHttp::refused);
  REQUIRE(six.has_value());
  CHECK(six->host == "2606:4700::1");
  CHECK(six->port == 8443);
  CHECK(six->target == "/a/b?c");
}
