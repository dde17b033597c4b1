#include "api/service/service_store.hpp"

#include "ledger/base/date.hpp"

namespace jejak {

constexpr std::size_t position_digits = 20;
constexpr std::int64_t row_time_max = (std::int64_t{date_max.days} + 1) * 86'400'000'000 - 1;

std::string position_key(std::string_view prefix, Sequence position) {
  const std::string digits = std::to_string(position.value);
  return std::string(prefix) + std::string(position_digits - digits.size(), '0') + digits;
}

std::optional<Sequence> position_in(std::string_view prefix, std::string_view key) {
  if (!key.starts_with(prefix) || key.size() != prefix.size() + position_digits) return std::nullopt;
  std::string_view digits = key.substr(prefix.size());
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), position_digits - 1));
  const auto number = parse_decimal(digits);
  return number ? std::optional(Sequence{*number}) : std::nullopt;
}

Outcome MemoryServiceStore::commit(const RowChanges& changes) {
  for (const auto& [key, value] : changes) {
    if (value) {
      rows_[key] = *value;
    } else {
      rows_.erase(key);
    }
  }
  return {};
}

Result<std::optional<Bytes>> MemoryServiceStore::read(std::string_view key) const {
  const auto at = rows_.find(key);
  if (at == rows_.end()) return std::optional<Bytes>();
  return std::optional<Bytes>(at->second);
}

Outcome MemoryServiceStore::scan(std::string_view prefix, std::string_view from,
                                 const std::function<Outcome(std::string_view, BytesView)>& visit) const {
  for (auto at = rows_.lower_bound(std::max(prefix, from)); at != rows_.end() && at->first.starts_with(prefix); ++at) {
    if (auto visited = visit(at->first, at->second); !visited) return visited;
  }
  return {};
}

bool is_row_time(std::int64_t us) {
  return us >= 0 && us <= row_time_max;
}

Error damaged_row(std::string_view key, std::string_view what) {
  std::string shown;
  for (const char c : key) {
    if (c > ' ' && c < '\x7f') {
      shown += c;
    } else {
      shown += "\\x" + to_hex(BytesView(reinterpret_cast<const std::uint8_t*>(&c), 1));
    }
  }
  return Error{Errc::corrupt, "the row " + shown + " of the service is damaged: " + std::string(what)};
}

}  // namespace jejak
