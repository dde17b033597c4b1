#include "api/problem.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/proof/lines.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <array>

namespace jejak {
namespace {

constexpr std::array rows = {
    ProblemRow{ProblemType::malformed, "malformed", 400, "The request is not well formed",
               "Read the detail: it names the place and the rule. The same request will never be taken."},
    ProblemRow{ProblemType::signature_invalid, "signature-invalid", 422, "A signature does not hold",
               "Sign exactly the bytes that are sent; /v1/events:prepare gives the bytes to sign."},
    ProblemRow{ProblemType::unknown_key, "unknown-key", 422, "Signed by a key that the ledger does not know",
               "Have the key registered for its office first (KeyRegistered), or sign with a registered one."},
    ProblemRow{ProblemType::unauthenticated, "unauthenticated", 401, "Who asks is not known",
               "Send a token made by `jejak token`, or sign the request; tokens live for an hour at most."},
    ProblemRow{ProblemType::forbidden, "forbidden", 403, "This key may not see or do that",
               "Ask with the key of an office that is entitled; what everybody may see needs no token."},
    ProblemRow{ProblemType::not_found, "not-found", 404, "There is no such thing here",
               "Check the name; the detail gives a near one where there is one. Cases one may not see look the same."},
    ProblemRow{ProblemType::method_not_allowed, "method-not-allowed", 405, "The resource does not take this method",
               "Use one of the methods in the Allow header."},
    ProblemRow{ProblemType::request_timeout, "request-timeout", 408, "The request did not come in time",
               "Send it again, on a new connection and without a pause; the detail says how long was waited."},
    ProblemRow{ProblemType::wrong_expected_revision, "wrong-expected-revision", 409,
               "The stream has gone on since the event was signed",
               "Read the stream's newest events, decide again, and sign against current_revision."},
    ProblemRow{ProblemType::precondition_failed, "precondition-failed", 412, "The precondition does not hold",
               "Read what is there now and decide again; the headers have to say what was signed."},
    ProblemRow{ProblemType::idempotency_key_reused, "idempotency-key-reused", 422, "The id is taken by another event",
               "An event's id is used once, for ever. Make a new event with a new id."},
    ProblemRow{ProblemType::position_out_of_range, "position-out-of-range", 409, "The ledger does not reach so far",
               "Ask for a position up to `head`. A position beyond it was never given by this ledger."},
    ProblemRow{ProblemType::too_large, "too-large", 413, "The request is too large",
               "Send fewer or smaller events at a time; the detail names the limit."},
    ProblemRow{ProblemType::unsupported_media_type, "unsupported-media-type", 415,
               "The body has a form nobody reads here",
               "Send one of the media types in the Accept header of this answer."},
    ProblemRow{ProblemType::head_too_large, "head-too-large", 431, "The request's head is too large",
               "Send fewer or shorter headers."},
    ProblemRow{ProblemType::quota_exceeded, "quota-exceeded", 429, "Too many requests",
               "Wait as long as Retry-After says; RateLimit tells how much is left.", 1,
               "https://iana.org/assignments/http-problem-types#quota-exceeded"},
    ProblemRow{ProblemType::conflict, "conflict", 409, "It contradicts what is there",
               "Read what is there now and decide again."},
    ProblemRow{ProblemType::not_implemented, "not-offered", 501, "This ledger does not offer that",
               "The detail says what its operator has to configure."},
    ProblemRow{ProblemType::overloaded, "overloaded", 503, "More arrives than can be judged",
               "Nothing was recorded. Send the same again after the time in Retry-After.", 1},
    ProblemRow{ProblemType::not_ready, "not-ready", 503, "The service is starting, stopping or catching up",
               "Try again after the time in Retry-After, or another replica.", 5},
    ProblemRow{ProblemType::writing_stopped, "writing-stopped", 503, "Nothing can be appended any more",
               "Reading goes on. The operator has to look at /readyz and at the log, and to start the service again.",
               60},
    ProblemRow{ProblemType::disk_low, "disk-low", 507, "The disk is nearly full, so nothing is appended",
               "Nothing was recorded; reading goes on. The operator has to make room.", 60},
    ProblemRow{ProblemType::damaged, "damaged", 500, "What is stored is not what was written",
               "Tell the operator; `jejak verify` names the place. Do not rely on other answers until then."},
    ProblemRow{ProblemType::internal, "internal", 500, "An error of the service",
               "Tell the operator the trace id of this answer."},
};

// Details may quote what a client sent: whatever is no UTF-8 is replaced, so that the answer is JSON.
std::string json_text(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    std::string_view rest = text;
    const bool is_one = take_code_point(rest).has_value();
    if (!is_one) rest = text.substr(1);
    clean += is_one ? text.substr(0, text.size() - rest.size()) : std::string_view("\xef\xbf\xbd");
    text = rest;
  }
  return boost::json::serialize(boost::json::string(clean));
}

}  // namespace

