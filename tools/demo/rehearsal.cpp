#include "tools/demo/rehearsal.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

std::string place_of(const Draft& draft) {
  return print(draft.legal_date) + " " + draft.type + " in " + draft.stream;
}

Rehearsal::Rehearsal(const Genesis& genesis, Keyring& keys, std::uint64_t seed)
    : genesis_(genesis), keys_(keys), chance_(seed, "event ids of " + genesis.origin), state_(genesis, rows_) {
  const Outcome loaded = state_.load();
  JEJAK_ASSERT(loaded.has_value());  // there is nothing to load
  for (const VerifierKey& root : genesis.roots) in_use_[root.name] = root.name;
}

const std::string* Rehearsal::key_of(const std::string& office) const {
  const auto found = in_use_.find(office);
  return found == in_use_.end() ? nullptr : &found->second;
}

HolderKind Rehearsal::holder_on(const std::string& office, Date date) {
  const Result<const StreamState*> stream = state_.find("office-" + office);
  HolderKind kind = HolderKind::definitif;
  if (!stream || *stream == nullptr) return kind;
  namespace f = field::office_holder_appointed;
  for (const Kept* appointed : (*stream)->all_of(type::office_holder_appointed)) {
    const Date* from = appointed->get<Date>(f::valid_from);
    const Date* until = appointed->get<Date>(f::valid_until);
    const Code* code = appointed->get<Code>(f::holder_kind);
    if (from == nullptr || code == nullptr || *from > date || (until != nullptr && *until < date)) continue;
    kind = parse_holder_kind(code->text).value_or(kind);
  }
  return kind;
}

std::string Rehearsal::rule_set_on(Date date) const {
  const RuleSet* rules = rule_set_in_force(state_, date);
  return rules == nullptr ? std::string() : rules->id;
}

Outcome Rehearsal::set_fields(Event& event, const Draft& draft, const CatalogueRow& row) const {
  for (const NamedField& named : draft.fields) {
    const auto shape = std::find_if(row.shape.fields.begin(), row.shape.fields.end(),
                                    [&](const FieldShape& each) { return named.name == each.name; });
    if (shape == row.shape.fields.end()) {
      return Error{Errc::usage, place_of(draft) + ": the catalogue has no field " + named.name};
    }
    if (shape->kind != kind_of(named.value)) {
      return Error{Errc::usage, place_of(draft) + ": field " + named.name + " is a " + name(shape->kind)};
    }
    event.fields.push_back(Field{shape->number, named.value});
  }
  std::sort(event.fields.begin(), event.fields.end(),
            [](const Field& a, const Field& b) { return a.number < b.number; });
  return {};
}

Result<Event> Rehearsal::draw_up(const Draft& draft) {
  const TypeShape* shape = catalogue().find(draft.type);
  if (shape == nullptr) return Error{Errc::usage, "the catalogue has no type " + draft.type};
  const CatalogueRow* row = catalogue().row(shape->number);
  JEJAK_ASSERT(row != nullptr);

  Event event;
  event.id = draft.id.value_or(make_uuid_v7(draft.at, chance_.bytes<10>()));
  event.origin = genesis_.origin;
  event.type = shape->number;
  event.stream = draft.stream;
  const Result<const StreamState*> stream = state_.find(draft.stream);
  if (!stream) return stream.error();
  if (*stream != nullptr && (*stream)->events > 0) {
    event.revision = (*stream)->events;
    event.previous = (*stream)->last();
  }
  event.legal_date = draft.legal_date;
  event.legal_minute = draft.legal_minute;
  event.zone = draft.zone;
  event.received_date = draft.received_date;
  event.office = draft.office;
  event.holder = draft.holder != HolderKind::none ? draft.holder : holder_on(draft.office, draft.legal_date);
  event.on_behalf_of = draft.on_behalf_of;
  if (draft.rule_set.empty()) {
    event.rule_set = rule_set_on(draft.legal_date);
  } else if (draft.rule_set != "-") {
    event.rule_set = draft.rule_set;
  }
  event.late_reason = draft.late_reason;
  event.legal_bases = draft.legal_bases;
  event.documents = draft.documents;
  event.external_refs = draft.external_refs;
  if (Outcome set = set_fields(event, draft, *row); !set) return set.error();
  return event;
}

Result<Envelope> Rehearsal::sign_all(const Event& event, const Draft& draft) {
  Result<Bytes> canonical = encode(event);
  if (!canonical) return std::move(canonical).error().during(place_of(draft));
  Envelope envelope;
  envelope.event = *std::move(canonical);
  std::vector<std::string> signers = draft.signers;
  if (signers.empty()) {
    const std::string* present = key_of(draft.office);
    if (present == nullptr) return Error{Errc::usage, place_of(draft) + ": " + draft.office + " has no key"};
    signers.push_back(*present);
  }
  for (const std::string& signer : signers) {
    const std::string* present = key_of(signer);  // an office may stand for its present key
    if (Outcome signed_now = sign(envelope, keys_.key(present != nullptr ? *present : signer)); !signed_now) {
      return std::move(signed_now).error().during(place_of(draft));
    }
  }
  return envelope;
}

Result<PlannedEvent> Rehearsal::try_out(const Draft& draft) {
  if (draft.at < last_) return Error{Errc::usage, place_of(draft) + ": drafts must come in the order of their time"};
  const Result<Event> event = draw_up(draft);
  if (!event) return event.error();
  const Result<Envelope> envelope = sign_all(*event, draft);
  if (!envelope) return envelope.error();
  Result<Bytes> bytes = encode(*envelope);
  if (!bytes) return std::move(bytes).error().during(place_of(draft));
  const Result<Vouched> vouched = vouch(*bytes, genesis_.origin);
  if (!vouched) return vouched.error().during(place_of(draft));
  Result<Judgement> judged = judge(state_, *vouched, Moment{position_, draft.at});
  if (!judged) return std::move(judged).error().during(place_of(draft));

  last_ = draft.at;
  if (judged->recorded) {
    for (const StreamState& changed : judged->changes) rows_.put(changed.name, encode(changed));
    state_.apply(judged->changes);
    ++position_.value;
  }
  if (judged->admitted() && !draft.new_key_office.empty()) hand_over(draft.new_key_office, draft.new_key_name);
  return PlannedEvent{draft.at, *std::move(bytes), std::move(judged->refusal), judged->recorded};
}

Result<PlannedEvent> Rehearsal::play(const Draft& draft) {
  Result<PlannedEvent> played = try_out(draft);
  if (played && played->verdict.code != draft.intended) {
    return Error{Errc::verification, place_of(draft) + " by " + draft.office + ": meant to be " + name(draft.intended) +
                                         ", judged " + print(played->verdict)};
  }
  return played;
}

}  // namespace jejak
