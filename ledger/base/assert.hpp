#pragma once
// The third kind of failure: a belief of ours that turned out to be false. On in every build, because
// a ledger that goes on after a contradiction writes it down for ever. Input never reaches one.

namespace jejak {

[[noreturn]] void contradiction(const char* belief, const char* file, int line) noexcept;

}  // namespace jejak

#define JEJAK_ASSERT(belief) (static_cast<bool>(belief) ? void(0) : ::jejak::contradiction(#belief, __FILE__, __LINE__))
