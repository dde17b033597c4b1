#include "tools/demo/tiny_parts.hpp"

#include <set>

namespace jejak {
namespace {

constexpr std::int64_t hour_us = 3'600'000'000;

struct Schedule {
  const char* code;
  const char* province;
  Date scheduled;
  Date determination;
  Date voting;
  const char* regulation;
  bool everybody;  // all regions of the province; else those that vote in 2020
};

std::vector<Schedule> schedules() {
  return {
      {"PILKADA-2020-KALTIM", "prov:64", date_of(2019, 12, 3), date_of(2020, 7, 8), date_of(2020, 9, 23), "PKPU15/2019",
       false},
      {"PILKADA-2020-KALSEL", "prov:63", date_of(2019, 12, 3), date_of(2020, 7, 8), date_of(2020, 9, 23), "PKPU15/2019",
       false},
      {"PILKADA-2024-KALTIM", "prov:64", date_of(2024, 1, 26), date_of(2024, 9, 22), date_of(2024, 11, 27),
       "PKPU2/2024", true},
      {"PILKADA-2024-KALSEL", "prov:63", date_of(2024, 1, 26), date_of(2024, 9, 22), date_of(2024, 11, 27),
       "PKPU2/2024", true},
  };
}

class Writer {
 public:
  explicit Writer(Keyring& keys) : registrar_(Instant{}, {"kl:BKN", "kl:KEMENDAGRI"}, keys) {}

  // Early in the morning of that day, before any office opens.
  void on(Date date) { registrar_.stand_at(Instant{start_of(date, Zone::wib).us + 6 * hour_us}); }
  Registrar& registrar() { return registrar_; }
  void put(Draft draft) { drafts_.push_back(std::move(draft)); }
  // The office itself signs, not the roots.
  void put_by(const std::string& office, Draft draft) {
    draft.office = office;
    draft.holder = HolderKind::none;
    draft.signers.clear();
    draft.rule_set.clear();
    put(std::move(draft));
  }
  std::vector<Draft> take() { return std::move(drafts_); }

