#include "tools/jejak/intact.hpp"

#include "ledger/proof/tree_reader.hpp"

#include <map>

namespace jejak {
namespace {

// The library's own sentence, which is English.
Flaw said_by(const Error& error) {
  return {error.message, error.message};
}

// A stream as far as its entries have been followed.
struct Followed {
  std::uint64_t events = 0;
  std::uint64_t refusals = 0;
  Hash last;
};

// What is wrong with one entry, taken by itself and after those before it; nothing if it holds.
std::optional<Flaw> flaw_of(BytesView bytes, std::string_view origin, const AuditedStep& step, Followed& stream,
                            std::set<Id>& ids) {
  const auto entry = decode_entry(bytes);
  if (!entry) return said_by(entry.error());
  const auto vouched = vouch(entry->body, origin);
  if (!vouched) return said_by(vouched.error());
  if (!ids.insert(vouched->event().id).second) return flaw(Text::flaw_id_twice, print(vouched->event().id));
  const std::uint64_t place = step.entry.admitted() ? stream.events + 1 : stream.events;
  if (entry->stream_revision != place) return flaw(Text::flaw_place, entry->stream_revision, place);
  if (entry->stream_previous != stream.last) return flaw(Text::flaw_chain);
  if (!step.entry.admitted()) {
    ++stream.refusals;
    return std::nullopt;
  }
  ++stream.events;
  stream.last = vouched->event_hash();
  return std::nullopt;
}

Flaw flaw_at(const AuditedStep& step, const Flaw& found) {
  const auto in = [&](Language language) {
    return say(language, Text::audit_broken, step.entry.position.value, step.entry.event.stream, found.in(language));
  };
  return {in(Language::english), in(Language::indonesian)};
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
    out.broken = flaw(Text::flaw_counts, name, stream.events, stream.refusals, known->events, known->refusals);
    return {};
  }
  return {};
}

}  // namespace

Result<TrustedCheckpoint> trusted_checkpoint(const Reader& reader, const Policy& policy) {
  TrustedCheckpoint out;
  auto newest = reader.checkpoint();
  if (!newest) return std::move(newest).error();
  if (!*newest) return out;
  if (const auto held = check(policy, **newest); !held) {
    out.broken = said_by(held.error());
  } else {
    out.checkpoint = std::move(**newest);
  }
  return out;
}

Result<Intact> check_intact(const LawReading& reading, const Policy& policy, const std::set<std::string>& streams,
                            const std::vector<AuditedStep>& steps) {
  Intact out;
  auto trusted = trusted_checkpoint(*reading.reader, policy);
  if (!trusted) return std::move(trusted).error();
  out.checkpoint = std::move(trusted->checkpoint);
  out.broken = std::move(trusted->broken);
  if (out.broken) return out;
  out.looked_at_entries = true;
  TreeReader tree(out.checkpoint ? out.checkpoint->checkpoint.size : TreeSize{0}, *reading.reader);
  std::map<std::string, Followed> followed;
  for (const std::string& stream : streams) followed[stream] = {};
  std::set<Id> ids;
  const std::string& origin = reading.genesis.origin;
  for (const AuditedStep& step : steps) {
    const Sequence position = step.entry.position;
    auto bytes = reading.reader->entry_bytes(position);
    if (!bytes) return std::move(bytes).error();
    if (const auto found = flaw_of(*bytes, origin, step, followed[step.entry.event.stream], ids)) {
      out.broken = flaw_at(step, *found);
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
      out.broken = flaw_at(step, said_by(included.error()));
      return out;
    }
  }
  if (auto counted = check_counts(reading, followed, out); !counted) return std::move(counted).error();
  return out;
}

}  // namespace jejak
