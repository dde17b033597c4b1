#include "tools/jejak/serve_settings.hpp"

#include "api/routes.hpp"
#include "ledger/data_folder.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/settings_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace jejak {
namespace {

constexpr unsigned workers_min = 4;  // where nobody says how many
constexpr std::string_view ledger_section = "ledger";
const std::vector<std::string> ledger_keys = {"folder", "key", "passphrase-file", "public", "whole-scope-offices"};

Result<unsigned> number(const Terminal& terminal, const char* flag, const std::string& value, unsigned max) {
  const auto read = parse_decimal(value);
  if (read && *read <= max) return static_cast<unsigned>(*read);
  return Error{Errc::usage, terminal.say(Text::setting_number, flag, value, max)};
}

// "64M": bytes, or so many KiB, MiB or GiB.
Result<std::uint64_t> bytes(const Terminal& terminal, const char* flag, const std::string& value) {
  unsigned shift = 0;
  if (!value.empty()) shift = value.back() == 'K' ? 10 : value.back() == 'M' ? 20 : value.back() == 'G' ? 30 : 0;
  const auto read = parse_decimal(shift == 0 ? value : value.substr(0, value.size() - 1));
  if (read && *read <= (std::uint64_t{1} << 50) >> shift) return *read << shift;
  return Error{Errc::usage, terminal.say(Text::setting_bytes, flag, value)};
}

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
}

// A prefix must not hide what stands at the same place.
bool is_route(const std::string& name) {
  return std::any_of(routes().begin(), routes().end(), [&name](const Route& route) {
    const std::string_view pattern = route.pattern;
    return pattern.substr(0, pattern.find('/')) == name;
  });
}

GivenBy given_by(const std::vector<Setting>& settings, std::string_view name) {
  const auto found =
      std::find_if(settings.begin(), settings.end(), [name](const Setting& each) { return each.name == name; });
  return found == settings.end() ? GivenBy::nobody : found->given_by;
}

// A file among the service manager's credentials; empty if there is none.
std::string credential(const std::string& ledger, const char* own, const char* shared) {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr) return {};
  std::error_code ignored;
  const std::string of_ledger = std::string(folder) + "/" + ledger + own;
  if (!ledger.empty() && std::filesystem::exists(of_ledger, ignored)) return of_ledger;
  const std::string of_all = std::string(folder) + "/" + shared;
  return std::filesystem::exists(of_all, ignored) ? of_all : std::string();
}

Result<std::vector<LedgerSettings>> sections(const Terminal& terminal, const std::vector<SettingLine>& lines) {
  std::vector<LedgerSettings> out;
  const auto at = [&out](const std::string& name) -> LedgerSettings& {
    for (LedgerSettings& each : out) {
      if (each.name == name) return each;
    }
    out.emplace_back().name = name;
    return out.back();
  };
  for (const SettingLine& line : lines) {
    if (line.section.empty()) continue;
    const std::string top = line.section.substr(0, line.section.find('.'));
    if (top != ledger_section) {
      return unknown_setting(terminal, {"", top, {}, false, line.line}, {std::string(ledger_section)});
    }
    if (line.name.empty() && line.section == ledger_section) continue;  // only the parent of the named ones
    LedgerSettings& ledger = at(line.section == top ? "" : line.section.substr(top.size() + 1));
    if (line.name.empty()) continue;
    const std::string where = "line " + std::to_string(line.line) + ": " + line.section + "." + line.name;
    if (std::find(ledger_keys.begin(), ledger_keys.end(), line.name) == ledger_keys.end()) {
      return unknown_setting(terminal, line, ledger_keys);
    }
    if (line.name == "whole-scope-offices") {
      ledger.whole_scope_offices = line.values;
      continue;
    }
    if (line.is_list) return Error{Errc::usage, where + ": " + terminal.say(Text::setting_one_value)};
    const std::string& value = line.values.front();
    if (line.name == "folder") ledger.folder = value;
    if (line.name == "key") ledger.key.path = value;
    if (line.name == "passphrase-file") ledger.key.passphrase_file = value;
    if (line.name == "public") {
      if (value != "true" && value != "false") {
        return Error{Errc::usage, where + ": " + terminal.say(Text::setting_not_truth)};
      }
      ledger.is_public = value == "true";
    }
  }
  return out;
}

bool is_said(GivenBy by) {
  return by == GivenBy::flag || by == GivenBy::environment;
}

// What a flag or the environment says of every ledger goes before the ledger's section, which goes before the file's
// top.
void complete(LedgerSettings& ledger, const ServeFlags& flags, const std::vector<Setting>& settings) {
  const auto choose = [&settings](std::string& own, const std::string& of_all, const char* name) {
    if (own.empty() || is_said(given_by(settings, name))) own = of_all;
  };
  choose(ledger.key.path, flags.key.path, "key");
  choose(ledger.key.passphrase_file, flags.key.passphrase_file, "passphrase-file");
  if (ledger.key.path.empty()) ledger.key.path = credential(ledger.name, ".key", "log.key");
  if (ledger.key.passphrase_file.empty()) {
    ledger.key.passphrase_file = credential(ledger.name, ".passphrase", "passphrase");
  }
  ledger.is_public = ledger.is_public || flags.is_public;
  if (ledger.whole_scope_offices.empty() || is_said(given_by(settings, "whole-scope-office"))) {
    ledger.whole_scope_offices = flags.whole_scope_offices;
  }
}

