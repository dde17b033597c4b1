#include "ledger/base/bytes.hpp"

#include "tests/support/catch.hpp"

namespace jejak {

TEST_CASE("bytes: base64 decodes exactly what it prints", "[base][bytes]") {
  CHECK(to_base64(view("")) == "");
  CHECK(to_base64(view("f")) == "Zg==");
  CHECK(to_base64(view("fo")) == "Zm8=");
  CHECK(to_base64(view("foobar")) == "Zm9vYmFy");
  for (std::size_t size = 0; size < 70; ++size) {
    Bytes bytes;
    for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 37 + size));
    CHECK(from_base64(to_base64(bytes)) == bytes);
  }
}

TEST_CASE("bytes: base64 refuses every other spelling", "[base][bytes]") {
  for (const char* bad :
       {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8=\n", "Zm 8", "Zm-_", "====", "Zg==Zg==", "Z===", "\xc3\xa9=="}) {
    INFO(bad);
    CHECK_FALSE(from_base64(bad));
  }
}

TEST_CASE("bytes: hex is lower case and of even length", "[base][bytes]") {
  CHECK(to_hex(Bytes{0x00, 0xff, 0x1a}) == "00ff1a");
  CHECK(from_hex("00ff1a") == Bytes{0x00, 0xff, 0x1a});
  for (const char* bad : {"0", "0G", "FF", " 0", "0x"}) CHECK_FALSE(from_hex(bad));
}

TEST_CASE("bytes: a decimal has no sign, no leading zero and fits 63 bits", "[base][bytes]") {
  CHECK(parse_decimal("0") == 0u);
  CHECK(parse_decimal("9223372036854775807") == 9223372036854775807u);
  for (const char* bad :
       {"", "00", "01", "+1", "-1", " 1", "1 ", "1e3", "9223372036854775808", "99999999999999999999"}) {
    INFO(bad);
    CHECK_FALSE(parse_decimal(bad));
  }
}

}  // namespace jejak
