#include "ledger/base/text.hpp"
#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/types.hpp"
#include "tools/jejak/audit_case.hpp"
#include "tools/jejak/authority_words.hpp"
#include "tools/jejak/deadline_words.hpp"
#include "tools/jejak/findings_words.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/trust.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t hash_shown = 16;  // of a document's 64 digits

class Screen {
 public:
  explicit Screen(const Terminal& terminal) : terminal_(terminal) {}

  void heading(Text text) { out_ += "\n" + terminal_.paint(terminal_.say(text), Colour::bold) + "\n"; }
  void line(const std::string& words) { out_ += "  " + words + "\n"; }
  void below(const std::string& words) { out_ += fmt::format("{:>22}{}\n", "", words); }
  void none() { line(terminal_.say(Text::audit_none)); }
  void raw(const std::string& words) { out_ += words; }
  std::string take() { return std::move(out_); }

 private:
  const Terminal& terminal_;
  std::string out_;
};

// "     496  2020-07-20  "
std::string margin(const AuditedAct& act) {
  return fmt::format("{:>8}  {}  ", act.read.position.value, print(act.read.event->legal_date));
}

Outcome add_header(Screen& screen, const Terminal& terminal, const CaseAudit& audit) {
  screen.raw(terminal.paint(terminal.say(Text::audit_title, audit.kase), Colour::bold) + "\n");
  auto found = audit.read.reading.state().find(audit.kase);
  if (!found) return std::move(found).error();
  if (*found == nullptr || audit.acts.empty()) return {};
  const StreamState& kase = **found;
  for (const AuditedAct& act : audit.acts) {
    const Event& event = *act.read.event;
    if (event.stream != audit.kase) continue;
    const std::string_view home = home_agency_of(kase);
    screen.line(terminal.say(Text::audit_state, state_words(kase.state, terminal.language()), print(event.legal_date),
                             event.office, home.empty() ? std::string("-") : std::string(home)));
    return {};
  }
  return {};
}

void add_acts(Screen& screen, const Terminal& terminal, const CaseAudit& audit) {
  screen.heading(Text::audit_acts);
  std::vector<std::string> out_of_order;
  for (const AuditedAct& act : audit.acts) {
    const Event& event = *act.read.event;
    const AuditedStep& step = *act.step;
    screen.raw(margin(act) + sentence(event, terminal.language()) + "\n");
    std::string states = step.before == step.after ? std::string(name(step.after))
                                                   : std::string(name(step.before)) + " → " + name(step.after);
    if (event.stream != audit.kase) states = event.stream + ": " + states;
    screen.below(fmt::format("{}  {}  {}", print(event.id), states,
                             terminal.say(Text::audit_recorded, print_local(act.read.entry.recorded_at, event.zone))));
    for (const std::string& line : authority_lines(terminal, event, act.authority)) screen.below(line);
    std::vector<std::string> bases = event.legal_bases;
    const CatalogueRow* row = catalogue().row(event.type);
    const bool says_it = row == nullptr || std::find(bases.begin(), bases.end(), row->source) != bases.end();
    if (!says_it) bases.insert(bases.begin(), row->source);
    std::string basis = terminal.say(Text::audit_basis) + ": " + joined(bases);
    if (!event.rule_set.empty()) basis += "; " + terminal.say(Text::audit_rule_set, event.rule_set);
    screen.below(basis);
    if (!step.in_order) out_of_order.push_back(std::to_string(act.read.position.value));
  }
  screen.line(out_of_order.empty()
                  ? terminal.say(Text::audit_in_order, audit.acts.size())
                  : terminal.paint(terminal.say(Text::audit_out_of_order, joined(out_of_order)), Colour::red));
}

void add_deadlines(Screen& screen, const Terminal& terminal, const CaseAudit& audit) {
  screen.heading(Text::audit_deadlines);
  if (audit.deadlines.empty()) screen.none();
  for (const DeadlineLine& line : audit.deadlines) screen.raw(deadline_words(terminal, line));
}

void add_approvals(Screen& screen, const Terminal& terminal, const CaseAudit& audit) {
  screen.heading(Text::audit_approvals);
  bool any = false;
  for (const AuditedAct& act : audit.acts) {
    const Event& event = *act.read.event;
    const bool uses = !act.authority.approvals.empty();
    if (stream_kind(event.stream) != StreamKind::approval && !uses) continue;
    any = true;
    std::string through;
    for (const ApprovalBehind& approval : act.authority.approvals) through += " ← " + approval.stream;
    screen.raw(margin(act) + sentence(event, terminal.language()) + through + "\n");
    screen.below(print(event.id));
  }
  if (!any) screen.none();
}

