#include "ledger/record/genesis.hpp"

#include "ledger/proof/lines.hpp"
#include "ledger/record/event.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::string_view title = "jejak genesis v1";
constexpr std::size_t origin_bytes_max = 200;
constexpr std::size_t text_bytes_max = 16'384;

Error malformed(std::string rule) {
  return Error{Errc::malformed, "genesis: " + std::move(rule)};
}

std::string_view name(ClockKind clock) {
  return clock == ClockKind::simulated ? "simulated" : "system";
}

bool is_origin(std::string_view origin) {
  if (origin.empty() || origin.size() > origin_bytes_max) return false;
  return std::all_of(origin.begin(), origin.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '/' || c == '-' || c == '_';
  });
}

}  // namespace

bool is_root_name(std::string_view agency) {
  return is_key_name(agency) && is_code(agency) && agency.size() <= code_bytes_max;
}

namespace {

Outcome check_roots(const Genesis& genesis) {
  const auto& roots = genesis.roots;
  if (roots.size() < roots_min || roots.size() > roots_max) return malformed("root: must be 2 to 8 roots");
  for (std::size_t i = 0; i < roots.size(); ++i) {
    const std::string place = "root " + quoted(roots[i].name) + ": ";
    if (!is_root_name(roots[i].name)) {
      return malformed(place + "must be named by the institution's agency code");
    }
    if (roots[i].type != KeyType::ed25519) return malformed(place + "must be an Ed25519 key");
    if (i > 0 && roots[i - 1].name >= roots[i].name) return malformed(place + "names must ascend, each once");
    if (roots[i].key == genesis.log.key) return malformed(place + "must not be the log's key");
    for (std::size_t before = 0; before < i; ++before) {
      if (roots[before].key == roots[i].key) return malformed(place + "has the key of " + quoted(roots[before].name));
    }
  }
  if (genesis.threshold < roots_min || genesis.threshold > roots.size()) {
    return malformed("threshold: must be 2 to " + std::to_string(roots.size()) + ", the number of roots");
  }
  return {};
}

// The rest of the next line, which must begin with `word` and a space.
Result<std::string_view> take(LineReader& lines, std::string_view word) {
  const auto line = lines.next();
  if (!line) return malformed("ends before its line \"" + std::string(word) + "\"");
  if (!line->starts_with(word) || line->size() <= word.size() || (*line)[word.size()] != ' ') {
    return lines.malformed("must begin with \"" + std::string(word) + " \"").during("genesis");
  }
  return line->substr(word.size() + 1);
}

Result<std::uint32_t> take_number(LineReader& lines, std::string_view word) {
  const auto text = take(lines, word);
  if (!text) return text.error();
  const auto number = parse_decimal(*text);
  if (!number || *number > UINT32_MAX)
    return lines.malformed(std::string(word) + " must be a number").during("genesis");
  return static_cast<std::uint32_t>(*number);
}

Result<VerifierKey> take_key(LineReader& lines, std::string_view word) {
  const auto text = take(lines, word);
  if (!text) return text.error();
  auto key = parse_verifier_key(*text);
  if (!key) return lines.malformed(key.error().message).during("genesis");
  return key;
}

Outcome read_head(LineReader& lines, Genesis& genesis) {
  if (lines.next() != title) return malformed("line 1: must be \"" + std::string(title) + "\"");
  const auto origin = take(lines, "origin");
  if (!origin) return origin.error();
  genesis.origin = *origin;
  const auto clock = take(lines, "clock");
  if (!clock) return clock.error();
  genesis.clock = *clock == name(ClockKind::simulated) ? ClockKind::simulated : ClockKind::system;
  if (*clock != name(genesis.clock)) return lines.malformed("clock must be system or simulated").during("genesis");
  const auto engine = take_number(lines, "engine");
  if (!engine) return engine.error();
  genesis.engine = *engine;
  auto log = take_key(lines, "log");
  if (!log) return log.error();
  genesis.log = std::move(*log);
  const auto threshold = take_number(lines, "threshold");
  if (!threshold) return threshold.error();
  genesis.threshold = *threshold;
  return {};
}

}  // namespace

Outcome check_genesis(const Genesis& genesis) {
  if (!is_origin(genesis.origin)) return malformed("origin: must be 1 to 200 characters of a-z 0-9 . / - _");
  const bool simulated = genesis.clock == ClockKind::simulated;
  if (genesis.origin.starts_with(simulated_prefix) != simulated) {
    return malformed(simulated ? "origin: must begin with \"simulated.\", because the clock is simulated"
                               : "origin: must not begin with \"simulated.\", because the clock is the system's");
  }
  if (genesis.engine == 0) return malformed("engine: must be 1 or more");
  if (genesis.log.name != genesis.origin) return malformed("log: the key must be named as the origin");
  if (genesis.log.type != KeyType::ed25519) return malformed("log: must be an Ed25519 key");
  return check_roots(genesis);
}

std::string print(const Genesis& genesis) {
  std::string out(title);
  out += "\norigin " + genesis.origin;
  out += "\nclock " + std::string(name(genesis.clock));
  out += "\nengine " + std::to_string(genesis.engine);
  out += "\nlog " + print(genesis.log);
  out += "\nthreshold " + std::to_string(genesis.threshold);
  for (const VerifierKey& root : genesis.roots) out += "\nroot " + print(root);
  out += '\n';
  return out;
}

Result<Genesis> parse_genesis_text(std::string_view text) {
  if (text.size() > text_bytes_max) return Error{Errc::too_large, "genesis: more than 16384 bytes"};
  LineReader lines(text);
  Genesis genesis;
  if (Outcome head = read_head(lines, genesis); !head) return std::move(head.error());
  while (!lines.rest().empty()) {
    if (genesis.roots.size() == roots_max) return malformed("root: must be 2 to 8 roots");
    auto root = take_key(lines, "root");
    if (!root) return std::move(root.error());
    genesis.roots.push_back(std::move(*root));
  }
  if (Outcome form = check_genesis(genesis); !form) return std::move(form.error());
  if (print(genesis) != text) return malformed("the text is not spelt as it is printed");
  return genesis;
}

Result<Genesis> open_genesis(std::string_view note_bytes) {
  if (note_bytes.size() > genesis_note_bytes_max) {
    return Error{Errc::too_large, "genesis: more than " + std::to_string(genesis_note_bytes_max) + " bytes"};
  }
  auto note = parse_note(note_bytes);
  if (!note) return std::move(note.error()).during("genesis");
  auto genesis = parse_genesis_text(note->text);
  if (!genesis) return genesis;
  const auto held = verify(*note, genesis->roots);
  if (!held) return held.error().during("genesis");
  for (const VerifierKey& root : genesis->roots) {
    if (std::find(held->begin(), held->end(), root) == held->end()) {
      return Error{Errc::verification, "genesis: root " + quoted(root.name) + " has not signed"};
    }
  }
  if (note->signatures.size() != genesis->roots.size()) {
    return malformed("carries a signature that is not one of its roots'");
  }
  return genesis;
}

}  // namespace jejak
