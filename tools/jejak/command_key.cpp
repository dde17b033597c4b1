// key new, key show, key request: keys come into being where they are used, and only their public half travels.

#include "ledger/record/codec.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/json.hpp"
#include "ledger/rules/types.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {
namespace {

struct NewFlags {
  std::string name;
  std::string out;
  std::string passphrase_file;
  std::string strength = "moderate";
};

struct RequestFlags {
  KeyFlags key;
  std::string office;
  std::string ledger;
  std::string admin;
  std::string holder;
  std::string date;
  std::string zone = "WIB";
  std::string valid_from;
  std::string valid_until;
  std::string replaces;
  std::string out = "-";
};

void print_key(Terminal& terminal, const VerifierKey& key) {
  if (terminal.json()) {
    terminal.out(FlatJson().text("name", key.name).text("vkey", print(key)).text("hex", to_hex(key.key)).take() + "\n");
  } else {
    terminal.out(print(key) + "\n");
    if (!terminal.plain()) terminal.out(to_hex(key.key) + "\n");
  }
}

Result<ExitCode> make_key(Terminal& terminal, const NewFlags& flags) {
  if (!is_key_name(flags.name)) return Error{Errc::usage, terminal.say(Text::key_name_wrong, flags.name)};
  const auto strength = parse_key_strength(flags.strength);
  if (!strength) return Error{Errc::usage, "--strength " + flags.strength};
  auto passphrase = terminal.passphrase(flags.passphrase_file, flags.name, true);
  if (!passphrase) return std::move(passphrase).error();
  const NoteSigner signer{flags.name, KeyType::ed25519, SigningKey::generate()};
  auto file = seal_key(signer, *passphrase, *strength);
  if (!file) return std::move(file).error();
  if (auto written = write_key_file(flags.out, *file); !written) return std::move(written).error();
  terminal.tell(Text::key_made, flags.out);
  print_key(terminal, signer.verifier());
  return ExitCode::ok;
}

Result<ExitCode> show_key(Terminal& terminal, const std::string& path) {
  auto text = read_key_file(path);
  if (!text) return std::move(text).error();
  auto key = read_public_key(*text);
  if (!key) return std::move(key).error().during(path);
  print_key(terminal, *key);
  return ExitCode::ok;
}

Result<Date> read_date(const char* flag, const std::string& value, Date otherwise) {
  if (value.empty()) return otherwise;
  const auto date = parse_date(value);
  if (!date) return Error{Errc::usage, std::string(flag) + " " + value + " (2020-07-20)"};
  return *date;
}

void put_field(Event& event, std::uint16_t number, Value value) {
  event.fields.push_back({number, std::move(value)});
}

// Who registers the office's first key are the roots; who replaces it is the office itself.
Outcome set_actor(Event& event, const RequestFlags& flags, const Genesis& genesis) {
  event.holder = HolderKind::definitif;
  if (!flags.replaces.empty()) {
    event.office = flags.office;
    if (flags.holder.empty()) return {};
    const auto holder = parse_holder_kind(flags.holder);
    if (!holder) return Error{Errc::usage, "--holder " + flags.holder};
    event.holder = *holder;
    return {};
  }
  // The genesis names the first roots; which ones there are now, the ledger judges.
  const std::string admin = flags.admin.empty() ? genesis.roots.front().name : flags.admin;
  if (!is_root_name(admin)) return Error{Errc::usage, "--admin " + admin};
  event.office = "LEDGER_ADMIN@" + admin;
  return {};
}

Result<Event> draft_request(const RequestFlags& flags, const Genesis& genesis, const VerifierKey& key) {
  const auto zone = parse_zone(flags.zone);
  if (!zone || *zone == Zone::none) return Error{Errc::usage, "--zone " + flags.zone};
  const Instant now = SystemClock().now();
  const auto date = read_date("--date", flags.date, local_date(now, *zone));
  if (!date) return date.error();
  const auto from = read_date("--valid-from", flags.valid_from, *date);
  if (!from) return from.error();
  const auto until = read_date("--valid-until", flags.valid_until, *date);
  if (!until) return until.error();

  Event event;
  event.id = make_uuid_v7(now, random_array<10>());
  event.origin = genesis.origin;
  event.type = flags.replaces.empty() ? type::signing_key_registered : type::signing_key_rotated;
  event.stream = "key-" + to_hex(key.key);
  event.legal_date = *date;
  event.zone = *zone;
  if (auto set = set_actor(event, flags, genesis); !set) return std::move(set).error();
  put_field(event, field::signing_key::key, Hash{key.key});
  put_field(event, field::signing_key::office, Code{flags.office});
  put_field(event, field::signing_key::valid_from, *from);
  if (!flags.valid_until.empty()) put_field(event, field::signing_key::valid_until, *until);
  if (flags.replaces.empty()) return event;
  auto old = load_public_key(flags.replaces);
  const auto hex = from_hex(flags.replaces);
  if (!old && (!hex || hex->size() != 32)) return std::move(old).error().during("--replaces");
  put_field(event, field::signing_key::replaces, Reference{"key-" + (old ? to_hex(old->key) : flags.replaces)});
  return event;
}

Result<ExitCode> request_key(Terminal& terminal, const RequestFlags& flags) {
  if (!is_office(flags.office)) return Error{Errc::usage, "--office " + flags.office + " (PPK_ASN@prov:64)"};
  auto genesis = genesis_of(flags.ledger);
  if (!genesis) return std::move(genesis).error();
  auto signer = load_key(terminal, flags.key, genesis->origin);
  if (!signer) return std::move(signer).error();
  auto event = draft_request(flags, *genesis, signer->verifier());
  if (!event) return std::move(event).error();
  auto canonical = encode(*event);
  if (!canonical) return std::move(canonical).error();
  Envelope envelope;
  envelope.event = std::move(*canonical);
  if (auto signed_once = sign(envelope, signer->key); !signed_once) return std::move(signed_once).error();
  auto written = write_output(terminal, flags.out, to_json(envelope, *event, catalogue()) + "\n");
  if (!written) return std::move(written).error();
  terminal.tell(describe_event(*event, terminal.language()));
  terminal.tell(flags.replaces.empty() ? Text::request_next_roots : Text::request_next_old_key);
  return ExitCode::ok;
}

}  // namespace

