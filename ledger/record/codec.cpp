#include "ledger/record/codec.hpp"

#include "ledger/record/event.capnp.h"
#include "ledger/record/flat_message.hpp"
#include "ledger/record/stored.hpp"

namespace jejak {
namespace {

constexpr std::int32_t no_date = INT32_MIN;
constexpr std::int64_t no_instant = INT64_MIN;
constexpr std::int16_t no_minute = -1;
constexpr int nesting_max = 5;  // event, list of fields, field, list of codes, code

// How large the canonical message is, so that it is built in one segment of exactly that size.
constexpr std::size_t root_pointer_words = 1;
constexpr std::size_t event_words = 3 + 13;
constexpr std::size_t document_words = 2 + 3;
constexpr std::size_t external_ref_words = 2;
constexpr std::size_t field_words = 2 + 1;

std::size_t structs_words(std::size_t count, std::size_t each) {
  return count == 0 ? 0 : 1 + count * each;  // a tag word stands before the members
}

struct ValueWords {
  std::size_t operator()(std::int64_t) const { return 0; }
  std::size_t operator()(const Date&) const { return 0; }
  std::size_t operator()(const Code& code) const { return text_words(code.text.size()); }
  std::size_t operator()(const Codes& codes) const {
    std::size_t words = codes.size();
    for (const Code& code : codes) words += text_words(code.text.size());
    return words;
  }
  std::size_t operator()(const Id&) const { return 2; }
  std::size_t operator()(const Hash&) const { return 4; }
  std::size_t operator()(const Reference& reference) const { return text_words(reference.stream.size()); }
  std::size_t operator()(const Bytes& table) const { return data_words(table.size()); }
};

std::size_t canonical_words(const Event& event) {
  std::size_t words = root_pointer_words + event_words + data_words(event.id.size());
  for (const std::string* text :
       {&event.origin, &event.stream, &event.office, &event.on_behalf_of, &event.rule_set, &event.late_reason}) {
    words += text_words(text->size());
  }
  if (event.previous) words += 4;
  if (event.causation) words += 2;
  words += event.legal_bases.size();
  for (const std::string& basis : event.legal_bases) words += text_words(basis.size());
  words += structs_words(event.documents.size(), document_words);
  for (const Document& document : event.documents) {
    words += text_words(document.number.size()) + 4 + data_words(document.certificate.size());
  }
  words += structs_words(event.external_refs.size(), external_ref_words);
  for (const ExternalRef& ref : event.external_refs) words += text_words(ref.system.size()) + text_words(ref.id.size());
  words += structs_words(event.fields.size(), field_words);
  for (const Field& field : event.fields) words += std::visit(ValueWords{}, field.value);
  return words;
}

// Writing. The order in which pointers are set is the order of objects in the message: part of the format.

struct WriteValue {
  schema::Field::Value::Builder out;
  void operator()(std::int64_t number) { out.setNumber(number); }
  void operator()(const Date& date) { out.setDate(date.days); }
  void operator()(const Code& code) { out.setCode(text_of(code.text)); }
  void operator()(const Codes& codes) {
    auto list = out.initCodes(static_cast<unsigned>(codes.size()));
    for (unsigned i = 0; i < list.size(); ++i) list.set(i, text_of(codes[i].text));
  }
  void operator()(const Id& id) { out.setId(data_of(id)); }
  void operator()(const Hash& hash) { out.setHash(data_of(view(hash))); }
  void operator()(const Reference& reference) { out.setReference(text_of(reference.stream)); }
  void operator()(const Bytes& table) { out.setTable(data_of(table)); }
};

void write_documents(const std::vector<Document>& documents, schema::Event::Builder out) {
  if (documents.empty()) return;
  auto list = out.initDocuments(static_cast<unsigned>(documents.size()));
  for (unsigned i = 0; i < list.size(); ++i) {
    const Document& document = documents[i];
    auto to = list[i];
    to.setNumber(text_of(document.number));
    to.setDate(document.date ? document.date->days : no_date);
    to.setHash(data_of(view(document.hash)));
    if (!document.certificate.empty()) to.setCertificate(data_of(document.certificate));
    to.setSignedAt(document.signed_at ? document.signed_at->us : no_instant);
  }
}

void write_external_refs(const std::vector<ExternalRef>& refs, schema::Event::Builder out) {
  if (refs.empty()) return;
  auto list = out.initExternalRefs(static_cast<unsigned>(refs.size()));
  for (unsigned i = 0; i < list.size(); ++i) {
    list[i].setSystem(text_of(refs[i].system));
    list[i].setId(text_of(refs[i].id));
  }
}

void write_fields(const std::vector<Field>& fields, schema::Event::Builder out) {
  if (fields.empty()) return;
  auto list = out.initFields(static_cast<unsigned>(fields.size()));
  for (unsigned i = 0; i < list.size(); ++i) {
    auto to = list[i];
    to.setNumber(fields[i].number);
    std::visit(WriteValue{to.getValue()}, fields[i].value);
  }
}

void write_event(const Event& event, schema::Event::Builder out) {
  out.setId(data_of(event.id));
  out.setOrigin(text_of(event.origin));
  out.setType(event.type);
  out.setStream(text_of(event.stream));
  out.setRevision(event.revision);
  if (event.previous) out.setPrevious(data_of(view(*event.previous)));
  out.setLegalDate(event.legal_date.days);
  out.setLegalMinute(event.legal_minute ? static_cast<std::int16_t>(*event.legal_minute) : no_minute);
  out.setZone(static_cast<std::uint8_t>(event.zone));
  out.setReceivedDate(event.received_date ? event.received_date->days : no_date);
  out.setOffice(text_of(event.office));
  out.setHolder(static_cast<std::uint8_t>(event.holder));
  if (!event.on_behalf_of.empty()) out.setOnBehalfOf(text_of(event.on_behalf_of));
  if (!event.rule_set.empty()) out.setRuleSet(text_of(event.rule_set));
  if (!event.legal_bases.empty()) {
    auto list = out.initLegalBases(static_cast<unsigned>(event.legal_bases.size()));
    for (unsigned i = 0; i < list.size(); ++i) list.set(i, text_of(event.legal_bases[i]));
  }
  write_documents(event.documents, out);
  if (event.causation) out.setCausation(data_of(*event.causation));
  write_external_refs(event.external_refs, out);
  write_fields(event.fields, out);
  if (!event.late_reason.empty()) out.setLateReason(text_of(event.late_reason));
}

// Reading. Only what the struct cannot hold is refused here; the rest is check_event()'s.

Error malformed(std::string_view place, std::string_view rule) {
  return Error{Errc::malformed, std::string(place) + ": " + std::string(rule)};
}

template <std::size_t N>
bool read_exactly(capnp::Data::Reader data, ByteArray<N>& out) {
  const auto bytes = to_array<N>(bytes_of(data));
  if (bytes) out = *bytes;
  return bytes.has_value();
}

Outcome read_value(schema::Field::Value::Reader in, Value& out) {
  switch (in.which()) {
    case schema::Field::Value::NUMBER: out = in.getNumber(); return {};
    case schema::Field::Value::DATE: out = Date{in.getDate()}; return {};
    case schema::Field::Value::CODE: out = Code{string_of(in.getCode())}; return {};
    case schema::Field::Value::REFERENCE: out = Reference{string_of(in.getReference())}; return {};
    case schema::Field::Value::TABLE: out = copy(bytes_of(in.getTable())); return {};
    case schema::Field::Value::CODES: {
      const auto list = in.getCodes();
      if (list.size() > code_list_max) return malformed("fields", "a list has more than 512 codes");
      Codes& codes = out.emplace<Codes>();
      codes.reserve(list.size());
      for (const capnp::Text::Reader code : list) codes.push_back(Code{string_of(code)});
      return {};
    }
    case schema::Field::Value::ID:
      if (!read_exactly(in.getId(), out.emplace<Id>())) return malformed("fields", "an id has 16 bytes");
      return {};
    case schema::Field::Value::HASH:
      if (!read_exactly(in.getHash(), out.emplace<Hash>().bytes)) return malformed("fields", "a hash has 32 bytes");
      return {};
  }
  return malformed("fields", "a kind of value that this format does not have");
}

Outcome read_fields(schema::Event::Reader in, Event& event) {
  const auto list = in.getFields();
  if (list.size() > event_fields_max) return malformed("fields", "has more than 64 members");
  event.fields.reserve(list.size());
  for (const auto member : list) {
    Field& field = event.fields.emplace_back();
    field.number = member.getNumber();
    if (Outcome value = read_value(member.getValue(), field.value); !value) return value;
  }
  return {};
}

Outcome read_documents(schema::Event::Reader in, Event& event) {
  const auto list = in.getDocuments();
  if (list.size() > event_documents_max) return malformed("documents", "has more than 32 members");
  event.documents.reserve(list.size());
  for (const auto member : list) {
    Document& document = event.documents.emplace_back();
    document.number = string_of(member.getNumber());
    if (member.getDate() != no_date) document.date = Date{member.getDate()};
    if (!read_exactly(member.getHash(), document.hash.bytes)) {
      return malformed("documents", "a document's hash has 32 bytes");
    }
    document.certificate = copy(bytes_of(member.getCertificate()));
    if (member.getSignedAt() != no_instant) document.signed_at = Instant{member.getSignedAt()};
  }
  return {};
}

Outcome read_lists(schema::Event::Reader in, Event& event) {
  const auto bases = in.getLegalBases();
  if (bases.size() > event_list_max) return malformed("legal_bases", "has more than 64 members");
  event.legal_bases.reserve(bases.size());
  for (const capnp::Text::Reader basis : bases) event.legal_bases.push_back(string_of(basis));
  const auto refs = in.getExternalRefs();
  if (refs.size() > event_list_max) return malformed("external_refs", "has more than 64 members");
  event.external_refs.reserve(refs.size());
  for (const auto ref : refs) {
    event.external_refs.push_back(ExternalRef{string_of(ref.getSystem()), string_of(ref.getId())});
  }
  if (Outcome documents = read_documents(in, event); !documents) return documents;
  return read_fields(in, event);
}

Outcome read_time(schema::Event::Reader in, Event& event) {
  event.legal_date = Date{in.getLegalDate()};
  const std::int16_t minute = in.getLegalMinute();
  if (minute < no_minute) return malformed("legal_time", "must be 00:00 to 23:59");
  if (minute != no_minute) event.legal_minute = static_cast<std::uint16_t>(minute);
  event.zone = static_cast<Zone>(in.getZone());
  if (in.getReceivedDate() != no_date) event.received_date = Date{in.getReceivedDate()};
  return {};
}

Outcome read_event(schema::Event::Reader in, Event& event) {
  if (!read_exactly(in.getId(), event.id)) return malformed("id", "must have 16 bytes");
  event.origin = string_of(in.getOrigin());
  event.type = in.getType();
  event.stream = string_of(in.getStream());
  event.revision = in.getRevision();
  if (const auto previous = in.getPrevious(); previous.size() != 0) {
    if (!read_exactly(previous, event.previous.emplace().bytes)) return malformed("previous", "must have 32 bytes");
  }
  if (Outcome time = read_time(in, event); !time) return time;
  event.office = string_of(in.getOffice());
  event.holder = static_cast<HolderKind>(in.getHolder());
  event.on_behalf_of = string_of(in.getOnBehalfOf());
  event.rule_set = string_of(in.getRuleSet());
  if (const auto causation = in.getCausation(); causation.size() != 0) {
    if (!read_exactly(causation, event.causation.emplace())) return malformed("causation", "must have 16 bytes");
  }
  event.late_reason = string_of(in.getLateReason());
  return read_lists(in, event);
}

// A library's bounds and ours together: after this the event is one that encode() accepts.
Outcome read_message(BytesView bytes, Event& event) {
  FlatReader reader(bytes, nesting_max);
  if (Outcome read = read_event(reader.root<schema::Event>(), event); !read) return read;
  return check_event(event);
}

bool is_canonical(BytesView bytes, const Event& event) {
  const std::size_t words = canonical_words(event);
  if (flat_header_bytes + words * 8 != bytes.size()) return false;
  FlatWriter writer(words);
  write_event(event, writer.root<schema::Event>());
  return writer.equals(bytes);
}

}  // namespace

Result<Bytes> encode(const Event& event) {
  if (Outcome form = check_event(event); !form) return std::move(form.error()).during("event");
  const std::size_t words = canonical_words(event);
  if (flat_header_bytes + words * 8 > event_bytes_max) {
    return Error{Errc::too_large, "event: " + std::to_string(flat_header_bytes + words * 8) + " bytes, at most " +
                                      std::to_string(event_bytes_max) + " are allowed"};
  }
  FlatWriter writer(words);
  write_event(event, writer.root<schema::Event>());
  return writer.framed();
}

Result<Event> decode(BytesView bytes) {
  if (Outcome framing = check_framing(bytes, event_bytes_max); !framing) {
    return std::move(framing.error()).during("event");
  }
  Event event;
  Outcome outcome = catching_kj([bytes, &event]() -> Outcome {
    if (Outcome read = read_message(bytes, event); !read) return read;
    if (!is_canonical(bytes, event)) return Error{Errc::malformed, "the bytes are not the canonical encoding"};
    return {};
  });
  if (!outcome) return std::move(outcome.error()).during("event");
  return event;
}

Result<Event> read_stored_event(BytesView bytes) {
  if (Outcome framing = check_framing(bytes, event_bytes_max); !framing) {
    return std::move(framing.error()).during("event");
  }
  Event event;
  Outcome outcome = catching_kj([bytes, &event]() -> Outcome { return read_message(bytes, event); });
  if (!outcome) return std::move(outcome.error()).during("event");
  return event;
}

Hash event_hash(BytesView canonical) {
  return sha256(canonical);
}

}  // namespace jejak
