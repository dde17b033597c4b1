#include "ledger/base/system_error.hpp"

#include "tests/support/catch.hpp"

#include <cerrno>

using namespace jejak;

TEST_CASE("system error: errno becomes the code that says what to do", "[base]") {
  CHECK(system_error("reading x", ENOENT).code == Errc::not_found);
  CHECK(system_error("reading x", ENOENT).message == "reading x: No such file or directory");
  CHECK(system_error("x", ENOTDIR).code == Errc::not_found);
  CHECK(system_error("x", EACCES).code == Errc::permission);
  CHECK(system_error("x", EROFS).code == Errc::permission);
  CHECK(system_error("x", EEXIST).code == Errc::conflict);
  CHECK(system_error("x", EISDIR).code == Errc::usage);
  CHECK(system_error("x", ENOSPC).code == Errc::disk);
  CHECK(system_error("x", EIO).code == Errc::disk);
  const Error many = system_error("x", EMFILE);
  CHECK(many.code == Errc::unavailable);
  CHECK(many.message.find("ulimit -n") != std::string::npos);
}
