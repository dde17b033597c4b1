#pragma once
// What a recorded (or merely judged) event is answered with.

#include "tools/jejak/terminal.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {

struct Receipt {
  Sequence sequence;
  Hash leaf;
  Instant recorded_at;
  Refusal refusal;  // code none: admitted
  std::uint64_t stream_revision = 0;
  bool repeated = false;
  Event event;
  bool rehearsed = false;  // a dry run: nothing was appended, so there is no leaf
};

// One line, and under a refusal why it was and what would be lawful. JSON and plain: one line each.
std::string print(const Terminal& terminal, const Receipt& receipt);
std::string print_heads(const Terminal& terminal, Sequence sequence, const Hash& leaf);

}  // namespace jejak
