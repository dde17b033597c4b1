#pragma once
// Named places where a test makes the world end. Each stands at one arrow of an event's way
// (docs/life-of-an-event.md). Armed by the environment variable JEJAK_FAILPOINT=NAME[:N], the N-th
// passage leaves the process by _exit(86), as a power cut would. Compiled out of release builds.

namespace jejak {

#ifdef JEJAK_FAILPOINTS
void failpoint(const char* name) noexcept;
#else
inline void failpoint(const char*) noexcept {}
#endif

constexpr int failpoint_exit_code = 86;

}  // namespace jejak
