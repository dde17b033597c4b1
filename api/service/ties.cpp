#include "api/service/ties.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/types.hpp"

namespace jejak {
namespace {

constexpr int agency_depth_max = 32;  // a tree that bites its tail ends the walk

// Codes that are agencies, by the names that the catalogue gives them.
bool names_agency(std::string_view field) {
  return field == "home_agency" || field == "host_agency";
}

void add_agency_of_office(std::string_view office, std::vector<std::string>& out) {
  const std::string_view agency = agency_of(office);
  if (!agency.empty()) out.emplace_back(agency);
}

template <class Fields>
std::string_view first_reference(const Fields& fields, StreamKind kind) {
  for (const Field& field : fields) {
    const auto* reference = std::get_if<Reference>(&field.value);
    if (reference != nullptr && stream_kind(reference->stream) == kind) return reference->stream;
  }
  return {};
}

void sort_unique(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

void add_agencies_of_name(std::string_view stream, std::vector<std::string>& out) {
  const auto kind = stream_kind(stream);
  if (!kind) return;
  const std::string_view rest = stream.substr(std::string_view(prefix(*kind)).size());
  if (kind == StreamKind::agency) out.emplace_back(rest);
  if (kind == StreamKind::office) add_agency_of_office(rest, out);
}

void add_agencies_of_field(std::uint16_t type, const Field& field, std::vector<std::string>& out) {
  if (const auto* codes = std::get_if<Codes>(&field.value)) {
    for (const Code& code : *codes) add_agency_of_office(code.text, out);
    return;
  }
  if (const auto* reference = std::get_if<Reference>(&field.value)) {
    add_agencies_of_name(reference->stream, out);
    return;
  }
  const auto* code = std::get_if<Code>(&field.value);
  if (code == nullptr) return;
  add_agency_of_office(code->text, out);
  const TypeShape* shape = catalogue().find(type);
  if (shape == nullptr) return;
  for (const FieldShape& each : shape->fields) {
    if (each.number == field.number && names_agency(each.name)) out.push_back(code->text);
  }
}

LedgerTies::LedgerTies(const RowSource& rows, std::function<Result<TreeSize>()> head, std::size_t cached_max)
    : rows_(rows), head_(std::move(head)), cached_max_(cached_max) {
  JEJAK_ASSERT(cached_max_ > 0);
}

Result<StreamTies> LedgerTies::of(const std::string& stream, Sequence position) {
  const auto known = cache_.find(stream);
  if (known != cache_.end() && position.value < known->second.as_of.value) {
    used_.splice(used_.begin(), used_, known->second.used);
    return known->second.ties;
  }
  const auto as_of = head_();  // before the row is read, which may be younger than this and never older
  if (!as_of) return as_of.error();
  auto ties = read(stream);
  if (!ties) return std::move(ties).error();
  if (known != cache_.end()) {
    used_.splice(used_.begin(), used_, known->second.used);
    known->second.ties = *ties;
    known->second.as_of = *as_of;
    return ties;
  }
  used_.push_front(stream);
  cache_.emplace(stream, Cached{*ties, *as_of, used_.begin()});
  if (cache_.size() > cached_max_) {
    cache_.erase(used_.back());
    used_.pop_back();
  }
  return ties;
}

Result<StreamTies> LedgerTies::read(const std::string& stream) const {
  StreamTies ties;
  add_agencies_of_name(stream, ties.agencies);
  if (stream_kind(stream) == StreamKind::kase) ties.kase = stream;
  if (stream_kind(stream) == StreamKind::election) ties.election = stream;
  auto row = rows_.row(stream);
  if (!row) return std::move(row).error();
  if (*row) {
    auto state = decode_stream_state(stream, **row);
    if (!state) return std::move(state).error();
    for (const Kept& kept : state->kept) {
      add_agency_of_office(kept.office, ties.agencies);
      for (const Field& field : kept.fields) add_agencies_of_field(kept.type, field, ties.agencies);
      if (ties.kase.empty()) ties.kase = first_reference(kept.fields, StreamKind::kase);
      if (ties.election.empty()) ties.election = first_reference(kept.fields, StreamKind::election);
    }
    const std::string_view home = home_agency_of(*state);
    if (!home.empty()) ties.agencies.emplace_back(home);
  }
  // An approval is the affair of whoever has a part in the case that it is about.
  if (!ties.kase.empty() && ties.kase != stream) {
    auto kase = read(ties.kase);
    if (!kase) return std::move(kase).error();
    for (std::string& agency : kase->agencies) ties.agencies.push_back(std::move(agency));
    if (ties.election.empty()) ties.election = std::move(kase->election);
  }
  sort_unique(ties.agencies);
  return ties;
}

Result<const std::string*> LedgerTies::parent(const std::string& agency) {
  const auto known = parents_.find(agency);
  if (known != parents_.end()) return static_cast<const std::string*>(&known->second);
  const std::string stream = prefix(StreamKind::agency) + agency;
  auto row = rows_.row(stream);
  if (!row) return std::move(row).error();
  if (!*row) return static_cast<const std::string*>(nullptr);
  auto state = decode_stream_state(stream, **row);
  if (!state) return std::move(state).error();
  const Kept* registered = state->last_of(type::agency_registered);
  if (registered == nullptr) return static_cast<const std::string*>(nullptr);
  std::string above;
  if (const auto* reference = registered->get<Reference>(field::agency_registered::parent)) {
    above = reference->stream.substr(std::min(reference->stream.size(), std::string_view("agency-").size()));
  }
  return static_cast<const std::string*>(&parents_.emplace(agency, std::move(above)).first->second);
}

Result<bool> LedgerTies::is_within(const std::string& agency, const std::string& above) {
  std::string current = agency;
  for (int depth = 0; depth < agency_depth_max && !current.empty(); ++depth) {
    if (current == above) return true;
    auto next = parent(current);
    if (!next) return std::move(next).error();
    if (*next == nullptr) return false;
    current = **next;
  }
  return false;
}

}  // namespace jejak
