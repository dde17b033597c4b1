// authority: behind every act of a case, who could sign it: the key, the holder's mandate, what was delegated, and the
// approval that a decision rests on; each by the entry that says so.

#include "ledger/data_folder.hpp"
#include "projections/views.hpp"
#include "tools/jejak/authority.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/law_reading.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/flat_json.hpp"

namespace jejak {
namespace {

struct AuthorityFlags {
  std::string folder;
  std::string id;
};

// The positions of a case's admitted acts, its approvals' and its reports' too, in the log's order.
Result<std::vector<Sequence>> acts_of(Terminal& terminal, const LawReading& reading, const AuthorityFlags& flags,
                                      std::string& name) {
  const LedgerSource source(*reading.reader);
  ViewsOptions options;
  options.runner.say = [&terminal](const std::string& sentence) { terminal.tell(sentence); };
  auto views = Views::open(views_folder(flags.folder), source, std::move(options));
  if (!views) return std::move(views).error();
  auto file = (*views)->read_case(flags.id, WithDigest::no);
  if (!file && file.error().code == Errc::not_found && flags.id.rfind("case-", 0) != 0) {
    file = (*views)->read_case("case-" + flags.id, WithDigest::no);
  }
  if (!file) return std::move(file).error();
  name = file->value.status.stream;
  std::vector<Sequence> acts;
  for (const TimelineRow& row : file->value.timeline) {
    if (row.admitted()) acts.push_back(row.position);
  }
  return acts;
}

std::string at(const std::optional<Sequence>& position) {
  return position ? std::to_string(position->value) : std::string("-");
}

std::string span(const std::optional<Date>& from, const std::optional<Date>& until) {
  return (from ? print(*from) : std::string("…")) + " – " + (until ? print(*until) : std::string("…"));
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out.empty() ? "-" : out;
}

std::string told(const Terminal& terminal, const ReadEntry& read, const Authority& authority) {
  const Event& event = *read.event;
  std::string out = fmt::format("{:>8}  {}  {}\n", read.position.value, print(event.legal_date),
                                sentence(event, terminal.language()));
  const auto add = [&out](const std::string& words) { out += fmt::format("{:>22}{}\n", "", words); };
  for (const SigningAuthority& signer : authority.signers) {
    if (signer.root) {
      add(terminal.say(Text::authority_root, signer.office, signer.key.substr(0, 8)));
      continue;
    }
    add(terminal.say(Text::authority_key, signer.office, signer.key.substr(0, 8), at(signer.registered_at),
                     span(signer.valid_from, signer.valid_until)));
    if (signer.mandate) {
      add("  " + terminal.say(Text::authority_mandate, signer.mandate->kind, signer.mandate->decision_no,
                              span(signer.mandate->from, signer.mandate->until), signer.mandate->position.value));
    } else {
      add("  " + terminal.paint(terminal.say(Text::authority_no_mandate), Colour::yellow));
    }
  }
  if (authority.delegation) {
    add(terminal.say(Text::authority_delegation, event.on_behalf_of, authority.delegation->position.value,
                     span(authority.delegation->from, authority.delegation->until)));
  }
  if (!authority.roles.empty()) add(terminal.say(Text::authority_roles, authority.roles));
  for (const ApprovalBehind& approval : authority.approvals) {
    add(terminal.say(Text::authority_approval, approval.stream, approval.office, joined(approval.actions),
                     span(approval.from, approval.until), at(approval.granted_at)));
  }
  return out;
}

FlatJson& put(FlatJson& json, const char* name, const std::optional<Date>& date) {
  return date ? json.text(name, print(*date)) : json;
}

FlatJson& put(FlatJson& json, const char* name, const std::optional<Sequence>& position) {
  return position ? json.number(name, position->value) : json;
}

std::string signer_json(const SigningAuthority& signer) {
  FlatJson json;
  json.text("office", signer.office).text("key", signer.key).truth("root", signer.root);
  put(json, "registered_at", signer.registered_at);
  put(json, "valid_from", signer.valid_from);
  put(json, "valid_until", signer.valid_until);
  if (signer.mandate) {
    FlatJson mandate;
    mandate.text("holder_kind", signer.mandate->kind)
        .text("holder", signer.mandate->holder)
        .text("decision_no", signer.mandate->decision_no)
        .number("position", signer.mandate->position.value);
    put(mandate, "from", signer.mandate->from);
    put(mandate, "until", signer.mandate->until);
    json.raw("mandate", mandate.take());
  }
  return json.take();
}

std::string json_of(const Terminal& terminal, const ReadEntry& read, const Authority& authority) {
  const Event& event = *read.event;
  FlatJson json;
  json.number("position", read.position.value)
      .text("id", print(event.id))
      .text("type", type_name(event.type))
      .text("stream", event.stream)
      .text("legal_date", print(event.legal_date))
      .text("office", event.office)
      .text("holder", name(event.holder))
      .text("act", sentence(event, terminal.language()))
      .text("roles", authority.roles);
  std::string signers = "[";
  for (const SigningAuthority& signer : authority.signers) {
    signers += (signers.size() == 1 ? "" : ",") + signer_json(signer);
  }
  json.raw("signers", signers + "]");
  if (authority.delegation) {
    FlatJson delegation;
    delegation.text("of", event.on_behalf_of).number("position", authority.delegation->position.value);
    put(delegation, "from", authority.delegation->from);
    put(delegation, "until", authority.delegation->until);
    json.raw("delegation", delegation.take());
  }
  std::string approvals = "[";
  for (const ApprovalBehind& approval : authority.approvals) {
    FlatJson one;
    one.text("stream", approval.stream).text("office", approval.office).raw("actions", words_json(approval.actions));
    put(one, "granted_at", approval.granted_at);
    put(one, "from", approval.from);
    put(one, "until", approval.until);
    approvals += (approvals.size() == 1 ? "" : ",") + one.take();
  }
  return json.raw("approvals", approvals + "]").take() + "\n";
}

std::string plain_of(const ReadEntry& read, const Authority& authority) {
  std::string out;
  for (const SigningAuthority& signer : authority.signers) {
    out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", read.position.value, type_name(read.event->type),
                       signer.office, signer.root ? "root" : "key", signer.key, at(signer.registered_at),
                       signer.mandate ? std::to_string(signer.mandate->position.value) : "-",
                       authority.delegation ? std::to_string(authority.delegation->position.value) : "-");
  }
  return out;
}

Result<ExitCode> show_authority(Terminal& terminal, const AuthorityFlags& flags) {
  auto reading = read_law(flags.folder, "");
  if (!reading) return std::move(reading).error();
  std::string name;
  auto acts = acts_of(terminal, *reading, flags, name);
  if (!acts) return std::move(acts).error();
  if (!terminal.json() && !terminal.plain()) terminal.out(terminal.paint(name, Colour::bold) + "\n");
  for (const Sequence position : *acts) {
    if (interrupted()) return interruption();
    auto bytes = reading->reader->entry_bytes(position);
    if (!bytes) return std::move(bytes).error();
    auto read = read_entry(position, *bytes);
    if (!read) return std::move(read).error();
    if (!read->event) continue;
    auto authority = authority_of(*reading->state, *reading->reader, *read);
    if (!authority) return std::move(authority).error();
    terminal.out(terminal.json()    ? json_of(terminal, *read, *authority)
                 : terminal.plain() ? plain_of(*read, *authority)
                                    : told(terminal, *read, *authority));
  }
  end_answer(terminal, *reading);
  return ExitCode::ok;
}

}  // namespace

void add_authority_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<AuthorityFlags>();
  const Command showing = line.root().sub("authority", Text::help_authority);
  showing.positional("DIR", flags->folder, Text::help_folder)
      .positional("CASE", flags->id, Text::help_case_id)
      .example("jejak authority ledger kaltim-2020-07")
      .does([&terminal, flags] { return show_authority(terminal, *flags); });
}

}  // namespace jejak
