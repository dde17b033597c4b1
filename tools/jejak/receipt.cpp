#include "tools/jejak/receipt.hpp"

#include "api/answers/lawful.hpp"
#include "ledger/record/flat_json.hpp"

namespace jejak {
namespace {

std::string facts_json(const Refusal& refusal) {
  FlatJson json;
  for (const auto& [name, value] : refusal.facts) json.text(name, value);
  return json.take();
}

std::string receipt_json(const Receipt& receipt, Language language) {
  FlatJson json;
  json.number("position", receipt.sequence.value).text("verdict", name(receipt.refusal.code));
  if (!receipt.rehearsed) json.text("leaf", to_base64(receipt.leaf));
  json.text("recorded_at", print(receipt.recorded_at))
      .number("stream_revision", receipt.stream_revision)
      .text("id", print(receipt.event.id))
      .text("type", type_name(receipt.event.type))
      .text("stream", receipt.event.stream)
      .truth("repeated", receipt.repeated)
      .truth("dry_run", receipt.rehearsed);
  if (receipt.refusal.code != RefusalCode::none) {
    const Lawful lawful = lawful_instead(receipt.refusal, receipt.event, language);
    json.raw("facts", facts_json(receipt.refusal))
        .text("explanation", lawful.explanation)
        .raw("lawful_steps", words_json(lawful.steps));
  }
  return json.take() + "\n";
}

std::string leaf_of(const Receipt& receipt) {
  return receipt.rehearsed ? "-" : to_base64(receipt.leaf);
}

}  // namespace

std::string print(const Terminal& terminal, const Receipt& receipt) {
  const bool admitted = receipt.refusal.code == RefusalCode::none;
  if (terminal.json()) return receipt_json(receipt, terminal.language());
  if (terminal.plain()) {
    return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", receipt.sequence.value, name(receipt.refusal.code), leaf_of(receipt),
                       type_name(receipt.event.type), receipt.event.stream, print(receipt.event.id));
  }
  const std::string word =
      terminal.paint(fmt::format("{:<9}", terminal.say(admitted ? Text::word_admitted : Text::word_refused)),
                     admitted ? Colour::green : Colour::yellow);
  std::string out = fmt::format("{:>8}  {} {}  {}  {}", receipt.sequence.value, word, leaf_of(receipt),
                                type_name(receipt.event.type), receipt.event.stream);
  if (receipt.repeated) out += "  " + terminal.say(Text::word_repeated);
  out += "\n";
  if (admitted) return out;
  const Lawful lawful = lawful_instead(receipt.refusal, receipt.event, terminal.language());
  out += fmt::format("          {}\n          {}\n", print(receipt.refusal), lawful.explanation);
  if (!lawful.steps.empty()) out += fmt::format("          {}\n", print_steps(lawful, terminal.language()));
  return out;
}

std::string print_heads(const Terminal& terminal, Sequence sequence, const Hash& leaf) {
  if (terminal.json()) {
    return FlatJson().number("position", sequence.value).text("kind", "heads").text("leaf", to_base64(leaf)).take() +
           "\n";
  }
  if (terminal.plain()) return fmt::format("{}\theads\t{}\n", sequence.value, to_base64(leaf));
  return fmt::format("{:>8}  heads     {}\n", sequence.value, to_base64(leaf));
}

}  // namespace jejak
