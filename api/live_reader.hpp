#pragma once
// What the live log knows of an event that it keeps, of all who have one filter, and of each of them. For the log
// alone.

#include "api/live_log.hpp"

namespace jejak {

// One event, rendered when the first reader asks for it. All guarded by the log's mutex.
struct LiveLog::Kept {
  ProjectedEntry entry;
  std::size_t bytes = 0;  // of the entry; what is rendered is a few times that
  std::string full;
  std::string thin;
  const std::string& frame(const CloudEventSource& source, bool is_thin) {
    std::string& out = is_thin ? thin : full;
    if (out.empty()) append_frame(out, source, entry, is_thin);
    return out;
  }
};

// What is handed to all who stand at one place.
struct LiveLog::Piece {
  Sequence from;
  Sequence to;
  Body body;
  std::uint64_t events = 0;
};

struct LiveLog::Group {
  Audience audience;
  std::string key;
  Sequence begins;                            // what is kept was looked at from here on
  std::deque<std::shared_ptr<Kept>> matched;  // of what is kept, ascending
  std::set<Reader*> waiting;                  // have got all there is
  std::size_t members = 0;
  std::optional<Piece> made;  // the last piece, for those who stand at the same place
};

class LiveLog::Reader final : public LiveBody, public std::enable_shared_from_this<LiveLog::Reader> {
 public:
  Reader(LiveLog& log, std::shared_ptr<Group> group, Sequence from, std::string who = {},
         std::shared_ptr<Standing> standing = nullptr)
      : log_(log),
        group_(std::move(group)),
        who_(std::move(who)),
        standing_(std::move(standing)),
        at_(from),
        handed_(from) {}

  void next(std::function<void(Body)> write) override { log_.next(shared_from_this(), std::move(write)); }
  Body dismissed() override { return log_.dismiss(*this); }
  void ended() override { log_.forget(*this); }

  LiveLog& log_;
  // With the log's mutex held. Whoever may not follow any more is ended; coming back, the client is told why.
  bool has_ended() {
    if (!standing_ || standing_->last() != May::no) return false;
    if (write_) std::exchange(write_, nullptr)(nullptr);
    return true;
  }
  // Until it is known again whether it may follow.
  bool is_held_back() const { return standing_ && standing_->last() == May::unknown; }

  const std::shared_ptr<Group> group_;
  const std::string who_;
  const std::shared_ptr<Standing> standing_;  // null: holds for ever
  Sequence at_;                               // all below: guarded by the log's mutex
  Sequence handed_;                           // before it everything has been handed to the system
  std::function<void(Body)> write_;           // owed
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();  // of the last piece
  std::function<void()> once_;  // a long poll: called instead of a piece
  std::chrono::steady_clock::time_point until_;
  bool is_primed_ = false;
  bool is_told_ = false;  // that the service stops
  bool is_gone_ = false;
};

}  // namespace jejak
