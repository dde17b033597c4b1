#include "api/answers/lawful.hpp"

#include "api/answers/sentences.hpp"
#include "ledger/rules/next_steps.hpp"

namespace jejak {
namespace {

bool is_order(RefusalCode code) {
  return code == RefusalCode::e_out_of_order || code == RefusalCode::e_terminal_state;
}

}  // namespace

Lawful lawful_instead(const Refusal& refusal, const Event& attempted, Language language) {
  const CatalogueRow* row = catalogue().row(attempted.type);
  Lawful lawful;
  lawful.explanation = explain(refusal, language, row == nullptr ? "" : row->source);
  const std::string* state = refusal.fact("state");
  const std::string* elsewhere = refusal.fact("stream");  // the trouble is in another stream
  const std::string& stream = elsewhere == nullptr ? attempted.stream : *elsewhere;
  const auto kind = stream_kind(stream);
  const auto code = state == nullptr ? std::nullopt : state_named(*state);
  if (!is_order(refusal.code) || !kind || !code || is_overlay(*code)) return lawful;
  for (const CatalogueRow* next : next_steps(*kind, *code)) lawful.steps.emplace_back(next->shape.name);
  return lawful;
}

std::string print_steps(const Lawful& lawful, Language language) {
  std::string list;
  for (const std::string& step : lawful.steps) list += (list.empty() ? "" : ", ") + step;
  return list.empty() ? list : say(language, Phrase::lawful_now, list);
}

}  // namespace jejak
