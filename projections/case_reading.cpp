#include "projections/case_reading.hpp"

#include "ledger/base/wire.hpp"
#include "ledger/rules/types.hpp"
#include "projections/case_marks.hpp"
#include "projections/catalogue_facts.hpp"
#include "projections/strand_fold.hpp"

#include <algorithm>
#include <map>

namespace jejak {
namespace {

// A strand with the bytes its texts point into, and what it comes to.
struct ReadStrand {
  Bytes row;
  std::vector<StrandStep> steps;
  FoldedStrand folded;
};

class Strands {
 public:
  Strands(const ViewReader& cases, const Coordinates& at) : cases_(cases), at_(at) {}

  // Empty if the view has none of the stream.
  Result<const ReadStrand*> find(const std::string& stream) {
    const auto known = read_.find(stream);
    if (known != read_.end()) return static_cast<const ReadStrand*>(&known->second);
    auto row = cases_.read(strand_key(stream));
    if (!row) return std::move(row).error();
    ReadStrand& strand = read_[stream];
    if (*row) {
      strand.row = std::move(**row);
      auto steps = read_strand(strand.row);
      if (!steps) return std::move(steps).error().during(stream);
      strand.steps = std::move(*steps);
      strand.folded = fold_strand(strand.steps, at_);
    }
    strand.folded.state.name = stream;
    return static_cast<const ReadStrand*>(&strand);
  }

 private:
  const ViewReader& cases_;
  const Coordinates at_;
  std::map<std::string, ReadStrand> read_;
};

std::span<const StrandMoment> moments_at(const FoldedStrand& folded, Sequence position) {
  StrandMoment wanted;
  wanted.position = position;
  const auto [from, to] =
      std::equal_range(folded.moments.begin(), folded.moments.end(), wanted,
                       [](const StrandMoment& a, const StrandMoment& b) { return a.position < b.position; });
  return {from, to};
}

// The state right before an entry.
StateCode state_before(const FoldedStrand& folded, Sequence position) {
  StateCode state = StateCode::none;
  for (const StrandMoment& moment : folded.moments) {
    if (moment.position >= position) break;
    state = moment.after;
  }
  return state;
}

struct Known {  // an entry that may stand on the timeline
  const StrandStep* step;
  std::string through;  // the stream by whose link alone it is here; empty: it is the case's own, or names it
  std::optional<ProjectedEntry> entry;
};

bool names(const Event& event, std::string_view stream) {
  return std::any_of(event.fields.begin(), event.fields.end(), [stream](const Field& field) {
    const auto* reference = std::get_if<Reference>(&field.value);
    return reference != nullptr && reference->stream == stream;
  });
}

// Whether an entry is the one that a step in a stream's strand speaks of.
bool agrees(const StrandStep& step, std::string_view stream, const ProjectedEntry& entry) {
  const Event& event = *entry.event;
  if (event.legal_date != step.legal_date) return false;
  switch (step.kind) {
    case StepKind::own: return entry.admitted() && event.type == step.type && event.stream == stream;
    case StepKind::refused:
      return entry.refused() && entry.verdict == step.verdict && event.type == step.type && event.stream == stream;
    case StepKind::named: return names(event, stream);
    case StepKind::moved:
    case StepKind::linked: return false;  // such a step puts no entry on a timeline
  }
  return false;
}

class CaseReader {
 public:
  CaseReader(const ViewReader& cases, const EntrySource& log, std::string_view stream, const Coordinates& at)
      : log_(log), at_(at), strands_(cases, at), stream_(stream) {}