std::span<const ProblemRow> problems() {
  return rows;
}

const ProblemRow& row_of(ProblemType type) {
  const auto at = static_cast<std::size_t>(type);
  JEJAK_ASSERT(at < rows.size() && rows.at(at).type == type);
  return rows.at(at);
}

std::string type_of(const ProblemRow& row) {
  return row.registered != nullptr ? row.registered : std::string("/problems/") + row.slug;
}

const ProblemRow* find_problem(std::string_view slug) {
  for (const ProblemRow& row : rows) {
    if (row.slug == slug) return &row;
  }
  return nullptr;
}

ProblemType problem_of(Errc code) {
  switch (code) {
    case Errc::malformed:
    case Errc::usage: return ProblemType::malformed;
    case Errc::too_large: return ProblemType::too_large;
    case Errc::bad_signature: return ProblemType::signature_invalid;
    case Errc::unknown_key: return ProblemType::unknown_key;
    case Errc::conflict: return ProblemType::conflict;
    case Errc::not_found: return ProblemType::not_found;
    case Errc::overloaded: return ProblemType::overloaded;
    case Errc::unavailable: return ProblemType::writing_stopped;
    case Errc::disk: return ProblemType::disk_low;
    case Errc::permission: return ProblemType::forbidden;
    case Errc::corrupt:
    case Errc::verification: return ProblemType::damaged;
    case Errc::unsupported: return ProblemType::not_implemented;
    case Errc::interrupted: return ProblemType::not_ready;
    case Errc::internal: return ProblemType::internal;
  }
  return ProblemType::internal;
}

Problem problem_of(const Error& error) {
  return Problem{problem_of(error.code), error.message};
}

Answer answer_of(const Problem& problem) {
  const ProblemRow& row = row_of(problem.type);
  std::string body = fmt::format(R"({{"type":"{}","title":{},"status":{},"detail":{})", type_of(row),
                                 json_text(row.title), row.status, json_text(problem.detail));
  for (const auto& [name, value] : problem.more) body += ",\"" + name + "\":" + value;
  body += "}\n";
  Answer out;
  out.status = row.status;
  out.content_type = "application/problem+json";
  out.headers = problem.headers;
  out.headers.emplace_back("Cache-Control", "no-store");
  if (row.retry_after != 0) out.headers.emplace_back("Retry-After", std::to_string(row.retry_after));
  if (problem.type == ProblemType::unauthenticated) {
    out.headers.emplace_back("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
  out.body = body_of(std::move(body));
  return out;
}

std::optional<std::string> problem_page(std::string_view slug) {
  const ProblemRow* row = find_problem(slug);
  if (row == nullptr) return std::nullopt;
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>{0}</title>\n"
      "<h1>{0}</h1>\n<p>Status {1}, type <code>{2}</code>.</p>\n<h2>What to do</h2>\n<p>{3}</p>\n</html>\n",
      row->title, row->status, type_of(*row), row->what_to_do);
}

}  // namespace jejak
