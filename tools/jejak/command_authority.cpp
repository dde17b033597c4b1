// authority: behind every act of a case, who could sign it: the key, the holder's mandate, what was delegated, and the
// approval that a decision rests on; each by the entry that says so.

#include "ledger/data_folder.hpp"
#include "projections/views.hpp"
#include "tools/jejak/authority_words.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"

namespace jejak {
namespace {

struct AuthorityFlags {
  std::string folder;
  std::string id;
  AskedCoordinates coordinates;
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
  const Date last = reading.on_given ? reading.on : date_max;
  for (const TimelineRow& row : file->value.timeline) {
    const bool counts = row.position.value < reading.head.size.value && row.legal_date <= last;
    if (row.admitted() && counts) acts.push_back(row.position);
  }
  return acts;
}

std::string told(const Terminal& terminal, const ReadEntry& read, const Authority& authority) {
  std::string out = fmt::format("{:>8}  {}  {}\n", read.position.value, print(read.event->legal_date),
                                sentence(*read.event, terminal.language()));
  for (const std::string& line : authority_lines(terminal, *read.event, authority)) {
    out += fmt::format("{:>22}{}\n", "", line);
  }
  return out;
}

std::string plain_of(const ReadEntry& read, const Authority& authority) {
  std::string out;
  for (const SigningAuthority& signer : authority.signers) {
    out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", read.position.value, type_name(read.event->type),
                       signer.office, signer.root ? "root" : "key", signer.key,
                       signer.registered_at ? std::to_string(signer.registered_at->value) : "-",
                       signer.mandate ? std::to_string(signer.mandate->position.value) : "-",
                       authority.delegation ? std::to_string(authority.delegation->position.value) : "-");
  }
  return out;
}

Result<ExitCode> show_authority(Terminal& terminal, const AuthorityFlags& flags) {
  auto reading = read_law(flags.folder, flags.coordinates, Ask::everything, asker_of(terminal));
  if (!reading) return std::move(reading).error();
  std::string name;
  auto acts = acts_of(terminal, *reading, flags, name);
  if (!acts) return std::move(acts).error();
  if (!terminal.json() && !terminal.plain()) terminal.out(terminal.paint(name, Colour::bold) + "\n");
  LawAnswer answer(terminal, *reading);
  for (const Sequence position : *acts) {
    if (interrupted()) return interruption();
    auto bytes = reading->reader->entry_bytes(position);
    if (!bytes) return std::move(bytes).error();
    auto read = read_entry(position, *bytes);
    if (!read) return std::move(read).error();
    if (!read->event) continue;
    auto authority = authority_of(reading->state(), *reading->reader, *read);
    if (!authority) return std::move(authority).error();
    answer.tell(plain_of(*read, *authority), terminal.json() ? authority_json(terminal, *read, *authority) + "\n"
                                                             : told(terminal, *read, *authority));
  }
  if (auto ended = answer.end(); !ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_authority_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<AuthorityFlags>();
  const Command showing = line.root().sub("authority", Text::help_authority);
  showing.ledger(flags->folder)
      .positional("CASE", flags->id, Text::help_case_id)
      .example("jejak authority ledger kaltim-2020-07")
      .does([&terminal, flags] { return show_authority(terminal, *flags); });
  add_coordinates(showing, flags->coordinates);
}

}  // namespace jejak