// The ledgers that are named, each with its section if there is one; else those of all sections.
Result<std::vector<LedgerSettings>> ledgers_of(const Terminal& terminal, const ServeFlags& flags,
                                               const std::vector<Setting>& settings,
                                               std::vector<LedgerSettings> in_file) {
  std::vector<LedgerSettings> out;
  for (const std::string& given : flags.ledgers) {
    const auto equals = given.find('=');
    const std::string name = equals == std::string::npos ? "" : given.substr(0, equals);
    const auto section =
        std::find_if(in_file.begin(), in_file.end(), [&name](const auto& each) { return each.name == name; });
    out.push_back(section == in_file.end() ? LedgerSettings{} : *section);
    out.back().name = name;
    out.back().folder = equals == std::string::npos ? given : given.substr(equals + 1);
  }
  if (!is_said(given_by(settings, "ledger"))) {
    for (LedgerSettings& each : in_file) {
      if (std::none_of(out.begin(), out.end(), [&each](const auto& one) { return one.name == each.name; })) {
        out.push_back(std::move(each));
      }
    }
  }
  if (out.empty()) return Error{Errc::usage, terminal.say(Text::serve_no_ledger)};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::string& name = out[i].name;
    if (!name.empty() && (!is_name(name) || is_route(name))) {
      return Error{Errc::usage, terminal.say(Text::serve_name_wrong, name)};
    }
    if (out[i].folder.empty()) return Error{Errc::usage, terminal.say(Text::serve_no_folder, name)};
    for (std::size_t j = 0; j < i; ++j) {
      if (out[j].name == name) return Error{Errc::usage, terminal.say(Text::serve_name_twice, name)};
    }
    complete(out[i], flags, settings);
    if (out[i].key.path.empty()) return Error{Errc::usage, terminal.say(Text::serve_no_key, out[i].folder)};
  }
  return out;
}

Outcome read_values(const Terminal& terminal, const ServeFlags& flags, ServeSettings& out) {
  auto every = number(terminal, "--checkpoint-every", flags.checkpoint_every, 60'000);
  if (!every) return std::move(every).error();
  out.checkpoint_every = std::chrono::milliseconds{*every};
  auto io_threads = number(terminal, "--io-threads", flags.io_threads, 256);
  if (!io_threads) return std::move(io_threads).error();
  out.io_threads = *io_threads;
  auto workers = number(terminal, "--workers", flags.workers, 256);
  if (!workers) return std::move(workers).error();
  out.workers = *workers > 0 ? *workers : std::max(workers_min, std::thread::hardware_concurrency());
  auto connections = number(terminal, "--connections", flags.connections, 1'000'000);
  if (!connections) return std::move(connections).error();
  out.connections = *connections;
  auto reserve = bytes(terminal, "--reserve", flags.reserve);
  if (!reserve) return std::move(reserve).error();
  out.reserve_bytes = *reserve;
  if (!flags.rate.empty()) {
    out.rate = parse_rate(flags.rate);
    if (!out.rate) return Error{Errc::usage, terminal.say(Text::setting_rate, flags.rate)};
  }
  for (const std::string& range : flags.webhook_networks) {
    const auto parsed = parse_range(range);
    if (!parsed) return Error{Errc::usage, terminal.say(Text::setting_webhook_network, range)};
    out.webhook_networks.push_back(*parsed);
  }
  out.webhook_http = flags.webhook_http;
  const auto level = parse_log_level(flags.log_level);
  if (!level) return Error{Errc::usage, terminal.say(Text::setting_log_level, flags.log_level)};
  out.log_level = *level;
  return {};
}

const char* word(GivenBy by) {
  switch (by) {
    case GivenBy::flag: return "flag";
    case GivenBy::environment: return "environment";
    case GivenBy::file: return "file";
    case GivenBy::nobody: return "built in";
  }
  return "";
}

// Settings of single ledgers are told with the ledgers.
bool is_of_ledgers(const Setting& setting) {
  static constexpr std::string_view of_ledgers[] = {"ledger", "key", "passphrase-file", "public", "whole-scope-office"};
  return std::find(std::begin(of_ledgers), std::end(of_ledgers), setting.name) != std::end(of_ledgers);
}

}  // namespace

