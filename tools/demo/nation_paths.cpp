// From the recommendation to the end: the deciding official takes his time, is reminded, examines, decides; the
// sanction is delivered, objected to, executed, served.

#include "tools/demo/nation_parts.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr const char* data_blocker = "BKN@kl:BKN";
// Working days from the appointment of examiners to the delivery, if nobody wastes one.
constexpr std::int32_t examination_days_min = 14;
constexpr std::int32_t follow_up_term = 14;

std::int32_t working_days_between(const OpenDays& open_days, Date from, Date until) {
  std::int32_t days = 0;
  for (Date day = from + 1; day <= until; day = day + 1) days += open_days.is_open(day) ? 1 : 0;
  return days;
}

bool is_dismissal(const std::string& sanction) {
  return sanction == "B3" || sanction == "X1" || sanction == "X3" || sanction == "P53-11";
}

bool leaves_post(const std::string& sanction) {
  return is_dismissal(sanction) || sanction == "P53-8" || sanction == "P53-9" || sanction == "B1" || sanction == "B2";
}

std::int32_t months_of(const std::string& sanction) {
  if (sanction == "P53-7") return 36;
  const bool serves = sanction.front() == 'T' || sanction == "B1" || sanction == "B2";
  return serves ? 12 : 0;
}

// The office that approves of the removal from a post like this; empty if none has to.
std::string approver_of(const CaseFacts& facts) {
  if (!leaves_post(facts.sanction) || facts.home.starts_with("kl:")) return {};
  if (facts.rank_class == "JPT_PRATAMA") return "MENDAGRI@kl:KEMENDAGRI";
  const bool asks = facts.rank_class == "ADMINISTRATOR" || facts.rank_class == "PENGAWAS" ||
                    (facts.rank_class == "FUNGSIONAL" && !facts.heads_unit.empty());
  return asks ? "DIRJEN_OTDA@kl:KEMENDAGRI" : std::string();
}

// While a recommendation lies: a reminder, a reprimand of the head, the blocking of the official's data.
struct Pressure {
  std::optional<Date> reminder;
  std::optional<Date> reprimand;
  std::optional<Date> block;
};

Pressure draw_pressure(const NationTools& tools, Date served, std::optional<Date> until, Chance& chance) {
  Pressure pressure;
  const Date lapsed = tools.open_days.after(served, follow_up_term + 1);
  const Date last = until.value_or(tools.preset.last_day);
  const auto fits = [&](Date day) { return tools.open_days.after(day, 2) < last; };
  if (!fits(lapsed)) return pressure;
  const Date reminder = tools.open_days.after(lapsed, chance.between(1, 12));
  if (!fits(reminder) || !chance.per_mille(until ? 330 : 900)) return pressure;
  pressure.reminder = reminder;
  const Date reprimand = tools.open_days.after(reminder, chance.between(5, 15));
  if (fits(reprimand) && chance.per_mille(360)) pressure.reprimand = reprimand;
  // The reminder must be some days old.
  const Date block = tools.open_days.after(pressure.reprimand.value_or(reminder), chance.between(6, 14));
  if (fits(block) && chance.per_mille(300)) pressure.block = block;
  return pressure;
}

// Tells what presses until a day, and whether the data were blocked by it.
class Presser {
 public:
  Presser(CaseScript& script, Pressure pressure) : script_(script), pressure_(pressure) {}

  void until(Date day) {
    if (take(pressure_.reminder, day)) remind();
    if (take(pressure_.reprimand, day)) reprimand();
    if (take(pressure_.block, day)) block();
  }
  bool blocked() const { return blocked_; }

 private:
  bool take(std::optional<Date>& when, Date day) {
    if (!when || day <= *when) return false;
    script_.on(*when);
    when.reset();
    return true;
  }
  void remind() {
    script_.say_as_supervisor("FollowUpReminderIssued", {{"letter_no", code_of("B-" + script_.number("JP.01"))},
                                                         {"addressee", code_of(script_.decider())}});
  }
  void reprimand() {
    const bool region = !script_.facts().home.starts_with("kl:");
    const Date received = script_.open_days().open_on_or_after(script_.today());
    Draft& draft = script_.say(
        "ReprimandIssued", region ? "MENDAGRI@kl:KEMENDAGRI" : "MENPANRB@kl:KEMENPANRB",
        {{"letter_no", code_of("700/" + script_.number("IJ"))}, {"addressee", code_of(script_.decider())}}, "IJ");
    draft.fields.push_back({"received_at", std::max(received, draft.legal_date)});
  }
  void block() {
    script_.say("PersonnelDataBlocked", data_blocker,
                {{"scope", codes_of({"PROMOTION", "TRANSFER"})},
                 {"register_no", code_of(script_.number("SIASN"))},
                 {"basis", code_of("PERPRES116/2022:20(4)")}},
                "B-AK.02");
    blocked_ = true;
  }

  CaseScript& script_;
  Pressure pressure_;
  bool blocked_ = false;
};

