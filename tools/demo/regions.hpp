#pragma once
// The country: provinces, kabupaten and kota with their codes, zones and years of election, from the text that is
// compiled in (tools/demo/data/regions.txt).

#include "tools/demo/institutions.hpp"

namespace jejak {

struct NationRegion {
  std::string code;      // "kab:33.03"
  std::string province;  // "prov:33"; its own code for a province
  std::string name;      // "Kabupaten Purbalingga"
  Zone zone = Zone::wib;
  Date valid_from;
  bool elects_2020 = false;
  bool elects_2024 = false;

  bool elects(int year) const { return year == 2020 ? elects_2020 : elects_2024; }
  bool is_province() const { return code == province; }
};

// Ascending by code of province, the province first. Errors: malformed (names the line).
Result<std::vector<NationRegion>> parse_regions(std::string_view text);
// Those that are compiled in. They stay where they are.
const std::vector<NationRegion>& nation_regions();
// The same as case scripts take them; index for index.
const std::vector<Region>& nation_script_regions();

}  // namespace jejak
