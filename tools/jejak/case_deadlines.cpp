#include "tools/jejak/case_deadlines.hpp"

#include "tools/jejak/law_reading.hpp"

namespace jejak {

Result<std::vector<DeadlineLine>> deadlines_of(const std::string& folder, const CaseFile& file, TreeSize head) {
  std::vector<DeadlineLine> out;
  if (file.at.as_of != head) return out;
  auto reading = read_law(folder, file.at.on ? print(*file.at.on) : std::string());
  if (!reading) return std::move(reading).error();
  std::vector<std::string> streams{file.status.stream};
  for (const LinkedStream& approval : file.status.approvals) streams.push_back(approval.stream);
  for (const std::string& name : streams) {
    auto found = reading->state->find(name);
    if (!found) return std::move(found).error();
    if (*found == nullptr) continue;
    const StreamState stream = **found;
    for (Term term : stream.terms) {
      if (file.at.on && term.started_on > *file.at.on) continue;  // not begun yet on that day
      if (file.at.on && term.stopped_on && *term.stopped_on > *file.at.on) term.stopped_on.reset();  // nor ended
      auto line = deadline_line(*reading->state, *reading->reader, stream, term, reading->on);
      if (!line) return std::move(line).error();
      out.push_back(std::move(*line));
    }
  }
  return out;
}

}  // namespace jejak
