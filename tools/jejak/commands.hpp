#pragma once
// The subcommands, a function a group; each puts its words, help and deeds on the command line.

#include "tools/jejak/command.hpp"

namespace jejak {

void add_key_commands(CommandLine& line);       // key new, key show, key request
void add_founding_commands(CommandLine& line);  // genesis new, genesis show, init
void add_sign_command(CommandLine& line);
void add_record_commands(CommandLine& line);  // record, heads
void add_log_commands(CommandLine& line);     // log, show
void add_head_commands(CommandLine& line);    // checkpoint, policy
void add_view_commands(CommandLine& line);    // case
void add_tally_command(CommandLine& line);
void add_report_command(CommandLine& line);
void add_diff_command(CommandLine& line);
void add_verify_command(CommandLine& line);
void add_replay_command(CommandLine& line);
void add_proof_commands(CommandLine& line);  // prove, check
void add_mirror_command(CommandLine& line);
void add_export_commands(CommandLine& line);  // export, import
void add_author_commands(CommandLine& line);  // event new, event types
void add_deadlines_command(CommandLine& line);
void add_windows_command(CommandLine& line);
void add_audit_command(CommandLine& line);
void add_offices_command(CommandLine& line);
void add_approvals_command(CommandLine& line);
void add_findings_command(CommandLine& line);
void add_refusals_command(CommandLine& line);
void add_authority_command(CommandLine& line);
void add_explain_command(CommandLine& line);
void add_whatif_command(CommandLine& line);
void add_ruleset_commands(CommandLine& line);  // ruleset compile, check, show, publish
void add_serve_command(CommandLine& line);
void add_token_command(CommandLine& line);
void add_doctor_command(CommandLine& line);
void add_demo_commands(CommandLine& line);    // demo tiny
void add_manual_commands(CommandLine& line);  // completion, man

inline void add_all_commands(CommandLine& line) {
  add_founding_commands(line);
  add_key_commands(line);
  add_sign_command(line);
  add_record_commands(line);
  add_log_commands(line);
  add_view_commands(line);
  add_diff_command(line);
  add_tally_command(line);
  add_report_command(line);
  add_deadlines_command(line);
  add_audit_command(line);
  add_findings_command(line);
  add_refusals_command(line);
  add_authority_command(line);
  add_windows_command(line);
  add_offices_command(line);
  add_approvals_command(line);
  add_explain_command(line);
  add_whatif_command(line);
  add_verify_command(line);
  add_replay_command(line);
  add_proof_commands(line);
  add_export_commands(line);
  add_mirror_command(line);
  add_head_commands(line);
  add_author_commands(line);
  add_ruleset_commands(line);
  add_serve_command(line);
  add_token_command(line);
  add_doctor_command(line);
  add_demo_commands(line);
  add_manual_commands(line);
}

}  // namespace jejak
