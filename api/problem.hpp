#pragma once
// Problems (RFC 9457): every answer that is a no has a type, and every type a page that says how to go on. The table is
// the one list of them; the pages, the OpenAPI document and the tests are made from it. What nobody answers is not in
// it.

#include "api/http.hpp"
#include "ledger/base/result.hpp"

#include <optional>
#include <span>

namespace jejak {

enum class ProblemType : std::uint8_t {
  malformed,
  signature_invalid,
  unknown_key,
  unauthenticated,
  forbidden,
  not_found,
  method_not_allowed,
  request_timeout,
  wrong_expected_revision,
  precondition_failed,
  idempotency_key_reused,
  position_out_of_range,
  too_large,
  unsupported_media_type,
  head_too_large,
  quota_exceeded,
  conflict,
  not_implemented,
  overloaded,
  not_ready,
  writing_stopped,
  disk_low,
  damaged,
  internal,
};

struct ProblemRow {
  ProblemType type;
  const char* slug;  // the page is /problems/SLUG
  unsigned status;
  const char* title;
  const char* what_to_do;
  unsigned retry_after = 0;          // seconds; 0: trying again does not help
  const char* registered = nullptr;  // the type's URI where there is one in IANA's registry (RFC 9457 §4.2)
};
std::string type_of(const ProblemRow& row);  // the URI that answers name
std::span<const ProblemRow> problems();
const ProblemRow& row_of(ProblemType type);
const ProblemRow* find_problem(std::string_view slug);
ProblemType problem_of(Errc code);

// One problem. `more` are further members, each a name and a JSON value.
struct Problem {
  ProblemType type = ProblemType::internal;
  std::string detail;
  std::vector<std::pair<std::string, std::string>> more = {};
  Headers headers = {};
};
Problem problem_of(const Error& error);

// application/problem+json, with Retry-After where trying again later helps. Never cached.
Answer answer_of(const Problem& problem);
inline Answer answer_of(const Error& error) {
  return answer_of(problem_of(error));
}

// The page of one type, as HTML. Nothing if there is no such type.
std::optional<std::string> problem_page(std::string_view slug);

}  // namespace jejak
