#pragma once
// What a consumer of a subscription says on its WebSocket, one JSON object a message, read without believing any of it:
//   {"credit":100}   {"ack":[17,18]}   {"nack":[19],"action":"retry"}
// Credit may come with either. "ack" and "nack" never come together, and an "action" only with "nack", which without
// one is a retry.

#include "api/service/subscription.hpp"

namespace jejak {

constexpr std::uint32_t said_credit_max = 100'000;  // in one message; what counts of it the subscription decides
constexpr std::size_t said_positions_max = 10'000;  // of one list

struct ConsumerWords {
  std::optional<std::uint32_t> credit;  // from 1
  std::vector<Sequence> positions;      // as they stand there, also twice
  std::optional<Nack> nack;             // else they are acknowledged
  bool operator==(const ConsumerWords&) const = default;
};

// Errors: malformed (no JSON, no object, an unknown member, a value that cannot be meant), too_large (more than
// json_bytes_max bytes or json_depth_max levels). Any thread.
Result<ConsumerWords> parse_consumer_words(std::string_view text);

}  // namespace jejak
