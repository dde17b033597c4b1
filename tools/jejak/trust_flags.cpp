#include "tools/jejak/trust_flags.hpp"

#include "ledger/data_folder.hpp"
#include "tools/verify/verdict.hpp"

namespace jejak {
namespace {

Outcome add_checkpoints(const TrustFlags& flags, Trust& trust) {
  for (const std::string& path : flags.checkpoints) {
    auto checkpoint = read_checkpoint(path);
    if (!checkpoint) return std::move(checkpoint).error();
    trust.checkpoints.push_back(std::move(*checkpoint));
  }
  return {};
}

// What is given from outside replaces what the ledger says of itself.
Result<Trust> replace_given(const TrustFlags& flags, Trust trust) {
  if (!flags.genesis.empty()) {
    const auto genesis = parse_hash(flags.genesis);
    if (!genesis) return Error{Errc::usage, "--genesis " + flags.genesis};
    trust.genesis = *genesis;
  }
  if (!flags.policy.empty()) {
    auto policy = read_policy(flags.policy);
    if (!policy) return std::move(policy).error();
    trust.policy = std::move(*policy);
  }
  trust.from_the_ledger_itself = flags.genesis.empty() || flags.policy.empty();
  if (auto added = add_checkpoints(flags, trust); !added) return std::move(added).error();
  return trust;
}

}  // namespace

void add_trust_options(const Command& command, TrustFlags& flags) {
  command.option("--policy", "FILE", flags.policy, Text::help_policy_file)
      .option("--genesis", "HASH", flags.genesis, Text::help_genesis_hash)
      .option("--checkpoint", "FILE", flags.checkpoints, Text::help_checkpoint_file);
}

void add_trust_folder_option(const Command& command, TrustFlags& flags) {
  command.flag("--trust-folder", flags.folder, Text::help_trust_folder);
}

Outcome check_given(const TrustFlags& flags, Language language) {
  if (flags.folder) return {};
  const std::string missing = missing_trust(!flags.policy.empty(), !flags.genesis.empty(), language);
  if (missing.empty()) return {};
  return Error{Errc::usage, missing};
}

Result<Trust> trust_given(const TrustFlags& flags) {
  return replace_given(flags, Trust{});
}

Result<Trust> trust_for_folder(const TrustFlags& flags, const std::string& folder, const OpenedStore& opened) {
  if (!flags.folder) return trust_given(flags);
  Trust trust;
  auto policy = read_policy(policy_file(folder));
  if (!policy) return std::move(policy).error();
  trust.policy = std::move(*policy);
  trust.genesis = opened.genesis_hash;
  return replace_given(flags, std::move(trust));
}

Result<Trust> trust_for_export(const TrustFlags& flags, std::istream& in) {
  if (!flags.folder) return trust_given(flags);
  auto trust = trust_in_export(in);
  if (!trust) return std::move(trust).error();
  return replace_given(flags, std::move(*trust));
}

}  // namespace jejak
