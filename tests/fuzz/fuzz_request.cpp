// What a caller writes into a request's first line, and the addresses and URLs that come in its body: targets, queries,
// IP addresses and ranges, the URLs of webhooks. What is read comes back as it was, and no address inside passes.

#include "api/service/address_guard.hpp"
#include "api/target.hpp"
#include "ledger/base/bytes.hpp"

#include <algorithm>

using namespace jejak;

namespace {

void read_target(std::string_view input) {
  const auto target = parse_target(input);
  if (!target) return;
  JEJAK_ASSERT(target->path.front() == '/' && target->path.find('%') == std::string::npos);
  JEJAK_ASSERT(target->query.size() <= query_members_max);
  std::string again = target->path;
  for (const auto& [name, value] : target->query) {
    again += (again.size() == target->path.size() ? "?" : "&") + print_in_target(name) + "=" + print_in_target(value);
  }
  if (again.size() > target_bytes_max) return;  // encoding grows it
  const auto back = parse_target(again);
  JEJAK_ASSERT(back.has_value() && back->path == target->path && back->query == target->query);
}

void read_addresses(std::string_view input) {
  static const AddressGuard guard;
  static_cast<void>(parse_range(input));
  const auto address = parse_address(input);
  if (address && guard.check(*address)) JEJAK_ASSERT(input != "127.0.0.1" && input != "::1");
  const auto url = parse_webhook_url(input, guard, PlainHttp::refused);
  if (url) JEJAK_ASSERT(input.size() > 8);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  for (int lines = 0; !input.empty() && lines < 16; ++lines) {
    const std::string_view line = input.substr(0, input.find('\n'));
    read_target(line);
    read_addresses(line);
    input.remove_prefix(std::min(input.size(), line.size() + 1));
  }
  return 0;
}
