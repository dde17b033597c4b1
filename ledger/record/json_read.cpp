#include "ledger/proof/lines.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "ledger/record/json_cursor.hpp"

#include <algorithm>
#include <charconv>

namespace jejak {
namespace {

std::optional<std::uint16_t> parse_minute(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0u, 1u, 3u, 4u}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 23 || minute > 59) return std::nullopt;
  return static_cast<std::uint16_t>(hour * 60 + minute);
}

Codes read_codes(const JsonCursor& at) {
  Codes codes;
  for (const JsonCursor& item : at.items(code_list_max)) codes.push_back(Code{item.text()});
  std::sort(codes.begin(), codes.end());
  if (std::adjacent_find(codes.begin(), codes.end()) != codes.end()) at.fail("names a code twice");
  return codes;
}

Value read_value(const JsonCursor& at, FieldKind kind) {
  switch (kind) {
    case FieldKind::number: return at.integer();
    case FieldKind::date: return at.date();
    case FieldKind::code: return Code{at.text()};
    case FieldKind::codes: return read_codes(at);
    case FieldKind::id: return at.id();
    case FieldKind::hash: return at.hash();
    case FieldKind::reference: return Reference{at.text()};
    case FieldKind::table: return at.base64();
  }
  return std::int64_t{0};
}

void read_fields(const JsonCursor& at, const TypeShape& shape, Event& event) {
  std::vector<std::string_view> names;
  for (const FieldShape& field : shape.fields) names.push_back(field.name);
  at.only(names);
  for (const FieldShape& field : shape.fields) {
    const JsonCursor value = at.optional(field.name);
    if (value.present()) {
      event.fields.push_back(Field{field.number, read_value(value, field.kind)});
    } else if (field.required) {
      value.fail("is missing (" + std::string(field.english) + ")");
    }
  }
}

void read_documents(const JsonCursor& at, Event& event) {
  for (const JsonCursor& item : at.items(event_documents_max)) {
    item.only({"number", "date", "hash", "certificate", "signed_at"});
    Document& document = event.documents.emplace_back();
    document.number = item.required("number").text();
    if (const JsonCursor date = item.optional("date"); date.present()) document.date = date.date();
    document.hash = item.required("hash").hash();
    if (const JsonCursor serial = item.optional("certificate"); serial.present()) document.certificate = serial.hex();
    if (const JsonCursor signed_at = item.optional("signed_at"); signed_at.present()) {
      document.signed_at = signed_at.instant();
    }
  }
}

void read_lists(const JsonCursor& at, Event& event) {
  for (const JsonCursor& item : at.optional("legal_bases").items(event_list_max)) {
    event.legal_bases.push_back(item.text());
  }
  read_documents(at.optional("documents"), event);
  for (const JsonCursor& item : at.optional("external_refs").items(event_list_max)) {
    item.only({"system", "id"});
    event.external_refs.push_back(ExternalRef{item.required("system").text(), item.required("id").text()});
  }
}

void read_time(const JsonCursor& at, Event& event) {
  event.legal_date = at.required("legal_date").date();
  if (const JsonCursor time = at.optional("legal_time"); time.present()) {
    event.legal_minute = time.parsed(parse_minute, "a time such as 09:30");
  }
  event.zone = at.required("zone").parsed(parse_zone, "WIB, WITA or WIT");
  if (const JsonCursor date = at.optional("received_date"); date.present()) event.received_date = date.date();
}

void read_header(const JsonCursor& at, Event& event) {
  event.id = at.required("id").id();
  event.origin = at.required("origin").text();
  event.stream = at.required("stream").text();
  const JsonCursor revision = at.required("revision");
  if (revision.integer() < 0) revision.fail("must not be negative");
  event.revision = static_cast<std::uint64_t>(revision.integer());
  if (const JsonCursor previous = at.optional("previous"); previous.present()) event.previous = previous.hash();
  read_time(at, event);
  event.office = at.required("office").text();
  event.holder = at.required("holder").parsed(parse_holder_kind, "DEFINITIF, Pj, Pjs, Plt or Plh");
  event.on_behalf_of = at.optional("on_behalf_of").optional_text();
  event.rule_set = at.optional("rule_set").optional_text();
  event.late_reason = at.optional("late_reason").optional_text();
  if (const JsonCursor causation = at.optional("causation"); causation.present()) event.causation = causation.id();
}

