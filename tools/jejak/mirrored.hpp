#pragma once
// A served ledger as a data folder on this machine: copied, judged, and brought up to date before a command reads it.

#include "ledger/mirror.hpp"
#include "tools/jejak/service_flags.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {

// Which service a folder mirrors, and what its trust rests on: the file mirror.json in it.
struct MirrorCard {
  std::string url;
  Hash genesis;
  std::string policy;         // the policy file's text
  bool from_service = false;  // believed as the service told it the first time
};
// Errors: not_found (no mirror), malformed (names the file).
Result<MirrorCard> read_mirror_card(const std::string& folder);

// Where mirrors lie whose folder nobody names: $XDG_CACHE_HOME/jejak/mirrors, else ~/.cache/jejak/mirrors. Errors:
// usage (there is no home).
Result<std::string> mirror_folder_of(const Terminal& terminal, const std::string& url);

// What the service says of itself: entry 0, and the log key that this names. Errors: those of asking; malformed.
Result<MirrorCard> card_of_service(const RemoteLedger& remote);

struct MirrorOrder {
  RemoteLedger remote;
  std::string folder;
  MirrorCard card;
  std::vector<SignedCheckpoint> must_extend;
};
// Follows the log with a progress bar, and leaves the card in the folder. Errors: those of follow_log.
Result<MirrorReport> bring_up_to_date(Terminal& terminal, const MirrorOrder& order);

// For a command that reads a ledger: the folder, up to date. Errors: usage (the service is not known here yet; says how
// to make it known), and as above.
Result<std::string> mirrored(Terminal& terminal, const ServiceFlags& flags);

}  // namespace jejak
