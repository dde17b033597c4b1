#include "ledger/base/wire.hpp"
#include "projections/tally_view.hpp"

namespace jejak::tally_row {
namespace {

constexpr int block_bits = 16;
constexpr std::size_t events_key_bytes = events_prefix.size() + 1 + 4 + 6;
constexpr std::uint32_t sign_bit = 0x8000'0000;  // turned over, days before 1970 sort first
constexpr char digits[] = "0123456789abcdef";

Error damaged() {
  return Error{Errc::corrupt, "a counter's row in the tallies is damaged"};
}

}  // namespace

std::string strand_prefix(std::size_t shard) {
  return std::string("c/") + digits[shard % shard_count] + "/";
}

std::string other_strand_prefix(std::size_t shard) {
  return std::string("d/") + digits[shard % shard_count] + "/";
}

std::string strand_key(std::string_view stream) {
  std::uint32_t hash = 2'166'136'261;  // FNV-1a: the same everywhere, for ever
  for (const char c : stream) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16'777'619;
  const std::size_t shard = (hash ^ hash >> 16) % shard_count;
  const bool of_case = stream.starts_with(prefix(StreamKind::kase));
  return (of_case ? strand_prefix(shard) : other_strand_prefix(shard)) + std::string(stream);
}

std::string events_key(EventCounter counter, Word agency, Sequence position) {
  WireWriter out;
  out.raw(events_prefix);
  out.u8(static_cast<std::uint8_t>(counter));
  out.u32(agency);
  const std::uint64_t block = position.value >> block_bits;
  out.u16(static_cast<std::uint16_t>(block >> 32));
  out.u32(static_cast<std::uint32_t>(block));
  return std::string(text(out.take()));
}

Outcome read_counter(const ViewReader& view, EventCounter counter,
                     const std::function<void(const CounterStep&)>& visit) {
  const std::string prefix = std::string(events_prefix) + static_cast<char>(counter);
  return view.scan(prefix, [&](std::string_view key, BytesView row) -> Outcome {
    if (key.size() != events_key_bytes) return damaged();
    WireReader where(jejak::view(key.substr(prefix.size())));
    CounterStep step;
    step.counter = counter;
    step.agency = where.u32();
    std::uint64_t block = where.u16();
    block = block << 32 | where.u32();
    VarintReader in(row);
    while (!in.at_end()) {
      step.position = (block << block_bits) + in.number();
      step.legal = Date{static_cast<std::int32_t>(in.signed_number())};
      step.place = static_cast<Word>(in.number());
      step.election = static_cast<Word>(in.number());
      step.by = in.signed_number();
      step.amount = in.signed_number();
      if (!in.ok()) return damaged();
      visit(step);
    }
    return {};
  });
}

std::string law_key(LawKind kind, Sequence position) {
  WireWriter out;
  out.raw(law_prefix);
  out.u8(static_cast<std::uint8_t>(kind));
  out.u64(position.value);
  return std::string(text(out.take()));
}

std::string day_key(Zone zone, Date day) {
  WireWriter out;
  out.raw(day_prefix);
  out.u8(static_cast<std::uint8_t>(zone));
  out.u32(static_cast<std::uint32_t>(day.days) ^ sign_bit);
  return std::string(text(out.take()));
}

Result<std::vector<RecordedDay>> read_days(const ViewReader& view, Zone zone) {
  std::vector<RecordedDay> out;
  const std::string prefix = std::string(day_prefix) + static_cast<char>(zone);
  auto scanned = view.scan(prefix, [&](std::string_view key, BytesView row) -> Outcome {
    WireReader where(jejak::view(key.substr(prefix.size())));
    WireReader at(row);
    const Date day{static_cast<std::int32_t>(where.u32() ^ sign_bit)};
    const Sequence first{at.u64()};
    const bool is_later = out.empty() || out.back().first < first;
    if (!where.finished() || !at.finished() || day < date_min || day > date_max || !is_later) {
      return Error{Errc::corrupt, "a day's row in the tallies is damaged"};
    }
    out.push_back({day, first});
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return out;
}

}  // namespace jejak::tally_row
