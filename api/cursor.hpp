#pragma once
// Where the next page of a list begins, as the client carries it: sealed, because a page may end at something that is
// not shown to whoever asks. The key is this process's own, so that a cursor holds until the service is started again.

#include "ledger/base/result.hpp"

namespace jejak {

// The same text is the same cursor, and all of about a length are equally long. Any thread.
std::string print_cursor(std::string_view text);
// Errors: malformed (no_such_cursor).
Result<std::string> read_cursor(std::string_view cursor);

Error no_such_cursor();

}  // namespace jejak
