// mirror: a served ledger as a folder on this machine, judged entry by entry. Commands with --url read such a folder.

#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/mirrored.hpp"
#include "tools/jejak/trust_flags.hpp"
#include "tools/verify/verdict.hpp"

namespace jejak {
namespace {

struct MirrorFlags {
  std::string url;
  std::string folder;
  TrustFlags trust;
  bool trust_service = false;
};

// What is said now, else what was said the first time.
Result<MirrorCard> card_for(const Terminal& terminal, const MirrorFlags& flags, const RemoteLedger& remote,
                            const std::string& folder) {
  if (flags.trust_service) return card_of_service(remote);
  if (flags.trust.policy.empty() && flags.trust.genesis.empty()) {
    auto known = read_mirror_card(folder);
    if (known || known.error().code != Errc::not_found) return known;
    return Error{Errc::usage, terminal.say(Text::mirror_unknown, remote.url)};
  }
  if (auto given = check_given(flags.trust, terminal.language()); !given) return std::move(given).error();
  const auto genesis = parse_hash(flags.trust.genesis);
  if (!genesis) return Error{Errc::usage, "--genesis " + flags.trust.genesis};
  if (auto policy = read_policy(flags.trust.policy); !policy) return std::move(policy).error();
  auto text = read_whole_file(flags.trust.policy, policy_bytes_max);
  if (!text) return std::move(text).error();
  return MirrorCard{remote.url, *genesis, std::move(*text), false};
}

std::string report_json(const MirrorReport& report, const MirrorOrder& order) {
  return FlatJson()
             .text("folder", order.folder)
             .text("url", order.card.url)
             .text("origin", report.origin)
             .truth("simulated", report.simulated)
             .number("before", report.before.value)
             .number("size", report.size.value)
             .number("published", report.published.value)
             .text("root", to_base64(report.root))
             .truth("trust_from_service", order.card.from_service)
             .take() +
         "\n";
}

std::string report_text(const Terminal& terminal, const MirrorReport& report, const MirrorOrder& order) {
  std::string out = terminal.say(Text::mirror_done, report.origin, report.size.value,
                                 report.size.value - report.before.value, order.folder) +
                    "\n";
  if (report.published < report.size) out += terminal.say(Text::mirror_ahead, report.published.value) + "\n";
  if (order.card.from_service) out += terminal.say(Text::mirror_from_service) + "\n";
  if (report.simulated) out += std::string(simulated_warning().in(terminal.language())) + "\n";
  return out;
}

Result<ExitCode> mirror(Terminal& terminal, const MirrorFlags& flags, ServiceFlags service) {
  service.url = flags.url;
  auto remote = remote_of(terminal, service);
  if (!remote) return std::move(remote).error();
  auto folder = flags.folder.empty() ? mirror_folder_of(terminal, remote->url) : Result<std::string>(flags.folder);
  if (!folder) return std::move(folder).error();
  auto card = card_for(terminal, flags, *remote, *folder);
  if (!card) return std::move(card).error();
  card->url = remote->url;
  auto trust = trust_given(TrustFlags{"", "", flags.trust.checkpoints, false});
  if (!trust) return std::move(trust).error();
  const MirrorOrder order{std::move(*remote), std::move(*folder), std::move(*card), std::move(trust->checkpoints)};
  auto report = bring_up_to_date(terminal, order);
  if (!report) return std::move(report).error();
  terminal.out(terminal.json() ? report_json(*report, order) : report_text(terminal, *report, order));
  return ExitCode::ok;
}

}  // namespace

void add_mirror_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<MirrorFlags>();
  const Command mirroring = line.root().sub("mirror", Text::help_mirror);
  mirroring.positional("URL", flags->url, Text::help_mirror_url)
      .positional("DIR", flags->folder, Text::help_mirror_folder, false);
  add_trust_options(mirroring, flags->trust);
  mirroring.flag("--trust-service", flags->trust_service, Text::help_trust_service)
      .example("jejak mirror https://jejak.example/2026 --policy policy --genesis HASH --token token")
      .example("jejak mirror https://jejak.example/2026 copy")
      .example("jejak --url https://jejak.example/2026 --token token case kaltim-2020-07")
      .does([&line, &terminal, flags] { return mirror(terminal, *flags, line.service()); });
}

}  // namespace jejak
