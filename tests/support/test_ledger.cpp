#include "tests/support/test_ledger.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/mandate.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace jejak::test {

namespace {

constexpr Date long_ago{16'800};  // 2015-12-31

NoteSigner note_signer(const std::string& name) {
  return NoteSigner{name, KeyType::ed25519, key_named("note signer " + name)};
}

std::uint16_t field_number(const TypeShape& shape, std::string_view name) {
  const auto named = std::find_if(shape.fields.begin(), shape.fields.end(),
                                  [name](const FieldShape& field) { return field.name == name; });
  JEJAK_ASSERT(named != shape.fields.end());
  return named->number;
}

const TypeShape& shape_of(std::uint16_t type) {
  const TypeShape* shape = catalogue().find(type);
  JEJAK_ASSERT(shape != nullptr);
  return *shape;
}

}  // namespace

SigningKey key_named(std::string_view name) {
  return SigningKey::from_seed(sha256(view("key of " + std::string(name))).bytes);
}

Hash hash_named(std::string_view name) {
  return sha256(view("hash of " + std::string(name)));
}

Id id_named(std::string_view name) {
  const Hash hash = sha256(view("id of " + std::string(name)));
  Id id{};
  std::copy_n(hash.bytes.begin(), id.size(), id.begin());
  return id;
}

void unset(Event& event, std::string_view field) {
  const std::uint16_t number = field_number(shape_of(event.type), field);
  std::erase_if(event.fields, [number](const Field& each) { return each.number == number; });
}

Date on(const char* iso) {
  return parse_date(iso).value();
}

std::string fact(const Refusal& refusal, std::string_view name) {
  const std::string* value = refusal.fact(name);
  return value == nullptr ? "" : *value;
}

void set(Event& event, std::string_view field, Value value) {
  unset(event, field);
  const std::uint16_t number = field_number(shape_of(event.type), field);
  const auto after = std::find_if(event.fields.begin(), event.fields.end(),
                                  [number](const Field& each) { return each.number > number; });
  event.fields.insert(after, Field{number, std::move(value)});
}

Document document_named(std::string_view number, std::optional<Instant> signed_at) {
  Document document;
  document.number = number;
  document.hash = hash_named(number);
  document.signed_at = signed_at;
  return document;
}

RuleSet simple_rules(std::string id, Date from) {
  RuleSet rules;
  rules.id = std::move(id);
  rules.in_force_from = from;
  const auto fill = [&rules](const char* abstract, std::initializer_list<const char*> roles) {
    for (const char* role : roles) {
      RoleRow row;
      row.role = abstract;
      row.filled_by = role;
      row.source = "test";
      rules.roles.push_back(std::move(row));
    }
  };
  fill("INTAKE", {"BAWASLU_PROV", "BAWASLU_KABKOTA"});
  fill("SUPERVISOR", {"KASN", "BKN"});
  fill("DECIDER", {"PPK_ASN"});
  fill("PROPOSER", {"PYB", "PPK_ASN"});
  fill("REGISTRY", {"BKD"});
  fill("NATIONAL_REGISTRY", {"BKN"});
  fill("EXAMINER", {"TIM_PEMERIKSA", "ATASAN_LANGSUNG"});
  fill("POST_APPROVER", {"MENDAGRI", "DIRJEN_OTDA"});
  fill("HEAD_OF_STATE", {"PRESIDEN"});
  fill("ELECTION_ORGANISER", {"KPU_RI"});
  fill("CALENDAR_PUBLISHER", {"MENPANRB"});
  fill("RULE_PUBLISHER", {"MENPANRB"});
  fill("REGISTRAR", {"BKN", "MENDAGRI"});
  fill("DELEGATOR", {"PPK_ASN", "MENDAGRI"});
  return rules;
}

TestLedger::TestLedger() : TestLedger(Options{}) {}

TestLedger::TestLedger(const Options& options)
    : log_(NoteSigner{options.origin, KeyType::ed25519, key_named("log of " + options.origin)}), now_(options.founded) {
  for (const char* name : {"kl:BAWASLU", "kl:BKN", "kl:KEMENDAGRI"}) roots_.push_back(note_signer(name));
  genesis_.origin = options.origin;
  genesis_.clock = options.origin.starts_with(simulated_prefix) ? ClockKind::simulated : ClockKind::system;
  genesis_.log = log_.verifier();
  genesis_.threshold = options.threshold;
  genesis_.engine = options.engine;
  for (const NoteSigner& root : roots_) genesis_.roots.push_back(root.verifier());
  JEJAK_ASSERT(check_genesis(genesis_).has_value());

  Note note{print(genesis_), {}};
  for (const NoteSigner& root : roots_) sign(note, root);
  genesis_note_ = print(note);
  Entry entry;
  entry.kind = EntryKind::genesis;
  entry.recorded_at = now_;
  entry.body = copy(view(genesis_note_));
  record(entry);
  genesis_hash_ = leaf_hash(entries_.front());
  state_ = std::make_unique<State>(genesis_, rows_, options.cached_max);
  JEJAK_ASSERT(state_->load().has_value());
}

TestLedger::~TestLedger() {
  const char* folder = std::getenv("JEJAK_KEEP_HISTORIES");
  if (folder == nullptr) return;
  Bytes all;
  for (const Bytes& entry : entries_) {
    for (unsigned shift = 0; shift < 32; shift += 8) all.push_back(static_cast<std::uint8_t>(entry.size() >> shift));
    all.insert(all.end(), entry.begin(), entry.end());
  }
  static int left = 0;
  std::ofstream(std::string(folder) + "/" + std::to_string(left++), std::ios::binary) << text(all);
}

void TestLedger::at(Date date, Zone zone, int hour) {
  at(Instant{start_of(date, zone).us + hour * std::int64_t{3'600'000'000}});
}

void TestLedger::at(Instant instant) {
  JEJAK_ASSERT(instant >= now_);
  now_ = instant;
}

Id TestLedger::next_id() {
  const Hash random = hash_named("event " + std::to_string(ids_++));
  ByteArray<10> tail{};
  std::copy_n(random.bytes.begin(), tail.size(), tail.begin());
  return make_uuid_v7(now_, tail);
}

const StreamState* TestLedger::stream(std::string_view name) {
  auto found = state_->find(name);
  JEJAK_ASSERT(found.has_value());
  return *found;
}

Event TestLedger::draft(std::string_view type, std::string stream_name, std::string office,
                        const std::vector<FieldValue>& fields) {
  const TypeShape* shape = catalogue().find(type);
  JEJAK_ASSERT(shape != nullptr);
  Event event;
  event.id = next_id();
  event.origin = genesis_.origin;
  event.type = shape->number;
  event.stream = std::move(stream_name);
  if (const StreamState* known = stream(event.stream); known != nullptr && known->events > 0) {
    event.revision = known->events;
    event.previous = known->last();
  }
  event.zone = Zone::wita;
  event.legal_date = today();
  event.office = std::move(office);
  event.holder = HolderKind::definitif;
  event.documents.push_back(document_named("800/" + std::to_string(ids_) + "/TEST"));
  for (const auto& [field, value] : fields) set(event, field, value);
  return event;
}

const SigningKey& TestLedger::key_of(const std::string& office) {
  std::unique_ptr<SigningKey>& key = keys_[office];
  if (key == nullptr) key = std::make_unique<SigningKey>(key_named(office));
  return *key;
}

void TestLedger::use_key(const std::string& office, SigningKey key) {
  keys_[office] = std::make_unique<SigningKey>(std::move(key));
}

Envelope TestLedger::sign_with(const Event& event, const std::vector<const SigningKey*>& keys) const {
  auto bytes = encode(event);
  JEJAK_ASSERT(bytes.has_value());
  Envelope envelope;
  envelope.event = std::move(*bytes);
  for (const SigningKey* key : keys) JEJAK_ASSERT(sign(envelope, *key).has_value());
  return envelope;
}

Envelope TestLedger::sign_by(const Event& event, const std::vector<std::string>& offices) {
  std::vector<const SigningKey*> keys;
  for (const std::string& office : offices) {
    if (role_of(office) != "LEDGER_ADMIN") {
      keys.push_back(&key_of(office));
      continue;
    }
    // The office's own root first, then as many others as it takes.
    std::vector<const SigningKey*> roots;
    for (const NoteSigner& root : roots_) {
      roots.insert(root.name == agency_of(office) ? roots.begin() : roots.end(), &root.key);
    }
    keys.insert(keys.end(), roots.begin(), roots.begin() + genesis_.threshold);
  }
  return sign_with(event, keys);
}

Result<Judgement> TestLedger::judge_only(const Envelope& envelope) {
  const auto bytes = encode(envelope);
  JEJAK_ASSERT(bytes.has_value());
  auto vouched = vouch(*bytes, genesis_.origin);
  if (!vouched) return std::move(vouched).error();
  return judge(*state_, *vouched, Moment{Sequence{entries_.size()}, now_});
}

Appended TestLedger::append(const Event& event, const std::vector<std::string>& co_signers) {
  std::vector<std::string> offices{event.office};
  offices.insert(offices.end(), co_signers.begin(), co_signers.end());
  return append_envelope(sign_by(event, offices));
}

Appended TestLedger::append_signed(const Event& event, const std::vector<const SigningKey*>& keys) {
  return append_envelope(sign_with(event, keys));
}

Appended TestLedger::append_envelope(const Envelope& envelope) {
  const auto bytes = encode(envelope);
  JEJAK_ASSERT(bytes.has_value());
  auto judgement = judge_only(envelope);
  JEJAK_ASSERT(judgement.has_value());
  Appended appended;
  appended.refusal = judgement->refusal;
  appended.recorded = judgement->recorded;
  appended.event = event_hash(envelope.event);
  if (!judgement->recorded) return appended;
  Entry entry;
  entry.recorded_at = now_;
  entry.verdict = static_cast<std::uint16_t>(judgement->refusal.code);
  entry.stream_revision = judgement->stream_revision;
  entry.stream_previous = judgement->stream_previous;
  entry.body = *bytes;
  for (const StreamState& changed : judgement->changes) rows_.put(changed.name, encode(changed));
  state_->apply(judgement->changes);
  appended.position = record(entry);
  return appended;
}

Sequence TestLedger::append_heads() {
  const auto heads = heads_of(rows_);
  JEJAK_ASSERT(heads.has_value());
  Entry entry;
  entry.kind = EntryKind::heads;
  entry.recorded_at = now_;
  entry.body = encode(*heads);
  return record(entry);
}

Sequence TestLedger::record(const Entry& entry) {
  entries_.push_back(encode(entry));
  frontier_.append(leaf_hash(entries_.back()));
  now_.us += 1'000;
  return Sequence{entries_.size() - 1};
}

void TestLedger::agency(const std::string& code, Zone zone, const std::string& parent) {
  Event event = draft(
      "AgencyRegistered", "agency-" + code, admin(),
      {{"code", Code{code}}, {"agency_type", Code{"TEST"}}, {"zone", Code{name(zone)}}, {"valid_from", long_ago}});
  if (!parent.empty()) set(event, "parent", Reference{"agency-" + parent});
  JEJAK_ASSERT(append(event).admitted());
  agencies_.insert(code);
}

Event TestLedger::appointment(const std::string& office, HolderKind kind, Date from, std::optional<Date> until) {
  Event event = draft("OfficeHolderAppointed", "office-" + office, admin(),
                      {{"office", Code{office}},
                       {"holder", id_named(office + " " + name(kind) + " " + print(from))},
                       {"holder_kind", Code{name(kind)}},
                       {"decision_no", Code{"SK/1"}},
                       {"valid_from", from}});
  if (until) set(event, "valid_until", *until);
  return event;
}

void TestLedger::appoint(const std::string& office, HolderKind kind, Date from, std::optional<Date> until) {
  JEJAK_ASSERT(append(appointment(office, kind, from, until)).admitted());
}

Event TestLedger::key_registration(const std::string& office, const SigningKey& key, Date from,
                                   std::optional<Date> until) {
  Event event = draft("SigningKeyRegistered", "key-" + to_hex(key.public_key()), admin(),
                      {{"key", Hash{key.public_key()}}, {"office", Code{office}}, {"valid_from", from}});
  if (until) set(event, "valid_until", *until);
  return event;
}

void TestLedger::key(const std::string& office, Date from, std::optional<Date> until) {
  const SigningKey& key = key_of(office);
  const Event event = key_registration(office, key, from, until);
  JEJAK_ASSERT(append_signed(event, {&root(1), &root(0), &key}).admitted());
}

void TestLedger::enrol(const std::string& office, Zone zone) {
  const std::string of(agency_of(office));
  if (!agencies_.contains(of)) agency(of, zone);
  appoint(office, HolderKind::definitif, long_ago);
  key(office, long_ago);
}

void TestLedger::publish(const RuleSet& rules) {
  auto table = encode(rules);
  JEJAK_ASSERT(table.has_value());
  const Event event = draft("RuleSetPublished", "ruleset-" + rules.id, admin(),
                            {{"rule_set", Code{rules.id}},
                             {"table", std::move(*table)},
                             {"source_hash", hash_named("source of " + rules.id)}});
  JEJAK_ASSERT(append(event).admitted());
}

void TestLedger::succeed(const std::string& from, const std::string& to, const std::vector<std::string>& roles,
                         const std::string& successor_role, Date effective) {
  Codes codes;
  for (const std::string& role : roles) codes.push_back(Code{role});
  const Event event = draft("AgencySucceeded", "agency-" + from, admin(),
                            {{"successor", Reference{"agency-" + to}},
                             {"roles", codes},
                             {"effective_date", effective},
                             {"successor_role", Code{successor_role}}});
  JEJAK_ASSERT(append(event).admitted());
}

void settle(TestLedger& ledger) {
  ledger.publish(simple_rules("RS-TEST", date_of(2016, 1, 1)));
  ledger.agency("prov:64");
  ledger.agency("kota:64.71", Zone::wita, "prov:64");
  ledger.agency("bawaslu:64");
  ledger.agency("bawaslu:64.71", Zone::wita, "bawaslu:64");
  for (const char* office :
       {"BAWASLU_PROV@bawaslu:64", "BAWASLU_KABKOTA@bawaslu:64.71", "BAWASLU_KABKOTA@bawaslu:63.06", "KASN@kl:KASN",
        "BKN@kl:BKN", "PPK_ASN@prov:64", "PYB@prov:64", "BKD@prov:64", "TIM_PEMERIKSA@prov:64", "PPK_ASN@kota:64.71",
        "BKD@kota:64.71", "MENDAGRI@kl:KEMENDAGRI", "DIRJEN_OTDA@kl:KEMENDAGRI", "PRESIDEN@negara", "KPU_RI@kl:KPU",
        "MENPANRB@kl:KEMENPANRB"}) {
    ledger.enrol(office);
  }
}

}  // namespace jejak::test
