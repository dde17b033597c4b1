// doctor: is a data folder, or a running service, in order, and what is to be done where it is not.

#include "ledger/ledger.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/doctor.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {
namespace {

struct DoctorFlags {
  std::string target;
  std::string policy;
  std::string key;
};

const char* word(Health health) {
  switch (health) {
    case Health::well: return "ok";
    case Health::doubtful: return "doubtful";
    case Health::ill: return "failed";
  }
  return "";
}

std::string line_of(const Terminal& terminal, const Checked& checked) {
  if (terminal.json()) {
    FlatJson json;
    json.text("check", checked.name).text("health", word(checked.health)).text("found", checked.found);
    if (!checked.to_do.empty()) json.text("to_do", checked.to_do);
    return json.take() + "\n";
  }
  if (terminal.plain()) {
    return checked.name + "\t" + word(checked.health) + "\t" + checked.found + "\t" + checked.to_do + "\n";
  }
  const bool is_well = checked.health == Health::well;
  const char* mark = is_well ? "[+] " : checked.health == Health::doubtful ? "[~] " : "[-] ";
  std::string out = terminal.paint(mark + checked.name, is_well                              ? Colour::green
                                                        : checked.health == Health::doubtful ? Colour::yellow
                                                                                             : Colour::red) +
                    ": " + checked.found + "\n";
  if (!checked.to_do.empty()) out += "      " + checked.to_do + "\n";
  return out;
}

Result<Checks> examine(Terminal& terminal, const DoctorFlags& flags, ServiceFlags service) {
  if (is_url(flags.target)) {
    service.url = flags.target;
    auto remote = remote_of(terminal, service);
    if (!remote) return std::move(remote).error();
    ServiceDoctor doctor;
    doctor.url = std::move(remote->url);
    doctor.http = std::move(remote->http);
    if (!flags.policy.empty()) {
      auto policy = read_policy(flags.policy);
      if (!policy) return std::move(policy).error();
      doctor.policy = std::move(*policy);
    }
    return examine_service(terminal, doctor);
  }
  FolderDoctor doctor;
  doctor.folder = flags.target;
  doctor.key = flags.key;
  doctor.reserve_bytes = LedgerOptions{}.reserve_bytes;
  return examine_folder(terminal, doctor);
}

Result<ExitCode> examine_and_tell(Terminal& terminal, const DoctorFlags& flags, const ServiceFlags& service) {
  auto checks = examine(terminal, flags, service);
  if (!checks) return std::move(checks).error();
  ExitCode code = ExitCode::ok;
  for (const Checked& checked : *checks) {
    terminal.out(line_of(terminal, checked));
    if (checked.health == Health::ill && code == ExitCode::ok) code = exit_code(checked.code);
  }
  return code;
}

}  // namespace

void add_doctor_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<DoctorFlags>();
  line.root()
      .sub("doctor", Text::help_doctor)
      .ledger(flags->target, Reach::service, "DIR|URL", Text::help_doctor_target)
      .option("--key", "FILE", flags->key, Text::help_doctor_key)
      .option("--policy", "FILE", flags->policy, Text::help_doctor_policy)
      .example("jejak doctor /var/lib/jejak/2026 --key log.key")
      .example("jejak doctor https://jejak.example/2026 --policy policy")
      .does([&line, &terminal, flags] { return examine_and_tell(terminal, *flags, line.service()); });
}

}  // namespace jejak
