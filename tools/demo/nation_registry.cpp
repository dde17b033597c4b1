// Everything that the cases rest on: who exists, who holds which office with which key, which law holds, when elections
// and holidays are. Only offices that sign something have holders.

#include "ledger/rules/engine.hpp"
#include "tools/demo/nation_parts.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::int64_t hour_us = 3'600'000'000;
constexpr std::int64_t early_hour = 3;  // in Jakarta: before any office in Papua opens

struct National {
  const char* agency;
  const char* type;
};
constexpr National nationals[] = {
    {"kl:KASN", "LEMBAGA_NONSTRUKTURAL"},
    {"kl:BKN", "LPNK"},
    {"kl:KEMENDAGRI", "KEMENTERIAN"},
    {"kl:KEMENPANRB", "KEMENTERIAN"},
    {"kl:KPU", "PENYELENGGARA_PEMILU"},
    {"kl:KEMENAG", "KEMENTERIAN"},
    {"kl:KEMENKES", "KEMENTERIAN"},
    {"kl:KEMENKUMHAM", "KEMENTERIAN"},
    {"kl:KEMENDIKBUD", "KEMENTERIAN"},
    {"kl:KEMENHUB", "KEMENTERIAN"},
    {"kl:BPS", "LPNK"},
    {"kl:BAPEK", "BADAN"},
    {"kl:BPASN", "BADAN"},
    {"kl:MA", "PERADILAN"},
};
constexpr const char* regional_offices_of_bkn[] = {"I",    "II", "III", "IV", "V",   "VI",   "VII",
                                                   "VIII", "IX", "X",   "XI", "XII", "XIII", "XIV"};

std::string agency_part(const std::string& office) {
  return office.substr(office.find('@') + 1);
}

std::string number_part(const std::string& agency) {
  return agency.substr(agency.find(':') + 1);
}

const char* type_of(const NationRegion& region) {
  if (region.is_province()) return "PROVINSI";
  return region.code.starts_with("kota:") ? "KOTA" : "KABUPATEN";
}

class Writer {
 public:
  Writer(const NationTools& tools, Keyring& keys)
      : tools_(tools), registrar_(Instant{}, {"kl:BKN", "kl:KEMENDAGRI"}, keys), chance_(tools.seed, "registry") {
    on(tools.preset.first_day);
  }

  void write(const std::set<std::string>& offices);
  std::vector<Draft> take() { return std::move(drafts_); }

 private:
  // Early in the morning; a second day begins where the first left off.
  void on(Date date) {
    const Instant morning{start_of(date, Zone::wib).us + early_hour * hour_us};
    Instant& reached = reached_[date];
    registrar_.stand_at(std::max(morning, reached));
    today_ = date;
  }
  void put(Draft draft) {
    reached_[today_] = registrar_.now();
    drafts_.push_back(std::move(draft));
  }
  void put_by(const std::string& office, Draft draft) {
    draft.office = office;
    draft.holder = HolderKind::none;
    draft.signers.clear();
    draft.rule_set.clear();
    put(std::move(draft));
  }
  Registrar& registrar() { return registrar_; }

  void agencies(const std::set<std::string>& offices);
  void holders(const std::set<std::string>& offices);
  void head_of_region(const std::string& office, const NationRegion& region);
  void appoint(const std::string& office, HolderKind kind, Date from, std::optional<Date> until, bool head = false);
  void rule_sets();
  void calendars();
  void elections();
  void repeated_voting();
  void keys(const std::set<std::string>& offices);
  void successions(const std::set<std::string>& offices);
  void stolen_key();
  void delegation(const std::string& region, Date from, std::optional<Date> revoked_on);
  void retirement();

  const NationTools& tools_;
  Registrar registrar_;
  Chance chance_;
  std::vector<Draft> drafts_;
  std::map<Date, Instant> reached_;
  std::map<std::string, Id> persons_;  // the first holder of each office
  Date today_;
};

