#include "ledger/rules/state.hpp"

#include "ledger/rules/types.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace jejak {

namespace {

constexpr std::array<std::string_view, 7> registry_prefixes = {"agency-", "calendar-", "election-", "key-",
                                                               "ledger-", "office-",   "ruleset-"};

constexpr std::string_view rule_set_prefix = "ruleset-";

// Its own last day, or an earlier one that it was superseded on.
Date last_day(const StreamState& stream, const RuleSet& rules) {
  Date last = rules.in_force_until.value_or(date_max);
  if (const Kept* superseded = stream.last_of(type::rule_set_superseded)) {
    if (const Date* until = superseded->get<Date>(field::rule_set_superseded::in_force_until)) {
      last = std::min(last, *until);
    }
  }
  return last;
}

}  // namespace

const Value* Kept::find(std::uint16_t field) const {
  for (const Field& each : fields) {
    if (each.number == field) return &each.value;
  }
  return nullptr;
}

const Kept* StreamState::last_of(std::uint16_t type) const {
  for (auto at = kept.rbegin(); at != kept.rend(); ++at) {
    if (at->type == type) return &*at;
  }
  return nullptr;
}

std::vector<const Kept*> StreamState::all_of(std::uint16_t type) const {
  std::vector<const Kept*> found;
  for (const Kept& each : kept) {
    if (each.type == type) found.push_back(&each);
  }
  return found;
}

StateCode StreamState::overlay(Overlay which) const {
  for (const StateCode each : overlays) {
    if (overlay_of(each) == which) return each;
  }
  return first_of(which);
}

const Term* StreamState::term(std::string_view id) const {
  const auto at = std::find_if(terms.begin(), terms.end(), [id](const Term& each) { return each.id == id; });
  return at == terms.end() ? nullptr : &*at;
}

void StreamState::move(StateCode to) {
  if (to == StateCode::none) return;
  if (!is_overlay(to)) {
    state = to;
    return;
  }
  std::erase_if(overlays, [to](StateCode each) { return overlay_of(each) == overlay_of(to); });
  if (to != first_of(overlay_of(to))) overlays.insert(std::lower_bound(overlays.begin(), overlays.end(), to), to);
}

Result<std::optional<Bytes>> MemoryRows::row(std::string_view stream) const {
  const auto at = rows_.find(stream);
  if (at == rows_.end()) return std::optional<Bytes>();
  return std::optional<Bytes>(at->second);
}

Outcome MemoryRows::scan(std::string_view prefix,
                         const std::function<Outcome(std::string_view, BytesView)>& visit) const {
  std::vector<const std::pair<const std::string, Bytes>*> found;
  for (const auto& row : rows_) {
    if (row.first.starts_with(prefix)) found.push_back(&row);
  }
  std::sort(found.begin(), found.end(), [](const auto* left, const auto* right) { return left->first < right->first; });
  for (const auto* row : found) {
    if (auto visited = visit(row->first, row->second); !visited) return visited;
  }
  return {};
}

State::State(const Genesis& genesis, const RowSource& rows, std::size_t cached_max, RowSink* sink)
    : genesis_(genesis), roots_(roots_of(genesis, {}, {})), rows_(rows), cached_max_(cached_max), sink_(sink) {}

Outcome State::load() {
  for (const std::string_view prefix : registry_prefixes) {
    auto read = rows_.scan(prefix, [this](std::string_view name, BytesView row) -> Outcome {
      auto stream = decode_stream_state(name, row);
      if (!stream) return stream.error();
      keep(std::move(*stream));
      return {};
    });
    if (!read) return std::move(read).error().during("reading the registries");
  }
  return {};
}

Roots State::roots_before(Sequence position) const {
  const auto changes = registry_.find(roots_stream);
  return changes == registry_.end() ? roots_ : roots_of(genesis_, changes->second.kept, position);
}

bool State::is_registry(std::string_view stream) {
  return std::any_of(registry_prefixes.begin(), registry_prefixes.end(), [stream](std::string_view prefix) {
    return !stream.empty() && stream.front() == prefix.front() && stream.starts_with(prefix);
  });
}

