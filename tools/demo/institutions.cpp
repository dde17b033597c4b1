#include "tools/demo/institutions.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr Region regions[] = {
    {"prov:63", "prov:63", true, true},      // Kalimantan Selatan
    {"kab:63.01", "prov:63", false, false},  // Tanah Laut
    {"kab:63.02", "prov:63", true, false},   // Kotabaru
    {"kab:63.03", "prov:63", true, false},   // Banjar
    {"kab:63.04", "prov:63", false, false},  // Barito Kuala
    {"kab:63.05", "prov:63", false, false},  // Tapin
    {"kab:63.06", "prov:63", false, false},  // Hulu Sungai Selatan
    {"kab:63.07", "prov:63", true, false},   // Hulu Sungai Tengah
    {"kab:63.08", "prov:63", false, false},  // Hulu Sungai Utara
    {"kab:63.09", "prov:63", false, false},  // Tabalong
    {"kab:63.10", "prov:63", true, false},   // Tanah Bumbu
    {"kab:63.11", "prov:63", true, false},   // Balangan
    {"kota:63.71", "prov:63", true, false},  // Banjarmasin
    {"kota:63.72", "prov:63", true, true},   // Banjarbaru
    {"prov:64", "prov:64", false, false},    // Kalimantan Timur
    {"kab:64.01", "prov:64", true, false},   // Paser
    {"kab:64.02", "prov:64", true, true},    // Kutai Kartanegara
    {"kab:64.03", "prov:64", true, false},   // Berau
    {"kab:64.07", "prov:64", true, false},   // Kutai Barat
    {"kab:64.08", "prov:64", true, true},    // Kutai Timur
    {"kab:64.09", "prov:64", false, false},  // Penajam Paser Utara
    {"kab:64.11", "prov:64", true, false},   // Mahakam Ulu
    {"kota:64.71", "prov:64", true, false},  // Balikpapan
    {"kota:64.72", "prov:64", true, false},  // Samarinda
    {"kota:64.74", "prov:64", true, false},  // Bontang
};

constexpr const char* roles[] = {"PPK_ASN", "PYB", "BKD", "ATASAN_LANGSUNG", "TIM_PEMERIKSA"};

struct National {
  const char* agency;
  const char* type;
  const char* office;  // the role that signs, or null
};
constexpr National nationals[] = {
    {"kl:KASN", "LEMBAGA_NONSTRUKTURAL", "KASN"}, {"kl:BKN", "LPNK", "BKN"},
    {"kl:KEMENDAGRI", "KEMENTERIAN", "MENDAGRI"}, {"kl:KEMENPANRB", "KEMENTERIAN", "MENPANRB"},
    {"kl:KPU", "PENYELENGGARA_PEMILU", "KPU_RI"}, {"kl:KEMENAG", "KEMENTERIAN", nullptr},
};

std::string_view number_of(const char* code) {
  const std::string_view text(code);
  return text.substr(text.find(':') + 1);
}

const char* type_of(const Region& region) {
  if (region.is_province()) return "PROVINSI";
  return std::string_view(region.code).starts_with("kota:") ? "KOTA" : "KABUPATEN";
}

// Decision numbers as a ministry's secretariat writes them.
std::string decision_no(const char* series, Date on, Chance& chance) {
  return std::string(series) + "-" + std::to_string(chance.between(100, 6200)) + "/" + std::to_string(year_of(on));
}

struct Appointments {
  std::vector<HolderEntry> list;
  Chance& chance;

  void add(std::string office, HolderKind kind, Date from, std::optional<Date> until, bool head = false) {
    HolderEntry entry;
    entry.office = std::move(office);
    entry.kind = kind;
    entry.decision_no = decision_no(head ? "131.64" : "821.2", from, chance);
    entry.from = from;
    entry.until = until;
    entry.head_of_region = head;
    entry.person = chance.person();
    list.push_back(std::move(entry));
  }
};

