#include "tools/jejak/words.hpp"

#include "tools/jejak/messages.hpp"

namespace jejak {
namespace {

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

std::string print_span(const std::optional<Date>& from, const std::optional<Date>& until) {
  const bool is_open = !until || *until == date_max;
  return (from ? print(*from) : std::string("…")) + " – " + (is_open ? std::string("…") : print(*until));
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

}  // namespace jejak
