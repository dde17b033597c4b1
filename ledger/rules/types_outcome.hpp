#pragma once
// Numbers of the fields that rules read in what follows an examination: approvals in other forms, execution, remedies,
// candidacy, archive. As in types.hpp, which includes this, a number is never given to something else.

#include <cstdint>

namespace jejak::field {

namespace technical_consideration {
constexpr std::uint16_t consideration_no = 1;  // code
constexpr std::uint16_t opinion = 2;           // code: FOR, AGAINST
}  // namespace technical_consideration
namespace standing_approval {              // actions, valid_from, valid_until: as approval_granted
constexpr std::uint16_t approval_no = 1;   // code
constexpr std::uint16_t tracks = 2;        // codes: ETHICS, DISCIPLINE, STATUS
constexpr std::uint16_t office_kinds = 3;  // codes: name(HolderKind)
constexpr std::uint16_t agencies = 4;      // codes, optional: only for heads of these
}  // namespace standing_approval
namespace approval_waiver {             // subject, post, actions, valid_from, valid_until: as approval_granted
constexpr std::uint16_t waiver_no = 1;  // code
constexpr std::uint16_t reason = 2;     // code
}  // namespace approval_waiver
namespace decision_delivery_failed {
constexpr std::uint16_t appointment_on = 1;  // date on which it was to be handed over
}
namespace decision_dispatched {
constexpr std::uint16_t arrived_on = 1;  // date: counts as receipt
constexpr std::uint16_t sent_on = 2;     // date
}  // namespace decision_dispatched
namespace sanction_execution {
constexpr std::uint16_t executed_on = 1;  // date
constexpr std::uint16_t manner = 2;       // code: SERVING, EXECUTED, DISCHARGED
}  // namespace sanction_execution
namespace case_reopened {
constexpr std::uint16_t resumes_at = 1;  // code: OPENED, UNDER_SUPERVISION, PPK_RECEIVED, COMPLETED
}
namespace subject_left_service {
constexpr std::uint16_t kind = 1;         // code: RETIRED, DIED, MOVED, RESIGNED, CANDIDATE
constexpr std::uint16_t left_on = 2;      // date
constexpr std::uint16_t consequence = 3;  // code: CLOSES, CONTINUES
}  // namespace subject_left_service
namespace deadline_extended {
constexpr std::uint16_t deadline = 1;  // code: DL-03
constexpr std::uint16_t added = 2;     // number, in the term's unit
}  // namespace deadline_extended

namespace objection_filed {
constexpr std::uint16_t filed_at = 1;  // date
}
namespace inadmissible {                // objection, appeal
constexpr std::uint16_t ground = 1;     // code: LATE, WRONG_OBJECT, INCOMPLETE
constexpr std::uint16_t letter_no = 2;  // code
}  // namespace inadmissible
namespace objection_decided {             // 1 to 3 as decision
constexpr std::uint16_t sanction = 2;     // code, optional: where the outcome changes it
constexpr std::uint16_t outcome = 4;      // code: UPHELD, LIGHTENED, AGGRAVATED, AMENDED, ANNULLED
constexpr std::uint16_t received_on = 5;  // date, optional: when the subject had it
}  // namespace objection_decided
namespace appeal_filed {
constexpr std::uint16_t filed_at = 1;          // date
constexpr std::uint16_t copy_received_on = 2;  // date, optional: when the decider had the copy
}  // namespace appeal_filed
namespace ppk_response_filed {
constexpr std::uint16_t filed_at = 1;  // date
}
namespace appeal_decided {
constexpr std::uint16_t decision_no = 1;  // code
constexpr std::uint16_t sanction = 2;     // code, optional: where the outcome changes it
constexpr std::uint16_t outcome = 3;      // code: MEMPERKUAT … DITUNDA
constexpr std::uint16_t received_on = 4;  // date, optional: when the subject had it
}  // namespace appeal_decided
namespace appeal_decision_implemented {
constexpr std::uint16_t sanction = 2;  // code, optional
constexpr std::uint16_t outcome = 3;   // code, that of the appeal
}  // namespace appeal_decision_implemented
namespace lawsuit_filed {
constexpr std::uint16_t filed_at = 1;  // date
}
namespace court_interim_order {
constexpr std::uint16_t stay = 1;  // code: GRANTED, DENIED, LIFTED
}
namespace court_judgment {           // issued and final
constexpr std::uint16_t dictum = 1;  // code: DISMISSED, ANNULLED
}  // namespace court_judgment

namespace candidacy {                       // who it is about: notified, submitted, determined
constexpr std::uint16_t subject = 1;        // id
constexpr std::uint16_t home_agency = 2;    // code
constexpr std::uint16_t rank_class = 3;     // code
constexpr std::uint16_t election = 4;       // reference election-…
constexpr std::uint16_t region = 5;         // code
constexpr std::uint16_t office_sought = 6;  // code: six offices
}  // namespace candidacy
namespace candidacy_intent {
constexpr std::uint16_t acting_head_of = 7;   // code of a region, optional: whom the 40 days bind
constexpr std::uint16_t registration_on = 8;  // date, optional
}  // namespace candidacy_intent
namespace candidate_determined {
constexpr std::uint16_t determined_on = 7;  // date
}
namespace candidacy_discharge {
constexpr std::uint16_t decision_no = 1;           // code
constexpr std::uint16_t effective_on = 2;          // date
constexpr std::uint16_t proposal_received_on = 3;  // date, optional
constexpr std::uint16_t kase = 4;                  // reference case-…, optional: the open one, which it ends
}  // namespace candidacy_discharge
namespace resignation_duty_breached {
constexpr std::uint16_t kase = 2;  // reference case-…, optional
}
namespace party_membership_established {
constexpr std::uint16_t established_on = 1;  // date
}

namespace retention_disposition {
constexpr std::uint16_t kind = 1;            // code: TRANSFERRED, HANDED_OVER, DESTROYED
constexpr std::uint16_t schedule_no = 2;     // code
constexpr std::uint16_t retained_until = 3;  // date, the last day on which it is kept
}  // namespace retention_disposition
namespace historical_record {
constexpr std::uint16_t home_agency = 1;  // code
}

// What the row "subject-<id>" of the rule state keeps; no event has these fields.
namespace subject_mark {
constexpr std::uint16_t kase = 1;  // reference case-…
}

}  // namespace jejak::field
