# Writes text files into a C++ source as an array of {name, text}: cmake -D OUT=… -D SYMBOL=… -D "FILES=a;b" -P embed.cmake
# A name is the file's, without its ending.

set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME_WLE)
  file(READ "${file}" text)
  # A raw string holds at most 65536 characters by the standard; pieces are joined by the compiler.
  string(REPLACE "\n" "\n)jejak\"\nR\"jejak(" text "${text}")
  string(APPEND entries "    {\"${name}\",\nR\"jejak(${text})jejak\"},\n")
endforeach()
file(WRITE "${OUT}" "#include \"tools/demo/texts.hpp\"

namespace jejak {
namespace {

constexpr EmbeddedText texts[] = {
${entries}};

}  // namespace

std::span<const EmbeddedText> ${SYMBOL}() {
  return texts;
}

}  // namespace jejak
")
