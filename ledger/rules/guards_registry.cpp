#include "ledger/rules/guards_registry.hpp"

#include "ledger/base/bytes.hpp"
#include "ledger/rules/contested.hpp"
#include "ledger/rules/engine.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/types.hpp"

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

constexpr int year_min = 1900;
constexpr int year_max = 9999;

Refusal wrong_form(const char* field, const char* rule) {
  return Refusal(RefusalCode::e_schema, {{"field", field}, {"rule", rule}});
}

// What stands after "agency-", "office-" …
std::string_view rest_of_stream(const Judging& judging) {
  const std::string_view stream = judging.event.stream;
  return stream.substr(std::string_view(prefix(judging.row.stream)).size());
}

Answer check_code(const Judging& judging) {
  const Code* code = judging.event.get<Code>(1);
  if (code != nullptr && code->text == rest_of_stream(judging)) return std::nullopt;
  return wrong_form(judging.row.shape.fields.front().name, "must be what the stream's name ends in");
}

Answer check_office(const Judging& judging) {
  const Code* office = judging.event.get<Code>(field::office_holder_appointed::office);
  if (office != nullptr && office->text == rest_of_stream(judging) && !agency_of(office->text).empty()) {
    return std::nullopt;
  }
  return wrong_form("office", "must be ROLE@agency, and what the stream's name ends in");
}

Answer check_key(const Judging& judging) {
  const Hash* key = judging.event.get<Hash>(field::signing_key::key);
  if (key != nullptr && judging.state.roots().of(key->bytes) != nullptr) return wrong_form("key", "is a root's");
  if (key != nullptr && to_hex(key->bytes) == rest_of_stream(judging)) return std::nullopt;
  return wrong_form("key", "must be what the stream's name ends in, in hexadecimal");
}

Answer check_root_change(const Judging& judging) {
  namespace of = field::root_changed;
  if (judging.event.stream != roots_stream) return wrong_form("stream", "must be ledger-roots");
  const Code* agency = judging.event.get<Code>(of::agency);
  if (agency == nullptr || !is_root_name(agency->text)) return wrong_form("agency", "must be an agency code");
  const Roots& roots = judging.state.roots();
  const Hash* key = judging.event.get<Hash>(of::key);
  if (key == nullptr && roots.named(agency->text) == nullptr) return wrong_form("agency", "is not one of the roots");
  if (key != nullptr) {
    const bool is_log = judging.state.genesis().log.key == key->bytes;
    if (is_log || roots.of(key->bytes) != nullptr || judging.find("key-" + to_hex(key->bytes)) != nullptr) {
      return wrong_form("key", "serves something else already");
    }
  }
  if (changed(roots, judging.event.fields)) return std::nullopt;
  return wrong_form("threshold", "must be 2 to the number of roots, which are 2 to 8");
}

Answer check_activation(const Judging& judging) {
  if (judging.event.stream != engine_stream) return wrong_form("stream", "must be ledger-engine");
  const auto version = activates(judging.event);
  if (version && *version > engine_of(judging.state).version) return std::nullopt;
  return wrong_form("engine", "must be above the version in force");
}

Answer check_calendar(const Judging& judging) {
  namespace of = field::work_calendar;
  const auto* year = judging.event.get<std::int64_t>(of::year);
  if (year == nullptr || *year < year_min || *year > year_max) return wrong_form("year", "must be 1900 to 9999");
  std::string expected = std::to_string(*year);
  if (const Code* scope = judging.event.get<Code>(of::scope)) expected += ":" + scope->text;
  if (expected == rest_of_stream(judging)) return std::nullopt;
  return wrong_form("year", "year and scope must be what the stream's name ends in");
}

Answer check_days(const Judging& judging) {
  namespace of = field::work_calendar;
  const auto* year = judging.event.get<std::int64_t>(of::year);
  const Codes* days = judging.event.get<Codes>(of::days);
  if (year == nullptr || days == nullptr) return std::nullopt;
  for (const Code& day : *days) {
    const auto date = parse_date(day.text);
    if (!date || year_of(*date) != *year)
      return wrong_form("days", "every code must be a date of the year, YYYY-MM-DD");
  }
  return std::nullopt;
}