  Result<CaseFile> read() {
    auto own = strands_.find(stream_);
    if (!own) return std::move(own).error();
    if (auto gathered = gather(**own); !gathered) return std::move(gathered).error();
    if (auto fetched = fetch(); !fetched) return std::move(fetched).error();
    if (auto linked = keep_linked(); !linked) return std::move(linked).error();
    CaseFile file;
    file.at = at_;
    for (auto& [position, known] : entries_) {
      auto row = row_of(*known.entry);
      if (!row) return std::move(row).error();
      file.timeline.push_back(std::move(*row));
    }
    if (!is_case(stream_) || file.timeline.empty()) {
      return Error{Errc::not_found, "nothing was ever recorded of a case " + stream_};
    }
    mark_corrected(file.timeline);
    auto marked = mark_contested(file.timeline, log_, at_, [this](const std::string& key) {
      auto strand = strands_.find(key);
      return strand ? Result<const std::vector<StrandStep>*>(&(*strand)->steps)
                    : Result<const std::vector<StrandStep>*>(strand.error());
    });
    if (!marked) return std::move(marked).error();
    auto status = status_of(file.timeline, (*own)->folded);
    if (!status) return std::move(status).error();
    file.status = std::move(*status);
    return file;
  }

 private:
  void expect(const StrandStep& step, const std::string& through) {
    if (step.kind == StepKind::moved || step.kind == StepKind::linked) return;
    if (covers(at_, step.position, step.legal_date))
      entries_.try_emplace(step.position.value, Known{&step, through, {}});
  }

  Outcome gather(const ReadStrand& own) {
    for (const StrandStep& step : own.steps) expect(step, {});
    for (const StrandStep& step : own.steps) {
      if (step.kind != StepKind::linked || step.position.value >= at_.as_of.value) continue;
      const std::string other(step.linked);
      auto strand = strands_.find(other);
      if (!strand) return std::move(strand).error();
      for (const StrandStep& each : (*strand)->steps) {
        if (each.kind == StepKind::own || each.kind == StepKind::refused) expect(each, other);
      }
    }
    return {};
  }

  Outcome fetch() {
    for (auto& [position, known] : entries_) {
      auto entry = event_entry(log_, Sequence{position});
      if (!entry) return std::move(entry).error();
      if (!agrees(*known.step, known.through.empty() ? stream_ : known.through, *entry)) {
        return Error{Errc::corrupt, "the case view has another entry at " + std::to_string(position) + " than the log"};
      }
      known.entry = std::move(*entry);
    }
    return {};
  }

  // A report or approval belongs to the case once an admitted event of either names the other, in this reading.
  Outcome keep_linked() {
    for (const auto& [position, known] : entries_) {
      if (!known.entry->admitted()) continue;
      const std::string& own = known.entry->event->stream;
      for (const Field& field : known.entry->event->fields) {
        const auto* reference = std::get_if<Reference>(&field.value);
        if (reference == nullptr || !is_followed(own) || !is_followed(reference->stream)) continue;
        if (own == stream_ && !is_case(reference->stream)) links_.try_emplace(reference->stream, Sequence{position});
        if (reference->stream == stream_ && !is_case(own)) links_.try_emplace(own, Sequence{position});
      }
    }
    std::erase_if(entries_, [this](const auto& each) {
      return !each.second.through.empty() && !links_.contains(each.second.through);
    });
    return {};
  }

  Result<TimelineRow> row_of(const ProjectedEntry& entry) {
    TimelineRow row = timeline_row(entry);
    auto own = strands_.find(row.own.stream);  // an empty one where the view has none
    if (!own) return std::move(own).error();
    if (is_followed(row.own.stream)) {
      row.own.before = state_before((*own)->folded, entry.position);
      row.own.after = row.own.before;
    }
    if (!row.admitted()) return row;
    for (const StrandMoment& moment : moments_at((*own)->folded, entry.position)) {
      if (!moment.own || !is_followed(row.own.stream)) continue;
      row.own.after = moment.after;
      row.in_order = moment.in_order;
      row.overlays = moment.overlays;
    }
    if (auto added = add_touched(entry, **own, row); !added) return std::move(added).error();
    return row;
  }