void Writer::agencies(const std::set<std::string>& offices) {
  std::set<std::string> known = {"negara", "bawaslu:RI"};
  put(registrar().agency({"negara", "NEGARA", Zone::wib, date_of(1945, 8, 17), {}}));
  for (const National& each : nationals) {
    put(registrar().agency({each.agency, each.type, Zone::wib, date_of(2014, 1, 15), "negara"}));
    known.insert(each.agency);
  }
  for (const char* number : regional_offices_of_bkn) {
    put(registrar().agency(
        {"kanreg:" + std::string(number), "KANTOR_REGIONAL", Zone::wib, date_of(2014, 1, 15), "kl:BKN"}));
  }
  put(registrar().agency({"bawaslu:RI", "PENYELENGGARA_PEMILU", Zone::wib, date_of(2008, 4, 9), "negara"}));
  for (const NationRegion& region : nation_regions()) {
    if (region.valid_from > tools_.preset.first_day) on(region.valid_from);
    const bool province = region.is_province();
    put(registrar().agency(
        {region.code, type_of(region), region.zone, region.valid_from, province ? "negara" : region.province}));
    const std::string number = number_part(region.code);
    put(registrar().agency({"bawaslu:" + number, "PENYELENGGARA_PEMILU", region.zone,
                            std::max(region.valid_from, date_of(2018, 8, 15)),
                            province ? "bawaslu:RI" : "bawaslu:" + number.substr(0, 2)}));
    known.insert(region.code);
    known.insert("bawaslu:" + number);
    on(tools_.preset.first_day);
  }
  for (const std::string& office : offices) {
    const std::string agency = agency_part(office);
    if (!known.insert(agency).second) continue;
    const bool commission = agency.starts_with("kpu:");
    put(registrar().agency({agency, commission ? "PENYELENGGARA_PEMILU" : "PERADILAN", Zone::wib, date_of(2008, 4, 9),
                            commission ? "kl:KPU" : "kl:MA"}));
  }
}

void Writer::appoint(const std::string& office, HolderKind kind, Date from, std::optional<Date> until, bool head) {
  HolderEntry entry;
  entry.office = office;
  entry.kind = kind;
  entry.decision_no = std::string(head ? "131.64" : "821.2") + "-" + std::to_string(chance_.between(100, 6200)) + "/" +
                      std::to_string(year_of(from));
  entry.from = from;
  entry.until = until;
  entry.head_of_region = head;
  entry.person = chance_.person();
  persons_.try_emplace(office, entry.person);
  if (from > tools_.preset.first_day) on(from);
  put(registrar().holder(entry));
  if (head && kind == HolderKind::definitif && from > tools_.preset.first_day) {
    Draft draft = registrar().begin("RegionalHeadInaugurated", "office-" + office);
    draft.fields = {{"office", code_of(office)},
                    {"holder", entry.person},
                    {"inaugurated_on", from},
                    {"decision_no", code_of(entry.decision_no)}};
    if (until) draft.fields.push_back({"term_ends_on", *until});
    put(std::move(draft));
  }
  on(tools_.preset.first_day);
}

// Where a head was elected in 2020, one term ends and the next begins; elsewhere an acting head sits from 2023 on until
// all take office in 2025. Some stand again and are on leave while they campaign.
void Writer::head_of_region(const std::string& office, const NationRegion& region) {
  const Date next_term = date_of(2025, 2, 20);
  const bool again = chance_.per_mille(260);
  if (region.elects_2020) {
    appoint(office, HolderKind::definitif, date_of(2016, 2, 17), date_of(2021, 2, 25), true);
    if (again && tools_.preset.year == 2020) {
      appoint(office, HolderKind::pjs, date_of(2020, 9, 26), date_of(2020, 12, 5), true);
    }
    appoint(office, HolderKind::definitif, date_of(2021, 2, 26), next_term - 1, true);
    if (again && tools_.preset.year == 2024) {
      appoint(office, HolderKind::pjs, date_of(2024, 9, 25), date_of(2024, 11, 23), true);
    }
  } else {
    appoint(office, HolderKind::definitif, date_of(2018, 10, 1), date_of(2023, 10, 1), true);
    appoint(office, HolderKind::pj, date_of(2023, 10, 2), next_term - 1, true);
  }
  if (tools_.preset.last_day > next_term) appoint(office, HolderKind::definitif, next_term, date_of(2030, 2, 19), true);
}

