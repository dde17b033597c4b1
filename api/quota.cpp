#include "api/quota.hpp"

#include "api/problem.hpp"
#include "ledger/base/bytes.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

namespace jejak {
namespace {

constexpr std::uint64_t requests_max = 1'000'000;
constexpr std::uint64_t seconds_max = 86'400;
constexpr std::uint64_t us_per_second = 1'000'000;
constexpr const char* policy_name = "\"default\"";

}  // namespace

std::optional<QuotaRule> parse_rate(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto requests = parse_decimal(text.substr(0, slash));
  const auto seconds = parse_decimal(text.substr(slash + 1));
  if (!requests || !seconds || *requests == 0 || *seconds == 0) return std::nullopt;
  if (*requests > requests_max || *seconds > seconds_max) return std::nullopt;
  return QuotaRule{*requests, *seconds};
}

std::string quota_owner(const std::optional<PublicKey>& key, std::string_view peer) {
  if (key) return std::string(text(*key));
  if (!peer.starts_with('[') || !peer.ends_with(']')) return std::string(peer);
  // Whoever has one address of IPv6 has the network it is in.
  in6_addr address{};
  if (inet_pton(AF_INET6, std::string(peer.substr(1, peer.size() - 2)).c_str(), &address) != 1)
    return std::string(peer);
  if (IN6_IS_ADDR_V4MAPPED(&address)) return std::string(peer);
  std::memset(address.s6_addr + 8, 0, 8);
  char network[INET6_ADDRSTRLEN] = {};
  if (inet_ntop(AF_INET6, &address, network, sizeof network) == nullptr) return std::string(peer);
  return std::string(network) + "/64";
}

Quota::Verdict Quota::take(const std::string& owner, Time now) {
  const std::uint64_t price = rule_.seconds * us_per_second;
  const std::uint64_t full = rule_.requests * price;
  const std::lock_guard lock(mutex_);
  const auto found = found_.find(owner);
  if (found != found_.end()) {
    by_use_.splice(by_use_.begin(), by_use_, found->second);
  } else {
    by_use_.push_front({owner, full, now});
    found_.emplace(owner, by_use_.begin());
  }
  Bucket& bucket = by_use_.front();
  const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(std::max(now, bucket.at) - bucket.at);
  const std::uint64_t passed_us = std::min(price, static_cast<std::uint64_t>(passed.count()));
  bucket.credit = std::min(full, bucket.credit + passed_us * rule_.requests);
  bucket.at += passed;
  Verdict out;
  out.is_granted = bucket.credit >= price;
  if (out.is_granted) bucket.credit -= price;
  out.left = bucket.credit / price;
  const std::uint64_t missing = price - bucket.credit % price;
  const std::uint64_t per_second = rule_.requests * us_per_second;
  out.next_seconds = (missing + per_second - 1) / per_second;
  // Whoever has been silent for a whole span has a full bucket: nothing is lost with it.
  const auto old = now - std::chrono::seconds{rule_.seconds};
  while (by_use_.size() > 1 && (by_use_.size() > owners_max_ || by_use_.back().at <= old)) {
    found_.erase(by_use_.back().owner);
    by_use_.pop_back();
  }
  return out;
}

std::size_t Quota::owners() const {
  const std::lock_guard lock(mutex_);
  return by_use_.size();
}

std::string Quota::policy() const {
  return std::string(policy_name) + ";q=" + std::to_string(rule_.requests) + ";w=" + std::to_string(rule_.seconds);
}

std::string Quota::state(const Verdict& verdict) {
  return std::string(policy_name) + ";r=" + std::to_string(verdict.left) + ";t=" + std::to_string(verdict.next_seconds);
}

Answer Quota::refusal(const Verdict& verdict) const {
  Problem problem{
      ProblemType::quota_exceeded,
      "more than " + std::to_string(rule_.requests) + " requests in " + std::to_string(rule_.seconds) + " seconds",
      {{"violated-policies", "[" + std::string(policy_name) + "]"}},
      {}};
  Answer out = answer_of(problem);
  for (auto& [name, value] : out.headers) {
    if (name == "Retry-After") value = std::to_string(std::max<std::uint64_t>(1, verdict.next_seconds));
  }
  return out;
}

}  // namespace jejak
