#pragma once
// The genesis: entry 0, a C2SP signed note whose text says what this ledger is and whose signatures are its
// root institutions'. The ceremony file is the same note before all have signed. Format: docs/formats/genesis.md.
//
//   jejak genesis v1
//   origin simulated.jejak.example/tiny
//   clock simulated
//   engine 1
//   log <vkey of the key that signs checkpoints; its name is the origin>
//   threshold 2
//   root <vkey>            (2 to 8 lines, names are the institutions' agency codes, ascending)
//
//   — <root name> <signature>   (all of the roots)

#include "ledger/base/result.hpp"
#include "ledger/proof/note.hpp"

namespace jejak {

enum class ClockKind : std::uint8_t { system, simulated };

struct Genesis {
  std::string origin;
  ClockKind clock = ClockKind::system;
  std::uint32_t engine = 1;  // version of the rules that judge from entry 1 on
  VerifierKey log;
  std::uint32_t threshold = 0;  // LEDGER_ADMIN means this many roots
  std::vector<VerifierKey> roots;
  bool operator==(const Genesis&) const = default;
};

constexpr std::string_view simulated_prefix = "simulated.";
constexpr std::size_t roots_min = 2;  // and the least threshold
constexpr std::size_t roots_max = 8;
constexpr std::size_t genesis_note_bytes_max = 32'768;  // fits an entry

std::string print(const Genesis& genesis);                  // the note's text
Result<Genesis> parse_genesis_text(std::string_view text);  // strict; print(parse(x)) == x
bool is_root_name(std::string_view agency);                 // an agency code that a note can name as a signer
// The finished genesis: every root has signed, once, and nobody else. The order of the signature lines is free.
// Errors: malformed, too_large, verification.
Result<Genesis> open_genesis(std::string_view note_bytes);
// origin 1..200 bytes of [a-z0-9./-_], begins with "simulated." exactly when the clock is simulated; engine 1 or
// more; the log's key is named as the origin; 2 to 8 roots, names (agency codes) and keys all different, names
// ascending; threshold 2 to the number of roots. Errc::malformed names the line.
Outcome check_genesis(const Genesis& genesis);

}  // namespace jejak