// check_event() knows numbers only and not where the event stands; people know names.
Error as_in_text(Error error, const TypeShape& shape, const std::string& path) {
  constexpr std::string_view before = "fields[";
  std::string message = std::move(error.message);
  if (message.starts_with(before)) {
    std::uint16_t number = 0;
    const char* const begin = message.data() + before.size();
    const char* const end = std::from_chars(begin, message.data() + message.size(), number).ptr;
    for (const FieldShape& field : shape.fields) {
      if (field.number != number) continue;
      message = "fields." + std::string(field.name) + std::string(end + 1);
      break;
    }
  }
  return Error{error.code, path.empty() ? std::move(message) : path + "." + message};
}

Result<Event> read_event(const JsonCursor& at, const Shapes& shapes, const JsonFailure& failure) {
  at.only({"id",          "origin",      "type",          "stream",    "revision",      "previous",     "legal_date",
           "legal_time",  "zone",        "received_date", "office",    "holder",        "on_behalf_of", "rule_set",
           "late_reason", "legal_bases", "documents",     "causation", "external_refs", "fields"});
  Event event;
  const JsonCursor type = at.required("type");
  const std::string type_name = type.text();
  const TypeShape* shape = shapes.find(std::string_view(type_name));
  if (shape == nullptr) type.fail(quoted(type_name) + " is not an event type");
  if (failure.first) return *failure.first;
  event.type = shape->number;
  read_header(at, event);
  read_lists(at, event);
  const JsonCursor fields = at.optional("fields");
  if (fields.present()) {
    read_fields(fields, *shape, event);
    if (event.fields.empty()) fields.fail("must not be empty; leave the member out");
  } else {
    for (const FieldShape& field : shape->fields) {
      if (field.required) fields.fail("is missing; " + std::string(field.name) + " is required");
    }
  }
  if (failure.first) return *failure.first;
  if (Outcome form = check_event(event); !form) return as_in_text(std::move(form.error()), *shape, at.path());
  return event;
}

EventSignature read_signature(const JsonCursor& at) {
  at.only({"algorithm", "key", "signature"});
  EventSignature signature;
  const JsonCursor algorithm = at.required("algorithm");
  if (algorithm.text() != "ed25519") algorithm.fail("must be \"ed25519\"");
  signature.key = at.required("key").hash().bytes;
  const JsonCursor bytes = at.required("signature");
  const auto array = to_array<64>(bytes.base64());
  if (array) {
    signature.bytes = *array;
  } else {
    bytes.fail("an Ed25519 signature has 64 bytes");
  }
  return signature;
}

}  // namespace

Result<Event> from_json(std::string_view json, const Shapes& shapes) {
  const auto value = parse_strict_json(json);
  if (!value) return value.error();
  JsonFailure failure;
  return read_event(JsonCursor(&*value, "", failure), shapes, failure);
}

Result<Envelope> envelope_from_json(std::string_view json, const Shapes& shapes) {
  const auto value = parse_strict_json(json);
  if (!value) return value.error();
  JsonFailure failure;
  const JsonCursor at(&*value, "", failure);
  at.only({"event", "signatures"});
  const JsonCursor body = at.required("event");
  if (failure.first) return *failure.first;
  const auto event = read_event(body, shapes, failure);
  if (!event) return event.error();
  Envelope envelope;
  for (const JsonCursor& item : at.optional("signatures").items(envelope_signatures_max)) {
    envelope.signatures.push_back(read_signature(item));
  }
  if (failure.first) return *failure.first;
  const auto by_key = [](const EventSignature& a, const EventSignature& b) { return a.key < b.key; };
  const auto same_key = [](const EventSignature& a, const EventSignature& b) { return a.key == b.key; };
  std::sort(envelope.signatures.begin(), envelope.signatures.end(), by_key);
  if (std::adjacent_find(envelope.signatures.begin(), envelope.signatures.end(), same_key) !=
      envelope.signatures.end()) {
    return Error{Errc::malformed, "signatures: a key stands twice"};
  }
  auto bytes = encode(*event);
  if (!bytes) return std::move(bytes.error());
  envelope.event = std::move(*bytes);
  return envelope;
}

}  // namespace jejak
