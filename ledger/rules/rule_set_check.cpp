#include "ledger/rules/rule_set_check.hpp"

#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/code_lists.hpp"
#include "ledger/rules/policies.hpp"
#include "ledger/rules/rule_sets.hpp"

#include <algorithm>
#include <set>

namespace jejak {

namespace {

using Kind = RuleSetFlaw::Kind;
using Flaws = std::vector<RuleSetFlaw>;

// Roles that guards ask for beside those that sign rows.
constexpr const char* roles_of_guards[] = {"DECIDER",       "DELEGATOR",     "HEAD_OF_STATE",
                                           "LOWER_DECIDER", "POST_APPROVER", "SUBSTITUTE"};
constexpr std::string_view not_offices[] = {"ROOTS", "NEW_ROOTS", "NEW_KEY", "OLD_KEY", "SUCCESSOR_KEY"};

bool is_office_role(std::string_view role) {
  return std::find(std::begin(not_offices), std::end(not_offices), role) == std::end(not_offices);
}

std::set<std::string_view> roles_of_catalogue() {
  std::set<std::string_view> roles;
  for (const CatalogueRow* row : catalogue().rows()) {
    for (const SignerGroup& group : row->signers) {
      for (const char* role : group.any_of) {
        if (is_office_role(role)) roles.insert(role);
      }
    }
  }
  return roles;
}

std::set<std::string_view> deadlines_of_catalogue() {
  std::set<std::string_view> ids;
  for (const CatalogueRow* row : catalogue().rows()) {
    for (const TermStart& start : row->starts) ids.insert(start.id);
    for (const TermStop& stop : row->stops) ids.insert(stop.id);
    for (const char* id : row->within) ids.insert(id);
  }
  ids.erase(every_term);
  return ids;
}

std::string days(Date from, Date until) {
  if (until == date_max) return print(from) + " …";
  return from == until ? print(from) : print(from) + " … " + print(until);
}

RuleSetFlaw hole(std::string where, const std::string& english, const std::string& indonesian) {
  return {Kind::hole, std::move(where), english, indonesian};
}

RuleSetFlaw overlap(std::string where, const std::string& english, const std::string& indonesian) {
  return {Kind::overlap, std::move(where), english, indonesian};
}

RuleSetFlaw unknown(std::string where, const std::string& english, const std::string& indonesian) {
  return {Kind::unknown, std::move(where), english, indonesian};
}

struct Span {
  Date from;
  Date until;
};

// The first days of `whole` that none of the spans covers.
std::optional<Span> uncovered(std::vector<Span> spans, Span whole) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  Date next = whole.from;
  for (const Span& span : spans) {
    if (span.until < next) continue;
    if (next < span.from) return Span{next, std::min(whole.until, span.from - 1)};
    if (span.until >= whole.until) return std::nullopt;
    next = span.until + 1;
  }
  return next <= whole.until ? std::optional(Span{next, whole.until}) : std::nullopt;
}

std::optional<Span> common(const Span& a, const Span& b) {
  const Span both{std::max(a.from, b.from), std::min(a.until, b.until)};
  return both.from <= both.until ? std::optional(both) : std::nullopt;
}

Span span_of(const RoleRow& row) {
  return {row.from.value_or(date_min), row.until.value_or(date_max)};
}

Span span_of(const Sanction& row) {
  return {row.acts_from, row.acts_until.value_or(date_max)};
}

void check_roles(Flaws& flaws, const RuleSet& rules) {
  const Span force{rules.in_force_from, rules.in_force_until.value_or(date_max)};
  const auto needed = roles_of_catalogue();
  for (const std::string_view role : needed) {
    std::vector<Span> spans;
    for (const RoleRow& row : rules.roles) {
      if (row.role == role) spans.push_back(span_of(row));
    }
    const std::string where = "roles: " + std::string(role);
    if (spans.empty()) {
      flaws.push_back(hole(where, "Nobody fills this role, so its steps could never be signed.",
                           "Tidak ada yang mengisi peran ini, sehingga langkahnya tidak dapat ditandatangani."));
    } else if (const auto gap = uncovered(std::move(spans), force)) {
      flaws.push_back(hole(where, "Nobody fills this role on " + days(gap->from, gap->until) + ".",
                           "Tidak ada yang mengisi peran ini pada " + days(gap->from, gap->until) + "."));
    }
  }
  for (std::size_t i = 0; i < rules.roles.size(); ++i) {
    const RoleRow& row = rules.roles[i];
    const std::string where = "roles[" + std::to_string(i) + "]";
    const bool asked_by_guards =
        std::find(std::begin(roles_of_guards), std::end(roles_of_guards), row.role) != std::end(roles_of_guards);
    if (!needed.contains(row.role) && !asked_by_guards) {
      flaws.push_back(unknown(where + ".role", "No rule asks for the role " + row.role + ".",
                              "Tidak ada aturan yang memakai peran " + row.role + "."));
    }
    for (std::size_t k = 0; k < i; ++k) {
      const RoleRow& earlier = rules.roles[k];
      if (earlier.role != row.role || earlier.filled_by != row.filled_by) continue;
      if (const auto both = common(span_of(earlier), span_of(row))) {
        const std::string what = row.filled_by + "/" + row.role;
        const std::string when = days(both->from, both->until);
        flaws.push_back(overlap(where, what + " stands in row " + std::to_string(k) + " too on " + when + ".",
                                what + " juga ada di baris " + std::to_string(k) + " pada " + when + "."));
      }
    }
  }
}

void check_sanctions(Flaws& flaws, const RuleSet& rules) {
  std::vector<const Sanction*> sorted;
  for (const Sanction& row : rules.sanctions) sorted.push_back(&row);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Sanction* a, const Sanction* b) {
    return a->code != b->code ? a->code < b->code : a->acts_from < b->acts_from;
  });
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const Sanction& before = *sorted[i - 1];
    const Sanction& row = *sorted[i];
    if (before.code != row.code) continue;
    const std::string where = "sanctions: " + row.code;
    if (const auto both = common(span_of(before), span_of(row))) {
      const std::string when = days(both->from, both->until);
      flaws.push_back(overlap(where, "Two versions of the penalty hold for acts of " + when + ".",
                              "Dua versi hukuman berlaku untuk perbuatan pada " + when + "."));
    } else if (*before.acts_until + 1 < row.acts_from) {
      const std::string when = days(*before.acts_until + 1, row.acts_from - 1);
      flaws.push_back(hole(where, "The penalty does not exist for acts of " + when + ", but before and after.",
                           "Hukuman ini tidak ada untuk perbuatan pada " + when +
                               ", padahal ada sebelum dan "
                               "sesudahnya."));
    }
  }
  for (std::size_t i = 0; i < rules.sanctions.size(); ++i) {
    for (const std::string& track : rules.sanctions[i].tracks) {
      if (std::any_of(std::begin(codes::tracks), std::end(codes::tracks),
                      [&](const char* known) { return track == known; })) {
        continue;
      }
      flaws.push_back(unknown("sanctions[" + std::to_string(i) + "].tracks", "There is no track " + track + ".",
                              "Tidak ada jalur " + track + "."));
    }
  }
}

