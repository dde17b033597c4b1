#include "api/service/event_filter.hpp"

#include "ledger/rules/mandate.hpp"
#include "projections/tally_groups.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::string_view admitted = "admitted";
constexpr std::string_view refused = "refused";

template <class T>
void insert_once(std::vector<T>& sorted, T value) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (at == sorted.end() || *at != value) sorted.insert(at, std::move(value));
}

bool has(const std::vector<std::string>& sorted, std::string_view value) {
  return std::binary_search(sorted.begin(), sorted.end(), value, std::less<>());
}

Error wrong(std::string_view key, std::string_view value, const std::string& rule) {
  return Error{Errc::usage, std::string(key) + "=" + std::string(value) + ": " + rule};
}

// ". Near it: …", or nothing.
std::string near(std::string_view text, const std::vector<std::string>& names) {
  const std::string found = nearest_names(text, names);
  return found.empty() ? std::string() : ". Near it: " + found;
}

// A stream of that kind, with or without its prefix; empty if it is none.
std::string stream_of(StreamKind kind, std::string_view value) {
  std::string stream(value);
  if (!value.starts_with(prefix(kind))) stream = prefix(kind) + stream;
  return is_stream_name(stream) ? stream : std::string();
}

bool refers_to(const Event& event, const std::vector<std::string>& streams) {
  return std::any_of(event.fields.begin(), event.fields.end(), [&streams](const Field& field) {
    const auto* reference = std::get_if<Reference>(&field.value);
    return reference != nullptr && has(streams, reference->stream);
  });
}

void print_list(std::string& out, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  if (!out.empty()) out += '&';
  out.append(key).push_back('=');
  for (std::size_t i = 0; i < values.size(); ++i) out.append(i == 0 ? "" : ",").append(values[i]);
}

}  // namespace

Result<EventFilter> EventFilter::parse(std::span<const Pair> pairs) {
  EventFilter filter;
  for (const auto& [key, values] : pairs) {
    std::string_view rest = values;
    for (;;) {
      const std::size_t comma = rest.find(',');
      if (auto added = filter.add(key, rest.substr(0, comma)); !added) return std::move(added).error();
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return filter;
}

Result<EventFilter> EventFilter::parse(std::string_view text) {
  std::vector<Pair> pairs;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) {
      return Error{Errc::usage, "filter: \"" + std::string(pair) + "\" is not KEY=VALUE"};
    }
    pairs.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
  }
  return parse(pairs);
}

Outcome EventFilter::add(std::string_view key, std::string_view value) {
  if (value.empty()) return Error{Errc::usage, "filter: " + std::string(key) + " has no value"};
  std::vector<std::string>* list = nullptr;
  std::string kept(value);
  if (key == "type") return add_type(value);
  if (key == "agency") {
    list = &agencies_;
    if (!is_code(value) || value.size() > code_bytes_max) return wrong(key, value, "an agency's code is like prov:64");
  } else if (key == "case" || key == "election") {
    list = key == "case" ? &cases_ : &elections_;
    kept = stream_of(key == "case" ? StreamKind::kase : StreamKind::election, value);
    if (kept.empty()) return wrong(key, value, "that is no " + std::string(key) + "'s name");
  } else if (key == "stream") {
    list = &streams_;
    if (!is_stream_name(value)) return wrong(key, value, "a stream's name is like case-2020-17");
  } else if (key == "verdict") {
    list = &verdicts_;
    if (value != admitted && value != refused) return wrong(key, value, "admitted or refused");
  } else {
    const std::vector<std::string> known{"agency", "case", "election", "stream", "type", "verdict"};
    return Error{Errc::usage, "filter: there is no key \"" + std::string(key) + "\"" + near(key, known)};
  }
  insert_once(*list, std::move(kept));
  if (list->size() <= values_max) return {};
  return Error{Errc::too_large,
               "filter: " + std::string(key) + " has more than " + std::to_string(values_max) + " values"};
}

Outcome EventFilter::add_type(std::string_view value) {
  const TypeShape* shape = catalogue().find(value);
  if (shape == nullptr) {
    std::vector<std::string> known;
    for (const CatalogueRow* row : catalogue().rows()) known.emplace_back(row->shape.name);
    return wrong("type", value, "there is no such event type" + near(value, known));
  }
  insert_once(types_, shape->number);  // as many at most as the catalogue has
  return {};
}

std::string EventFilter::text() const {
  std::string out;
  std::vector<std::string> names;
  for (const std::uint16_t type : types_) names.emplace_back(catalogue().find(type)->name);
  std::sort(names.begin(), names.end());
  print_list(out, "agency", agencies_);
  print_list(out, "case", cases_);
  print_list(out, "election", elections_);
  print_list(out, "stream", streams_);
  print_list(out, "type", names);
  print_list(out, "verdict", verdicts_);
  return out;
}

// Everything that the entry alone decides.
bool EventFilter::may_match(const ProjectedEntry& entry) const {
  const Event& event = *entry.event;
  if (!types_.empty() && !std::binary_search(types_.begin(), types_.end(), event.type)) return false;
  if (!streams_.empty() && !has(streams_, event.stream)) return false;
  return verdicts_.empty() || has(verdicts_, entry.verdict == 0 ? admitted : refused);
}

Result<bool> EventFilter::is_within_any(const std::vector<std::string>& agencies, Ties& ties) const {
  for (const std::string& agency : agencies) {
    if (has(agencies_, agency)) return true;
  }
  for (const std::string& agency : agencies) {
    for (const std::string& above : agencies_) {
      auto within = ties.is_within(agency, above);
      if (!within || *within) return within;
    }
  }
  return false;
}

// The agencies of the acting offices, of all that the event names, and of all that have a part in its stream.
Result<bool> EventFilter::has_agency(const ProjectedEntry& entry, Ties& ties) const {
  const Event& event = *entry.event;
  std::vector<std::string> agencies;
  for (const std::string* office : {&event.office, &event.on_behalf_of}) {
    const std::string_view agency = agency_of(*office);
    if (!agency.empty()) agencies.emplace_back(agency);
  }
  add_agencies_of_name(event.stream, agencies);
  for (const Field& field : event.fields) add_agencies_of_field(event.type, field, agencies);
  auto named = is_within_any(agencies, ties);
  if (!named || *named) return named;
  auto of_stream = ties.of(event.stream, entry.position);
  if (!of_stream) return std::move(of_stream).error();
  return is_within_any(of_stream->agencies, ties);
}

Result<bool> EventFilter::matches(const ProjectedEntry& entry, Ties& ties) const {
  if (!entry.event) return empty();
  if (!may_match(entry)) return false;
  const Event& event = *entry.event;
  const auto concerns = [&](const std::vector<std::string>& wanted, std::string StreamTies::* which) -> Result<bool> {
    if (wanted.empty() || has(wanted, event.stream) || refers_to(event, wanted)) return true;
    auto of_stream = ties.of(event.stream, entry.position);
    if (!of_stream) return std::move(of_stream).error();
    return has(wanted, (*of_stream).*which);
  };
  auto of_case = concerns(cases_, &StreamTies::kase);
  if (!of_case || !*of_case) return of_case;
  auto of_election = concerns(elections_, &StreamTies::election);
  if (!of_election || !*of_election) return of_election;
  return agencies_.empty() ? Result<bool>(true) : has_agency(entry, ties);
}

}  // namespace jejak
