#include "tools/jejak/coordinate_flags.hpp"

namespace jejak {

void add_coordinates(const Command& command, AskedCoordinates& flags) {
  command.option("--as-of", "POSITION|TIME", flags.as_of, Text::help_as_of)
      .option("--on", "DATE", flags.on, Text::help_on_date);
}

}  // namespace jejak
