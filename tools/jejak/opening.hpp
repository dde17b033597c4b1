#pragma once
// From names on the command line to open things: keys, ledgers, clocks, places in the log.

#include "ledger/ledger.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

struct KeyFlags {
  std::string path;
  std::string passphrase_file;
};

// A sealed key file. For a simulated ledger (`origin` says which) also a bare PRIVATE+KEY+… line, which has no secret
// worth sealing. Asks for the passphrase if no file gives it. Errors: not_found, permission, malformed, usage.
Result<NoteSigner> load_key(Terminal& terminal, const KeyFlags& key, std::string_view origin);

// The public half: a vkey as it is written, or the name of a key file.
Result<VerifierKey> load_public_key(const std::string& text_or_path);

bool is_simulated(std::string_view origin);
bool is_folder(const std::string& path);

// The genesis of a ledger folder, or of a file that holds the finished genesis note.
Result<Genesis> genesis_of(const std::string& folder_or_note);

// A ledger open for appending, with the clock its genesis names. A simulated clock stands at the last entry's time.
struct OpenedLedger {
  std::unique_ptr<Clock> clock;
  SimulatedClock* simulated = nullptr;  // the same clock, if it is one
  std::unique_ptr<Ledger> ledger;       // dies before its clock

  // Moves a simulated clock forward. Errors: usage (a real ledger, not an instant, back in time).
  Outcome move_clock(std::string_view at);
};
Result<OpenedLedger> open_for_appending(Terminal& terminal, const std::string& folder, const KeyFlags& key,
                                        const LedgerOptions& options = {});

// A position, or an event's id. Errors: usage (neither), not_found.
Result<Sequence> find_entry(const Reader& reader, const std::string& position_or_id);

// A whole file, or stdin for "-". Errors: not_found, permission, too_large, disk.
Result<std::string> read_input(const std::string& path, std::size_t bytes_max);
// Replaces a file atomically; goes straight to a pipe or device, or to stdout for "-". Errors: permission, disk.
Outcome write_output(Terminal& terminal, const std::string& path, std::string_view bytes);

}  // namespace jejak
