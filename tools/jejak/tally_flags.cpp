#include "tools/jejak/tally_flags.hpp"

namespace jejak {
void add_tally_flags(const Command& command, AskedCounts& flags) {
  command.option("--by", "DIMENSION", flags.by, Text::help_tally_by)
      .option("--agency", "AGENCY", flags.agency, Text::help_tally_agency)
      .option("--where", "DIMENSION=VALUE", flags.where, Text::help_tally_where)
      .option("--show", "WHICH", flags.show, Text::help_tally_show)
      .option("--counters", "LIST", flags.counters, Text::help_tally_counters);
}

std::string given_tally_flag(const AskedCounts& flags) {
  const std::pair<const char*, bool> given[] = {{"--by", !flags.by.empty()},
                                                {"--agency", !flags.agency.empty()},
                                                {"--where", !flags.where.empty()},
                                                {"--show", !flags.show.empty()},
                                                {"--counters", !flags.counters.empty()}};
  for (const auto& [name, is_given] : given) {
    if (is_given) return name;
  }
  return {};
}

}  // namespace jejak
