#include "ledger/record/ruleset_message.hpp"

#include "ledger/record/flat_message.hpp"

#include <span>

namespace jejak {
namespace {

using Words = std::span<const std::string_view>;

// Texts that are empty stay null pointers; words are those check_rule_set() accepts.
template <class Enum>
Enum number_of(std::string_view word, Words words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return static_cast<Enum>(0);
}

// 2020-09-23 is 20200923.
std::uint32_t number_of(Date date) {
  std::uint32_t number = 0;
  for (const char c : print(date)) {
    if (c != '-') number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

std::uint32_t number_of(const std::optional<Date>& date) {
  return date ? number_of(*date) : 0;
}

template <class Init>
void write_codes(const std::vector<std::string>& codes, Init init) {
  if (codes.empty()) return;
  auto list = init(static_cast<unsigned>(codes.size()));
  for (unsigned i = 0; i < list.size(); ++i) list.set(i, text_of(codes[i]));
}

template <class Builder>
void set_text(Builder& out, void (Builder::*setter)(capnp::Text::Reader), const std::string& text) {
  if (!text.empty()) (out.*setter)(text_of(text));
}

void write(const Sanction& row, schema::Sanction::Builder out) {
  set_text(out, &schema::Sanction::Builder::setCode, row.code);
  out.setLevel(number_of<schema::Level>(row.level, RuleSetWords::levels));
  out.setDurationMonths(row.duration_months);
  out.setLeavesPost(row.leaves_post);
  out.setDismissal(row.dismissal);
  out.setActsFrom(number_of(row.acts_from));
  out.setActsUntil(number_of(row.acts_until));
  write_codes(row.tracks, [&out](unsigned count) { return out.initTracks(count); });
  out.setRemedy(number_of<schema::Remedy>(row.remedy, RuleSetWords::remedies));
  out.setVerified(row.verified);
  set_text(out, &schema::Sanction::Builder::setSource, row.source);
}

void write(const RoleRow& row, schema::Role::Builder out) {
  set_text(out, &schema::Role::Builder::setRole, row.role);
  set_text(out, &schema::Role::Builder::setFilledBy, row.filled_by);
  out.setFrom(number_of(row.from));
  out.setUntil(number_of(row.until));
  out.setVerified(row.verified);
  set_text(out, &schema::Role::Builder::setSource, row.source);
}

void write(const PolicyRow& row, schema::Policy::Builder out) {
  set_text(out, &schema::Policy::Builder::setName, row.name);
  set_text(out, &schema::Policy::Builder::setValue, row.value);
  out.setVerified(row.verified);
  set_text(out, &schema::Policy::Builder::setSource, row.source);
}

void write(const DeadlineRow& row, schema::Deadline::Builder out) {
  set_text(out, &schema::Deadline::Builder::setId, row.id);
  out.setCount(row.count);
  out.setUnit(number_of<schema::Unit>(row.unit, RuleSetWords::units));
  set_text(out, &schema::Deadline::Builder::setStartRule, row.start_rule);
  out.setHard(row.hard);
  out.setBefore(row.before);
  out.setVerified(row.verified);
  set_text(out, &schema::Deadline::Builder::setSource, row.source);
}

void write(const ApprovalRow& row, schema::Approval::Builder out) {
  set_text(out, &schema::Approval::Builder::setRank, row.rank);
  out.setHeadsUnit(row.heads_unit);
  set_text(out, &schema::Approval::Builder::setPost, row.post);
  out.setReason(number_of<schema::ApprovalReason>(row.reason, RuleSetWords::reasons));
  set_text(out, &schema::Approval::Builder::setNeed, row.need);
  write_codes(row.also_accepted, [&out](unsigned count) { return out.initAlsoAccepted(count); });
  out.setDismissalOnly(row.dismissal_only);
  set_text(out, &schema::Approval::Builder::setBasis, row.basis);
  out.setVerified(row.verified);
  set_text(out, &schema::Approval::Builder::setSource, row.source);
}

void write(const CompetenceRow& row, schema::Competence::Builder out) {
  set_text(out, &schema::Competence::Builder::setRank, row.rank);
  out.setLevel(number_of<schema::Level>(row.level, RuleSetWords::levels));
  set_text(out, &schema::Competence::Builder::setDecider, row.decider);
  out.setVerified(row.verified);
  set_text(out, &schema::Competence::Builder::setSource, row.source);
}

void write(const WindowRow& row, schema::Window::Builder out) {
  out.setKind(number_of<schema::WindowKind>(row.kind, RuleSetWords::windows));
  out.setMonths(row.months);
  set_text(out, &schema::Window::Builder::setBasis, row.basis);
  out.setVerified(row.verified);
  set_text(out, &schema::Window::Builder::setSource, row.source);
}

template <class Row, class Init>
void write_rows(const std::vector<Row>& rows, Init init) {
  if (rows.empty()) return;
  auto list = init(static_cast<unsigned>(rows.size()));
  for (unsigned i = 0; i < list.size(); ++i) write(rows[i], list[i]);
}

// Reading keeps the first rule that is broken, so that a row is read in one sweep.
class RowReader {
 public:
  RowReader(std::string place, Outcome& outcome) : place_(std::move(place)), outcome_(&outcome) {}

  std::string word(std::uint16_t number, Words words, const char* name) const {
    if (number < words.size()) return std::string(words[number]);
    fail(name, "number " + std::to_string(number) + " means nothing");
    return {};
  }
  Date date(std::uint32_t number, const char* name) const {
    char iso[] = "0000-00-00";
    std::uint32_t rest = number;
    for (const int digit : {9, 8, 6, 5, 3, 2, 1, 0}) {
      iso[digit] = static_cast<char>('0' + rest % 10);
      rest /= 10;
    }
    const auto parsed = rest == 0 ? parse_date(std::string_view(iso, 10)) : std::nullopt;
    if (parsed) return *parsed;
    fail(name, std::to_string(number) + " is not a date YYYYMMDD");
    return {};
  }
  std::optional<Date> optional_date(std::uint32_t number, const char* name) const {
    return number == 0 ? std::nullopt : std::optional<Date>(date(number, name));
  }
  std::vector<std::string> codes(capnp::List<capnp::Text>::Reader list, const char* name) const {
    std::vector<std::string> out;
    if (list.size() > rule_set_list_max) {
      fail(name, "has more than 16 members");
      return out;
    }
    for (const capnp::Text::Reader code : list) out.push_back(string_of(code));
    return out;
  }

 private:
  void fail(const char* name, const std::string& rule) const {
    if (*outcome_) *outcome_ = Error{Errc::malformed, place_ + "." + name + ": " + rule};
  }
  std::string place_;
  Outcome* outcome_;
};

void read(schema::Sanction::Reader in, const RowReader& reader, Sanction& row) {
  row.code = string_of(in.getCode());
  row.level = reader.word(static_cast<std::uint16_t>(in.getLevel()), RuleSetWords::levels, "level");
  row.duration_months = in.getDurationMonths();
  row.leaves_post = in.getLeavesPost();
  row.dismissal = in.getDismissal();
  row.acts_from = reader.date(in.getActsFrom(), "actsFrom");
  row.acts_until = reader.optional_date(in.getActsUntil(), "actsUntil");
  row.tracks = reader.codes(in.getTracks(), "tracks");
  row.remedy = reader.word(static_cast<std::uint16_t>(in.getRemedy()), RuleSetWords::remedies, "remedy");
  row.verified = in.getVerified();
  row.source = string_of(in.getSource());
}

void read(schema::Role::Reader in, const RowReader& reader, RoleRow& row) {
  row.role = string_of(in.getRole());
  row.filled_by = string_of(in.getFilledBy());
  row.from = reader.optional_date(in.getFrom(), "from");
  row.until = reader.optional_date(in.getUntil(), "until");
  row.verified = in.getVerified();
  row.source = string_of(in.getSource());
}

void read(schema::Policy::Reader in, const RowReader&, PolicyRow& row) {
  row.name = string_of(in.getName());
  row.value = string_of(in.getValue());
  row.verified = in.getVerified();
  row.source = string_of(in.getSource());
}

void read(schema::Deadline::Reader in, const RowReader& reader, DeadlineRow& row) {
  row.id = string_of(in.getId());
  row.count = in.getCount();
  row.unit = reader.word(static_cast<std::uint16_t>(in.getUnit()), RuleSetWords::units, "unit");
  row.start_rule = string_of(in.getStartRule());
  row.hard = in.getHard();
  row.before = in.getBefore();
  row.verified = in.getVerified();
  row.source = string_of(in.getSource());
}

void read(schema::Approval::Reader in, const RowReader& reader, ApprovalRow& row) {
  row.rank = string_of(in.getRank());
  row.heads_unit = in.getHeadsUnit();
  row.post = string_of(in.getPost());
  row.reason = reader.word(static_cast<std::uint16_t>(in.getReason()), RuleSetWords::reasons, "reason");
  row.need = string_of(in.getNeed());
  row.also_accepted = reader.codes(in.getAlsoAccepted(), "alsoAccepted");
  row.dismissal_only = in.getDismissalOnly();
  row.basis = string_of(in.getBasis());
  row.verified = in.getVerified();
  row.source = string_of(in.getSource());
}

void read(schema::Competence::Reader in, const RowReader& reader, CompetenceRow& row) {
  row.rank = string_of(in.getRank());
  row.level = reader.word(static_cast<std::uint16_t>(in.getLevel()), RuleSetWords::levels, "level");
  row.decider = string_of(in.getDecider());
  row.verified = in.getVerified();
  row.source = string_of(in.getSource());
}

void read(schema::Window::Reader in, const RowReader& reader, WindowRow& row) {
  row.kind = reader.word(static_cast<std::uint16_t>(in.getKind()), RuleSetWords::windows, "kind");
  row.months = in.getMonths();
  row.basis = string_of(in.getBasis());
  row.verified = in.getVerified();
  row.source = string_of(in.getSource());
}

template <class List, class Row>
void read_rows(List list, const char* table, std::vector<Row>& rows, Outcome& outcome) {
  if (!outcome) return;
  if (list.size() > rule_set_rows_max) {
    outcome = Error{Errc::malformed, std::string(table) + ": has more than 256 rows"};
    return;
  }
  rows.reserve(list.size());
  for (unsigned i = 0; i < list.size(); ++i) {
    read(list[i], RowReader(std::string(table) + "[" + std::to_string(i) + "]", outcome), rows.emplace_back());
  }
}

}  // namespace

void write_rule_set(const RuleSet& rules, schema::RuleSet::Builder out) {
  out.setId(text_of(rules.id));
  out.setInForceFrom(number_of(rules.in_force_from));
  out.setInForceUntil(number_of(rules.in_force_until));
  write_rows(rules.sanctions, [&out](unsigned count) { return out.initSanctions(count); });
  write_rows(rules.roles, [&out](unsigned count) { return out.initRoles(count); });
  write_rows(rules.policies, [&out](unsigned count) { return out.initPolicies(count); });
  write_rows(rules.deadlines, [&out](unsigned count) { return out.initDeadlines(count); });
  write_rows(rules.approvals, [&out](unsigned count) { return out.initApprovals(count); });
  write_rows(rules.competences, [&out](unsigned count) { return out.initCompetences(count); });
  write_rows(rules.windows, [&out](unsigned count) { return out.initWindows(count); });
}

Outcome read_rule_set(schema::RuleSet::Reader in, RuleSet& rules) {
  Outcome outcome;
  const RowReader head("ruleSet", outcome);
  rules.id = string_of(in.getId());
  rules.in_force_from = head.date(in.getInForceFrom(), "inForceFrom");
  rules.in_force_until = head.optional_date(in.getInForceUntil(), "inForceUntil");
  read_rows(in.getSanctions(), "sanctions", rules.sanctions, outcome);
  read_rows(in.getRoles(), "roles", rules.roles, outcome);
  read_rows(in.getPolicies(), "policies", rules.policies, outcome);
  read_rows(in.getDeadlines(), "deadlines", rules.deadlines, outcome);
  read_rows(in.getApprovals(), "approvals", rules.approvals, outcome);
  read_rows(in.getCompetences(), "competences", rules.competences, outcome);
  read_rows(in.getWindows(), "windows", rules.windows, outcome);
  return outcome;
}

}  // namespace jejak
