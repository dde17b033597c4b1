// offices: who held which office, which key could sign for it, and who may act on its behalf, when.

#include "ledger/base/text.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"
#include "tools/jejak/office_view.hpp"
#include "tools/jejak/words.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t key_shown = 8;

struct OfficeFlags {
  std::string folder;
  std::string agency;
  AskedCoordinates coordinates;
};

std::string words_of(const Terminal& terminal, const OfficeView& view, Date on) {
  const bool signs = view.can_sign(on);
  std::string out = terminal.paint(view.office, Colour::bold) + "  " +
                    terminal.say(Text::office_now, print(on), terminal.say(signs ? Text::word_yes : Text::word_no)) +
                    "\n";
  const auto add = [&out](bool now, const std::string& words) { out += (now ? "  * " : "    ") + words + "\n"; };
  bool held = false;
  for (const OfficeHolding& each : view.holders) {
    const Holding& holding = each.holding;
    held = held || holding.covers(on);
    add(holding.covers(on), terminal.say(Text::office_holder, name(holding.kind), print(holding.holder),
                                         print_span(holding.from, holding.last), each.position.value));
  }
  if (!held) add(false, terminal.say(Text::office_no_holder, print(on)));
  for (const OfficeKey& key : view.keys) {
    std::string words = terminal.say(Text::office_key, key.key.substr(0, key_shown), print_span(key.from, key.until),
                                     key.position.value);
    if (key.replaced_by) {
      words += "; " + terminal.say(Text::office_key_rotated, key.replaced_by->substr(0, key_shown),
                                   print(*key.replaced_on), key.replaced_at->value);
    }
    if (key.revoked_on) {
      words += "; " + terminal.say(Text::office_key_revoked, print(*key.revoked_on), key.revoked_at->value);
    }
    if (key.invalid_since) words += "; " + terminal.say(Text::office_key_back_to, print(*key.invalid_since));
    add(key.can_sign(on), words);
  }
  for (const OfficeDelegation& each : view.delegations) {
    const bool now = (!each.from || *each.from <= on) && (!each.until || on <= *each.until);
    add(now, terminal.say(Text::office_delegates, each.delegate, joined(each.types), print_span(each.from, each.until),
                          each.position.value));
  }
  return out;
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

std::string key_json(const OfficeKey& key, Date on) {
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

std::string delegation_json(const OfficeDelegation& each) {
  FlatJson json;
  json.text("delegate", each.delegate).raw("types", words_json(each.types)).number("position", each.position.value);
  put_date(json, "from", each.from);
  return put_date(json, "until", each.until).take();
}

std::string json_of(const OfficeView& view, Date on) {
  return FlatJson()
      .text("office", view.office)
      .truth("can_sign", view.can_sign(on))
      .raw("holders", list_json(view.holders, [on](const OfficeHolding& each) { return holding_json(each, on); }))
      .raw("keys", list_json(view.keys, [on](const OfficeKey& key) { return key_json(key, on); }))
      .raw("delegations", list_json(view.delegations, delegation_json))
      .take();
}

std::string plain_of(const OfficeView& view, Date on) {
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

Result<ExitCode> list_offices(Terminal& terminal, const OfficeFlags& flags) {
  auto reading = read_law(flags.folder, flags.coordinates, Ask::registry, asker_of(terminal));
  if (!reading) return std::move(reading).error();
  auto offices = read_offices(*reading, flags.agency);
  if (!offices) return std::move(offices).error();
  if (offices->empty() && !flags.agency.empty()) {
    std::vector<std::string> known;
    for (const StreamState* agency : reading->state().registry("agency-")) known.push_back(agency->name.substr(7));
    const bool is_known = std::find(known.begin(), known.end(), flags.agency) != known.end();
    if (!is_known) return no_agency(terminal.language(), flags.agency, known);
  }
  LawAnswer answer(terminal, *reading);
  for (const OfficeView& view : *offices) {
    answer.tell(plain_of(view, reading->on),
                terminal.json() ? json_of(view, reading->on) + "\n" : words_of(terminal, view, reading->on));
  }
  auto ended = answer.end(terminal.say(Text::offices_told, offices->size()));
  if (!ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_offices_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<OfficeFlags>();
  const Command listing = line.root().sub("offices", Text::help_offices);
  listing.positional("DIR", flags->folder, Text::help_folder)
      .positional("AGENCY", flags->agency, Text::help_offices_agency, false)
      .example("jejak offices ledger prov:64 --on 2020-07-20")
      .example("jejak offices ledger --plain | grep -v can_sign")
      .does([&terminal, flags] { return list_offices(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