  // Every stream that an event may set the state of is one that it names, or that an event of its own stream names.
  Outcome add_touched(const ProjectedEntry& entry, const ReadStrand& own, TimelineRow& row) {
    const CatalogueRow* known = catalogue().row(entry.event->type);
    if (known == nullptr) return {};
    for (std::size_t i = 0; i < known->touches.size(); ++i) {
      const Touch& touch = known->touches[i];
      const std::string other = touched_stream(touch, entry, own);
      if (touch.to == StateCode::none || !is_followed(other)) continue;
      auto strand = strands_.find(other);
      if (!strand) return std::move(strand).error();
      for (const StrandMoment& moment : moments_at((*strand)->folded, entry.position)) {
        if (!moment.own && moment.touch == i) row.touched.push_back({other, moment.before, moment.after});
      }
    }
    return {};
  }

  std::string touched_stream(const Touch& touch, const ProjectedEntry& entry, const ReadStrand& own) const {
    if (touch.via_type == 0) {
      const auto* reference = entry.event->get<Reference>(touch.via_field);
      return reference == nullptr ? std::string() : reference->stream;
    }
    std::string out;
    for (const StrandStep& step : own.steps) {
      if (step.position >= entry.position) break;
      if (step.kind != StepKind::own || step.type != touch.via_type) continue;
      if (!covers(at_, step.position, step.legal_date)) continue;
      out.clear();
      for (const StepReference& each : step.references) {
        if (each.field == touch.via_field) out = each.stream;
      }
    }
    return out;
  }

  Result<CaseStatus> status_of(const std::vector<TimelineRow>& rows, const FoldedStrand& folded) {
    CaseStatus out;
    out.stream = stream_;
    out.state = folded.state.state;
    out.overlays = folded.state.overlays;
    out.events = folded.state.events;
    out.refusals = folded.state.refusals;
    for (const auto& [name, position] : links_) {
      auto strand = strands_.find(name);
      if (!strand) return std::move(strand).error();
      auto& list = stream_kind(name) == StreamKind::report ? out.reports : out.approvals;
      list.push_back({name, (*strand)->folded.state.state, position});
    }
    if (folded.last) {
      out.last_type = folded.last->type;
      out.last_step_on = folded.last->legal_date;
      out.last_position = folded.last->position;
    }
    for (const TimelineRow& row : rows) {
      if (!row.admitted()) {
        out.refused.push_back({row.position, row.recorded_at, row.own.stream, row.type, row.office,
                               static_cast<RefusalCode>(row.verdict)});
      } else if (row.own.stream == stream_) {
        tell(row, out);
      }
    }
    return out;
  }

  // What an admitted event of the case says of it; the newest one holds.
  static void tell(const TimelineRow& row, CaseStatus& out) {
    if (out.opener.empty()) {
      out.opener = row.office;
      out.opened_on = row.legal_date;
      out.zone = row.zone;
    }
    for (const Field& field : row.fields) {
      if (row.type == type::case_opened) {
        const auto* codes = std::get_if<Codes>(&field.value);
        if (codes != nullptr && field.number == field::case_opened::violation_codes) {
          out.violation_codes.clear();
          for (const Code& code : *codes) out.violation_codes.push_back(code.text);
        }
        const auto* date = std::get_if<Date>(&field.value);
        if (date != nullptr && field.number == field::case_opened::act_date) out.act_date = *date;
      }
      if (row.type != type::subject_identified) continue;
      if (const auto* id = std::get_if<Id>(&field.value)) {
        if (field.number == field::subject_identified::subject) out.subject = *id;
      }
      const auto* code = std::get_if<Code>(&field.value);
      if (code == nullptr) continue;
      if (field.number == field::subject_identified::rank_class) out.rank_class = code->text;
      if (field.number == field::subject_identified::post) out.post = code->text;
      if (field.number == field::subject_identified::home_agency) out.home_agency = code->text;
    }
  }

