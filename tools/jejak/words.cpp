#include "tools/jejak/words.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "tools/jejak/messages.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {
namespace {

struct ValuePrinter {
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(Date date) const { return print(date); }
  std::string operator()(const Code& code) const { return code.text; }
  std::string operator()(const Codes& codes) const {
    std::string out;
    for (const Code& code : codes) out += (out.empty() ? "" : ", ") + code.text;
    return out;
  }
  std::string operator()(const Id& id) const { return print(id); }
  std::string operator()(const Hash& hash) const { return print_hex(hash); }
  std::string operator()(const Reference& reference) const { return reference.stream; }
  std::string operator()(const Bytes& table) const { return fmt::format("({} bytes)", table.size()); }
};

// What stands for {name} in a sentence: one of the event's fields, else the acting office.
std::string fill(const Event& event, const TypeShape& shape, std::string_view name) {
  for (const FieldShape& field : shape.fields) {
    if (name != field.name) continue;
    const Value* value = event.find(field.number);
    return value == nullptr ? "–" : print(*value);
  }
  if (name == "office") return event.office;
  if (name == "stream") return event.stream;
  return "–";
}

const char* label(const FieldShape& field, Language language) {
  return language == Language::english ? field.english : field.indonesian;
}

void add_line(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out += fmt::format("  {:<22} {}\n", name, value);
}

void add_fields(std::string& out, const Event& event, Language language) {
  const TypeShape* shape = catalogue().find(event.type);
  for (const Field& field : event.fields) {
    std::string name = std::to_string(field.number);
    if (shape != nullptr) {
      for (const FieldShape& known : shape->fields) {
        if (known.number == field.number) name = label(known, language);
      }
    }
    add_line(out, name, print(field.value));
  }
}

}  // namespace

std::string print(const Value& value) {
  return std::visit(ValuePrinter(), value);
}

std::string type_name(std::uint16_t type) {
  const TypeShape* shape = catalogue().find(type);
  return shape == nullptr ? std::to_string(type) : shape->name;
}

std::string type_title(std::uint16_t type, Language language) {
  const TypeShape* shape = catalogue().find(type);
  if (shape == nullptr) return std::to_string(type);
  return fmt::format("{}: {}", shape->name, language == Language::english ? shape->english : shape->indonesian);
}

std::string print_span(const std::optional<Date>& from, const std::optional<Date>& until) {
  const bool is_open = !until || *until == date_max;
  return (from ? print(*from) : std::string("…")) + " – " + (is_open ? std::string("…") : print(*until));
}

std::string state_words(StateCode state, Language language) {
  return fmt::format("{} ({})", language == Language::english ? english(state) : indonesian(state), name(state));
}

FlatJson& put_date(FlatJson& json, const char* member, const std::optional<Date>& date) {
  return date && *date != date_max ? json.text(member, print(*date)) : json;
}

std::string sentence(const Event& event, Language language) {
  const CatalogueRow* row = catalogue().row(event.type);
  if (row == nullptr) return type_name(event.type);
  const std::string_view pattern = language == Language::english ? row->english : row->indonesian;
  std::string out;
  std::size_t at = 0;
  while (at < pattern.size()) {
    const auto open = pattern.find('{', at);
    const auto close = pattern.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += pattern.substr(at, open - at);
    out += fill(event, row->shape, pattern.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out.append(pattern.substr(at));
}

std::string describe_event(const Event& event, Language language) {
  const auto word = [language](Text text) { return message(text, language); };
  std::string out = fmt::format("{}\n", sentence(event, language));
  add_line(out, word(Text::label_event), type_title(event.type, language));
  add_line(out, word(Text::label_stream), fmt::format("{} ({})", event.stream, event.revision));
  add_line(out, word(Text::label_office), fmt::format("{} {}", event.office, name(event.holder)));
  add_line(out, word(Text::label_on_behalf_of), event.on_behalf_of);
  std::string date = print(event.legal_date);
  if (event.legal_minute) date += fmt::format(" {:02}:{:02}", *event.legal_minute / 60, *event.legal_minute % 60);
  add_line(out, word(Text::label_legal_date), date + " " + name(event.zone));
  if (event.received_date) add_line(out, word(Text::label_received), print(*event.received_date));
  add_line(out, word(Text::label_rule_set), event.rule_set);
  add_line(out, word(Text::label_late_reason), event.late_reason);
  for (const std::string& basis : event.legal_bases) add_line(out, word(Text::label_legal_basis), basis);
  for (const Document& document : event.documents) {
    add_line(out, word(Text::label_document),
             fmt::format("{} {} {}", document.number, document.date ? print(*document.date) : "",
                         print_hex(document.hash).substr(0, 16)));
  }
  add_fields(out, event, language);
  add_line(out, word(Text::label_ledger), event.origin);
  add_line(out, "id", print(event.id));
  return out;
}

std::string verdict_word(std::uint16_t verdict, Language language) {
  if (verdict == 0) return message(Text::word_admitted, language);
  return std::string(message(Text::word_refused, language)) + " " + name(static_cast<RefusalCode>(verdict));
}

Result<ReadEntry> read_entry(Sequence position, BytesView bytes) {
  const auto damaged = [position](const Error& error) {
    return Error{Errc::corrupt, fmt::format("entry {}: {}", position.value, error.message)};
  };
  ReadEntry read;
  read.position = position;
  read.leaf = leaf_hash(bytes);
  auto entry = decode_entry(bytes);
  if (!entry) return damaged(entry.error());
  read.entry = std::move(*entry);
  if (read.entry.kind != EntryKind::event) return read;
  auto envelope = decode_envelope(read.entry.body);
  if (!envelope) return damaged(envelope.error());
  auto event = decode(envelope->event);
  if (!event) return damaged(event.error());
  read.envelope = std::move(*envelope);
  read.event = std::move(*event);
  return read;
}

std::string entry_json(const ReadEntry& read) {
  FlatJson json;
  json.number("position", read.position.value)
      .text("kind", name(read.entry.kind))
      .text("recorded_at", print(read.entry.recorded_at))
      .text("leaf", to_base64(read.leaf));
  if (read.event) {
    json.text("verdict", name(static_cast<RefusalCode>(read.entry.verdict)))
        .number("stream_revision", read.entry.stream_revision)
        .text("stream_previous", print_hex(read.entry.stream_previous))
        .text("event_hash", print_hex(event_hash(read.envelope->event)))
        .raw("envelope", to_json(*read.envelope, *read.event, catalogue()));
  } else if (read.entry.kind == EntryKind::genesis) {
    json.text("genesis", text(read.entry.body));
  } else if (const auto heads = decode_heads(read.entry.body)) {
    json.number("streams", heads->streams)
        .text("streams_root", to_base64(heads->streams_root))
        .text("state_digest", print_hex(heads->state_digest));
  }
  return json.take();
}

std::string entry_row(const ReadEntry& read) {
  const std::string start = fmt::format("{}\t{}\t", read.position.value, print(read.entry.recorded_at));
  if (!read.event) return start + name(read.entry.kind) + "\t-\t-\t-\t-\t-";
  const Event& event = *read.event;
  return start + fmt::format("{}\t{}\t{}\t{}\t{}\t{}", name(static_cast<RefusalCode>(read.entry.verdict)),
                             type_name(event.type), event.stream, event.office, print(event.legal_date),
                             print(event.id));
}

}  // namespace jejak
