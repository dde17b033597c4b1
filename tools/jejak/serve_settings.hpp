#pragma once
// What `jejak serve` is told: by flags, else by the environment, else by a file, else built in. And how each of the
// ledgers is to be served.

#include "api/application.hpp"
#include "api/quota.hpp"
#include "api/service_log.hpp"
#include "tools/jejak/command.hpp"
#include "tools/jejak/opening.hpp"

namespace jejak {

constexpr const char* serve_file = "/etc/jejak/serve.toml";  // read if it is there and no other is named

// As the words stand. Passphrases are in no flag and no variable, only in files.
struct ServeFlags {
  std::string config;
  bool print_config = false;
  std::vector<std::string> ledgers;  // DIR, or NAME=DIR
  KeyFlags key;
  bool is_public = false;
  std::vector<std::string> whole_scope_offices;
  std::vector<std::string> listen{"127.0.0.1:8080"};
  std::string tls_certificate;
  std::string tls_key;
  std::string client_ca;
  std::string checkpoint_every = "100";
  std::string io_threads = "0";
  std::string workers = "0";
  std::string connections = "20000";
  std::string reserve = std::to_string(reserve_bytes_default >> 20) + "M";
  std::string rate;
  std::vector<std::string> webhook_networks;
  bool webhook_http = false;
  std::string log_level = "info";
  bool no_request_log = false;
};

struct LedgerSettings {
  std::string name;  // prefix in paths; empty: none
  std::string folder;
  KeyFlags key;
  bool is_public = false;
  std::vector<std::string> whole_scope_offices;
};

struct ServeSettings {
  std::string file;  // that was read; empty: none
  std::vector<Setting> settings;
  std::vector<LedgerSettings> ledgers;
  std::chrono::milliseconds checkpoint_every{0};
  unsigned io_threads = 0;
  unsigned workers = 0;
  unsigned connections = 0;
  std::uint64_t reserve_bytes = 0;
  std::optional<QuotaRule> rate;
  std::vector<AddressRange> webhook_networks;
  bool webhook_http = false;
  LogLevel log_level = LogLevel::info;
};

void add_serve_options(const Command& command, ServeFlags& flags);

// Completes the flags and reads them. A key or passphrase file that nobody names is looked for among the credentials
// of the service manager: NAME.key or log.key, NAME.passphrase or passphrase. Errors: those of the file; usage, with
// the setting.
Result<ServeSettings> settle(const Terminal& terminal, const Command& command, ServeFlags& flags);

// All that is in effect, as a file that says the same, with who said it; or as one JSON object.
std::string print_toml(const Terminal& terminal, const ServeSettings& settings);
std::string print_json(const ServeSettings& settings);

}  // namespace jejak
