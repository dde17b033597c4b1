#include "projections/strand.hpp"

#include "ledger/base/wire.hpp"
#include "projections/varint.hpp"

#include <algorithm>

// A row: u64 position and i32 legal date of the last step, u8 whether there is a step of the kind own, then the steps
//   u8        kind, and flags
//   varint    position, less that of the step before
//   zigzag    legal date, less that of the step before
//   own       varint type, varint outcomes; by flags: office, home, references (varint count, then varint field, text)
//   refused   varint type, varint verdict
//   moved     varint type, varint touch; by flags: zigzag from less legal date, varint until less from
//   linked    text
// A text is a varint of its length and its bytes.

namespace jejak {
namespace {

constexpr std::size_t head_bytes = 8 + 4 + 1;
constexpr std::uint8_t kind_mask = 0x07;
constexpr std::uint8_t has_office = 0x08;
constexpr std::uint8_t has_home = 0x10;
constexpr std::uint8_t has_references = 0x20;
constexpr std::uint8_t has_from = 0x40;
constexpr std::uint8_t has_until = 0x80;

Error damaged() {
  return Error{Errc::corrupt, "a stream's row in the case view is damaged"};
}

void put_text(Bytes& out, std::string_view text) {
  put_varint(out, text.size());
  out.insert(out.end(), text.begin(), text.end());
}

void set_head(Bytes& row, const StrandStep& last) {
  WireWriter head;
  head.reserve(head_bytes);
  head.u64(last.position.value);
  head.i32(last.legal_date.days);
  head.u8(has_begun(row) || last.kind == StepKind::own ? 1 : 0);
  const Bytes bytes = head.take();
  std::copy(bytes.begin(), bytes.end(), row.begin());
}

// Reads hostile bytes; once something does not fit it stays so.
class StepReader {
 public:
  explicit StepReader(BytesView rest) : in_(rest) {}
  bool good() const { return fits_ && in_.ok(); }
  bool at_end() const { return in_.at_end(); }
  void expect(bool fits) { fits_ = fits_ && fits; }

  std::uint8_t byte() {
    const BytesView one = in_.raw(1);
    return one.empty() ? std::uint8_t{0} : one.front();
  }
  std::uint64_t varint() { return in_.number(); }
  std::int64_t zigzag() { return in_.signed_number(); }
  std::uint16_t small() {
    const std::uint64_t value = varint();
    expect(value <= UINT16_MAX);
    return static_cast<std::uint16_t>(value);
  }
  std::string_view text() { return jejak::text(in_.raw(varint())); }
  Date date(Date from, std::int64_t days) {
    constexpr std::int64_t far = INT32_MAX;
    const std::int64_t day = days < -far * 2 || days > far * 2 ? far : from.days + days;
    expect(day > -far && day < far);
    return good() ? Date{static_cast<std::int32_t>(day)} : from;
  }

