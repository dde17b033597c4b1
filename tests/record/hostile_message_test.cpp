// Messages that Cap'n Proto's own reader takes or that are made to hurt it: each refused, quickly, without harm.

#include "ledger/record/codec.hpp"
#include "tests/record/sample_events.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// The words of a message behind its table; word 0 is the root pointer, 1..3 the event's data, 4..16 its pointers.
using Words = std::vector<std::uint64_t>;
constexpr std::size_t data_word = 1;
constexpr std::size_t pointer_word = 4;
enum Pointer : std::size_t {
  id,
  origin,
  stream,
  previous,
  office,
  on_behalf_of,
  rule_set,
  legal_bases,
  documents,
  causation,
  external_refs,
  fields,
  late_reason
};

Words words_of(const Event& event) {
  const Bytes bytes = *encode(event);
  Words words;
  for (std::size_t i = 8; i < bytes.size(); i += 8) {
    std::uint64_t word = 0;
    for (std::size_t k = 8; k-- > 0;) word = word << 8 | bytes[i + k];
    words.push_back(word);
  }
  return words;
}

void append_u32(Bytes& bytes, std::uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

Bytes framed(const Words& words) {
  Bytes bytes;
  append_u32(bytes, 0);
  append_u32(bytes, static_cast<std::uint32_t>(words.size()));
  for (const std::uint64_t word : words) {
    append_u32(bytes, static_cast<std::uint32_t>(word));
    append_u32(bytes, static_cast<std::uint32_t>(word >> 32));
  }
  return bytes;
}

std::uint64_t list_pointer(std::int64_t offset, unsigned element, std::uint64_t count) {
  return 1 | (static_cast<std::uint64_t>(offset) & 0x3fffffff) << 2 | std::uint64_t{element} << 32 | count << 35;
}

std::uint64_t struct_pointer(std::int64_t offset, std::uint64_t data, std::uint64_t pointers) {
  return (static_cast<std::uint64_t>(offset) & 0x3fffffff) << 2 | data << 32 | pointers << 48;
}

// Where a pointer word points, as the index of a word.
std::size_t target(const Words& words, std::size_t at) {
  const auto offset = static_cast<std::int32_t>(words[at] & 0xfffffffc) / 4;
  return static_cast<std::size_t>(static_cast<std::int64_t>(at) + 1 + offset);
}

std::size_t at(Pointer pointer) {
  return pointer_word + pointer;
}

template <class Change>
std::string refusal(Change change, const Event& event = decision_event()) {
  Words words = words_of(event);
  change(words);
  const auto decoded = decode(framed(words));
  if (decoded) return "accepted";
  CHECK((decoded.error().code == Errc::malformed || decoded.error().code == Errc::too_large));
  return decoded.error().message;
}

constexpr unsigned element_void = 0;
constexpr unsigned element_byte = 2;
constexpr unsigned element_pointer = 6;
constexpr unsigned element_composite = 7;

}  // namespace

TEST_CASE("hostile message: an unchanged one is accepted", "[record][codec]") {
  CHECK(refusal([](Words&) {}) == "accepted");
}

TEST_CASE("hostile message: every truncation is refused", "[record][codec]") {
  const Bytes whole = *encode(decision_event());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    REQUIRE_FALSE(decode(BytesView(whole).first(size)).has_value());
  }
  Words words = words_of(decision_event());
  while (!words.empty()) {  // cut behind a table that fits
    words.pop_back();
    REQUIRE_FALSE(decode(framed(words)).has_value());
  }
}

TEST_CASE("hostile message: other segments and other lengths are refused", "[record][codec]") {
  const Bytes whole = *encode(decision_event());
  for (const int segments : {1, 2, 255}) {
    Bytes bytes = whole;
    bytes[0] = static_cast<std::uint8_t>(segments);
    CHECK_FALSE(decode(bytes).has_value());
  }
  Bytes two;  // a true second segment, empty
  append_u32(two, 1);
  append_u32(two, static_cast<std::uint32_t>(whole.size() / 8 - 1));
  append_u32(two, 0);
  append_u32(two, 0);
  two.insert(two.end(), whole.begin() + 8, whole.end());
  CHECK_FALSE(decode(two).has_value());
  for (const int change : {-1, 1, 100}) {
    Bytes bytes = whole;
    bytes[4] = static_cast<std::uint8_t>(bytes[4] + change);
    CHECK_FALSE(decode(bytes).has_value());
  }
  Bytes trailing = whole;
  trailing.resize(trailing.size() + 8);
  CHECK_FALSE(decode(trailing).has_value());
}

