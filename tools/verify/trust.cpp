#include "tools/verify/trust.hpp"

#include "ledger/base/system_error.hpp"
#include "ledger/record/entry.hpp"
#include "ledger/record/export.hpp"

#include <cerrno>
#include <filesystem>

namespace jejak {

std::optional<Hash> parse_hash(std::string_view text) {
  if (text.size() != 64) return hash_from_base64(text);
  const auto bytes = from_hex(text);
  const auto array = bytes ? to_array<32>(*bytes) : std::nullopt;
  if (!array) return std::nullopt;
  return Hash{*array};
}

Result<std::ifstream> open_to_read(const std::string& path) {
  // A folder can be opened like a file; only reading fails, and as at its end.
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown)) return system_error(path, EISDIR);
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return system_error(path, errno);
  return in;
}

Result<std::string> read_whole_file(const std::string& path, std::size_t bytes_max) {
  auto in = open_to_read(path);
  if (!in) return std::move(in).error();
  return read_whole(*in, path, bytes_max);
}

Result<std::string> read_whole(std::istream& in, const std::string& path, std::size_t bytes_max) {
  std::string out;
  char buffer[65536];
  while (in && out.size() <= bytes_max) {
    in.read(buffer, sizeof buffer);
    out.append(buffer, static_cast<std::size_t>(in.gcount()));
  }
  if (out.size() > bytes_max) {
    return Error{Errc::too_large, path + " is larger than " + std::to_string(bytes_max) + " bytes"};
  }
  if (in.eof() && !in.bad()) return out;
  return system_error(path, errno == 0 ? EIO : errno);
}

Result<Policy> read_policy(const std::string& path) {
  auto text = read_whole_file(path, policy_bytes_max);
  if (!text) return std::move(text).error().during("reading the policy");
  auto policy = parse_policy(*text);
  if (!policy) return std::move(policy).error().during(path);
  return policy;
}

Result<SignedCheckpoint> read_checkpoint(const std::string& path) {
  auto text = read_whole_file(path, note_bytes_max);
  if (!text) return std::move(text).error().during("reading the checkpoint");
  auto checkpoint = parse_signed_checkpoint(*text);
  if (!checkpoint) return std::move(checkpoint).error().during(path);
  return checkpoint;
}

Policy policy_of(const Genesis& genesis) {
  Policy policy;
  policy.logs.push_back({genesis.log, ""});
  return policy;
}

Result<Trust> trust_in_export(std::istream& in) {
  ExportReader reader(in);
  auto frame = reader.next();
  if (!frame) return std::move(frame).error();
  if (frame->kind != ExportFrame::Kind::entry) return Error{Errc::malformed, "the export has no entry 0"};
  auto entry = decode_entry(frame->bytes);
  if (!entry) return std::move(entry).error().during("reading entry 0");
  auto genesis = open_genesis(text(entry->body));
  if (!genesis) return std::move(genesis).error().during("reading the genesis");
  Trust trust;
  trust.policy = policy_of(*genesis);
  trust.genesis = leaf_hash(frame->bytes);
  trust.from_the_ledger_itself = true;
  in.clear();
  if (!in.seekg(0)) {
    return Error{
        Errc::usage,
        "an export that comes through a pipe cannot say itself whom to trust: it is read twice then. Save it to "
        "a file, or name policy and genesis"};
  }
  return trust;
}

}  // namespace jejak
