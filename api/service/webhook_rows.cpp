#include "api/service/kept_rows.hpp"
#include "api/service/webhook.hpp"
#include "ledger/base/wire.hpp"

// Rows, each beginning with the format, u8 1:
//   w/ID           32 bytes owner, u64 start, text16 url, text16 filter, u32 generation, 32 bytes public key, i64 until
//                  when the key before signs, u8 enabled, text16 reason
//   v/ID           i64 last delivery (never: the smallest), i64 paused until, u32 asked in a row to slow down,
//                  u32 count of deliveries tried again, for each: u64 position, u32 attempts, i64 due, i64 first and
//                  i64 last attempt, u16 last status; progress
//   f/ID/POSITION  failed for good; POSITION has 20 digits: u32 attempts, u16 last status, u8 replaying, i64 last
//                  attempt, text16 error

namespace jejak {
namespace {

constexpr std::uint8_t row_format = 1;

std::string failure_prefix(const std::string& id) {
  return "f/" + id + "/";
}

Bytes encode(const WebhookFailure& failure) {
  WireWriter out;
  out.u8(row_format);
  out.u32(failure.attempts);
  out.u16(static_cast<std::uint16_t>(failure.last_status));
  out.u8(failure.replaying ? 1 : 0);
  out.i64(failure.last_attempt.us);
  out.text16(failure.last_error);
  return out.take();
}

}  // namespace

Bytes Webhook::terms_row() const {
  WireWriter out;
  out.u8(row_format);
  out.raw(terms_.owner);
  out.u64(terms_.start.value);
  out.text16(terms_.url);
  out.text16(terms_.filter.text());
  out.u32(generation_);
  out.raw(key_);
  out.i64(old_key_until_us_);
  out.u8(enabled_ ? 1 : 0);
  out.text16(reason_);
  return out.take();
}

Outcome Webhook::read_terms(BytesView row) {
  const std::string key = "w/" + terms_.id;
  WireReader in(row);
  const std::uint8_t format = in.u8();
  terms_.owner = in.array<32>();
  terms_.start = {in.u64()};
  terms_.url = in.text16();
  const std::string filter(in.text16());
  generation_ = in.u32();
  key_ = in.array<32>();
  old_key_until_us_ = in.i64();
  const std::uint8_t enabled = in.u8();
  reason_ = in.text16();
  enabled_ = enabled == 1;
  const bool is_sound = in.finished() && format == row_format && generation_ > 0 && enabled <= 1 &&
                        terms_.start.value <= tree_size_max && !terms_.url.empty() && is_row_time(old_key_until_us_);
  if (!is_sound) return damaged_row(key, "it holds no webhook");
  auto parsed = EventFilter::parse(filter);
  if (!parsed) return damaged_row(key, parsed.error().message);
  terms_.filter = std::move(*parsed);
  return {};
}

Bytes Webhook::progress_row() const {
  WireWriter out;
  out.u8(row_format);
  out.i64(last_delivered_ ? last_delivered_->us : row_never);
  out.i64(paused_until_us_);
  out.u32(slow_in_a_row_);
  // An attempt that is being made is not counted: what ends it may be the end of this process.
  Items tried = before_;
  for (const auto& [position, owed] : owed_) {
    if (owed.replayed || owed.attempts <= (owed.in_flight ? 1U : 0U)) continue;
    Owed kept = owed;
    kept.attempts -= owed.in_flight ? 1 : 0;
    tried[position] = std::move(kept);
  }
  out.u32(static_cast<std::uint32_t>(tried.size()));
  for (const auto& [position, owed] : tried) {
    out.u64(position);
    out.u32(owed.attempts);
    out.i64(owed.due_us);
    out.i64(owed.first_us);
    out.i64(owed.last_us);
    out.u16(static_cast<std::uint16_t>(owed.last_status));
  }
  Bytes bytes = out.take();
  progress_.encode(bytes);
  return bytes;
}

Outcome Webhook::read_progress(BytesView row) {
  const std::string key = "v/" + terms_.id;
  WireReader in(row);
  const std::uint8_t format = in.u8();
  const std::int64_t delivered = in.i64();
  paused_until_us_ = in.i64();
  slow_in_a_row_ = in.u32();
  const std::uint32_t count = in.u32();
  if (!in.ok() || format != row_format || count > 2 * owed_max)
    return damaged_row(key, "it is no progress of a webhook");
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
    const std::uint64_t position = in.u64();
    Owed owed;
    owed.attempts = in.u32();
    owed.due_us = in.i64();
    owed.first_us = in.i64();
    owed.last_us = in.i64();
    owed.last_status = in.u16();
    if (owed.attempts == 0 || owed.attempts >= webhook_attempts_max) return damaged_row(key, "attempts are wrong");
    if (!is_row_time(owed.due_us) || !is_row_time(owed.first_us) || !is_row_time(owed.last_us)) {
      return damaged_row(key, "an attempt's time is beyond every calendar");
    }
    before_.emplace(position, owed);
  }
  if (!in.ok()) return damaged_row(key, "it ends too early");
  if ((delivered != row_never && !is_row_time(delivered)) || !is_row_time(paused_until_us_)) {
    return damaged_row(key, "its time is beyond every calendar");
  }
  BytesView rest = in.rest();
  auto progress = DoneSet::decode(rest, window_max - 1);  // one is open below them
  if (!progress) return damaged_row(key, progress.error().message);
  if (!rest.empty()) return damaged_row(key, "it ends too late");
  progress_ = std::move(*progress);
  if (delivered != row_never) last_delivered_ = Instant{delivered};
  return {};
}

