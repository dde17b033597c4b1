#include "tools/jejak/findings_words.hpp"

namespace jejak {
namespace {

Colour colour_of(Severity severity) {
  switch (severity) {
    case Severity::serious: return Colour::red;
    case Severity::defect: return Colour::yellow;
    case Severity::note: return Colour::dim;
  }
  return Colour::dim;
}

}  // namespace

Result<std::string> finding_words(const Terminal& terminal, const Reader& reader, const Finding& finding) {
  auto id = event_id_at(reader, finding.position);
  if (!id) return std::move(id).error();
  const FindingRow& row = row_of(finding.code);
  std::string out = fmt::format("{}  {}  {}\n", print(finding.since), terminal.paint(row.name, colour_of(row.severity)),
                                terminal.paint(finding.stream, Colour::bold));
  out += "    " + explain(finding, terminal.language()) + "\n";
  out += "    " + terminal.say(Text::finding_at, finding.position.value, *id,
                               finding.agency.empty() ? std::string("-") : finding.agency);
  if (!finding.rests_on.empty()) out += "; " + terminal.say(Text::finding_rests_on, rests_on_words(finding, ", "));
  return out + "\n";
}

}  // namespace jejak
