#include "tools/jejak/law_reading.hpp"

#include "ledger/record/flat_json.hpp"
#include "tools/jejak/screen.hpp"
#include "tools/jejak/view_words.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/trust.hpp"
#include "tools/verify/verdict.hpp"

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

}  // namespace

Result<LawReading> open_law(Terminal& terminal, const std::string& folder, const AskedCoordinates& flags) {
  LawReading reading;
  auto opened = open_for_reading(folder);
  if (!opened) return std::move(opened).error();
  reading.opened = std::move(*opened);
  reading.reader = std::make_unique<Reader>(*reading.opened.store);
  auto head = reading.reader->head();
  if (!head) return std::move(head).error();
  reading.head = *head;
  reading.newest = head->size;
  reading.zone = zone_of_last(*reading.reader, head->size);
  auto coordinates = read_coordinates(flags, LedgerSource(*reading.reader), *head, asker_of(terminal));
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
  return reading;
}

Outcome retrace_law(Terminal& terminal, LawReading& reading, RetraceOptions options, RetraceWatcher* watcher) {
  const auto on = options.on;
  Progress progress(terminal, terminal.say(Text::progress_retrace), reading.head.size.value);
  reading.retrace = std::make_unique<Retrace>(reading.opened.genesis, options);
  Retrace& retrace = *reading.retrace;
  auto gone =
      reading.reader->entries(Sequence{0}, reading.head.size, [&](Sequence position, BytesView bytes) -> Outcome {
        if (!progress.at(position.value)) return interruption();
        return retrace.step(bytes, watcher);
      });
  if (!gone) return gone;
  if (on && retrace.counted() == 0 && retrace.earliest() != date_max && *on < retrace.earliest()) {
    return Error{Errc::not_found,
                 terminal.say(Sentence::on_before_first, print(*on), print(retrace.earliest()), "--on")};
  }
  return {};
}

Result<LawReading> read_law(Terminal& terminal, const std::string& folder, const AskedCoordinates& flags, Ask ask) {
  auto reading = open_law(terminal, folder, flags);
  if (!reading) return reading;
  // Whatever is recorded has happened by then, wherever it was recorded.
  const bool has_all = local_date(reading->head.last_recorded_at, Zone::wit) <= reading->on || !reading->on_given;
  const bool skips = ask == Ask::everything && !has_all;
  if (reading->head.size == reading->newest && !skips) {
    reading->stored = std::make_unique<State>(reading->opened.genesis, *reading->reader, rows_held_max);
    if (auto loaded = reading->stored->load(); !loaded) return std::move(loaded).error();
    return reading;
  }
  RetraceOptions options;
  if (skips) options.on = reading->on;
  options.registry_alone = ask == Ask::registry;
  if (auto gone = retrace_law(terminal, *reading, options, nullptr); !gone) return std::move(gone).error();
  return reading;
}

void LawAnswer::count(const std::string& records) {
  counted_.update(view(records));
  any_ = any_ || !records.empty();
}

void LawAnswer::tell(const std::string& records, const std::string& shown) {
  count(records);
  terminal_.out(terminal_.plain() && !terminal_.json() ? records : shown);
}

Outcome LawAnswer::rest() {
  auto newest = reading_.reader->checkpoint();
  if (!newest) return std::move(newest).error();
  checkpoint_ = std::move(*newest);
  digest_ = counted_.finish();
  return {};
}

std::string LawAnswer::print_rest() const {
  std::string out = terminal_.say(Text::law_ground, reading_.head.size.value, print(reading_.on), print_hex(digest_));
  if (checkpoint_) {
    const Checkpoint& checkpoint = checkpoint_->checkpoint;
    out += "\n" + terminal_.say(Text::ground_checkpoint, checkpoint.size.value, to_base64(checkpoint.root));
  }
  if (reading_.opened.genesis.clock == ClockKind::simulated) {
    out += std::string("\n") + simulated_warning().in(terminal_.language());
  }
  return out;
}

std::string LawAnswer::json_of_rest() const {
  FlatJson json;
  json.number("position", reading_.head.size.value)
      .text("root", to_base64(reading_.head.root))
      .text("on", print(reading_.on))
      .text("digest", print_hex(digest_));
  if (checkpoint_) json.raw("checkpoint", checkpoint_json(checkpoint_->checkpoint));
  return json.truth("simulated", reading_.opened.genesis.clock == ClockKind::simulated).take();
}

Outcome LawAnswer::end(const std::string& sum) {
  if (auto settled = rest(); !settled) return settled;
  if (terminal_.json()) terminal_.out(FlatJson().raw("as_of", json_of_rest()).take() + "\n");
  const std::string end = (sum.empty() ? "" : sum + "\n") + print_rest();
  if (terminal_.json() || terminal_.plain()) {
    terminal_.tell(end);
  } else {
    terminal_.out((any_ ? "\n" : "") + end + "\n");
  }
  return {};
}

Outcome LawAnswer::end_whole(const std::string& records, const std::string& words, const std::string& json,
                             const std::string& sum) {
  if (!terminal_.json() && terminal_.plain()) {
    tell(records, {});
    return end(sum);
  }
  count(records);
  if (auto settled = rest(); !settled) return settled;
  if (terminal_.json()) {
    terminal_.out(FlatJson().raw("as_of", json_of_rest()).raw("answer", json).take() + "\n");
  } else {
    show(terminal_, words + "\n" + (sum.empty() ? "" : sum + "\n") + print_rest() + "\n");
  }
  return {};
}

}  // namespace jejak
