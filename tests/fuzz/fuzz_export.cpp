// An export that is read to its end is the one that writing the same frames gives.

#include "ledger/record/export.hpp"

#include <sstream>

using namespace jejak;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string file(reinterpret_cast<const char*>(data), size);
  std::istringstream in(file);
  std::ostringstream out;
  ExportReader reader(in);
  ExportWriter writer(out);
  while (true) {
    const auto frame = reader.next();
    if (!frame) {
      if (frame.error().code == Errc::not_found) JEJAK_ASSERT(out.str() == file);
      return 0;
    }
    const bool written = frame->kind == ExportFrame::Kind::entry ? writer.entry(frame->bytes).has_value()
                         : frame->kind == ExportFrame::Kind::checkpoint
                             ? writer.checkpoint(text(frame->bytes)).has_value()
                             : writer.finish().has_value();
    JEJAK_ASSERT(written);
  }
}
