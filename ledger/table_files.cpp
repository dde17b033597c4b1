#include "ledger/table_files.hpp"

#include "ledger/base/bytes.hpp"

#include <algorithm>
#include <fstream>

namespace jejak {
namespace {

// The end of a table: u8 checksum type, 40 bytes of block places, u32 format version, 8 bytes of magic; little-endian.
constexpr std::size_t footer_bytes = 53;
constexpr std::size_t version_at = 41;
constexpr std::uint8_t xxh3 = 4;
// The metaindex block comes right after the block of properties, which ends with u32 restarts (the highest bit says
// that a hash index stands before them, which ours never have) and 5 bytes of checksum.
constexpr std::uint64_t before_metaindex = 6;
constexpr const char* old_extension = ".ldb";  // RocksDB looks for such a file where there is none of today's name
constexpr ByteArray<8> magic{0xf7, 0xcf, 0xf4, 0x85, 0xb7, 0x41, 0xe2, 0x88};

std::uint64_t varint_at(const ByteArray<footer_bytes>& bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && at < bytes.size(); shift += 7) {
    const std::uint8_t byte = bytes[at++];
    value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) break;
  }
  return value;
}

// Whether the block of properties claims a hash index. Where the footer leads nowhere RocksDB says so itself.
bool claims_hash_index(std::ifstream& in, const ByteArray<footer_bytes>& footer) {
  const std::uint64_t metaindex = varint_at(footer, 1);
  in.seekg(0, std::ios::end);
  const auto size = static_cast<std::uint64_t>(in.tellg());
  if (metaindex < before_metaindex || metaindex >= size) return false;
  in.seekg(static_cast<std::streamoff>(metaindex - before_metaindex));
  char top = 0;
  in.get(top);
  return in && (static_cast<unsigned char>(top) & 0x80U) != 0;
}

}  // namespace

bool is_table_file(const std::filesystem::path& path) {
  return path.extension() == ".sst" || path.extension() == old_extension;
}

Outcome check_table_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  ByteArray<footer_bytes> end{};
  in.seekg(-static_cast<std::streamoff>(footer_bytes), std::ios::end);
  in.read(reinterpret_cast<char*>(end.data()), static_cast<std::streamsize>(end.size()));
  if (!in || !std::equal(magic.begin(), magic.end(), end.end() - magic.size())) return {};
  std::uint32_t version = 0;
  for (std::size_t i = 4; i-- > 0;) version = version << 8 | end[version_at + i];
  if (version != table_format_version || end.front() != xxh3) {
    return Error{Errc::corrupt, path.string() + ": its end says table format " + std::to_string(version) +
                                    ", checksum " + std::to_string(end.front()) + "; expected " +
                                    std::to_string(table_format_version) + " and " + std::to_string(xxh3)};
  }
  if (!claims_hash_index(in, end)) return {};
  return Error{Errc::corrupt, path.string() + ": its properties claim a hash index, which no table here has"};
}

}  // namespace jejak
