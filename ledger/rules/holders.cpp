#include "ledger/rules/holders.hpp"

#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

std::optional<Date> date_of_field(const Kept& kept, std::uint16_t number) {
  const Date* date = kept.get<Date>(number);
  return date == nullptr ? std::nullopt : std::optional<Date>(*date);
}

std::optional<Holding> begun(const Kept& appointed) {
  namespace of = field::office_holder_appointed;
  const Id* holder = appointed.get<Id>(of::holder);
  const Code* kind = appointed.get<Code>(of::holder_kind);
  const Date* from = appointed.get<Date>(of::valid_from);
  if (holder == nullptr || kind == nullptr || from == nullptr) return std::nullopt;
  return Holding{*holder,
                 parse_holder_kind(kind->text).value_or(HolderKind::none),
                 *from,
                 date_of_field(appointed, of::valid_until).value_or(date_max),
                 date_of_field(appointed, of::term_ends_on),
                 date_of_field(appointed, of::inaugurated_on)};
}

void end(std::vector<Holding>& all, const Kept& ended) {
  namespace of = field::office_holder_ended;
  const Id* holder = ended.get<Id>(of::holder);
  const Date* on = ended.get<Date>(of::ended_on);
  if (holder == nullptr || on == nullptr) return;
  for (Holding& each : all) {
    if (each.holder == *holder && each.from <= *on) each.last = std::min(each.last, *on);
  }
}

}  // namespace

std::vector<Holding> holdings(const StreamState* office) {
  std::vector<Holding> all;
  if (office == nullptr) return all;
  for (const Kept& kept : office->kept) {
    if (kept.type == type::office_holder_appointed) {
      if (auto found = begun(kept)) all.push_back(*found);
    } else if (kept.type == type::office_holder_ended) {
      end(all, kept);
    }
  }
  return all;
}

std::vector<Id> holders_on(const StreamState* office, HolderKind kind, Date on) {
  std::vector<Id> found;
  for (const Holding& holding : holdings(office)) {
    const bool of_kind = kind == HolderKind::none || holding.kind == kind;
    if (of_kind && holding.covers(on)) found.push_back(holding.holder);
  }
  return found;
}

}  // namespace jejak
