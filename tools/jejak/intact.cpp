#include "tools/jejak/intact.hpp"

#include "ledger/proof/tree_reader.hpp"

#include <map>

namespace jejak {
namespace {

// A stream as far as its entries have been followed.
struct Followed {
  std::uint64_t events = 0;
  std::uint64_t refusals = 0;
  Hash last;
};

// What is wrong with one entry, taken by itself and after those before it; nothing if it holds.
std::optional<std::string> flaw_of(BytesView bytes, std::string_view origin, const AuditedStep& step, Followed& stream,
                                   std::set<Id>& ids) {
  const auto entry = decode_entry(bytes);
  if (!entry) return entry.error().message;
  const auto vouched = vouch(entry->body, origin);
  if (!vouched) return vouched.error().message;
  if (!ids.insert(vouched->event().id).second) return "the id " + print(vouched->event().id) + " stands twice";
  const std::uint64_t place = step.entry.admitted() ? stream.events + 1 : stream.events;
  if (entry->stream_revision != place) {
    return "its place in the stream is " + std::to_string(entry->stream_revision) + ", expected " +
           std::to_string(place);
  }
  if (entry->stream_previous != stream.last) return "it does not follow the stream's previous event";
  if (!step.entry.admitted()) {
    ++stream.refusals;
    return std::nullopt;
  }
  ++stream.events;
  stream.last = vouched->event_hash();
  return std::nullopt;
}

std::string broken(const Terminal& terminal, const AuditedStep& step, const std::string& flaw) {
  return terminal.say(Text::audit_broken, step.entry.position.value, step.entry.event.stream, flaw);
}

// The rule state counts the steps of a stream, but not those of a later legal date.
Outcome check_counts(const LawReading& reading, const std::map<std::string, Followed>& followed, Intact& out) {
  if (reading.on_given) return {};
  for (const auto& [name, stream] : followed) {
    auto row = reading.rows().row(name);
    if (!row) return std::move(row).error();
    if (!*row) continue;
    auto known = decode_stream_head(name, **row);
    if (!known) return std::move(known).error();
    if (known->events == stream.events && known->refusals == stream.refusals) continue;
    out.broken = name + ": " + std::to_string(stream.events) + " events were found, " + std::to_string(known->events) +
                 " are counted";
  }
  return {};
}

}  // namespace

Result<Intact> check_intact(const Terminal& terminal, const LawReading& reading, const Policy& policy,
                            const std::set<std::string>& streams, const std::vector<AuditedStep>& steps) {
  Intact out;
  auto newest = reading.reader->checkpoint();
  if (!newest) return std::move(newest).error();
  if (*newest) {
    if (const auto held = check(policy, **newest); !held) {
      out.broken = held.error().message;
      return out;
    }
    out.checkpoint = std::move(**newest);
  }
  TreeReader tree(out.checkpoint ? out.checkpoint->checkpoint.size : TreeSize{0}, *reading.reader);
  std::map<std::string, Followed> followed;
  for (const std::string& stream : streams) followed[stream] = {};
  std::set<Id> ids;
  const std::string& origin = reading.opened.genesis.origin;
  for (const AuditedStep& step : steps) {
    const Sequence position = step.entry.position;
    auto bytes = reading.reader->entry_bytes(position);
    if (!bytes) return std::move(bytes).error();
    if (const auto flaw = flaw_of(*bytes, origin, step, followed[step.entry.event.stream], ids)) {
      out.broken = broken(terminal, step, *flaw);
      return out;
    }
    ++out.entries;
    if (tree.size().value <= position.value) {
      ++out.uncovered;
      continue;
    }
    auto proof = tree.inclusion_proof(position);
    if (!proof) return std::move(proof).error();
    const auto included =
        verify_inclusion(position, tree.size(), leaf_hash(*bytes), *proof, out.checkpoint->checkpoint.root);
    if (!included) {
      out.broken = broken(terminal, step, included.error().message);
      return out;
    }
  }
  if (auto counted = check_counts(reading, followed, out); !counted) return std::move(counted).error();
  return out;
}

}  // namespace jejak
