// event new, event types: help for whoever writes events.

#include "ledger/record/codec.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/event_draft.hpp"
#include "tools/jejak/opening.hpp"

namespace jejak {
namespace {

struct DraftFlags {
  std::string type;
  EventDraft draft;
  std::string out = "-";
};

const CatalogueRow* row_named(const std::string& name) {
  const TypeShape* shape = catalogue().find(std::string_view(name));
  return shape == nullptr ? nullptr : catalogue().row(shape->number);
}

Error unknown_type(const Terminal& terminal, const std::string& name) {
  std::vector<std::string> names;
  for (const CatalogueRow* row : catalogue().rows()) names.emplace_back(row->shape.name);
  return Error{Errc::not_found, with_near(terminal.language(), terminal.say(Text::unknown_type, name), name, names)};
}

std::string signers_json(const CatalogueRow& row) {
  return list_json(row.signers, [](const SignerGroup& group) { return words_json(group.any_of); });
}

std::string states_json(const CatalogueRow& row) {
  std::vector<const char*> names;
  for (const StateCode state : row.from) names.push_back(name(state));
  return words_json(names);
}

std::string field_json(const FieldShape& field) {
  return FlatJson()
      .number("number", field.number)
      .text("name", field.name)
      .text("kind", name(field.kind))
      .truth("required", field.required)
      .text("english", field.english)
      .text("indonesian", field.indonesian)
      .take();
}

std::string row_json(const CatalogueRow& row) {
  return FlatJson()
      .number("number", row.shape.number)
      .text("type", row.shape.name)
      .text("english", row.shape.english)
      .text("indonesian", row.shape.indonesian)
      .text("stream", prefix(row.stream))
      .text("concurrency", row.concurrency == Concurrency::exact ? "exact" : "append")
      .raw("signers", signers_json(row))
      .raw("from", states_json(row))
      .text("to", name(row.to))
      .truth("document_required", row.document_required)
      .text("source", row.source)
      .raw("fields", list_json(row.shape.fields, field_json))
      .take();
}

// The fields, for whoever fills the template in.
std::string fields_text(const Terminal& terminal, const CatalogueRow& row) {
  std::string out;
  for (const FieldShape& field : row.shape.fields) {
    out += fmt::format("  {:<20} {:<10} {:<9} {} / {}\n", field.name, name(field.kind),
                       terminal.say(field.required ? Text::word_required : Text::word_optional), field.english,
                       field.indonesian);
  }
  return out;
}

Result<ExitCode> draft_event(Terminal& terminal, const DraftFlags& flags) {
  const CatalogueRow* row = row_named(flags.type);
  if (row == nullptr) return unknown_type(terminal, flags.type);
  auto json = draft_json(*row, flags.draft);
  if (!json) return std::move(json).error();
  auto written = write_output(terminal, flags.out, *json + "\n");
  if (!written) return std::move(written).error();
  terminal.tell(fields_text(terminal, *row));
  return ExitCode::ok;
}

Result<ExitCode> list_types(Terminal& terminal) {
  for (const CatalogueRow* row : catalogue().rows()) {
    const bool indonesian = terminal.language() == Language::indonesian;
    const char* title = indonesian ? row->shape.indonesian : row->shape.english;
    if (terminal.json()) {
      terminal.out(row_json(*row) + "\n");
    } else if (terminal.plain()) {
      terminal.out(fmt::format("{}\t{}\t{}\n", row->shape.number, row->shape.name, title));
    } else {
      terminal.out(fmt::format("{:>5}  {:<30} {}\n", row->shape.number, row->shape.name, title));
    }
  }
  return ExitCode::ok;
}

}  // namespace

void add_author_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  const Command events = line.root().sub("event", Text::help_event);
  auto flags = std::make_shared<DraftFlags>();
  const Command drafting = events.sub("new", Text::help_event_new);
  drafting.positional("TYPE", flags->type, Text::help_event_type)
      .ledger_option("DIR|NOTE", flags->draft.ledger, Text::help_event_ledger)
      .option("--stream", "NAME", flags->draft.stream, Text::help_event_stream)
      .option("--office", "ROLE@AGENCY", flags->draft.office, Text::help_event_office)
      .option("--holder", "KIND", flags->draft.holder, Text::help_holder)
      .option("--date", "DATE", flags->draft.date, Text::help_date)
      .option("--zone", "WIB|WITA|WIT", flags->draft.zone, Text::help_zone)
      .option("--rule-set", "ID", flags->draft.rule_set, Text::help_rule_set)
      .option("--set", "FIELD=VALUE", flags->draft.values, Text::help_set)
      .option("--output,-o", "FILE", flags->out, Text::help_output)
      .example("jejak event new SigningKeyRevoked --ledger ledger --stream key-HEX --set reason=LOST -o revoke.json")
      .does([&terminal, flags] { return draft_event(terminal, *flags); });
  const Command types = events.sub("types", Text::help_event_types);
  types.example("jejak event types --json | jq 'select(.type==\"CaseOpened\")'").does([&terminal] {
    return list_types(terminal);
  });
}

}  // namespace jejak
