#include "api/auth/scope.hpp"

#include "ledger/rules/judge.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/signers.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr std::string_view agency_prefix = "agency-";
constexpr std::string_view root_role = "LEDGER_ADMIN";

// Who supervises a case is asked by guards of the same words (ledger/rules/guards_supervision.cpp).
constexpr std::string_view supervising_roles[] = {"SUPERVISOR", "TASK_FORCE"};
constexpr std::string_view transition_role = "TRANSITION_SUPERVISOR";

Error no_entry(const std::string& office, const Refusal& refusal) {
  return Error{Errc::permission, office + ": " + print(refusal)};
}

Zone zone_of(const StreamState* agency) {
  const Kept* registered = agency == nullptr ? nullptr : agency->last_of(type::agency_registered);
  const Code* zone = registered == nullptr ? nullptr : registered->get<Code>(field::agency_registered::zone);
  return zone == nullptr ? Zone::none : parse_zone(zone->text).value_or(Zone::none);
}

// A reading is judged as an event of no particular kind would be that the office signs today.
Event reading_today(std::string_view office, Zone zone, Instant now) {
  Event event;
  event.office = office;
  event.zone = zone;
  event.legal_date = local_date(now, zone);
  return event;
}

std::optional<Refusal> objection(const Judging& judging, const Signers& signers, std::string_view office) {
  if (auto bad = check_keys(judging, signers)) return bad;
  if (auto ended = check_mandate(judging, office, HolderKind::none)) return ended;
  return check_succession(judging, office);
}

