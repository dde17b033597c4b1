#include "projections/tally_view.hpp"

#include "ledger/base/wire.hpp"
#include "ledger/rules/mandate.hpp"

#include <functional>

// Rows of the view:
//   s/STREAM   FoldedStream, of reports, cases and approvals
//   p/REPORT   the agency that received it
//   c/CASE     CreditRow: which agency the case is credited to in which column
//   a/AGENCY   its counters; no row when all are zero

namespace jejak {
namespace {

// The agencies of one case's columns. Empty: the case has not come there.
struct CreditRow {
  std::string received;
  std::string forwarded;
  std::string recommended;  // the acting office's, used while the subject's is not known
  std::string decided;      // likewise
  std::string dismissed;
  std::string home;
};

Bytes encode(const CreditRow& row) {
  WireWriter out;
  for (const std::string* each :
       {&row.received, &row.forwarded, &row.recommended, &row.decided, &row.dismissed, &row.home}) {
    out.text16(*each);
  }
  return out.take();
}

Result<CreditRow> decode_credit_row(BytesView bytes) {
  WireReader in(bytes);
  CreditRow row;
  for (std::string* each : {&row.received, &row.forwarded, &row.recommended, &row.decided, &row.dismissed, &row.home}) {
    *each = in.text16();
  }
  if (!in.finished()) return Error{Errc::corrupt, "a case's row in the tallies is damaged"};
  return row;
}

using Counts = std::array<std::uint64_t, counter_count>;

Bytes encode(const Counts& counts) {
  WireWriter out;
  for (const std::uint64_t count : counts) out.u64(count);
  return out.take();
}

Result<Counts> decode_counts(BytesView bytes) {
  WireReader in(bytes);
  Counts counts{};
  for (std::uint64_t& count : counts) count = in.u64();
  if (!in.finished()) return Error{Errc::corrupt, "an agency's row in the tallies is damaged"};
  return counts;
}

std::string agency_key(std::string_view agency) {
  return "a/" + std::string(agency);
}
std::string case_key(std::string_view stream) {
  return "c/" + std::string(stream);
}
std::string report_key(std::string_view stream) {
  return "p/" + std::string(stream);
}

bool is_dismissal(StateCode state) {
  return state == StateCode::z02 || state == StateCode::z03 || state == StateCode::z06;
}

struct Credit {
  Counter counter;
  std::string agency;
};

// The definition of the columns: a function of what a case has come through and of where it stands.
std::vector<Credit> credits_of(const CreditRow& row, StateCode state) {
  std::vector<Credit> out;
  if (state == StateCode::none || state == StateCode::z04 || state == StateCode::z05) return out;
  const auto credit = [&out](Counter counter, const std::string& agency) {
    if (!agency.empty()) out.push_back({counter, agency});
  };
  const auto of_subject = [&row](const std::string& acting) -> const std::string& {
    return acting.empty() || row.home.empty() ? acting : row.home;
  };
  credit(Counter::received, row.received);
  credit(Counter::forwarded, row.forwarded);
  if (state != StateCode::z02) credit(Counter::recommended, of_subject(row.recommended));
  credit(Counter::decided, of_subject(row.decided));
  if (is_dismissal(state)) credit(Counter::dismissed, row.dismissed);
  return out;
}

// Adds to one counter of an agency; takes away where `by` is -1.
Outcome count(View& view, const Credit& credit, int by) {
  std::string key = agency_key(credit.agency);
  auto bytes = view.read(key);
  if (!bytes) return std::move(bytes).error();
  Counts counts{};
  if (*bytes) {
    auto known = decode_counts(**bytes);
    if (!known) return std::move(known).error();
    counts = *known;
  }
  std::uint64_t& counter = counts[static_cast<std::size_t>(credit.counter)];
  if (by < 0 && counter == 0) return Error{Errc::corrupt, "a counter of " + credit.agency + " would fall below zero"};
  counter += static_cast<std::uint64_t>(static_cast<std::int64_t>(by));
  if (counts == Counts{}) {
    view.erase(key);
  } else {
    view.write(key, encode(counts));
  }
  return {};
}

Outcome count_all(View& view, const std::vector<Credit>& credits, int by) {
  for (const Credit& credit : credits) {
    if (auto counted = count(view, credit, by); !counted) return counted;
  }
  return {};
}

// The agency that received the report the case was opened on; empty if it names none.
Result<std::string> receiver_of(const Event& event, View& view) {
  for (const Field& field : event.fields) {
    const auto* reference = std::get_if<Reference>(&field.value);
    if (reference == nullptr || stream_kind(reference->stream) != StreamKind::report) continue;
    auto bytes = view.read(report_key(reference->stream));
    if (!bytes) return std::move(bytes).error();
    if (*bytes) return std::string(text(**bytes));
  }
  return std::string();
}

}  // namespace

const char* name(Counter counter) {
  switch (counter) {
    case Counter::received: return "received";
    case Counter::forwarded: return "forwarded";
    case Counter::recommended: return "recommended";
    case Counter::decided: return "decided";
    case Counter::dismissed: return "dismissed";
    case Counter::reports: return "reports";
    case Counter::refused_attempts: return "refused_attempts";
  }
  return "";
}

TallyView::TallyView() : home_agency_(catalogue_field("SubjectIdentified", "home_agency")) {}

Outcome TallyView::apply(const ProjectedEntry& entry, View& view) const {
  if (!entry.event) return {};
  const Event& event = *entry.event;
  const std::string acting(agency_of(powers_of(event)));
  if (entry.refused()) {
    if (auto counted = count(view, {Counter::refused_attempts, std::string(agency_of(event.office))}, 1); !counted)
      return counted;
  }
  auto folded = fold_stream(entry, view);
  if (!folded) return std::move(folded).error();
  if (entry.refused()) return {};

  const auto kind = stream_kind(event.stream);
  if (kind == StreamKind::report && folded->begins) {
    view.write(report_key(event.stream), copy(jejak::view(acting)));
    if (auto counted = count(view, {Counter::reports, acting}, 1); !counted) return counted;
  }
  if (kind == StreamKind::kase) {
    auto counted = count_case(event.stream, folded->own.before, entry, folded->own.after, view);
    if (!counted) return counted;
  }
  for (const StateChange& change : folded->touched) {
    if (stream_kind(change.stream) != StreamKind::kase) continue;
    auto counted = count_case(change.stream, change.before, entry, change.after, view);
    if (!counted) return counted;
  }
  return {};
}

Outcome TallyView::count_case(const std::string& stream, StateCode before, const ProjectedEntry& entry, StateCode after,
                              View& view) const {
  const Event& event = *entry.event;
  const std::string acting(agency_of(powers_of(event)));
  auto bytes = view.read(case_key(stream));
  if (!bytes) return std::move(bytes).error();
  CreditRow row;
  std::vector<Credit> old_credits;
  if (*bytes) {
    auto known = decode_credit_row(**bytes);
    if (!known) return std::move(known).error();
    row = std::move(*known);
    old_credits = credits_of(row, before);
  } else {
    auto receiver = receiver_of(event, view);
    if (!receiver) return std::move(receiver).error();
    row.received = receiver->empty() ? acting : std::move(*receiver);
  }

  if (event.type == home_agency_.type && event.stream == stream) {
    if (const Code* home = event.get<Code>(home_agency_.field)) row.home = home->text;
  }
  if (after != before) {
    if (after == StateCode::forwarded) row.forwarded = acting;
    if (after == StateCode::recommended) row.recommended = acting;
    if (after == StateCode::decided) row.decided = acting;
    if (is_dismissal(after)) row.dismissed = acting;
  }
  view.write(case_key(stream), encode(row));
  if (auto counted = count_all(view, old_credits, -1); !counted) return counted;
  return count_all(view, credits_of(row, after), 1);
}

Result<Tallies> tallies(const ViewReader& view) {
  Tallies out;
  auto scanned = view.scan("a/", [&out](std::string_view key, BytesView value) -> Outcome {
    auto counts = decode_counts(value);
    if (!counts) return std::move(counts).error();
    out.agencies.push_back({std::string(key.substr(2)), *counts});
    for (std::size_t i = 0; i < counter_count; ++i) out.total.counts[i] += (*counts)[i];
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return out;
}

Result<Stamped<Tallies>> read_tallies(const ViewReader& view, WithDigest digest) {
  auto read = tallies(view);
  if (!read) return std::move(read).error();
  auto stamp = stamp_of(view, digest);
  if (!stamp) return std::move(stamp).error();
  return Stamped<Tallies>{std::move(*stamp), std::move(*read)};
}

}  // namespace jejak
