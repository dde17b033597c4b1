"""Console blocks of a page: commands, and what they are said to print."""

import os
import re
import subprocess

SECONDS_MAX = 120
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


def environment(programs):
    clean = {name: os.environ[name] for name in ("HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
    clean["PATH"] = programs + os.pathsep + os.environ.get("PATH", "")
    clean["LC_ALL"] = "C.UTF-8"
    clean["JEJAK_LANG"] = "en"
    return clean


def play(blocks, folder, programs):
    """How many commands were run, and (line, reason) for each that did not do what the page says."""
    wrong, count = [], 0
    for block in blocks:
        if not block.run:
            continue
        for command in block.commands:
            count += 1
            wanted = block.code if command is block.commands[-1] else 0
            try:
                done = subprocess.run(
                    ["bash", "-c", command.text], cwd=folder, env=environment(programs), stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS_MAX, check=False)
            except subprocess.TimeoutExpired:
                wrong.append((command.line, f"took more than {SECONDS_MAX} s: {command.text}"))
                continue
            printed = done.stdout.decode("utf-8", "replace")
            if printed and not printed.endswith("\n"):
                printed += "\n"
            if done.returncode != wanted:
                wrong.append((command.line, f"exit code {done.returncode}, not {wanted}: {command.text}\n{printed}"))
            elif command.expected and not pattern_of(command.expected).fullmatch(printed):
                difference = first_difference(command.expected, printed)
                wrong.append((command.line, f"prints something else from \"{difference}\" on:\n{printed}"))
    return count, wrong
