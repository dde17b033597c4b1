#include "tools/jejak/coordinate_flags.hpp"

namespace jejak {
namespace {

Result<TreeSize> checked_size(const Terminal& terminal, TreeSize size, const StoredHead& head) {
  if (size > head.size) {
    return Error{Errc::usage,
                 terminal.say(Text::as_of_beyond, size.value, head.size.value, print(head.last_recorded_at))};
  }
  if (size.value == 0) return Error{Errc::usage, terminal.say(Text::as_of_zero)};
  return size;
}

}  // namespace

void add_coordinates(const Command& command, CoordinateFlags& flags) {
  command.option("--as-of", "POSITION|TIME", flags.as_of, Text::help_as_of)
      .option("--on", "DATE", flags.on, Text::help_on_date);
}

Result<TreeSize> read_as_of(const Terminal& terminal, const std::string& as_of, const EntrySource& source,
                            const StoredHead& head) {
  if (as_of.empty()) return head.size;
  const auto parsed = parse_as_of(as_of);
  if (!parsed) return Error{Errc::usage, terminal.say(Text::as_of_wrong, as_of)};
  if (const auto* size = std::get_if<TreeSize>(&*parsed)) return checked_size(terminal, *size, head);
  auto size = recorded_until(source, head.size, std::get<Instant>(*parsed));
  if (!size) return std::move(size).error();
  if (size->value > 0) return *size;
  auto first = recorded_at(source, Sequence{0});
  if (!first) return std::move(first).error();
  return Error{Errc::not_found, terminal.say(Text::as_of_before, as_of, print(*first))};
}

Result<std::optional<Date>> read_on(const Terminal& terminal, const std::string& on) {
  if (on.empty()) return std::optional<Date>();
  const auto date = parse_date(on);
  if (!date) return Error{Errc::usage, terminal.say(Text::on_wrong, on)};
  return date;
}

Result<Coordinates> read_coordinates(const Terminal& terminal, const CoordinateFlags& flags, const EntrySource& source,
                                     const StoredHead& head) {
  auto as_of = read_as_of(terminal, flags.as_of, source, head);
  if (!as_of) return std::move(as_of).error();
  auto on = read_on(terminal, flags.on);
  if (!on) return std::move(on).error();
  return Coordinates{*as_of, *on};
}

}  // namespace jejak
