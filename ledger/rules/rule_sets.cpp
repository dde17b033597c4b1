#include "ledger/rules/rule_sets.hpp"

#include "ledger/rules/types.hpp"

#include <algorithm>
#include <charconv>

namespace jejak {

namespace {

constexpr int policy_number_max = 100'000;

bool covers(const RoleRow& row, Date on) {
  return (!row.from || *row.from <= on) && (!row.until || on <= *row.until);
}

}  // namespace

bool fills(const RuleSet& rules, std::string_view abstract_role, std::string_view role, Date on) {
  return std::any_of(rules.roles.begin(), rules.roles.end(), [&](const RoleRow& row) {
    return row.filled_by == role && row.role == abstract_role && covers(row, on);
  });
}

std::vector<std::string_view> filled_by(const RuleSet& rules, std::string_view abstract_role, Date on) {
  std::vector<std::string_view> found;
  for (const RoleRow& row : rules.roles) {
    if (row.role == abstract_role && covers(row, on)) found.push_back(row.filled_by);
  }
  return found;
}

const std::string* policy(const RuleSet& rules, std::string_view name) {
  for (const PolicyRow& row : rules.policies) {
    if (row.name == name) return &row.value;
  }
  return nullptr;
}

bool policy_is(const RuleSet& rules, std::string_view name, std::string_view value) {
  const std::string* found = policy(rules, name);
  return found != nullptr && *found == value;
}

std::optional<int> policy_number(const RuleSet& rules, std::string_view name) {
  const std::string* text = policy(rules, name);
  if (text == nullptr) return std::nullopt;
  int number = 0;
  const char* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 0 || number > policy_number_max) return std::nullopt;
  return number;
}

std::vector<std::string_view> policy_list(const RuleSet& rules, std::string_view name) {
  std::vector<std::string_view> parts;
  const std::string* text = policy(rules, name);
  std::string_view rest = text == nullptr ? std::string_view() : std::string_view(*text);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    if (comma != 0) parts.push_back(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return parts;
}

bool policy_lists(const RuleSet& rules, std::string_view name, std::string_view member) {
  const auto parts = policy_list(rules, name);
  return std::find(parts.begin(), parts.end(), member) != parts.end();
}

const DeadlineRow* deadline(const RuleSet& rules, std::string_view id) {
  for (const DeadlineRow& row : rules.deadlines) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

const Sanction* sanction(const RuleSet& rules, std::string_view code, Date act) {
  for (const Sanction& row : rules.sanctions) {
    if (row.code == code && row.acts_from <= act && (!row.acts_until || act <= *row.acts_until)) return &row;
  }
  return nullptr;
}

}  // namespace jejak
