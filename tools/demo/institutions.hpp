#pragma once
// Who there is in the tiny demo: the regions of Kalimantan Timur and Kalimantan Selatan with their election
// supervisors, the national institutions, and who held which office from 2016 to 2025. Codes of Kemendagri.

#include "tools/demo/registry.hpp"

namespace jejak {

struct Region {
  const char* code;      // "kota:64.71"
  const char* province;  // "prov:64"; its own code for a province
  bool votes_2020;       // elects its own head in 2020
  bool incumbent_2020;   // whose head was on campaign leave from 2020-09-26 to 2020-12-05
  Zone zone = Zone::wita;

  bool is_province() const { return std::string_view(code) == province; }
  std::string office(const char* role) const { return std::string(role) + "@" + code; }
  std::string bawaslu() const;  // the election supervisor's office: BAWASLU_KABKOTA@bawaslu:64.71
};

std::span<const Region> tiny_regions();
const Region& tiny_region(std::string_view code);  // one of them

// Roles of one government whose offices sign in cases, each with a key.
std::span<const char* const> government_roles();

std::vector<AgencyEntry> tiny_agencies();  // parents before their children
// All holders whose decision was made on or before the ledger's first day, and those of later years.
std::vector<HolderEntry> tiny_holders(Chance& chance);
std::vector<std::string> tiny_roots();
// The day on which the first registry entries are made.
Date tiny_first_day();

}  // namespace jejak
