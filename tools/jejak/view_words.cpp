#include "tools/jejak/view_words.hpp"

#include "tools/jejak/lawful.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/trust.hpp"
#include "tools/verify/verdict.hpp"

namespace jejak {
namespace {

constexpr Counter counters[] = {Counter::reports, Counter::received,  Counter::forwarded,       Counter::recommended,
                                Counter::decided, Counter::dismissed, Counter::refused_attempts};

Text title_of(Counter counter) {
  switch (counter) {
    case Counter::received: return Text::tally_received;
    case Counter::forwarded: return Text::tally_forwarded;
    case Counter::recommended: return Text::tally_recommended;
    case Counter::decided: return Text::tally_decided;
    case Counter::dismissed: return Text::tally_dismissed;
    case Counter::reports: return Text::tally_reports;
    case Counter::refused_attempts: return Text::tally_refused;
  }
  return Text::tally_refused;
}

std::string state_words(StateCode state, Language language) {
  return fmt::format("{} ({})", language == Language::english ? english(state) : indonesian(state), name(state));
}

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
  std::string out;
  for (const PublicKey& key : row.keys) out += (out.empty() ? "" : " ") + to_hex(key).substr(0, 8);
  return out;
}

Refusal refusal_of(const TimelineRow& row, const Refusals& why) {
  const auto known = why.find(row.position.value);
  return known == why.end() ? Refusal(static_cast<RefusalCode>(row.verdict)) : known->second;
}

std::string step_words(const Terminal& terminal, const TimelineRow& row, const std::string& stream,
                       const Refusals& why) {
  const Language language = terminal.language();
  std::string words = sentence(event_of(row), language);
  if (!row.admitted()) {
    const std::string verdict = verdict_word(row.verdict, language);
    words = terminal.say(Text::attempted, terminal.paint(verdict, Colour::yellow), words);
  }
  std::string out = fmt::format("{:>8}  {}  {}\n", row.position.value, print(row.legal_date), words);
  if (row.own.stream != stream) out += fmt::format("{:>22}{}\n", "", terminal.paint(row.own.stream, Colour::dim));
  if (!row.admitted()) {
    const Refusal refusal = refusal_of(row, why);
    if (!refusal.facts.empty()) out += fmt::format("{:>22}{}\n", "", print(refusal));
    out += fmt::format("{:>22}{}\n", "", lawful_instead(refusal, event_of(row), language).explanation);
  } else if (const auto state = row.state_of(stream)) {
    out += fmt::format("{:>22}→ {}\n", "", state_words(*state, language));
  }
  for (const Document& document : row.documents) {
    out += fmt::format("{:>22}{} {} sha256:{}…\n", "", terminal.say(Text::label_document), document.number,
                       print_hex(document.hash).substr(0, 16));
  }
  std::string notes =
      terminal.say(Text::timeline_recorded, print_local(row.recorded_at, row.zone), row.office, signers_of(row));
  if (!row.late_reason.empty()) notes += ", " + terminal.say(Text::timeline_late, row.late_reason);
  if (!row.in_order) notes += ", " + terminal.say(Text::timeline_out_of_order);
  return out + fmt::format("{:>22}{}\n", "", terminal.paint(notes, Colour::dim));
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

std::string print_case(const Terminal& terminal, const CaseFile& file, bool with_timeline, const Refusals& why) {
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
  if (!with_timeline) return out;
  out += "\n";
  for (const TimelineRow& row : file.timeline) out += step_words(terminal, row, status.stream, why);
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

std::string print_tallies(const Terminal& terminal, const Tallies& tallies) {
  std::string out;
  const auto line = [&out, &terminal](const std::string& agency, const AgencyTally& tally) {
    out += terminal.plain() ? agency : fmt::format("{:<24}", agency);
    for (const Counter counter : counters) {
      out += fmt::format(fmt::runtime(terminal.plain() ? "\t{}" : " {:>14}"), tally[counter]);
    }
    out += "\n";
  };
  if (!terminal.plain()) {
    out += fmt::format("{:<24}", terminal.say(Text::label_agency));
    for (const Counter counter : counters) out += fmt::format(" {:>14}", terminal.say(title_of(counter)));
    out += "\n";
  }
  for (const AgencyTally& tally : tallies.agencies) line(tally.agency, tally);
  line(terminal.say(Text::label_total), tallies.total);
  return out;
}

std::string print_ground(const Terminal& terminal, const Ground& ground) {
  std::string out =
      terminal.say(Text::ground_position, ground.stamp.size.value, ground.stamp.view.projection,
                   ground.stamp.view.version, ground.stamp.digest ? print_hex(*ground.stamp.digest) : std::string("-"));
  if (ground.checkpoint) {
    const Checkpoint& checkpoint = ground.checkpoint->checkpoint;
    out += "\n" + terminal.say(Text::ground_checkpoint, checkpoint.size.value, to_base64(checkpoint.root));
  }
  if (ground.simulated) out += std::string("\n") + simulated_warning().in(terminal.language());
  return out;
}

}  // namespace jejak