void check_policies(Flaws& flaws, const RuleSet& rules) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < rules.policies.size(); ++i) {
    const PolicyRow& row = rules.policies[i];
    const std::string where = "policies[" + std::to_string(i) + "]";
    if (!seen.insert(row.name).second) {
      flaws.push_back(overlap(where + ".name", "The policy " + row.name + " is stated twice.",
                              "Kebijakan " + row.name + " dinyatakan dua kali."));
    }
    const PolicyKnown* known = known_policy(row.name);
    if (known == nullptr) {
      flaws.push_back(unknown(where + ".name", "No rule reads a policy " + row.name + ".",
                              "Tidak ada aturan yang membaca kebijakan " + row.name + "."));
    } else if (const auto instead = expected_instead(*known, row.value)) {
      flaws.push_back(unknown(where + ".value",
                              row.name + " = " + row.value + " is not understood; it may be " + *instead + ".",
                              row.name + " = " + row.value + " tidak dikenal; yang mungkin: " + *instead + "."));
    }
  }
}

void check_deadlines(Flaws& flaws, const RuleSet& rules) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < rules.deadlines.size(); ++i) {
    if (seen.insert(rules.deadlines[i].id).second) continue;
    flaws.push_back(overlap("deadlines[" + std::to_string(i) + "].id",
                            "The deadline " + rules.deadlines[i].id + " is stated twice.",
                            "Tenggat " + rules.deadlines[i].id + " dinyatakan dua kali."));
  }
  for (const std::string_view id : deadlines_of_catalogue()) {
    if (seen.contains(id)) continue;
    flaws.push_back(hole("deadlines: " + std::string(id),
                         "Steps of the catalogue begin, end or need this term, and it has no length.",
                         "Ada langkah katalog yang memulai, menghentikan, atau memerlukan tenggat ini, tetapi "
                         "lamanya tidak ada."));
  }
}

bool fills_ever(const RuleSet& rules, std::string_view role, std::initializer_list<std::string_view> abstract) {
  return std::any_of(rules.roles.begin(), rules.roles.end(), [&](const RoleRow& row) {
    return row.filled_by == role && std::find(abstract.begin(), abstract.end(), row.role) != abstract.end();
  });
}

