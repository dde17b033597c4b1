#include "api/answers/asked_coordinates.hpp"

namespace jejak {
namespace {

Result<TreeSize> checked_size(TreeSize size, const StoredHead& head, const Asker& asker) {
  const std::string name = asker.name_of("as_of");
  if (size > head.size) {
    return Error{Errc::usage,
                 asker.say(Phrase::as_of_beyond, size.value, head.size.value, print(head.last_recorded_at), name)};
  }
  if (size.value == 0) return Error{Errc::usage, asker.say(Phrase::as_of_zero, name)};
  return size;
}

}  // namespace

Result<TreeSize> read_as_of(const std::string& as_of, const EntrySource& source, const StoredHead& head,
                            const Asker& asker) {
  if (as_of.empty()) return head.size;
  const auto parsed = parse_as_of(as_of);
  if (!parsed) {
    return Error{Errc::usage, asker.say(Phrase::as_of_wrong, as_of, asker.name_of("as_of"), asker.name_of("on"))};
  }
  if (const auto* size = std::get_if<TreeSize>(&*parsed)) return checked_size(*size, head, asker);
  auto size = recorded_until(source, head.size, std::get<Instant>(*parsed));
  if (!size) return std::move(size).error();
  if (size->value > 0) return *size;
  auto first = recorded_at(source, Sequence{0});
  if (!first) return std::move(first).error();
  return Error{Errc::not_found, asker.say(Phrase::as_of_before, as_of, print(*first), asker.name_of("as_of"))};
}

Result<std::optional<Date>> read_on(const std::string& on, const Asker& asker) {
  if (on.empty()) return std::optional<Date>();
  const auto date = parse_date(on);
  if (!date) return Error{Errc::usage, asker.say(Phrase::on_wrong, on, asker.name_of("on"))};
  return date;
}

Result<Coordinates> read_coordinates(const AskedCoordinates& asked, const EntrySource& source, const StoredHead& head,
                                     const Asker& asker) {
  auto as_of = read_as_of(asked.as_of, source, head, asker);
  if (!as_of) return std::move(as_of).error();
  auto on = read_on(asked.on, asker);
  if (!on) return std::move(on).error();
  return Coordinates{*as_of, *on};
}

}  // namespace jejak
