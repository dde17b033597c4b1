#include "ledger/base/wire.hpp"

#include "ledger/base/result.hpp"
#include "tests/support/catch.hpp"

namespace jejak {

TEST_CASE("wire: what is written is read back, and nothing is left over", "[base][wire]") {
  WireWriter out;
  out.u8(7);
  out.u16(0x0102);
  out.u32(0xfffefdfc);
  out.i64(-5);
  out.text16("jejak");
  const Bytes bytes = out.take();
  WireReader in(bytes);
  CHECK(in.u8() == 7);
  CHECK(in.u16() == 0x0102);
  CHECK(in.u32() == 0xfffefdfc);
  CHECK(in.i64() == -5);
  CHECK(in.text16() == "jejak");
  CHECK(in.finished());
}

TEST_CASE("wire: a reader never passes the end, and stays failed once it failed", "[base][wire]") {
  const Bytes bytes = {0, 9, 'a', 'b'};
  WireReader in(bytes);
  CHECK(in.text16().empty());  // says nine bytes, has two
  CHECK_FALSE(in.ok());
  CHECK(in.u8() == 0);
  CHECK(in.raw(1).empty());
  CHECK_FALSE(in.finished());
}

TEST_CASE("result: an error tells what was being attempted", "[base][result]") {
  const Result<int> failed = Error{Errc::disk, "no room"}.during("writing HEAD");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message == "writing HEAD: no room");
  CHECK(std::string(name(failed.error().code)) == "disk");
}

}  // namespace jejak
