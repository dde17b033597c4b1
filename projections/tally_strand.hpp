#pragma once
// A stream's strand: one row, a short step for every event of the stream and for what other streams did to it. Of
// cases, and of reports and candidacies, which have terms as well. Cut at two coordinates and folded, it says all that
// tallies count of the stream; almost nothing is allocated on the way.

#include "ledger/record/ruleset.hpp"
#include "projections/coordinates.hpp"
#include "projections/tally_effects.hpp"
#include "projections/tally_words.hpp"
#include "projections/varint.hpp"

#include <array>
#include <limits>
#include <span>

namespace jejak {

// What a key signed in these positions is contested; known to whoever asks as of a position behind the revocation. One
// for each word that holds the key: alone, and together with the others that signed.
struct ContestedKey {
  Word key = no_word;
  std::uint64_t from = 0;
  std::uint64_t until = 0;  // not included
};

enum class Milestone : std::uint8_t { opened, forwarded, recommended, decided, delivered, executed };
constexpr std::size_t milestone_count = 6;
constexpr Date never{std::numeric_limits<std::int32_t>::min()};

struct TermFacts {
  std::uint8_t term = 0;  // place in Effects::terms()
  Word agency = no_word;  // by whose calendar it is counted
  Date started;
  Date stopped = never;
  std::uint16_t extended = 0;
};

// What of the law decides whether some terms begin: asked as it was known before a position. Any thread.
class StrandLaw {
 public:
  virtual ~StrandLaw() = default;
  // The penalty of that code for an act of that day; null if there was none.
  virtual const Sanction* sanction(Word code, Date act, Sequence before) const = 0;
  // Whether nobody might leave his post by that office's decision of that day without written approval.
  virtual bool is_protected(Word office, Date decided, Sequence before) const = 0;
};

struct StrandFacts {
  bool opened = false;  // CaseOpened is covered
  bool imported = false;
  bool identified = false;
  bool reported = false;  // the follow-up was reported, and not rejected since
  bool verified = false;
  bool ever_blocked = false;
  bool ever_unblocked = false;
  std::uint8_t origin = 0;        // place in codes::origins, from 1
  std::uint8_t stated_phase = 0;  // place in codes::phases, from 1
  StateCode state = StateCode::none;
  std::array<StateCode, overlay_count> overlays{};
  Word received_by = no_word;
  Word forwarded_by = no_word;
  Word recommended_by = no_word;  // cleared when the recommendation ends as Z02
  Word decided_by = no_word;
  Word ended_by = no_word;  // who brought it to its present Z02, Z03 or Z06
  Word home = no_word;
  Word unit = no_word;
  Word place = no_word;
  Word violations = no_word;  // all codes of the newest list, joined by '+'
  Word rank = no_word;
  Word stat = no_word;
  Word election = no_word;
  Word sanction = no_word;  // of the newest version of the decision
  Date act_on = never;
  std::array<Date, milestone_count> reached{};  // legal date on which it first came there; `never`
  Id subject{};
  std::array<TermFacts, counted_terms_max> terms;  // as they began last
  std::uint8_t term_count = 0;
  std::vector<TermFacts> earlier_terms;  // that have begun anew since, and were stopped by then at the latest
  std::uint32_t contested = 0;           // acts, each once for every such key that signed it, less those attested again

  Date reached_on(Milestone stone) const { return reached[static_cast<std::size_t>(stone)]; }
  StateCode overlay(Overlay which) const { return overlays[static_cast<std::size_t>(which)]; }
  bool counts() const { return opened && state != StateCode::z04 && state != StateCode::z05; }
};

// Into `facts`, which is made empty first. False if the row is not what begin_step and its callers wrote, as far as the
// steps tell that the cut reaches. Without a law no term begins that rests on it (TermIf).
bool fold_strand(BytesView row, const Coordinates& cut, std::span<const ContestedKey> contested, const Effects& effects,
                 const StrandLaw* law, StrandFacts& facts);

// Appends a step to a row, which may be empty. Then the step's own values, in the order that fold_strand reads them.
// Errors: corrupt (the row is no strand, or ends beyond the step).
Outcome begin_step(Bytes& row, Sequence position, Date legal, std::uint64_t type, Word agency, Word key);

constexpr std::uint64_t touched_step = 0;  // in the place of a type: another stream set the state

constexpr bool is_no_violation(StateCode state) {
  return state == StateCode::z02 || state == StateCode::z03 || state == StateCode::z06;
}

}  // namespace jejak