void tell_appointment(const NationTools& tools, CaseScript& script, Chance& chance) {
  tell_attempt(tools, script, Attempt::appointment, chance);
  if (script.facts().track != "ETHICS") {
    script.examiner_appointed();
    return;
  }
  script.say("EthicsCouncilFormed", script.decider(),
             {{"council", code_of(script.home_office("MKE"))}, {"decision_no", code_of(script.number("SK-MKE"))}},
             "SK-MKE");
}

std::string hearer_of(const CaseScript& script) {
  return script.facts().track == "ETHICS" ? script.home_office("MKE") : script.examiner();
}

// Returns the day for which the person is summoned.
Date tell_summons(CaseScript& script, const char* number, Chance& chance) {
  const Date today = script.open_days().after(script.today(), 1);
  script.on(today);
  const std::string hearer = hearer_of(script);
  const Date day = script.open_days().after(today, chance.between(8, 10));
  Draft& draft = script.say("SummonsIssued", hearer,
                            {{"summons_no", code_of(number)},
                             {"served_at", today},
                             {"examined_on", day},
                             {"mode", code_of(chance.per_mille(350) ? "VIRTUAL" : "FACE_TO_FACE")}},
                            "PGL");
  JEJAK_ASSERT(draft.legal_date == today);
  return day;
}

void tell_absence(CaseScript& script, const char* number, Date day) {
  script.on(day);
  script.say("NonAppearanceRecorded", hearer_of(script),
             {{"summons_no", code_of(number)}, {"missed_on", day}, {"excuse", code_of("NONE")}});
}

void tell_hearing(CaseScript& script, Date day, Chance& chance) {
  script.on(day);
  if (script.facts().track == "ETHICS") {
    script.say("EthicsHearingHeld", hearer_of(script), {{"held_on", day}, {"minutes_hash", chance.hash()}});
    return;
  }
  script.examination();
}

void tell_report(CaseScript& script, std::int32_t days) {
  script.after(days);
  if (script.facts().track != "ETHICS") {
    script.report_submitted();
    return;
  }
  script.say("EthicsCouncilDecided", hearer_of(script),
             {{"finding", code_of("PROVEN")},
              {"decision_no", code_of(script.number("PUT-MKE"))},
              {"recommended_sanction", code_of(script.facts().sanction)}},
             "PUT-MKE");
}

// One summons or two; who stays away twice is sanctioned on the evidence.
void tell_summonses(const NationTools& tools, CaseScript& script, bool time_left, Chance& chance) {
  tell_attempt(tools, script, Attempt::summons, chance);
  Date day = tell_summons(script, "1", chance);
  if (time_left && chance.per_mille(150)) {
    tell_absence(script, "1", day);
    day = tell_summons(script, "2", chance);
    if (chance.per_mille(250)) {
      tell_absence(script, "2", day);
      script.say("ExaminationInAbsentiaResolved", hearer_of(script),
                 {{"minutes_hash", chance.hash()}, {"evidence", std::int64_t{chance.between(2, 8)}}});
      return;
    }
  }
  tell_hearing(script, day, chance);
}

std::string tell_approval(CaseScript& script, const std::string& office, Chance& chance) {
  const std::string approval = approval_of(script);
  script.approval_requested(approval);
  if (chance.per_mille(150)) {
    script.say_in(approval, "ApprovalReturned", office,
                  {{"letter_no", code_of(script.number("SJ"))}, {"missing", codes_of({"EXAMINATION_REPORT"})}}, "SJ");
    script.approval_requested(approval);
  }
  script.approval_granted(approval, office, add_months(script.today(), 6));
  return approval;
}

void tell_delivery(CaseScript& script, std::int32_t days, Chance& chance) {
  if (!chance.per_mille(60)) {
    script.after(days);
    script.delivered();
    return;
  }
  script.after(days);
  const Date appointment = script.open_days().after(script.today(), days);
  script.say("DecisionDeliveryFailed", script.home_office("BKD"), {{"appointment_on", appointment}});
  script.after(1);
  const Date sent = script.open_days().after(script.today(), 1);
  script.on(script.open_days().after(sent, 3));
  Draft& draft =
      script.say("DecisionDispatched", script.home_office("BKD"),
                 {{"sent_on", sent}, {"tracking_no", code_of("P" + std::to_string(chance.between(10'000, 99'999)))}});
  draft.fields.push_back({"arrived_on", draft.legal_date});
}

}  // namespace

std::string approval_of(const CaseScript& script) {
  return "approval-" + script.facts().stream.substr(std::string_view("case-").size());
}

void tell_examination(const NationTools& tools, CaseScript& script, std::int32_t working_days, Chance& chance) {
  std::int32_t slack = std::max(0, working_days - examination_days_min);
  const auto some = [&](std::int32_t most) {
    const std::int32_t days = chance.between(0, std::min(most, slack));
    slack -= days;
    return 1 + days;
  };
  script.after(some(4));
  tell_appointment(tools, script, chance);
  const bool absent_possible = slack > 14;
  if (absent_possible) slack -= 14;
  tell_summonses(tools, script, absent_possible, chance);
  tell_report(script, some(5));
  const std::string approver = approver_of(script.facts());
  script.after(some(4));
  script.proposed();
  std::string approval;
  if (!approver.empty()) approval = tell_approval(script, approver, chance);
  tell_attempt(tools, script, Attempt::decision, chance);
  script.after(some(6));
  if (is_dismissal(script.facts().sanction)) {
    script.dismissal(approval);
  } else {
    script.decision(approval);
  }
  tell_delivery(script, some(5), chance);
}

