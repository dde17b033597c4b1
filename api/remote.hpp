#pragma once
// A served ledger, as another program reaches it: requests with its token, problems as errors, and its published log.

#include "api/http_client.hpp"
#include "ledger/mirror.hpp"

namespace jejak {

struct RemoteLedger {
  std::string url;    // with the ledger's prefix, no slash at the end
  std::string token;  // empty: what anybody may see
  std::string language = "en";
  HttpClientOptions http;
  std::function<bool()> stops;  // asked while waiting for another try; may be empty
};

// What an answer's status, or that of one line of a batch, means.
Errc code_of_status(unsigned status);

struct RemoteRequest {
  std::string method = "GET";
  std::string path;  // "/v1/cases?limit=10"
  std::string accept = "application/json";
  std::string content_type;
  std::string body;
};

// The answer, whose status is 2xx. Where the service asks to try again later (429, 503 with Retry-After) that is done,
// at most five times and for a minute in all. Errors: those of send_http, and what a problem's status means
// (permission, not_found, conflict, malformed, too_large, unsupported, overloaded, unavailable) with its title and
// detail; interrupted. Waits; any thread.
Result<HttpAnswer> ask(const RemoteLedger& ledger, const RemoteRequest& request);

// What it publishes; nothing of it is believed here. The ledger outlives it. Errors: as above, malformed (a tile of
// another length).
class RemoteLog final : public PublishedLog {
 public:
  explicit RemoteLog(const RemoteLedger& ledger) : ledger_(ledger) {}
  Result<std::string> checkpoint() const override;
  Result<std::string> bundle(std::uint64_t index, std::uint64_t width) const override;
  Result<Tile> tile(TileId id, std::uint64_t width) const override;

 private:
  Result<std::string> get(const std::string& path) const;
  const RemoteLedger& ledger_;
};

}  // namespace jejak
