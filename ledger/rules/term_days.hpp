#pragma once
// Day 0 of terms that begin only sometimes, or on a day that no field of the event holds. Nothing: the term does not
// begin. Used by rows alone.

#include "ledger/rules/judging.hpp"

namespace jejak::terms {

// ReportReceived, FindingRecorded: when the act became known, in a local election and in a general one.
std::optional<Date> known_local(const Judging& judging);
std::optional<Date> known_general(const Judging& judging);
// CaseOpened: when the report it rests on was registered.
std::optional<Date> registered_local(const Judging& judging);
std::optional<Date> registered_general(const Judging& judging);
// SanctionProposed: its legal date, if what is proposed is a dismissal.
std::optional<Date> dismissal_proposed(const Judging& judging);
// DecisionDelivered, DecisionDispatched: the day of receipt, if the remedy against the sanction is an objection, or an
// appeal.
std::optional<Date> objection_opens(const Judging& judging);
std::optional<Date> appeal_opens(const Judging& judging);
// SanctionExecutionRecorded: the day of execution, if an official was protected or the decision used an approval.
std::optional<Date> executed_under_approval(const Judging& judging);
// ObjectionDecided, AppealDecided: when the subject had the answer, else the legal date; nothing while it is deferred.
std::optional<Date> objection_answered(const Judging& judging);
std::optional<Date> appeal_answered(const Judging& judging);
// ObjectionDecided, AppealDecisionImplemented: the legal date, if a new sanction has to be delivered.
std::optional<Date> new_version(const Judging& judging);
// AppealDecided: its legal date; nothing while it is deferred.
std::optional<Date> appeal_decided(const Judging& judging);
// SubjectLeftService: the legal date, if it ends the case.
std::optional<Date> case_ends(const Judging& judging);
// CandidacyIntentNotified: the day of registration, if an acting head of a region gives notice.
std::optional<Date> acting_head_registers(const Judging& judging);

// RecommendationRevised, JurisdictionTransferAccepted: the legal date, if the follow-up was due already.
std::optional<Date> follow_up_again(const Judging& judging);
// SupervisorVerificationCompleted: its legal date, if the file goes back to be validated.
std::optional<Date> sent_to_validate(const Judging& judging);
// NonAppearanceRecorded: the missed day, if it was the first summons.
std::optional<Date> first_missed(const Judging& judging);

}  // namespace jejak::terms
