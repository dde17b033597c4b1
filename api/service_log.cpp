#include "api/service_log.hpp"

#include "ledger/base/clock.hpp"
#include "ledger/record/flat_json.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace jejak {
namespace {

constexpr std::array names = {"error", "warning", "info", "debug"};
constexpr std::array priorities = {"<3>", "<4>", "<6>", "<7>"};  // sd-daemon(3)

// JOURNAL_STREAM names device and inode of what the service manager has connected (systemd.exec(5)).
bool goes_to_journal(int descriptor) {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat found{};
  if (stream == nullptr || ::fstat(descriptor, &found) != 0) return false;
  return std::to_string(found.st_dev) + ":" + std::to_string(found.st_ino) == stream;
}

}  // namespace

const char* name(LogLevel level) {
  return names.at(static_cast<std::size_t>(level));
}

std::optional<LogLevel> parse_log_level(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (text == names.at(i)) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

ServiceLog::ServiceLog(LogLevel most, int descriptor)
    : most_(most), descriptor_(descriptor), is_journal_(goes_to_journal(descriptor)) {}

void ServiceLog::line(LogLevel level, const std::string& json) {
  if (level > most_) return;
  std::string out = is_journal_ ? priorities.at(static_cast<std::size_t>(level)) : "";
  out += R"({"time":")" + print(SystemClock().now()) + R"(","level":")" + name(level) + "\",";
  out += std::string_view(json).substr(1);
  out += '\n';
  const std::lock_guard lock(mutex_);
  for (std::string_view rest = out; !rest.empty();) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

void ServiceLog::notice(LogLevel level, std::string_view sentence) {
  line(level, FlatJson().text("event", "notice").text("message", sentence).take());
}

}  // namespace jejak
