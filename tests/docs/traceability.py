#!/usr/bin/env python3
"""Holds docs/traceability.md to the tree: every statement of the five articles stands in it once, and the events, rules
and stories that it names exist.

usage: traceability.py --bin DIR
"""

import argparse
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STATEMENTS = {0: 17, 1: 11, 2: 12, 3: 11, 4: 13}  # of each article
COLUMNS = {"from", "jurisdiction", "needs", "expects", "within", "documents"}
ROW = re.compile(r"^\| (\d)\.(\d+) \|(.*)\|$")
WORD = re.compile(r"`([^`]+)`")


def run(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout


def events(programs):
    printed = run(os.path.join(programs, "jejak"), "event", "types", "--json")
    return {json.loads(line)["type"] for line in printed.splitlines()}


def guards(programs):
    printed = run(os.path.join(programs, "test-rules"), "[print-without]")
    return set(re.findall(r"^without guard:(\w+)$", printed, re.MULTILINE))


def refusal_codes():
    with open(os.path.join(ROOT, "ledger", "rules", "refusal.hpp"), encoding="utf-8") as header:
        return {code.upper() for code in re.findall(r"^  (e_\w+) = \d+,", header.read(), re.MULTILINE)}


def policies():
    """Of any of the rule sets."""
    folder = os.path.join(ROOT, "tools", "demo", "rulesets")
    sets = []
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), encoding="utf-8") as rules:
            sets.append(set(re.findall(r'\(name = "(\w+)"', rules.read())))
    return set.union(*sets)


def journeys():
    listed = run(os.path.join(ROOT, "tests", "journeys", "run"), "--list")
    return {line.split()[0] for line in listed.splitlines()}


def rows():
    with open(os.path.join(ROOT, "docs", "traceability.md"), encoding="utf-8") as page:
        for number, line in enumerate(page, 1):
            match = ROW.match(line.rstrip())
            if match:
                cells = [cell.strip() for cell in match[3].split("|")]
                yield number, (int(match[1]), int(match[2])), cells


def wrong(programs):
    known = (events(programs), guards(programs) | refusal_codes() | policies() | COLUMNS, journeys())
    kinds = ("event type", "guard, refusal code, policy or column", "story")
    seen = []
    for number, statement, cells in rows():
        seen.append(statement)
        if len(cells) != 4:
            yield f"line {number}: a row has five cells"
            continue
        for words, names, kind in zip(map(WORD.findall, cells[1:]), known, kinds):
            if not words:
                yield f"line {number}: names no {kind}"
            for word in words:
                if word not in names:
                    yield f"line {number}: there is no {kind} {word}"
    expected = [(article, each) for article, count in STATEMENTS.items() for each in range(1, count + 1)]
    if seen != expected:
        missing = sorted(set(expected) - set(seen))
        yield f"the statements are not each there once, in order; missing: {missing}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True, help="folder of jejak and test-rules")
    found = list(wrong(parser.parse_args().bin))
    for sentence in found:
        print(f"docs/traceability.md: {sentence}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
