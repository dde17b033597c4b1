#pragma once
// The export: a whole ledger, or its first n entries, in one file that is read and written as a stream and
// verified with nothing but the policy file and the genesis hash. Bytes: docs/formats/export.md.
//
//   "jejak-export/v1\n"  magic line
//   then frames: u8 kind, u32 length, bytes
//     kind 1 entry (in order from sequence 0), kind 2 checkpoint (a signed note, after the entries it covers; the last
//     one covers them all), kind 3 end: u64 number of entries, 32-byte SHA-256 of every byte before this frame
//
// A reader holds one frame at a time (at most export_frame_max bytes).

#include "ledger/base/result.hpp"
#include "ledger/base/strong.hpp"
#include "ledger/proof/hash.hpp"

#include <functional>
#include <istream>
#include <ostream>

namespace jejak {

constexpr std::string_view export_magic = "jejak-export/v1\n";
constexpr std::size_t export_frame_max = 1'000'000;

// One thread at a time. Errors: disk (the stream refused), too_large (a frame nobody could read back). After an
// error the file is useless and is to be deleted.
class ExportWriter {
 public:
  explicit ExportWriter(std::ostream& out);  // writes the magic
  Outcome entry(BytesView bytes);
  Outcome checkpoint(std::string_view note);
  Outcome finish();  // end frame and flush; call once, nothing after it

 private:
  Outcome frame(std::uint8_t kind, BytesView bytes);
  std::ostream& out_;
  Sha256 hash_;
  std::uint64_t entries_ = 0;
};

struct ExportFrame {
  enum class Kind : std::uint8_t { entry = 1, checkpoint = 2, end = 3 } kind;
  Bytes bytes;
};

// Checks the framing, the count and the hash; what entries and checkpoints say is the verifier's affair, and so is
// that the last checkpoint covers every entry. The hash finds accidents; only the checkpoint finds intent.
class ExportReader {
 public:
  explicit ExportReader(std::istream& in);
  // The next frame; after the end frame (whose count and hash it has checked) not_found. A file that stops in the
  // middle is `malformed: truncated after entry N` (N counted from 0); bytes after the end frame are refused. After
  // an error the same error again.
  Result<ExportFrame> next();
  std::uint64_t entries() const { return entries_; }

 private:
  Outcome begin();
  Result<ExportFrame> read_frame();
  Outcome check_end(BytesView bytes);
  std::istream& in_;
  Sha256 hash_;
  std::uint64_t entries_ = 0;
  bool started_ = false;
  bool ended_ = false;
  std::optional<Error> failed_;
};

}  // namespace jejak
