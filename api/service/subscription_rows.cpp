#include "api/service/kept_rows.hpp"
#include "api/service/subscription.hpp"
#include "ledger/base/wire.hpp"
#include "projections/varint.hpp"

// Rows, each beginning with the format, u8 1:
//   s/NAME           32 bytes owner, u64 start, u32 unacknowledged_max, u32 attempts_max, i64 timeout_us,
//                    i64 retry_delay_us, text16 filter
//   p/NAME           i64 last acknowledgement (never: the smallest), progress, varint count of events with attempts,
//                    for each: varint distance from the one before, varint attempts (fewer than are made in all)
//   k/NAME/POSITION  parked; POSITION has 20 digits: u8 reason, u8 replaying, u32 attempts, i64 parked_at,
//                    text16 stream

namespace jejak {
namespace {

constexpr std::uint8_t row_format = 1;

std::string parked_prefix(const std::string& name) {
  return "k/" + name + "/";
}

Bytes encode(const SubscriptionTerms& terms) {
  WireWriter out;
  out.u8(row_format);
  out.raw(terms.owner);
  out.u64(terms.start.value);
  out.u32(terms.unacknowledged_max);
  out.u32(terms.attempts_max);
  out.i64(terms.timeout_us);
  out.i64(terms.retry_delay_us);
  out.text16(terms.filter.text());
  return out.take();
}

Result<SubscriptionTerms> decode_terms(const std::string& name, std::string_view key, BytesView row) {
  WireReader in(row);
  SubscriptionTerms terms;
  terms.name = name;
  const std::uint8_t format = in.u8();
  terms.owner = in.array<32>();
  terms.start = {in.u64()};
  terms.unacknowledged_max = in.u32();
  terms.attempts_max = in.u32();
  terms.timeout_us = in.i64();
  terms.retry_delay_us = in.i64();
  const std::string filter(in.text16());
  if (!in.finished() || format != row_format) return damaged_row(key, "it holds no terms of a subscription");
  auto parsed = EventFilter::parse(filter);
  if (!parsed) return damaged_row(key, parsed.error().message);
  terms.filter = std::move(*parsed);
  if (auto checked = check_terms(terms); !checked) return damaged_row(key, checked.error().message);
  return terms;
}

Bytes encode(const ParkedEvent& event) {
  WireWriter out;
  out.u8(row_format);
  out.u8(static_cast<std::uint8_t>(event.reason));
  out.u8(event.replaying ? 1 : 0);
  out.u32(event.attempts);
  out.i64(event.parked_at.us);
  out.text16(event.stream);
  return out.take();
}

std::optional<ParkedEvent> decode_parked(Sequence position, BytesView row) {
  WireReader in(row);
  ParkedEvent event;
  event.position = position;
  const std::uint8_t format = in.u8();
  const std::uint8_t reason = in.u8();
  const std::uint8_t replaying = in.u8();
  event.reason = static_cast<ParkReason>(reason);
  event.replaying = replaying != 0;
  event.attempts = in.u32();
  event.parked_at = {in.i64()};
  event.stream = in.text16();
  const bool is_sound = in.finished() && format == row_format && (reason == 1 || reason == 2) && replaying <= 1 &&
                        event.stream.size() <= code_bytes_max && is_row_time(event.parked_at.us);
  return is_sound ? std::optional(std::move(event)) : std::nullopt;
}

}  // namespace

Bytes Subscription::progress_row() const {
  WireWriter head;
  head.u8(row_format);
  head.i64(last_acknowledged_ ? last_acknowledged_->us : row_never);
  Bytes out = head.take();
  progress_.encode(out);
  // An attempt that is being made is not counted: what ends it may be the end of this process.
  std::map<std::uint64_t, std::uint32_t> attempts = attempts_before_;
  for (const auto& [position, item] : items_) {
    const std::uint32_t made = item.attempts - (item.stage == Stage::in_flight ? 1 : 0);
    if (!item.replayed && made > 0) attempts[position] = made;
  }
  put_varint(out, attempts.size());
  std::uint64_t last = 0;
  for (const auto& [position, made] : attempts) {
    put_varint(out, position - last);
    put_varint(out, made);
    last = position;
  }
  return out;
}

Outcome Subscription::read_progress(BytesView row) {
  const std::string key = "p/" + terms_.name;
  WireReader head(row);
  const std::uint8_t format = head.u8();
  const std::int64_t acknowledged = head.i64();
  if (!head.ok() || format != row_format) return damaged_row(key, "it is no progress of a subscription");
  if (acknowledged != row_never && !is_row_time(acknowledged))
    return damaged_row(key, "its time is beyond every calendar");
  BytesView rest = head.rest();
  auto progress = DoneSet::decode(rest, window_max - 1);  // one is open below them
  if (!progress) return damaged_row(key, progress.error().message);
  VarintReader in(rest);
  const std::uint64_t count = in.number();
  if (count > 2 * window_max) return damaged_row(key, "too many events had attempts");
  std::uint64_t position = 0;
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    position += in.number();
    const std::uint64_t made = in.number();
    if (made == 0 || made >= terms_.attempts_max) return damaged_row(key, "attempts are wrong");
    attempts_before_[position] = static_cast<std::uint32_t>(made);
  }
  if (!in.ok() || !in.at_end()) return damaged_row(key, "it ends too early or too late");
  progress_ = std::move(*progress);
  if (acknowledged != row_never) last_acknowledged_ = Instant{acknowledged};
  return {};
}

