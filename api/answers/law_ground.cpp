#include "api/answers/law_ground.hpp"

#include "ledger/record/flat_json.hpp"

namespace jejak {

void RecordDigest::count(const std::string& records) {
  counted_.update(view(records));
  any_ = any_ || !records.empty();
}

Result<LawGround> ground_of(const LawReading& reading, const Hash& digest) {
  return LawGround{reading.head.size,  reading.head.root,
                   reading.on,         digest,
                   reading.checkpoint, reading.genesis.clock == ClockKind::simulated};
}

std::string ground_json(const LawGround& ground) {
  FlatJson json;
  json.number("position", ground.position.value)
      .text("root", to_base64(ground.root))
      .text("on", print(ground.on))
      .text("digest", print_hex(ground.digest));
  if (ground.checkpoint) json.raw("checkpoint", checkpoint_json(ground.checkpoint->checkpoint));
  return json.truth("simulated", ground.simulated).take();
}

}  // namespace jejak
