#include "ledger/table_files.hpp"

#include "ledger/base/bytes.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace jejak {
namespace {

// The end of a table: u8 checksum type, 40 bytes of block places, u32 format version, 8 bytes of magic; little-endian.
constexpr std::size_t footer_bytes = 53;
constexpr std::size_t version_at = 41;
constexpr std::uint8_t xxh3 = 4;
constexpr ByteArray<8> magic{0xf7, 0xcf, 0xf4, 0x85, 0xb7, 0x41, 0xe2, 0x88};

}  // namespace

Outcome check_table_files(const std::string& folder) {
  std::error_code failed;
  for (const auto& file : std::filesystem::directory_iterator(folder, failed)) {
    if (file.path().extension() != ".sst") continue;
    std::ifstream in(file.path(), std::ios::binary);
    ByteArray<footer_bytes> end{};
    in.seekg(-static_cast<std::streamoff>(footer_bytes), std::ios::end);
    in.read(reinterpret_cast<char*>(end.data()), static_cast<std::streamsize>(end.size()));
    if (!in || !std::equal(magic.begin(), magic.end(), end.end() - magic.size())) continue;
    std::uint32_t version = 0;
    for (std::size_t i = 4; i-- > 0;) version = version << 8 | end[version_at + i];
    if (version == table_format_version && end.front() == xxh3) continue;
    return Error{Errc::corrupt, file.path().string() + ": its end says table format " + std::to_string(version) +
                                    ", checksum " + std::to_string(end.front()) + "; expected " +
                                    std::to_string(table_format_version) + " and " + std::to_string(xxh3)};
  }
  return {};
}

}  // namespace jejak
