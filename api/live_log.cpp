#include "api/live_log.hpp"

#include "api/live_reader.hpp"
#include "ledger/record/flat_json.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr unsigned retry_ms = 3'000;
constexpr unsigned retry_after_stop_ms = 10'000;
constexpr std::uint64_t taken_at_once_max = 1'024;  // entries, before those who follow are served
constexpr std::size_t piece_bytes_min = 16 * 1024;

Body last_word() {
  return body_of("retry: " + std::to_string(retry_after_stop_ms) + "\n\n");
}

}  // namespace

LiveLog::LiveLog(Host& host, Workers& workers, LiveOptions options)
    : host_(host),
      workers_(workers),
      options_(options),
      source_(cloud_event_source(host.origin())),
      ties_(host.reader(), [&host]() -> Result<TreeSize> { return host.ledger().feed().size(); }),
      reader_(host, options.scanned_max) {
  published_ = host.published()->size();
  first_kept_ = next_ = Sequence{published_.value};
}

LiveLog::~LiveLog() {
  stop();
}

void LiveLog::start() {
  thread_ = std::thread([this] { run(); });
}

void LiveLog::stop() {
  std::vector<std::pair<std::function<void(Body)>, std::function<void()>>> owed;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
    for (Reader* reader : all_) {
      reader->is_told_ = reader->is_told_ || reader->write_ != nullptr;
      owed.emplace_back(std::exchange(reader->write_, nullptr), std::exchange(reader->once_, nullptr));
    }
  }
  grown_.notify_all();
  if (thread_.joinable()) thread_.join();
  for (const auto& [write, once] : owed) {
    if (write) write(last_word());
    if (once) once();
  }
}

void LiveLog::published(TreeSize size) {
  {
    const std::lock_guard lock(mutex_);
    published_ = std::max(published_, size);
  }
  grown_.notify_one();
}

void LiveLog::append(std::string& out, const Audience& audience, const ProjectedEntry& entry) const {
  append_in_form(out, source_, entry, audience.is_thin);
}

std::size_t LiveLog::readers() const {
  const std::lock_guard lock(mutex_);
  return all_.size();
}

Body LiveLog::position_piece(Sequence at, const char* comment) const {
  const auto newest = host_.published();
  std::string out = comment;
  if (at.value > 0) out += "id: " + std::to_string(at.value - 1) + "\n";
  out += "event: position\ndata: " +
         FlatJson()
             .number("head", newest->size().value)
             .number("next", at.value)
             .text("checkpoint", *newest->note)
             .take() +
         "\n\n";
  return body_of(std::move(out));
}

// With the mutex held.
Result<std::shared_ptr<LiveLog::Group>> LiveLog::join(Audience audience) {
  auto found = groups_.find(audience.key());
  if (found == groups_.end()) {
    if (groups_.size() >= options_.groups_max) {
      return Error{Errc::overloaded, std::to_string(groups_.size()) + " different filters are followed already"};
    }
    auto group = std::make_shared<Group>();
    group->key = audience.key();
    group->audience = std::move(audience);
    group->begins = next_;
    found = groups_.emplace(group->key, group).first;
  }
  ++found->second->members;
  return found->second;
}

// What stands before it is read from the log. With the mutex held.
Sequence LiveLog::kept_from(const Group& group) const {
  return std::max(first_kept_, group.begins);
}

Result<std::shared_ptr<LiveBody>> LiveLog::follow(Audience audience, Sequence from, Recipient recipient) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return Error{Errc::interrupted, "the service stops"};
  if (all_.size() >= options_.readers_max) {
    return Error{Errc::overloaded, std::to_string(all_.size()) + " readers follow already"};
  }
  auto group = join(std::move(audience));
  if (!group) return std::move(group).error();
  auto standing = standings_.of(recipient);
  auto reader = std::make_shared<Reader>(*this, std::move(*group), from, std::move(recipient.who), std::move(standing));
  all_.insert(reader.get());
  return std::shared_ptr<LiveBody>(std::move(reader));
}