Outcome Webhook::read_failures(const ServiceStore& store) {
  const std::string prefix = failure_prefix(terms_.id);
  return store.scan(prefix, "", [this, &prefix](std::string_view key, BytesView row) -> Outcome {
    const auto position = position_in(prefix, key);
    if (!position) return damaged_row(key, "it names no position");
    WireReader in(row);
    WebhookFailure failure;
    failure.position = *position;
    const std::uint8_t format = in.u8();
    failure.attempts = in.u32();
    failure.last_status = in.u16();
    const std::uint8_t replaying = in.u8();
    failure.replaying = replaying == 1;
    failure.last_attempt = {in.i64()};
    failure.last_error = in.text16();
    const bool is_sound =
        in.finished() && format == row_format && replaying <= 1 && is_row_time(failure.last_attempt.us);
    if (!is_sound) return damaged_row(key, "it is no failed delivery");
    if (!progress_.is_done(*position)) return damaged_row(key, "its delivery is still to come");
    if (failure.replaying) {
      Owed owed;
      owed.replayed = true;
      owed.due_us = clock_.now().us;
      add(position->value, std::move(owed));
    }
    failures_.emplace(position->value, std::move(failure));
    return {};
  });
}

Result<std::unique_ptr<Webhook>> Webhook::load(const std::string& id, const ServiceStore& store, const Clock& clock,
                                               Chance chance) {
  WebhookTerms terms;
  terms.id = id;
  auto out = std::make_unique<Webhook>(std::move(terms), PublicKey{}, clock, std::move(chance));
  auto row = store.read("w/" + id);
  if (!row) return std::move(row).error();
  if (!*row) return Error{Errc::not_found, "there is no webhook " + id};
  if (auto read = out->read_terms(**row); !read) return std::move(read).error();
  auto progress = store.read("v/" + id);
  if (!progress) return std::move(progress).error();
  if (!*progress) return damaged_row("v/" + id, "it is missing");
  if (auto read = out->read_progress(**progress); !read) return std::move(read).error();
  if (auto read = out->read_failures(store); !read) return std::move(read).error();
  out->are_terms_changed_ = false;
  out->is_progress_changed_ = false;
  out->stored_checkpoint_ = out->progress_.checkpoint().value;
  return out;
}

RowChanges Webhook::take_changes(bool also_position) {
  RowChanges out;
  const std::uint64_t checkpoint = progress_.checkpoint().value;
  const std::uint64_t moved = checkpoint - stored_checkpoint_;
  const bool is_due = moved >= checkpoint_lag_max || (also_position && moved > 0);
  if (are_terms_changed_) out.emplace_back("w/" + terms_.id, terms_row());
  if (is_progress_changed_ || is_due) {
    out.emplace_back("v/" + terms_.id, progress_row());
    stored_checkpoint_ = checkpoint;
  }
  for (const std::uint64_t position : changed_failures_) {
    const auto at = failures_.find(position);
    std::optional<Bytes> row;
    if (at != failures_.end()) row = encode(at->second);
    out.emplace_back(position_key(failure_prefix(terms_.id), Sequence{position}), std::move(row));
  }
  are_terms_changed_ = false;
  is_progress_changed_ = false;
  taken_failures_ = std::exchange(changed_failures_, {});
  return out;
}

void Webhook::changes_failed() {
  are_terms_changed_ = true;
  is_progress_changed_ = true;
  changed_failures_.merge(taken_failures_);
}

Result<RowChanges> Webhook::removal(const std::string& id, const ServiceStore& store) {
  RowChanges out{{"w/" + id, std::nullopt}, {"v/" + id, std::nullopt}};
  auto scanned = store.scan(failure_prefix(id), "", [&out](std::string_view key, BytesView) -> Outcome {
    out.emplace_back(key, std::nullopt);
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return out;
}

}  // namespace jejak