void head_of_region(Appointments& holders, const Region& region) {
  const std::string office = region.office("PPK_ASN");
  const Date leave_from = date_of(2020, 9, 26);
  const Date leave_until = date_of(2020, 12, 5);
  const Date term_end = date_of(2025, 2, 19);
  holders.add(office, HolderKind::definitif, date_of(2025, 2, 20), date_of(2030, 2, 19), true);
  if (std::string_view(region.code) == "prov:64") {
    holders.add(office, HolderKind::definitif, date_of(2018, 10, 1), date_of(2023, 10, 1), true);
    holders.add(office, HolderKind::pj, date_of(2023, 10, 2), term_end, true);
    return;
  }
  if (region.votes_2020) {
    holders.add(office, HolderKind::definitif, date_of(2016, 2, 17), date_of(2021, 2, 17), true);
    if (region.incumbent_2020) holders.add(office, HolderKind::pjs, leave_from, leave_until, true);
    holders.add(office, HolderKind::pj, date_of(2021, 2, 18), date_of(2021, 2, 25), true);
    holders.add(office, HolderKind::definitif, date_of(2021, 2, 26), term_end, true);
    return;
  }
  holders.add(office, HolderKind::definitif, date_of(2018, 9, 20), date_of(2023, 9, 20), true);
  holders.add(office, HolderKind::pj, date_of(2023, 9, 21), term_end, true);
}

}  // namespace

std::string Region::bawaslu() const {
  return std::string(is_province() ? "BAWASLU_PROV" : "BAWASLU_KABKOTA") + "@bawaslu:" + std::string(number_of(code));
}

std::span<const Region> tiny_regions() {
  return regions;
}

const Region& tiny_region(std::string_view code) {
  const auto* region =
      std::find_if(std::begin(regions), std::end(regions), [&](const Region& each) { return code == each.code; });
  JEJAK_ASSERT(region != std::end(regions));
  return *region;
}

std::span<const char* const> government_roles() {
  return roles;
}

std::vector<std::string> tiny_roots() {
  return {"bawaslu:RI", "kl:BKN", "kl:KEMENDAGRI"};
}

Date tiny_first_day() {
  return date_of(2019, 12, 2);
}

std::vector<AgencyEntry> tiny_agencies() {
  std::vector<AgencyEntry> agencies;
  agencies.push_back({"negara", "NEGARA", Zone::wib, date_of(1945, 8, 17), {}});
  for (const National& each : nationals) {
    agencies.push_back({each.agency, each.type, Zone::wib, date_of(2014, 1, 15), "negara"});
  }
  agencies.push_back({"bawaslu:RI", "PENYELENGGARA_PEMILU", Zone::wib, date_of(2008, 4, 9), "negara"});
  for (const Region& each : regions) {
    const bool province = each.is_province();
    agencies.push_back(
        {each.code, type_of(each), Zone::wita, date_of(1999, 10, 4), province ? "negara" : each.province});
    const std::string number(number_of(each.code));
    agencies.push_back({"bawaslu:" + number, "PENYELENGGARA_PEMILU", Zone::wita, date_of(2018, 8, 15),
                        province ? "bawaslu:RI" : "bawaslu:" + number.substr(0, 2)});
  }
  return agencies;
}

std::vector<HolderEntry> tiny_holders(Chance& chance) {
  Appointments holders{{}, chance};
  const Date early = date_of(2018, 10, 1);
  for (const National& each : nationals) {
    if (each.office == nullptr) continue;
    holders.add(std::string(each.office) + "@" + each.agency, HolderKind::definitif, early, std::nullopt);
  }
  holders.add("DIRJEN_OTDA@kl:KEMENDAGRI", HolderKind::definitif, early, std::nullopt);
  holders.add("PRESIDEN@negara", HolderKind::definitif, date_of(2019, 10, 20), date_of(2024, 10, 20));
  holders.add("PRESIDEN@negara", HolderKind::definitif, date_of(2024, 10, 20), std::nullopt);
  for (const char* role : roles) {
    holders.add(std::string(role) + "@kl:KEMENAG", HolderKind::definitif, early, std::nullopt);
  }
  for (const Region& region : regions) {
    holders.add(region.bawaslu(), HolderKind::definitif, early, std::nullopt);
    head_of_region(holders, region);
    for (const char* role : roles) {
      if (std::string_view(role) == "PPK_ASN") continue;
      holders.add(region.office(role), HolderKind::definitif, early, std::nullopt);
    }
  }
  std::stable_sort(holders.list.begin(), holders.list.end(),
                   [](const HolderEntry& a, const HolderEntry& b) { return a.from < b.from; });
  return holders.list;
}

}  // namespace jejak
