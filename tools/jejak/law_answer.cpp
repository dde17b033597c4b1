#include "tools/jejak/law_answer.hpp"

#include "ledger/record/flat_json.hpp"
#include "tools/jejak/screen.hpp"
#include "tools/verify/verdict.hpp"

namespace jejak {

void LawAnswer::tell(const std::string& records, const std::string& shown) {
  count(records);
  terminal_.out(terminal_.plain() && !terminal_.json() ? records : shown);
}

std::string LawAnswer::print(const LawGround& ground) const {
  std::string out =
      terminal_.say(Text::law_ground, ground.position.value, jejak::print(ground.on), print_hex(ground.digest));
  if (ground.checkpoint) {
    const Checkpoint& checkpoint = ground.checkpoint->checkpoint;
    out += "\n" + terminal_.say(Text::ground_checkpoint, checkpoint.size.value, to_base64(checkpoint.root));
  }
  if (ground.simulated) out += std::string("\n") + simulated_warning().in(terminal_.language());
  return out;
}

Outcome LawAnswer::end(const std::string& sum) {
  auto ground = ground_of(reading_, digest_.finish());
  if (!ground) return std::move(ground).error();
  if (terminal_.json()) terminal_.out(FlatJson().raw("as_of", ground_json(*ground)).take() + "\n");
  const std::string end = (sum.empty() ? "" : sum + "\n") + print(*ground);
  if (terminal_.json() || terminal_.plain()) {
    terminal_.tell(end);
  } else {
    terminal_.out((digest_.any() ? "\n" : "") + end + "\n");
  }
  return {};
}

Outcome LawAnswer::end_whole(const std::string& records, const std::string& words, const std::string& json,
                             const std::string& sum) {
  if (!terminal_.json() && terminal_.plain()) {
    tell(records, {});
    return end(sum);
  }
  count(records);
  auto ground = ground_of(reading_, digest_.finish());
  if (!ground) return std::move(ground).error();
  if (terminal_.json()) {
    terminal_.out(answered_json(ground_json(*ground), json) + "\n");
  } else {
    show(terminal_, words + "\n" + (sum.empty() ? "" : sum + "\n") + print(*ground) + "\n");
  }
  return {};
}

}  // namespace jejak