void add_evidence(Screen& screen, const CaseAudit& audit) {
  screen.heading(Text::audit_evidence);
  bool any = false;
  for (const AuditedAct& act : audit.acts) {
    const Event& event = *act.read.event;
    for (const Document& document : event.documents) {
      any = true;
      std::string words = document.number + " sha256:" + print_hex(document.hash).substr(0, hash_shown) + "…";
      if (document.signed_at) words += " " + print_local(*document.signed_at, event.zone);
      screen.raw(margin(act) + words + "\n");
    }
    for (const Field& field : event.fields) {
      const auto* hash = std::get_if<Hash>(&field.value);
      if (hash == nullptr) continue;
      any = true;
      const CatalogueRow* row = catalogue().row(event.type);
      std::string label = type_name(event.type);
      for (const FieldShape& shape : row->shape.fields) {
        if (shape.number == field.number) label += "." + std::string(shape.name);
      }
      screen.raw(margin(act) + label + " sha256:" + print_hex(*hash).substr(0, hash_shown) + "…\n");
    }
  }
  if (!any) screen.none();
}

void add_refused(Screen& screen, const Terminal& terminal, const CaseAudit& audit) {
  screen.heading(Text::audit_refused);
  if (audit.refused.empty()) screen.none();
  for (const AuditedAct& act : audit.refused) {
    const Event& event = *act.read.event;
    const CatalogueRow* row = catalogue().row(event.type);
    const Refusal refusal(static_cast<RefusalCode>(act.step->entry.verdict));
    screen.raw(margin(act) + terminal.paint(name(refusal.code), Colour::yellow) + "  " +
               sentence(event, terminal.language()) + "\n");
    screen.below(explain(refusal, terminal.language(), row == nullptr ? "" : row->source));
    screen.below(fmt::format("{}  {}", print(event.id), event.office));
  }
}

void add_corrected(Screen& screen, const Terminal& terminal, const CaseAudit& audit) {
  screen.heading(Text::audit_corrected);
  bool any = false;
  for (const AuditedAct& act : audit.acts) {
    if (!corrects(act.read.event->type)) continue;
    any = true;
    screen.raw(margin(act) + sentence(*act.read.event, terminal.language()) + "\n");
    screen.below(print(act.read.event->id));
  }
  if (!any) screen.none();
}

void add_intact(Screen& screen, const Terminal& terminal, const CaseAudit& audit) {
  screen.heading(Text::audit_intact);
  const Intact& intact = audit.intact;
  if (intact.broken) {
    screen.line(terminal.paint(intact.broken->in(terminal.language()), Colour::red));
  } else {
    screen.line(terminal.say(Text::audit_signed, intact.entries));
    if (intact.checkpoint) {
      screen.line(terminal.say(Text::audit_included, intact.checkpoint->checkpoint.size.value,
                               to_base64(intact.checkpoint->checkpoint.root)));
      screen.line(terminal.say(Text::audit_trusts_folder));
    } else {
      screen.line(terminal.say(Text::audit_no_checkpoint));
    }
    if (intact.checkpoint && intact.uncovered > 0) {
      screen.line(terminal.say(Text::audit_not_included, intact.uncovered));
    }
  }
  screen.line(terminal.say(Text::audit_unchecked));
}

Outcome add_findings(Screen& screen, const Terminal& terminal, const CaseAudit& audit) {
  screen.heading(Text::audit_findings);
  if (audit.read.findings.empty()) screen.none();
  for (const Finding& finding : audit.read.findings) {
    auto words = finding_words(terminal, *audit.read.reading.reader, finding);
    if (!words) return std::move(words).error();
    screen.raw(*words);
  }
  return {};
}

}  // namespace

Result<std::string> case_audit_words(const Terminal& terminal, const CaseAudit& audit) {
  Screen screen(terminal);
  if (auto added = add_header(screen, terminal, audit); !added) return std::move(added).error();
  add_acts(screen, terminal, audit);
  add_deadlines(screen, terminal, audit);
  add_approvals(screen, terminal, audit);
  add_evidence(screen, audit);
  add_refused(screen, terminal, audit);
  add_corrected(screen, terminal, audit);
  add_intact(screen, terminal, audit);
  if (auto added = add_findings(screen, terminal, audit); !added) return std::move(added).error();
  return screen.take();
}

}  // namespace jejak
