#include "tools/jejak/law_reading.hpp"

#include "tools/jejak/words.hpp"
#include "tools/verify/flat_json.hpp"
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

Result<LawReading> read_law(const std::string& folder, const std::string& on) {
  LawReading reading;
  auto opened = open_for_reading(folder);
  if (!opened) return std::move(opened).error();
  reading.opened = std::move(*opened);
  reading.reader = std::make_unique<Reader>(*reading.opened.store);
  auto head = reading.reader->head();
  if (!head) return std::move(head).error();
  reading.head = *head;
  reading.on = local_date(head->last_recorded_at, zone_of_last(*reading.reader, head->size));
  if (!on.empty()) {
    const auto date = parse_date(on);
    if (!date) return Error{Errc::usage, "--on " + on + " (2024-10-23)"};
    reading.on = *date;
  }
  reading.state = std::make_unique<State>(reading.opened.genesis, *reading.reader, rows_held_max);
  if (auto loaded = reading.state->load(); !loaded) return std::move(loaded).error();
  return reading;
}

namespace {

std::string print_reading(const Terminal& terminal, const LawReading& reading) {
  std::string out = terminal.say(Text::law_ground, reading.head.size.value, print(reading.on));
  if (reading.opened.genesis.clock == ClockKind::simulated) {
    out += std::string("\n") + simulated_warning().in(terminal.language());
  }
  return out;
}

}  // namespace

void end_answer(Terminal& terminal, const LawReading& reading, const std::string& sum, bool after_lines) {
  const std::string end = (sum.empty() ? "" : sum + "\n") + print_reading(terminal, reading);
  if (terminal.json() || terminal.plain()) {
    terminal.tell(end);
  } else {
    terminal.out((after_lines ? "\n" : "") + end + "\n");
  }
}

std::string reading_json(const LawReading& reading) {
  return FlatJson()
      .number("position", reading.head.size.value)
      .text("root", to_base64(reading.head.root))
      .text("on", print(reading.on))
      .truth("simulated", reading.opened.genesis.clock == ClockKind::simulated)
      .take();
}

void answer(Terminal& terminal, const LawReading& reading, const std::string& words, const std::string& json) {
  if (terminal.json()) {
    terminal.out(FlatJson().raw("as_of", reading_json(reading)).raw("answer", json).take() + "\n");
    return;
  }
  terminal.out(words);
  end_answer(terminal, reading);
}

std::string words_json(const std::vector<std::string>& words) {
  std::string out = "[";
  for (const std::string& word : words) out += (out.size() == 1 ? "" : ",") + json_string(word);
  return out + "]";
}

}  // namespace jejak
