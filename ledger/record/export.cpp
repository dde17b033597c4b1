#include "ledger/record/export.hpp"

#include "ledger/base/wire.hpp"
#include "ledger/record/entry.hpp"

namespace jejak {
namespace {

constexpr std::size_t frame_head_bytes = 1 + 4;
constexpr std::size_t end_bytes = 8 + 32;

Error malformed(std::string rule) {
  return Error{Errc::malformed, "export: " + std::move(rule)};
}

std::size_t frame_limit(ExportFrame::Kind kind) {
  switch (kind) {
    case ExportFrame::Kind::entry: return entry_bytes_max;
    case ExportFrame::Kind::checkpoint: return export_frame_max;
    case ExportFrame::Kind::end: return end_bytes;
  }
  return 0;
}

Bytes frame_head(std::uint8_t kind, std::size_t size) {
  WireWriter head;
  head.u8(kind);
  head.u32(static_cast<std::uint32_t>(size));
  return head.take();
}

void write(std::ostream& out, BytesView bytes) {
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

// How many of the wanted bytes were there.
std::size_t read(std::istream& in, std::uint8_t* to, std::size_t bytes) {
  in.read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(bytes));
  return static_cast<std::size_t>(in.gcount());
}

Error stopped(const std::istream& in, std::uint64_t entries) {
  const std::string place = entries == 0 ? "before the first entry" : "after entry " + std::to_string(entries - 1);
  if (in.bad()) return Error{Errc::disk, "export: cannot be read " + place};
  return malformed("truncated " + place);
}

}  // namespace

ExportWriter::ExportWriter(std::ostream& out) : out_(out) {
  write(out_, view(export_magic));
  hash_.update(view(export_magic));
}

Outcome ExportWriter::frame(std::uint8_t kind, BytesView bytes) {
  if (bytes.empty() || bytes.size() > frame_limit(static_cast<ExportFrame::Kind>(kind))) {
    return Error{Errc::too_large, "export: a frame of " + std::to_string(bytes.size()) + " bytes"};
  }
  const Bytes head = frame_head(kind, bytes.size());
  write(out_, head);
  write(out_, bytes);
  hash_.update(head);
  hash_.update(bytes);
  if (!out_) return Error{Errc::disk, "export: cannot be written after " + std::to_string(entries_) + " entries"};
  return {};
}

Outcome ExportWriter::entry(BytesView bytes) {
  Outcome written = frame(static_cast<std::uint8_t>(ExportFrame::Kind::entry), bytes);
  if (written) ++entries_;
  return written;
}

Outcome ExportWriter::checkpoint(std::string_view note) {
  return frame(static_cast<std::uint8_t>(ExportFrame::Kind::checkpoint), view(note));
}

Outcome ExportWriter::finish() {
  WireWriter end;
  end.u64(entries_);
  end.raw(view(hash_.finish()));
  const Bytes body = end.take();
  write(out_, frame_head(static_cast<std::uint8_t>(ExportFrame::Kind::end), body.size()));
  write(out_, body);
  out_.flush();
  if (!out_) return Error{Errc::disk, "export: cannot be written to its end"};
  return {};
}

ExportReader::ExportReader(std::istream& in) : in_(in) {}

Outcome ExportReader::begin() {
  ByteArray<export_magic.size()> magic{};
  const std::size_t got = read(in_, magic.data(), magic.size());
  if (!equal(BytesView(magic).first(got), view(export_magic).first(got))) {
    return malformed("this is not an export: it does not begin with \"jejak-export/v1\"");
  }
  if (got < magic.size()) return stopped(in_, 0);
  hash_.update(magic);
  return {};
}

Result<ExportFrame> ExportReader::next() {
  if (failed_) return *failed_;
  if (ended_) return Error{Errc::not_found, "export: the end was reached"};
  Result<ExportFrame> frame = read_frame();
  if (!frame) failed_ = frame.error();
  return frame;
}

Result<ExportFrame> ExportReader::read_frame() {
  if (!started_) {
    if (Outcome begun = begin(); !begun) return std::move(begun.error());
    started_ = true;
  }
  ByteArray<frame_head_bytes> head{};
  if (read(in_, head.data(), head.size()) != head.size()) return stopped(in_, entries_);
  WireReader fields(head);
  const std::uint8_t kind = fields.u8();
  const std::uint32_t length = fields.u32();
  const std::string place = "the frame after " + std::to_string(entries_) + " entries ";
  if (kind < 1 || kind > 3) return malformed(place + "has unknown kind " + std::to_string(kind));
  ExportFrame frame{static_cast<ExportFrame::Kind>(kind), {}};
  if (length == 0 || length > frame_limit(frame.kind)) {
    return malformed(place + "announces " + std::to_string(length) + " bytes");
  }
  frame.bytes.resize(length);
  if (read(in_, frame.bytes.data(), length) != length) return stopped(in_, entries_);
  if (frame.kind == ExportFrame::Kind::end) {
    if (Outcome ended = check_end(frame.bytes); !ended) return std::move(ended.error());
    ended_ = true;
    return frame;
  }
  hash_.update(head);
  hash_.update(frame.bytes);
  if (frame.kind == ExportFrame::Kind::entry) ++entries_;
  return frame;
}

Outcome ExportReader::check_end(BytesView bytes) {
  WireReader in(bytes);
  const std::uint64_t entries = in.u64();
  const Hash hash{in.array<32>()};
  if (!in.finished()) return malformed("the end frame must have 40 bytes");
  if (entries != entries_) {
    return malformed("the end frame announces " + std::to_string(entries) + " entries, the file has " +
                     std::to_string(entries_));
  }
  if (hash != hash_.finish()) return malformed("the end frame's hash is not that of the file");
  if (in_.peek() != std::istream::traits_type::eof()) return malformed("bytes follow the end frame");
  return {};
}

}  // namespace jejak
