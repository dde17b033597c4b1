#pragma once
// What the answers to a submission have in common, whether it is appended or only tried.

#include "api/call.hpp"
#include "api/submission.hpp"
#include "ledger/record/flat_json.hpp"

namespace jejak {

constexpr std::string_view envelope_type = "application/vnd.jejak.envelope";

enum class Wait : std::uint8_t { sequenced, published };
// Of the query's `wait`. Errors: malformed, unsupported (witnessed).
Result<Wait> wait_of(const Target& target);

// The one submission in a body, as JSON or as bytes. Errors: malformed, too_large.
Result<Submission> submission_in(const Request& request);

// What of a submission its answer needs, read without trusting a byte of it: the gate checks everything. Empty where it
// cannot be read.
struct SubmittedEvent {
  std::string id;
  std::uint16_t type = 0;
  std::string stream;
  std::uint64_t revision = 0;
  std::vector<PublicKey> keys;
};
SubmittedEvent submitted_event(BytesView envelope);

std::string etag_of(std::uint64_t revision);  // of a stream

// What was recorded is a code; the facts, and so what would be lawful, are known to whoever has just judged it.
void add_refusal(const Call& call, const SubmittedEvent& event, const Refusal& refusal, FlatJson& json);
// What a receipt says once a checkpoint covers it (else null). The proof stands on its own, as a .tlog-proof file, and
// holds the entry: whoever sent the event sees that it is this event which was recorded, and with which verdict.
void add_proof(const Reader& reader, Sequence position, const Published* published, FlatJson& json);

// Of an event that was turned away; of a conflict, which of the two it was, and where the id is taken or what stands in
// the stream now. How far a stream has come is said to those alone whose key the ledger knows.
Problem problem_of(const Call& call, const SubmittedEvent& event, const Error& error);

}  // namespace jejak
