#pragma once
// When a webhook is tried again (the schedule that Standard Webhooks gives as its example, section "retries"), and what
// an answer's status means for it. Functions of their arguments.

#include "ledger/base/date.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace jejak {

constexpr std::uint32_t webhook_attempts_max = 10;
// Seconds between an attempt and the one before it; the first is made at once. About three days and a quarter together.
constexpr std::array<std::int64_t, webhook_attempts_max> webhook_delays_s = {0,      5,      300,    1'800,  7'200,
                                                                             18'000, 36'000, 50'400, 72'000, 86'400};
// Microseconds to wait before attempt number `attempt` (from 1, at most webhook_attempts_max): a tenth more or less,
// by chance, so that those who failed together do not come back together.
std::int64_t webhook_delay_us(std::uint32_t attempt, std::uint64_t chance);

enum class WebhookVerdict : std::uint8_t {
  delivered,  // 2xx and nothing else
  failed,     // any other status, a redirection among them, or no answer: tried again
  slow_down,  // 429, 502, 504: tried again, and everything else for that endpoint waits as well
  gone,       // 410: the receiver wants no more
};
WebhookVerdict webhook_verdict(int status);

// How long everything for an endpoint waits after it asked so often in a row (from 1) to slow down.
std::int64_t webhook_pause_us(std::uint32_t in_a_row);

// Retry-After (RFC 9110 section 10.2.3): seconds, or a date of the form "Sun, 06 Nov 1994 08:49:37 GMT". How long from
// `now`; at most a day, never less than nothing.
std::optional<std::int64_t> parse_retry_after_us(std::string_view header, Instant now);

}  // namespace jejak
