#pragma once
// The rule set: law as data, effective by date, published by an event that embeds these bytes (a table field).
// A plain value; encode() and decode_rule_set() are its one canonical form. Bytes: docs/formats/ruleset.md.

#include "ledger/base/result.hpp"
#include "ledger/record/event.hpp"

namespace jejak {

constexpr std::size_t rule_set_rows_max = 256;  // of one table
constexpr std::size_t rule_set_list_max = 16;   // tracks, approvers who also do

// Every row says where it was read, and whether somebody compared it with the source's wording.
// Codes (is_code, 1..80 bytes): id, code, tracks, role, filled_by, name, start_rule, rank, post, need, also_accepted,
// decider, basis. Where a comment says "may be empty", an empty code means "any" or "none".
// `value` and `source` are one line of NFC text, 1..80 bytes; source may be empty.

struct Sanction {
  std::string code;
  std::string level;  // ETHICS LIGHT MODERATE SEVERE STATUS CONTRACT DISCHARGE
  int duration_months = 0;
  bool leaves_post = false;
  bool dismissal = false;
  Date acts_from;
  std::optional<Date> acts_until;   // the last day, inclusive
  std::vector<std::string> tracks;  // each once; may be empty: every track
  std::string remedy;               // OBJECTION APPEAL NONE
  bool verified = false;
  std::string source;
  bool operator==(const Sanction&) const = default;
};

struct RoleRow {
  std::string role;                 // abstract: SUPERVISOR, DATA_BLOCKER, APPEAL_BODY, POST_APPROVER …
  std::string filled_by;            // role that fills it: KASN, BKN …
  std::optional<Date> from, until;  // inclusive
  bool verified = false;
  std::string source;
  bool operator==(const RoleRow&) const = default;
};

struct PolicyRow {
  std::string name;
  std::string value;
  bool verified = false;
  std::string source;
  bool operator==(const PolicyRow&) const = default;
};

struct DeadlineRow {
  std::string id;  // DL-06
  std::int32_t count = 0;
  std::string unit;        // WD CD MONTH_END HOUR
  std::string start_rule;  // may be empty
  bool hard = false;
  bool before = false;
  bool verified = false;
  std::string source;
  bool operator==(const DeadlineRow&) const = default;
};

struct ApprovalRow {
  std::string rank;  // may be empty
  bool heads_unit = false;
  std::string post;                        // may be empty
  std::string reason;                      // WINDOW ACTING_HEAD DUKCAPIL RANK
  std::string need;                        // role that must approve: MENDAGRI, DIRJEN_OTDA, PRESIDEN …
  std::vector<std::string> also_accepted;  // other roles whose approval suffices, each once; may be empty
  bool dismissal_only = false;
  std::string basis;  // UU10/2016:71(2)
  bool verified = false;
  std::string source;
  bool operator==(const ApprovalRow&) const = default;
};

struct CompetenceRow {
  std::string rank;   // may be empty
  std::string level;  // as Sanction::level; may be empty
  std::string decider;
  bool verified = false;
  std::string source;
  bool operator==(const CompetenceRow&) const = default;
};

struct WindowRow {
  std::string kind;  // BEFORE_DETERMINATION AFTER_INAUGURATION
  std::int32_t months = 0;
  std::string basis;
  bool verified = false;
  std::string source;
  bool operator==(const WindowRow&) const = default;
};

struct RuleSet {
  std::string id;  // RS-2018
  Date in_force_from;
  std::optional<Date> in_force_until;  // the last day, inclusive
  std::vector<Sanction> sanctions;
  std::vector<RoleRow> roles;
  std::vector<PolicyRow> policies;
  std::vector<DeadlineRow> deadlines;
  std::vector<ApprovalRow> approvals;
  std::vector<CompetenceRow> competences;
  std::vector<WindowRow> windows;
  bool operator==(const RuleSet&) const = default;
};

// The rules of form. Errc::malformed names table, row and rule: `sanctions[3].level: "HARD" is not …`.
Outcome check_rule_set(const RuleSet& rules);

// Canonical bytes, at most table_bytes_max. Errors: malformed, too_large. Rows keep their order.
Result<Bytes> encode(const RuleSet& rules);

// What it accepts, encode() would write, byte for byte. Any thread; bounded as decode() of an event is.
Result<RuleSet> decode_rule_set(BytesView bytes);

}  // namespace jejak
