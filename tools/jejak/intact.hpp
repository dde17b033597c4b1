#pragma once
// Whether the entries of some streams are intact, as far as that can be seen from them and the signed checkpoint: their
// bytes, signatures, ids and chains, and their places in the checkpoint's tree. Verdicts are not judged again here.

#include "api/answers/findings_read.hpp"
#include "ledger/proof/policy.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

// What does not hold, in both languages: records are the same in every language, so they have the English one.
struct Flaw {
  std::string english;
  std::string indonesian;
  const std::string& in(Language language) const { return language == Language::english ? english : indonesian; }
};

template <class... Values>
Flaw flaw(Text key, const Values&... values) {
  return {say(Language::english, key, values...), say(Language::indonesian, key, values...)};
}

struct TrustedCheckpoint {
  std::optional<SignedCheckpoint> checkpoint;  // the newest, which the policy holds for; nothing: there is none, or …
  std::optional<Flaw> broken;                  // … why the policy does not hold for it
};
// Errors: those of reading.
Result<TrustedCheckpoint> trusted_checkpoint(const Reader& reader, const Policy& policy);

struct Intact {
  std::size_t entries = 0;                     // that were checked
  std::size_t uncovered = 0;                   // not in the checkpoint's tree yet
  bool looked_at_entries = false;              // not where the checkpoint does not hold
  std::optional<SignedCheckpoint> checkpoint;  // that the policy holds for; nothing: none was signed yet
  std::optional<Flaw> broken;                  // "entry 520 of case-…: …", the first that does not hold
};

// `steps`: every step of `streams`, in log order. Errors: those of reading.
Result<Intact> check_intact(const LawReading& reading, const Policy& policy, const std::set<std::string>& streams,
                            const std::vector<AuditedStep>& steps);

}  // namespace jejak
