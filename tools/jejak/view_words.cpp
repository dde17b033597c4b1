#include "tools/jejak/view_words.hpp"

#include "api/answers/lawful.hpp"
#include "ledger/base/text.hpp"
#include "tools/jejak/deadline_words.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/trust.hpp"
#include "tools/verify/verdict.hpp"

#include <algorithm>

namespace jejak {
namespace {

void label(std::string& out, const Terminal& terminal, Text name, const std::string& value) {
  if (!value.empty()) out += fmt::format("  {:<22} {}\n", terminal.say(name), value);
}

// An event again from its row, so that its sentence can be told.
Event event_of(const TimelineRow& row) {
  Event event;
  event.id = row.event;
  event.type = row.type;
  event.stream = row.own.stream;
  event.office = row.office;
  event.fields = row.fields;
  return event;
}

std::string signers_of(const TimelineRow& row) {
  std::vector<std::string> keys;
  for (const PublicKey& key : row.keys) keys.push_back(to_hex(key).substr(0, 8));
  return joined(keys, " ");
}

Refusal refusal_of(const TimelineRow& row, const Refusals& why) {
  const auto known = why.find(row.position.value);
  return known == why.end() ? Refusal(static_cast<RefusalCode>(row.verdict)) : known->second;
}

// The days in which nothing was done, where they are many.
constexpr std::int32_t gap_days = 30;

std::string gap_words(const Terminal& terminal, const TimelineRow& before, const TimelineRow& row) {
  const std::int32_t days = row.legal_date.days - before.legal_date.days;
  if (days < gap_days) return {};
  return fmt::format("{:>10}{}\n", "", terminal.paint(terminal.say(Text::timeline_gap, days), Colour::dim));
}

std::string overlay_words(const Terminal& terminal, const std::vector<StateCode>& overlays) {
  std::vector<std::string> words;
  for (const StateCode overlay : overlays) words.push_back(state_words(overlay, terminal.language()));
  return joined(words);
}

// Who acted, as what, for whom, under which rules.
std::string actor_words(const Terminal& terminal, const TimelineRow& row) {
  std::string out = row.office;
  if (row.holder != HolderKind::none && row.holder != HolderKind::definitif) {
    out += fmt::format(" ({})", name(row.holder));
  }
  if (!row.on_behalf_of.empty()) out += ", " + terminal.say(Text::label_on_behalf_of) + " " + row.on_behalf_of;
  if (!row.rule_set.empty()) out += ", " + row.rule_set;
  return out;
}

}  // namespace

std::string print_step(const Terminal& terminal, const TimelineRow& row, const std::string& stream,
                       const Refusals& why) {
  const Language language = terminal.language();
  std::string words = sentence(event_of(row), language);
  if (!row.admitted()) {
    const std::string verdict = verdict_word(row.verdict, language);
    words = terminal.say(Text::attempted, terminal.paint(verdict, Colour::yellow), words);
  }
  std::string out =
      fmt::format("{:>8}  {} {:<4}  {}\n", row.position.value, print(row.legal_date), name(row.zone), words);
  const auto below = [&out](const std::string& line) { out += fmt::format("{:>27}{}\n", "", line); };
  if (row.own.stream != stream) below(terminal.paint(row.own.stream, Colour::dim));
  if (!row.admitted()) {
    const Refusal refusal = refusal_of(row, why);
    if (!refusal.facts.empty()) below(print(refusal));
    below(lawful_instead(refusal, event_of(row), language).explanation);
  } else if (const auto state = row.state_of(stream)) {
    below("→ " + state_words(*state, language));
  }
  if (!row.overlays.empty()) below("→ " + overlay_words(terminal, row.overlays));
  for (const Document& document : row.documents) {
    below(fmt::format("{} {} sha256:{}…", terminal.say(Text::label_document), document.number,
                      print_hex(document.hash).substr(0, 16)));
  }
  if (!row.contested_by.empty()) {
    below(terminal.paint(terminal.say(Text::timeline_contested, row.contested_by.substr(0, 12) + "…"), Colour::yellow));
  }
  if (row.corrected_by) {
    below(terminal.paint(terminal.say(Text::timeline_corrected, row.corrected_by->value), Colour::yellow));
  }
  std::string notes = terminal.say(Text::timeline_recorded, print_local(row.recorded_at, row.zone),
                                   actor_words(terminal, row), signers_of(row));
  if (!row.late_reason.empty()) notes += ", " + terminal.say(Text::timeline_late, row.late_reason);
  if (!row.in_order) notes += ", " + terminal.say(Text::timeline_out_of_order);
  below(terminal.paint(notes, Colour::dim));
  return out;
}

std::string print_case(const Terminal& terminal, const CaseFile& file, bool with_timeline, const Refusals& why,
                       const std::vector<DeadlineLine>& deadlines) {
  const CaseStatus& status = file.status;
  if (terminal.plain()) {
    std::string out;
    for (const TimelineRow& row : file.timeline) {
      out +=
          fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", row.position.value, print(row.recorded_at), print(row.legal_date),
                      name(static_cast<RefusalCode>(row.verdict)), type_name(row.type), row.own.stream, row.office);
    }
    return out;
  }
  std::string out = terminal.paint(status.stream, Colour::bold) + "\n";
  label(out, terminal, Text::label_state, state_words(status.state, terminal.language()));
  label(out, terminal, Text::label_beside, overlay_words(terminal, status.overlays));
  label(out, terminal, Text::label_opened, fmt::format("{} {}", print(status.opened_on), status.opener));
  label(out, terminal, Text::label_violations, joined(status.violation_codes));
  if (status.act_date) label(out, terminal, Text::label_act_date, print(*status.act_date));
  if (status.subject) label(out, terminal, Text::label_subject, print(*status.subject));
  label(out, terminal, Text::label_home_agency, status.home_agency);
  label(out, terminal, Text::label_rank, status.rank_class);
  label(out, terminal, Text::label_post, status.post);
  label(out, terminal, Text::label_last_step,
        fmt::format("{} {} ({})", print(status.last_step_on), type_title(status.last_type, terminal.language()),
                    status.last_position.value));
  for (const auto* links : {&status.reports, &status.approvals}) {
    for (const LinkedStream& link : *links) {
      label(out, terminal, Text::label_rests_on, fmt::format("{} {}", link.stream, name(link.state)));
    }
  }
  label(out, terminal, Text::label_refusals, std::to_string(status.refused.size()));
  const auto count = [&file](const auto& is) { return std::count_if(file.timeline.begin(), file.timeline.end(), is); };
  const auto contested = count([](const TimelineRow& row) { return !row.contested_by.empty(); });
  const auto corrected = count([](const TimelineRow& row) { return row.corrected_by.has_value(); });
  const auto unordered = count([](const TimelineRow& row) { return !row.in_order; });
  if (contested > 0) label(out, terminal, Text::label_contested, std::to_string(contested));
  if (corrected > 0) label(out, terminal, Text::label_corrected, std::to_string(corrected));
  if (unordered > 0) label(out, terminal, Text::label_unordered, std::to_string(unordered));
  if (!deadlines.empty()) out += "\n" + terminal.say(Text::label_deadlines) + "\n";
  for (const DeadlineLine& line : deadlines) out += deadline_row(terminal, line);
  if (!with_timeline) return out;
  out += "\n";
  for (std::size_t i = 0; i < file.timeline.size(); ++i) {
    if (i > 0) out += gap_words(terminal, file.timeline[i - 1], file.timeline[i]);
    out += print_step(terminal, file.timeline[i], status.stream, why);
  }
  return out;
}

