#include "api/answers/law_reading.hpp"

#include "api/answers/read_entry.hpp"

namespace jejak {
namespace {

// Cases pass through one after the other, so few rows need to be held.
constexpr std::size_t rows_held_max = 512;

// The zone of the newest event among the last entries; they may be heads.
Zone zone_of_last(const Reader& reader, TreeSize size) {
  constexpr std::uint64_t looked_at_max = 16;
  for (std::uint64_t back = 1; back <= size.value && back <= looked_at_max; ++back) {
    const Sequence position{size.value - back};
    const auto bytes = reader.entry_bytes(position);
    if (!bytes) break;
    const auto read = read_entry(position, *bytes);
    if (read && read->event) return read->event->zone;
  }
  return Zone::wib;
}

// Fills in head and coordinates; store, genesis and reader are there.
Outcome place(LawReading& reading, const AskedCoordinates& asked, const Asker& asker) {
  auto beginning = reading.reader->entry_bytes(Sequence{0});
  if (!beginning) return std::move(beginning).error();
  reading.genesis_hash = leaf_hash(*beginning);
  auto head = reading.reader->head();
  if (!head) return std::move(head).error();
  reading.head = *head;
  auto checkpoint = reading.reader->checkpoint();
  if (!checkpoint) return std::move(checkpoint).error();
  reading.checkpoint = std::move(*checkpoint);
  reading.newest = head->size;
  reading.zone = zone_of_last(*reading.reader, head->size);
  auto coordinates = read_coordinates(asked, LedgerSource(*reading.reader), *head, asker);
  if (!coordinates) return std::move(coordinates).error();
  if (coordinates->as_of != head->size) {
    auto last = reading.reader->entry(Sequence{coordinates->as_of.value - 1});
    if (!last) return std::move(last).error();
    auto root = root_at(coordinates->as_of, *reading.reader);
    if (!root) return std::move(root).error();
    reading.head.size = coordinates->as_of;
    reading.head.root = *root;
    reading.head.last_recorded_at = last->recorded_at;
    reading.zone = zone_of_last(*reading.reader, reading.head.size);
  }
  reading.on_given = coordinates->on.has_value();
  reading.on = coordinates->on.value_or(local_date(reading.head.last_recorded_at, reading.zone));
  return {};
}

// Whether events of a later legal date than the one that is asked for may have to be left out.
bool skips_events(const LawReading& reading, Ask ask) {
  // Whatever is recorded has happened by then, wherever it was recorded.
  const bool has_all = local_date(reading.head.last_recorded_at, Zone::wit) <= reading.on || !reading.on_given;
  return ask == Ask::everything && !has_all;
}

Result<LawReading> with_state(Result<LawReading> reading, Ask ask, const Asker& asker) {
  if (!reading) return reading;
  if (auto read = read_state(*reading, ask, asker); !read) return std::move(read).error();
  return reading;
}

}  // namespace

Result<LawReading> open_law(const std::string& folder, const AskedCoordinates& asked, const Asker& asker) {
  auto opened = open_for_reading(folder);
  if (!opened) return std::move(opened).error();
  LawReading reading;
  reading.store = std::move(opened->store);
  reading.genesis = std::move(opened->genesis);
  reading.reader = std::make_unique<Reader>(*reading.store);
  if (auto placed = place(reading, asked, asker); !placed) return std::move(placed).error();
  return reading;
}

Result<LawReading> open_law(const Reader& reader, const Genesis& genesis, const AskedCoordinates& asked,
                            const Asker& asker) {
  auto moment = reader.moment();
  if (!moment) return std::move(moment).error();
  LawReading reading;
  reading.store = std::move(*moment);
  reading.genesis = genesis;
  reading.reader = std::make_unique<Reader>(*reading.store);
  if (auto placed = place(reading, asked, asker); !placed) return std::move(placed).error();
  return reading;
}

Outcome retrace_law(LawReading& reading, RetraceOptions options, RetraceWatcher* watcher, const Asker& asker) {
  const auto on = options.on;
  const Follower follower = asker.follower(Way::retrace, reading.head.size.value);
  reading.retrace = std::make_unique<Retrace>(reading.genesis, options);
  Retrace& retrace = *reading.retrace;
  auto gone =
      reading.reader->entries(Sequence{0}, reading.head.size, [&](Sequence position, BytesView bytes) -> Outcome {
        if (!follower(position.value)) return interruption();
        return retrace.step(bytes, watcher);
      });
  if (!gone) return gone;
  if (on && retrace.counted() == 0 && retrace.earliest() != date_max && *on < retrace.earliest()) {
    return Error{Errc::not_found,
                 asker.say(Phrase::on_before_first, print(*on), print(retrace.earliest()), asker.name_of("on"))};
  }
  return {};
}

bool is_stored(const LawReading& reading, Ask ask) {
  return reading.head.size == reading.newest && !skips_events(reading, ask);
}

Outcome read_state(LawReading& reading, Ask ask, const Asker& asker) {
  if (is_stored(reading, ask)) {
    reading.stored = std::make_unique<State>(reading.genesis, *reading.reader, rows_held_max);
    if (auto loaded = reading.stored->load(); !loaded) return loaded;
    return may_judge(engine_of(*reading.stored), engine_newest);
  }
  RetraceOptions options;
  if (skips_events(reading, ask)) options.on = reading.on;
  options.registry_alone = ask == Ask::registry;
  return retrace_law(reading, options, nullptr, asker);
}

Result<LawReading> read_law(const std::string& folder, const AskedCoordinates& asked, Ask ask, const Asker& asker) {
  return with_state(open_law(folder, asked, asker), ask, asker);
}

Result<LawReading> read_law(const Reader& reader, const Genesis& genesis, const AskedCoordinates& asked, Ask ask,
                            const Asker& asker) {
  return with_state(open_law(reader, genesis, asked, asker), ask, asker);
}

}  // namespace jejak
