#include "tools/jejak/case_deadlines.hpp"

#include "tools/jejak/law_reading.hpp"

namespace jejak {

Result<std::vector<DeadlineLine>> deadlines_of(Terminal& terminal, const std::string& folder, const CaseFile& file) {
  AskedCoordinates at;
  at.as_of = std::to_string(file.at.as_of.value);
  if (file.at.on) at.on = print(*file.at.on);
  auto reading = read_law(terminal, folder, at, Ask::everything);
  if (!reading) return std::move(reading).error();
  std::vector<DeadlineLine> out;
  std::vector<std::string> streams{file.status.stream};
  for (const LinkedStream& approval : file.status.approvals) streams.push_back(approval.stream);
  for (const std::string& name : streams) {
    auto found = reading->state().find(name);
    if (!found) return std::move(found).error();
    if (*found == nullptr) continue;
    const StreamState stream = **found;
    for (const Term& term : stream.terms) {
      auto line = deadline_line(reading->state(), *reading->reader, stream, term, reading->on);
      if (!line) return std::move(line).error();
      out.push_back(std::move(*line));
    }
  }
  return out;
}

}  // namespace jejak