Answer check_table(const Judging& judging) {
  const Bytes* table = judging.event.get<Bytes>(field::rule_set_published::table);
  if (table == nullptr) return std::nullopt;
  const auto rules = decode_rule_set(*table);
  if (!rules) return Refusal(RefusalCode::e_schema, {{"field", "table"}, {"rule", rules.error().message}});
  if (rules->id == rest_of_stream(judging)) return std::nullopt;
  return wrong_form("table", "must have the id that the stream's name ends in");
}

Answer check_agency_known(const Judging& judging) {
  const Code* office = judging.event.get<Code>(
      judging.row.stream == StreamKind::key ? field::signing_key::office : field::office_holder_appointed::office);
  if (office == nullptr) return std::nullopt;
  const std::string agency = "agency-" + std::string(agency_of(office->text));
  const StreamState* known = judging.find(agency);
  if (known != nullptr && known->state == StateCode::active) return std::nullopt;
  return Refusal(RefusalCode::e_reference_unknown, {{"reference", agency}});
}

Answer check_acts_for_itself(const Judging& judging) {
  const std::string_view office = rest_of_stream(judging);
  if (powers_of(judging.event) == office) return std::nullopt;
  return Refusal(RefusalCode::e_role_not_allowed,
                 {{"role", powers_of(judging.event)}, {"allowed", std::string(office)}});
}

Answer check_key_office(const Judging& judging) {
  const auto* replaced = judging.event.get<Reference>(field::signing_key::replaces);
  const Code* office = judging.event.get<Code>(field::signing_key::office);
  const StreamState* old = replaced == nullptr ? nullptr : judging.find(replaced->stream);
  if (old == nullptr || office == nullptr) return std::nullopt;  // the touch says that it does not exist
  for (const Kept& kept : old->kept) {
    if (kept.type != type::signing_key_registered && kept.type != type::signing_key_rotated) continue;
    const Code* before = kept.get<Code>(field::signing_key::office);
    if (before != nullptr && before->text != office->text) {
      return Refusal(RefusalCode::e_role_not_allowed, {{"role", before->text}, {"allowed", office->text}});
    }
  }
  return std::nullopt;
}

Answer check_closure(const Judging& judging) {
  const Code* scope = judging.event.get<Code>(field::work_calendar::scope);
  const std::string_view agency = agency_of(powers_of(judging.event));
  const bool by_roots = role_of(judging.event.office) == "LEDGER_ADMIN";
  if (scope == nullptr || by_roots || scope->text == agency) return std::nullopt;
  return Refusal(RefusalCode::e_wrong_agency, {{"competent", scope->text}, {"agency", std::string(agency)}});
}

// What the touched stream does not keep can only be attested on the word of its office.
Answer check_reattested(const Judging& judging) {
  const Id* event = judging.event.get<Id>(field::event_reattested::event);
  const auto* where = judging.event.get<Reference>(field::event_reattested::stream);
  const StreamState* stream = where == nullptr ? nullptr : judging.find(where->stream);
  const Kept* revoked = judging.stream.last_of(type::signing_key_revoked);
  if (event == nullptr || stream == nullptr || revoked == nullptr) return std::nullopt;
  bool contested = revoked->get<Date>(field::signing_key_revoked::invalid_since) != nullptr;
  for (const Kept& kept : stream->kept) {
    if (kept.event == *event) contested = contesting_key(judging, kept) == &judging.stream;
  }
  if (contested) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"event", print(*event)}, {"expected", "CONTESTED"}});
}

}  // namespace

const Guard stream_is_code{"stream_is_code", Stage::role, check_code};
const Guard stream_is_office{"stream_is_office", Stage::role, check_office};
const Guard stream_is_key{"stream_is_key", Stage::role, check_key};
const Guard changes_roots{"changes_roots", Stage::role, check_root_change};
const Guard activates_engine{"activates_engine", Stage::role, check_activation};
const Guard stream_is_calendar{"stream_is_calendar", Stage::role, check_calendar};
const Guard days_are_dates{"days_are_dates", Stage::role, check_days};
const Guard table_is_rule_set{"table_is_rule_set", Stage::role, check_table};
const Guard office_of_agency_known{"office_of_agency_known", Stage::other_streams, check_agency_known};
const Guard acts_for_itself{"acts_for_itself", Stage::role, check_acts_for_itself};
const Guard key_keeps_office{"key_keeps_office", Stage::other_streams, check_key_office};
const Guard reattests_contested{"reattests_contested", Stage::other_streams, check_reattested};
const Guard closes_own_office{"closes_own_office", Stage::jurisdiction, check_closure};

}  // namespace jejak::guards
