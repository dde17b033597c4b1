#pragma once
// stdin, stdout and stderr, which whoever starts the program may have closed, filled up or given away.

#include <string_view>

namespace jejak {

// First thing in main(). A closed one is held by what fails every read or write, so that no file opened later gets its
// number and then the program's own messages. A file that may not grow (`ulimit -f`) is an error, not the end.
void hold_standard_streams();

// To stderr, at once. A message that cannot be written is lost, and nothing else is.
void say_on_stderr(std::string_view text);

}  // namespace jejak