void Writer::holders(const std::set<std::string>& offices) {
  const Date early = date_of(2018, 10, 1);
  for (const std::string& office : offices) {
    const std::string agency = agency_part(office);
    const auto region = std::find_if(nation_regions().begin(), nation_regions().end(),
                                     [&](const NationRegion& each) { return each.code == agency; });
    if (office.starts_with("PPK_ASN@") && region != nation_regions().end()) {
      head_of_region(office, *region);
    } else if (office == "PRESIDEN@negara") {
      appoint(office, HolderKind::definitif, date_of(2019, 10, 20), date_of(2024, 10, 20));
      if (tools_.preset.last_day > date_of(2024, 10, 20)) {
        appoint(office, HolderKind::definitif, date_of(2024, 10, 20), std::nullopt);
      }
    } else {
      appoint(office, HolderKind::definitif, early, std::nullopt);
    }
  }
  for (const std::string& office : offices) put(registrar().key(office, office + "#1", tools_.preset.first_day));
}

// Each on the day it comes into force; it ends the one before.
void Writer::rule_sets() {
  const Result<std::vector<TinyLaw>> laws = tiny_laws();
  JEJAK_ASSERT(laws.has_value());  // a test reads them all
  const TinyLaw* before = nullptr;
  for (const TinyLaw& law : *laws) {
    on(std::max(law.published, tools_.preset.first_day));
    put(registrar().rule_set(law.id, law.table, law.source));
    if (before != nullptr) {
      put(registrar().rule_set_superseded(before->id, law.published - 1, law.id));
    }
    before = &law;
  }
}

void Writer::calendars() {
  const Result<std::vector<TinyCalendar>> calendars = tiny_calendars();
  JEJAK_ASSERT(calendars.has_value());
  for (const TinyCalendar& calendar : *calendars) {
    const Date published = std::max(tools_.preset.first_day + 1, date_of(calendar.year - 1, 12, 6));
    if (published > tools_.preset.last_day) continue;
    on(published);
    put(registrar().calendar(calendar.year, calendar.days, calendar.source_no));
  }
  on(date_of(tools_.preset.year, 7, 24));
  put_by(
      "PPK_ASN@prov:64",
      registrar().closure(tools_.preset.year, "prov:64",
                          {date_of(tools_.preset.year, 7, 27), date_of(tools_.preset.year, 7, 28)}, "300.1/2401/PEM"));
}

// One election a province, of all its regions that vote.
void Writer::elections() {
  const int year = tools_.preset.year;
  std::map<std::string, ElectionEntry> entries;
  for (const Region* region : tools_.electing()) {
    ElectionEntry& entry = entries[tools_.election(*region)];
    entry.code = tools_.election(*region);
    entry.regions.push_back(region->code);
  }
  for (auto& [code, entry] : entries) {
    entry.determination = year == 2020 ? date_of(2020, 7, 8) : date_of(2024, 9, 22);
    entry.voting = year == 2020 ? date_of(2020, 9, 23) : date_of(2024, 11, 27);
    entry.regulation_no = year == 2020 ? "PKPU15/2019" : "PKPU2/2024";
    on(year == 2020 ? date_of(2019, 12, 3) : date_of(2024, 1, 26));
    put_by("KPU_RI@kl:KPU", registrar().election(entry));
    if (year == 2020) {  // the pandemic moved everything
      entry.determination = tools_.preset.determination;
      entry.voting = date_of(2020, 12, 9);
      entry.regulation_no = "PKPU5/2020";
      entry.campaign_from = date_of(2020, 9, 26);
      entry.campaign_until = date_of(2020, 12, 5);
      on(date_of(2020, 6, 15));
      put_by("KPU_RI@kl:KPU", registrar().election(entry, true));
    }
    on(entry.determination);
    std::size_t pair = 0;
    for (const std::string& region : entry.regions) {
      const std::string number = "PASLON-" + std::to_string(++pair) + "-" + region;
      put_by("KPU_RI@kl:KPU", registrar().pair_determined(code, region, number, entry.determination));
    }
  }
  if (year == 2024) repeated_voting();
}