void check_approvals(Flaws& flaws, const RuleSet& rules) {
  std::set<std::string> seen;
  const auto approver = [&](const std::string& where, const std::string& role) {
    if (fills_ever(rules, role, {"POST_APPROVER", "HEAD_OF_STATE"})) return;
    flaws.push_back(unknown(where, role + " fills neither POST_APPROVER nor HEAD_OF_STATE, so it could never say yes.",
                            role + " tidak mengisi POST_APPROVER maupun HEAD_OF_STATE, sehingga tidak dapat "
                                   "memberi persetujuan."));
  };
  bool for_windows = false;
  for (std::size_t i = 0; i < rules.approvals.size(); ++i) {
    const ApprovalRow& row = rules.approvals[i];
    const std::string where = "approvals[" + std::to_string(i) + "]";
    for_windows = for_windows || row.reason == "WINDOW";
    approver(where + ".need", row.need);
    for (const std::string& also : row.also_accepted) approver(where + ".alsoAccepted", also);
    const std::string key =
        row.rank + "|" + row.post + "|" + row.reason + "|" + row.need + (row.heads_unit ? "|unit" : "");
    if (!seen.insert(key).second) {
      flaws.push_back(overlap(where, "The same need is stated twice.", "Keperluan yang sama dinyatakan dua kali."));
    }
  }
  if (for_windows && rules.windows.empty()) {
    flaws.push_back(hole("windows", "Approvals are needed within windows, and no window is defined.",
                         "Persetujuan diperlukan dalam masa perlindungan, tetapi masa itu tidak ditetapkan."));
  }
}

void check_competences(Flaws& flaws, const RuleSet& rules) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < rules.competences.size(); ++i) {
    const CompetenceRow& row = rules.competences[i];
    const std::string where = "competences[" + std::to_string(i) + "]";
    if (!fills_ever(rules, row.decider, {"DECIDER", "LOWER_DECIDER", "HEAD_OF_STATE"})) {
      flaws.push_back(unknown(where + ".decider", row.decider + " fills no role that decides.",
                              row.decider + " tidak mengisi peran yang memutuskan."));
    }
    if (!seen.insert(row.rank + "|" + row.level + "|" + row.decider).second) {
      flaws.push_back(
          overlap(where, "The same competence is stated twice.", "Kewenangan yang sama dinyatakan dua kali."));
    }
  }
  std::set<std::string_view> levels;
  for (const Sanction& row : rules.sanctions) levels.insert(row.level);
  for (const std::string_view level : levels) {
    const bool somebody = std::any_of(
        rules.competences.begin(), rules.competences.end(),
        [&](const CompetenceRow& row) { return row.rank.empty() && (row.level.empty() || row.level == level); });
    if (somebody || rules.competences.empty()) continue;
    flaws.push_back(hole("competences: " + std::string(level), "Nobody may impose penalties of this level.",
                         "Tidak ada yang berwenang menjatuhkan hukuman tingkat ini."));
  }
}

void check_windows(Flaws& flaws, const RuleSet& rules) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < rules.windows.size(); ++i) {
    if (seen.insert(rules.windows[i].kind).second) continue;
    flaws.push_back(overlap("windows[" + std::to_string(i) + "].kind", "The window is stated twice.",
                            "Masa perlindungan ini dinyatakan dua kali."));
  }
}

}  // namespace

const char* name(RuleSetFlaw::Kind kind) {
  switch (kind) {
    case Kind::hole: return "hole";
    case Kind::overlap: return "overlap";
    case Kind::unknown: return "unknown";
  }
  return "";
}

std::vector<RuleSetFlaw> flaws_of(const RuleSet& rules) {
  Flaws flaws;
  check_sanctions(flaws, rules);
  check_roles(flaws, rules);
  check_policies(flaws, rules);
  check_deadlines(flaws, rules);
  check_approvals(flaws, rules);
  check_competences(flaws, rules);
  check_windows(flaws, rules);
  return flaws;
}

std::vector<RuleSetFlaw> flaws_between(const RuleSet& older, const RuleSet& newer) {
  Flaws flaws;
  const std::string where = "inForceFrom: " + older.id + ", " + newer.id;
  if (newer.in_force_from == older.in_force_from) {
    flaws.push_back(overlap(where, "Both begin on " + print(newer.in_force_from) + ", so neither succeeds the other.",
                            "Keduanya mulai " + print(newer.in_force_from) +
                                ", sehingga tidak jelas mana yang "
                                "menggantikan."));
    return flaws;
  }
  const RuleSet& first = older.in_force_from < newer.in_force_from ? older : newer;
  const RuleSet& second = older.in_force_from < newer.in_force_from ? newer : older;
  if (!first.in_force_until) return flaws;  // ends where the next one begins
  if (*first.in_force_until >= second.in_force_from) {
    const std::string when = days(second.in_force_from, *first.in_force_until);
    flaws.push_back(overlap(where, "Both say that they are in force on " + when + ".",
                            "Keduanya menyatakan berlaku pada " + when + "."));
  } else if (*first.in_force_until + 1 < second.in_force_from) {
    const std::string when = days(*first.in_force_until + 1, second.in_force_from - 1);
    flaws.push_back(hole(where, "Neither is in force on " + when + ".", "Tidak ada yang berlaku pada " + when + "."));
  }
  return flaws;
}

}  // namespace jejak
