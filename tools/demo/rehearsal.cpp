#include "tools/demo/rehearsal.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>
#include <thread>

namespace jejak {
namespace {

constexpr std::size_t ahead_max = 2048;

bool is_judged_apart(std::string_view stream) {
  return stream.starts_with("office-") || stream.starts_with("ruleset-");
}

Result<Vouched> signed_and_checked(const Event& event, const std::vector<const SigningKey*>& keys) {
  Result<Bytes> canonical = encode(event);
  if (!canonical) return std::move(canonical).error();
  Envelope envelope;
  envelope.event = *std::move(canonical);
  for (const SigningKey* key : keys) {
    if (Outcome signed_now = sign(envelope, *key); !signed_now) return std::move(signed_now).error();
  }
  const Result<Bytes> bytes = encode(envelope);
  if (!bytes) return bytes.error();
  return vouch(*bytes, event.origin);
}

}  // namespace

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
  const RuleSet* rules = state_.rule_set_on(date);
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
  const Result<Head> head = head_of(draft.stream);
  if (!head) return head.error();
  event.revision = head->events;
  if (head->events > 0) event.previous = head->last;
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

Result<Rehearsal::Head> Rehearsal::head_of(const std::string& stream) {
  if (const auto drawn = ahead_.find(stream); drawn != ahead_.end()) return drawn->second;
  const Result<const StreamState*> known = state_.find(stream);
  if (!known) return known.error();
  if (*known == nullptr || (*known)->events == 0) return Head{};
  return Head{(*known)->events, (*known)->last()};
}

Result<std::vector<const SigningKey*>> Rehearsal::keys_for(const Draft& draft) {
  std::vector<std::string> signers = draft.signers;
  if (signers.empty()) {
    const std::string* present = key_of(draft.office);
    if (present == nullptr) return Error{Errc::usage, place_of(draft) + ": " + draft.office + " has no key"};
    signers.push_back(*present);
  }
  std::vector<const SigningKey*> keys;
  for (const std::string& signer : signers) {
    const std::string* present = key_of(signer);  // an office may stand for its present key
    keys.push_back(&keys_.key(present != nullptr ? *present : signer));
  }
  return keys;
}

// Judges, and remembers what is recorded.
Result<PlannedEvent> Rehearsal::take(const Draft& draft, const Vouched& vouched) {
  Result<Judgement> judged = judge(state_, vouched, Moment{position_, draft.at});
  if (!judged) return std::move(judged).error().during(place_of(draft));
  last_ = draft.at;
  if (judged->recorded) {
    for (const StreamState& changed : judged->changes) rows_.put(changed.name, encode(changed));
    state_.apply(std::move(judged->changes));
    ++position_.value;
  }
  return PlannedEvent{draft.at, vouched.envelope(), std::move(judged->refusal), judged->recorded};
}

Result<PlannedEvent> Rehearsal::try_out(const Draft& draft) {
  if (draft.at < last_) return Error{Errc::usage, place_of(draft) + ": drafts must come in the order of their time"};
  const Result<Event> event = draw_up(draft);
  if (!event) return event.error();
  const auto keys = keys_for(draft);
  if (!keys) return keys.error();
  const Result<Vouched> vouched = signed_and_checked(*event, *keys);
  if (!vouched) return vouched.error().during(place_of(draft));
  Result<PlannedEvent> taken = take(draft, *vouched);
  const bool admitted = taken && taken->recorded && taken->verdict.code == RefusalCode::none;
  if (admitted && !draft.new_key_office.empty()) hand_over(draft.new_key_office, draft.new_key_name);
  return taken;
}

namespace {

Result<PlannedEvent> as_intended(const Draft& draft, Result<PlannedEvent> played) {
  if (played && played->verdict.code != draft.intended) {
    return Error{Errc::verification, place_of(draft) + " by " + draft.office + ": meant to be " + name(draft.intended) +
                                         ", judged " + print(played->verdict)};
  }
  return played;
}

}  // namespace

Result<PlannedEvent> Rehearsal::play(const Draft& draft) {
  return as_intended(draft, try_out(draft));
}

// Whether what is filled in from the state (kind of holder, rule set) is still on its way.
bool Rehearsal::rests_on(const Draft& draft, const std::set<std::string>& touched) const {
  if (touched.empty()) return false;
  if (draft.holder == HolderKind::none && touched.count("office-" + draft.office) != 0) return true;
  const auto rules = touched.lower_bound("ruleset-");
  return draft.rule_set.empty() && rules != touched.end() && rules->starts_with("ruleset-");
}

Result<std::vector<Rehearsal::Drawn>> Rehearsal::draw_ahead(const std::vector<Draft>& drafts, std::size_t first) {
  std::vector<Drawn> drawn;
  std::set<std::string> touched;
  for (std::size_t i = first; i < drafts.size() && drawn.size() < ahead_max; ++i) {
    const Draft& draft = drafts[i];
    if (draft.at < (i == 0 ? last_ : drafts[i - 1].at)) {
      return Error{Errc::usage, place_of(draft) + ": drafts must come in the order of their time"};
    }
    if (rests_on(draft, touched)) break;
    Result<Event> event = draw_up(draft);
    if (!event) return std::move(event).error();
    auto keys = keys_for(draft);
    if (!keys) return std::move(keys).error();
    if (draft.intended == RefusalCode::none) {
      const Result<Bytes> canonical = encode(*event);
      if (!canonical) return canonical.error().during(place_of(draft));
      ahead_[draft.stream] = Head{event->revision + 1, event_hash(*canonical)};
      if (is_judged_apart(draft.stream)) touched.insert(draft.stream);
      if (!draft.new_key_office.empty()) hand_over(draft.new_key_office, draft.new_key_name);
    }
    drawn.push_back({*std::move(event), *std::move(keys)});
  }
  return drawn;
}

Result<std::vector<PlannedEvent>> Rehearsal::play_all(const std::vector<Draft>& drafts, unsigned threads,
                                                      const RehearsalProgress& progress) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<PlannedEvent> planned;
  planned.reserve(drafts.size());
  while (planned.size() < drafts.size()) {
    if (progress && !progress(planned.size(), drafts.size())) return Error{Errc::interrupted, "interrupted"};
    const std::size_t first = planned.size();
    const Result<std::vector<Drawn>> drawn = draw_ahead(drafts, first);
    if (!drawn) return drawn.error();
    std::vector<std::optional<Result<Vouched>>> vouched(drawn->size());
    const auto sign_every = [&](unsigned worker) {
      for (std::size_t i = worker; i < drawn->size(); i += threads) {
        vouched[i] = signed_and_checked((*drawn)[i].event, (*drawn)[i].keys);
      }
    };
    std::vector<std::thread> workers;
    for (unsigned worker = 1; worker < threads && drawn->size() > 1; ++worker) workers.emplace_back(sign_every, worker);
    sign_every(0);
    if (workers.empty()) {
      for (unsigned worker = 1; worker < threads; ++worker) sign_every(worker);
    }
    for (std::thread& worker : workers) worker.join();
    for (std::size_t i = 0; i < drawn->size(); ++i) {
      const Draft& draft = drafts[first + i];
      if (!*vouched[i]) return vouched[i]->error().during(place_of(draft));
      Result<PlannedEvent> played = as_intended(draft, take(draft, **vouched[i]));
      if (!played) return std::move(played).error();
      planned.push_back(*std::move(played));
    }
    ahead_.clear();
  }
  return planned;
}

}  // namespace jejak
