#include "projections/coordinates.hpp"

#include <charconv>

namespace jejak {
namespace {

constexpr std::int64_t us_per_minute = 60'000'000;
constexpr std::size_t date_length = 10;
constexpr std::size_t offset_length = 6;  // "+08:00"

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size() || value > tree_size_max) return std::nullopt;
  return value;
}

// "+08:00" as minutes.
std::optional<std::int64_t> parse_offset(std::string_view text) {
  if (text.size() != offset_length || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = parse_size(text.substr(1, 2));
  const auto minutes = parse_size(text.substr(4, 2));
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const auto value = static_cast<std::int64_t>(*hours * 60 + *minutes);
  return text[0] == '-' ? -value : value;
}

}  // namespace

std::optional<AsOf> parse_as_of(std::string_view text) {
  if (const auto size = parse_size(text)) return AsOf(TreeSize{*size});
  if (text.size() <= date_length || text[date_length] != 'T') return std::nullopt;
  std::int64_t offset = 0;
  std::string utc(text);
  if (utc.back() == 'Z') {
    utc.pop_back();
  } else {
    const auto given =
        utc.size() < offset_length ? std::nullopt : parse_offset(text.substr(text.size() - offset_length));
    if (!given) return std::nullopt;
    offset = *given;
    utc.resize(utc.size() - offset_length);
  }
  constexpr std::size_t to_the_minute = 16;  // "2020-07-20T09:00"
  if (utc.size() == to_the_minute) utc += ":00";
  const auto instant = parse_instant(utc + "Z");
  if (!instant) return std::nullopt;
  return AsOf(Instant{instant->us - offset * us_per_minute});
}

Result<Instant> recorded_at(const EntrySource& source, Sequence position) {
  auto bytes = source.entry(position);
  if (!bytes) return std::move(bytes).error();
  auto entry = decode_entry(*bytes);
  if (!entry) return Error{Errc::corrupt, "entry " + std::to_string(position.value) + ": " + entry.error().message};
  return entry->recorded_at;
}

Result<TreeSize> recorded_until(const EntrySource& source, TreeSize size, Instant at) {
  std::uint64_t known = 0;  // so many were recorded by then
  std::uint64_t later = size.value;
  while (known < later) {
    const std::uint64_t middle = known + (later - known) / 2;
    auto recorded = recorded_at(source, Sequence{middle});
    if (!recorded) return std::move(recorded).error();
    if (*recorded <= at) {
      known = middle + 1;
    } else {
      later = middle;
    }
  }
  return TreeSize{known};
}

}  // namespace jejak
