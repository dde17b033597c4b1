#include "tests/projections/random_history.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/record/envelope.hpp"
#include "ledger/record/ruleset.hpp"
#include "ledger/rules/catalogue.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace jejak::test {
namespace {

constexpr std::array<const char*, 6> offices = {"BAWASLU_PROV@bawaslu:64", "BKN@kl:BKN",     "PPK_ASN@prov:64",
                                                "PPK_ASN@kota:64.71",      "BKD@kota:64.71", "MENDAGRI@kl:KEMENDAGRI"};
constexpr std::array<const char*, 3> agencies = {"prov:64", "kota:64.71", "kab:63.06"};

class Scribe {
 public:
  explicit Scribe(std::uint64_t seed) : random_(seed) {
    for (const CatalogueRow* row : catalogue().rows()) {
      const bool followed =
          row->stream == StreamKind::report || row->stream == StreamKind::kase || row->stream == StreamKind::approval;
      (followed ? steps_ : registry_).push_back(row);
    }
  }

  Written genesis() {
    Entry entry;
    entry.kind = EntryKind::genesis;
    entry.recorded_at = now_;
    entry.body = Bytes(100, 'g');
    return {EntryKind::genesis, {}, 0, now_, encode(entry)};
  }

  Written next() {
    now_.us += static_cast<std::int64_t>(below(7'200'000'000));
    if (below(40) == 0) return heads();
    Written out;
    out.recorded_at = now_;
    out.event = some_event();
    if (below(5) == 0) out.verdict = static_cast<std::uint16_t>(20 + below(30));
    out.entry = entry_of(out.event, out.verdict, now_);
    return out;
  }

 private:
  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  template <class List>
  auto one_of(const List& list) {
    return *(list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
  }

  Written heads() {
    Entry entry;
    entry.kind = EntryKind::heads;
    entry.recorded_at = now_;
    entry.body = encode(Heads{});
    return {EntryKind::heads, {}, 0, now_, encode(entry)};
  }

  std::string stream(StreamKind kind) {
    const std::uint64_t many = kind == StreamKind::kase ? 7 : 4;
    return prefix(kind) + std::to_string(1 + below(many));
  }

  Value value(const CatalogueRow& row, const FieldShape& field) {
    const std::string_view name = field.name;
    switch (field.kind) {
      case FieldKind::number: return static_cast<std::int64_t>(below(100)) - 50;
      case FieldKind::date: return Date{static_cast<std::int32_t>(17'000 + below(2'000))};
      case FieldKind::code: {
        if (name == "home_agency") return Code{one_of(agencies)};
        std::vector<std::string> words{"A", "B/1", "C-2"};
        for (const OutcomeRow& outcome : row.outcomes) {
          if (outcome.field == field.number) words.emplace_back(outcome.code);
        }
        return Code{one_of(words)};
      }
      case FieldKind::codes: {
        Codes codes;
        for (const char* word : {"V01", "V05", "V11"}) {
          if (below(2) == 0) codes.push_back(Code{word});
        }
        if (codes.empty()) codes.push_back(Code{"V20"});
        return codes;
      }
      case FieldKind::id: return some_id();
      case FieldKind::hash: return some_hash();
      case FieldKind::reference: {
        if (below(10) == 0) return Reference{stream(one_of(std::array{StreamKind::kase, StreamKind::report}))};
        if (name == "report") return Reference{stream(StreamKind::report)};
        if (name == "case") return Reference{stream(StreamKind::kase)};
        if (name == "approval") return Reference{stream(StreamKind::approval)};
        return Reference{"election-1"};
      }
      case FieldKind::table: return some_rules();
    }
    return std::int64_t{0};
  }

  // Nothing but a rule set is ever admitted as one.
  Bytes some_rules() {
    RuleSet rules;
    rules.id = "RS-" + std::to_string(below(50));
    rules.in_force_from = Date{18'000};
    auto table = encode(rules);
    JEJAK_ASSERT(table.has_value());
    return std::move(*table);
  }

  Hash some_hash() {
    Hash hash;
    for (std::uint8_t& byte : hash.bytes) byte = static_cast<std::uint8_t>(below(256));
    return hash;
  }

  Id some_id() {
    ByteArray<10> tail{};
    for (std::uint8_t& byte : tail) byte = static_cast<std::uint8_t>(below(256));
    return make_uuid_v7(now_, tail);
  }

  Event some_event() {
    const CatalogueRow& row = *(below(12) == 0 ? one_of(registry_) : one_of(steps_));
    Event event;
    event.id = some_id();
    event.origin = "simulated.jejak.example/random";
    event.type = below(60) == 0 ? std::uint16_t{60'000} : row.shape.number;  // now and then one of a later catalogue
    event.stream = stream(row.stream);
    event.revision = below(3);
    if (event.revision > 0) event.previous = some_hash();
    event.legal_date = Date{static_cast<std::int32_t>(18'000 + below(500))};
    if (below(3) == 0) event.legal_minute = static_cast<std::uint16_t>(below(1'440));
    event.zone = static_cast<Zone>(1 + below(3));
    if (below(4) == 0) event.received_date = event.legal_date + 1;
    event.office = one_of(offices);
    event.holder = static_cast<HolderKind>(1 + below(5));
    if (below(6) == 0) event.on_behalf_of = one_of(offices);
    if (below(2) == 0) event.rule_set = "RS-1";
    if (below(9) == 0) event.late_reason = "DISTANCE";
    if (below(2) == 0) event.legal_bases = {"UU10/2016:71(2)", "PP94/2021:26"};
    for (std::uint64_t i = below(3); i > 0; --i) event.documents.push_back(some_document());
    if (below(5) == 0) event.causation = some_id();
    if (below(5) == 0) event.external_refs = {{"SBT", std::to_string(below(1'000))}};
    for (const FieldShape& field : row.shape.fields) {
      if (field.required || below(2) == 0) event.fields.push_back({field.number, value(row, field)});
    }
    return event;
  }

  Document some_document() {
    Document document;
    document.number = "800.1.3.3/" + std::to_string(below(100)) + "/BKPSDMD/2024";
    if (below(2) == 0) document.date = Date{18'100};
    document.hash = some_hash();
    document.certificate = Bytes(below(33), 3);
    if (below(2) == 0) document.signed_at = now_;
    return document;
  }

  std::mt19937_64 random_;
  Instant now_ = start_of(Date{18'000}, Zone::wib);
  std::vector<const CatalogueRow*> steps_;
  std::vector<const CatalogueRow*> registry_;
};

}  // namespace

Bytes entry_of(const Event& event, std::uint16_t verdict, Instant recorded_at) {
  auto bytes = encode(event);
  JEJAK_ASSERT(bytes.has_value());
  EventSignature signature;
  signature.key[0] = static_cast<std::uint8_t>(event.office.size());
  auto envelope = encode(Envelope{std::move(*bytes), {signature}});
  JEJAK_ASSERT(envelope.has_value());
  Entry entry;
  entry.recorded_at = recorded_at;
  entry.verdict = verdict;
  entry.stream_revision = event.revision + 1;
  entry.body = std::move(*envelope);
  return encode(entry);
}

std::vector<Written> random_history(std::uint64_t seed, std::size_t entries) {
  Scribe scribe(seed);
  std::vector<Written> out;
  if (entries > 0) out.push_back(scribe.genesis());
  while (out.size() < entries) out.push_back(scribe.next());
  return out;
}

std::vector<Bytes> bytes_of(const std::vector<Written>& history) {
  std::vector<Bytes> out;
  for (const Written& written : history) out.push_back(written.entry);
  return out;
}

}  // namespace jejak::test
