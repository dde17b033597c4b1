#include "ledger/record/event.hpp"

namespace jejak {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

constexpr bool dash_before(std::size_t byte) {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

// One bit of a table instead of a chain of comparisons: every byte of every event passes through here twice.
struct CodeCharacters {
  bool is[256] = {};
  constexpr CodeCharacters() {
    for (int c = 'A'; c <= 'Z'; ++c) is[c] = true;
    for (int c = 'a'; c <= 'z'; ++c) is[c] = true;
    for (int c = '0'; c <= '9'; ++c) is[c] = true;
    for (const char c : {':', '.', '_', '/', '(', ')', '@', '+', '-'}) is[static_cast<unsigned char>(c)] = true;
  }
};
constexpr CodeCharacters code_characters;

}  // namespace

const char* name(HolderKind kind) {
  switch (kind) {
    case HolderKind::none: return "";
    case HolderKind::definitif: return "DEFINITIF";
    case HolderKind::pj: return "Pj";
    case HolderKind::pjs: return "Pjs";
    case HolderKind::plt: return "Plt";
    case HolderKind::plh: return "Plh";
  }
  return "";
}

std::optional<HolderKind> parse_holder_kind(std::string_view text) {
  for (const HolderKind kind :
       {HolderKind::definitif, HolderKind::pj, HolderKind::pjs, HolderKind::plt, HolderKind::plh}) {
    if (text == name(kind)) return kind;
  }
  return std::nullopt;
}

const char* name(FieldKind kind) {
  switch (kind) {
    case FieldKind::number: return "number";
    case FieldKind::date: return "date";
    case FieldKind::code: return "code";
    case FieldKind::codes: return "codes";
    case FieldKind::id: return "id";
    case FieldKind::hash: return "hash";
    case FieldKind::reference: return "reference";
    case FieldKind::table: return "table";
  }
  return "";
}

const Value* Event::find(std::uint16_t field) const {
  for (const Field& candidate : fields) {
    if (candidate.number == field) return &candidate.value;
  }
  return nullptr;
}

std::string print(const Id& id) {
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (dash_before(i)) out.push_back('-');
    out.push_back(hex_digits[id[i] >> 4]);
    out.push_back(hex_digits[id[i] & 15]);
  }
  return out;
}

std::optional<Id> parse_id(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Id id{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (dash_before(i) && text[at++] != '-') return std::nullopt;
    const int high = hex_value(text[at++]);
    const int low = hex_value(text[at++]);
    if (high < 0 || low < 0) return std::nullopt;
    id[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return id;
}

Id make_uuid_v7(Instant now, const ByteArray<10>& random) {
  Id id{};
  const auto milliseconds = static_cast<std::uint64_t>(now.us / 1000);
  for (unsigned i = 0; i < 6; ++i) id[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
  for (std::size_t i = 0; i < random.size(); ++i) id[6 + i] = random[i];
  id[6] = static_cast<std::uint8_t>(0x70 | (id[6] & 0x0f));
  id[8] = static_cast<std::uint8_t>(0x80 | (id[8] & 0x3f));
  return id;
}

bool is_uuid_v7(const Id& id) {
  return id[6] >> 4 == 7 && id[8] >> 6 == 2;
}

bool is_code(std::string_view text) {
  for (const char c : text) {
    if (!code_characters.is[static_cast<unsigned char>(c)]) return false;
  }
  return true;
}

bool is_stream_name(std::string_view text) {
  if (text == ledger_stream) return true;
  if (text.size() < 3 || text.size() > code_bytes_max || !is_code(text)) return false;
  const std::size_t dash = text.find('-');
  if (dash == 0 || dash == std::string_view::npos || dash + 1 == text.size()) return false;
  for (const char c : text.substr(0, dash)) {
    if ((c < 'a' || c > 'z') && c != '_') return false;
  }
  return true;
}

bool is_office(std::string_view text) {
  if (text.size() > code_bytes_max || !is_code(text)) return false;
  const std::size_t at = text.find('@');
  return at != 0 && at != std::string_view::npos && at + 1 != text.size() &&
         text.find('@', at + 1) == std::string_view::npos;
}

}  // namespace jejak
