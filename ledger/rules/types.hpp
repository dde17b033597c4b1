#pragma once
// Numbers of the event types and of the fields that rules read. They stand in signed bytes for ever: a number is
// never given to something else, new ones are only added. The rows that use them are in rows_*.cpp.

#include "ledger/rules/case_fields.hpp"
#include "ledger/rules/types_outcome.hpp"

#include <cstdint>

namespace jejak::type {

// 1-99 registry
constexpr std::uint16_t agency_registered = 1;
constexpr std::uint16_t agency_succeeded = 2;
constexpr std::uint16_t office_holder_appointed = 3;
constexpr std::uint16_t office_holder_ended = 4;
constexpr std::uint16_t delegation_granted = 5;
constexpr std::uint16_t delegation_revoked = 6;
constexpr std::uint16_t signing_key_registered = 7;
constexpr std::uint16_t signing_key_rotated = 8;
constexpr std::uint16_t signing_key_revoked = 9;
constexpr std::uint16_t election_scheduled = 10;
constexpr std::uint16_t election_rescheduled = 11;
constexpr std::uint16_t candidate_pair_determined = 12;
constexpr std::uint16_t work_calendar_published = 13;
constexpr std::uint16_t work_calendar_exception = 14;
constexpr std::uint16_t rule_set_published = 15;
constexpr std::uint16_t rule_set_superseded = 16;
constexpr std::uint16_t clock_confirmed = 17;
constexpr std::uint16_t regional_head_inaugurated = 18;
constexpr std::uint16_t event_reattested = 19;
constexpr std::uint16_t root_changed = 20;
constexpr std::uint16_t rules_engine_activated = 21;
// 50-99 prevention and leave papers
constexpr std::uint16_t neutrality_circular_issued = 50;
constexpr std::uint16_t neutrality_circular_acknowledged = 51;
constexpr std::uint16_t neutrality_briefing_held = 52;
constexpr std::uint16_t monitoring_team_formed = 53;
constexpr std::uint16_t neutrality_pledge_signed = 54;
constexpr std::uint16_t monitoring_report_submitted = 55;
constexpr std::uint16_t duty_assignment_issued = 60;
constexpr std::uint16_t duty_assignment_revoked = 61;
constexpr std::uint16_t election_secretariat_secondment_issued = 62;
constexpr std::uint16_t spouse_leave_granted = 63;
// 100-199 intake
constexpr std::uint16_t report_received = 100;
constexpr std::uint16_t report_registered = 101;
constexpr std::uint16_t finding_recorded = 102;
constexpr std::uint16_t report_returned_for_completion = 103;
constexpr std::uint16_t report_completed = 104;
constexpr std::uint16_t report_not_registered = 105;
constexpr std::uint16_t report_withdrawn = 106;
constexpr std::uint16_t initial_information_opened = 107;
constexpr std::uint16_t case_opened = 110;
constexpr std::uint16_t subject_identified = 111;
constexpr std::uint16_t clarification_held = 112;
constexpr std::uint16_t study_concluded = 113;
constexpr std::uint16_t case_dismissed = 114;
constexpr std::uint16_t case_forwarded = 115;
constexpr std::uint16_t subject_out_of_scope_determined = 116;
constexpr std::uint16_t evidence_attached = 117;
constexpr std::uint16_t duplicate_detected = 118;
constexpr std::uint16_t case_merged = 119;
constexpr std::uint16_t case_split = 120;
constexpr std::uint16_t clarification_invited = 121;
constexpr std::uint16_t clarification_absent = 122;
constexpr std::uint16_t exemption_claimed = 123;
constexpr std::uint16_t exemption_verified = 124;
constexpr std::uint16_t exemption_rejected = 125;
constexpr std::uint16_t criminal_referral = 126;
constexpr std::uint16_t criminal_outcome_recorded = 127;
constexpr std::uint16_t candidate_side_referral = 128;
// 200-299 supervision
constexpr std::uint16_t supervisor_received = 200;
constexpr std::uint16_t recommendation_issued = 201;
constexpr std::uint16_t recommendation_served = 202;
constexpr std::uint16_t case_received_by_ppk = 203;
constexpr std::uint16_t transition_transferred = 204;
constexpr std::uint16_t supervisor_verification_completed = 205;
constexpr std::uint16_t supervisor_clarification_requested = 206;
constexpr std::uint16_t not_proven_determined = 207;
constexpr std::uint16_t recommendation_revised = 208;
constexpr std::uint16_t recommendation_withdrawn = 209;
constexpr std::uint16_t follow_up_reminder_issued = 210;
constexpr std::uint16_t reprimand_issued = 211;
constexpr std::uint16_t personnel_data_blocked = 212;
constexpr std::uint16_t personnel_data_unblocked = 213;
constexpr std::uint16_t ppk_sanction_proposed = 214;
constexpr std::uint16_t follow_up_reported = 215;
constexpr std::uint16_t follow_up_verified = 216;
constexpr std::uint16_t follow_up_rejected = 217;
constexpr std::uint16_t jurisdiction_transfer_offered = 220;
constexpr std::uint16_t jurisdiction_transfer_accepted = 221;
constexpr std::uint16_t jurisdiction_transfer_refused = 222;
constexpr std::uint16_t conflict_of_interest_declared = 223;
// 300-399 examination
constexpr std::uint16_t examiner_appointed = 300;
constexpr std::uint16_t summons_issued = 301;
constexpr std::uint16_t examination_held = 302;
constexpr std::uint16_t examination_report_submitted = 303;
constexpr std::uint16_t ethics_council_formed = 304;
constexpr std::uint16_t non_appearance_recorded = 305;
constexpr std::uint16_t examination_in_absentia_resolved = 306;
constexpr std::uint16_t ethics_hearing_held = 307;
constexpr std::uint16_t ethics_council_decided = 308;
constexpr std::uint16_t subject_relieved_temporarily = 309;
constexpr std::uint16_t temporary_relief_lifted = 310;
constexpr std::uint16_t subject_suspended = 311;
constexpr std::uint16_t subject_reactivated = 312;
constexpr std::uint16_t violation_not_proven_by_ppk = 313;
constexpr std::uint16_t derived_case_opened = 314;
// 400-499 decision
constexpr std::uint16_t sanction_proposed = 400;
constexpr std::uint16_t approval_requested = 401;
constexpr std::uint16_t approval_granted = 402;
constexpr std::uint16_t approval_refused = 403;
constexpr std::uint16_t approval_revoked = 404;
constexpr std::uint16_t technical_consideration_issued = 405;
constexpr std::uint16_t approval_returned = 406;
constexpr std::uint16_t standing_approval_issued = 407;
constexpr std::uint16_t approval_waiver_recorded = 408;
constexpr std::uint16_t sanction_decision_issued = 410;
constexpr std::uint16_t dismissal_decision_issued = 411;
constexpr std::uint16_t presidential_decision_issued = 412;
constexpr std::uint16_t moral_sanction_decision_issued = 413;
constexpr std::uint16_t decision_corrected = 414;
constexpr std::uint16_t decision_revoked_by_issuer = 415;
constexpr std::uint16_t irregular_act_observed = 416;
constexpr std::uint16_t decision_delivered = 420;
constexpr std::uint16_t decision_delivery_failed = 421;
constexpr std::uint16_t decision_dispatched = 422;
constexpr std::uint16_t decision_published = 423;
constexpr std::uint16_t sanction_execution_recorded = 424;
constexpr std::uint16_t personnel_action_reported_to_minister = 425;
constexpr std::uint16_t sanction_completed = 426;
constexpr std::uint16_t case_closed = 430;
constexpr std::uint16_t case_reopened = 431;
constexpr std::uint16_t subject_left_service = 432;
constexpr std::uint16_t deadline_extended = 433;
// 500-599 remedies
constexpr std::uint16_t objection_filed = 500;
constexpr std::uint16_t objection_inadmissible = 501;
constexpr std::uint16_t objection_decided = 502;
constexpr std::uint16_t appeal_filed = 510;
constexpr std::uint16_t appeal_inadmissible = 511;
constexpr std::uint16_t ppk_response_filed = 512;
constexpr std::uint16_t work_permission_during_appeal = 513;
constexpr std::uint16_t appeal_pre_hearing_held = 514;
constexpr std::uint16_t appeal_decided = 515;
constexpr std::uint16_t appeal_decision_implemented = 516;
constexpr std::uint16_t lawsuit_filed = 520;
constexpr std::uint16_t court_interim_order = 521;
constexpr std::uint16_t court_judgment_issued = 522;
constexpr std::uint16_t court_judgment_final = 523;
constexpr std::uint16_t rehabilitation_ordered = 530;
constexpr std::uint16_t rehabilitation_executed = 531;
// 600-699 candidacy
constexpr std::uint16_t candidacy_intent_notified = 600;
constexpr std::uint16_t candidacy_resignation_submitted = 601;
constexpr std::uint16_t candidate_determined = 602;
constexpr std::uint16_t candidate_not_determined = 603;
constexpr std::uint16_t candidacy_resignation_accepted = 604;
constexpr std::uint16_t resignation_duty_breached = 605;
constexpr std::uint16_t party_membership_established = 606;
constexpr std::uint16_t candidacy_resignation_withdrawn = 607;
constexpr std::uint16_t candidacy_embargo_lifted = 608;
// 700-799 archive
constexpr std::uint16_t legal_hold_placed = 700;
constexpr std::uint16_t legal_hold_released = 701;
constexpr std::uint16_t data_correction_recorded = 702;
constexpr std::uint16_t subject_access_provided = 703;
constexpr std::uint16_t embargo_lifted = 705;
constexpr std::uint16_t retention_disposition_executed = 706;
constexpr std::uint16_t historical_record_imported = 707;

}  // namespace jejak::type