 private:
  Registrar registrar_;
  std::vector<Draft> drafts_;
};

void founding(Writer& writer, const std::vector<HolderEntry>& holders) {
  const Date first = tiny_first_day();
  writer.on(first);
  for (const AgencyEntry& agency : tiny_agencies()) writer.put(writer.registrar().agency(agency));
  std::set<std::string> offices;
  for (const HolderEntry& holder : holders) {
    if (holder.from > first) continue;
    writer.put(writer.registrar().holder(holder));
    offices.insert(holder.office);
  }
  for (const std::string& office : offices) writer.put(writer.registrar().key(office, office + "#1", first));
}

void later_holders(Writer& writer, const std::vector<HolderEntry>& holders) {
  for (const HolderEntry& holder : holders) {
    if (holder.from <= tiny_first_day()) continue;
    writer.on(holder.from);
    writer.put(writer.registrar().holder(holder));
  }
}

// Each on the day it comes into force; it ends the one before.
void rule_sets(Writer& writer, const std::vector<TinyLaw>& laws) {
  const TinyLaw* before = nullptr;
  for (const TinyLaw& law : laws) {
    if (law.published > tiny_first_day()) writer.on(law.published);
    writer.put(writer.registrar().rule_set(law.id, law.table, law.source));
    if (before != nullptr) {
      writer.put(writer.registrar().rule_set_superseded(before->id, law.published - 1, law.id));
    }
    before = &law;
  }
}

ElectionEntry entry_of(const Schedule& schedule) {
  ElectionEntry entry;
  entry.code = schedule.code;
  entry.determination = schedule.determination;
  entry.voting = schedule.voting;
  entry.regulation_no = schedule.regulation;
  for (const Region& region : tiny_regions()) {
    if (std::string_view(schedule.province) != region.province) continue;
    if (schedule.everybody || region.votes_2020) entry.regions.push_back(region.code);
  }
  return entry;
}

void elections(Writer& writer) {
  for (const Schedule& schedule : schedules()) {
    ElectionEntry entry = entry_of(schedule);
    writer.on(schedule.scheduled);
    writer.put_by("KPU_RI@kl:KPU", writer.registrar().election(entry));
    if (!schedule.everybody) {  // the pandemic of 2020 moved everything
      entry.determination = date_of(2020, 9, 23);
      entry.voting = date_of(2020, 12, 9);
      entry.regulation_no = "PKPU5/2020";
      entry.campaign_from = date_of(2020, 9, 26);
      entry.campaign_until = date_of(2020, 12, 5);
      writer.on(date_of(2020, 6, 15));
      writer.put_by("KPU_RI@kl:KPU", writer.registrar().election(entry, true));
    }
    writer.on(entry.determination);
    std::size_t pair = 0;
    for (const std::string& region : entry.regions) {
      const std::string number = "PASLON-" + std::to_string(++pair) + "-" + region;
      Draft draft = writer.registrar().pair_determined(entry.code, region, number, entry.determination);
      writer.put_by("KPU_RI@kl:KPU", std::move(draft));
    }
  }
}

// The office's key file was lost with a laptop; nothing was signed with it since.
void lost_key(Writer& writer, const std::string& office, Date on) {
  writer.on(on);
  writer.put(writer.registrar().key_revoked(office + "#1", on, "KEY_LOST"));
  writer.put(writer.registrar().key(office, office + "#2", on));
}

void rotations(Writer& writer) {
  const auto rotate = [&](const std::string& office, const char* from, const char* to, Date on) {
    writer.on(on);
    writer.put(writer.registrar().key_rotated(office, office + from, office + to, on));
  };
  rotate("BKD@kota:64.72", "#1", "#2", date_of(2020, 8, 14));
  rotate("BAWASLU_PROV@bawaslu:64", "#1", "#2", date_of(2021, 3, 1));
  rotate("PPK_ASN@prov:64", "#1", "#2", date_of(2023, 10, 2));
  rotate("BKD@kota:64.72", "#2", "#3", date_of(2024, 2, 1));
}

void retirement(Writer& writer, const std::vector<HolderEntry>& holders, Chance& chance) {
  const std::string office = "BKD@kota:63.71";
  for (const HolderEntry& holder : holders) {
    if (holder.office != office) continue;
    writer.on(date_of(2024, 5, 31));
    writer.put(writer.registrar().holder_ended(office, holder.person, date_of(2024, 5, 31), "RETIRED"));
  }
  HolderEntry next;
  next.office = office;
  next.decision_no = "821.2-77/2024";
  next.from = date_of(2024, 6, 1);
  next.person = chance.person();
  writer.on(next.from);
  writer.put(writer.registrar().holder(next));
}

// Once the operators practised what they do when the server's clock has jumped.
Draft clock_drill(Registrar& registrar) {
  Draft draft = registrar.begin("ClockConfirmed", "ledger-clock");
  draft.fields = {{"step_seconds", std::int64_t{7200}}, {"reason", code_of("DRILL")}};
  return draft;
}

// A head of a region lets his secretary appoint examiners, and takes it back.
void delegation(Writer& writer, const std::string& region, Date from, Date until, std::optional<Date> revoked_on,
                Chance& chance) {
  const std::string office = "PPK_ASN@" + region;
  writer.on(from);
  Draft granted = writer.registrar().begin("DelegationGranted", "office-" + office);
  const Id id = make_uuid_v7(granted.at, chance.bytes<10>());
  granted.id = id;
  granted.fields = {{"office", code_of(office)},
                    {"delegate", code_of("PYB@" + region)},
                    {"types", codes_of({"ExaminerAppointed"})},
                    {"valid_from", from},
                    {"valid_until", until},
                    {"decision_no", code_of("188.44/K.112/" + std::to_string(year_of(from)))}};
  writer.put_by(office, std::move(granted));
  if (!revoked_on) return;
  writer.on(*revoked_on);
  Draft revoked = writer.registrar().begin("DelegationRevoked", "office-" + office);
  revoked.fields = {{"office", code_of(office)},
                    {"delegation", id},
                    {"revoked_on", *revoked_on},
                    {"reason", code_of("HEAD_DECIDES_HIMSELF")}};
  writer.put_by(office, std::move(revoked));
}

}  // namespace

std::string tiny_election(const Region& region, int year) {
  if (year == 2020 && !region.votes_2020) return {};
  const bool kaltim = std::string_view(region.province) == "prov:64";
  return "PILKADA-" + std::to_string(year) + (kaltim ? "-KALTIM" : "-KALSEL");
}

std::vector<Draft> tiny_registry(Keyring& keys, Chance& chance, const std::vector<TinyLaw>& laws,
                                 const std::vector<TinyCalendar>& calendars) {
  Writer writer(keys);
  const std::vector<HolderEntry> holders = tiny_holders(chance);
  founding(writer, holders);
  rule_sets(writer, laws);
  for (const TinyCalendar& calendar : calendars) {
    writer.on(std::max(tiny_first_day() + 1, date_of(calendar.year - 1, 12, 6)));
    writer.put(writer.registrar().calendar(calendar.year, calendar.days, calendar.source_no));
  }
  elections(writer);
  later_holders(writer, holders);
  writer.on(date_of(2020, 7, 24));
  writer.put_by(
      "PPK_ASN@kota:64.71",
      writer.registrar().closure(2020, "kota:64.71", {date_of(2020, 7, 27), date_of(2020, 7, 28)}, "300.1/2401/PEM"));
  lost_key(writer, "BKD@kab:64.08", date_of(2020, 10, 5));
  rotations(writer);
  retirement(writer, holders, chance);
  delegation(writer, "prov:64", date_of(2020, 2, 3), date_of(2020, 12, 31), std::nullopt, chance);
  delegation(writer, "kab:63.03", date_of(2020, 3, 2), date_of(2020, 12, 31), date_of(2020, 9, 7), chance);
  writer.on(date_of(2022, 3, 1));
  writer.put(clock_drill(writer.registrar()));
  writer.on(date_of(2024, 9, 4));
  writer.put(writer.registrar().succession("kl:KASN", "kl:BKN", {"KASN"}, "BKN", date_of(2024, 9, 4)));
  return writer.take();
}

}  // namespace jejak
