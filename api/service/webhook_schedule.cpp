#include "api/service/webhook_schedule.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/base/bytes.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t day_us = 86'400 * second_us;
constexpr std::int64_t pause_us = 30 * second_us;
constexpr std::int64_t pause_us_max = 3'600 * second_us;

// Digits at a place; nothing if others stand there.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int out = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    out = out * 10 + (text[i] - '0');
  }
  return out;
}

std::optional<Instant> parse_http_date(std::string_view text) {
  constexpr std::string_view form = "Sun, 06 Nov 1994 08:49:37 GMT";
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() != form.size()) return std::nullopt;
  for (const std::size_t fixed : {3U, 4U, 7U, 11U, 16U, 19U, 22U, 25U, 26U, 27U, 28U}) {
    if (text[fixed] != form[fixed]) return std::nullopt;
  }
  const std::size_t month = months.find(text.substr(8, 3));
  const auto day = digits(text, 5, 2);
  const auto year = digits(text, 12, 4);
  const auto hour = digits(text, 17, 2);
  const auto minute = digits(text, 20, 2);
  const auto second = digits(text, 23, 2);
  if (month == std::string_view::npos || month % 3 != 0 || !day || !year || !hour || !minute || !second) {
    return std::nullopt;
  }
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const std::string number = std::to_string(month / 3 + 101).substr(1);
  const auto date = parse_date(std::string(text.substr(12, 4)) + "-" + number + "-" + std::string(text.substr(5, 2)));
  if (!date) return std::nullopt;
  return Instant{start_of(*date, Zone::none).us + (*hour * 3'600 + *minute * 60 + *second) * second_us};
}

}  // namespace

std::int64_t webhook_delay_us(std::uint32_t attempt, std::uint64_t chance) {
  JEJAK_ASSERT(attempt >= 1 && attempt <= webhook_attempts_max);
  const std::int64_t delay = webhook_delays_s[attempt - 1] * second_us;
  const std::int64_t spread = delay / 10;
  if (spread == 0) return delay;
  return delay - spread + static_cast<std::int64_t>(chance % static_cast<std::uint64_t>(2 * spread + 1));
}

WebhookVerdict webhook_verdict(int status) {
  if (status >= 200 && status <= 299) return WebhookVerdict::delivered;
  if (status == 410) return WebhookVerdict::gone;
  if (status == 429 || status == 502 || status == 504) return WebhookVerdict::slow_down;
  return WebhookVerdict::failed;
}

std::int64_t webhook_pause_us(std::uint32_t in_a_row) {
  const std::uint32_t doublings = std::min(std::max(in_a_row, 1U) - 1, 16U);
  return std::min(pause_us << doublings, pause_us_max);
}

std::optional<std::int64_t> parse_retry_after_us(std::string_view header, Instant now) {
  if (const auto seconds = parse_decimal(header)) {
    return static_cast<std::int64_t>(std::min<std::uint64_t>(*seconds, 86'400)) * second_us;
  }
  const auto until = parse_http_date(header);
  if (!until) return std::nullopt;
  return std::clamp<std::int64_t>(until->us - now.us, 0, day_us);
}

}  // namespace jejak