void tell_follow_up(const NationTools& tools, CaseScript& script, std::optional<Date> followed_up_on, Chance& chance) {
  const OpenDays& open_days = tools.open_days;
  const std::int32_t all =
      followed_up_on ? working_days_between(open_days, script.today(), *followed_up_on) : follow_up_term * 4;
  if (!followed_up_on && chance.per_mille(120)) return;  // nobody even confirmed it
  std::int32_t slack = std::max(0, all - examination_days_min - 3);
  script.after(1 + chance.between(0, std::min(3, slack)));
  script.recommendation_served();
  if (chance.per_mille(50)) script.was_late(chance.between(4, 6), "POSTED_LATE");
  const Date served = script.today();
  Presser presser(script, draw_pressure(tools, served, followed_up_on, chance));
  if (!followed_up_on) {
    presser.until(tools.preset.last_day);
    return;
  }
  // Most of what is left passes before anybody is appointed.
  slack = std::max(0, working_days_between(open_days, served, *followed_up_on) - examination_days_min - 3);
  const std::int32_t waiting = slack * chance.between(30, 70) / 100;
  Date begins = open_days.after(served, 1 + waiting);
  presser.until(begins);
  script.on(std::max(begins, script.open_days().after(script.today(), 1)));
  script.received_by_decider();
  const std::int32_t left = working_days_between(open_days, script.today(), *followed_up_on) - 1;
  const std::int32_t spent =
      std::min(left, examination_days_min + std::min(30, std::max(0, left - examination_days_min)));
  begins = open_days.after(script.today(), std::max(1, left - spent));
  presser.until(begins);
  tell_examination(tools, script, working_days_between(open_days, script.today(), *followed_up_on) - 1, chance);
  script.on(std::max(*followed_up_on, script.open_days().open_on_or_after(script.today())));
  const std::string decided = script.number("800");
  script.say("FollowUpReported", script.home_office("BKD"),
             {{"letter_no", code_of(decided)}, {"decisions", codes_of({decided})}});
  if (presser.blocked()) {
    std::optional<Id> decision;
    for (Draft& draft : script.drafts()) {
      const bool decides = draft.type.ends_with("DecisionIssued") && draft.intended == RefusalCode::none;
      if (!decides) continue;
      if (!draft.id) draft.id = make_uuid_v7(draft.at, chance.bytes<10>());
      decision = draft.id;
    }
    JEJAK_ASSERT(decision.has_value());
    script.say("PersonnelDataUnblocked", data_blocker, {{"cause", code_of("DECISION")}, {"cause_event", *decision}});
  }
  if (chance.per_mille(760)) {
    script.after(chance.between(3, 20));
    if (chance.per_mille(40)) {
      script.say_as_supervisor("FollowUpRejected", {{"reason", code_of("DEVIATES")}});
      script.say("FollowUpReported", script.home_office("BKD"),
                 {{"letter_no", code_of(script.number("800"))}, {"decisions", codes_of({decided})}});
    }
    script.say_as_supervisor("FollowUpVerified", {{"matches", code_of("AS_RECOMMENDED")}});
  }
  tell_execution(tools, script, chance);
}

void tell_execution(const NationTools& tools, CaseScript& script, Chance& chance) {
  const std::string& sanction = script.facts().sanction;
  const Date delivered = script.today();
  const std::string registry = script.home_office("BKD");
  const std::int32_t months = months_of(sanction);
  // Fifteen days after the delivery it takes effect, later if it came by post or an office was closed.
  script.on(script.open_days().after(delivered, chance.between(18, 32)));
  if (chance.per_mille(930)) {
    const char* manner = is_dismissal(sanction) ? "DISCHARGED" : months > 0 ? "SERVING" : "EXECUTED";
    Draft& draft = script.say("SanctionExecutionRecorded", registry,
                              {{"manner", code_of(manner)}, {"payroll_ref", code_of(script.number("SIASN"))}});
    draft.fields.push_back({"executed_on", draft.legal_date});
    if (chance.per_mille(400)) script.was_late(chance.between(4, 8), "SYSTEM_OUTAGE");
  }
  if (sanction == "M2" && chance.per_mille(700)) {
    script.say("DecisionPublished", script.decider(),
               {{"channel", code_of("OPEN_STATEMENT")}, {"text_hash", chance.hash()}});
  }
  const Date served = add_months(tools.open_days.after(delivered, 20), months) + 3;
  if (tools.preset.last_day < served + 40) return;
  script.on(std::max(served, script.open_days().after(script.today(), 5)));
  script.closed("COMPLETED");
  if (chance.per_mille(120)) script.was_late(chance.between(4, 8), "CASE_BACKLOG");
  tell_attempt(tools, script, Attempt::after_end, chance);
}

}  // namespace jejak
