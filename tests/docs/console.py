"""Console blocks of a page: commands, and what they are said to print on a terminal."""

import os
import re
import select
import signal
import subprocess
import time
import tty

SECONDS_MAX = 300
PROGRESS = re.compile(r"^[a-z ]+ \[[#.]*\] .*\n", re.MULTILINE)  # how far a slow machine has come
FENCE = re.compile(r"^```(\w*)(.*)$")


class Command:
    def __init__(self, line, text):
        self.line, self.text = line, text
        self.expected = []  # lines as the page shows them; none: whatever is printed is fine


class Block:
    """One ```console block. `console not-run` is shown only; `console exit=N` says how its last command ends."""

    def __init__(self, line, words):
        self.line = line
        self.run = "not-run" not in words
        self.code = next((int(word[5:]) for word in words if word.startswith("exit=")), 0)
        self.commands = []


def blocks_of(page):
    blocks, block, continued, skipped = [], None, False, False
    for number, line in enumerate(page.splitlines(), 1):
        fence = FENCE.match(line)
        if fence and block is None and not skipped:
            if fence.group(1) == "console":
                block = Block(number, fence.group(2).split())
            else:
                skipped = True
            continue
        if fence and line.strip() == "```":
            if block is not None:
                blocks.append(block)
            block, skipped, continued = None, False, False
            continue
        if block is None:
            continue
        if continued:
            block.commands[-1].text += "\n" + line
        elif line.startswith("$ "):
            block.commands.append(Command(number, line[2:]))
        elif block.commands:
            block.commands[-1].expected.append(line)
        else:
            raise SystemExit(f"line {number}: output before any command in a console block")
        continued = (continued or line.startswith("$ ")) and line.endswith("\\")
    return [block for block in blocks if block.commands]


def pattern_of(expected):
    """`…` inside a line stands for any text within it; a line of `…` alone for any number of lines."""
    parts = []
    for line in expected:
        if line.strip() == "…":
            parts.append(r"(?:[^\n]*\n)*?")
        else:
            parts.append(r"[^\n]*?".join(re.escape(piece) for piece in line.rstrip().split("…")) + r"[ \t]*\n")
    return re.compile("".join(parts))


def first_difference(expected, printed):
    """The first expected line at which the output is another one."""
    for count in range(1, len(expected) + 1):
        if not pattern_of(expected[:count]).match(printed):
            return expected[count - 1]
    return "(the end)"


def environment(folder, programs):
    clean = {name: os.environ[name] for name in ("HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
    clean["PATH"] = programs + os.pathsep + os.environ.get("PATH", "")
    clean.update(LC_ALL="C.UTF-8", JEJAK_LANG="en", TERM="dumb", XDG_CACHE_HOME=os.path.join(folder, ".cache"))
    return clean


def run_on_terminal(text, folder, programs):
    """Exit code and output of a shell command, both streams in the order in which a reader would see them."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    shell = subprocess.Popen(["bash", "-c", text], cwd=folder, env=environment(folder, programs), stdin=subprocess.DEVNULL,
                             stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    printed, until = b"", time.monotonic() + SECONDS_MAX
    try:
        while True:
            ready, _, _ = select.select([ours], [], [], max(0, until - time.monotonic()))
            if not ready:
                os.killpg(shell.pid, signal.SIGKILL)
                shell.wait()
                return None, ""
            try:
                piece = os.read(ours, 65536)
            except OSError:  # nobody holds the other end any more
                break
            if not piece:
                break
            printed += piece
    finally:
        os.close(ours)
    said = printed.decode("utf-8", "replace")
    if said and not said.endswith("\n"):
        said += "\n"
    return shell.wait(), PROGRESS.sub("", said)


def play(blocks, folder, programs):
    """How many commands were run, and (line, reason) for each that did not do what the page says."""
    wrong, count = [], 0
    for block in blocks:
        if not block.run:
            continue
        for command in block.commands:
            count += 1
            wanted = block.code if command is block.commands[-1] else 0
            code, printed = run_on_terminal(command.text, folder, programs)
            if code is None:
                wrong.append((command.line, f"took more than {SECONDS_MAX} s: {command.text}"))
            elif code != wanted:
                wrong.append((command.line, f"exit code {code}, not {wanted}: {command.text}\n{printed}"))
            elif command.expected and not pattern_of(command.expected).fullmatch(printed):
                difference = first_difference(command.expected, printed)
                wrong.append((command.line, f"prints something else from \"{difference}\" on:\n{printed}"))
    return count, wrong
