#pragma once
// Big-endian binary, written and read in one place. The reader is for hostile bytes: it never reads
// past the end, and once it has failed every further answer is empty and ok() stays false.

#include "ledger/base/bytes.hpp"

namespace jejak {

class WireWriter {
 public:
  void u8(std::uint8_t value) { out_.push_back(value); }
  void u16(std::uint16_t value) { number<2>(value); }
  void u32(std::uint32_t value) { number<4>(value); }
  void u64(std::uint64_t value) { number<8>(value); }
  void i32(std::int32_t value) { u32(static_cast<std::uint32_t>(value)); }
  void i64(std::int64_t value) { u64(static_cast<std::uint64_t>(value)); }
  void raw(BytesView bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
  void raw(std::string_view bytes) { raw(view(bytes)); }
  void text16(std::string_view bytes) {  // length in two bytes, then the bytes
    u16(static_cast<std::uint16_t>(bytes.size()));
    raw(bytes);
  }
  std::size_t size() const { return out_.size(); }
  Bytes take() { return std::move(out_); }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }

 private:
  template <std::size_t N>
  void number(std::uint64_t value) {
    ByteArray<N> bytes;
    for (std::size_t i = 0; i < N; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * (N - 1 - i)));
    raw(bytes);
  }
  Bytes out_;
};

class WireReader {
 public:
  explicit WireReader(BytesView bytes) : rest_(bytes) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  BytesView raw(std::size_t bytes) {
    if (!ok_ || rest_.size() < bytes) {
      ok_ = false;
      return {};
    }
    const BytesView out = rest_.first(bytes);
    rest_ = rest_.subspan(bytes);
    return out;
  }
  template <std::size_t N>
  ByteArray<N> array() {
    ByteArray<N> out{};
    const BytesView bytes = raw(N);
    for (std::size_t i = 0; i < bytes.size(); ++i) out[i] = bytes[i];
    return out;
  }
  std::string_view text16() { return text(raw(u16())); }

  bool ok() const { return ok_; }
  std::size_t left() const { return rest_.size(); }
  BytesView rest() const { return ok_ ? rest_ : BytesView{}; }
  bool finished() const { return ok_ && rest_.empty(); }  // everything read, nothing left over

 private:
  std::uint64_t number(int bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : raw(static_cast<std::size_t>(bytes))) value = value << 8 | byte;
    return value;
  }
  BytesView rest_;
  bool ok_ = true;
};

}  // namespace jejak