TEST_CASE("hostile message: words nobody reads are refused", "[record][codec]") {
  CHECK(refusal([](Words& words) { words.push_back(0); }) == "event: the bytes are not the canonical encoding");
  CHECK(refusal([](Words& words) { words.push_back(0x1234); }) == "event: the bytes are not the canonical encoding");
  // A hole between the root pointer and the event.
  CHECK(refusal([](Words& words) {
          words.insert(words.begin() + 1, 0);
          words[0] = struct_pointer(1, 3, 13);
        }) == "event: the bytes are not the canonical encoding");
}

TEST_CASE("hostile message: loops, and pointers that point back, end", "[record][codec]") {
  for (std::size_t p = id; p <= late_reason; ++p) {
    for (const unsigned element : {element_void, element_byte, element_pointer, element_composite}) {
      for (std::int64_t offset = -20; offset <= 2; ++offset) {
        for (const std::uint64_t count : {0u, 1u, 7u, 64u, 500u}) {
          const std::string message =
              refusal([&](Words& words) { words[pointer_word + p] = list_pointer(offset, element, count); });
          REQUIRE(message != "accepted");
        }
      }
    }
  }
  // A list of codes that contains itself.
  CHECK(refusal([](Words& words) {
          const std::size_t list = target(words, at(fields)) + 1;
          const std::size_t codes = target(words, list + 3 + 2);
          words[codes] = list_pointer(-1, element_pointer, 2);
        }) != "accepted");
}

TEST_CASE("hostile message: far pointers and capabilities are refused", "[record][codec]") {
  for (std::size_t p = id; p <= late_reason; ++p) {
    for (const std::uint64_t segment : {0u, 1u, 0xffffffffu}) {
      for (const std::uint64_t pad : {0u, 4u, 20u, 0x1fffffffu}) {
        for (const std::uint64_t two_words : {0u, 4u}) {
          CHECK(refusal([&](Words& words) { words[pointer_word + p] = 2 | two_words | pad << 3 | segment << 32; }) !=
                "accepted");
        }
      }
    }
    CHECK(refusal([&](Words& words) { words[pointer_word + p] = 3; }) != "accepted");
  }
  // A far pointer to a good landing pad in the same segment: legal, and not canonical.
  CHECK(refusal([](Words& words) {
          const std::size_t old_target = target(words, at(id));
          words[at(id)] = 2 | words.size() << 3;
          const auto offset = static_cast<std::int64_t>(old_target) - static_cast<std::int64_t>(words.size()) - 1;
          words.push_back(list_pointer(offset, element_byte, 16));
        }) == "event: the bytes are not the canonical encoding");
  CHECK(refusal([](Words& words) { words[0] = 2; }) != "accepted");
  CHECK(refusal([](Words& words) { words[0] = 0; }) != "accepted");
}

TEST_CASE("hostile message: huge lists cost nothing", "[record][codec]") {
  constexpr std::uint64_t most = (1u << 29) - 1;
  for (const Pointer p : {legal_bases, documents, external_refs, fields, id, origin}) {
    for (const unsigned element : {element_void, element_byte, element_pointer, element_composite}) {
      CHECK(refusal([&](Words& words) { words[at(p)] = list_pointer(0, element, most); }) != "accepted");
    }
    // A composite list of half a billion members without a size.
    CHECK(refusal([&](Words& words) {
            const auto offset = static_cast<std::int64_t>(words.size() - at(p) - 1);
            words[at(p)] = list_pointer(offset, element_composite, 0);
            words.push_back(struct_pointer(static_cast<std::int64_t>(most), 0, 0));
          }) != "accepted");
  }
}

TEST_CASE("hostile message: many pointers to one object are refused", "[record][codec]") {
  Event event = minimal_event();
  for (int i = 0; i < 64; ++i) event.legal_bases.push_back("B" + std::to_string(i) + std::string(70, 'x'));
  CHECK(refusal(
            [](Words& words) {
              const std::size_t list = target(words, at(legal_bases));
              const std::size_t text = target(words, list);
              for (std::size_t i = 0; i < 64; ++i) {
                const auto offset = static_cast<std::int64_t>(text) - static_cast<std::int64_t>(list + i) - 1;
                words[list + i] = list_pointer(offset, element_byte, 73);
              }
            },
            event) != "accepted");
  CHECK(refusal([](Words& words) { words[at(rule_set)] = words[at(late_reason)]; }) != "accepted");
  CHECK(refusal([](Words& words) {  // the same text, shared by two members
          const auto back =
              static_cast<std::int64_t>(target(words, at(office))) - static_cast<std::int64_t>(at(on_behalf_of)) - 1;
          words[at(on_behalf_of)] = list_pointer(back, element_byte, 16);
        }) == "event: the bytes are not the canonical encoding");
}

