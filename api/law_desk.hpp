#pragma once
// Readings of the law for the routes. The one of the head is kept as long as the log does not grow and no newer
// checkpoint is published, because loading the registry costs more than most questions; an earlier one goes through the
// log, and only one at a time does.

#include "api/answers/law_reading.hpp"
#include "api/host.hpp"

namespace jejak {

class LawDesk {
 public:
  explicit LawDesk(Host& host) : host_(host) {}

  // `use` has the reading to itself while it runs. Errors: those of read_law() and of `use`. Any thread; may wait.
  Outcome with(const AskedCoordinates& asked, Ask ask, const Asker& asker,
               const std::function<Outcome(LawReading&)>& use);
  // A reading without its state, for questions that go through the log themselves; one at a time.
  Outcome with_log(const AskedCoordinates& asked, const Asker& asker, const std::function<Outcome(LawReading&)>& use);

 private:
  Host& host_;
  std::mutex head_mutex_;
  std::optional<LawReading> head_;  // guarded by head_mutex_
  TreeSize published_;              // guarded by head_mutex_; then, when head_ was read
  std::mutex way_mutex_;            // held while the log is gone through
};

}  // namespace jejak
