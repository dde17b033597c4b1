// What was done so that there were fewer cases: circulars, briefings, pledges, monitoring; and reports that never
// became one.

#include "tools/demo/nation_stories.hpp"

namespace jejak {
namespace {

constexpr std::size_t agencies_per_circular = 40;

std::string number_part(const Region& region) {
  return std::string(region.code).substr(std::string_view(region.code).find(':') + 1);
}

// A circular of the ministry to some of the agencies; most acknowledge it.
void circular(Stories& stories, const std::vector<const Region*>& regions, std::size_t first) {
  CaseScript& script = stories.blank("se-" + std::to_string(first), regions[first]->code);
  const std::string stream =
      "prevention-se-" + std::to_string(stories.year()) + "-" + std::to_string(first / agencies_per_circular + 1);
  std::vector<std::string> addressees;
  for (std::size_t i = first; i < regions.size() && i < first + agencies_per_circular; ++i) {
    addressees.push_back(regions[i]->code);
  }
  script.rewind(stories.day(2, 17));
  script.say_in(stream, "NeutralityCircularIssued", "MENPANRB@kl:KEMENPANRB",
                {{"circular_no", code_of(script.number("M.SM.00.00"))},
                 {"addressees", codes_of(addressees)},
                 {"acknowledge_by", script.today() + 60}},
                "M.SM.00.00");
  for (const std::string& agency : addressees) {
    if (!script.chance().per_mille(620)) continue;
    script.after(script.chance().between(0, 1));
    script.say_in(stream, "NeutralityCircularAcknowledged", "PYB@" + agency,
                  {{"letter_no", code_of(script.number("800"))}, {"measures", codes_of({"BRIEFING", "PLEDGE"})}});
  }
}

void briefing_and_pledge(Stories& stories, const Region& region) {
  CaseScript& script = stories.blank("sosialisasi-" + number_part(region), region.code);
  const std::string ending = number_part(region) + "-" + std::to_string(stories.year());
  script.rewind(stories.day(7, 1) + script.chance().between(0, 60));
  script.after(0);
  Draft& held =
      script.say_in("prevention-sosialisasi-" + ending, "NeutralityBriefingHeld", script.facts().region->bawaslu(),
                    {{"kind", code_of(script.chance().per_mille(700) ? "SOSIALISASI" : "RAKOR")},
                     {"place", code_of(region.code)},
                     {"minutes", std::int64_t{script.chance().between(60, 180)}},
                     {"speakers", codes_of({script.facts().region->bawaslu(), region.office("PYB")})},
                     {"attendee_classes", codes_of({"ADMINISTRATOR", "CAMAT", "JPT_PRATAMA"})},
                     {"attendees", std::int64_t{script.chance().between(30, 400)}}});
  held.fields.push_back({"held_on", held.legal_date});
  if (!script.chance().per_mille(600)) return;
  Draft& pledge =
      script.say_in("prevention-ikrar-" + ending, "NeutralityPledgeSigned", region.office("PYB"),
                    {{"signatories", std::int64_t{script.chance().between(40, 900)}}, {"unit", code_of("SETDA")}});
  pledge.fields.push_back({"signed_on", pledge.legal_date});
}

// A team of the registry and the office for political affairs; it reports, and once to an addressee that no longer is.
void monitoring(Stories& stories) {
  CaseScript& script = stories.blank("tim", "prov:64");
  const std::string team = "prevention-tim-" + std::to_string(stories.year());
  const std::string registry = script.home_office("BKD");
  const std::string politics = script.home_office("KESBANGPOL");
  const Date from = stories.day(8, 10);
  script.rewind(from);
  script.say_in(team, "MonitoringTeamFormed", registry,
                {{"decision_no", code_of(script.number("188.44"))},
                 {"members", codes_of({registry, politics})},
                 {"valid_from", from},
                 {"valid_until", from + 130}},
                "188.44");
  const auto report = [&](const std::string& addressee) {
    script
        .say_in(team, "MonitoringReportSubmitted", registry,
                {{"addressee", code_of(addressee)},
                 {"letter_no", code_of(script.number("800"))},
                 {"period_from", from + 5},
                 {"period_until", from + 30},
                 {"indications", std::int64_t{3}},
                 {"findings", std::int64_t{1}}})
        .signers = {registry, politics};
  };
  script.on(from + 45);
  if (!stories.old_law()) {
    report("KASN@kl:KASN");
    script.was_refused(RefusalCode::e_role_superseded);
  }
  report(CaseScript::supervisor_on(script.open_days().after(script.today(), 3)));
}

void not_registered(Stories& stories, const Region& region, std::size_t number) {
  CaseScript& script = stories.blank("ditolak-" + std::to_string(number), region.code);
  const std::string office = script.facts().region->bawaslu();
  const std::string& report = script.facts().report;
  script.rewind(stories.day(3, 2) + script.chance().between(0, 250));
  const Date received = script.open_days().after(script.today(), 0);
  script.on(received);
  const bool late = number % 2 == 0;
  script.say_in(report, "ReportReceived", office,
                {{"channel", code_of("PUBLIC")},
                 {"received_at", received},
                 {"region", code_of(region.code)},
                 {"known_at", received - (late ? 12 : 3)},
                 {"act_date", received - 14},
                 {"violation_codes", codes_of({"V04"})}});
  if (number % 5 == 0) {
    script.say_in(report, "ReportWithdrawn", office,
                  {{"withdrawn_on", script.today()}, {"withdrawn_by", code_of("REPORTER")}});
  }
  if (late && number % 4 == 0) {
    script.report_registered();
    script.was_refused(RefusalCode::e_deadline_passed);
  }
  script.say_in(report, "ReportNotRegistered", office, {{"reason", code_of(late ? "LATE" : "NO_STANDING")}});
  if (number % 6 != 0) return;
  // What came too late as a report may still be looked into, and become the supervisor's own finding.
  const std::string again = report + "-penelusuran";
  script.say_in(
      again, "InitialInformationOpened", office,
      {{"scope", codes_of({"PLACE", "WITNESS"})}, {"region", code_of(region.code)}, {"report", Reference{report}}});
  Draft& found = script.say_in(again, "FindingRecorded", office,
                               {{"form_no", code_of(script.number("FORM-A"))}, {"region", code_of(region.code)}});
  found.fields.push_back({"recorded_on", found.legal_date});
  found.fields.push_back({"found_at", found.legal_date});
}

}  // namespace

std::vector<CaseScript> nation_prevention(const NationTools& tools) {
  Stories stories(tools);
  const std::vector<const Region*> regions = tools.electing();
  for (std::size_t first = 0; first < regions.size(); first += agencies_per_circular) circular(stories, regions, first);
  for (std::size_t i = 0; i < regions.size(); i += 3) briefing_and_pledge(stories, *regions[i]);
  monitoring(stories);
  return stories.take();
}

// Seven of a hundred reports are not registered.
std::vector<CaseScript> nation_reports(const NationTools& tools) {
  Stories stories(tools);
  Chance chance(tools.seed, "reports not registered");
  const std::vector<const Region*> regions = tools.electing();
  const std::size_t count = tools.preset.persons * 7 * 10 / 13 / 100;
  for (std::size_t i = 1; i <= count; ++i) not_registered(stories, *regions[chance.below(regions.size())], i);
  return stories.take();
}

}  // namespace jejak