// A court has one region vote again; the first date is not kept.
void Writer::repeated_voting() {
  ElectionEntry entry;
  entry.code = "PILKADA-2024-64.11-ULANG";
  entry.regions = {"kab:64.11"};
  entry.determination = date_of(2025, 3, 23);
  entry.voting = date_of(2025, 4, 16);
  entry.regulation_no = "KPU-KPT1/2025";
  on(date_of(2025, 3, 5));
  put_by("KPU_RI@kl:KPU", registrar().election(entry));
  entry.voting = date_of(2025, 5, 24);
  entry.regulation_no = "KPU-KPT2/2025";
  on(date_of(2025, 3, 17));
  put_by("KPU_RI@kl:KPU", registrar().election(entry, true));
}

// Two in a hundred keys are changed in a quarter; two in a thousand are lost, and sometimes somebody else had one for a
// while.
void Writer::keys(const std::set<std::string>& offices) {
  std::map<std::string, unsigned> in_use;
  std::vector<std::string> all;
  for (const std::string& office : offices) {
    const bool ends = office == "BAPEK@kl:BAPEK" || office == "KASN@kl:KASN";
    if (!ends && office != stolen_key_office()) all.push_back(office);
  }
  const Date until = std::min(tools_.preset.last_day, date_of(tools_.preset.year + 3, 12, 31));
  for (Date quarter = add_months(tools_.preset.first_day, 4); quarter < until; quarter = add_months(quarter, 3)) {
    std::set<std::string> touched;
    const auto some = [&](std::size_t per_mille) { return all.size() * per_mille / 1000; };
    const auto pick = [&]() -> const std::string* {
      const std::string& office = all[chance_.below(all.size())];
      return touched.insert(office).second ? &office : nullptr;
    };
    for (std::size_t i = 0; i < some(20); ++i) {
      const std::string* office = pick();
      if (office == nullptr) continue;
      unsigned& number = in_use.try_emplace(*office, 1).first->second;
      on(quarter + chance_.between(0, 60));
      const std::string old_name = *office + "#" + std::to_string(number++);
      put(registrar().key_rotated(*office, old_name, *office + "#" + std::to_string(number), today_));
    }
    for (std::size_t i = 0; i < std::max<std::size_t>(1, some(2)); ++i) {
      const std::string* office = pick();
      if (office == nullptr || !office->starts_with("BKD@")) continue;
      unsigned& number = in_use.try_emplace(*office, 1).first->second;
      on(quarter + chance_.between(61, 80));
      const bool stolen = chance_.per_mille(500);
      Draft revoked = registrar().key_revoked(*office + "#" + std::to_string(number++), today_,
                                              stolen ? "COMPROMISED" : "KEY_LOST");
      if (stolen) revoked.fields.push_back({"invalid_since", today_ - 9});
      put(std::move(revoked));
      put(registrar().key(*office, *office + "#" + std::to_string(number), today_));
    }
  }
}

// Somebody else had this key for nine days.
void Writer::stolen_key() {
  const std::string office = stolen_key_office();
  const Date noticed = stolen_key_day(tools_);
  on(noticed);
  Draft revoked = registrar().key_revoked(office + "#1", noticed, "COMPROMISED");
  revoked.fields.push_back({"invalid_since", noticed - 9});
  put(std::move(revoked));
  put(registrar().key(office, office + "#2", noticed));
}

