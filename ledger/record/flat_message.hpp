#pragma once
// One Cap'n Proto message in one segment, flat in memory: what both schemas of this layer are read from and
// written to. Private to ledger/record, which is the one layer that includes Cap'n Proto.

#include "ledger/base/bytes.hpp"
#include "ledger/base/result.hpp"

#include <capnp/message.h>
#include <capnp/serialize.h>

#include <memory>

namespace jejak {

// The one place that catches Cap'n Proto's exceptions: runs `step`, turns what it throws into Errc::malformed.
Outcome catching_kj(Outcome (*step)(void*), void* context);

template <class Step>
Outcome catching_kj(Step step) {
  return catching_kj([](void* context) -> Outcome { return (*static_cast<Step*>(context))(); }, &step);
}

// Aligned words; those of an ordinary event live on the stack.
class WordBuffer {
 public:
  explicit WordBuffer(std::size_t words);  // contents are undefined
  WordBuffer(const WordBuffer&) = delete;
  WordBuffer& operator=(const WordBuffer&) = delete;
  kj::ArrayPtr<capnp::word> words() { return kj::arrayPtr(far_ ? far_.get() : near_, size_); }

 private:
  static constexpr std::size_t near_words = 256;
  capnp::word near_[near_words];
  std::unique_ptr<capnp::word[]> far_;
  std::size_t size_;
};

// The framing's rules: whole words, a table of exactly one segment, nothing after it. Errors: malformed, too_large.
Outcome check_framing(BytesView bytes, std::size_t bytes_max);

// Reads a message whose framing was checked. Copies it first: bytes from outside are not aligned.
class FlatReader {
 public:
  FlatReader(BytesView framed, int nesting_limit);
  template <class Root>
  typename Root::Reader root() {
    return reader_.getRoot<Root>();  // throws kj::Exception
  }

 private:
  WordBuffer buffer_;
  kj::ArrayPtr<const capnp::word> segment_;
  capnp::SegmentArrayMessageReader reader_;
};

// Builds a message that must fit one segment of `capacity` words. Give the exact size where it is known: a segment
// that was made too large costs only its zeroing.
class FlatWriter {
 public:
  explicit FlatWriter(std::size_t capacity);
  template <class Root>
  typename Root::Builder root() {
    return builder_.initRoot<Root>();
  }
  bool fits();  // ask after writing
  bool equals(BytesView framed);
  Bytes framed();  // requires fits()

 private:
  BytesView segment();
  WordBuffer buffer_;
  capnp::MallocMessageBuilder builder_;
};

constexpr std::size_t flat_header_bytes = 8;

// Sizes in words, so that a message is built where it will fit exactly.
constexpr std::size_t data_words(std::size_t bytes) {
  return (bytes + 7) / 8;
}
constexpr std::size_t text_words(std::size_t bytes) {  // an empty text is a null pointer
  return bytes == 0 ? 0 : bytes / 8 + 1;
}

inline capnp::Data::Reader data_of(BytesView bytes) {
  return kj::arrayPtr(bytes.data(), bytes.size());
}
inline capnp::Text::Reader text_of(const std::string& text) {
  return capnp::Text::Reader(text.c_str(), text.size());
}
inline BytesView bytes_of(capnp::Data::Reader data) {
  return {data.begin(), data.size()};
}
inline std::string string_of(capnp::Text::Reader text) {
  return std::string(text.begin(), text.size());
}

}  // namespace jejak
