#include "tools/demo/regions.hpp"

#include "tools/demo/texts.hpp"

namespace jejak {
namespace {

std::optional<NationRegion> read_line(std::string_view line) {
  NationRegion region;
  region.code = next_part(line, ' ');
  const std::string_view zone_name = next_part(line, ' ');
  const std::optional<Zone> zone = parse_zone(zone_name);
  const std::optional<Date> valid_from = parse_date(next_part(line, ' '));
  const std::string_view elects = next_part(line, ' ');
  const std::size_t colon = region.code.find(':');
  if (!zone || zone_name.empty() || !valid_from || line.empty() || colon == std::string::npos) return std::nullopt;
  region.province = "prov:" + region.code.substr(colon + 1, 2);
  region.zone = *zone;
  region.valid_from = *valid_from;
  region.elects_2020 = elects.find("2020") != std::string_view::npos;
  region.elects_2024 = elects.find("2024") != std::string_view::npos;
  region.name = line;
  return region;
}

}  // namespace

Result<std::vector<NationRegion>> parse_regions(std::string_view text) {
  std::vector<NationRegion> regions;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = next_part(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    std::optional<NationRegion> region = read_line(line);
    if (!region) {
      return Error{Errc::malformed,
                   "regions: line " + std::to_string(number) + ": not \"code zone valid_from elects name\""};
    }
    if (!region->is_province() && (regions.empty() || regions.back().province != region->province)) {
      return Error{Errc::malformed, "regions: line " + std::to_string(number) + ": stands before its province"};
    }
    regions.push_back(*std::move(region));
  }
  return regions;
}

const std::vector<NationRegion>& nation_regions() {
  static const std::vector<NationRegion> regions = [] {
    Result<std::vector<NationRegion>> parsed = parse_regions(region_texts().front().text);
    JEJAK_ASSERT(parsed.has_value());  // a test reads the text that is compiled in
    return *std::move(parsed);
  }();
  return regions;
}

const std::vector<Region>& nation_script_regions() {
  static const std::vector<Region> regions = [] {
    std::vector<Region> made;
    for (const NationRegion& region : nation_regions()) {
      made.push_back({region.code.c_str(), region.province.c_str(), region.elects_2020, false, region.zone});
    }
    return made;
  }();
  return regions;
}

}  // namespace jejak