// Asks whether those who follow still may. Lets go of the mutex meanwhile: readers may come and go.
void LiveLog::judge(std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  const bool has_fallen = standings_.ask_all();
  lock.lock();
  if (!has_fallen) return;
  for (Reader* reader : all_) {
    if (reader->has_ended()) reader->group_->waiting.erase(reader);
  }
}

void LiveLog::wait(Audience audience, Sequence from, std::chrono::seconds at_most, std::function<void()> then) {
  std::shared_ptr<Reader> reader;
  {
    const std::lock_guard lock(mutex_);
    auto group = stopping_ ? Result<std::shared_ptr<Group>>(Error{Errc::interrupted, ""}) : join(std::move(audience));
    const bool is_kept = group && from >= kept_from(**group);
    const bool is_there = is_kept && !(*group)->matched.empty() && (*group)->matched.back()->entry.position >= from;
    if (group && is_kept && !is_there) {
      reader = std::make_shared<Reader>(*this, *group, from);
      reader->once_ = [this, reader, then] {  // keeps itself until then
        forget(*reader);
        then();
      };
      reader->until_ = std::chrono::steady_clock::now() + at_most;
      all_.insert(reader.get());
      (*group)->waiting.insert(reader.get());
      return;
    }
    if (group && --(*group)->members == 0) groups_.erase((*group)->key);
  }
  then();
}

void LiveLog::forget(Reader& reader) {
  std::function<void(Body)> owed;
  std::function<void()> once;
  const std::lock_guard lock(mutex_);
  if (reader.is_gone_) return;
  reader.is_gone_ = true;
  all_.erase(&reader);
  behind_.remove({reader.group_, reader.at_}, reader.shared_from_this());
  reader.group_->waiting.erase(&reader);
  owed.swap(reader.write_);
  once.swap(reader.once_);
  if (--reader.group_->members == 0) groups_.erase(reader.group_->key);
}

Body LiveLog::dismiss(Reader& reader) {
  Sequence at;
  Sequence handed;
  {
    const std::lock_guard lock(mutex_);
    at = reader.at_;
    handed = reader.handed_;
  }
  ++dismissals_;
  if (options_.log) {
    FlatJson json;
    json.text("event", "reader-dismissed").text("who", reader.who_).text("filter", reader.group_->key);
    if (handed.value > 0) json.number("position", handed.value - 1);
    options_.log(LogLevel::warning, json.take());
  }
  return position_piece(at, ": too slow, come back\n");
}

// With the mutex held, and a piece owed.
void LiveLog::give(Reader& reader, const Piece& piece) {
  reader.at_ = piece.to;
  reader.since_ = std::chrono::steady_clock::now();
  delivered_ += piece.events;
  std::exchange(reader.write_, nullptr)(piece.body);
}

// Hands the reader what it is owed, if there is something. With the mutex held; gives false if it has to wait.
bool LiveLog::serve(Reader& reader) {
  Group& group = *reader.group_;
  if (!group.made || group.made->from != reader.at_) {
    auto at = std::lower_bound(group.matched.begin(), group.matched.end(), reader.at_,
                               [](const auto& kept, Sequence from) { return kept->entry.position < from; });
    if (at == group.matched.end()) return false;
    const std::size_t most = piece_bytes();
    std::string out;
    Piece made;
    made.from = reader.at_;
    for (; at != group.matched.end() && out.size() < most; ++at) {
      out += (*at)->frame(source_, group.audience.is_thin);
      made.to = Sequence{(*at)->entry.position.value + 1};
      ++made.events;
    }
    made.body = body_of(std::move(out));
    group.made = std::move(made);
  }
  give(reader, *group.made);
  return true;
}

