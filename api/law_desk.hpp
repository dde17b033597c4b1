#pragma once
// Readings of the law for the routes. Loading the registry costs more than most questions, and going through the log
// more than that; so a few readings are kept when they have answered, for whoever asks for the same moment again: the
// head, or the one that the pages of a list are of.

#include "api/answers/law_reading.hpp"
#include "api/host.hpp"

#include <list>

namespace jejak {

class LawDesk {
 public:
  explicit LawDesk(Host& host) : host_(host) {}

  // Whether with() may have to go through the log for it, as with_log() does: asked as a walk then (ReadKind::walk), so
  // that no more than one thread is at it.
  bool is_walk(const AskedCoordinates& asked, Ask ask) const;

  // `use` has the reading to itself while it runs, and nobody waits for it. Errors: those of read_law() and of `use`.
  // Any thread.
  Outcome with(const AskedCoordinates& asked, Ask ask, const Asker& asker,
               const std::function<Outcome(LawReading&)>& use);
  // A reading without its state, for questions that go through the log themselves.
  Outcome with_log(const AskedCoordinates& asked, const Asker& asker, const std::function<Outcome(LawReading&)>& use);

 private:
  struct Kept {
    TreeSize as_of;
    std::optional<Date> on;
    Ask ask;  // everything answers a question to the registry too
    LawReading reading;
  };
  static std::optional<Date> date_of(const LawReading& reading);
  Result<Kept> read(const AskedCoordinates& asked, Ask ask, const Asker& asker);
  std::optional<Kept> take(TreeSize as_of, std::optional<Date> on, Ask ask);
  void keep(Kept kept);

  Host& host_;
  std::mutex mutex_;
  std::list<Kept> kept_;  // guarded by mutex_; newest first, those that nobody uses
  std::mutex way_mutex_;  // held while the log is gone through
};

}  // namespace jejak
