#pragma once
// The event: one step of a case, or of the registry, as its signers mean it. A plain value; codec.hpp
// turns it into the canonical bytes that are signed and back. Formats: docs/formats/event.md.

#include "ledger/base/date.hpp"
#include "ledger/proof/hash.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace jejak {

using Id = ByteArray<16>;

constexpr std::size_t event_bytes_max = 60'000;
constexpr std::size_t event_fields_max = 64;
constexpr std::size_t event_documents_max = 32;
constexpr std::size_t event_list_max = 64;  // legal bases, external references
constexpr std::size_t code_list_max = 512;  // members of one code list
constexpr std::size_t code_bytes_max = 80;  // one code, stream name, office, official number
constexpr std::size_t table_bytes_max = 48'000;

enum class HolderKind : std::uint8_t { none = 0, definitif = 1, pj = 2, pjs = 3, plt = 4, plh = 5 };

const char* name(HolderKind kind);  // "DEFINITIF", "Pj", "Pjs", "Plt", "Plh"; "" for none
std::optional<HolderKind> parse_holder_kind(std::string_view name);

enum class FieldKind : std::uint8_t {
  number = 1,
  date = 2,
  code = 3,
  codes = 4,
  id = 5,
  hash = 6,
  reference = 7,
  table = 8
};
const char* name(FieldKind kind);

// Distinct types, so that the alternatives of a variant cannot be confused.
struct Code {
  std::string text;
  auto operator<=>(const Code&) const = default;
};
struct Reference {
  std::string stream;
  auto operator<=>(const Reference&) const = default;
};
using Codes = std::vector<Code>;

using Value = std::variant<std::int64_t, Date, Code, Codes, Id, Hash, Reference, Bytes>;  // in FieldKind's order
inline FieldKind kind_of(const Value& value) {
  return static_cast<FieldKind>(value.index() + 1);
}

struct Field {
  std::uint16_t number = 0;
  Value value;
  bool operator==(const Field&) const = default;
};

struct Document {
  std::string number;
  std::optional<Date> date;
  Hash hash;
  Bytes certificate;  // serial, 0..32 bytes
  std::optional<Instant> signed_at;
  bool operator==(const Document&) const = default;
};

struct ExternalRef {
  std::string system;
  std::string id;
  bool operator==(const ExternalRef&) const = default;
};

struct Event {
  Id id{};  // UUIDv7
  std::string origin;
  std::uint16_t type = 0;
  std::string stream;
  std::uint64_t revision = 0;    // events of the stream the signer had seen
  std::optional<Hash> previous;  // hash of the last of them; set exactly when revision > 0
  Date legal_date;
  std::optional<std::uint16_t> legal_minute;
  Zone zone = Zone::none;
  std::optional<Date> received_date;
  std::string office;  // ROLE@agency
  HolderKind holder = HolderKind::none;
  std::string on_behalf_of;
  std::string rule_set;
  std::string late_reason;
  std::vector<std::string> legal_bases;
  std::vector<Document> documents;
  std::optional<Id> causation;
  std::vector<ExternalRef> external_refs;
  std::vector<Field> fields;  // strictly ascending by number

  bool operator==(const Event&) const = default;

  const Value* find(std::uint16_t field) const;  // null if the event has no such field
  template <class T>
  const T* get(std::uint16_t field) const {
    const Value* value = find(field);
    return value == nullptr ? nullptr : std::get_if<T>(value);
  }
};

std::string print(const Id& id);  // 8-4-4-4-12 lower-case hex
std::optional<Id> parse_id(std::string_view text);
// RFC 9562 section 5.7: 48 bits of milliseconds, then 74 random bits; the instant is not before 1970.
Id make_uuid_v7(Instant now, const ByteArray<10>& random);
bool is_uuid_v7(const Id& id);  // version and variant bits

// Characters of a code, an office, a stream name: A-Z a-z 0-9 and : . _ / ( ) @ + -
// Says nothing of the length: an empty text passes.
bool is_code(std::string_view text);

// PREFIX-REST, 3 to 80 code characters, the prefix of a-z and _ ("case-…", "office-PPK_ASN@prov:64"); or the one
// stream that has no rest, "ledger".
constexpr std::string_view ledger_stream = "ledger";
bool is_stream_name(std::string_view text);

// ROLE@agency: at most 80 code characters, exactly one '@', something on both sides.
bool is_office(std::string_view text);

}  // namespace jejak
