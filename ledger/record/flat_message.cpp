#include "ledger/record/flat_message.hpp"

#include <kj/exception.h>

#include <cstring>

namespace jejak {
namespace {

// Cap'n Proto counts what is read through pointers. A canonical message reads each of its words once; the rest is
// room for the root pointer and for list tags.
capnp::ReaderOptions limits(std::size_t words, int nesting_limit) {
  capnp::ReaderOptions options;
  options.traversalLimitInWords = words + 8;
  options.nestingLimit = nesting_limit;
  return options;
}

std::uint32_t little_endian_u32(BytesView bytes) {
  return std::uint32_t{bytes[0]} | std::uint32_t{bytes[1]} << 8 | std::uint32_t{bytes[2]} << 16 |
         std::uint32_t{bytes[3]} << 24;
}

kj::ArrayPtr<capnp::word> zeroed(kj::ArrayPtr<capnp::word> words) {
  std::memset(static_cast<void*>(words.begin()), 0, words.size() * sizeof(capnp::word));
  return words;
}

kj::ArrayPtr<const capnp::word> filled(kj::ArrayPtr<capnp::word> words, BytesView bytes) {
  std::memcpy(static_cast<void*>(words.begin()), bytes.data(), bytes.size());
  return words;
}

// The library quotes what it found; bytes that are no text would reach terminals and JSON through a message.
std::string printable(std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      out += c;
    } else {
      out += {'\\', 'x', digits[byte >> 4], digits[byte & 0xf]};
    }
  }
  return out;
}

}  // namespace

Outcome catching_kj(Outcome (*step)(void*), void* context) {
  try {
    return step(context);
  } catch (const kj::Exception& exception) {
    const kj::StringPtr description = exception.getDescription();
    std::string message = printable({description.begin(), description.size()});
    if (exception.getFile() == kj::StringPtr("(capnp text input)")) {  // the text parser reports its reader's place
      message = "line " + std::to_string(exception.getLine()) + ", columns " + message;
    }
    return Error{Errc::malformed, "not a valid message: " + std::move(message)};
  }
}

WordBuffer::WordBuffer(std::size_t words) : far_(words > near_words ? new capnp::word[words] : nullptr), size_(words) {}

Outcome check_framing(BytesView bytes, std::size_t bytes_max) {
  if (bytes.size() > bytes_max) {
    return Error{Errc::too_large,
                 std::to_string(bytes.size()) + " bytes, at most " + std::to_string(bytes_max) + " are allowed"};
  }
  if (bytes.size() < 2 * flat_header_bytes || bytes.size() % 8 != 0) {
    return Error{Errc::malformed, std::to_string(bytes.size()) + " bytes are not a message of whole words"};
  }
  if (little_endian_u32(bytes) != 0) return Error{Errc::malformed, "byte 0: the message must have one segment"};
  if (little_endian_u32(bytes.subspan(4)) != bytes.size() / 8 - 1) {
    return Error{Errc::malformed, "byte 4: the segment's length is not that of the message"};
  }
  return {};
}

FlatReader::FlatReader(BytesView framed, int nesting_limit)
    : buffer_(framed.size() / 8 - 1),
      segment_(filled(buffer_.words(), framed.subspan(flat_header_bytes))),
      reader_(kj::arrayPtr(&segment_, 1), limits(framed.size() / 8, nesting_limit)) {}

FlatWriter::FlatWriter(std::size_t capacity) : buffer_(capacity), builder_(zeroed(buffer_.words())) {}

BytesView FlatWriter::segment() {
  const auto segments = builder_.getSegmentsForOutput();
  if (segments.size() != 1 || segments[0].begin() != buffer_.words().begin()) return {};
  return {reinterpret_cast<const std::uint8_t*>(segments[0].begin()), segments[0].size() * sizeof(capnp::word)};
}

bool FlatWriter::fits() {
  return !segment().empty();
}

bool FlatWriter::equals(BytesView framed) {
  const BytesView ours = segment();
  return !ours.empty() && equal(ours, framed.subspan(flat_header_bytes));
}

Bytes FlatWriter::framed() {
  const BytesView ours = segment();
  JEJAK_ASSERT(!ours.empty());
  const std::size_t words = ours.size() / sizeof(capnp::word);
  Bytes out;
  out.reserve(flat_header_bytes + ours.size());
  out.resize(4);
  for (unsigned shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(words >> shift));
  out.insert(out.end(), ours.begin(), ours.end());
  return out;
}

}  // namespace jejak
