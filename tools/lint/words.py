#!/usr/bin/env python3
"""Finds what should not stand in the tree: a machine's own paths, unnamed gaps, nameless names, files of two ideas.

usage: words.py [--root DIR]      prints file:line: reason; exit 1 if anything is found
"""

import argparse
import os
import re
import sys

import cpp_text

LINES_MAX = 500
NAMELESS = {"util", "utils", "utility", "utilities", "common", "helper", "helpers", "manager", "managers", "misc"}

MACHINE_PATH = re.compile(r"(?<![\w.}~*-])/(?:home|root|work|Users|workspace|mnt|media)/\w")
GAP = re.compile(r"\b(?:T[O]DO\b(?!\((?:crash|perf|api|test)\))|FIX[M]E\b|XX[X]\b)")
# PPK is three different bodies in this field; a reader outside must be told which.
AMBIGUOUS = re.compile(r"\bPPK\b")


def judge_text(path, text):
    """(line, reason) for every finding in one file's text."""
    for number, line in enumerate(text.splitlines(), 1):
        match = MACHINE_PATH.search(line)
        if match:
            yield number, f"a path of one machine: {line[match.start():].split()[0][:60]}"
        match = GAP.search(line)
        if match:
            yield number, f"{match.group()} without its kind in brackets: (crash), (perf), (api) or (test)"
    if path.endswith(cpp_text.SOURCE_SUFFIXES):
        lines = text.count("\n")
        if lines > LINES_MAX and not path.startswith("tests/"):
            yield lines, f"{lines} lines, more than {LINES_MAX}: is it still one idea?"
        for number, literal in cpp_text.strings(text):
            if AMBIGUOUS.search(literal):
                yield number, "PPK alone is ambiguous: write PPK_ASN or PPK_KPU, or the office's full name"


def nameless_part(path):
    """The folder or file name in a path that says nothing, or None."""
    for part in path.split("/"):
        if NAMELESS & set(re.split(r"[_.\-]", part.lower())):
            return part
    return None


def findings(root):
    for path in cpp_text.tracked_files(root):
        part = nameless_part(path)
        if part:
            yield path, 1, f"the name '{part}' says nothing; name it by its idea"
        with open(os.path.join(root, path), "rb") as file:
            content = file.read()
        if b"\0" in content[:8192] or path.startswith("tests/lint/"):
            continue  # binary, or the checks' own examples
        for line, reason in judge_text(path, content.decode("utf-8", "surrogateescape")):
            yield path, line, reason


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--root", default=os.path.dirname(os.path.dirname(here)))
    options = options.parse_args()
    found = 0
    for path, line, reason in findings(options.root):
        print(f"{path}:{line}: {reason}")
        found += 1
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
