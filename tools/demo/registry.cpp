#include "tools/demo/registry.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::int64_t step_us = 1'000'000;

}  // namespace

Codes codes_of(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  Codes codes;
  for (std::string& text : texts) codes.push_back(Code{std::move(text)});
  return codes;
}

Registrar::Registrar(Instant start, std::vector<std::string> roots, Keyring& keys)
    : now_(start), roots_(std::move(roots)), keys_(keys) {}

Draft Registrar::begin(const char* type, std::string stream) {
  now_.us += step_us;
  Draft draft;
  draft.at = now_;
  draft.type = type;
  draft.stream = std::move(stream);
  draft.office = "LEDGER_ADMIN@" + roots_.front();
  draft.zone = Zone::wib;
  draft.legal_date = local_date(now_, draft.zone);
  draft.holder = HolderKind::definitif;
  draft.rule_set = "-";
  draft.signers = roots_;
  return draft;
}

std::string Registrar::stream_of_key(const std::string& key_name) {
  return "key-" + to_hex(keys_.key(key_name).public_key());
}

Value Registrar::public_key(const std::string& key_name) {
  return Hash{keys_.key(key_name).public_key()};
}

Draft Registrar::agency(const AgencyEntry& entry) {
  Draft draft = begin("AgencyRegistered", "agency-" + entry.code);
  draft.fields = {{"code", code_of(entry.code)},
                  {"agency_type", code_of(entry.type)},
                  {"zone", code_of(name(entry.zone))},
                  {"valid_from", entry.valid_from}};
  if (!entry.parent.empty()) draft.fields.push_back({"parent", Reference{"agency-" + entry.parent}});
  return draft;
}

Draft Registrar::succession(const std::string& from, const std::string& to, std::vector<std::string> roles,
                            const std::string& successor_role, Date effective) {
  Draft draft = begin("AgencySucceeded", "agency-" + from);
  draft.fields = {{"successor", Reference{"agency-" + to}},
                  {"roles", codes_of(std::move(roles))},
                  {"effective_date", effective},
                  {"successor_role", code_of(successor_role)}};
  return draft;
}

Draft Registrar::holder(const HolderEntry& entry) {
  Draft draft = begin("OfficeHolderAppointed", "office-" + entry.office);
  draft.fields = {{"office", code_of(entry.office)},
                  {"holder", entry.person},
                  {"holder_kind", code_of(name(entry.kind))},
                  {"decision_no", code_of(entry.decision_no)},
                  {"valid_from", entry.from}};
  if (entry.until) draft.fields.push_back({"valid_until", *entry.until});
  if (entry.head_of_region && entry.kind == HolderKind::definitif) {
    if (entry.until) draft.fields.push_back({"term_ends_on", *entry.until});
    draft.fields.push_back({"inaugurated_on", entry.from});
  }
  return draft;
}

Draft Registrar::holder_ended(const std::string& office, const Id& person, Date last_day, const std::string& reason) {
  Draft draft = begin("OfficeHolderEnded", "office-" + office);
  draft.fields = {{"office", code_of(office)}, {"holder", person}, {"ended_on", last_day}, {"reason", code_of(reason)}};
  return draft;
}

Draft Registrar::key(const std::string& office, const std::string& key_name, Date from, std::optional<Date> until) {
  Draft draft = begin("SigningKeyRegistered", stream_of_key(key_name));
  draft.fields = {{"key", public_key(key_name)}, {"office", code_of(office)}, {"valid_from", from}};
  if (until) draft.fields.push_back({"valid_until", *until});
  draft.signers.push_back(key_name);
  draft.new_key_office = office;
  draft.new_key_name = key_name;
  return draft;
}

