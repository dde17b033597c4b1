#include "ledger/record/json.hpp"

namespace jejak {
namespace {

// Objects and lists, members in the order in which they are given.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  void open(char bracket) {
    out_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void item() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void key(std::string_view name) {
    item();
    string(name);
    out_ += ':';
  }
  void raw(std::string_view json) { out_ += json; }
  void string(std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    out_ += '"';
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        out_ += '\\';
        out_ += c;
      } else if (byte < 0x20) {
        out_ += "\\u00";
        out_ += digits[byte >> 4];
        out_ += digits[byte & 15];
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }
  void member(std::string_view name, std::string_view text) {
    key(name);
    string(text);
  }
  void member_unless_empty(std::string_view name, std::string_view text) {
    if (!text.empty()) member(name, text);
  }

 private:
  std::string& out_;
  bool first_ = true;
};

struct WriteValue {
  JsonWriter& out;
  void operator()(std::int64_t number) { out.raw(std::to_string(number)); }
  void operator()(const Date& date) { out.string(print(date)); }
  void operator()(const Code& code) { out.string(code.text); }
  void operator()(const Codes& codes) {
    out.open('[');
    for (const Code& code : codes) {
      out.item();
      out.string(code.text);
    }
    out.close(']');
  }
  void operator()(const Id& id) { out.string(print(id)); }
  void operator()(const Hash& hash) { out.string(to_hex(view(hash))); }
  void operator()(const Reference& reference) { out.string(reference.stream); }
  void operator()(const Bytes& table) { out.string(to_base64(table)); }
};

void write_time(JsonWriter& out, const Event& event) {
  out.member("legal_date", print(event.legal_date));
  if (event.legal_minute) {
    const unsigned hour = *event.legal_minute / 60u;
    const unsigned minute = *event.legal_minute % 60u;
    const char text[] = {static_cast<char>('0' + hour / 10), static_cast<char>('0' + hour % 10), ':',
                         static_cast<char>('0' + minute / 10), static_cast<char>('0' + minute % 10)};
    out.member("legal_time", std::string_view(text, sizeof text));
  }
  out.member("zone", name(event.zone));
  if (event.received_date) out.member("received_date", print(*event.received_date));
}

void write_header(JsonWriter& out, const Event& event, const TypeShape* shape) {
  out.member("id", print(event.id));
  out.member("origin", event.origin);
  out.key("type");
  if (shape != nullptr) {
    out.string(shape->name);
  } else {
    out.raw(std::to_string(event.type));
  }
  out.member("stream", event.stream);
  out.key("revision");
  out.raw(std::to_string(event.revision));
  if (event.previous) out.member("previous", to_hex(view(*event.previous)));
  write_time(out, event);
  out.member("office", event.office);
  out.member("holder", name(event.holder));
  out.member_unless_empty("on_behalf_of", event.on_behalf_of);
  out.member_unless_empty("rule_set", event.rule_set);
  out.member_unless_empty("late_reason", event.late_reason);
}

void write_documents(JsonWriter& out, const std::vector<Document>& documents) {
  if (documents.empty()) return;
  out.key("documents");
  out.open('[');
  for (const Document& document : documents) {
    out.item();
    out.open('{');
    out.member("number", document.number);
    if (document.date) out.member("date", print(*document.date));
    out.member("hash", to_hex(view(document.hash)));
    if (!document.certificate.empty()) out.member("certificate", to_hex(document.certificate));
    if (document.signed_at) out.member("signed_at", print(*document.signed_at));
    out.close('}');
  }
  out.close(']');
}

void write_external_refs(JsonWriter& out, const std::vector<ExternalRef>& refs) {
  if (refs.empty()) return;
  out.key("external_refs");
  out.open('[');
  for (const ExternalRef& ref : refs) {
    out.item();
    out.open('{');
    out.member("system", ref.system);
    out.member("id", ref.id);
    out.close('}');
  }
  out.close(']');
}

const FieldShape* shape_of(const Field& field, const TypeShape* type) {
  if (type == nullptr) return nullptr;
  for (const FieldShape& shape : type->fields) {
    if (shape.number == field.number) return shape.kind == kind_of(field.value) ? &shape : nullptr;
  }
  return nullptr;
}

// What no row describes is shown by number and kind, so that no two events ever look the same.
void write_fields(JsonWriter& out, const std::vector<Field>& fields, const TypeShape* type) {
  if (fields.empty()) return;
  out.key("fields");
  out.open('{');
  for (const Field& field : fields) {
    if (const FieldShape* shape = shape_of(field, type); shape != nullptr) {
      out.key(shape->name);
      std::visit(WriteValue{out}, field.value);
      continue;
    }
    out.key("#" + std::to_string(field.number));
    out.open('{');
    out.member("kind", name(kind_of(field.value)));
    out.key("value");
    std::visit(WriteValue{out}, field.value);
    out.close('}');
  }
  out.close('}');
}

void write_event(JsonWriter& out, const Event& event, const Shapes& shapes) {
  const TypeShape* shape = shapes.find(event.type);
  out.open('{');
  write_header(out, event, shape);
  if (!event.legal_bases.empty()) {
    out.key("legal_bases");
    out.open('[');
    for (const std::string& basis : event.legal_bases) {
      out.item();
      out.string(basis);
    }
    out.close(']');
  }
  write_documents(out, event.documents);
  if (event.causation) out.member("causation", print(*event.causation));
  write_external_refs(out, event.external_refs);
  write_fields(out, event.fields, shape);
  out.close('}');
}

}  // namespace

void append_json(std::string& text, const Event& event, const Shapes& shapes) {
  JsonWriter out(text);
  write_event(out, event, shapes);
}

std::string to_json(const Event& event, const Shapes& shapes) {
  std::string text;
  append_json(text, event, shapes);
  return text;
}

std::string to_json(const Envelope& envelope, const Event& event, const Shapes& shapes) {
  std::string text;
  JsonWriter out(text);
  out.open('{');
  out.key("event");
  write_event(out, event, shapes);
  out.key("signatures");
  out.open('[');
  for (const EventSignature& signature : envelope.signatures) {
    out.item();
    out.open('{');
    out.member("algorithm", "ed25519");
    out.member("key", to_hex(signature.key));
    out.member("signature", to_base64(signature.bytes));
    out.close('}');
  }
  out.close(']');
  out.close('}');
  return text;
}

}  // namespace jejak
