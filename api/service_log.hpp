#pragma once
// What the service says of itself while it runs: one JSON object a line, to standard error.
//
//   {"time":"2026-11-22T05:00:00.000000Z","level":"info","event":"request","trace":"…","method":"GET",…}

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace jejak {

enum class LogLevel : std::uint8_t { error, warning, info, debug };
const char* name(LogLevel level);
std::optional<LogLevel> parse_log_level(std::string_view text);

// How parts of the service write: the event first, `{"event":"…",…}`. Any thread.
using LogLine = std::function<void(LogLevel level, const std::string& json)>;

class ServiceLog {
 public:
  // Lines above `most` are left out. Where standard error goes to the journal (JOURNAL_STREAM), each line begins with
  // its priority, <3> to <7>, which the journal takes off.
  explicit ServiceLog(LogLevel most, int descriptor = 2);
  ServiceLog(const ServiceLog&) = delete;
  ServiceLog& operator=(const ServiceLog&) = delete;

  // Whole lines, also where several threads write. A reader that has gone is not an error.
  void line(LogLevel level, const std::string& json);
  void notice(LogLevel level, std::string_view sentence);  // {"event":"notice","message":…}
  LogLine writer() {
    return [this](LogLevel level, const std::string& json) { line(level, json); };
  }

 private:
  const LogLevel most_;
  const int descriptor_;
  const bool is_journal_;
  std::mutex mutex_;
};

}  // namespace jejak
