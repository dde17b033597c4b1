#include "api/live_reader.hpp"

// Those who stand before what is kept read on from the log. One task at a time reads for them, one piece for all who
// stand at the same place, and then waits for its turn again: however many are behind, other reads go on between.

namespace jejak {

// With the mutex held.
void LiveLog::catch_up(std::shared_ptr<Reader> reader) {
  const Place place{reader->group_, reader->at_};
  behind_.add(place, std::move(reader));
  read_on();
}

// With the mutex held. Where too much is going on, run() asks again a second later.
void LiveLog::read_on() {
  if (is_reading_ || stopping_ || behind_.empty()) return;
  is_reading_ = workers_.post_read([this] { take_turn(); }, ReadKind::live);
}

Result<LiveLog::Piece> LiveLog::read_piece(const Place& place, std::size_t bytes) {
  const Audience& audience = place.group->audience;
  Piece piece;
  std::string out;
  auto to = reader_.read(audience, place.from, options_.events_kept_max, [&](const ProjectedEntry& entry) -> Outcome {
    append_frame(out, source_, entry, audience.is_thin);
    ++piece.events;
    if (out.size() >= bytes) return Error{Errc::interrupted, ""};
    return {};
  });
  if (!to) return std::move(to).error();
  piece.from = place.from;
  piece.to = *to;
  piece.body = out.empty() ? position_piece(*to, "") : body_of(std::move(out));
  return piece;
}

void LiveLog::take_turn() {
  std::unique_lock lock(mutex_);
  if (!behind_.empty()) {
    const Place place = behind_.next();
    const std::size_t bytes = piece_bytes();
    lock.unlock();
    const auto piece = read_piece(place, bytes);
    lock.lock();
    const auto readers = behind_.take(place);
    lock.unlock();
    // What was read may be newer than what was judged last.
    std::set<std::shared_ptr<Standing>> standings;
    for (const auto& reader : readers) standings.insert(reader->standing_);
    for (const auto& standing : standings) {
      if (standing) standing->ask();
    }
    lock.lock();
    for (const auto& reader : readers) {
      if (!reader->write_ || reader->has_ended()) continue;
      if (reader->is_held_back()) {
        reader->group_->waiting.insert(reader.get());
      } else if (piece) {
        give(*reader, *piece);
      } else {
        std::exchange(reader->write_, nullptr)(nullptr);  // the client comes back and is told why
      }
    }
  }
  is_reading_ = false;
  read_on();
}

}  // namespace jejak