Result<const StreamState*> State::find(std::string_view name) {
  if (is_registry(name)) {
    const auto at = registered_.find(name);
    return at == registered_.end() ? nullptr : at->second;
  }
  const auto at = cache_.find(name);
  if (at != cache_.end()) {
    used_.splice(used_.begin(), used_, at->second.used);
    return &at->second.stream;
  }
  auto row = rows_.row(name);
  if (!row) return std::move(row).error().during("reading the rule state of " + std::string(name));
  if (!row->has_value()) return nullptr;
  auto stream = decode_stream_state(name, **row);
  if (!stream) return std::move(stream).error();
  return &remember(std::move(*stream)).stream;
}

State::Cached& State::remember(StreamState stream) {
  used_.push_front(stream.name);
  Cached& cached = cache_[stream.name];
  cached = Cached{std::move(stream), used_.begin()};
  return cached;
}

void State::trim() {
  while (cache_.size() > cached_max_) {
    const auto oldest = cache_.find(used_.back());
    put(oldest->second);
    cache_.erase(oldest);
    used_.pop_back();
  }
}

void State::settle(std::string_view stream) {
  const auto at = cache_.find(stream);
  if (at != cache_.end()) put(at->second);
}

void State::settle() {
  for (auto& cached : cache_) put(cached.second);
}

void State::put(Cached& cached) {
  if (!std::exchange(cached.unsettled, false)) return;
  sink_->put(cached.stream.name, encode(cached.stream));
}

std::vector<const StreamState*> State::registry(std::string_view prefix) const {
  std::vector<const StreamState*> found;
  for (auto at = registry_.lower_bound(prefix); at != registry_.end() && at->first.starts_with(prefix); ++at) {
    found.push_back(&at->second);
  }
  return found;
}

const RuleSet* State::rule_set(std::string_view stream) const {
  const auto at = rule_sets_.find(stream);
  return at == rule_sets_.end() ? nullptr : &at->second.rules;
}

const RuleSet* State::rule_set_on(Date date) const {
  const RuleSet* found = nullptr;
  for (const auto& [stream, published] : rule_sets_) {
    const RuleSet& rules = published.rules;
    if (date < rules.in_force_from || published.until < date) continue;
    if (found == nullptr || found->in_force_from < rules.in_force_from) found = &rules;
  }
  return found;
}

void State::apply(Changes changes) {
  for (StreamState& changed : changes) {
    if (is_registry(changed.name)) {
      if (sink_ != nullptr) sink_->put(changed.name, encode(changed));
      keep(std::move(changed));
      continue;
    }
    const auto at = cache_.find(changed.name);
    if (at == cache_.end()) {
      remember(std::move(changed)).unsettled = sink_ != nullptr;
      continue;
    }
    used_.splice(used_.begin(), used_, at->second.used);
    at->second.stream = std::move(changed);
    at->second.unsettled = sink_ != nullptr;
  }
  trim();
}

void State::keep(StreamState stream) {
  learn(stream);
  std::string name = stream.name;
  const auto [at, is_new] = registry_.insert_or_assign(std::move(name), std::move(stream));
  if (is_new) registered_.emplace(at->first, &at->second);
}

// Roots and rule sets are held decoded. A rule set's table is the kept tables of its stream, in log order.
void State::learn(const StreamState& stream) {
  if (stream.name == roots_stream)
    roots_ = roots_of(genesis_, stream.kept, Sequence{std::numeric_limits<std::uint64_t>::max()});
  if (!stream.name.starts_with(rule_set_prefix)) return;
  Bytes table;
  for (const Kept& kept : stream.kept) {
    for (const Field& field : kept.fields) {
      if (const auto* part = std::get_if<Bytes>(&field.value)) table.insert(table.end(), part->begin(), part->end());
    }
  }
  auto rules = decode_rule_set(table);
  if (rules) {
    const Date until = last_day(stream, *rules);
    rule_sets_.insert_or_assign(stream.name, Published{std::move(*rules), until});
  } else {
    rule_sets_.erase(stream.name);
  }
}

}  // namespace jejak