std::vector<std::string> agencies_within(const Judging& judging, std::string_view above) {
  std::vector<std::string> found{std::string(above)};
  for (const StreamState* agency : judging.state.registry(agency_prefix)) {
    const std::string_view code = std::string_view(agency->name).substr(agency_prefix.size());
    if (code != above && is_within(judging, code, above)) found.emplace_back(code);
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_listed(const ScopeRules& rules, std::string_view office) {
  return std::find(rules.whole_scope_offices.begin(), rules.whole_scope_offices.end(), office) !=
         rules.whole_scope_offices.end();
}

bool fills_one(const Judging& judging, std::string_view abstract_role, std::string_view office) {
  return judging.procedure != nullptr &&
         fills(*judging.procedure, abstract_role, role_of(office), judging.event.legal_date);
}

// Whose keys they are, as of a moment: the signers of nobody's event. They point into `keys`.
Result<Signers> signers_of(State& state, const std::vector<PublicKey>& keys, const Moment& moment) {
  static const CatalogueRow reading{};
  const StreamState stream;
  const Event by_nobody = reading_today({}, Zone::none, moment.recorded_at);
  const Judging nobody = judging_at(state, reading, by_nobody, stream, moment);
  Signers signers = resolve_signers(nobody, keys);
  if (nobody.trouble) return *nobody.trouble;
  return signers;
}

}  // namespace

const char* name(Entitlement entitlement) {
  switch (entitlement) {
    case Entitlement::anyone: return "anyone";
    case Entitlement::agency: return "agency";
    case Entitlement::supervisor: return "supervisor";
    case Entitlement::whole: return "whole";
  }
  return "";
}

const char* name(Fields fields) {
  switch (fields) {
    case Fields::counts: return "counts";
    case Fields::skeleton: return "skeleton";
    case Fields::full: return "full";
  }
  return "";
}

Scope Scope::of_anyone(const ScopeRules& rules) {
  Scope scope;
  if (rules.public_ledger) scope.entitlement_ = Entitlement::whole;
  return scope;
}

bool Scope::is_own(std::string_view agency) const {
  return !agency.empty() && std::binary_search(agencies_.begin(), agencies_.end(), agency);
}

bool Scope::is_of_own(std::string_view office) const {
  return is_own(agency_of(office));
}

Fields Scope::fields_of(const CaseParties& parties) const {
  if (entitlement_ == Entitlement::whole) return Fields::full;
  if (entitlement_ == Entitlement::anyone) return Fields::counts;
  const bool elsewhere = !parties.handed_to.empty() && agency_of(parties.handed_to) != agency_;
  const bool supervises =
      entitlement_ == Entitlement::supervisor && (!in_transition_only_ || !parties.handed_to.empty()) && !elsewhere;
  if (supervises || is_own(parties.home_agency)) return Fields::full;
  const bool forwarded = std::any_of(parties.forwarder_offices.begin(), parties.forwarder_offices.end(),
                                     [this](std::string_view office) { return is_of_own(office); });
  // What nobody forwarded was supervised by whoever opened it.
  const bool handed_over = elsewhere && parties.forwarder_offices.empty();
  const bool opened = is_of_own(parties.opener_office);
  if (opened && !forwarded && !handed_over) return Fields::full;
  const bool passed_on = std::any_of(parties.former_agencies.begin(), parties.former_agencies.end(),
                                     [this](std::string_view agency) { return is_own(agency); });
  const bool supervised_once = entitlement_ == Entitlement::supervisor && !in_transition_only_;
  return opened || forwarded || passed_on || supervised_once ? Fields::skeleton : Fields::counts;
}

bool Scope::may_see_agency(std::string_view agency) const {
  switch (entitlement_) {
    case Entitlement::anyone: return false;
    case Entitlement::agency: return is_own(agency);
    case Entitlement::supervisor: return !in_transition_only_ || is_own(agency);
    case Entitlement::whole: return true;
  }
  return false;
}

Result<std::string> registered_office(State& state, const PublicKey& key, Instant now) {
  if (const VerifierKey* root = state.roots().of(key)) return std::string(root_role) + "@" + root->name;
  const std::vector<PublicKey> keys{key};
  const auto signers = signers_of(state, keys, Moment{Sequence{}, now});
  if (!signers) return Error(signers.error());
  if (!signers->unknown.empty() || signers->all.empty()) return std::string();
  return std::string(signers->all.front().office);
}

Result<Scope> scope_of(State& state, const PublicKey& key, const ScopeRules& rules, Instant now) {
  static const CatalogueRow reading{};
  const StreamState stream;
  const Moment moment{Sequence{}, now};

  const std::vector<PublicKey> keys{key};
  const auto found = signers_of(state, keys, moment);
  if (!found) return Error(found.error());
  const Signers& signers = *found;
  if (!signers.unknown.empty()) {
    return Error{Errc::unknown_key, "the key " + signers.unknown + " is not registered in this ledger"};
  }

  Scope scope = Scope::of_anyone(rules);
  if (const VerifierKey* root = state.roots().of(key)) {
    scope.office_ = std::string(root_role) + "@" + root->name;
    if (is_listed(rules, scope.office_)) scope.entitlement_ = Entitlement::whole;
    return scope;
  }
  scope.office_ = signers.all.front().office;
  scope.agency_ = agency_of(scope.office_);

  auto agency = state.find(std::string(agency_prefix) + scope.agency_);
  if (!agency) return std::move(agency).error();
  const Event event = reading_today(scope.office_, zone_of(*agency), now);
  const Judging judging = judging_at(state, reading, event, stream, moment);
  const auto refused = objection(judging, signers, scope.office_);
  if (judging.trouble) return *judging.trouble;
  if (refused) return no_entry(scope.office_, *refused);

  const auto fills_any = [&](std::string_view role) { return fills_one(judging, role, scope.office_); };
  if (scope.entitlement_ == Entitlement::whole || is_listed(rules, scope.office_)) {
    scope.entitlement_ = Entitlement::whole;
  } else if (std::any_of(std::begin(supervising_roles), std::end(supervising_roles), fills_any)) {
    scope.entitlement_ = Entitlement::supervisor;
  } else if (fills_any(transition_role)) {
    scope.entitlement_ = Entitlement::supervisor;
    scope.in_transition_only_ = true;
  } else {
    scope.entitlement_ = Entitlement::agency;
  }
  scope.agencies_ = agencies_within(judging, scope.agency_);
  if (judging.trouble) return *judging.trouble;
  return scope;
}

}  // namespace jejak