  const EntrySource& log_;
  const Coordinates at_;
  Strands strands_;
  const std::string stream_;
  std::map<std::uint64_t, Known> entries_;  // by position
  std::map<std::string, Sequence> links_;
};

// The office of a case's first event, where the strand has that of another one.
Result<std::string> office_of(const EntrySource& log, const StrandStep& step) {
  if (!step.office.empty()) return std::string(step.office);
  auto entry = event_entry(log, step.position);
  if (!entry) return std::move(entry).error();
  return entry->event->office;
}

std::vector<Passing> passings_of(const std::vector<StrandStep>& strand, const Coordinates& at) {
  std::vector<Passing> out;
  for (const StrandStep& step : strand) {
    if (step.kind != StepKind::own || !is_passing(step.type)) continue;
    if (covers(at, step.position, step.legal_date)) out.push_back({step.position, step.type});
  }
  return out;
}

void put(Sha256& hash, const Coordinates& at) {
  WireWriter out;
  out.u64(at.as_of.value);
  out.u8(at.on ? 1 : 0);
  if (at.on) out.i32(at.on->days);
  hash.update(out.take());
}

}  // namespace

bool is_passing(std::uint16_t event_type) {
  return event_type == type::subject_identified || event_type == type::case_forwarded ||
         event_type == type::transition_transferred || event_type == type::jurisdiction_transfer_accepted;
}

Hash digest_of(const CaseFile& file) {
  Sha256 hash;
  put(hash, file.at);
  for (const TimelineRow& row : file.timeline) {
    const Bytes bytes = encode(row);
    WireWriter size;
    size.u32(static_cast<std::uint32_t>(bytes.size()));
    hash.update(size.take());
    hash.update(bytes);
  }
  return hash.finish();
}

Hash digest_of(const Coordinates& at, const std::vector<CaseSummary>& cases) {
  Sha256 hash;
  put(hash, at);
  for (const CaseSummary& each : cases) {
    WireWriter out;
    for (const std::string* text : {&each.stream, &each.opener, &each.home_agency}) out.text16(*text);
    out.u16(static_cast<std::uint16_t>(each.state));
    out.i32(each.opened_on.days);
    out.i32(each.last_step_on.days);
    out.u64(each.refusals);
    hash.update(out.take());
  }
  return hash.finish();
}

Result<CaseFile> read_case(const ViewReader& cases, const EntrySource& log, std::string_view stream,
                           const Coordinates& at) {
  return CaseReader(cases, log, stream, at).read();
}

Result<std::vector<CaseSummary>> list_cases(const ViewReader& cases, const EntrySource& log, const Coordinates& at) {
  auto all = read_stretch(cases, log, at, {}, static_cast<std::size_t>(-1));
  if (!all) return std::move(all).error();
  return std::move(all->cases);
}

Result<CaseStretch> read_stretch(const ViewReader& cases, const EntrySource& log, const Coordinates& at,
                                 std::string_view after, std::size_t looked_at_max) {
  CaseStretch out;
  out.looked_to = after;
  out.is_end = true;
  std::size_t looked_at = 0;
  const std::string all = strand_key(prefix(StreamKind::kase));
  const std::string from = after.empty() ? all : strand_key(after) + '\0';
  // The only way to end a scan early is an error of the visitor's own; it is not passed on.
  auto scanned = cases.scan_from(from, all, [&](std::string_view key, BytesView row) -> Outcome {
    if (looked_at++ == looked_at_max) {
      out.is_end = false;
      return Error{Errc::interrupted, "enough"};
    }
    const std::string_view stream = key.substr(strand_prefix.size());
    out.looked_to = stream;
    auto steps = read_strand(row);
    if (!steps) return std::move(steps).error();
    const FoldedStrand folded = fold_strand(*steps, at);
    if (!folded.first) return {};
    auto opener = office_of(log, *folded.first);
    if (!opener) return std::move(opener).error();
    out.cases.push_back({std::string(stream), folded.state.state, std::move(*opener), folded.first->legal_date,
                         std::string(folded.home), folded.last->legal_date, folded.state.refusals,
                         passings_of(*steps, at)});
    return {};
  });
  if (!scanned && out.is_end) return std::move(scanned).error();
  return out;
}

Result<std::vector<std::string>> case_names(const ViewReader& cases) {
  std::vector<std::string> out;
  auto scanned = cases.scan(strand_key(prefix(StreamKind::kase)), [&](std::string_view key, BytesView) -> Outcome {
    out.emplace_back(key.substr(strand_prefix.size()));
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return out;
}

}  // namespace jejak
