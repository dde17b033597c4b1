#pragma once
// The newest events as they go out to those who follow: rendered once, matched once a filter, and shared by all readers
// who stand at the same place. A reader costs its position and at most one piece on its way; whoever falls behind what
// is kept here reads on from the log. Only what a checkpoint covers is handed out.

#include "api/audience.hpp"
#include "api/http.hpp"
#include "api/service_log.hpp"
#include "api/shared_turns.hpp"
#include "api/standing.hpp"
#include "api/workers.hpp"

#include <deque>
#include <set>

namespace jejak {

struct LiveOptions {
  std::size_t events_kept_max = 8'192;
  std::size_t bytes_kept_max = 16 * 1024 * 1024;  // of entries; in memory a few times that
  std::size_t piece_bytes_max = 256 * 1024;
  std::size_t pieces_bytes_max = 256 * 1024 * 1024;  // all readers' together: where they are many, pieces are smaller
  std::size_t page_bytes_max = 1024 * 1024;          // an event that goes beyond it is its last
  std::uint64_t scanned_max = 2'000;                 // entries of the log looked at for one piece, or one page
  std::chrono::seconds heartbeat{15};
  std::size_t readers_max = 15'000;
  std::size_t groups_max = 1'000;  // different filters that are followed at a time
  LogLine log;                     // null: nothing is said
};

class LiveLog {
 public:
  LiveLog(Host& host, Workers& workers, LiveOptions options = {});
  ~LiveLog();  // stop()
  LiveLog(const LiveLog&) = delete;
  LiveLog& operator=(const LiveLog&) = delete;

  void start();
  void stop();                    // ends every reader: its last word is a longer `retry`
  void published(TreeSize size);  // the host's newest checkpoint; any thread

  // Server-sent events from `from` on, so long as the recipient's standing says yes: it is asked whenever the log has
  // grown, before anything of that is handed out, and once a second.
  // Whoever does not take what it is sent is told its position, if it takes that, and logged with it.
  // Errors: overloaded (too many readers, or filters).
  Result<std::shared_ptr<LiveBody>> follow(Audience audience, Sequence from, Recipient recipient = {});

  // Calls `then` once an event for the audience stands at `from` or behind, or after `at_most`; at once where only the
  // log can say. Any thread.
  void wait(Audience audience, Sequence from, std::chrono::seconds at_most, std::function<void()> then);

  // Events for the audience from `from` on, read from the log: AudienceReader::read().
  Result<Sequence> read(const Audience& audience, Sequence from, std::size_t count_max,
                        const std::function<Outcome(const ProjectedEntry&)>& visit) {
    return reader_.read(audience, from, count_max, visit);
  }

  std::size_t page_bytes_max() const { return options_.page_bytes_max; }

  // One event in the form that the audience gets.
  void append(std::string& out, const Audience& audience, const ProjectedEntry& entry) const;
  std::size_t readers() const;
  std::uint64_t delivered() const { return delivered_.load(); }
  std::uint64_t dismissals() const { return dismissals_.load(); }  // of readers who did not take what they were sent

 private:
  class Reader;
  struct Kept;
  struct Piece;
  struct Group;
  struct Place {
    std::shared_ptr<Group> group;
    Sequence from;
    auto operator<=>(const Place&) const = default;
  };
  friend class Reader;

  void run();
  void judge(std::unique_lock<std::mutex>& lock);
  Outcome take_new(std::unique_lock<std::mutex>& lock, TreeSize size);
  std::size_t piece_bytes() const;
  void trim();
  Sequence kept_from(const Group& group) const;
  void next(const std::shared_ptr<Reader>& reader, std::function<void(Body)> write);
  bool serve(Reader& reader);
  void give(Reader& reader, const Piece& piece);
  void wake();
  void begin_at(Sequence position);
  void beat();
  void forget(Reader& reader);
  Body dismiss(Reader& reader);
  Result<std::shared_ptr<Group>> join(Audience audience);
  Body position_piece(Sequence at, const char* comment) const;
  // Those who are behind: catching_up.cpp.
  void catch_up(std::shared_ptr<Reader> reader);
  void read_on();
  void take_turn();
  Result<Piece> read_piece(const Place& place, std::size_t bytes);

  Host& host_;
  Workers& workers_;
  const LiveOptions options_;
  const CloudEventSource source_;
  std::atomic<std::uint64_t> delivered_{0};
  std::atomic<std::uint64_t> dismissals_{0};
  std::thread thread_;

  mutable std::mutex mutex_;
  std::condition_variable grown_;
  bool stopping_ = false;  // all below: guarded by mutex_
  TreeSize published_{0};
  Sequence first_kept_{0};  // what stands before it is read from the log
  Sequence next_{0};        // the first position not yet taken
  std::deque<std::shared_ptr<Kept>> kept_;
  std::size_t kept_bytes_ = 0;
  std::map<std::string, std::shared_ptr<Group>> groups_;
  std::set<Reader*> all_;
  SharedTurns<Place, std::shared_ptr<Reader>> behind_;  // and are owed something
  bool is_reading_ = false;                             // for one of them
  LedgerTies ties_;                                     // the log's own thread alone

  AudienceReader reader_;
  Standings standings_;
};

}  // namespace jejak
