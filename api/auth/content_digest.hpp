#pragma once
// Content-Digest (RFC 9530) with sha-256: how a signature over fields covers the body. Any thread.

#include "ledger/base/bytes.hpp"
#include "ledger/base/result.hpp"

namespace jejak {

std::string content_digest(BytesView body);  // "sha-256=:…:"

// The field must hold a sha-256, and that must be the body's; digests by other algorithms beside it are not looked at.
// Errors: malformed, too_large, unsupported (no sha-256), verification (it is another body's).
Outcome check_content_digest(std::string_view field, BytesView body);

}  // namespace jejak
