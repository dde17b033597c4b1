#include "tools/jejak/event_draft.hpp"

#include "ledger/record/flat_json.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {
namespace {

std::string codes_json(std::string_view list) {
  std::vector<std::string_view> codes;
  while (true) {
    const auto comma = list.find(',');
    codes.push_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return words_json(codes);
    list.remove_prefix(comma + 1);
  }
}

// The value as the JSON face writes its kind. What it means is checked when the event is signed.
Result<std::string> value_json(const FieldShape& field, std::string_view value) {
  switch (field.kind) {
    case FieldKind::number: {
      const std::string_view digits = value.substr(value.substr(0, 1) == "-" ? 1 : 0);
      if (!parse_decimal(digits)) return Error{Errc::usage, std::string(field.name) + "=" + std::string(value)};
      return std::string(value);
    }
    case FieldKind::codes: return codes_json(value);
    case FieldKind::date:
    case FieldKind::code:
    case FieldKind::id:
    case FieldKind::hash:
    case FieldKind::reference:
    case FieldKind::table: return json_string(value);
  }
  return json_string(value);
}

std::string placeholder_json(const FieldShape& field) {
  switch (field.kind) {
    case FieldKind::number: return "0";
    case FieldKind::date: return "\"YYYY-MM-DD\"";
    case FieldKind::code: return "\"CODE\"";
    case FieldKind::codes: return "[\"CODE\"]";
    case FieldKind::id: return "\"ID\"";
    case FieldKind::hash: return "\"SHA256\"";
    case FieldKind::reference: return "\"STREAM\"";
    case FieldKind::table: return "\"BASE64\"";
  }
  return "\"\"";
}

const FieldShape* field_named(const CatalogueRow& row, std::string_view name) {
  for (const FieldShape& field : row.shape.fields) {
    if (name == field.name) return &field;
  }
  return nullptr;
}

Result<std::string> fields_json(const CatalogueRow& row, const EventDraft& draft) {
  std::map<std::uint16_t, std::string> given;
  for (const std::string& pair : draft.values) {
    const auto equals = pair.find('=');
    const FieldShape* field = field_named(row, std::string_view(pair).substr(0, equals));
    if (equals == std::string::npos || field == nullptr) {
      return Error{Errc::usage, "--set " + pair + ": " + row.shape.name + " has no such field"};
    }
    auto value = value_json(*field, std::string_view(pair).substr(equals + 1));
    if (!value) return std::move(value).error().during("--set");
    given[field->number] = std::move(*value);
  }
  FlatJson json;
  for (const FieldShape& field : row.shape.fields) {
    const auto value = given.find(field.number);
    // Once fields are given, the ones left out were meant to be left out, unless the type needs them.
    if (value != given.end()) {
      json.raw(field.name, value->second);
    } else if (field.required || given.empty()) {
      json.raw(field.name, placeholder_json(field));
    }
  }
  return json.take();
}

struct Place {
  std::string origin = "ORIGIN";
  std::uint64_t revision = 0;
  std::string previous;
};

// Where the stream stands in the ledger, as the signer must say to have seen it.
Result<Place> place_of(const EventDraft& draft) {
  Place place;
  if (draft.ledger.empty()) return place;
  auto genesis = genesis_of(draft.ledger);
  if (!genesis) return std::move(genesis).error();
  place.origin = genesis->origin;
  if (!is_folder(draft.ledger) || draft.stream.empty()) return place;
  auto opened = open_for_reading(draft.ledger);
  if (!opened) return std::move(opened).error();
  const Reader reader(*opened->store);
  auto row = reader.row(draft.stream);
  if (!row) return std::move(row).error();
  if (!*row) return place;
  auto stream = decode_stream_state(draft.stream, **row);
  if (!stream) return std::move(stream).error();
  place.revision = stream->events;
  if (stream->events > 0) place.previous = print_hex(stream->last());
  return place;
}

}  // namespace

Result<std::string> draft_json(const CatalogueRow& row, const EventDraft& draft) {
  const auto zone = parse_zone(draft.zone);
  if (!zone || *zone == Zone::none) return Error{Errc::usage, "--zone " + draft.zone};
  auto place = place_of(draft);
  if (!place) return std::move(place).error();
  auto fields = fields_json(row, draft);
  if (!fields) return std::move(fields).error();
  const Instant now = SystemClock().now();
  FlatJson json;
  json.text("id", print(make_uuid_v7(now, random_array<10>())))
      .text("origin", place->origin)
      .text("type", row.shape.name)
      .text("stream", draft.stream.empty() ? std::string(prefix(row.stream)) + "NAME" : draft.stream)
      .number("revision", place->revision);
  if (!place->previous.empty()) json.text("previous", place->previous);
  json.text("legal_date", draft.date.empty() ? print(local_date(now, *zone)) : draft.date)
      .text("zone", name(*zone))
      .text("office", draft.office.empty() ? "ROLE@AGENCY" : draft.office)
      .text("holder", draft.holder);
  if (!draft.rule_set.empty()) json.text("rule_set", draft.rule_set);
  if (row.document_required) {
    json.raw("documents",
             "[" + FlatJson().text("number", "NUMBER").text("date", "YYYY-MM-DD").text("hash", "SHA256").take() + "]");
  }
  return json.raw("fields", *fields).take();
}

}  // namespace jejak
