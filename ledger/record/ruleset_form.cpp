// The rules of form of a rule set: characters, words, ranges. What its rows mean is the law's affair.

#include "ledger/proof/lines.hpp"
#include "ledger/record/official_number.hpp"
#include "ledger/record/ruleset_message.hpp"

#include <algorithm>
#include <span>

namespace jejak {
namespace {

constexpr std::int32_t months_max = 1200;
constexpr std::int32_t count_max = 100'000;

// Keeps the first rule that is broken, with its table, row and column.
class Checker {
 public:
  explicit Checker(Outcome& outcome) : outcome_(&outcome) {}
  void at(const char* table, std::size_t row) { place_ = std::string(table) + "[" + std::to_string(row) + "]."; }

  void code(const char* name, std::string_view text) {
    if (text.empty() || text.size() > code_bytes_max || !is_code(text)) {
      fail(name, quoted(text) + " is not a code of 1 to 80 characters A-Z a-z 0-9 : . _ / ( ) @ + -");
    }
  }
  void code_or_empty(const char* name, std::string_view text) {
    if (!text.empty()) code(name, text);
  }
  void line(const char* name, std::string_view text) {
    if (!is_official_number(text)) fail(name, quoted(text) + " is not one line of 1 to 80 bytes of NFC text");
  }
  void line_or_empty(const char* name, std::string_view text) {
    if (!text.empty()) line(name, text);
  }
  void word(const char* name, std::string_view text, std::span<const std::string_view> words) {
    if (text.empty()) return fail(name, "is missing");
    word_or_empty(name, text, words);
  }
  void word_or_empty(const char* name, std::string_view text, std::span<const std::string_view> words) {
    if (std::find(words.begin(), words.end(), text) != words.end()) return;
    std::string rule = quoted(text) + " is not one of";
    for (const std::string_view known : words) rule.append(known.empty() ? "" : " ").append(known);
    fail(name, rule);
  }
  void number(const char* name, std::int32_t value, std::int32_t max) {
    if (value < 0 || value > max) fail(name, "must be 0 to " + std::to_string(max));
  }
  void date(const char* name, Date date) {
    if (date < date_min || date > date_max) fail(name, "must lie between 1900-01-01 and 9999-12-31");
  }
  void span(const char* name, const std::optional<Date>& from, const std::optional<Date>& until) {
    if (from) date(name, *from);
    if (until) date(name, *until);
    if (from && until && *until < *from) fail(name, "ends before it begins");
  }
  void codes(const char* name, const std::vector<std::string>& codes) {
    if (codes.size() > rule_set_list_max) return fail(name, "has more than 16 members");
    for (std::size_t i = 0; i < codes.size(); ++i) {
      code(name, codes[i]);
      const auto here = codes.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::find(codes.begin(), here, *here) != here) fail(name, quoted(*here) + " stands twice");
    }
  }
  void rows(const char* table, std::size_t count) {
    place_.clear();
    if (count > rule_set_rows_max) fail(table, "has more than 256 rows");
  }

 private:
  void fail(const char* name, const std::string& rule) {
    if (*outcome_) *outcome_ = Error{Errc::malformed, "rule set: " + place_ + name + ": " + rule};
  }
  std::string place_;
  Outcome* outcome_;
};

void check(const Sanction& row, Checker& checker) {
  checker.code("code", row.code);
  checker.word("level", row.level, RuleSetWords::levels);
  checker.number("duration_months", row.duration_months, months_max);
  checker.span("acts_from", row.acts_from, row.acts_until);
  checker.codes("tracks", row.tracks);
  checker.word("remedy", row.remedy, RuleSetWords::remedies);
  checker.line_or_empty("source", row.source);
}

void check(const RoleRow& row, Checker& checker) {
  checker.code("role", row.role);
  checker.code("filled_by", row.filled_by);
  checker.span("from", row.from, row.until);
  checker.line_or_empty("source", row.source);
}

void check(const PolicyRow& row, Checker& checker) {
  checker.code("name", row.name);
  checker.line("value", row.value);
  checker.line_or_empty("source", row.source);
}

void check(const DeadlineRow& row, Checker& checker) {
  checker.code("id", row.id);
  checker.number("count", row.count, count_max);
  checker.word("unit", row.unit, RuleSetWords::units);
  checker.code_or_empty("start_rule", row.start_rule);
  checker.line_or_empty("source", row.source);
}

void check(const ApprovalRow& row, Checker& checker) {
  checker.code_or_empty("rank", row.rank);
  checker.code_or_empty("post", row.post);
  checker.word("reason", row.reason, RuleSetWords::reasons);
  checker.code("need", row.need);
  checker.codes("also_accepted", row.also_accepted);
  checker.code("basis", row.basis);
  checker.line_or_empty("source", row.source);
}

void check(const CompetenceRow& row, Checker& checker) {
  checker.code_or_empty("rank", row.rank);
  checker.word_or_empty("level", row.level, RuleSetWords::levels);
  checker.code("decider", row.decider);
  checker.line_or_empty("source", row.source);
}

void check(const WindowRow& row, Checker& checker) {
  checker.word("kind", row.kind, RuleSetWords::windows);
  checker.number("months", row.months, months_max);
  checker.code("basis", row.basis);
  checker.line_or_empty("source", row.source);
}

template <class Row>
void check_rows(const char* table, const std::vector<Row>& rows, Checker& checker) {
  checker.rows(table, rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    checker.at(table, i);
    check(rows[i], checker);
  }
}

}  // namespace

Outcome check_rule_set(const RuleSet& rules) {
  Outcome outcome;
  Checker checker(outcome);
  checker.code("id", rules.id);
  checker.span("in_force_from", rules.in_force_from, rules.in_force_until);
  check_rows("sanctions", rules.sanctions, checker);
  check_rows("roles", rules.roles, checker);
  check_rows("policies", rules.policies, checker);
  check_rows("deadlines", rules.deadlines, checker);
  check_rows("approvals", rules.approvals, checker);
  check_rows("competences", rules.competences, checker);
  check_rows("windows", rules.windows, checker);
  return outcome;
}

}  // namespace jejak
