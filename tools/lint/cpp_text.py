"""C++ source as text: which files there are, and their text with comments and literals blanked out.

Every check in this folder reads text, not syntax, so a macro can hide from it; the compilers and sanitizers are the net.
"""

import os
import re
import subprocess

SOURCE_SUFFIXES = (".cpp", ".hpp", ".h", ".cc")


def tracked_files(root):
    """Paths below root, as git would commit them; without git, every file outside build and dot folders."""
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if listed.returncode == 0:
        paths = listed.stdout.decode("utf-8", "surrogateescape").split("\0")
        return sorted({path for path in paths if path and os.path.isfile(os.path.join(root, path))})
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != "build" and not name.startswith(".")]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(found)


def source_files(root):
    return [path for path in tracked_files(root) if path.endswith(SOURCE_SUFFIXES)]


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="surrogateescape") as file:
        return file.read()


_PIECES = re.compile(
    r'//(?:\\\n|[^\n])*'                                # line comment, with continued lines
    r'|/\*.*?(?:\*/|\Z)'                                # block comment
    r'|(?:\b(?:u8|[uUL])?R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)")'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'                             # string
    r"|(?<![0-9A-Za-z_])(?:u8|[uUL])?'(?:\\.|[^'\\\n])+'",  # character; not a digit separator
    re.DOTALL)


def blank(text, keep_strings=False):
    """The same text, line for line and column for column, with comments (and literals) turned to spaces."""
    def erase(match):
        piece = match.group()
        if piece.startswith(("//", "/*")):
            return re.sub(r"[^\n]", " ", piece)
        if keep_strings:
            return piece
        quote = "'" if piece.endswith("'") else '"'
        return quote + re.sub(r"[^\n]", " ", piece[1:-1]) + quote
    return _PIECES.sub(erase, text)


def strings(text):
    """(line, content) of every string literal outside comments."""
    for match in _PIECES.finditer(text):
        piece = match.group()
        if piece.endswith('"') and not piece.startswith(("//", "/*")):
            yield line_of(text, match.start()), piece


def line_of(text, position):
    return text.count("\n", 0, position) + 1
