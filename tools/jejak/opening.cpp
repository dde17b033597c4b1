#include "tools/jejak/opening.hpp"

#include "ledger/data_folder.hpp"
#include "tools/verify/trust.hpp"

#include <cstdio>
#include <filesystem>

namespace jejak {
namespace {

constexpr std::string_view bare_prefix = "PRIVATE+KEY+";

Result<NoteSigner> load_bare_key(Terminal& terminal, const std::string& path, std::string text,
                                 std::string_view origin) {
  Secret secret(std::move(text));
  if (!is_simulated(origin)) return Error{Errc::permission, terminal.say(Text::key_bare, path)};
  std::string_view line = secret.view();
  if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  auto signer = parse_signer(line);
  if (!signer) return std::move(signer).error().during(path);
  return signer;
}

}  // namespace

bool is_simulated(std::string_view origin) {
  return origin.substr(0, simulated_prefix.size()) == simulated_prefix;
}

bool is_folder(const std::string& path) {
  std::error_code failure;
  return std::filesystem::is_directory(path, failure);
}

Result<NoteSigner> load_key(Terminal& terminal, const KeyFlags& key, std::string_view origin) {
  auto text = read_key_file(key.path);
  if (!text) return std::move(text).error().during(terminal.say(Text::reading_key));
  if (text->rfind(bare_prefix, 0) == 0) return load_bare_key(terminal, key.path, std::move(*text), origin);
  const auto named = read_public_key(*text);
  if (!named) return Error(named.error()).during(key.path);
  auto passphrase = terminal.passphrase(key.passphrase_file, named->name, false);
  if (!passphrase) return std::move(passphrase).error();
  auto signer = unseal_key(*text, *passphrase);
  if (!signer) return std::move(signer).error().during(key.path);
  return signer;
}

Result<VerifierKey> load_public_key(const std::string& text_or_path) {
  std::error_code failure;
  if (!std::filesystem::exists(text_or_path, failure)) return parse_verifier_key(text_or_path);
  auto text = read_file(text_or_path, key_file_bytes_max);
  if (!text) return std::move(text).error();
  auto key = read_public_key(*text);
  if (!key) return std::move(key).error().during(text_or_path);
  return key;
}

Result<Genesis> genesis_of(const std::string& folder_or_note) {
  if (is_folder(folder_or_note)) {
    if (auto checked = check_data_folder(folder_or_note); !checked) return std::move(checked).error();
  }
  const std::string path = is_folder(folder_or_note) ? folder_or_note + "/genesis.note" : folder_or_note;
  auto note = read_file(path, note_bytes_max);
  if (!note) return std::move(note).error();
  auto genesis = open_genesis(*note);
  if (!genesis) return std::move(genesis).error().during(path);
  return genesis;
}

Outcome OpenedLedger::move_clock(std::string_view at) {
  if (at.empty()) return {};
  const auto instant = parse_instant(at);
  if (!instant) return Error{Errc::usage, "at \"" + std::string(at) + "\" (2020-07-20T01:00:00Z)"};
  if (simulated == nullptr) return Error{Errc::usage, "at: " + ledger->genesis().origin + " is a real ledger"};
  if (*instant < simulated->now()) {
    return Error{Errc::usage, "at " + std::string(at) + " < " + print(simulated->now())};
  }
  simulated->advance_to(*instant);
  return {};
}

Result<OpenedLedger> open_for_appending(Terminal& terminal, const std::string& folder, const KeyFlags& key,
                                        const LedgerOptions& options) {
  OpenedLedger opened;
  std::string origin;
  {
    auto reading = open_for_reading(folder);
    if (!reading) return std::move(reading).error();
    origin = reading->genesis.origin;
    if (reading->genesis.clock == ClockKind::simulated) {
      const auto head = reading->store->head();
      if (!head) return head.error();
      auto clock = std::make_unique<SimulatedClock>(head->last_recorded_at);
      opened.simulated = clock.get();
      opened.clock = std::move(clock);
    } else {
      opened.clock = std::make_unique<SystemClock>();
    }
  }
  auto signer = load_key(terminal, key, origin);
  if (!signer) return std::move(signer).error();
  auto ledger = Ledger::open(folder, std::move(*signer), *opened.clock, options);
  if (!ledger) return std::move(ledger).error();
  opened.ledger = std::move(*ledger);
  return opened;
}

Result<Sequence> find_entry(const Reader& reader, const std::string& position_or_id) {
  if (const auto position = parse_decimal(position_or_id)) return Sequence{*position};
  const auto id = parse_id(position_or_id);
  if (!id) return Error{Errc::usage, "\"" + position_or_id + "\" is neither a position nor an event id"};
  auto found = reader.find_event(*id);
  if (!found) return std::move(found).error();
  if (!*found) return Error{Errc::not_found, "no event has the id " + position_or_id};
  return **found;
}

Result<std::string> read_input(const std::string& path, std::size_t bytes_max) {
  if (path != "-") return read_file(path, bytes_max);
  std::string out;
  char buffer[65536];
  for (;;) {
    const std::size_t got = std::fread(buffer, 1, sizeof buffer, stdin);
    out.append(buffer, got);
    if (out.size() > bytes_max)
      return Error{Errc::too_large, "stdin: more than " + std::to_string(bytes_max) + " bytes"};
    if (got == 0) break;
  }
  if (std::ferror(stdin) != 0) return Error{Errc::disk, "reading stdin"};
  return out;
}

Outcome write_output(Terminal& terminal, const std::string& path, std::string_view bytes) {
  if (path == "-") {
    terminal.out(bytes);
    return {};
  }
  return is_pipe_or_device(path) ? write_straight(path, bytes) : write_file(path, bytes);
}

}  // namespace jejak
