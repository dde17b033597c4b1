#include "api/http_client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <optional>

namespace jejak {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using Failure = boost::system::error_code;
using Time = std::chrono::steady_clock::time_point;

constexpr std::string_view line_ends("\r\n\0", 3);
constexpr std::size_t read_ahead_max = 64 * 1024;

struct Place {
  bool is_secure = false;
  std::string host;  // a name or an address, without brackets
  std::string port;
  std::string authority;  // as the Host header says it
  std::string target;
};

Result<Place> place_of(const std::string& url) {
  const Error wrong{Errc::usage, "\"" + url + "\" is not http://HOST/… or https://HOST/…"};
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed) return wrong;
  Place out;
  out.is_secure = parsed->scheme() == "https";
  if ((!out.is_secure && parsed->scheme() != "http") || parsed->has_userinfo()) return wrong;
  out.host = std::string(parsed->host_address());
  if (out.host.empty()) return wrong;
  const std::string named = std::string(parsed->port());
  out.port = !named.empty() ? named : out.is_secure ? "443" : "80";
  out.authority = std::string(parsed->encoded_host()) + (named.empty() ? "" : ":" + named);
  out.target = std::string(parsed->encoded_path());
  if (out.target.empty()) out.target = "/";
  if (parsed->has_query()) out.target += "?" + std::string(parsed->encoded_query());
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return out;
}

bool is_of_tls(const Failure& failure) {
  return failure.category() == asio::error::get_ssl_category() ||
         failure.category() == make_error_code(asio::ssl::error::stream_truncated).category();
}

// One exchange; everything happens on the thread that calls send().
class Exchange {
 public:
  Exchange(const HttpOrder& order, const HttpClientOptions& options, Place place)
      : order_(order),
        options_(options),
        place_(std::move(place)),
        begun_(std::chrono::steady_clock::now()),
        plain_(io_) {}

  Result<HttpAnswer> send() {
    if (auto ready = prepare(); !ready) return std::move(ready).error();
    if (auto connected = connect(); !connected) return std::move(connected).error();
    return secure_ ? exchange(*secure_) : exchange(plain_);
  }

 private:
  // Runs what was begun until it has ended, which the stream's own clock sees to.
  void wait() {
    io_.restart();
    io_.run();
  }

  Error error(const Failure& failure, const char* during) const {
    Errc code = Errc::unavailable;
    if (is_of_tls(failure)) code = Errc::verification;
    for (const auto limit : {http::error::body_limit, http::error::header_limit, http::error::buffer_overflow}) {
      if (failure == limit) code = Errc::too_large;
    }
    const bool is_of_http = failure.category() == make_error_code(http::error::bad_method).category();
    if (is_of_http && code != Errc::too_large) {
      const bool has_ended = failure == http::error::end_of_stream || failure == http::error::partial_message;
      code = has_ended ? Errc::unavailable : Errc::malformed;
    }
    return Error{code, place_.authority + ": " + during + ": " + failure.message()};
  }

  Outcome prepare();
  Outcome connect();
  template <class Stream>
  Result<HttpAnswer> exchange(Stream& stream);

  const HttpOrder& order_;
  const HttpClientOptions& options_;
  const Place place_;
  const Time begun_;
  asio::io_context io_{1};
  asio::ssl::context tls_{asio::ssl::context::tls_client};
  boost::beast::tcp_stream plain_;
  std::optional<asio::ssl::stream<boost::beast::tcp_stream&>> secure_;  // over plain_
};