// Fields, by type. In every type the number is the place in the row's list.
namespace jejak::field {

namespace agency_registered {
constexpr std::uint16_t code = 1;         // code, "prov:64"; the stream is agency-<code>
constexpr std::uint16_t agency_type = 2;  // code
constexpr std::uint16_t zone = 3;         // code: WIB, WITA, WIT
constexpr std::uint16_t valid_from = 4;   // date
constexpr std::uint16_t parent = 5;       // reference agency-…, optional
}  // namespace agency_registered
namespace agency_succeeded {                 // in the stream of the agency whose roles pass on
constexpr std::uint16_t successor = 1;       // reference agency-…
constexpr std::uint16_t roles = 2;           // codes: concrete roles that pass on, "KASN"
constexpr std::uint16_t effective_date = 3;  // date: the first day on which the old role may no longer sign
constexpr std::uint16_t successor_role = 4;  // code: concrete role that takes over, "BKN"
constexpr std::uint16_t transition = 5;      // code, optional
}  // namespace agency_succeeded
namespace office_holder_appointed {
constexpr std::uint16_t office = 1;          // code ROLE@agency; the stream is office-<office>
constexpr std::uint16_t holder = 2;          // id of the natural person, random
constexpr std::uint16_t holder_kind = 3;     // code: name(HolderKind)
constexpr std::uint16_t decision_no = 4;     // code
constexpr std::uint16_t valid_from = 5;      // date
constexpr std::uint16_t valid_until = 6;     // date, the last day, optional
constexpr std::uint16_t term_ends_on = 7;    // date, optional: heads of regions
constexpr std::uint16_t inaugurated_on = 8;  // date, optional: heads of regions
constexpr std::uint16_t flags = 9;           // codes, optional
}  // namespace office_holder_appointed
namespace office_holder_ended {
constexpr std::uint16_t office = 1;    // code
constexpr std::uint16_t holder = 2;    // id
constexpr std::uint16_t ended_on = 3;  // date: the last day of the mandate
constexpr std::uint16_t reason = 4;    // code
}  // namespace office_holder_ended
namespace delegation_granted {            // in the stream of the delegating office
constexpr std::uint16_t office = 1;       // code, the delegating office
constexpr std::uint16_t delegate = 2;     // code, the office that may act on its behalf
constexpr std::uint16_t types = 3;        // codes: names of event types
constexpr std::uint16_t valid_from = 4;   // date
constexpr std::uint16_t valid_until = 5;  // date, the last day, optional
constexpr std::uint16_t decision_no = 6;  // code
constexpr std::uint16_t ranks = 7;        // codes, optional: only for subjects of these rank classes
}  // namespace delegation_granted
namespace delegation_revoked {
constexpr std::uint16_t office = 1;      // code
constexpr std::uint16_t delegation = 2;  // id of the DelegationGranted event
constexpr std::uint16_t revoked_on = 3;  // date: the first day without it
constexpr std::uint16_t reason = 4;      // code
}  // namespace delegation_revoked
namespace signing_key {                   // registered and rotated; the stream is key-<hex of key>
constexpr std::uint16_t key = 1;          // hash: the 32 bytes of the public key
constexpr std::uint16_t office = 2;       // code
constexpr std::uint16_t valid_from = 3;   // date
constexpr std::uint16_t valid_until = 4;  // date, the last day, optional
constexpr std::uint16_t replaces = 5;     // reference key-…, rotated only
}  // namespace signing_key
namespace signing_key_revoked {
constexpr std::uint16_t key = 1;            // hash
constexpr std::uint16_t revoked_at = 2;     // date
constexpr std::uint16_t reason = 3;         // code
constexpr std::uint16_t invalid_since = 4;  // date, optional: what was signed from then on is contested
}  // namespace signing_key_revoked
namespace root_changed {
constexpr std::uint16_t agency = 1;     // code: the institution, as the genesis names roots
constexpr std::uint16_t key = 2;        // hash, optional: its key from now on; absent: it is no root any more
constexpr std::uint16_t threshold = 3;  // number, from now on
constexpr std::uint16_t reason = 4;     // code
}  // namespace root_changed
namespace rules_engine_activated {
constexpr std::uint16_t engine = 1;  // number: the version that judges from the next entry on
constexpr std::uint16_t reason = 2;  // code
}  // namespace rules_engine_activated
namespace election {                             // scheduled and rescheduled; the stream is election-<election>
constexpr std::uint16_t election = 1;            // code
constexpr std::uint16_t regions = 2;             // codes, "prov:64"
constexpr std::uint16_t determination_date = 3;  // date on which candidate pairs are determined
constexpr std::uint16_t voting_date = 4;         // date
constexpr std::uint16_t regulation_no = 5;       // code
constexpr std::uint16_t campaign_from = 6;       // date, optional
constexpr std::uint16_t campaign_until = 7;      // date, optional
constexpr std::uint16_t kind = 8;                // code, optional: PILKADA (else assumed), PEMILU
}  // namespace election
namespace candidate_pair_determined {
constexpr std::uint16_t region = 1;         // code
constexpr std::uint16_t pair = 2;           // code
constexpr std::uint16_t determined_on = 3;  // date
constexpr std::uint16_t incumbents = 4;     // codes, optional: offices of candidates who hold one
}  // namespace candidate_pair_determined
namespace work_calendar {               // published (calendar-<year>) and exceptions (calendar-<year>:<scope>)
constexpr std::uint16_t year = 1;       // number
constexpr std::uint16_t days = 2;       // codes, YYYY-MM-DD: days that are not working days
constexpr std::uint16_t source_no = 3;  // code: the joint decree, or the head's order
constexpr std::uint16_t scope = 4;      // code, exceptions only: the agency that is closed
}  // namespace work_calendar
namespace rule_set_published {
constexpr std::uint16_t rule_set = 1;     // code; the stream is ruleset-<rule_set>
constexpr std::uint16_t table = 2;        // table: the compiled rule set (ledger/record/ruleset.hpp)
constexpr std::uint16_t source_hash = 3;  // hash of the source text
}  // namespace rule_set_published
namespace rule_set_superseded {
constexpr std::uint16_t rule_set = 1;        // code
constexpr std::uint16_t in_force_until = 2;  // date, the last day
constexpr std::uint16_t successor = 3;       // reference ruleset-…, optional
}  // namespace rule_set_superseded

namespace report_received {
constexpr std::uint16_t channel = 1;          // code
constexpr std::uint16_t received_at = 2;      // date
constexpr std::uint16_t region = 3;           // code
constexpr std::uint16_t known_at = 4;         // date, optional
constexpr std::uint16_t election = 5;         // reference election-…, optional
constexpr std::uint16_t persons = 6;          // number, optional: persons named
constexpr std::uint16_t act_date = 7;         // date, optional
constexpr std::uint16_t violation_codes = 8;  // codes, optional
}  // namespace report_received
namespace report_registered {
constexpr std::uint16_t register_no = 1;  // code
}
namespace case_opened {
constexpr std::uint16_t origin = 1;           // code: REPORT, FINDING, SUPERVISOR, INTERNAL
constexpr std::uint16_t violation_codes = 2;  // codes
constexpr std::uint16_t act_date = 3;         // date
constexpr std::uint16_t act_place = 4;        // code of a region
constexpr std::uint16_t report = 5;           // reference report-…; needed when origin is REPORT
constexpr std::uint16_t election = 6;         // reference election-…, optional
constexpr std::uint16_t phase = 7;            // code B or C, optional; computed when the election is named
}  // namespace case_opened
namespace subject_identified {
constexpr std::uint16_t subject = 1;       // id, random, given by the registry
constexpr std::uint16_t subject_type = 2;  // code: PNS, CPNS, PPPK, NON_ASN
constexpr std::uint16_t rank_class = 3;    // code: JPT_UTAMA, JPT_MADYA, JPT_PRATAMA, ADMINISTRATOR, PENGAWAS, …
constexpr std::uint16_t post = 4;          // code
constexpr std::uint16_t home_agency = 5;   // code of the agency whose head may sanction
constexpr std::uint16_t post_class = 6;    // code, optional: KADIS_DUKCAPIL, SEKDA, …
constexpr std::uint16_t heads_unit = 7;    // code, optional: PUSKESMAS, SEKOLAH
constexpr std::uint16_t host_agency = 8;   // code, optional
constexpr std::uint16_t stat_class = 9;    // code, optional
}  // namespace subject_identified
namespace clarification_held {
constexpr std::uint16_t person_role = 1;   // code: REPORTER, WITNESS, REPORTED
constexpr std::uint16_t held_on = 2;       // date
constexpr std::uint16_t minutes_hash = 3;  // hash
}  // namespace clarification_held
namespace study_concluded {
constexpr std::uint16_t conclusion = 1;       // code: NEUTRALITY, NOT_VIOLATION, CRIMINAL, ADMIN
constexpr std::uint16_t plenary_no = 2;       // code
constexpr std::uint16_t violation_codes = 3;  // codes, optional
constexpr std::uint16_t waiver_reason = 4;    // code; needed when no clarification was held
}  // namespace study_concluded
namespace case_dismissed {
constexpr std::uint16_t ground = 1;  // code: NOT_PROVEN, N01 … N10
}
namespace case_forwarded {
constexpr std::uint16_t addressee = 1;  // code: the supervisor's office, "KASN@kl:KASN"
constexpr std::uint16_t letter_no = 2;  // code
constexpr std::uint16_t files = 3;      // number, optional
}  // namespace case_forwarded

namespace supervisor_received {
constexpr std::uint16_t received_at = 1;  // date
constexpr std::uint16_t register_no = 2;  // code, optional
}  // namespace supervisor_received
namespace recommendation_issued {
constexpr std::uint16_t recommendation_no = 1;  // code
constexpr std::uint16_t track = 2;              // code: ETHICS, DISCIPLINE, STATUS
constexpr std::uint16_t violation_codes = 3;    // codes
constexpr std::uint16_t sanctions = 4;          // codes
constexpr std::uint16_t addressee = 5;          // code, the office that must decide
constexpr std::uint16_t copies_to = 6;          // codes, optional
}  // namespace recommendation_issued
namespace recommendation_served {
constexpr std::uint16_t received_at = 1;  // date
}
namespace case_received_by_ppk {
constexpr std::uint16_t received_at = 1;  // date
constexpr std::uint16_t agenda_no = 2;    // code, optional
}  // namespace case_received_by_ppk

namespace examiner_appointed {
constexpr std::uint16_t examiner = 1;     // code, an office
constexpr std::uint16_t kind = 2;         // code: ATASAN_LANGSUNG, TIM_PEMERIKSA
constexpr std::uint16_t decision_no = 3;  // code
constexpr std::uint16_t elements = 4;     // codes, optional: what the members stand for
constexpr std::uint16_t threat = 5;       // code, optional: LIGHT, MODERATE, SEVERE
constexpr std::uint16_t members = 6;      // codes, optional: offices
constexpr std::uint16_t ranks = 7;        // codes, optional: rank classes of the members
}  // namespace examiner_appointed
namespace summons_issued {
constexpr std::uint16_t summons_no = 1;   // code: 1, 2
constexpr std::uint16_t served_at = 2;    // date
constexpr std::uint16_t examined_on = 3;  // date for which he is summoned
constexpr std::uint16_t mode = 4;         // code, optional: FACE_TO_FACE, VIRTUAL
}  // namespace summons_issued
namespace examination_held {
constexpr std::uint16_t held_on = 1;            // date
constexpr std::uint16_t minutes_hash = 2;       // hash
constexpr std::uint16_t subject_signature = 3;  // code: SIGNED, REFUSED
constexpr std::uint16_t mode = 4;               // code, optional
}  // namespace examination_held
namespace examination_report_submitted {
constexpr std::uint16_t report_no = 1;             // code
constexpr std::uint16_t proven_codes = 2;          // codes, optional: absent if nothing was proven
constexpr std::uint16_t recommended_sanction = 3;  // code, optional
constexpr std::uint16_t report_hash = 4;           // hash
constexpr std::uint16_t aggravating = 5;           // codes, optional
constexpr std::uint16_t mitigating = 6;            // codes, optional
}  // namespace examination_report_submitted

namespace sanction_proposed {
constexpr std::uint16_t sanction = 1;          // code
constexpr std::uint16_t proposal_no = 2;       // code
constexpr std::uint16_t deviation_reason = 3;  // code, optional
}  // namespace sanction_proposed
namespace approval_requested {
constexpr std::uint16_t kase = 1;        // reference case-…
constexpr std::uint16_t subject = 2;     // id
constexpr std::uint16_t post = 3;        // code
constexpr std::uint16_t actions = 4;     // codes: sanction codes
constexpr std::uint16_t request_no = 5;  // code
}  // namespace approval_requested
namespace approval_granted {
constexpr std::uint16_t approval_no = 1;    // code
constexpr std::uint16_t approval_kind = 2;  // code: SPECIFIC, WAIVER
constexpr std::uint16_t subject = 3;        // id
constexpr std::uint16_t post = 4;           // code
constexpr std::uint16_t actions = 5;        // codes: sanction codes
constexpr std::uint16_t valid_from = 6;     // date
constexpr std::uint16_t valid_until = 7;    // date, the last day, optional: else a policy says how long
}  // namespace approval_granted
namespace approval_refused {
constexpr std::uint16_t letter_no = 1;  // code
constexpr std::uint16_t reasons = 2;    // codes
}  // namespace approval_refused
namespace approval_revoked {
constexpr std::uint16_t letter_no = 1;   // code
constexpr std::uint16_t reasons = 2;     // codes
constexpr std::uint16_t revoked_on = 3;  // date: the first day without it
}  // namespace approval_revoked
namespace decision {                           // sanction, dismissal, presidential
constexpr std::uint16_t decision_no = 1;       // code
constexpr std::uint16_t sanction = 2;          // code
constexpr std::uint16_t approval = 3;          // reference approval-…, optional
constexpr std::uint16_t effective_on = 4;      // date, optional (TMT)
constexpr std::uint16_t deviation_reason = 5;  // code, optional
}  // namespace decision
namespace decision_delivered {
constexpr std::uint16_t received_at = 1;  // date
constexpr std::uint16_t mode = 2;         // code, optional: IN_PERSON, POST
}  // namespace decision_delivered
namespace case_closed {
constexpr std::uint16_t ground = 1;  // code: COMPLETED, LEFT_SERVICE, DIED, LAPSED
}

}  // namespace jejak::field
