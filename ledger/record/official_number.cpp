#include "ledger/record/official_number.hpp"

#include "ledger/record/event.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <array>

namespace jejak {
namespace {

struct Range {
  UChar32 first;
  UChar32 last;
};

// Controls, spaces other than U+0020, everything invisible or direction-changing, surrogates, private use, tags.
constexpr Range forbidden[] = {
    {0x0000, 0x001F},   {0x007F, 0x00A0},   {0x00AD, 0x00AD},   {0x034F, 0x034F},     {0x061C, 0x061C},
    {0x115F, 0x1160},   {0x1680, 0x1680},   {0x17B4, 0x17B5},   {0x180B, 0x180F},     {0x2000, 0x200F},
    {0x2028, 0x202F},   {0x205F, 0x206F},   {0x3000, 0x3000},   {0x3164, 0x3164},     {0xD800, 0xF8FF},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},     {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0xF0000, 0xFFFFF}, {0x100000, 0x10FFFF},
};

constexpr std::uint8_t unicode_major = 15;

bool is_allowed(UChar32 character) {
  for (const Range& range : forbidden) {
    if (character >= range.first && character <= range.last) return false;
  }
  if ((character & 0xFFFE) == 0xFFFE) return false;  // the last two of each plane are not characters
  UVersionInfo age;
  u_charAge(character, age);
  const bool assigned = age[0] != 0;
  return assigned && (age[0] < unicode_major || (age[0] == unicode_major && age[1] == 0));
}

bool is_plain_ascii(std::string_view text) {
  for (const char c : text) {
    if (c < 0x20 || c > 0x7E) return false;
  }
  return true;
}

bool is_normal_unicode(std::string_view text) {
  std::array<UChar, code_bytes_max> units;
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(units.data(), static_cast<std::int32_t>(units.size()), &length, text.data(),
                static_cast<std::int32_t>(text.size()), &status);
  if (U_FAILURE(status)) return false;  // not UTF-8; never more units than bytes, so it always fits
  for (std::int32_t at = 0; at < length;) {
    UChar32 character = 0;
    U16_NEXT(units.data(), at, length, character);
    if (!is_allowed(character)) return false;
  }
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  const bool normal = U_SUCCESS(status) && unorm2_isNormalized(nfc, units.data(), length, &status) != 0;
  return normal && U_SUCCESS(status);
}

}  // namespace

bool is_official_number(std::string_view text) {
  if (text.empty() || text.size() > code_bytes_max || text.front() == ' ' || text.back() == ' ') return false;
  return is_plain_ascii(text) || is_normal_unicode(text);
}

}  // namespace jejak
