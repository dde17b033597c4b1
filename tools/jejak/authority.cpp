#include "tools/jejak/authority.hpp"

#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {
namespace {

template <class T>
std::optional<T> copy_of(const T* value) {
  return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

// The number of the appointment's decision: the state does not remember it, the entry does.
Outcome read_decision(const Reader& reader, MandateBehind& mandate) {
  auto bytes = reader.entry_bytes(mandate.position);
  if (!bytes) return std::move(bytes).error();
  auto read = read_entry(mandate.position, *bytes);
  if (!read) return std::move(read).error();
  const Code* number = read->event ? read->event->get<Code>(field::office_holder_appointed::decision_no) : nullptr;
  mandate.decision_no = number == nullptr ? "-" : number->text;
  return {};
}

std::optional<MandateBehind> mandate_of(const StreamState& office, const ReadEntry& read) {
  namespace of = field::office_holder_appointed;
  const Event& event = *read.event;
  std::optional<MandateBehind> found;
  for (const Kept& kept : office.kept) {
    if (kept.type != type::office_holder_appointed || read.position < kept.position) continue;
    const Code* kind = kept.get<Code>(of::holder_kind);
    const Date* from = kept.get<Date>(of::valid_from);
    const Date* until = kept.get<Date>(of::valid_until);
    if (kind == nullptr || from == nullptr || event.legal_date < *from) continue;
    if (until != nullptr && *until < event.legal_date) continue;
    if (event.holder != HolderKind::none && kind->text != name(event.holder)) continue;
    const Id* holder = kept.get<Id>(of::holder);
    found = MandateBehind{
        kind->text,   holder == nullptr ? std::string() : print(*holder), "", copy_of(from), copy_of(until),
        kept.position};
  }
  return found;
}

Outcome resolve_key(State& state, const Reader& reader, const ReadEntry& read, const PublicKey& key,
                    Authority& authority) {
  namespace of = field::signing_key;
  SigningAuthority signer;
  signer.key = to_hex(key);
  if (const Roots roots = state.roots_before(read.position); const VerifierKey* root = roots.of(key)) {
    signer.root = true;
    signer.office = root->name;
  }
  auto stream = state.find("key-" + signer.key);
  if (!stream) return std::move(stream).error();
  if (!signer.root && *stream != nullptr) {
    for (const Kept& kept : (*stream)->kept) {
      if (read.position < kept.position || kept.type == type::signing_key_revoked) continue;
      const Code* office = kept.get<Code>(of::office);
      if (office == nullptr) continue;
      signer.office = office->text;
      signer.registered_at = kept.position;
      signer.valid_from = copy_of(kept.get<Date>(of::valid_from));
      signer.valid_until = copy_of(kept.get<Date>(of::valid_until));
    }
    auto office = state.find("office-" + signer.office);
    if (!office) return std::move(office).error();
    if (*office != nullptr) signer.mandate = mandate_of(**office, read);
    if (signer.mandate) {
      if (auto number = read_decision(reader, *signer.mandate); !number) return std::move(number).error();
    }
  }
  authority.signers.push_back(std::move(signer));
  return {};
}

Outcome resolve_delegation(State& state, const ReadEntry& read, const CatalogueRow& row, Authority& authority) {
  namespace of = field::delegation_granted;
  const Event& event = *read.event;
  if (event.on_behalf_of.empty()) return {};
  auto delegator = state.find("office-" + event.on_behalf_of);
  if (!delegator) return std::move(delegator).error();
  if (*delegator == nullptr) return {};
  for (const Kept& kept : (*delegator)->kept) {
    if (kept.type != type::delegation_granted || read.position < kept.position) continue;
    const Code* delegate = kept.get<Code>(of::delegate);
    const Codes* types = kept.get<Codes>(of::types);
    const Date* from = kept.get<Date>(of::valid_from);
    const Date* until = kept.get<Date>(of::valid_until);
    if (delegate == nullptr || delegate->text != event.office || types == nullptr) continue;
    const bool covers =
        std::any_of(types->begin(), types->end(), [&](const Code& type) { return type.text == row.shape.name; });
    const bool in_time =
        (from == nullptr || *from <= event.legal_date) && (until == nullptr || event.legal_date <= *until);
    if (covers && in_time) authority.delegation = DelegationBehind{kept.position, copy_of(from), copy_of(until)};
  }
  return {};
}

// Every reference of the event that is an approval.
Outcome resolve_approvals(State& state, const ReadEntry& read, Authority& authority) {
  namespace of = field::approval_granted;
  for (const Field& field : read.event->fields) {
    const auto* reference = std::get_if<Reference>(&field.value);
    if (reference == nullptr || stream_kind(reference->stream) != StreamKind::approval) continue;
    auto stream = state.find(reference->stream);
    if (!stream) return std::move(stream).error();
    ApprovalBehind approval{reference->stream, "", {}, std::nullopt, std::nullopt, std::nullopt};
    if (*stream != nullptr) {
      for (const Kept& kept : (*stream)->kept) {
        if (kept.type != type::approval_granted || read.position < kept.position) continue;
        approval.office = kept.office;
        approval.granted_at = kept.position;
        approval.actions.clear();
        if (const Codes* actions = kept.get<Codes>(of::actions)) {
          for (const Code& action : *actions) approval.actions.push_back(action.text);
        }
        approval.from = copy_of(kept.get<Date>(of::valid_from));
        approval.until = copy_of(kept.get<Date>(of::valid_until));
      }
    }
    authority.approvals.push_back(std::move(approval));
  }
  return {};
}

// "DECIDER = PPK_ASN": each abstract role of the row that the signing offices filled on the legal date.
std::string roles_of(const State& state, const CatalogueRow& row, const ReadEntry& read, const Authority& authority) {
  const RuleSet* rules = state.rule_set_on(read.event->legal_date);
  std::string out;
  if (rules == nullptr) return out;
  std::vector<std::string_view> roles;
  for (const SigningAuthority& signer : authority.signers) roles.push_back(role_of(signer.office));
  if (!read.event->on_behalf_of.empty()) roles.push_back(role_of(read.event->on_behalf_of));
  for (const SignerGroup& group : row.signers) {
    for (const char* abstract : group.any_of) {
      for (const std::string_view role : roles) {
        if (!fills(*rules, abstract, role, read.event->legal_date)) continue;
        out += (out.empty() ? "" : ", ") + std::string(abstract) + " = " + std::string(role) + " (" + rules->id + ")";
        break;
      }
    }
  }
  return out;
}

}  // namespace

Result<Authority> authority_of(State& state, const Reader& reader, const ReadEntry& read) {
  Authority authority;
  const CatalogueRow* row = catalogue().row(read.event->type);
  if (read.envelope) {
    for (const EventSignature& signature : read.envelope->signatures) {
      if (auto resolved = resolve_key(state, reader, read, signature.key, authority); !resolved) {
        return std::move(resolved).error();
      }
    }
  }
  if (row == nullptr) return authority;
  if (auto resolved = resolve_delegation(state, read, *row, authority); !resolved) return std::move(resolved).error();
  if (auto resolved = resolve_approvals(state, read, authority); !resolved) return std::move(resolved).error();
  authority.roles = roles_of(state, *row, read, authority);
  return authority;
}

}  // namespace jejak
