#pragma once
// RFC 4648 section 5 without padding (RFC 7515 section 2): the spelling of a token's three parts. One spelling a
// value: the decoder accepts exactly what the encoder prints. Any thread.

#include "ledger/base/bytes.hpp"

namespace jejak {

std::string to_base64url(BytesView bytes);
std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace jejak
