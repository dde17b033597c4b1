#include "api/answers/offices.hpp"

#include "api/answers/read_entry.hpp"
#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace jejak {
namespace {

constexpr std::size_t prefix_office = 7;  // "office-"
constexpr std::size_t prefix_key = 4;     // "key-"
constexpr std::size_t prefix_agency = 7;  // "agency-"

std::optional<Date> date_in(const Kept& kept, std::uint16_t field) {
  const Date* date = kept.get<Date>(field);
  return date == nullptr ? std::nullopt : std::optional<Date>(*date);
}

// holdings() gives one for each appointment, in the log's order.
std::vector<OfficeHolding> holders_of(const StreamState& office) {
  std::vector<OfficeHolding> out;
  const auto all = holdings(&office);
  auto next = all.begin();
  for (const Kept& kept : office.kept) {
    if (kept.type != type::office_holder_appointed || next == all.end()) continue;
    out.push_back({*next++, kept.position});
  }
  return out;
}

std::vector<OfficeDelegation> delegations_of(const StreamState& office) {
  namespace of = field::delegation_granted;
  std::vector<OfficeDelegation> out;
  for (const Kept& kept : office.kept) {
    if (kept.type != type::delegation_granted) continue;
    const Code* delegate = kept.get<Code>(of::delegate);
    OfficeDelegation found{delegate == nullptr ? "" : delegate->text,
                           {},
                           date_in(kept, of::valid_from),
                           date_in(kept, of::valid_until),
                           kept.position};
    if (const Codes* types = kept.get<Codes>(of::types)) {
      for (const Code& type : *types) found.types.push_back(type.text);
    }
    for (const Kept& revoked : office.kept) {
      namespace gone = field::delegation_revoked;
      const Id* which = revoked.type == type::delegation_revoked ? revoked.get<Id>(gone::delegation) : nullptr;
      const Date* first_without = revoked.get<Date>(gone::revoked_on);
      if (which == nullptr || *which != kept.event || first_without == nullptr) continue;
      found.until = std::min(found.until.value_or(date_max), *first_without - 1);
    }
    out.push_back(std::move(found));
  }
  return out;
}

struct FoundKey {
  std::string office;
  OfficeKey key;
};

// The key that a rotation replaces stands in its entry alone. Errors: those of reading it.
Result<std::string> replaced_by(const LawReading& reading, Sequence position) {
  auto bytes = reading.reader->entry_bytes(position);
  if (!bytes) return std::move(bytes).error();
  auto read = read_entry(position, *bytes);
  if (!read) return std::move(read).error();
  const auto* old = read->event ? read->event->get<Reference>(field::signing_key::replaces) : nullptr;
  return old == nullptr ? std::string() : old->stream;
}

Result<std::map<std::string, FoundKey>> keys_of(const LawReading& reading) {
  std::map<std::string, FoundKey> keys;  // by stream
  struct Rotation {
    std::string old_key, new_key;
    Date on;
    Sequence at;
  };
  std::vector<Rotation> rotations;
  for (const StreamState* stream : reading.state().registry("key-")) {
    FoundKey found;
    found.key.key = stream->name.substr(prefix_key);
    for (const Kept& kept : stream->kept) {
      if (kept.type == type::signing_key_registered || kept.type == type::signing_key_rotated) {
        const Code* office = kept.get<Code>(field::signing_key::office);
        found.office = office == nullptr ? "" : office->text;
        found.key.position = kept.position;
        found.key.from = date_in(kept, field::signing_key::valid_from);
        found.key.until = date_in(kept, field::signing_key::valid_until);
      }
      if (kept.type == type::signing_key_rotated) {
        auto old = replaced_by(reading, kept.position);
        if (!old) return std::move(old).error();
        rotations.push_back({*old, found.key.key, kept.legal_date, kept.position});
      }
      if (kept.type == type::signing_key_revoked) {
        found.key.revoked_on = date_in(kept, field::signing_key_revoked::revoked_at);
        found.key.revoked_at = kept.position;
        found.key.invalid_since = date_in(kept, field::signing_key_revoked::invalid_since);
      }
    }
    keys[stream->name] = std::move(found);
  }
  for (const Rotation& rotation : rotations) {
    const auto old = keys.find(rotation.old_key);
    if (old == keys.end()) continue;
    old->second.key.replaced_by = rotation.new_key;
    old->second.key.replaced_on = rotation.on;
    old->second.key.replaced_at = rotation.at;
  }
  return keys;
}

OfficeView view_of(const StreamState& office, const std::map<std::string, FoundKey>& keys, const LawReading& reading) {
  OfficeView view;
  view.office = office.name.substr(prefix_office);
  view.holders = holders_of(office);
  view.delegations = delegations_of(office);
  for (const auto& [name, found] : keys) {
    if (found.office == view.office) view.keys.push_back(found.key);
  }
  std::sort(view.keys.begin(), view.keys.end(),
            [](const OfficeKey& a, const OfficeKey& b) { return a.position < b.position; });
  if (reading.on_given) {
    const Date on = reading.on;
    std::erase_if(view.holders, [on](const OfficeHolding& holder) { return on < holder.holding.from; });
    std::erase_if(view.keys, [on](const OfficeKey& key) { return key.from && on < *key.from; });
    std::erase_if(view.delegations, [on](const OfficeDelegation& each) { return each.from && on < *each.from; });
  }
  return view;
}

std::string holding_json(const OfficeHolding& each, Date on) {
  FlatJson json;
  json.text("holder", print(each.holding.holder))
      .text("kind", name(each.holding.kind))
      .number("position", each.position.value)
      .truth("holds", each.holding.covers(on));
  put_date(json, "from", each.holding.from);
  put_date(json, "until", each.holding.last);
  return put_date(json, "term_ends_on", each.holding.term_ends_on).take();
}

std::string delegation_json(const OfficeDelegation& each) {
  FlatJson json;
  json.text("delegate", each.delegate).raw("types", words_json(each.types)).number("position", each.position.value);
  put_date(json, "from", each.from);
  return put_date(json, "until", each.until).take();
}

}  // namespace

