// Rule sets as lines that people read and compare (rule_set_check.hpp).

#include "ledger/rules/rule_set_check.hpp"

#include <algorithm>

namespace jejak {

namespace {

std::string or_any(const std::string& code) {
  return code.empty() ? "*" : code;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : "/") + word;
  return out;
}

std::string span(const std::optional<Date>& from, const std::optional<Date>& until) {
  if (!from && !until) return "";
  return (from ? print(*from) : std::string("…")) + " – " + (until ? print(*until) : std::string("…"));
}

std::string says(const Sanction& row) {
  std::string out = row.level;
  if (row.duration_months > 0) out += ", " + std::to_string(row.duration_months) + " months";
  if (row.leaves_post) out += ", leaves post";
  if (row.dismissal) out += ", dismissal";
  if (!row.tracks.empty()) out += ", tracks " + joined(row.tracks);
  if (row.acts_until) out += ", acts until " + print(*row.acts_until);
  return out + ", remedy " + row.remedy;
}

std::string says(const ApprovalRow& row) {
  std::string out = "needs " + row.need;
  if (!row.also_accepted.empty()) out += " or " + joined(row.also_accepted);
  if (row.dismissal_only) out += ", dismissals only";
  return out + ", basis " + row.basis;
}

}  // namespace

std::string print(const DeadlineRow& row) {
  return std::to_string(row.count) + " " + row.unit + (row.before ? " before" : "") + (row.hard ? ", hard" : ", soft");
}

std::vector<RuleSetLine> lines_of(const RuleSet& rules) {
  std::vector<RuleSetLine> lines;
  for (const Sanction& row : rules.sanctions) {
    lines.push_back({"sanctions", row.code + " from " + print(row.acts_from), says(row), row.verified, row.source});
  }
  for (const RoleRow& row : rules.roles) {
    const std::string when = span(row.from, row.until);
    lines.push_back(
        {"roles", row.role + " = " + row.filled_by, when.empty() ? "always" : when, row.verified, row.source});
  }
  for (const PolicyRow& row : rules.policies) {
    lines.push_back({"policies", row.name, row.value, row.verified, row.source});
  }
  for (const DeadlineRow& row : rules.deadlines) {
    lines.push_back({"deadlines", row.id, print(row) + (row.start_rule.empty() ? "" : ", from " + row.start_rule),
                     row.verified, row.source});
  }
  for (const ApprovalRow& row : rules.approvals) {
    std::string key = row.reason + " " + or_any(row.rank);
    if (!row.post.empty()) key += " " + row.post;
    if (row.heads_unit) key += " heading a unit";
    lines.push_back({"approvals", std::move(key), says(row), row.verified, row.source});
  }
  for (const CompetenceRow& row : rules.competences) {
    lines.push_back({"competences", or_any(row.rank) + " " + or_any(row.level) + " " + row.decider, "may decide",
                     row.verified, row.source});
  }
  for (const WindowRow& row : rules.windows) {
    lines.push_back(
        {"windows", row.kind, std::to_string(row.months) + " months, basis " + row.basis, row.verified, row.source});
  }
  return lines;
}

std::vector<RuleSetChange> changes_between(const RuleSet& older, const RuleSet& newer) {
  std::vector<RuleSetChange> changes;
  const auto until = [](const RuleSet& rules) {
    return rules.in_force_until ? print(*rules.in_force_until) : std::string("…");
  };
  const std::string force_before = print(older.in_force_from) + " – " + until(older);
  const std::string force_after = print(newer.in_force_from) + " – " + until(newer);
  if (force_before != force_after) changes.push_back({"inForce", newer.id, force_before, force_after});
  std::vector<RuleSetLine> before = lines_of(older);
  for (RuleSetLine& line : lines_of(newer)) {
    const auto at = std::find_if(before.begin(), before.end(), [&](const RuleSetLine& known) {
      return known.table == line.table && known.key == line.key;
    });
    if (at == before.end()) {
      changes.push_back({line.table, std::move(line.key), "", std::move(line.says)});
      continue;
    }
    if (at->says != line.says) changes.push_back({line.table, line.key, at->says, line.says});
    before.erase(at);
  }
  for (RuleSetLine& gone : before) changes.push_back({gone.table, std::move(gone.key), std::move(gone.says), ""});
  return changes;
}

}  // namespace jejak
