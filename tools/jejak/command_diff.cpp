// diff: what was added to a case, and what changed in it, between two positions, recorded times or legal dates; without
// a case, which tallies changed.

#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/opened_views.hpp"
#include "tools/jejak/screen.hpp"
#include "tools/jejak/tally_diff.hpp"
#include "tools/jejak/tally_flags.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/trust.hpp"

#include <map>

namespace jejak {
namespace {

struct DiffFlags {
  std::string folder;
  std::string id;
  std::string from;
  std::string to;
  AskedCounts what;
};

// A date is a legal date at the head; anything else a position or a recorded time.
Result<Coordinates> point_of(Terminal& terminal, const char* flag, const std::string& word, const OpenedViews& opened) {
  auto head = opened.reader->head();
  if (!head) return std::move(head).error();
  if (const auto date = parse_date(word)) return Coordinates{head->size, date};
  if (!word.empty() && !parse_as_of(word)) {
    return Error{Errc::usage, terminal.say(Text::diff_point_wrong, flag, word)};
  }
  auto as_of = read_as_of(word, *opened.source, *head, asker_of(terminal));
  if (!as_of) return std::move(as_of).error();
  return Coordinates{*as_of, std::nullopt};
}

std::string point_words(const Terminal& terminal, const Coordinates& at) {
  return at.on ? terminal.say(Text::diff_point_on, at.as_of.value, print(*at.on))
               : terminal.say(Text::diff_point, at.as_of.value);
}

// What of a case is told in one line each, by name, as people and programs read it.
std::map<std::string, std::string> facts_of(const CaseStatus& status) {
  std::map<std::string, std::string> out;
  const auto put = [&out](const char* fact, std::string value) {
    if (!value.empty()) out[fact] = std::move(value);
  };
  put("state", status.state == StateCode::none ? std::string() : name(status.state));
  std::vector<std::string> overlays;
  for (const StateCode overlay : status.overlays) overlays.emplace_back(name(overlay));
  put("beside", joined(overlays));
  put("opener", status.opener);
  put("violation_codes", joined(status.violation_codes));
  put("act_date", status.act_date ? print(*status.act_date) : std::string());
  put("subject", status.subject ? print(*status.subject) : std::string());
  put("rank_class", status.rank_class);
  put("post", status.post);
  put("home_agency", status.home_agency);
  put("events", std::to_string(status.events));
  put("refused", std::to_string(status.refused.size()));
  for (const auto* links : {&status.reports, &status.approvals}) {
    for (const LinkedStream& link : *links) out[link.stream] = name(link.state);
  }
  return out;
}

struct ChangedFact {
  std::string fact;
  std::string before;  // empty: there was none
  std::string after;   // empty: there is none
};

std::vector<ChangedFact> changed_facts(const CaseFile& before, const CaseFile& after) {
  const auto was = facts_of(before.status);
  const auto is = facts_of(after.status);
  std::vector<ChangedFact> out;
  for (const auto& [fact, value] : was) {
    const auto now = is.find(fact);
    if (now == is.end()) out.push_back({fact, value, {}});
    if (now != is.end() && now->second != value) out.push_back({fact, value, now->second});
  }
  for (const auto& [fact, value] : is) {
    if (!was.contains(fact)) out.push_back({fact, {}, value});
  }
  return out;
}

struct ChangedSteps {
  std::vector<const TimelineRow*> added;
  std::vector<const TimelineRow*> gone;     // where `from` knows more than `to`
  std::vector<const TimelineRow*> changed;  // the same entry, told otherwise: contested, corrected, another order
};

ChangedSteps changed_steps(const CaseFile& before, const CaseFile& after) {
  std::map<std::uint64_t, const TimelineRow*> was;
  for (const TimelineRow& row : before.timeline) was[row.position.value] = &row;
  ChangedSteps out;
  for (const TimelineRow& row : after.timeline) {
    const auto known = was.find(row.position.value);
    if (known == was.end()) {
      out.added.push_back(&row);
      continue;
    }
    if (!(*known->second == row)) out.changed.push_back(&row);
    was.erase(known);
  }
  for (const auto& [position, row] : was) out.gone.push_back(row);
  return out;
}

std::string diff_words(const Terminal& terminal, const CaseFile& before, const CaseFile& after) {
  const std::vector<ChangedFact> facts = changed_facts(before, after);
  const ChangedSteps steps = changed_steps(before, after);
  std::string out;
  if (terminal.plain()) {
    for (const ChangedFact& each : facts) out += fmt::format("~\t{}\t{}\t{}\n", each.fact, each.before, each.after);
    const auto list = [&out](const char* mark, const std::vector<const TimelineRow*>& rows) {
      for (const TimelineRow* row : rows) {
        out += fmt::format("{}\t{}\t{}\t{}\n", mark, row->position.value, print(row->legal_date), type_name(row->type));
      }
    };
    list("+", steps.added);
    list("-", steps.gone);
    list("!", steps.changed);
    return out;
  }
  const std::string& stream = after.status.stream.empty() ? before.status.stream : after.status.stream;
  out = terminal.say(Text::diff_of, terminal.paint(stream, Colour::bold), point_words(terminal, before.at),
                     point_words(terminal, after.at)) +
        "\n";
  if (facts.empty() && steps.added.empty() && steps.gone.empty() && steps.changed.empty()) {
    return out + "  " + terminal.say(Text::diff_nothing) + "\n";
  }
  for (const ChangedFact& each : facts) {
    out += fmt::format("  ~ {:<22} {} → {}\n", each.fact, each.before.empty() ? "-" : each.before,
                       each.after.empty() ? "-" : each.after);
  }
  const auto list = [&](char mark, const std::vector<const TimelineRow*>& rows) {
    for (const TimelineRow* row : rows) {
      std::string words = print_step(terminal, *row, stream, {});
      words[0] = mark;
      out += words;
    }
  };
  list('+', steps.added);
  list('-', steps.gone);
  list('!', steps.changed);
  return out;
}

std::string step_json(const TimelineRow* row) {
  return FlatJson()
      .number("position", row->position.value)
      .text("legal_date", print(row->legal_date))
      .text("verdict", name(static_cast<RefusalCode>(row->verdict)))
      .text("type", type_name(row->type))
      .text("id", print(row->event))
      .take();
}

std::string fact_json(const ChangedFact& each) {
  return FlatJson().text("fact", each.fact).text("before", each.before).text("after", each.after).take();
}

std::string point_json(const CaseFile& file) {
  FlatJson json;
  json.number("position", file.at.as_of.value);
  if (file.at.on) json.text("on", print(*file.at.on));
  return json.text("digest", print_hex(digest_of(file))).take();
}

std::string diff_json(const CaseFile& before, const CaseFile& after) {
  const ChangedSteps steps = changed_steps(before, after);
  return FlatJson()
      .text("case", after.status.stream)
      .raw("from", point_json(before))
      .raw("to", point_json(after))
      .raw("changed", list_json(changed_facts(before, after), fact_json))
      .raw("added", list_json(steps.added, step_json))
      .raw("gone", list_json(steps.gone, step_json))
      .raw("told_otherwise", list_json(steps.changed, step_json))
      .take();
}

// A case as of a point; an empty one where nothing was known or had happened yet, if it is a case at all.
Result<Stamped<CaseFile>> file_at(const Terminal& terminal, OpenedViews& opened, const DiffFlags& flags,
                                  const Coordinates& at) {
  auto file = find_case(*opened.views, flags.id, WithDigest::no, at, terminal.language());
  if (file || file.error().code != Errc::not_found) return file;
  auto head = opened.reader->head();
  if (!head) return std::move(head).error();
  auto whole = find_case(*opened.views, flags.id, WithDigest::no, {head->size, std::nullopt}, terminal.language());
  if (!whole) return file;
  Stamped<CaseFile> none;
  none.stamp = whole->stamp;
  none.value.at = at;
  none.value.status.stream = whole->value.status.stream;
  return none;
}

Result<ExitCode> show_tally_diff(Terminal& terminal, const DiffFlags& flags, OpenedViews& opened,
                                 const Coordinates& from, const Coordinates& to) {
  auto asked = read_tally_question(flags.what, asker_of(terminal));
  if (!asked) return std::move(asked).error();
  TallyQuestion question = asked->question;
  const std::vector<Counter> counters = countable(asked->counters, question);
  question.at = from;
  auto before = opened.views->read_tally(question);
  if (!before) return std::move(before).error();
  question.at = to;
  auto after = opened.views->read_tally(question);
  if (!after) return std::move(after).error();
  const TextTable table = diff_table(before->value, after->value, question, counters, terminal);
  const std::string json = FlatJson()
                               .text("from", point_words(terminal, from))
                               .text("to", point_words(terminal, to))
                               .raw("changes", diff_json(before->value, after->value, question, counters))
                               .take();
  auto ground = ground_of(opened, std::move(after->stamp));
  if (!ground) return std::move(ground).error();
  ground->at = to;
  ground->answer = sha256(view(json));
  const std::string words =
      terminal.plain() ? print_plain(table)
                       : terminal.say(Text::diff_tally_title, point_words(terminal, from), point_words(terminal, to)) +
                             "\n\n" + print(table, terminal, screen().width);
  return answer(terminal, *ground, words, json);
}

Result<ExitCode> show_diff(Terminal& terminal, const DiffFlags& flags) {
  const std::string counts = given_tally_flag(flags.what);
  if (!flags.id.empty() && !counts.empty()) return Error{Errc::usage, terminal.say(Text::diff_counts_all, counts)};
  auto opened = open_views(terminal, flags.folder);
  if (!opened) return std::move(opened).error();
  auto from = point_of(terminal, "--from", flags.from, *opened);
  if (!from) return std::move(from).error();
  auto to = point_of(terminal, "--to", flags.to, *opened);
  if (!to) return std::move(to).error();
  if (flags.id.empty()) return show_tally_diff(terminal, flags, *opened, *from, *to);
  auto before = file_at(terminal, *opened, flags, *from);
  if (!before) return std::move(before).error();
  auto after = file_at(terminal, *opened, flags, *to);
  if (!after) return std::move(after).error();
  auto ground = ground_of(*opened, after->stamp);
  if (!ground) return std::move(ground).error();
  ground->at = *to;
  ground->answer = digest_of(after->value);
  return answer(terminal, *ground, diff_words(terminal, before->value, after->value),
                diff_json(before->value, after->value));
}

}  // namespace

void add_diff_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<DiffFlags>();
  const Command differing = line.root().sub("diff", Text::help_diff);
  differing.ledger(flags->folder)
      .positional("CASE", flags->id, Text::help_diff_case, false)
      .option("--from", "POINT", flags->from, Text::help_diff_from, true)
      .option("--to", "POINT", flags->to, Text::help_diff_to)
      .example("jejak diff ledger kaltim-2020-07 --from 2020-07-19 --to 2020-08-05")
      .example("jejak diff ledger kaltim-2020-07 --from 500")
      .example("jejak diff ledger kaltim-2020-07 --from 2020-07-20T01:00:00Z --json")
      .example("jejak diff ledger --from 2020-08-19 --to 2020-09-30 --by province")
      .does([&terminal, flags] { return show_diff(terminal, *flags); });
  add_tally_flags(differing, flags->what);
}

}  // namespace jejak