Draft Registrar::root_changed(const std::string& root, const std::string& key_name, std::int64_t threshold,
                              const std::string& reason) {
  Draft draft = begin("RootChanged", std::string(roots_stream));
  draft.fields = {
      {"agency", code_of(root)}, {"key", public_key(key_name)}, {"threshold", threshold}, {"reason", code_of(reason)}};
  draft.signers.push_back(key_name);
  draft.new_key_office = root;
  draft.new_key_name = key_name;
  return draft;
}

Draft Registrar::key_rotated(const std::string& office, const std::string& old_name, const std::string& new_name,
                             Date from) {
  Draft draft = begin("SigningKeyRotated", stream_of_key(new_name));
  draft.fields = {{"key", public_key(new_name)},
                  {"office", code_of(office)},
                  {"valid_from", from},
                  {"replaces", Reference{stream_of_key(old_name)}}};
  draft.office = office;
  draft.holder = HolderKind::none;
  draft.signers = {old_name, new_name};
  draft.new_key_office = office;
  draft.new_key_name = new_name;
  return draft;
}

Draft Registrar::key_revoked(const std::string& key_name, Date on, const std::string& reason) {
  Draft draft = begin("SigningKeyRevoked", stream_of_key(key_name));
  draft.fields = {{"key", public_key(key_name)}, {"revoked_at", on}, {"reason", code_of(reason)}};
  return draft;
}

Draft Registrar::election(const ElectionEntry& entry, bool rescheduled) {
  Draft draft = begin(rescheduled ? "ElectionRescheduled" : "ElectionScheduled", "election-" + entry.code);
  draft.fields = {{"election", code_of(entry.code)},
                  {"regions", codes_of(entry.regions)},
                  {"determination_date", entry.determination},
                  {"voting_date", entry.voting},
                  {"regulation_no", code_of(entry.regulation_no)}};
  if (entry.campaign_from) draft.fields.push_back({"campaign_from", *entry.campaign_from});
  if (entry.campaign_until) draft.fields.push_back({"campaign_until", *entry.campaign_until});
  return draft;
}

Draft Registrar::pair_determined(const std::string& election, const std::string& region, const std::string& pair,
                                 Date on) {
  Draft draft = begin("CandidatePairDetermined", "election-" + election);
  draft.fields = {{"region", code_of(region)}, {"pair", code_of(pair)}, {"determined_on", on}};
  return draft;
}

namespace {

Codes days_as_codes(const std::vector<Date>& days) {
  std::vector<std::string> texts;
  for (const Date day : days) texts.push_back(print(day));
  return codes_of(std::move(texts));
}

}  // namespace

Draft Registrar::calendar(int year, const std::vector<Date>& days, const std::string& source_no) {
  Draft draft = begin("WorkCalendarPublished", "calendar-" + std::to_string(year));
  draft.fields = {{"year", std::int64_t{year}}, {"days", days_as_codes(days)}, {"source_no", code_of(source_no)}};
  return draft;
}

Draft Registrar::closure(int year, const std::string& agency, const std::vector<Date>& days,
                         const std::string& source_no) {
  Draft draft = begin("WorkCalendarException", "calendar-" + std::to_string(year) + ":" + agency);
  draft.fields = {{"year", std::int64_t{year}},
                  {"days", days_as_codes(days)},
                  {"source_no", code_of(source_no)},
                  {"scope", code_of(agency)}};
  return draft;
}

Draft Registrar::rule_set(const std::string& id, Bytes table, const Hash& source) {
  Draft draft = begin("RuleSetPublished", "ruleset-" + id);
  draft.fields = {{"rule_set", code_of(id)}, {"table", std::move(table)}, {"source_hash", source}};
  return draft;
}

Draft Registrar::rule_set_superseded(const std::string& id, Date last_day, const std::string& successor) {
  Draft draft = begin("RuleSetSuperseded", "ruleset-" + id);
  draft.fields = {
      {"rule_set", code_of(id)}, {"in_force_until", last_day}, {"successor", Reference{"ruleset-" + successor}}};
  return draft;
}

}  // namespace jejak