void LiveLog::next(const std::shared_ptr<Reader>& reader, std::function<void(Body)> write) {
  const std::lock_guard lock(mutex_);
  if (reader->is_gone_) return;
  // Whoever was just being written to when the service stopped is told now.
  if (stopping_) return write(std::exchange(reader->is_told_, true) ? nullptr : last_word());
  reader->write_ = std::move(write);
  reader->handed_ = reader->at_;
  if (!reader->is_primed_) {
    reader->is_primed_ = true;
    std::string out = "retry: " + std::to_string(retry_ms) + "\n";
    if (reader->at_.value > 0) out += "id: " + std::to_string(reader->at_.value - 1) + "\n";
    std::exchange(reader->write_, nullptr)(body_of(out + "\n"));
    return;
  }
  if (reader->has_ended()) return;
  if (reader->is_held_back()) {
    reader->group_->waiting.insert(reader.get());
    return;
  }
  if (reader->at_ < kept_from(*reader->group_)) return catch_up(reader);
  if (serve(*reader)) return;
  reader->at_ = std::max(reader->at_, next_);  // nothing for it stands before
  reader->group_->waiting.insert(reader.get());
}

// With the mutex held.
std::size_t LiveLog::piece_bytes() const {
  const std::size_t share = options_.pieces_bytes_max / std::max<std::size_t>(1, all_.size());
  return std::min(options_.piece_bytes_max, std::max(share, piece_bytes_min));
}

// Lets go of the mutex meanwhile: every entry is held against every filter, and whoever writes to a reader must not
// wait for that. A filter that came meanwhile is served from the log.
Outcome LiveLog::take_new(std::unique_lock<std::mutex>& lock, TreeSize size) {
  std::vector<std::shared_ptr<Group>> groups;
  for (const auto& [key, group] : groups_) groups.push_back(group);
  std::vector<std::vector<std::shared_ptr<Kept>>> matched(groups.size());
  std::vector<std::shared_ptr<Kept>> taken;
  const Sequence from = next_;
  lock.unlock();
  auto read = host_.reader().entries(from, size, [&](Sequence position, BytesView bytes) -> Outcome {
    auto entry = projected_entry(position, bytes);
    if (!entry) return std::move(entry).error();
    auto kept = std::make_shared<Kept>();
    kept->entry = std::move(*entry);
    kept->bytes = bytes.size();
    for (std::size_t i = 0; i < groups.size(); ++i) {
      auto is = is_for(groups[i]->audience, kept->entry, ties_);
      if (!is) return std::move(is).error();
      if (*is) matched[i].push_back(kept);
    }
    taken.push_back(std::move(kept));
    return {};
  });
  lock.lock();
  if (!read) return read;
  std::set<const Group*> looked_for;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    looked_for.insert(groups[i].get());
    auto& all = groups[i]->matched;
    all.insert(all.end(), matched[i].begin(), matched[i].end());
  }
  for (const auto& [key, group] : groups_) {
    if (!looked_for.contains(group.get())) group->begins = Sequence{size.value};
  }
  for (const auto& kept : taken) kept_bytes_ += kept->bytes;
  kept_.insert(kept_.end(), taken.begin(), taken.end());
  next_ = Sequence{size.value};
  return {};
}

void LiveLog::trim() {
  while (kept_.size() > options_.events_kept_max || kept_bytes_ > options_.bytes_kept_max) {
    first_kept_ = Sequence{kept_.front()->entry.position.value + 1};
    kept_bytes_ -= kept_.front()->bytes;
    kept_.pop_front();
  }
  for (const auto& [key, group] : groups_) {
    while (!group->matched.empty() && group->matched.front()->entry.position < first_kept_) group->matched.pop_front();
    if (group->made && group->made->from < first_kept_) group->made.reset();
  }
}

