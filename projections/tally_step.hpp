#pragma once
// One entry on its way into the rows of the tallies' view: what the files that write those rows share.

#include "ledger/base/wire.hpp"
#include "ledger/rules/case_facts.hpp"
#include "projections/tally_view.hpp"

#include <algorithm>

namespace jejak {

constexpr std::int64_t amount_max = 1'000'000;

class TallyStep {
 public:
  TallyStep(const ProjectedEntry& entry, View& view)
      : entry_(entry), event_(*entry.event), view_(view), type_(event_.type) {}

 protected:
  static std::string row_key(char kind, std::string_view stream) {
    return std::string(1, kind) + "/" + std::string(stream);
  }

  static std::string joined(const Codes& codes) {
    std::string out;
    for (const Code& code : codes) out += (out.empty() ? list_mark : '+') + code.text;
    return out;
  }

  static std::string key_text(BytesView key) { return key_mark + std::string(text(key)); }

  // Words, one after another; the first failure is kept and said at the end.
  Word word(std::string_view text) {
    auto number = intern(view_, text);
    if (number) return *number;
    if (trouble_) trouble_ = std::move(number).error();
    return no_word;
  }
  Word word_of(std::uint16_t field) { return word(text_or_empty(event_.get<Code>(field))); }
  Word stream_word(std::uint16_t field) {
    const auto* reference = event_.get<Reference>(field);
    return reference == nullptr ? no_word : word(reference->stream);
  }
  Word codes_word(std::uint16_t field) {
    const Codes* codes = event_.get<Codes>(field);
    return codes == nullptr ? no_word : word(joined(*codes));
  }
  Word key_word() {  // of all keys that signed it, ascending
    if (entry_.keys.empty()) return no_word;
    std::string keys(1, key_mark);
    for (const PublicKey& key : entry_.keys) keys += text(key);
    return word(keys);
  }

  Result<Bytes> row(const std::string& key) {
    auto bytes = view_.read(key);
    if (!bytes) return std::move(bytes).error();
    return *bytes ? std::move(**bytes) : Bytes();
  }

  Outcome count(EventCounter counter, Word agency, Word place, Word election, std::int64_t by, std::int64_t amount) {
    auto steps = view_.edit(tally_row::events_key(counter, agency, entry_.position));
    if (!steps) return std::move(steps).error();
    Bytes& out = **steps;
    put_varint(out, entry_.position.value & 0xffff);
    put_signed(out, event_.legal_date.days);
    put_varint(out, place);
    put_varint(out, election);
    put_signed(out, by);
    put_signed(out, std::clamp<std::int64_t>(amount, 0, amount_max));
    return trouble_;
  }

  static Error damaged(const std::string& what) {
    return Error{Errc::corrupt, "the row of " + what + " in the tallies is damaged"};
  }

  const ProjectedEntry& entry_;
  const Event& event_;
  View& view_;
  const std::uint16_t type_;
  Word acting_ = no_word;
  Outcome trouble_;
};

// Rows of an event of a registry: agencies, rule sets, calendars, elections, revoked keys. `acting`: the word of the
// agency that acts.
Outcome fold_tally_law(const ProjectedEntry& entry, View& view, Word acting);

// Steps of the counters of an event of a candidacy or of prevention.
Outcome fold_tally_counters(const ProjectedEntry& entry, View& view, Word acting);

}  // namespace jejak
