#pragma once
// The verdict on a history or on a proof, in words and in JSON. `jejak verify`, `jejak check` and `jejak-verify` print
// these very texts, so two programs never say different things of one history.

#include "ledger/rules/verification.hpp"
#include "tools/verify/exit_code.hpp"
#include "tools/verify/language.hpp"
#include "tools/verify/proof_check.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {

std::string verdict_text(const VerifyReport& report, const Trust& trust, Language language);  // ends in a newline
std::string verdict_json(const VerifyReport& report, const Trust& trust);                     // one line, newline
ExitCode exit_code(const VerifyReport& report);

std::string proof_text(const ProofReport& report, const Trust& trust, Language language);
std::string proof_json(const ProofReport& report, const Trust& trust);

Words words(Divergence::Kind kind);  // what ended the verdict, in a few words

// What is missing for a verdict: "--policy FILE", "--genesis HASH". Empty if nothing is.
std::string missing_trust(bool policy, bool genesis, Language language);

// One sentence that every verdict on a simulated ledger carries.
Words simulated_warning();

}  // namespace jejak
