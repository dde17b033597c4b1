// report: the monitoring report of an agency, written to a file, and the hash that its event carries.

#include "ledger/data_folder.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/report.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {
namespace {

struct Flags {
  std::string folder;
  std::string agency;
  std::string period;
  std::string output;
  std::string as_of;
};

std::string stem_of(const Flags& flags) {
  std::string out = flags.output.empty() ? flags.agency + "-" + flags.period : flags.output;
  if (out.ends_with(".html")) out.resize(out.size() - 5);
  if (flags.output.empty()) {
    for (char& c : out) c = c == ':' || c == '/' ? '-' : c;
  }
  return out;
}

// What records that the report was submitted.
std::string command_of(const Flags& flags, const Report& report) {
  const auto change = [&report](Counter counter) {
    return static_cast<std::int64_t>(report.after.total[counter]) -
           static_cast<std::int64_t>(report.before.total[counter]);
  };
  return fmt::format(
      "jejak event new MonitoringReportSubmitted --ledger {} --stream prevention-TEAM --office BKD@{} "
      "--set period_from={} --set period_until={} --set indications={} --set findings={}",
      flags.folder, report.agency, print(report.period.from), print(report.period.until),
      std::max<std::int64_t>(0, change(Counter::reported)), std::max<std::int64_t>(0, change(Counter::recommended)));
}

Result<ExitCode> write_report(Terminal& terminal, const Flags& flags) {
  if (is_pipe_or_device(flags.output)) return Error{Errc::usage, terminal.say(Text::report_two_files, flags.output)};
  const auto period = parse_period(flags.period);
  if (!period) return Error{Errc::usage, terminal.say(Text::report_period_wrong, flags.period)};
  auto opened = open_views(terminal, flags.folder);
  if (!opened) return std::move(opened).error();
  auto head = opened->reader->head();
  if (!head) return std::move(head).error();
  auto as_of = read_as_of(flags.as_of, *opened->source, *head, asker_of(terminal));
  if (!as_of) return std::move(as_of).error();
  auto first = recorded_at(*opened->source, Sequence{0});
  if (!first) return std::move(first).error();
  const Date begun = local_date(*first, Zone::wib);
  if (period->until < begun) {
    return Error{Errc::usage, terminal.say(Text::report_period_early, flags.period, print(begun))};
  }
  auto report = make_report(*opened, flags.agency, *period, *as_of, terminal.language());
  if (!report) return std::move(report).error();

  const std::string stem = stem_of(flags);
  const std::string csv = report_csv(*report);
  const std::string csv_name = stem.substr(stem.rfind('/') + 1) + ".csv";
  const Hash csv_hash = sha256(view(csv));
  const std::string html = report_html(*report, terminal, csv_name, csv_hash);
  if (auto written = write_output(terminal, stem + ".html", html); !written) return std::move(written).error();
  if (auto written = write_output(terminal, stem + ".csv", csv); !written) return std::move(written).error();
  const std::string html_hash = print_hex(sha256(view(html)));
  if (terminal.json()) {
    terminal.out(FlatJson()
                     .text("html", stem + ".html")
                     .text("html_sha256", html_hash)
                     .text("csv", stem + ".csv")
                     .text("csv_sha256", print_hex(csv_hash))
                     .number("position", report->at.as_of.value)
                     .text("agency", report->agency)
                     .text("from", print(period->from))
                     .text("until", print(period->until))
                     .take() +
                 "\n");
    return ExitCode::ok;
  }
  terminal.out(terminal.say(Text::report_written, stem + ".html", html_hash, stem + ".csv", print_hex(csv_hash)));
  terminal.tell(Text::report_next, command_of(flags, *report));
  return ExitCode::ok;
}

}  // namespace

void add_report_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<Flags>();
  const Command writing = line.root().sub("report", Text::help_report);
  writing.ledger(flags->folder)
      .positional("AGENCY", flags->agency, Text::help_report_agency)
      .positional("PERIOD", flags->period, Text::help_report_period)
      .option("-o,--output", "FILE", flags->output, Text::help_report_output)
      .option("--as-of", "POSITION|TIME", flags->as_of, Text::help_as_of)
      .example("jejak report ledger prov:64 2020-07")
      .example("jejak report ledger kota:64.71 2024-Q4 -o balikpapan.html --lang id")
      .does([&terminal, flags] { return write_report(terminal, *flags); });
}

}  // namespace jejak
