#pragma once
// Names of what a stream can be in. Numbers stand in stored rows and are only added (domain: state machine).

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
  // approval
  requested = 60,
  granted = 61,
  refused = 62,
  consumed = 63,
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
};

const char* name(StateCode state);     // "EXAMINER_APPOINTED", "Z02"
const char* english(StateCode state);  // "examiner appointed"
const char* indonesian(StateCode state);
bool is_known_state(std::uint16_t number);
constexpr bool is_terminal(StateCode state) {
  return state >= StateCode::z01;
}

}  // namespace jejak
