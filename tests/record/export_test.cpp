#include "ledger/record/export.hpp"

#include "ledger/record/entry.hpp"
#include "tests/record/sample_events.hpp"
#include "tests/support/catch.hpp"

#include <sstream>

using namespace jejak;
using namespace jejak::test;

namespace {

std::string small_file() {
  std::ostringstream out;
  ExportWriter writer(out);
  REQUIRE(writer.entry(view("entry-0")).has_value());
  REQUIRE(writer.entry(view("entry-1")).has_value());
  REQUIRE(writer.checkpoint("a checkpoint of 2\n").has_value());
  REQUIRE(writer.entry(view("entry-2")).has_value());
  REQUIRE(writer.checkpoint("a checkpoint of 3\n").has_value());
  REQUIRE(writer.finish().has_value());
  return out.str();
}

struct Read {
  std::vector<std::string> entries;
  std::vector<std::string> checkpoints;
  std::optional<Error> error;
};

Read read_all(const std::string& file) {
  std::istringstream in(file);
  ExportReader reader(in);
  Read out;
  while (true) {
    const auto frame = reader.next();
    if (!frame) {
      if (frame.error().code != Errc::not_found) out.error = frame.error();
      return out;
    }
    if (frame->kind == ExportFrame::Kind::entry) out.entries.emplace_back(text(frame->bytes));
    if (frame->kind == ExportFrame::Kind::checkpoint) out.checkpoints.emplace_back(text(frame->bytes));
  }
}

}  // namespace

TEST_CASE("export: what is written is read, in order, and then the end", "[record][export]") {
  const Read read = read_all(small_file());
  CHECK_FALSE(read.error.has_value());
  CHECK(read.entries == std::vector<std::string>{"entry-0", "entry-1", "entry-2"});
  CHECK(read.checkpoints == std::vector<std::string>{"a checkpoint of 2\n", "a checkpoint of 3\n"});
}

TEST_CASE("export: cut after any byte it is refused, with the place", "[record][export]") {
  const std::string whole = small_file();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Read read = read_all(whole.substr(0, size));
    REQUIRE(read.error.has_value());
    REQUIRE(read.error->code == Errc::malformed);
    const std::string place =
        read.entries.empty() ? "before the first entry" : "after entry " + std::to_string(read.entries.size() - 1);
    REQUIRE(read.error->message == "export: truncated " + place);
  }
}

TEST_CASE("export: every flipped bit is refused", "[record][export]") {
  const std::string whole = small_file();
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    if (!read_all(flipped).error) FAIL("bit " << bit << " is not held by anything");
  }
}

TEST_CASE("export: entries left out, swapped or added are refused", "[record][export]") {
  const std::string whole = small_file();
  const std::size_t first = export_magic.size();
  const std::size_t frame = 5 + 7;
  std::string without = whole;
  without.erase(first, frame);
  CHECK(read_all(without).error.has_value());
  std::string swapped = whole;
  std::swap_ranges(swapped.begin() + 16, swapped.begin() + 16 + frame, swapped.begin() + 16 + frame);
  CHECK(read_all(swapped).error->message == "export: the end frame's hash is not that of the file");
  std::string doubled = whole;
  doubled.insert(first, whole.substr(first, frame));
  CHECK(read_all(doubled).error->message == "export: the end frame announces 3 entries, the file has 4");
  CHECK(read_all(whole + "x").error->message == "export: bytes follow the end frame");
  CHECK(read_all(whole + whole).error.has_value());
}

TEST_CASE("export: another file is refused at once", "[record][export]") {
  CHECK(read_all("jejak-export/v2\n").error->message.find("not an export") != std::string::npos);
  CHECK(read_all("PK\x03\x04").error->message.find("not an export") != std::string::npos);
}

TEST_CASE("export: a frame that announces too much is refused without reading it", "[record][export]") {
  const std::string start(export_magic);
  CHECK(read_all(start + std::string("\x01\xff\xff\xff\xff", 5)).error->message.find("announces 4294967295") !=
        std::string::npos);
  CHECK(read_all(start + std::string("\x01\x00\x01\x00\x00", 5)).error->message.find("announces 65536") !=
        std::string::npos);
  CHECK(read_all(start + std::string("\x02\x00\x0f\x42\x41", 5)).error->message.find("announces 1000001") !=
        std::string::npos);
  CHECK(read_all(start + std::string("\x01\x00\x00\x00\x00", 5)).error->message.find("announces 0") !=
        std::string::npos);
  CHECK(read_all(start + std::string("\x04\x00\x00\x00\x01x", 6)).error->message.find("unknown kind 4") !=
        std::string::npos);
}

TEST_CASE("export: after an error the reader gives the same error again", "[record][export]") {
  const std::string cut = small_file().substr(0, 30);
  std::istringstream in(cut);
  ExportReader reader(in);
  REQUIRE(reader.next().has_value());
  const std::string first = reader.next().error().message;
  CHECK(reader.next().error().message == first);
  CHECK(reader.entries() == 1);
}

TEST_CASE("export: the writer refuses what could not be read and reports a stream that fails", "[record][export]") {
  std::ostringstream out;
  ExportWriter writer(out);
  CHECK(writer.entry({}).error().code == Errc::too_large);
  CHECK(writer.entry(Bytes(entry_bytes_max + 1)).error().code == Errc::too_large);
  CHECK(writer.checkpoint(std::string(export_frame_max + 1, 'x')).error().code == Errc::too_large);
  CHECK(writer.entry(Bytes(entry_bytes_max)).has_value());
  out.setstate(std::ios::badbit);
  CHECK(writer.entry(view("x")).error().code == Errc::disk);
  CHECK(writer.finish().error().code == Errc::disk);
}
