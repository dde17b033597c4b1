#include "ledger/base/text.hpp"

#include "tests/support/catch.hpp"

using namespace jejak;

TEST_CASE("text: words of strangers move no cursor and paint nothing", "[base]") {
  CHECK(harmless("a plain word, Kediri 2020") == "a plain word, Kediri 2020");
  CHECK(harmless("x\x1b[2K\r\n\tTRUE\a\x7f") == "x [2K   TRUE  ");
  CHECK(harmless("\xc2\x9b"
                 "2K\xc2\x85") == "  2K  ");                              // CSI and NEL beyond ASCII
  CHECK(harmless("\xc2\xa7 \xc3\xa9 \xc2") == "\xc2\xa7 \xc3\xa9 \xc2");  // letters are left alone
}
