#pragma once
// What a signature over a request covers, as one text: the signature base of RFC 9421 section 2.5. Pure; any thread.

#include "api/auth/structured_field.hpp"

#include <span>

namespace jejak {

struct HeaderLine {
  std::string_view name;  // in any case
  std::string_view value;
};

// A request as it came in, or as it will go out. Views into the caller's texts.
struct RequestParts {
  std::string_view method;
  std::string_view scheme = "https";    // by which callers reach the server, also where a proxy ends TLS
  std::string_view authority;           // the Host field
  std::string_view target;              // of the request line, in origin form: "/v1/events?wait=published"
  std::span<const HeaderLine> headers;  // in their order
  BytesView body;
};

// The value of a header of that lower-case name: its lines without outer white space, joined by ", ". Nothing if it
// does not stand there.
std::optional<std::string> header_value(const RequestParts& request, std::string_view name);
bool has_query(const RequestParts& request);

// A line for each component in the order of `covered`, then "@signature-params". Components are names of headers in
// lower case, or @method, @authority, @path, @query, @target-uri; each once, and without parameters: `;req` belongs
// into answers, the others are not taken. Errors: malformed, naming the component (unknown, twice, not in the request,
// with a byte that is not printable ASCII); unsupported (a parameter); usage (what print() has no spelling for).
Result<std::string> signature_base(const RequestParts& request, const structured::InnerList& covered);

}  // namespace jejak
