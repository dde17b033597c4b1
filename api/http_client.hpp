#pragma once
// One request to another service and its answer, waited for: plain or over TLS, within limits of time and size. What
// `jejak doctor URL` asks with, and whatever else of ours speaks HTTP outwards.

#include "api/http.hpp"
#include "ledger/base/result.hpp"

#include <chrono>

namespace jejak {

struct HttpOrder {
  std::string method = "GET";
  std::string url;  // http://host[:port]/path?query or https://…
  Headers headers;  // Host, Content-Length and Connection are added
  std::string body;
};

struct HttpClientOptions {
  std::chrono::milliseconds connect{10'000};  // until the connection is there, its TLS too
  std::chrono::milliseconds whole{30'000};    // from the beginning to the answer's last byte
  std::size_t head_bytes_max = 64 * 1024;
  std::size_t body_bytes_max = 64 * 1024 * 1024;
  bool head_alone = false;         // nothing is read behind the answer's head
  std::string ca_file;             // whose certificates are believed (PEM); empty: those of the system
  std::string client_certificate;  // shown to the other side (PEM); both or none
  std::string client_key;
  // Whether an address may be connected to ("192.0.2.1", "2001:db8::1"); null: any. It is asked of every address of the
  // name, and no other is connected to: a name that is resolved anew cannot lead elsewhere.
  std::function<bool(const std::string& address)> may_connect;
};

struct HttpAnswer {
  unsigned status = 0;
  Headers headers;  // names in lower case
  std::string body;

  // The value of the first header of this (lower-case) name; empty if there is none.
  std::string_view header(std::string_view name) const;
};

// Any answer is one, whatever its status; redirections are not followed. A certificate that does not hold, or not for
// this host, is refused. Errors: usage (the URL, files of the options), unavailable (not resolved, not connected,
// broken off, not in time), permission (no address of the host may be connected to), verification (TLS), malformed
// (what came is no HTTP), too_large. Waits; any thread. A name that is looked up may hold it up for longer than
// `connect`.
Result<HttpAnswer> send_http(const HttpOrder& order, const HttpClientOptions& options = {});

}  // namespace jejak