 private:
  VarintReader in_;
  bool fits_ = true;
};

StrandStep read_step(StepReader& in, const StrandStep& before) {
  StrandStep step;
  const std::uint8_t first = in.byte();
  in.expect((first & kind_mask) < step_kinds);
  if (!in.good()) return step;
  step.kind = static_cast<StepKind>(first & kind_mask);
  const std::uint64_t ahead = in.varint();
  in.expect(ahead <= tree_size_max - before.position.value);
  if (!in.good()) return step;
  step.position = Sequence{before.position.value + ahead};
  step.legal_date = in.date(before.legal_date, in.zigzag());
  switch (step.kind) {
    case StepKind::own: {
      step.type = in.small();
      step.outcomes = in.varint();
      if ((first & has_office) != 0) step.office = in.text();
      if ((first & has_home) != 0) step.home = in.text();
      if ((first & has_references) == 0) break;
      for (std::uint64_t left = in.varint(); left > 0 && in.good(); --left) {
        const std::uint16_t field = in.small();
        step.references.push_back({field, in.text()});
      }
      break;
    }
    case StepKind::refused: {
      step.type = in.small();
      step.verdict = in.small();
      break;
    }
    case StepKind::named: break;
    case StepKind::moved: {
      step.type = in.small();
      step.touch = static_cast<std::uint8_t>(in.small());
      step.from = (first & has_from) != 0 ? in.date(step.legal_date, in.zigzag()) : step.legal_date;
      if ((first & has_until) != 0) step.until = in.date(step.from, static_cast<std::int64_t>(in.varint()));
      break;
    }
    case StepKind::linked: step.linked = in.text(); break;
  }
  return step;
}

// The last step of a strand, as far as the next one is written against it.
StrandStep last_of(const Bytes& row) {
  WireReader head(row);
  StrandStep last;
  last.position = Sequence{head.u64()};
  last.legal_date = Date{head.i32()};
  return last;
}

}  // namespace

std::string strand_key(std::string_view stream) {
  return std::string(strand_prefix) + std::string(stream);
}

Outcome append_step(Bytes& row, const StrandStep& step) {
  if (row.empty()) row.assign(head_bytes, 0);
  if (row.size() < head_bytes) return damaged();
  const StrandStep last = last_of(row);
  if (step.position < last.position) return damaged();
  std::uint8_t first = static_cast<std::uint8_t>(step.kind);
  const auto flag = [&first](bool set, std::uint8_t bit) {
    first = static_cast<std::uint8_t>(first | (set ? bit : 0));
  };
  flag(!step.office.empty(), has_office);
  flag(!step.home.empty(), has_home);
  flag(!step.references.empty(), has_references);
  flag(step.kind == StepKind::moved && step.from != step.legal_date, has_from);
  flag(step.until.has_value(), has_until);
  row.push_back(first);
  put_varint(row, step.position.value - last.position.value);
  put_signed(row, std::int64_t{step.legal_date.days} - last.legal_date.days);
  switch (step.kind) {
    case StepKind::own: {
      put_varint(row, step.type);
      put_varint(row, step.outcomes);
      if (!step.office.empty()) put_text(row, step.office);
      if (!step.home.empty()) put_text(row, step.home);
      if (step.references.empty()) break;
      put_varint(row, step.references.size());
      for (const StepReference& reference : step.references) {
        put_varint(row, reference.field);
        put_text(row, reference.stream);
      }
      break;
    }
    case StepKind::refused: {
      put_varint(row, step.type);
      put_varint(row, step.verdict);
      break;
    }
    case StepKind::named: break;
    case StepKind::moved: {
      put_varint(row, step.type);
      put_varint(row, step.touch);
      if (step.from != step.legal_date) put_signed(row, std::int64_t{step.from.days} - step.legal_date.days);
      if (step.until) put_varint(row, static_cast<std::uint64_t>(step.until->days - step.from.days));
      break;
    }
    case StepKind::linked: put_text(row, step.linked); break;
  }
  set_head(row, step);
  return {};
}

bool has_begun(const Bytes& row) {
  return row.size() >= head_bytes && row[head_bytes - 1] == 1;
}

Result<bool> is_linked(const Bytes& row, std::string_view stream) {
  Bytes wanted;
  put_text(wanted, stream);
  if (std::search(row.begin(), row.end(), wanted.begin(), wanted.end()) == row.end()) return false;
  auto steps = read_strand(row);  // it looks so; another text may end in the same bytes
  if (!steps) return std::move(steps).error();
  return std::any_of(steps->begin(), steps->end(), [stream](const StrandStep& step) { return step.linked == stream; });
}

Result<std::vector<StrandStep>> read_strand(BytesView row) {
  if (row.size() < head_bytes) return damaged();
  StepReader in(row.subspan(head_bytes));
  std::vector<StrandStep> steps;
  steps.reserve((row.size() - head_bytes) / 8);
  StrandStep before;
  while (in.good() && !in.at_end()) {
    StrandStep step = read_step(in, before);
    before.position = step.position;
    before.legal_date = step.legal_date;
    steps.push_back(std::move(step));
  }
  const StrandStep last = last_of(copy(row.first(head_bytes)));
  if (!in.good() || last.position != before.position || last.legal_date != before.legal_date) return damaged();
  return steps;
}

}  // namespace jejak
