#pragma once
// --policy, --genesis, --checkpoint, --trust-folder: what a verdict rests on, as the command line gives it.

#include "ledger/ledger.hpp"
#include "tools/jejak/command.hpp"
#include "tools/verify/trust.hpp"

#include <istream>

namespace jejak {

struct TrustFlags {
  std::string policy;
  std::string genesis;
  std::vector<std::string> checkpoints;
  bool folder = false;  // --trust-folder
};

void add_trust_options(const Command& command, TrustFlags& flags);
// --trust-folder, for commands that read a whole ledger.
void add_trust_folder_option(const Command& command, TrustFlags& flags);

// usage, with the flags that are missing: there is no verdict without trust.
Outcome check_given(const TrustFlags& flags, Language language);

// Errors: usage, and those of the files named.
Result<Trust> trust_given(const TrustFlags& flags);
// The same, or with --trust-folder what the ledger says of itself.
Result<Trust> trust_for_folder(const TrustFlags& flags, const std::string& folder, const OpenedStore& opened);
Result<Trust> trust_for_export(const TrustFlags& flags, std::istream& in);

}  // namespace jejak
