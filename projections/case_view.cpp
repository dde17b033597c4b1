#include "projections/case_view.hpp"

#include "ledger/base/wire.hpp"

#include <algorithm>

// Rows of the view:
//   s/STREAM            FoldedStream, of reports, cases and approvals
//   c/CASE              CaseRow
//   t/STREAM 00 SEQ     TimelineRow: of the stream's own entries, and of others that name the case
//   l/CASE 00 STREAM    the position at which a report or approval was first linked to the case
// A case's timeline is put together when it is read, from its own rows and those of the streams linked to it, so that
// folding an entry costs the same however many cases one report led to.

namespace jejak {
namespace {

constexpr char separator = '\0';  // no stream name holds one

// What a case's own events and those that set its state tell; the rest of CaseStatus is put together when read.
struct CaseRow {
  std::string opener;
  Date opened_on;
  Zone zone = Zone::none;
  std::vector<std::string> violation_codes;
  std::optional<Date> act_date;
  std::optional<Id> subject;
  std::string rank_class;
  std::string post;
  std::string home_agency;
  std::uint16_t last_type = 0;
  Date last_step_on;
  Sequence last_position;
};

Bytes encode(const CaseRow& row) {
  WireWriter out;
  out.text16(row.opener);
  out.i32(row.opened_on.days);
  out.u8(static_cast<std::uint8_t>(row.zone));
  out.u16(static_cast<std::uint16_t>(row.violation_codes.size()));
  for (const std::string& code : row.violation_codes) out.text16(code);
  out.u8(row.act_date ? 1 : 0);
  if (row.act_date) out.i32(row.act_date->days);
  out.u8(row.subject ? 1 : 0);
  if (row.subject) out.raw(*row.subject);
  out.text16(row.rank_class);
  out.text16(row.post);
  out.text16(row.home_agency);
  out.u16(row.last_type);
  out.i32(row.last_step_on.days);
  out.u64(row.last_position.value);
  return out.take();
}

Result<CaseRow> decode_case_row(BytesView bytes) {
  WireReader in(bytes);
  CaseRow row;
  row.opener = in.text16();
  row.opened_on = Date{in.i32()};
  const std::uint8_t zone = in.u8();
  row.zone = static_cast<Zone>(zone);
  const std::uint16_t codes = in.u16();
  for (std::uint16_t i = 0; i < codes && in.ok(); ++i) row.violation_codes.emplace_back(in.text16());
  const std::uint8_t has_act_date = in.u8();
  if (has_act_date == 1) row.act_date = Date{in.i32()};
  const std::uint8_t has_subject = in.u8();
  if (has_subject == 1) row.subject = in.array<16>();
  row.rank_class = in.text16();
  row.post = in.text16();
  row.home_agency = in.text16();
  row.last_type = in.u16();
  row.last_step_on = Date{in.i32()};
  row.last_position = Sequence{in.u64()};
  if (!in.finished() || zone > static_cast<std::uint8_t>(Zone::wit) || has_act_date > 1 || has_subject > 1) {
    return Error{Errc::corrupt, "a case's row in the view is damaged"};
  }
  return row;
}

std::string big_endian(Sequence position) {
  WireWriter out;
  out.u64(position.value);
  return std::string(text(out.take()));
}

std::string case_key(std::string_view stream) {
  return "c/" + std::string(stream);
}
std::string timeline_prefix(std::string_view stream) {
  return "t/" + std::string(stream) + separator;
}
std::string timeline_key(std::string_view stream, Sequence position) {
  return timeline_prefix(stream) + big_endian(position);
}
std::string link_prefix(std::string_view stream) {
  return "l/" + std::string(stream) + separator;
}

bool is_case(std::string_view stream) {
  return stream_kind(stream) == StreamKind::kase;
}

std::vector<std::string> texts_of(const Codes& codes) {
  std::vector<std::string> out;
  for (const Code& code : codes) out.push_back(code.text);
  return out;
}

// Links a case and a report or approval once; the first link's position stays.
Outcome link(const std::string& kase, const std::string& other, Sequence position, View& view) {
  std::string key = link_prefix(kase) + other;
  auto known = view.read(key);
  if (!known) return std::move(known).error();
  if (!*known) view.write(key, copy(jejak::view(big_endian(position))));
  return {};
}

Result<FoldedStream> folded_of(const ViewReader& cases, std::string_view stream) {
  auto row = cases.read(folded_key(stream));
  if (!row) return std::move(row).error();
  if (!*row) return FoldedStream{};
  return decode_folded_stream(**row);
}

// The streams whose timelines belong to the case's.
Result<std::vector<LinkedStream>> links_of(const ViewReader& cases, std::string_view stream) {
  std::vector<LinkedStream> out;
  const std::string prefix = link_prefix(stream);
  auto scanned = cases.scan(prefix, [&](std::string_view key, BytesView value) -> Outcome {
    WireReader in(value);
    LinkedStream linked;
    linked.stream = key.substr(prefix.size());
    linked.linked_at = Sequence{in.u64()};
    if (!in.finished()) return Error{Errc::corrupt, "a link's row in the view is damaged"};
    out.push_back(std::move(linked));
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  for (LinkedStream& linked : out) {
    auto folded = folded_of(cases, linked.stream);
    if (!folded) return std::move(folded).error();
    linked.state = folded->state;
  }
  return out;
}

Outcome read_timeline(const ViewReader& cases, std::string_view stream, std::vector<TimelineRow>& out) {
  return cases.scan(timeline_prefix(stream), [&out](std::string_view, BytesView value) -> Outcome {
    auto row = decode_timeline_row(value);
    if (!row) return std::move(row).error();
    out.push_back(std::move(*row));
    return {};
  });
}

Result<std::vector<TimelineRow>> timeline_with(const ViewReader& cases, std::string_view stream,
                                               const std::vector<LinkedStream>& links) {
  std::vector<TimelineRow> out;
  if (auto read = read_timeline(cases, stream, out); !read) return std::move(read).error();
  for (const LinkedStream& linked : links) {
    if (auto read = read_timeline(cases, linked.stream, out); !read) return std::move(read).error();
  }
  std::sort(out.begin(), out.end(), [](const TimelineRow& a, const TimelineRow& b) { return a.position < b.position; });
  const auto same = [](const TimelineRow& a, const TimelineRow& b) { return a.position == b.position; };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

std::vector<RefusedAttempt> refused_in(const std::vector<TimelineRow>& rows) {
  std::vector<RefusedAttempt> out;
  for (const TimelineRow& row : rows) {
    if (row.admitted()) continue;
    out.push_back(
        {row.position, row.recorded_at, row.own.stream, row.type, row.office, static_cast<RefusalCode>(row.verdict)});
  }
  return out;
}

Result<CaseStatus> status_with(const ViewReader& cases, std::string_view stream, std::vector<LinkedStream> links,
                               const std::vector<TimelineRow>& rows) {
  auto folded = folded_of(cases, stream);
  if (!folded) return std::move(folded).error();
  if (!is_case(stream) || rows.empty()) {
    return Error{Errc::not_found, "nothing was ever recorded of a case " + std::string(stream)};
  }
  CaseStatus out;
  out.stream = stream;
  out.state = folded->state;
  out.events = folded->events;
  out.refusals = folded->refusals;
  out.refused = refused_in(rows);
  for (LinkedStream& linked : links) {
    const bool report = stream_kind(linked.stream) == StreamKind::report;
    (report ? out.reports : out.approvals).push_back(std::move(linked));
  }
  auto bytes = cases.read(case_key(stream));
  if (!bytes) return std::move(bytes).error();
  if (!*bytes) return out;  // nothing but refused attempts
  auto row = decode_case_row(**bytes);
  if (!row) return std::move(row).error();
  out.opener = std::move(row->opener);
  out.opened_on = row->opened_on;
  out.zone = row->zone;
  out.violation_codes = std::move(row->violation_codes);
  out.act_date = row->act_date;
  out.subject = row->subject;
  out.rank_class = std::move(row->rank_class);
  out.post = std::move(row->post);
  out.home_agency = std::move(row->home_agency);
  out.last_type = row->last_type;
  out.last_step_on = row->last_step_on;
  out.last_position = row->last_position;
  return out;
}

}  // namespace

CaseView::CaseView()
    : violation_codes_(catalogue_field("CaseOpened", "violation_codes")),
      act_date_(catalogue_field("CaseOpened", "act_date")),
      subject_(catalogue_field("SubjectIdentified", "subject")),
      rank_class_(catalogue_field("SubjectIdentified", "rank_class")),
      post_(catalogue_field("SubjectIdentified", "post")),
      home_agency_(catalogue_field("SubjectIdentified", "home_agency")) {}

Outcome CaseView::apply(const ProjectedEntry& entry, View& view) const {
  if (!entry.event) return {};
  const std::string& stream = entry.event->stream;
  Folded folded;
  folded.own.stream = stream;
  const bool followed = is_followed(stream);
  if (followed) {
    auto done = fold_stream(entry, view);
    if (!done) return std::move(done).error();
    folded = std::move(*done);
  }
  const Bytes row = encode(timeline_row(entry, folded));
  if (followed) view.write(timeline_key(stream, entry.position), row);
  if (auto linked = follow_links(entry, row, view); !linked) return linked;
  if (entry.refused()) return {};
  return update_status(entry, folded, view);
}

// Which other timelines the entry belongs to follows from the streams it names, whatever its type.
Outcome CaseView::follow_links(const ProjectedEntry& entry, const Bytes& row, View& view) const {
  const std::string& own = entry.event->stream;
  const bool own_followed = is_followed(own);
  for (const Field& each : entry.event->fields) {
    const auto* reference = std::get_if<Reference>(&each.value);
    if (reference == nullptr || reference->stream == own || !is_followed(reference->stream)) continue;
    const std::string& other = reference->stream;
    if (is_case(other) == is_case(own) || !own_followed || entry.refused()) {
      if (is_case(other)) view.write(timeline_key(other, entry.position), row);
      continue;
    }
    const bool from_case = is_case(own);
    auto linked = link(from_case ? own : other, from_case ? other : own, entry.position, view);
    if (!linked) return linked;
  }
  return {};
}

Outcome CaseView::update_status(const ProjectedEntry& entry, const Folded& folded, View& view) const {
  const Event& event = *entry.event;
  std::vector<std::string> moved;
  if (is_case(event.stream)) moved.push_back(event.stream);
  for (const StateChange& change : folded.touched) {
    if (is_case(change.stream)) moved.push_back(change.stream);
  }
  for (const std::string& stream : moved) {
    auto bytes = view.read(case_key(stream));
    if (!bytes) return std::move(bytes).error();
    CaseRow row;
    if (*bytes) {
      auto known = decode_case_row(**bytes);
      if (!known) return std::move(known).error();
      row = std::move(*known);
    }
    if (stream == event.stream) {
      if (folded.begins) {
        row.opener = event.office;
        row.opened_on = event.legal_date;
        row.zone = event.zone;
      }
      const auto value = [&event](CatalogueField wanted) -> const Value* {
        return event.type == wanted.type ? event.find(wanted.field) : nullptr;
      };
      if (const auto* codes = std::get_if<Codes>(value(violation_codes_))) row.violation_codes = texts_of(*codes);
      if (const auto* date = std::get_if<Date>(value(act_date_))) row.act_date = *date;
      if (const auto* id = std::get_if<Id>(value(subject_))) row.subject = *id;
      if (const auto* code = std::get_if<Code>(value(rank_class_))) row.rank_class = code->text;
      if (const auto* code = std::get_if<Code>(value(post_))) row.post = code->text;
      if (const auto* code = std::get_if<Code>(value(home_agency_))) row.home_agency = code->text;
    }
    row.last_type = event.type;
    row.last_step_on = event.legal_date;
    row.last_position = entry.position;
    view.write(case_key(stream), encode(row));
  }
  return {};
}

Result<std::vector<TimelineRow>> timeline(const ViewReader& cases, std::string_view stream) {
  auto links = links_of(cases, stream);
  if (!links) return std::move(links).error();
  return timeline_with(cases, stream, *links);
}

Result<CaseStatus> case_status(const ViewReader& cases, std::string_view stream) {
  auto links = links_of(cases, stream);
  if (!links) return std::move(links).error();
  auto rows = timeline_with(cases, stream, *links);
  if (!rows) return std::move(rows).error();
  return status_with(cases, stream, std::move(*links), *rows);
}

Result<std::vector<CaseSummary>> list_cases(const ViewReader& cases, std::string_view after, std::size_t count_max) {
  std::vector<CaseSummary> out;
  // The only way to end a scan early is an error of the visitor's own; it is not passed on.
  bool full = false;
  auto scanned = cases.scan("c/", [&](std::string_view key, BytesView value) -> Outcome {
    const std::string_view stream = key.substr(2);
    if (stream <= after) return {};
    if (out.size() == count_max) {
      full = true;
      return Error{Errc::interrupted, "enough"};
    }
    auto row = decode_case_row(value);
    if (!row) return std::move(row).error();
    auto folded = folded_of(cases, stream);
    if (!folded) return std::move(folded).error();
    out.push_back({std::string(stream), folded->state, std::move(row->opener), row->opened_on,
                   std::move(row->home_agency), row->last_step_on, folded->refusals});
    return {};
  });
  if (!scanned && !full) return std::move(scanned).error();
  return out;
}

Result<Stamped<CaseFile>> read_case(const ViewReader& cases, std::string_view stream, WithDigest digest) {
  auto links = links_of(cases, stream);
  if (!links) return std::move(links).error();
  auto rows = timeline_with(cases, stream, *links);
  if (!rows) return std::move(rows).error();
  auto status = status_with(cases, stream, std::move(*links), *rows);
  if (!status) return std::move(status).error();
  auto stamp = stamp_of(cases, digest);
  if (!stamp) return std::move(stamp).error();
  return Stamped<CaseFile>{std::move(*stamp), {std::move(*status), std::move(*rows)}};
}

Result<Stamped<std::vector<CaseSummary>>> read_cases(const ViewReader& cases, WithDigest digest) {
  auto listed = list_cases(cases);
  if (!listed) return std::move(listed).error();
  auto stamp = stamp_of(cases, digest);
  if (!stamp) return std::move(stamp).error();
  return Stamped<std::vector<CaseSummary>>{std::move(*stamp), std::move(*listed)};
}

}  // namespace jejak
