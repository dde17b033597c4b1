#include "tools/jejak/asking.hpp"

#include <memory>

namespace jejak {

Asker asker_of(Terminal& terminal) {
  Asker asker;
  asker.language = terminal.language();
  asker.has_flags = true;
  asker.stops = interrupted;
  asker.follow = [&terminal](Way way, std::uint64_t total) -> Follower {
    const Text words = way == Way::judge ? Text::progress_judge : Text::progress_retrace;
    const auto progress = std::make_shared<Progress>(terminal, terminal.say(words), total);
    return [progress](std::uint64_t done) { return progress->at(done); };
  };
  return asker;
}

}  // namespace jejak
