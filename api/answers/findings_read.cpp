#include "api/answers/findings_read.hpp"

#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {
namespace {

class Gatherer final : public RetraceWatcher {
 public:
  explicit Gatherer(const std::set<std::string>& streams)
      : streams_(streams), findings_([this](std::string_view stream) {
          return streams_.empty() || streams_.find(std::string(stream)) != streams_.end();
        }) {}

  Outcome see(const Judging& judging, const Retraced& entry, const Changes& changes) override {
    if (streams_.find(entry.event.stream) != streams_.end()) gather(judging, entry, changes);
    return findings_.see(judging, entry, changes);
  }

  void pass_over(const Retraced& entry) override {
    if (streams_.find(entry.event.stream) == streams_.end()) return;
    AuditedStep step;
    step.entry = entry;
    step.counts = false;
    steps_.push_back(std::move(step));
  }

  Findings& findings() { return findings_; }
  std::vector<AuditedStep> take_steps() { return std::move(steps_); }

 private:
  void gather(const Judging& judging, const Retraced& entry, const Changes& changes) {
    AuditedStep step;
    step.entry = entry;
    step.before = judging.stream.state;
    step.after = step.before;
    for (const StreamState& changed : changes) {
      if (changed.name == entry.event.stream) step.after = changed.state;
    }
    const auto from = judging.row.from;
    const bool is_new = judging.stream.events == 0;
    step.in_order = !entry.admitted() || std::any_of(from.begin(), from.end(), [&](StateCode state) {
      return state == StateCode::none ? is_new : state == judging.stream.state;
    });
    steps_.push_back(std::move(step));
  }

  const std::set<std::string>& streams_;
  Findings findings_;
  std::vector<AuditedStep> steps_;
};

}  // namespace

Result<FindingsRead> read_findings(LawReading reading, const std::set<std::string>& streams, const Asker& asker) {
  FindingsRead read;
  read.reading = std::move(reading);
  RetraceOptions options;
  if (read.reading.on_given) options.on = read.reading.on;
  Gatherer gatherer(streams);
  if (auto gone = retrace_law(read.reading, options, &gatherer, asker); !gone) return std::move(gone).error();
  const EntriesAgain again = [&](const std::function<Outcome(Sequence, BytesView)>& visit) {
    const Follower follower = asker.follower(Way::retrace, read.reading.head.size.value);
    return read.reading.reader->entries(Sequence{0}, read.reading.head.size,
                                        [&](Sequence position, BytesView bytes) -> Outcome {
                                          if (!follower(position.value)) return interruption();
                                          return visit(position, bytes);
                                        });
  };
  auto found = gatherer.findings().finish(*read.reading.retrace, read.reading.on, again);
  if (!found) return std::move(found).error();
  read.findings = std::move(*found);
  read.past_terms = gatherer.findings().past_terms();
  read.steps = gatherer.take_steps();
  return read;
}

Result<std::optional<std::string>> case_named(const LawReading& reading, const std::string& name) {
  for (const std::string& stream : {name, "case-" + name}) {
    if (stream_kind(stream) != StreamKind::kase) continue;
    auto row = reading.reader->row(stream);
    if (!row) return std::move(row).error();
    if (*row) return std::optional<std::string>(stream);
  }
  return std::optional<std::string>();
}

Result<std::set<std::string>> streams_of_case(const LawReading& reading, const std::string& kase) {
  std::set<std::string> streams = {kase};
  auto row = reading.reader->row(kase);
  if (!row) return std::move(row).error();
  if (*row) {
    auto stream = decode_stream_state(kase, **row);
    if (!stream) return std::move(stream).error();
    if (const Kept* opened = stream->last_of(type::case_opened)) {
      auto bytes = reading.reader->entry_bytes(opened->position);
      if (!bytes) return std::move(bytes).error();
      auto entry = retraced(opened->position, *bytes);
      if (!entry) return std::move(entry).error();
      const auto* report = *entry ? (*entry)->event.get<Reference>(field::case_opened::report) : nullptr;
      if (report != nullptr) streams.insert(report->stream);
    }
  }
  auto scanned = reading.reader->scan("approval-", [&](std::string_view name, BytesView bytes) -> Outcome {
    auto approval = decode_stream_state(name, bytes);
    if (!approval) return std::move(approval).error();
    const Kept* asked = approval->last_of(type::approval_requested);
    const auto* about = asked == nullptr ? nullptr : asked->get<Reference>(field::approval_requested::kase);
    if (about != nullptr && about->stream == kase) streams.insert(std::string(name));
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return streams;
}

bool concerns(const Finding& finding, std::string_view agency) {
  return finding.agency == agency || finding.home == agency;
}

FindingCounts count(const std::vector<Finding>& findings) {
  FindingCounts counts;
  for (const Finding& finding : findings) {
    switch (row_of(finding.code).severity) {
      case Severity::serious: ++counts.serious; break;
      case Severity::defect: ++counts.defects; break;
      case Severity::note: ++counts.notes; break;
    }
  }
  return counts;
}

}  // namespace jejak