bool OfficeKey::can_sign(Date on) const {
  const bool is_valid = (!from || *from <= on) && (!until || on <= *until);
  const bool is_replaced = replaced_on && *replaced_on <= on;
  return is_valid && !is_replaced && (!revoked_on || on < *revoked_on);
}

bool OfficeView::can_sign(Date on) const {
  const bool held = std::any_of(holders.begin(), holders.end(),
                                [on](const OfficeHolding& holder) { return holder.holding.covers(on); });
  return held && std::any_of(keys.begin(), keys.end(), [on](const OfficeKey& key) { return key.can_sign(on); });
}

Result<std::size_t> find_offices(const LawReading& reading, const OfficeQuestion& question, const Asker& asker,
                                 const std::function<Outcome(const OfficeView&)>& visit) {
  auto keys = keys_of(reading);
  if (!keys) return std::move(keys).error();
  std::size_t found = 0;
  for (const StreamState* stream : reading.state().registry("office-")) {
    if (auto going = asker.go_on(); !going) return std::move(going).error();
    const std::string office = stream->name.substr(prefix_office);
    if (!question.agency.empty() && agency_of(office) != question.agency) continue;
    if (auto visited = visit(view_of(*stream, *keys, reading)); !visited) return std::move(visited).error();
    ++found;
  }
  if (found > 0 || question.agency.empty()) return found;
  std::vector<std::string> known;
  for (const StreamState* agency : reading.state().registry("agency-")) {
    known.push_back(agency->name.substr(prefix_agency));
  }
  const bool is_known = std::find(known.begin(), known.end(), question.agency) != known.end();
  if (!is_known) return no_agency(asker.language, question.agency, known);
  return found;
}

std::string office_key_json(const OfficeKey& key, Date on) {
  FlatJson json;
  json.text("key", key.key).number("position", key.position.value).truth("can_sign", key.can_sign(on));
  put_date(json, "from", key.from);
  put_date(json, "until", key.until);
  if (key.replaced_by) json.text("replaced_by", *key.replaced_by).number("replaced_at", key.replaced_at->value);
  put_date(json, "replaced_on", key.replaced_on);
  put_date(json, "revoked_on", key.revoked_on);
  if (key.revoked_at) json.number("revoked_at", key.revoked_at->value);
  return put_date(json, "invalid_since", key.invalid_since).take();
}

std::string office_json(const OfficeView& view, Date on) {
  return FlatJson()
      .text("office", view.office)
      .truth("can_sign", view.can_sign(on))
      .raw("holders", list_json(view.holders, [on](const OfficeHolding& each) { return holding_json(each, on); }))
      .raw("keys", list_json(view.keys, [on](const OfficeKey& key) { return office_key_json(key, on); }))
      .raw("delegations", list_json(view.delegations, delegation_json))
      .take();
}

std::vector<std::string> office_record_names() {
  return {"office", "can_sign", "part", "of", "as", "from", "until", "position"};
}

std::string office_records(const OfficeView& view, Date on) {
  const char* signs = view.can_sign(on) ? "can_sign" : "-";
  std::string out;
  const auto date = [](const std::optional<Date>& each) {
    return each && *each != date_max ? print(*each) : std::string("-");
  };
  for (const OfficeHolding& each : view.holders) {
    out += fmt::format("{}\t{}\tholder\t{}\t{}\t{}\t{}\t{}\n", view.office, signs, print(each.holding.holder),
                       name(each.holding.kind), date(each.holding.from), date(each.holding.last), each.position.value);
  }
  for (const OfficeKey& key : view.keys) {
    out += fmt::format("{}\t{}\tkey\t{}\t{}\t{}\t{}\t{}\n", view.office, signs, key.key,
                       key.can_sign(on) ? "good" : "-", date(key.from), date(key.until), key.position.value);
  }
  for (const OfficeDelegation& each : view.delegations) {
    out += fmt::format("{}\t{}\tdelegate\t{}\t{}\t{}\t{}\t{}\n", view.office, signs, each.delegate, joined(each.types),
                       date(each.from), date(each.until), each.position.value);
  }
  return out;
}

}  // namespace jejak
