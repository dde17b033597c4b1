#pragma once
// Drafts of registry steps: who exists, who holds which office with which key, when elections and holidays are, which
// law holds. Registry steps are signed by two roots, the first two of the genesis.

#include "tools/demo/rehearsal.hpp"

namespace jejak {

struct AgencyEntry {
  std::string code;  // "prov:64"
  std::string type;  // "PROVINSI"
  Zone zone = Zone::wita;
  Date valid_from;
  std::string parent;  // code, or empty
};

struct HolderEntry {
  std::string office;  // ROLE@agency
  HolderKind kind = HolderKind::definitif;
  std::string decision_no;
  Date from;
  std::optional<Date> until;
  bool head_of_region = false;  // then the term and the inauguration are recorded too
  Id person{};
};

struct ElectionEntry {
  std::string code;  // "PILKADA-2020-KALTIM"
  std::vector<std::string> regions;
  Date determination;
  Date voting;
  std::string regulation_no;
  std::optional<Date> campaign_from;
  std::optional<Date> campaign_until;
};

// Makes drafts with one clock: each lies a moment after the one before.
class Registrar {
 public:
  // Two names of roots sign; the acting office is LEDGER_ADMIN of the first.
  Registrar(Instant start, std::vector<std::string> roots, Keyring& keys);

  Draft agency(const AgencyEntry& entry);
  Draft succession(const std::string& from, const std::string& to, std::vector<std::string> roles,
                   const std::string& successor_role, Date effective);
  Draft holder(const HolderEntry& entry);
  Draft holder_ended(const std::string& office, const Id& person, Date last_day, const std::string& reason);
  Draft key(const std::string& office, const std::string& key_name, Date from, std::optional<Date> until = {});
  Draft key_rotated(const std::string& office, const std::string& old_name, const std::string& new_name, Date from);
  Draft root_changed(const std::string& root, const std::string& key_name, std::int64_t threshold,
                     const std::string& reason);
  Draft key_revoked(const std::string& key_name, Date on, const std::string& reason);
  Draft election(const ElectionEntry& entry, bool rescheduled = false);
  Draft pair_determined(const std::string& election, const std::string& region, const std::string& pair, Date on);
  Draft calendar(int year, const std::vector<Date>& days, const std::string& source_no);
  Draft closure(int year, const std::string& agency, const std::vector<Date>& days, const std::string& source_no);
  Draft rule_set(const std::string& id, Bytes table, const Hash& source);
  Draft rule_set_superseded(const std::string& id, Date last_day, const std::string& successor);

  Instant now() const { return now_; }
  void stand_at(Instant instant) { now_ = instant; }

  // An empty sentence of this moment, for steps that have no line above.
  Draft begin(const char* type, std::string stream);

 private:
  std::string stream_of_key(const std::string& key_name);
  Value public_key(const std::string& key_name);

  Instant now_;
  std::vector<std::string> roots_;
  Keyring& keys_;
};

Codes codes_of(std::vector<std::string> texts);  // sorted, each once
inline Value code_of(std::string text) {
  return Code{std::move(text)};
}

}  // namespace jejak
