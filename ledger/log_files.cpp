#include "ledger/log_files.hpp"

#include "ledger/base/bytes.hpp"

#include <fstream>

namespace jejak {
namespace {

// A log is a row of blocks. A record lies within one: u32 checksum, u16 length, u8 kind, little-endian, then its bytes.
// What is left of a block and holds no head is zeros.
constexpr std::uint64_t block_bytes = 32 * 1024;
constexpr std::size_t head_bytes = 7;
constexpr std::uint8_t nothing = 0;
constexpr std::uint8_t last_part = 4;  // after whole, first and middle part; the rest belongs to what we do not use

}  // namespace

bool is_log_file(const std::filesystem::path& path) {
  return path.extension() == ".log" || path.filename().string().starts_with("MANIFEST-");
}

Outcome check_log_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  in.seekg(0, std::ios::end);
  if (!in) return {};  // it may have gone meanwhile
  const auto size = static_cast<std::uint64_t>(in.tellg());
  std::uint64_t at = 0;
  while (at + head_bytes <= size) {
    const std::uint64_t block_end = at - at % block_bytes + block_bytes;
    if (at + head_bytes > block_end) {
      at = block_end;
      continue;
    }
    ByteArray<head_bytes> head{};
    in.seekg(static_cast<std::streamoff>(at));
    in.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
    if (!in) return {};
    const std::uint64_t length = head[4] | std::uint64_t{head[5]} << 8;
    const std::uint8_t kind = head[6];
    if (kind > last_part) {
      return Error{Errc::corrupt, path.string() + ": the record at byte " + std::to_string(at) + " is of kind " +
                                      std::to_string(kind) + ", and no record here is"};
    }
    if (at + head_bytes + length > block_end) return {};  // no length of a record
    at = kind == nothing && length == 0 ? block_end : at + head_bytes + length;
  }
  return {};
}

}  // namespace jejak
