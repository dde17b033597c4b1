#include "tests/journeys/desk.hpp"

#include "ledger/record/json.hpp"
#include "tools/demo/tiny_parts.hpp"

#include <algorithm>

namespace jejak {
namespace {

namespace json = boost::json;

constexpr std::int64_t hour_us = 3'600'000'000;

Error meaningless(const std::string& what, const std::string& word) {
  return Error{Errc::usage, what + ": " + (word.empty() ? "is missing" : word)};
}

Result<Date> date_from(const json::object& request, const char* member) {
  const std::string text = text_of(request, member);
  const std::optional<Date> date = parse_date(text);
  if (!date) return meaningless(member, text);
  return *date;
}

Result<std::optional<Date>> optional_date(const json::object& request, const char* member) {
  if (text_of(request, member).empty()) return std::optional<Date>();
  Result<Date> date = date_from(request, member);
  if (!date) return date.error();
  return std::optional<Date>(*date);
}

Zone zone_from(const json::object& request) {
  return parse_zone(text_of(request, "zone")).value_or(Zone::wita);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c != ' ' && c != ',') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

// A person or a document of a script is a word; its id or hash is made from that word.
Id id_of(const std::string& word) {
  Id id{};
  const Hash hash = sha256(view("journey id " + word));
  std::copy_n(hash.bytes.begin(), id.size(), id.begin());
  return id;
}

using Names = std::map<std::string, Id>;

// "@the-decision" is the event that the script knows as that.
Result<Value> id_value(const std::string& name, const std::string& text, const Names& events) {
  if (!text.starts_with("@")) return Value(parse_id(text).value_or(id_of(text)));
  const auto known = events.find(text.substr(1));
  if (known == events.end()) return meaningless(name, text);
  return Value(known->second);
}

Result<Value> value_of(FieldKind kind, const std::string& name, const std::string& text, const Names& events) {
  switch (kind) {
    case FieldKind::number:
      if (const auto number = parse_decimal(text)) return Value(static_cast<std::int64_t>(*number));
      return meaningless(name, text);
    case FieldKind::date:
      if (const auto date = parse_date(text)) return Value(*date);
      return meaningless(name, text);
    case FieldKind::code: return Value(Code{text});
    case FieldKind::codes: return Value(codes_of(split(text)));
    case FieldKind::id: return id_value(name, text, events);
    case FieldKind::hash: return Value(sha256(view(text)));
    case FieldKind::reference: return Value(Reference{text});
    case FieldKind::table: break;
  }
  return Error{Errc::usage, name + ": a table cannot be written in a script"};
}

Outcome set_fields(Draft& draft, const json::object& request, const Names& events) {
  const TypeShape* shape = catalogue().find(draft.type);
  if (shape == nullptr) return meaningless("type", draft.type);
  const json::value* fields = request.if_contains("fields");
  if (fields == nullptr) return {};
  for (const auto& member : fields->as_object()) {
    const std::string name(member.key());
    const auto field = std::find_if(shape->fields.begin(), shape->fields.end(),
                                    [&](const FieldShape& each) { return name == each.name; });
    if (field == shape->fields.end()) return Error{Errc::usage, draft.type + " has no field " + name};
    Result<Value> value = value_of(field->kind, name, std::string(member.value().as_string()), events);
    if (!value) return value.error();
    draft.fields.push_back({name, *std::move(value)});
  }
  return {};
}

Document document_of(const std::string& number, Date date, Instant signed_at) {
  Document document;
  document.number = number;
  document.date = date;
  document.hash = sha256(view("journey document " + number));
  document.signed_at = signed_at;
  return document;
}

// The table with the policies that the request names set to its values.
Result<Bytes> with_policies(const Bytes& table, const json::object& request) {
  const json::value* policies = request.if_contains("policies");
  if (policies == nullptr || policies->as_object().empty()) return table;
  Result<RuleSet> rules = decode_rule_set(table);
  if (!rules) return rules.error();
  for (const auto& member : policies->as_object()) {
    const auto row = std::find_if(rules->policies.begin(), rules->policies.end(),
                                  [&](const PolicyRow& each) { return each.name == std::string(member.key()); });
    if (row == rules->policies.end()) return meaningless("policy", std::string(member.key()));
    row->value = std::string(member.value().as_string());
  }
  return encode(*rules);
}

std::vector<Draft> one(Draft draft) {
  return {std::move(draft)};
}

std::vector<std::string> first_two(std::vector<std::string> roots) {
  roots.resize(std::min<std::size_t>(roots.size(), 2));
  return roots;
}

}  // namespace

std::string text_of(const json::object& request, const char* member) {
  const json::value* value = request.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::vector<std::string> texts_of(const json::object& request, const char* member) {
  std::vector<std::string> texts;
  const json::value* value = request.if_contains(member);
  if (value == nullptr || !value->is_array()) return texts;
  for (const json::value& each : value->as_array()) {
    if (each.is_string()) texts.emplace_back(each.as_string());
  }
  return texts;
}

std::string line_of(Instant at, const Envelope& envelope, const Event& event) {
  return "{\"at\":\"" + print(at) + "\"," + to_json(envelope, event, catalogue()).substr(1);
}

Desk::Desk(const Genesis& genesis, std::unique_ptr<Keyring> keys, std::vector<std::string> roots)
    : keys_(std::move(keys)),
      registrar_(Instant{}, first_two(std::move(roots)), *keys_),
      rehearsal_(genesis, *keys_, journey_seed) {}

Result<std::string> Desk::line(const Draft& draft) {
  const Result<PlannedEvent> planned = rehearsal_.try_out(draft);
  if (!planned) return planned.error();
  const Result<Envelope> envelope = decode_envelope(planned->envelope);
  if (!envelope) return envelope.error();
  const Result<Vouched> vouched = vouch(planned->envelope, rehearsal_.genesis().origin);
  if (!vouched) return vouched.error();
  return line_of(planned->at, *envelope, vouched->event());
}

Result<std::vector<Draft>> Desk::drafts(const json::object& request) {
  const Result<Date> today = date_from(request, "today");
  if (!today) return today.error();
  const Instant morning{start_of(*today, Zone::wib).us + 8 * hour_us};
  if (registrar_.now() < morning) registrar_.stand_at(morning);
  const std::string what = text_of(request, "do");
  if (what == "office") return office(request);
  if (what == "rules") return law(request);
  if (what == "calendar") return calendar(request);
  if (what == "election") return election(request);
  if (what == "step") return step(request);
  if (what == "ended") return ended(request);
  if (what == "revoke" || what == "rotate" || what == "key") return key(request);
  if (what == "agency") {
    const Result<Date> from = date_from(request, "from");
    if (!from) return from.error();
    return one(registrar_.agency(
        {text_of(request, "code"), text_of(request, "type"), zone_from(request), *from, text_of(request, "under")}));
  }
  if (what == "succession") {
    const Result<Date> on = date_from(request, "on");
    if (!on) return on.error();
    return one(registrar_.succession(text_of(request, "from"), text_of(request, "to"), texts_of(request, "roles"),
                                     text_of(request, "by"), *on));
  }
  return meaningless("do", what);
}

Result<std::vector<Draft>> Desk::office(const json::object& request) {
  HolderEntry entry;
  entry.office = text_of(request, "office");
  const std::optional<HolderKind> kind = parse_holder_kind(text_of(request, "kind"));
  if (!kind) return meaningless("kind of holder", text_of(request, "kind"));
  entry.kind = *kind;
  entry.decision_no = "SK-" + text_of(request, "from");
  const Result<Date> from = date_from(request, "from");
  if (!from) return from.error();
  entry.from = *from;
  const Result<std::optional<Date>> until = optional_date(request, "until");
  if (!until) return until.error();
  entry.until = *until;
  entry.head_of_region = entry.office.starts_with("PPK_ASN@");
  const std::string person = text_of(request, "person");
  entry.person = id_of(!person.empty() ? person : "holder of " + entry.office + " from " + text_of(request, "from"));
  persons_[entry.office] = entry.person;
  std::vector<Draft> drafts = one(registrar_.holder(entry));
  const Result<std::optional<Date>> term_ends = optional_date(request, "term_ends");
  if (!term_ends) return term_ends.error();
  if (*term_ends) drafts.front().fields.push_back({"term_ends_on", **term_ends});
  if (rehearsal_.key_of(entry.office) == nullptr) {
    drafts.push_back(registrar_.key(entry.office, entry.office, local_date(registrar_.now(), Zone::wib)));
  }
  return drafts;
}

Result<std::vector<Draft>> Desk::ended(const json::object& request) {
  const std::string office = text_of(request, "office");
  const auto person = persons_.find(office);
  if (person == persons_.end()) return meaningless("office without a holder", office);
  const Result<Date> on = date_from(request, "on");
  if (!on) return on.error();
  return one(registrar_.holder_ended(office, person->second, *on, "TERM_ENDED"));
}

Result<std::vector<Draft>> Desk::law(const json::object& request) {
  const Result<std::vector<TinyLaw>> laws = tiny_laws();
  if (!laws) return laws.error();
  for (const TinyLaw& law : *laws) {
    if (law.id != text_of(request, "name")) continue;
    Result<Bytes> table = with_policies(law.table, request);
    if (!table) return table.error();
    return one(registrar_.rule_set(law.id, *std::move(table), law.source));
  }
  return meaningless("rule set", text_of(request, "name"));
}

Result<std::vector<Draft>> Desk::calendar(const json::object& request) {
  const Result<std::vector<TinyCalendar>> calendars = tiny_calendars();
  if (!calendars) return calendars.error();
  for (const TinyCalendar& calendar : *calendars) {
    if (std::to_string(calendar.year) != text_of(request, "year")) continue;
    return one(registrar_.calendar(calendar.year, calendar.days, calendar.source_no));
  }
  return meaningless("calendar", text_of(request, "year"));
}

Result<std::vector<Draft>> Desk::election(const json::object& request) {
  ElectionEntry entry;
  entry.code = text_of(request, "code");
  entry.regions = texts_of(request, "regions");
  const Result<Date> determination = date_from(request, "determination");
  if (!determination) return determination.error();
  const Result<Date> voting = date_from(request, "voting");
  if (!voting) return voting.error();
  entry.determination = *determination;
  entry.voting = *voting;
  entry.regulation_no = "PKPU-" + std::to_string(year_of(*voting));
  return one(registrar_.election(entry));
}

Result<std::vector<Draft>> Desk::key(const json::object& request) {
  const std::string what = text_of(request, "do");
  const std::string office = text_of(request, "office");
  const std::string* present = rehearsal_.key_of(office);
  const Date today = local_date(registrar_.now(), Zone::wib);
  const std::string name = text_of(request, "name");
  if (what == "key") return one(registrar_.key(office, name, today));
  if (present == nullptr) return meaningless("office without a key", office);
  if (what == "rotate") return one(registrar_.key_rotated(office, *present, name, today));
  Draft revoked = registrar_.key_revoked(*present, today, text_of(request, "reason"));
  const Result<std::optional<Date>> invalid_since = optional_date(request, "invalid_since");
  if (!invalid_since) return invalid_since.error();
  if (*invalid_since) revoked.fields.push_back({"invalid_since", **invalid_since});
  return one(std::move(revoked));
}

// "key-of:ROLE@agency" is the stream of the office's first key, whose bytes no script knows.
std::string Desk::stream_of(const std::string& text) {
  constexpr std::string_view first_key = "key-of:";
  if (!text.starts_with(first_key)) return text;
  return "key-" + to_hex(keys_->key(text.substr(first_key.size())).public_key());
}

Result<std::vector<Draft>> Desk::step(const json::object& request) {
  Draft draft;
  draft.type = text_of(request, "type");
  draft.stream = stream_of(text_of(request, "stream"));
  draft.office = text_of(request, "office");
  draft.zone = zone_from(request);
  const Result<Date> today = date_from(request, "today");
  if (!today) return today.error();
  draft.legal_date = *today;
  if (!text_of(request, "dated").empty()) {
    const Result<Date> dated = date_from(request, "dated");
    if (!dated) return dated.error();
    draft.legal_date = *dated;
  }
  registrar_.stand_at(
      std::max(Instant{registrar_.now().us + 1'000'000}, Instant{start_of(*today, draft.zone).us + 9 * hour_us}));
  draft.at = registrar_.now();
  draft.on_behalf_of = text_of(request, "on_behalf_of");
  draft.late_reason = text_of(request, "late_reason");
  draft.signers = texts_of(request, "signers");
  draft.holder = parse_holder_kind(text_of(request, "holder")).value_or(HolderKind::none);
  for (const std::string& number : texts_of(request, "documents")) {
    draft.documents.push_back(document_of(number, draft.legal_date, draft.at));
  }
  draft.legal_bases = texts_of(request, "bases");
  if (Outcome set = set_fields(draft, request, events_); !set) return set.error();
  const std::string known_as = text_of(request, "known_as");
  if (!known_as.empty()) {
    ByteArray<10> tail{};
    const Id id = id_of("event known as " + known_as);
    std::copy_n(id.begin(), tail.size(), tail.begin());
    draft.id = make_uuid_v7(draft.at, tail);
    events_[known_as] = *draft.id;
  }
  return one(std::move(draft));
}

}  // namespace jejak
