// sign: shows in words what would be signed, then adds one signature to it. Works without any ledger.

#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {
namespace {

constexpr std::string_view genesis_magic = "jejak genesis v1\n";

struct SignFlags {
  std::string file;
  KeyFlags key;
  std::string out;
  bool binary = false;
};

// What may be signed, however it came.
struct Signable {
  std::optional<Note> note;  // a genesis, else an event
  Envelope envelope;
  std::optional<Event> event;
  bool came_as_text = true;
  std::string origin;
};

Result<Signable> read_genesis_note(const std::string& bytes) {
  Signable signable;
  auto note = parse_note(bytes);
  if (note) {
    signable.note = std::move(*note);
  } else {
    signable.note = Note{bytes, {}};  // a draft that nobody has signed yet
  }
  auto genesis = parse_genesis_text(signable.note->text);
  if (!genesis) return std::move(genesis).error();
  signable.origin = genesis->origin;
  return signable;
}

Result<Signable> from_envelope(Envelope envelope, bool text) {
  auto event = decode(envelope.event);
  if (!event) return std::move(event).error();
  Signable signable;
  signable.origin = event->origin;
  signable.event = std::move(*event);
  signable.envelope = std::move(envelope);
  signable.came_as_text = text;
  return signable;
}

Result<Signable> read_json(const std::string& json) {
  auto envelope = envelope_from_json(json, catalogue());
  if (envelope) return from_envelope(std::move(*envelope), true);
  auto event = from_json(json, catalogue());
  if (!event) {
    // The likelier of the two is the one whose members are there.
    const bool meant_envelope = json.find("\"event\"") != std::string::npos;
    return meant_envelope ? std::move(envelope).error() : std::move(event).error();
  }
  auto canonical = encode(*event);
  if (!canonical) return std::move(canonical).error();
  Envelope fresh;
  fresh.event = std::move(*canonical);
  return from_envelope(std::move(fresh), true);
}

Result<Signable> read_signable(const std::string& bytes) {
  if (bytes.rfind(genesis_magic, 0) == 0) return read_genesis_note(bytes);
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && bytes[first] == '{') return read_json(bytes);
  auto envelope = decode_envelope(view(bytes));
  if (!envelope) return std::move(envelope).error();
  return from_envelope(std::move(*envelope), false);
}

std::string in_words(const Signable& signable, Language language) {
  if (signable.event) return describe_event(*signable.event, language);
  return signable.note->text;
}

Result<std::string> add_signature(Signable& signable, const NoteSigner& signer, bool binary) {
  if (signable.note) {
    const auto genesis = parse_genesis_text(signable.note->text);
    JEJAK_ASSERT(genesis.has_value());
    for (const VerifierKey& root : genesis->roots) {
      if (root != signer.verifier()) continue;
      sign(*signable.note, signer);
      return print(*signable.note);
    }
    return Error{Errc::permission, print(signer.verifier()) + " is no root of this genesis"};
  }
  if (auto added = sign(signable.envelope, signer.key); !added) return std::move(added).error();
  if (!binary) return to_json(signable.envelope, *signable.event, catalogue()) + "\n";
  auto bytes = encode(signable.envelope);
  if (!bytes) return std::move(bytes).error();
  return std::string(text(*bytes));
}

std::size_t signatures_of(const Signable& signable) {
  return signable.note ? signable.note->signatures.size() : signable.envelope.signatures.size();
}

Result<ExitCode> sign_file(Terminal& terminal, const SignFlags& flags) {
  auto bytes = read_input(flags.file, note_bytes_max);
  if (!bytes) return std::move(bytes).error();
  auto signable = read_signable(*bytes);
  if (!signable) return std::move(signable).error().during(flags.file);
  terminal.tell(Text::about_to_sign);
  terminal.tell(in_words(*signable, terminal.language()));

  auto signer = load_key(terminal, flags.key, signable->origin);
  if (!signer) return std::move(signer).error();
  auto signed_bytes = add_signature(*signable, *signer, flags.binary || !signable->came_as_text);
  if (!signed_bytes) return std::move(signed_bytes).error();
  const std::string& out = flags.out.empty() ? flags.file : flags.out;
  if (auto written = write_output(terminal, out, *signed_bytes); !written) return std::move(written).error();
  terminal.tell(Text::signed_by, signer->name, out, signatures_of(*signable));
  return ExitCode::ok;
}

}  // namespace

void add_sign_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<SignFlags>();
  const Command sign = line.root().sub("sign", Text::help_sign);
  sign.positional("FILE", flags->file, Text::help_sign_file)
      .option("--key-file", "FILE", flags->key.path, Text::help_key_file, true)
      .option("--output,-o", "FILE", flags->out, Text::help_sign_output)
      .option("--passphrase-file", "FILE", flags->key.passphrase_file, Text::help_passphrase_file)
      .flag("--binary", flags->binary, Text::help_binary)
      .example("jejak sign decision.json --key-file ppk.key")
      .example("jejak sign genesis.note --key-file root.key")
      .does([&terminal, flags] { return sign_file(terminal, *flags); });
}

}  // namespace jejak
