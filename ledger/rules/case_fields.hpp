#pragma once
// Fields that rules read, of the events beside a case's thin line: prevention, findings and duplicates, exemptions,
// follow-up, transfers, absences. Numbered as in ledger/rules/types.hpp, which includes this, and kept for ever.

#include <cstdint>

namespace jejak::field {

namespace regional_head_inaugurated {        // in the stream of the head's office
constexpr std::uint16_t office = 1;          // code
constexpr std::uint16_t holder = 2;          // id
constexpr std::uint16_t inaugurated_on = 3;  // date
constexpr std::uint16_t term_ends_on = 4;    // date, optional
}  // namespace regional_head_inaugurated

namespace event_reattested {         // in the stream of the revoked key
constexpr std::uint16_t event = 1;   // id of the contested event
constexpr std::uint16_t stream = 2;  // reference: where it stands
constexpr std::uint16_t reason = 3;  // code
}  // namespace event_reattested

namespace neutrality_circular_issued {
constexpr std::uint16_t circular_no = 1;     // code
constexpr std::uint16_t addressees = 2;      // codes of agencies
constexpr std::uint16_t acknowledge_by = 3;  // date, optional
}  // namespace neutrality_circular_issued

namespace monitoring_team_formed {
constexpr std::uint16_t decision_no = 1;  // code
constexpr std::uint16_t members = 2;      // codes: offices
constexpr std::uint16_t valid_from = 3;   // date
constexpr std::uint16_t valid_until = 4;  // date, the last day
}  // namespace monitoring_team_formed

namespace duty_assignment_issued {
constexpr std::uint16_t assignment_no = 1;  // code
constexpr std::uint16_t persons = 2;        // codes: ids as print(Id) writes them
constexpr std::uint16_t function = 3;       // code
constexpr std::uint16_t place = 4;          // code of a region
constexpr std::uint16_t valid_from = 5;     // date
constexpr std::uint16_t valid_until = 6;    // date, the last day
constexpr std::uint16_t uniform = 7;        // code, optional
constexpr std::uint16_t id_cards = 8;       // codes, optional
}  // namespace duty_assignment_issued

namespace duty_assignment_revoked {
constexpr std::uint16_t revoked_on = 1;  // date: the first day without it
constexpr std::uint16_t reason = 2;      // code
}  // namespace duty_assignment_revoked

namespace spouse_leave_granted {
constexpr std::uint16_t person = 1;       // id
constexpr std::uint16_t decision_no = 2;  // code
constexpr std::uint16_t valid_from = 3;   // date
constexpr std::uint16_t valid_until = 4;  // date, the last day
}  // namespace spouse_leave_granted

namespace finding_recorded {                  // numbered as report_received, whose place it takes
constexpr std::uint16_t form_no = 1;          // code
constexpr std::uint16_t recorded_on = 2;      // date
constexpr std::uint16_t region = 3;           // code
constexpr std::uint16_t found_at = 4;         // date
constexpr std::uint16_t election = 5;         // reference election-…, optional
constexpr std::uint16_t persons = 6;          // number, optional
constexpr std::uint16_t act_date = 7;         // date, optional
constexpr std::uint16_t violation_codes = 8;  // codes, optional
constexpr std::uint16_t team = 9;             // reference prevention-…: the team whose member found it, optional
}  // namespace finding_recorded

namespace report_completed {
constexpr std::uint16_t completed_on = 1;  // date
constexpr std::uint16_t items = 2;         // codes
}  // namespace report_completed

namespace report_not_registered {
constexpr std::uint16_t reason = 1;  // code: LATE, INCOMPLETE, NO_STANDING
}

namespace duplicate_detected {         // in the stream of the case that will be merged
constexpr std::uint16_t survivor = 1;  // reference case-…
constexpr std::uint16_t basis = 2;     // codes: what matches
}  // namespace duplicate_detected

namespace case_merged {
constexpr std::uint16_t survivor = 1;  // reference case-…
}

namespace case_split {
constexpr std::uint16_t new_cases = 1;  // codes: names of streams
constexpr std::uint16_t reason = 2;     // code
}  // namespace case_split

namespace clarification_invited {
constexpr std::uint16_t person_role = 1;  // code
constexpr std::uint16_t invited_for = 2;  // date
constexpr std::uint16_t letter_no = 3;    // code
}  // namespace clarification_invited

namespace clarification_absent {
constexpr std::uint16_t person_role = 1;  // code
constexpr std::uint16_t missed_on = 2;    // date
}  // namespace clarification_absent

namespace exemption_claimed {
constexpr std::uint16_t ground = 1;    // code: N01 … N10
constexpr std::uint16_t evidence = 2;  // reference assignment-…, optional
constexpr std::uint16_t function = 3;  // code, optional
}  // namespace exemption_claimed

namespace exemption_verified {
constexpr std::uint16_t ground = 1;        // code
constexpr std::uint16_t evidence = 2;      // reference assignment-…, optional: the letter, or the leave
constexpr std::uint16_t letter_hash = 3;   // hash, optional
constexpr std::uint16_t uniform_hash = 4;  // hash, optional
constexpr std::uint16_t id_card_hash = 5;  // hash, optional
}  // namespace exemption_verified

namespace criminal_outcome_recorded {
constexpr std::uint16_t result = 1;  // code: PROSECUTED, STOPPED, ACQUITTED_FINAL, CONVICTED_FINAL
}

namespace transition_transferred {
constexpr std::uint16_t to = 1;         // code: the office that takes the file over
constexpr std::uint16_t processed = 2;  // code: YES, NO
}  // namespace transition_transferred

namespace supervisor_verification_completed {
constexpr std::uint16_t result = 1;         // code
constexpr std::uint16_t needs_bawaslu = 2;  // code: YES, NO
constexpr std::uint16_t validator = 3;      // code: the office that shall validate, optional
}  // namespace supervisor_verification_completed

namespace reprimand_issued {
constexpr std::uint16_t letter_no = 1;    // code
constexpr std::uint16_t addressee = 2;    // code: the head's office
constexpr std::uint16_t received_at = 3;  // date
}  // namespace reprimand_issued

namespace personnel_data_unblocked {
constexpr std::uint16_t cause = 1;        // code: DECISION, RECOMMENDATION_WITHDRAWN, ANNULLED, COURT
constexpr std::uint16_t cause_event = 2;  // id of the event that is the cause
}  // namespace personnel_data_unblocked

namespace jurisdiction_transfer {       // offered, accepted, refused
constexpr std::uint16_t to = 1;         // code of the agency
constexpr std::uint16_t letter_no = 2;  // code
constexpr std::uint16_t reason = 3;     // code
}  // namespace jurisdiction_transfer

namespace conflict_of_interest_declared {
constexpr std::uint16_t office = 1;      // code: who does not act any more
constexpr std::uint16_t substitute = 2;  // code: who acts instead
constexpr std::uint16_t reason = 3;      // code
}  // namespace conflict_of_interest_declared

namespace ethics_council_formed {
constexpr std::uint16_t council = 1;      // code: the office, numbered as examiner_appointed::examiner
constexpr std::uint16_t decision_no = 2;  // code
constexpr std::uint16_t members = 3;      // codes, optional: offices
constexpr std::uint16_t ranks = 4;        // codes, optional: rank classes of the members
}  // namespace ethics_council_formed

namespace non_appearance_recorded {
constexpr std::uint16_t summons_no = 1;  // code: 1, 2
constexpr std::uint16_t missed_on = 2;   // date for which he was summoned
constexpr std::uint16_t excuse = 3;      // code: NONE, VALID
}  // namespace non_appearance_recorded

namespace ethics_council_decided {
constexpr std::uint16_t finding = 1;               // code: PROVEN, NOT_PROVEN, REFERRED
constexpr std::uint16_t decision_no = 2;           // code
constexpr std::uint16_t recommended_sanction = 3;  // code, optional
}  // namespace ethics_council_decided

namespace subject_suspended {
constexpr std::uint16_t ground = 1;                // code
constexpr std::uint16_t decision_no = 2;           // code
constexpr std::uint16_t proposal_received_at = 3;  // date, optional
}  // namespace subject_suspended

namespace derived_case_opened {
constexpr std::uint16_t derived = 1;  // reference case-…
constexpr std::uint16_t reason = 2;   // code
}  // namespace derived_case_opened

}  // namespace jejak::field
