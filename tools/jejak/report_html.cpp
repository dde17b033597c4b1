// The report as one page for print: no script, nothing from elsewhere, numbered pages.

#include "tools/jejak/report.hpp"
#include "tools/jejak/tally_words.hpp"
#include "tools/verify/trust.hpp"
#include "tools/verify/verdict.hpp"

namespace jejak {
namespace {

constexpr const char* style = R"css(
@page { size: A4; margin: 20mm 18mm 22mm 18mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
body { font: 10pt/1.4 "Liberation Serif", "Times New Roman", serif; color: #000; max-width: 180mm; margin: 10mm auto; }
h1 { font-size: 16pt; margin: 0 0 2mm; } h2 { font-size: 12pt; margin: 8mm 0 2mm; break-after: avoid; }
p.of { font-size: 12pt; margin: 0 0 4mm; }
table { border-collapse: collapse; width: 100%; margin: 2mm 0; font-size: 9pt; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th { text-align: right; border-bottom: 1pt solid #000; font-weight: normal; font-style: italic; padding: 1mm 1.5mm; }
td { text-align: right; border-bottom: 0.3pt solid #999; padding: 0.8mm 1.5mm; font-variant-numeric: tabular-nums; }
th.name, td.name { text-align: left; } tr.total td { font-weight: bold; border-top: 1pt solid #000; }
.ground { font-size: 8pt; border-top: 1pt solid #000; margin-top: 10mm; padding-top: 2mm; overflow-wrap: anywhere; }
.simulated { font-weight: bold; border: 1pt solid #000; padding: 2mm; }
code { font: 8pt "Liberation Mono", monospace; }
)css";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string html_of(const TextTable& table) {
  std::string out = "<table>\n<thead><tr>";
  for (const Column& column : table.columns) {
    out += (column.is_number ? "<th>" : "<th class=\"name\">") + escaped(column.title) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    out += table.last_is_total && r + 1 == table.rows.size() ? "<tr class=\"total\">" : "<tr>";
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
      const bool number = table.columns[c].is_number;
      out += (number ? "<td>" : "<td class=\"name\">") + escaped(table.rows[r][c]) + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n";
}

std::string heading(const std::string& text) {
  return "<h2>" + escaped(text) + "</h2>\n";
}

// Before the period, in it, and at its end.
std::string numbers(const Report& report, std::span<const Counter> counters, const Terminal& terminal) {
  TextTable table;
  table.columns = {{terminal.say(Text::report_counter), false},
                   {terminal.say(Text::report_before), true},
                   {terminal.say(Text::report_within), true},
                   {terminal.say(Text::report_after), true}};
  for (const Counter counter : counters) {
    const auto before = static_cast<std::int64_t>(report.before.total[counter]);
    const auto after = static_cast<std::int64_t>(report.after.total[counter]);
    table.row({whole_title_of(counter, terminal), std::to_string(before), std::to_string(after - before),
               std::to_string(after)});
  }
  return html_of(table);
}

std::string grouped(const Report& report, const Terminal& terminal) {
  std::string out;
  for (const auto& [by, answer] : report.tables) {
    TallyQuestion question;
    question.by = by;
    const std::string_view which = by == TallyDimension::level ? "sanctions" : "cases";
    TextTable table = table_of(answer, question, countable(counters_shown(which), question), terminal);
    for (Column& column : table.columns) column.title = without_hyphens(column.title);
    out += heading(terminal.say(Text::report_by, title_of(by, terminal), print(report.period.until))) + html_of(table);
    if (by == TallyDimension::violation) out += "<p>" + escaped(terminal.say(Text::tally_overlap_note)) + "</p>\n";
  }
  return out;
}

std::string events(const Report& report, const Terminal& terminal) {
  std::string out = heading(terminal.say(Text::report_events));
  if (report.events.empty()) return out + "<p>" + terminal.say(Text::report_none) + "</p>\n";
  TextTable table;
  table.columns = {{terminal.say(Text::report_position), true},
                   {terminal.say(Text::report_date), false},
                   {terminal.say(Text::report_event), false},
                   {terminal.say(Text::report_id), false}};
  for (const Report::Cited& each : report.events) {
    table.row({std::to_string(each.position.value), print(each.legal_date), each.sentence, print(each.id)});
  }
  return out + html_of(table);
}

}  // namespace

std::string report_html(const Report& report, const Terminal& terminal, const std::string& csv_name,
                        const Hash& csv_hash) {
  const std::string title = terminal.say(Text::report_title);
  const std::string of =
      terminal.say(Text::report_of, report.agency, print(report.period.from), print(report.period.until));
  std::string out = "<!DOCTYPE html>\n<html lang=\"";
  out += terminal.language() == Language::indonesian ? "id" : "en";
  out += "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escaped(title + ": " + of) + "</title>\n<style>" + style +
         "</style>\n</head>\n<body>\n<h1>" + escaped(title) + "</h1>\n<p class=\"of\">" + escaped(of) + "</p>\n";
  if (report.simulated) {
    out += "<p class=\"simulated\">" + escaped(simulated_warning().in(terminal.language())) + "</p>\n";
  }
  out += "<p>" + escaped(terminal.say(Text::report_counted)) + "</p>\n";
  out += heading(terminal.say(Text::report_numbers)) + numbers(report, counters_shown("cases"), terminal);
  out += numbers(report, counters_shown("sanctions"), terminal);
  out += grouped(report, terminal);
  out += heading(terminal.say(Text::report_times, print(report.after.today)));
  const TextTable phases = phase_table(report.after.total, terminal);
  if (!phases.rows.empty()) out += html_of(phases);
  const TextTable terms = term_table(report.after.total, terminal);
  if (!terms.rows.empty()) out += html_of(terms);
  if (phases.rows.empty() && terms.rows.empty()) out += "<p>" + terminal.say(Text::report_none) + "</p>\n";
  out += "<p>" + escaped(terminal.say(Text::tally_calendar_note)) + "</p>\n";
  out += heading(terminal.say(Text::report_prevention)) + numbers(report, counters_shown("prevention"), terminal);
  out += numbers(report, counters_shown("candidacy"), terminal);
  out += events(report, terminal);
  out += "<div class=\"ground\">\n<p>" +
         escaped(terminal.say(Text::report_ground, report.origin, report.at.as_of.value, to_base64(report.root))) +
         "</p>\n";
  if (report.checkpoint) {
    const Checkpoint& checkpoint = report.checkpoint->checkpoint;
    out += "<p>" + escaped(terminal.say(Text::report_checkpoint, checkpoint.size.value, to_base64(checkpoint.root))) +
           "</p>\n";
  }
  out += "<p>" + escaped(terminal.say(Text::report_digest, csv_name, print_hex(csv_hash))) + "</p>\n</div>\n";
  return out + "</body>\n</html>\n";
}

}  // namespace jejak