void add_serve_options(const Command& command, ServeFlags& flags) {
  command.option("--ledger", "[NAME=]DIR", flags.ledgers, Text::help_serve_ledger)
      .option("--key", "FILE", flags.key.path, Text::help_serve_key)
      .option("--passphrase-file", "FILE", flags.key.passphrase_file, Text::help_serve_passphrase)
      .flag("--public", flags.is_public, Text::help_public)
      .option("--whole-scope-office", "ROLE@AGENCY", flags.whole_scope_offices, Text::help_whole_scope_office)
      .option("--listen", "ADDRESS", flags.listen, Text::help_listen)
      .option("--tls-cert", "FILE", flags.tls_certificate, Text::help_tls_cert)
      .option("--tls-key", "FILE", flags.tls_key, Text::help_tls_key)
      .option("--client-ca", "FILE", flags.client_ca, Text::help_client_ca)
      .option("--checkpoint-every", "MS", flags.checkpoint_every, Text::help_checkpoint_every)
      .option("--io-threads", "N", flags.io_threads, Text::help_io_threads)
      .option("--workers", "N", flags.workers, Text::help_workers)
      .option("--connections", "N", flags.connections, Text::help_connections)
      .option("--reserve", "BYTES", flags.reserve, Text::help_reserve)
      .option("--rate", "REQUESTS/SECONDS", flags.rate, Text::help_rate)
      .option("--webhook-network", "RANGE", flags.webhook_networks, Text::help_webhook_network)
      .flag("--webhook-http", flags.webhook_http, Text::help_webhook_http)
      .option("--log-level", "error|warning|info|debug", flags.log_level, Text::help_log_level)
      .flag("--no-request-log", flags.no_request_log, Text::help_no_request_log)
      .settable();
  command.option("--config", "FILE", flags.config, Text::help_config)
      .flag("--print-config", flags.print_config, Text::help_print_config);
}

Result<ServeSettings> settle(const Terminal& terminal, const Command& command, ServeFlags& flags) {
  ServeSettings out;
  std::error_code ignored;
  out.file = !flags.config.empty() ? flags.config : std::filesystem::exists(serve_file, ignored) ? serve_file : "";
  std::vector<SettingLine> lines;
  if (!out.file.empty()) {
    auto text = read_file(out.file, settings_bytes_max);
    if (!text) return std::move(text).error();
    auto parsed = parse_settings(*text);
    if (!parsed) return std::move(parsed).error().during(out.file);
    lines = std::move(*parsed);
  }
  auto settings = command.settle(lines);
  if (!settings) {
    const bool is_of_file = settings.error().message.starts_with("line ");
    return is_of_file ? settings.error().during(out.file) : settings.error();
  }
  out.settings = std::move(*settings);
  auto in_file = sections(terminal, lines);
  if (!in_file) return std::move(in_file).error().during(out.file);
  if (auto read = read_values(terminal, flags, out); !read) return std::move(read).error();
  auto ledgers = ledgers_of(terminal, flags, out.settings, std::move(*in_file));
  if (!ledgers) return std::move(ledgers).error();
  out.ledgers = std::move(*ledgers);
  return out;
}

std::string print_toml(const Terminal& terminal, const ServeSettings& settings) {
  std::string out =
      "# " + (settings.file.empty() ? terminal.say(Text::serve_no_file, serve_file) : settings.file) + "\n";
  for (const Setting& each : settings.settings) {
    if (is_of_ledgers(each)) continue;
    std::string value = each.kind == SettingKind::list    ? settings_list(each.values)
                        : each.values.empty()             ? "\"\""
                        : each.kind == SettingKind::truth ? each.values.front()
                                                          : settings_text(each.values.front());
    out += (each.values.empty() ? "# " : "") + each.name + " = " + value + "  # " + word(each.given_by) + "\n";
  }
  for (const LedgerSettings& each : settings.ledgers) {
    out += each.name.empty() ? "\n[ledger]\n" : "\n[ledger." + settings_text(each.name) + "]\n";
    out += "folder = " + settings_text(each.folder) + "\nkey = " + settings_text(each.key.path) + "\n";
    if (!each.key.passphrase_file.empty()) out += "passphrase-file = " + settings_text(each.key.passphrase_file) + "\n";
    out += std::string("public = ") + (each.is_public ? "true" : "false") + "\n";
    out += "whole-scope-offices = " + settings_list(each.whole_scope_offices) + "\n";
  }
  return out;
}

std::string print_json(const ServeSettings& settings) {
  FlatJson json;
  json.text("file", settings.file);
  for (const Setting& each : settings.settings) {
    if (is_of_ledgers(each)) continue;
    json.raw(each.name, FlatJson().raw("values", words_json(each.values)).text("given_by", word(each.given_by)).take());
  }
  json.raw("ledgers", list_json(settings.ledgers, [](const LedgerSettings& each) {
             return FlatJson()
                 .text("name", each.name)
                 .text("folder", each.folder)
                 .text("key", each.key.path)
                 .text("passphrase_file", each.key.passphrase_file)
                 .truth("public", each.is_public)
                 .raw("whole_scope_offices", words_json(each.whole_scope_offices))
                 .take();
           }));
  return json.take() + "\n";
}

}  // namespace jejak
