#include "api/remote.hpp"

#include "ledger/base/text.hpp"

#include <boost/json/parse.hpp>

#include <thread>

namespace jejak {
namespace {

constexpr int tries_max = 5;
constexpr std::uint64_t waited_seconds_max = 60;

std::string member(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? harmless(value->get_string()) : std::string();
}

Error error_of(const HttpAnswer& answer) {
  Error error{code_of_status(answer.status), "HTTP " + std::to_string(answer.status)};
  boost::system::error_code failure;
  const auto parsed = boost::json::parse(answer.body.substr(0, 64 * 1024), failure);
  const auto* problem = failure ? nullptr : parsed.if_object();
  if (problem == nullptr) return error;
  const std::string title = member(*problem, "title");
  const std::string detail = member(*problem, "detail");
  if (!title.empty()) error.message = title + (detail.empty() ? "" : ": " + detail);
  return error;
}

// Whether the other side asks to try again, and when.
std::optional<std::uint64_t> again_after(const HttpAnswer& answer) {
  if (answer.status != 429 && answer.status != 503) return std::nullopt;
  return parse_decimal(answer.header("retry-after"));
}

bool wait(const RemoteLedger& ledger, std::uint64_t seconds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (std::chrono::steady_clock::now() < until) {
    if (ledger.stops && ledger.stops()) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return true;
}

}  // namespace

Errc code_of_status(unsigned status) {
  switch (status) {
    case 400: return Errc::malformed;
    case 401:
    case 403: return Errc::permission;
    case 404: return Errc::not_found;
    case 409:
    case 412:
    case 422: return Errc::conflict;
    case 413:
    case 431: return Errc::too_large;
    case 415:
    case 501: return Errc::unsupported;
    case 429: return Errc::overloaded;
    default: return Errc::unavailable;
  }
}

Result<HttpAnswer> ask(const RemoteLedger& ledger, const RemoteRequest& request) {
  HttpOrder order{request.method, ledger.url + request.path, {}, request.body};
  order.headers.emplace_back("Accept", request.accept);
  order.headers.emplace_back("Accept-Language", ledger.language);
  if (!request.content_type.empty()) order.headers.emplace_back("Content-Type", request.content_type);
  if (!ledger.token.empty()) order.headers.emplace_back("Authorization", "Bearer " + ledger.token);
  std::uint64_t waited = 0;
  for (int attempt = 1;; ++attempt) {
    auto answer = send_http(order, ledger.http);
    if (!answer) return std::move(answer).error().during(ledger.url);
    if (answer->status >= 200 && answer->status < 300) return answer;
    const auto seconds = again_after(*answer);
    if (!seconds || attempt == tries_max || waited + *seconds > waited_seconds_max) return error_of(*answer);
    if (!wait(ledger, *seconds)) return Error{Errc::interrupted, ledger.url};
    waited += *seconds;
  }
}

Result<std::string> RemoteLog::get(const std::string& path) const {
  auto answer = ask(ledger_, {"GET", "/" + path, "*/*", {}, {}});
  if (!answer) return std::move(answer).error().during("/" + path);
  return std::move(answer->body);
}

Result<std::string> RemoteLog::checkpoint() const {
  return get("checkpoint");
}

Result<std::string> RemoteLog::bundle(std::uint64_t index, std::uint64_t width) const {
  return get(entries_path(index, width));
}

Result<Tile> RemoteLog::tile(TileId id, std::uint64_t width) const {
  const std::string path = tile_path(id, width);
  auto bytes = get(path);
  if (!bytes) return std::move(bytes).error();
  if (bytes->size() != width * sizeof(Hash::bytes)) {
    return Error{Errc::malformed, "/" + path + " has " + std::to_string(bytes->size()) + " bytes"};
  }
  Tile out(width);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = Hash{*to_array<32>(view(*bytes).subspan(i * 32, 32))};
  }
  return out;
}

}  // namespace jejak