TEST_CASE("hostile message: what a member of a union left behind is refused", "[record][codec]") {
  // Field 3 (index 2) is a date: the upper half of its data word belongs to no date.
  CHECK(refusal([](Words& words) {
          const std::size_t first = target(words, at(fields)) + 1;
          words[first + 2 * 3 + 1] |= std::uint64_t{1} << 40;
        }) == "event: the bytes are not the canonical encoding");
  // Field 1 is a code: its data word must be zero.
  CHECK(refusal([](Words& words) {
          const std::size_t first = target(words, at(fields)) + 1;
          words[first + 1] = 1;
        }) == "event: the bytes are not the canonical encoding");
  // Field 5 (index 3) is a number: a pointer may not hide behind it.
  CHECK(refusal([](Words& words) {
          const std::size_t first = target(words, at(fields)) + 1;
          const std::size_t pointer = first + 3 * 3 + 2;
          words[pointer] = list_pointer(static_cast<std::int64_t>(words.size() - pointer - 1), element_byte, 8);
          words.push_back(0x4141414141414141);
        }) == "event: the bytes are not the canonical encoding");
}

TEST_CASE("hostile message: a kind of value that does not exist is refused", "[record][codec]") {
  for (const std::uint64_t kind : {8u, 9u, 0xffffu}) {
    CHECK(refusal([&](Words& words) {
            const std::size_t first = target(words, at(fields)) + 1;
            words[first] = (words[first] & ~std::uint64_t{0xffff0000}) | kind << 16;
          }) == "event: fields: a kind of value that this format does not have");
  }
}

TEST_CASE("hostile message: bits between the members must be zero", "[record][codec]") {
  for (unsigned bit = 16; bit < 32; ++bit) {  // of the third data word: behind zone and holder
    CHECK(refusal([&](Words& words) { words[data_word + 2] |= std::uint64_t{1} << bit; }) ==
          "event: the bytes are not the canonical encoding");
  }
  CHECK(refusal([](Words& words) {
          const std::size_t first = target(words, at(documents)) + 1;
          words[first] |= std::uint64_t{1} << 50;
        }) == "event: the bytes are not the canonical encoding");
}

TEST_CASE("hostile message: structs of another schema's size are refused", "[record][codec]") {
  CHECK(refusal([](Words& words) { words[0] = struct_pointer(0, 3, 12); }) != "accepted");
  CHECK(refusal([](Words& words) { words[0] = struct_pointer(0, 2, 13); }) != "accepted");
  CHECK(refusal([](Words& words) { words[0] = struct_pointer(0, 3, 14); }) != "accepted");
  CHECK(refusal([](Words& words) { words[0] = struct_pointer(-1, 3, 13); }) != "accepted");
  CHECK(refusal([](Words& words) {  // a longer event, its new member empty
          words.insert(words.begin() + pointer_word, 0);
          words[0] = struct_pointer(0, 4, 13);
        }) == "event: the bytes are not the canonical encoding");
}

TEST_CASE("hostile message: texts without an end or with a zero byte are refused", "[record][codec]") {
  CHECK(refusal([](Words& words) {  // "RS-2018" fills its word but for the zero byte
          words[target(words, at(rule_set))] |= std::uint64_t{0x41} << 56;
        }) != "accepted");
  CHECK(refusal([](Words& words) { words[target(words, at(rule_set))] &= ~std::uint64_t{0xff00}; }) != "accepted");
  CHECK(refusal([](Words& words) { words[at(rule_set)] = list_pointer(0, element_byte, 0); }) != "accepted");
}

TEST_CASE("hostile message: an empty text or list must be a null pointer", "[record][codec]") {
  const Event event = minimal_event();
  for (const Pointer p : {on_behalf_of, rule_set, late_reason}) {
    CHECK(refusal(
              [&](Words& words) {
                words[at(p)] = list_pointer(static_cast<std::int64_t>(words.size() - at(p) - 1), element_byte, 1);
                words.push_back(0);
              },
              event) == "event: the bytes are not the canonical encoding");
  }
  for (const Pointer p : {legal_bases, documents, external_refs, fields, previous, causation}) {
    const unsigned element = p == legal_bases ? element_pointer : p == previous || p == causation ? element_byte : 7;
    CHECK(refusal(
              [&](Words& words) {
                words[at(p)] = list_pointer(static_cast<std::int64_t>(words.size() - at(p) - 1), element, 0);
                if (element == element_composite) words.push_back(0);
              },
              event) != "accepted");
  }
}

TEST_CASE("hostile message: random words never pass and never harm", "[record][codec]") {
  std::mt19937_64 random(99);
  const Words good = words_of(decision_event());
  for (int i = 0; i < 3000; ++i) {
    Words words = good;
    for (std::uint64_t changes = 1 + random() % 3; changes > 0; --changes) {
      const std::size_t place = random() % words.size();
      words[place] = random() % 2 == 0 ? random() : words[random() % words.size()];
    }
    const Bytes bytes = framed(words);
    const auto event = decode(bytes);
    if (event) REQUIRE(*encode(*event) == bytes);
  }
}