Outcome Exchange::prepare() {
  if (order_.method.empty() || order_.method.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos) {
    return Error{Errc::usage, "\"" + order_.method + "\" is no method"};
  }
  for (const auto& [name, value] : order_.headers) {
    if (name.empty() || (name + value).find_first_of(line_ends) != std::string::npos) {
      return Error{Errc::usage, "a header has no name, or a line end in it"};
    }
  }
  if (!place_.is_secure) return {};
  Failure failure;
  const auto fail = [&failure](const std::string& file) { return Error{Errc::usage, file + ": " + failure.message()}; };
  if (options_.ca_file.empty()) {
    tls_.set_default_verify_paths(failure);
  } else {
    tls_.load_verify_file(options_.ca_file, failure);
  }
  if (failure) return fail(options_.ca_file);
  if (!options_.client_certificate.empty()) {
    tls_.use_certificate_chain_file(options_.client_certificate, failure);
    if (failure) return fail(options_.client_certificate);
    tls_.use_private_key_file(options_.client_key, asio::ssl::context::pem, failure);
    if (failure) return fail(options_.client_key);
  }
  tls_.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, failure);
  secure_.emplace(plain_, tls_);
  secure_->set_verify_mode(asio::ssl::verify_peer, failure);
  secure_->set_verify_callback(asio::ssl::host_name_verification(place_.host), failure);
  asio::ip::make_address(place_.host, failure);
  const bool is_name = static_cast<bool>(failure);  // only names are told to the other side (RFC 6066 §3)
  if (is_name && SSL_set_tlsext_host_name(secure_->native_handle(), place_.host.c_str()) != 1) {
    return Error{Errc::usage, place_.host + " is no name for TLS"};
  }
  return {};
}

Outcome Exchange::connect() {
  Failure failure;
  tcp::resolver resolver(io_);
  const auto found = resolver.resolve(place_.host, place_.port, failure);
  if (failure) return error(failure, "looking up the name");
  std::vector<tcp::endpoint> allowed;
  for (const auto& each : found) {
    const tcp::endpoint endpoint = each.endpoint();
    if (!options_.may_connect || options_.may_connect(endpoint.address().to_string())) allowed.push_back(endpoint);
  }
  if (allowed.empty()) return Error{Errc::permission, place_.authority + ": no address of it may be connected to"};
  const auto until = begun_ + std::min(options_.connect, options_.whole);
  failure = asio::error::timed_out;
  for (const tcp::endpoint& endpoint : allowed) {
    if (std::chrono::steady_clock::now() >= until) break;
    plain_.expires_at(until);
    plain_.async_connect(endpoint, [&failure](const Failure& how) { failure = how; });
    wait();
    if (!failure) break;
    plain_.close();
  }
  if (failure) return error(failure, "connecting");
  if (!secure_) return {};
  plain_.expires_at(until);
  secure_->async_handshake(asio::ssl::stream_base::client, [&failure](const Failure& how) { failure = how; });
  wait();
  if (failure) return error(failure, "TLS");
  return {};
}

template <class Stream>
Result<HttpAnswer> Exchange::exchange(Stream& stream) {
  http::request<http::string_body> request;
  request.version(11);
  request.method_string(order_.method);
  request.target(place_.target);
  for (const auto& [name, value] : order_.headers) request.insert(name, value);
  request.set(http::field::host, place_.authority);
  request.set(http::field::connection, "close");
  request.body() = order_.body;
  if (!order_.body.empty() || (order_.method != "GET" && order_.method != "HEAD")) request.prepare_payload();
  Failure failure;
  const auto ended = [&failure](const Failure& how, std::size_t) { failure = how; };
  plain_.expires_at(begun_ + options_.whole);
  http::async_write(stream, request, ended);
  wait();
  if (failure) return error(failure, "sending");
  // What nothing whole could be read from yet: a head, the length of a chunk with its extensions, a trailer.
  boost::beast::flat_buffer buffer(options_.head_bytes_max + read_ahead_max);
  http::response_parser<http::string_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(options_.head_bytes_max));
  parser.skip(order_.method == "HEAD");
  if (options_.head_alone) {
    parser.body_limit(boost::none);  // it is compared with the length that the head says
    http::async_read_header(stream, buffer, parser, ended);
  } else {
    parser.body_limit(options_.body_bytes_max);
    http::async_read(stream, buffer, parser, ended);
  }
  wait();
  if (failure) return error(failure, "reading the answer");
  HttpAnswer out;
  auto message = parser.release();
  out.status = message.result_int();
  for (const auto& field : message) {
    out.headers.emplace_back(lower(field.name_string()), std::string(field.value()));
  }
  out.body = std::move(message.body());
  return out;
}

}  // namespace

std::string_view HttpAnswer::header(std::string_view name) const {
  for (const auto& [each, value] : headers) {
    if (each == name) return value;
  }
  return {};
}

Result<HttpAnswer> send_http(const HttpOrder& order, const HttpClientOptions& options) {
  auto place = place_of(order.url);
  if (!place) return std::move(place).error();
  return Exchange(order, options, std::move(*place)).send();
}

}  // namespace jejak
