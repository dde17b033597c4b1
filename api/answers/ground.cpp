#include "api/answers/ground.hpp"

#include "ledger/record/flat_json.hpp"

namespace jejak {

Result<Ground> ground_of(const Reader& reader, const Genesis& genesis, Stamp stamp) {
  auto checkpoint = reader.checkpoint();
  if (!checkpoint) return std::move(checkpoint).error();
  Ground ground;
  ground.at = {stamp.size, std::nullopt};
  ground.stamp = std::move(stamp);
  ground.checkpoint = std::move(*checkpoint);
  ground.simulated = genesis.clock == ClockKind::simulated;
  return ground;
}

std::string checkpoint_json(const Checkpoint& checkpoint) {
  return FlatJson().number("size", checkpoint.size.value).text("root", to_base64(checkpoint.root)).take();
}

std::string ground_json(const Ground& ground) {
  FlatJson json;
  json.text("view", ground.stamp.view.projection)
      .number("version", ground.stamp.view.version)
      .number("position", ground.at.as_of.value);
  if (ground.at.on) json.text("on", print(*ground.at.on));
  if (ground.answer) json.text("digest", print_hex(*ground.answer));
  json.number("view_position", ground.stamp.size.value).text("root", to_base64(ground.stamp.root));
  if (ground.stamp.digest) json.text(ground.answer ? "view_digest" : "digest", print_hex(*ground.stamp.digest));
  if (ground.checkpoint) json.raw("checkpoint", checkpoint_json(ground.checkpoint->checkpoint));
  return json.truth("simulated", ground.simulated).take();
}

std::string answered_json(const std::string& as_of, const std::string& answer) {
  return FlatJson().raw("as_of", as_of).raw("answer", answer).take();
}

}  // namespace jejak