// A head of a region lets his secretary appoint examiners, and takes it back.
void Writer::delegation(const std::string& region, Date from, std::optional<Date> revoked_on) {
  const std::string office = "PPK_ASN@" + region;
  on(from);
  Draft granted = registrar().begin("DelegationGranted", "office-" + office);
  const Id id = make_uuid_v7(granted.at, chance_.bytes<10>());
  granted.id = id;
  granted.fields = {{"office", code_of(office)},
                    {"delegate", code_of("PYB@" + region)},
                    {"types", codes_of({"ExaminerAppointed"})},
                    {"valid_from", from},
                    {"valid_until", from + 300},
                    {"decision_no", code_of("188.44/K.112/" + std::to_string(year_of(from)))}};
  put_by(office, std::move(granted));
  if (!revoked_on) return;
  on(*revoked_on);
  Draft revoked = registrar().begin("DelegationRevoked", "office-" + office);
  revoked.fields = {{"office", code_of(office)},
                    {"delegation", id},
                    {"revoked_on", *revoked_on},
                    {"reason", code_of("HEAD_DECIDES_HIMSELF")}};
  put_by(office, std::move(revoked));
}

void Writer::retirement() {
  const std::string office = "BKD@kota:63.71";
  if (const auto holder = persons_.find(office); holder != persons_.end()) {
    const Date last = date_of(tools_.preset.year + 1, 5, 31);
    on(last);
    put(registrar().holder_ended(office, holder->second, last, "RETIRED"));
  }
  appoint(office, HolderKind::definitif, date_of(tools_.preset.year + 1, 6, 1), std::nullopt);
}

void Writer::successions(const std::set<std::string>& offices) {
  if (offices.count("BAPEK@kl:BAPEK") != 0) {
    on(date_of(2021, 8, 10));
    put(registrar().succession("kl:BAPEK", "kl:BPASN", {"BAPEK"}, "BPASN", date_of(2021, 8, 10)));
  }
  on(date_of(2024, 9, 4));
  put(registrar().succession("kl:KASN", "kl:BKN", {"KASN"}, "BKN", date_of(2024, 9, 4)));
  // Once the operators practised what they do when the server's clock has jumped.
  on(date_of(tools_.preset.year + 1, 3, 3));
  Draft drill = registrar().begin("ClockConfirmed", "ledger-clock");
  drill.fields = {{"step_seconds", std::int64_t{7200}}, {"reason", code_of("DRILL")}};
  put(std::move(drill));
  // And once the Ministry's root key was renewed before its holder retired.
  on(date_of(tools_.preset.year + 1, 3, 10));
  put(registrar().root_changed("kl:KEMENDAGRI", "kl:KEMENDAGRI#2", 2, "KEY_RENEWED"));
  // One institution alone would have put other rules in force.
  on(date_of(tools_.preset.year + 1, 3, 17));
  Draft alone = registrar().begin("RulesEngineActivated", std::string(engine_stream));
  alone.fields = {{"engine", std::int64_t{2}}, {"reason", code_of("NEW_RULES")}};
  alone.signers = {"kl:BKN"};
  alone.intended = RefusalCode::e_signature_incomplete;
  put(std::move(alone));
}

void Writer::write(const std::set<std::string>& offices) {
  agencies(offices);
  holders(offices);
  rule_sets();
  calendars();
  elections();
  keys(offices);
  successions(offices);
  stolen_key();
  delegation("prov:64", date_of(tools_.preset.year, 2, 3), std::nullopt);
  delegation("kab:63.03", date_of(tools_.preset.year, 3, 2), date_of(tools_.preset.year, 9, 7));
  retirement();
}

}  // namespace

std::string stolen_key_office() {
  return "BKD@kab:64.08";
}

Date stolen_key_day(const NationTools& tools) {
  return date_of(tools.preset.year, 10, 20);
}

std::vector<Draft> nation_registry(const NationTools& tools, Keyring& keys, const std::set<std::string>& offices) {
  Writer writer(tools, keys);
  writer.write(offices);
  return writer.take();
}

}  // namespace jejak
