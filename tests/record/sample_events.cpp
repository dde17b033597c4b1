#include "tests/record/sample_events.hpp"

#include "ledger/base/strong.hpp"
#include "ledger/record/codec.hpp"

#include <algorithm>
#include <array>

namespace jejak::test {
namespace {

constexpr FieldShape decision_fields[] = {
    {1, "sanction", FieldKind::code, true, "Hukuman", "Sanction"},
    {2, "violation_codes", FieldKind::codes, false, "Pelanggaran", "Violations"},
    {3, "determination_date", FieldKind::date, false, "Tanggal penetapan", "Determination date"},
    {5, "months", FieldKind::number, false, "Bulan", "Months"},
    {8, "subject", FieldKind::id, false, "Terlapor", "Subject"},
    {13, "decree", FieldKind::hash, false, "Keputusan", "Decree"},
    {21, "approval", FieldKind::reference, false, "Persetujuan", "Approval"},
};
constexpr FieldShape rule_set_fields[] = {
    {1, "table", FieldKind::table, true, "Tabel", "Table"},
    {2, "source", FieldKind::hash, false, "Sumber", "Source"},
};
constexpr TypeShape types[] = {
    {1, "ReportReceived", "Laporan diterima", "Report received", {}},
    {24, "SanctionDecisionIssued", "Keputusan hukuman", "Sanction decision issued", decision_fields},
    {300, "RuleSetPublished", "Penetapan aturan", "Rule set published", rule_set_fields},
};

class SampleShapes final : public Shapes {
 public:
  const TypeShape* find(std::uint16_t number) const override {
    for (const TypeShape& type : types) {
      if (type.number == number) return &type;
    }
    return nullptr;
  }
  const TypeShape* find(std::string_view name) const override {
    for (const TypeShape& type : types) {
      if (type.name == name) return &type;
    }
    return nullptr;
  }
};

Id event_id(std::uint8_t last) {
  return make_uuid_v7(Instant{1'595'034'000'000'000}, {0x0a, 0xbc, 0x4d, 0xef, 1, 2, 3, 4, 5, last});
}

Event header(std::uint8_t id, std::uint16_t type) {
  Event event;
  event.id = event_id(id);
  event.origin = "simulated.jejak.example/tiny";
  event.type = type;
  event.stream = "case-64.2020.0001";
  event.legal_date = date_of(2020, 7, 18);
  event.zone = Zone::wita;
  event.office = "PPK_ASN@prov:64";
  event.holder = HolderKind::definitif;
  return event;
}

std::uint64_t below(std::mt19937_64& random, std::uint64_t bound) {
  return random() % bound;
}

bool coin(std::mt19937_64& random) {
  return below(random, 2) == 0;
}

std::string random_code(std::mt19937_64& random, std::size_t length_max) {
  constexpr std::string_view characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:._/()+-";
  std::string out(1 + below(random, length_max), ' ');
  for (char& c : out) c = characters[below(random, characters.size())];
  return out;
}

template <std::size_t N>
ByteArray<N> random_bytes_of(std::mt19937_64& random) {
  ByteArray<N> out;
  for (auto& byte : out) byte = static_cast<std::uint8_t>(random());
  return out;
}

Date random_date(std::mt19937_64& random) {
  const auto span = static_cast<std::uint64_t>(date_max.days - date_min.days + 1);
  return date_min + static_cast<std::int32_t>(below(random, span));
}

std::string random_number(std::mt19937_64& random) {
  constexpr const char* numbers[] = {"800/123/BKD-II/2020",    "1",        "Nº 7",
                                     "S-1 \"quoted\" \\ back", "Καλώς 12", "命令第七号"};
  return numbers[below(random, std::size(numbers))];
}

Codes random_codes(std::mt19937_64& random) {
  Codes codes;
  for (std::uint64_t i = 0; i <= below(random, 5); ++i) codes.push_back(Code{random_code(random, 12)});
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

Value random_value(std::mt19937_64& random, FieldKind kind) {
  switch (kind) {
    case FieldKind::number: return static_cast<std::int64_t>(random());
    case FieldKind::date: return random_date(random);
    case FieldKind::code: return Code{random_code(random, code_bytes_max)};
    case FieldKind::codes: return random_codes(random);
    case FieldKind::id: return random_bytes_of<16>(random);
    case FieldKind::hash: return Hash{random_bytes_of<32>(random)};
    case FieldKind::reference: return Reference{"approval-" + random_code(random, 60)};
    case FieldKind::table: return Bytes(1 + below(random, 300), static_cast<std::uint8_t>(random()));
  }
  return std::int64_t{0};
}

void randomize_lists(std::mt19937_64& random, Event& event) {
  for (std::uint64_t i = below(random, 4); i > 0; --i) {
    event.legal_bases.push_back(std::to_string(i) + random_code(random, 30));
  }
  for (std::uint64_t i = below(random, 3); i > 0; --i) {
    Document& document = event.documents.emplace_back();
    document.number = random_number(random);
    if (coin(random)) document.date = random_date(random);
    document.hash = Hash{random_bytes_of<32>(random)};
    if (coin(random)) document.certificate = copy(BytesView(random_bytes_of<32>(random)).first(below(random, 33)));
    if (coin(random)) document.signed_at = Instant{static_cast<std::int64_t>(below(random, 4'000'000'000'000'000))};
  }
  for (std::uint64_t i = below(random, 3); i > 0; --i) {
    event.external_refs.push_back({"SBT", std::to_string(i) + random_code(random, 20)});
  }
}

}  // namespace

const Shapes& sample_shapes() {
  static const SampleShapes shapes;
  return shapes;
}

Event minimal_event() {
  return header(1, 1);
}

Event decision_event() {
  Event event = header(2, 24);
  event.revision = 7;
  event.previous = sha256(view("the event before"));
  event.legal_minute = static_cast<std::uint16_t>(9 * 60 + 30);
  event.received_date = date_of(2020, 7, 20);
  event.holder = HolderKind::plt;
  event.on_behalf_of = "GUBERNUR@prov:64";
  event.rule_set = "RS-2018";
  event.late_reason = "COURIER";
  event.legal_bases = {"UU10/2016:71(2)", "PP53/2010:7(4)c"};
  event.documents = {
      {"800/1234/BKD-II.1/2020", date_of(2020, 7, 17), sha256(view("decree")), Bytes{0x01, 0x02, 0xff},
       Instant{1'595'034'000'000'001}},
      {"7", std::nullopt, sha256(view("minutes")), {}, std::nullopt},
  };
  event.causation = event_id(1);
  event.external_refs = {{"SIGAPLAPOR", "2020/07/123"}, {"SBT", "99"}};
  event.fields = {
      {1, Code{"P53-9"}},
      {2, Codes{{"V05"}, {"V07"}}},
      {3, date_of(2020, 9, 23)},
      {5, std::int64_t{-12}},
      {8, Id{0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe, 0xef, 0xcd, 0xab, 0x89, 0x67, 0x45, 0x23, 0x01}},
      {13, sha256(view("salt and decree"))},
      {21, Reference{"approval-64.2020.0001"}},
  };
  return event;
}

RuleSet sample_rule_set() {
  RuleSet rules;
  rules.id = "RS-2020-SKB";
  rules.in_force_from = date_of(2020, 9, 10);
  rules.in_force_until = date_of(2021, 8, 30);
  rules.sanctions = {{"P53-9",
                      "SEVERE",
                      12,
                      true,
                      false,
                      date_of(2010, 6, 6),
                      date_of(2021, 8, 30),
                      {"PNS", "CPNS"},
                      "APPEAL",
                      true,
                      "PP 53/2010 Pasal 7 ayat (4)"}};
  rules.roles = {{"SUPERVISOR", "KASN", date_of(2014, 9, 30), date_of(2024, 9, 3), true, ""}};
  rules.policies = {{"province_follows_kabkota", "true", false, "S55"}};
  rules.deadlines = {{"DL-06", 14, "WD", "CaseReceivedByPpk", false, false, true, "SKB 2020"}};
  rules.approvals = {{"JPT_PRATAMA", true, "", "WINDOW", "MENDAGRI", {"PRESIDEN"}, false, "UU10/2016:71(2)", true, ""}};
  rules.competences = {{"JPT_PRATAMA", "SEVERE", "PPK_ASN", true, ""}};
  rules.windows = {{"BEFORE_DETERMINATION", 6, "UU10/2016:71(2)", true, ""}};
  return rules;
}

Event rule_set_event() {
  Event event = header(3, 300);
  event.stream = "ruleset-RS-2020-SKB";
  event.office = "MENPANRB@menpanrb";
  event.zone = Zone::wib;
  event.fields = {{1, *encode(sample_rule_set())}, {2, sha256(view("source text"))}};
  return event;
}

Event unicode_event() {
  Event event = header(4, 1);
  event.zone = Zone::wit;
  event.documents = {{"N\u00BA 7/K\u00E9/2020", std::nullopt, sha256(view("letter")), {}, std::nullopt},
                     {"\u547D\u4EE4\u7B2C\u4E03\u53F7", date_min, Hash{}, Bytes(32, 0xab), Instant{0}}};
  return event;
}

std::vector<NamedEvent> sample_events() {
  return {{"minimal", minimal_event()},
          {"decision", decision_event()},
          {"rule-set", rule_set_event()},
          {"unicode", unicode_event()}};
}

Event random_event(std::mt19937_64& random) {
  const TypeShape& type = types[below(random, std::size(types))];
  Event event = header(static_cast<std::uint8_t>(random()), type.number);
  event.origin = random_code(random, 200);
  event.stream = "case-" + random_code(random, 75);
  if (coin(random)) {
    event.revision = 1 + below(random, tree_size_max);
    event.previous = Hash{random_bytes_of<32>(random)};
  }
  event.legal_date = random_date(random);
  if (coin(random)) event.legal_minute = static_cast<std::uint16_t>(below(random, 1440));
  event.zone = static_cast<Zone>(1 + below(random, 3));
  if (coin(random)) event.received_date = random_date(random);
  event.office = random_code(random, 39) + "@" + random_code(random, 40);
  event.holder = static_cast<HolderKind>(1 + below(random, 5));
  if (coin(random)) event.on_behalf_of = "BUPATI@" + random_code(random, 20);
  if (coin(random)) event.rule_set = random_code(random, code_bytes_max);
  if (coin(random)) event.late_reason = random_code(random, 10);
  if (coin(random)) event.causation = event_id(static_cast<std::uint8_t>(random()));
  randomize_lists(random, event);
  for (const FieldShape& field : type.fields) {
    if (field.required || coin(random)) event.fields.push_back({field.number, random_value(random, field.kind)});
  }
  return event;
}

void put(Event& event, std::uint16_t number, Value value) {
  Field& field = event.fields.emplace_back();
  field.number = number;
  field.value = std::move(value);
}

ByteArray<32> seed_of(std::uint8_t first) {
  ByteArray<32> seed;
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(first + i);
  return seed;
}

Envelope signed_envelope(const Event& event, std::initializer_list<std::uint8_t> seeds) {
  Envelope envelope;
  envelope.event = *encode(event);
  for (const std::uint8_t seed : seeds) {
    const Outcome outcome = sign(envelope, SigningKey::from_seed(seed_of(seed)));
    JEJAK_ASSERT(outcome.has_value());
  }
  return envelope;
}

}  // namespace jejak::test
