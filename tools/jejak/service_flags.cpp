#include "tools/jejak/service_flags.hpp"

#include "tools/jejak/opening.hpp"

namespace jejak {
namespace {

constexpr std::size_t token_file_bytes_max = 16 * 1024;

// How the service's certificate is checked, and which one is shown to it. Errors: usage (one of a pair).
Result<HttpClientOptions> http_of(const Terminal& terminal, const ServiceFlags& flags) {
  if (flags.client_certificate.empty() != flags.client_key.empty()) {
    return Error{Errc::usage, terminal.say(Text::client_cert_pair)};
  }
  HttpClientOptions out;
  out.ca_file = flags.ca;
  out.client_certificate = flags.client_certificate;
  out.client_key = flags.client_key;
  return out;
}

}  // namespace

bool is_url(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

bool names_service(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word(argv[i]);
    if (word == "--") return false;
    if (word == "--url" || word.starts_with("--url=")) return true;
  }
  return false;
}

Result<RemoteLedger> remote_of(const Terminal& terminal, const ServiceFlags& flags) {
  if (!is_url(flags.url)) return Error{Errc::usage, terminal.say(Text::url_wrong, flags.url)};
  RemoteLedger out;
  out.url = flags.url;
  while (out.url.ends_with('/')) out.url.pop_back();
  out.language = terminal.language() == Language::english ? "en" : "id";
  auto http = http_of(terminal, flags);
  if (!http) return std::move(http).error();
  out.http = std::move(*http);
  out.stops = interrupted;
  if (flags.token.empty()) return out;
  auto token = read_input(flags.token, token_file_bytes_max);
  if (!token) return std::move(token).error();
  out.token = token->substr(0, token->find_first_of("\r\n"));
  return out;
}

}  // namespace jejak