// With the mutex held: those who wait and have been silent for long are told how far the log is.
void LiveLog::beat() {
  const auto now = std::chrono::steady_clock::now();
  std::map<std::uint64_t, Body> told;
  for (const auto& [key, group] : groups_) {
    for (auto at = group->waiting.begin(); at != group->waiting.end();) {
      Reader* reader = *at;
      const bool is_late = reader->once_ && now >= reader->until_;
      if (is_late && workers_.post_read(reader->once_, ReadKind::live)) {
        reader->once_ = nullptr;
        at = group->waiting.erase(at);
        continue;
      }
      if (!reader->write_ || reader->is_held_back() || now - reader->since_ < options_.heartbeat) {
        ++at;
        continue;
      }
      const bool is_owed = reader->at_ < kept_from(*group) ||
                           (!group->matched.empty() && group->matched.back()->entry.position >= reader->at_);
      if (is_owed) {  // it was held back until now: the next wake() gives it
        ++at;
        continue;
      }
      reader->at_ = std::max(reader->at_, next_);
      Body& body = told[reader->at_.value];
      if (!body) body = position_piece(reader->at_, ": heartbeat\n");
      reader->since_ = now;
      at = group->waiting.erase(at);
      std::exchange(reader->write_, nullptr)(body);
    }
  }
  // Those who read on from the log wait for a turn, which may be far; they keep it.
  for (Reader* reader : all_) {
    if (!reader->write_ || now - reader->since_ < options_.heartbeat) continue;
    if (reader->group_->waiting.contains(reader) || reader->has_ended()) continue;
    reader->since_ = now;
    std::exchange(reader->write_, nullptr)(position_piece(reader->at_, ": heartbeat\n"));
  }
}

// With the mutex held, before anything is let go: whoever waits, and has something now, gets it.
void LiveLog::wake() {
  for (const auto& [key, group] : groups_) {
    for (auto at = group->waiting.begin(); at != group->waiting.end();) {
      Reader* reader = *at;
      const bool is_behind = reader->at_ < kept_from(*group);
      const bool has_new =
          is_behind || (!group->matched.empty() && group->matched.back()->entry.position >= reader->at_);
      bool is_served = false;
      if (!has_new) {
        reader->at_ = std::max(reader->at_, next_);  // nothing for it stands before
      } else if (reader->once_) {
        is_served = workers_.post_read(reader->once_, ReadKind::live);
        if (is_served) reader->once_ = nullptr;
      } else if (reader->write_ && !reader->is_held_back()) {
        is_served = is_behind || serve(*reader);
        if (is_behind) catch_up(reader->shared_from_this());
      }
      at = is_served ? group->waiting.erase(at) : std::next(at);
    }
  }
}

// With the mutex held: everything that is kept is let go, and all readers read on from the log.
void LiveLog::begin_at(Sequence position) {
  kept_.clear();
  kept_bytes_ = 0;
  first_kept_ = next_ = position;
  for (const auto& [key, group] : groups_) {
    group->matched.clear();
    group->made.reset();
  }
}

void LiveLog::run() {
  std::unique_lock lock(mutex_);
  auto beaten = std::chrono::steady_clock::now();
  while (!stopping_) {
    grown_.wait_for(lock, std::chrono::seconds{1}, [this] { return stopping_ || next_.value < published_.value; });
    if (stopping_) return;
    TreeSize size = published_;
    const auto now = std::chrono::steady_clock::now();
    const bool has_grown = next_.value < size.value;
    const bool is_time_to_beat = now - beaten >= std::chrono::seconds{1};
    if (!has_grown && !is_time_to_beat) continue;
    judge(lock);
    if (stopping_) return;
    // Where nobody follows, or so much has come that most of it would not be kept, nothing is rendered. An entry that
    // cannot be read is met again by those who read on from the log, and ends them.
    const bool is_far = size.value - next_.value > options_.events_kept_max;
    const bool is_skipped = groups_.empty() || is_far;
    if (!is_skipped) size = std::min(size, TreeSize{next_.value + taken_at_once_max});
    if (has_grown && (is_skipped || !take_new(lock, size))) begin_at(Sequence{size.value});
    if (stopping_) return;
    wake();
    trim();
    if (is_time_to_beat) {
      beaten = now;
      beat();
      read_on();  // where no task was taken before
    }
  }
}

}  // namespace jejak