std::string print_cases(const Terminal& terminal, const std::vector<CaseSummary>& cases) {
  std::string out;
  const char* pattern = terminal.plain() ? "{}\t{}\t{}\t{}\t{}\t{}\n" : "{:<28} {:<22} {:<12} {:<12} {:<14} {}\n";
  if (!terminal.plain()) {
    out += fmt::format(fmt::runtime(pattern), terminal.say(Text::label_case), terminal.say(Text::label_state),
                       terminal.say(Text::label_opened), terminal.say(Text::label_last_step),
                       terminal.say(Text::label_home_agency), terminal.say(Text::label_refusals));
  }
  for (const CaseSummary& one : cases) {
    out += fmt::format(fmt::runtime(pattern), one.stream, name(one.state), print(one.opened_on),
                       print(one.last_step_on), one.home_agency.empty() ? "-" : one.home_agency, one.refusals);
  }
  return out;
}

std::string print_ground(const Terminal& terminal, const Ground& ground) {
  const std::optional<Hash>& digest = ground.answer ? ground.answer : ground.stamp.digest;
  const std::string printed = digest ? print_hex(*digest) : std::string("-");
  const auto& view = ground.stamp.view;
  const std::uint64_t size = ground.at.as_of.value;
  std::string out = ground.at.on ? terminal.say(Text::ground_position_on, size, print(*ground.at.on), view.projection,
                                                view.version, printed)
                                 : terminal.say(Text::ground_position, size, view.projection, view.version, printed);
  if (ground.answer && ground.stamp.digest) {
    out += "\n" + terminal.say(Text::ground_view, view.projection, view.version, ground.stamp.size.value,
                               print_hex(*ground.stamp.digest));
  }
  if (ground.checkpoint) {
    const Checkpoint& checkpoint = ground.checkpoint->checkpoint;
    out += "\n" + terminal.say(Text::ground_checkpoint, checkpoint.size.value, to_base64(checkpoint.root));
  }
  if (ground.simulated) out += std::string("\n") + simulated_warning().in(terminal.language());
  return out;
}

}  // namespace jejak
