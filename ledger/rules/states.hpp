#pragma once
// Names of what a stream can be in. Numbers stand in stored rows and are only added (domain: state machine).
// Beside its state a stream has overlays, which move independently of it and of each other.

#include <array>
#include <cstdint>
#include <string_view>

namespace jejak {

enum class StateCode : std::uint16_t {
  none = 0,  // nothing recorded yet
  // registry
  active = 1,
  ended = 2,
  superseded = 3,
  rotated = 4,
  revoked = 5,
  // report
  received = 10,
  returned = 11,
  registered = 12,
  not_registered = 13,
  initial_information = 14,
  // case
  opened = 20,
  under_clarification = 21,
  bawaslu_concluded = 22,
  forwarded = 23,
  under_supervision = 24,
  recommended = 25,
  ppk_received = 26,
  examiner_appointed = 27,
  summoned_1 = 28,
  summoned_2 = 29,
  examined = 30,
  exam_reported = 31,
  sanction_proposed = 32,
  awaiting_approval = 33,
  approval_granted = 34,
  approval_refused = 35,
  decided = 36,
  delivered = 37,
  executed = 38,  // being served or executed
  completed = 39,
  annulled = 40,
  rehabilitation_ordered = 41,
  imported = 42,  // from an archive: to be read, not continued
  // approval
  requested = 60,
  granted = 61,
  refused = 62,
  consumed = 63,
  standing = 64,  // an approval in general terms, used by many decisions
  waived = 65,
  // candidacy
  notified = 70,
  submitted = 71,
  determined = 72,
  not_determined = 73,
  discharged = 74,
  duty_breached = 75,
  // terminal
  z01 = 101,
  z02 = 102,
  z03 = 103,
  z04 = 104,
  z05 = 105,
  z06 = 106,
  z07 = 107,
  z08 = 108,
  z09 = 109,
  z10 = 110,
  z11 = 111,
  // overlays, twenty numbers each; the first of each is where every stream begins
  followup_none = 200,
  followup_running = 201,
  followup_warned = 202,
  followup_reprimanded = 203,
  followup_blocked = 204,
  followup_unblocked = 205,
  followup_reported = 206,
  followup_done = 207,
  duty_normal = 220,
  duty_relieved = 221,
  duty_suspended = 222,
  duty_discharged = 223,
  duty_reinstated = 224,
  criminal_none = 240,
  criminal_referred = 241,
  criminal_prosecuted = 242,
  criminal_acquitted_final = 243,
  criminal_convicted_final = 244,
  remedy_none = 260,
  remedy_objection_pending = 261,
  remedy_objection_decided = 262,
  remedy_appeal_pending = 263,
  remedy_appeal_decided = 264,
  remedy_court_pending = 265,
  remedy_court_decided = 266,
  remedy_final = 267,
  embargo_sealed = 280,
  embargo_published = 281,
  hold_no = 300,
  hold_yes = 301,
  stay_no = 320,
  stay_yes = 321,
};

const char* name(StateCode state);     // "EXAMINER_APPOINTED", "Z02"
const char* english(StateCode state);  // "examiner appointed"
const char* indonesian(StateCode state);
bool is_known_state(std::uint16_t number);
constexpr bool is_terminal(StateCode state) {
  return state >= StateCode::z01 && state <= StateCode::z11;
}

enum class Overlay : std::uint8_t { followup, duty, criminal, remedy, embargo, hold, stay };
constexpr std::size_t overlay_count = 7;
const char* name(Overlay overlay);  // "followup"

constexpr std::uint16_t overlays_from = 200;
constexpr std::uint16_t overlay_width = 20;
constexpr bool is_overlay(StateCode state) {
  return static_cast<std::uint16_t>(state) >= overlays_from;
}
constexpr Overlay overlay_of(StateCode state) {
  return static_cast<Overlay>((static_cast<std::uint16_t>(state) - overlays_from) / overlay_width);
}
constexpr StateCode first_of(Overlay overlay) {
  return static_cast<StateCode>(overlays_from + overlay_width * static_cast<std::uint16_t>(overlay));
}

}  // namespace jejak