Outcome Subscription::read_parked(const ServiceStore& store) {
  return store.scan(parked_prefix(terms_.name), "", [this](std::string_view key, BytesView row) -> Outcome {
    const auto position = position_in(parked_prefix(terms_.name), key);
    if (!position) return damaged_row(key, "it names no position");
    auto event = decode_parked(*position, row);
    if (!event) return damaged_row(key, "it is no parked event");
    if (!progress_.is_done(*position)) return damaged_row(key, "its event is still to come");
    if (parked_.size() >= parked_max) return damaged_row(key, "more events are parked than may be");
    if (event->replaying) {
      Item item;
      item.stream = event->stream;
      item.replayed = true;
      add(position->value, std::move(item));
    }
    parked_.emplace(position->value, std::move(*event));
    return {};
  });
}

Result<std::unique_ptr<Subscription>> Subscription::load(const std::string& name, const ServiceStore& store,
                                                         const Clock& clock) {
  auto row = store.read("s/" + name);
  if (!row) return std::move(row).error();
  if (!*row) return Error{Errc::not_found, "there is no subscription " + name};
  auto terms = decode_terms(name, "s/" + name, **row);
  if (!terms) return std::move(terms).error();
  auto out = std::make_unique<Subscription>(std::move(*terms), clock);
  auto progress = store.read("p/" + name);
  if (!progress) return std::move(progress).error();
  if (!*progress) return damaged_row("p/" + name, "it is missing");
  if (auto read = out->read_progress(**progress); !read) return std::move(read).error();
  if (auto read = out->read_parked(store); !read) return std::move(read).error();
  out->are_terms_changed_ = false;
  out->is_progress_changed_ = false;
  out->stored_checkpoint_ = out->progress_.checkpoint().value;
  return out;
}

RowChanges Subscription::take_changes(bool also_position) {
  RowChanges out;
  const std::uint64_t checkpoint = progress_.checkpoint().value;
  const std::uint64_t moved = checkpoint - stored_checkpoint_;
  const bool is_due = moved >= checkpoint_lag_max || (also_position && moved > 0);
  if (are_terms_changed_) out.emplace_back("s/" + terms_.name, encode(terms_));
  if (is_progress_changed_ || is_due) {
    out.emplace_back("p/" + terms_.name, progress_row());
    stored_checkpoint_ = checkpoint;
  }
  for (const std::uint64_t position : changed_parked_) {
    const auto at = parked_.find(position);
    std::optional<Bytes> row;
    if (at != parked_.end()) row = encode(at->second);
    out.emplace_back(position_key(parked_prefix(terms_.name), Sequence{position}), std::move(row));
  }
  are_terms_changed_ = false;
  is_progress_changed_ = false;
  taken_parked_ = std::exchange(changed_parked_, {});
  return out;
}

void Subscription::changes_failed() {
  are_terms_changed_ = true;
  is_progress_changed_ = true;
  changed_parked_.merge(taken_parked_);
}

Result<RowChanges> Subscription::removal(const std::string& name, const ServiceStore& store) {
  RowChanges out{{"s/" + name, std::nullopt}, {"p/" + name, std::nullopt}};
  auto scanned = store.scan(parked_prefix(name), "", [&out](std::string_view key, BytesView) -> Outcome {
    out.emplace_back(key, std::nullopt);
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return out;
}

}  // namespace jejak