void add_key_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  const Command group = line.root().sub("key", Text::help_key);

  auto made = std::make_shared<NewFlags>();
  const Command make = group.sub("new", Text::help_key_new);
  make.option("--name", "NAME", made->name, Text::help_key_name, true)
      .option("--out,-o", "FILE", made->out, Text::help_key_out, true)
      .option("--passphrase-file", "FILE", made->passphrase_file, Text::help_passphrase_file)
      .option("--strength", "interactive|moderate|sensitive", made->strength, Text::help_strength)
      .example("jejak key new --name bawaslu:64 --out bawaslu.key")
      .does([&terminal, made] { return make_key(terminal, *made); });

  auto shown = std::make_shared<std::string>();
  const Command show = group.sub("show", Text::help_key_show);
  show.positional("FILE", *shown, Text::help_key_file).example("jejak key show bawaslu.key").does([&terminal, shown] {
    return show_key(terminal, *shown);
  });

  auto asked = std::make_shared<RequestFlags>();
  const Command request = group.sub("request", Text::help_key_request);
  request.positional("FILE", asked->key.path, Text::help_key_file)
      .option("--office", "ROLE@AGENCY", asked->office, Text::help_office, true)
      .ledger_option("DIR|NOTE", asked->ledger, Text::help_request_ledger, true)
      .option("--admin", "ROOT", asked->admin, Text::help_admin)
      .option("--replaces", "VKEY|FILE|HEX", asked->replaces, Text::help_replaces)
      .option("--holder", "KIND", asked->holder, Text::help_holder)
      .option("--date", "DATE", asked->date, Text::help_date)
      .option("--zone", "WIB|WITA|WIT", asked->zone, Text::help_zone)
      .option("--valid-from", "DATE", asked->valid_from, Text::help_valid_from)
      .option("--valid-until", "DATE", asked->valid_until, Text::help_valid_until)
      .option("--passphrase-file", "FILE", asked->key.passphrase_file, Text::help_passphrase_file)
      .option("--output,-o", "FILE", asked->out, Text::help_output)
      .example("jejak key request ppk.key --office PPK_ASN@prov:64 --ledger genesis.note -o ppk-request.json")
      .example(
          "jejak key request new.key --office PPK_ASN@prov:64 --ledger genesis.note --replaces old.key -o rotate.json")
      .does([&terminal, asked] { return request_key(terminal, *asked); });
}

}  // namespace jejak
