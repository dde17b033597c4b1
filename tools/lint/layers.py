#!/usr/bin/env python3
"""Reads every #include and compares it with layers.policy: who may look at whom, and who may use which library.

usage: layers.py [--root DIR] [--policy FILE]      prints file:line: reason; exit 1 if anything is refused
"""

import argparse
import fnmatch
import os
import re
import sys

import cpp_text

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:<([^>\n]+)>|"([^"\n]+)")', re.MULTILINE)


class Policy:
    """The layers and libraries of a policy file."""

    def __init__(self, text, name):
        self.folders = {}    # layer -> its folder
        self.allowed = {}    # layer -> layers it may include
        self.libraries = []  # (name, pattern, users)
        for number, line in enumerate(text.splitlines(), 1):
            line = line.split("#", 1)[0].strip()
            if not line:
                continue
            match = re.fullmatch(r"(layer|library)\s+(\S+)\s+(\S+)\s*:\s*(.*)", line)
            if not match:
                raise ValueError(f"{name}:{number}: neither 'layer NAME FOLDER : …' nor 'library NAME REGEX : …'")
            kind, title, subject, users = match.groups()
            if kind == "layer":
                self.folders[title] = subject
                self.allowed[title] = users.split()
            else:
                self.libraries.append((title, re.compile(subject), users.split()))
        self._check(name)

    def _check(self, name):
        for layer, allowed in self.allowed.items():
            for other in allowed:
                if other not in self.folders:
                    raise ValueError(f"{name}: layer {layer} may include {other}, which is no layer")
                if layer in self.allowed[other]:
                    raise ValueError(f"{name}: {layer} and {other} may include each other; arrows point one way")
        for title, _, users in self.libraries:
            for user in users:
                if "/" not in user and user not in self.folders:
                    raise ValueError(f"{name}: library {title} is for {user}, which is no layer")

    def layer_of(self, path):
        """The layer of a file, or None."""
        best, best_length = None, -1
        for layer, folder in self.folders.items():
            if folder.endswith("/*"):
                fits = os.path.dirname(path) == folder[:-2]
            else:
                fits = path.startswith(folder + "/")
            if fits and len(folder) > best_length:
                best, best_length = layer, len(folder)
        return best

    def is_ours(self, target):
        return target.split("/", 1)[0] in {folder.split("/", 1)[0] for folder in self.folders.values()}

    def library_of(self, target):
        for title, pattern, users in self.libraries:
            if pattern.fullmatch(target):
                return title, users
        return None

    def may_use(self, path, layer, users):
        return any(fnmatch.fnmatchcase(path, user) if "/" in user else user == layer for user in users)


def is_standard(target):
    """A header of the standard library: no folder and no extension, or one of C's."""
    return re.fullmatch(r"[a-z_]+|(assert|errno|limits|math|stddef|stdint|stdlib|string)\.h", target) is not None


def judge(policy, path, layer, target, quoted):
    """Why this include is refused, or None."""
    library = policy.library_of(target)
    if library:
        title, users = library
        if policy.may_use(path, layer, users):
            return None
        return f"{target} belongs to '{title}', which is for: {' '.join(users)}"
    if quoted or policy.is_ours(target):
        if not policy.is_ours(target):
            return f'"{target}" does not start at a folder of the root, such as "ledger/…"'
        if ".." in target.split("/"):
            return f'"{target}" climbs; start at the root'
        if not quoted:
            return f"<{target}> is ours: write it in quotes"
        other = policy.layer_of(target)
        if other is None:
            return f'"{target}" lies in no layer of the policy'
        if other == layer or other in policy.allowed[layer]:
            return None
        below = " ".join(policy.allowed[layer]) or "nothing else of ours"
        return f"{layer} may not look at {other} ({target}); it may look at: {below}"
    if is_standard(target):
        return None
    return f"<{target}> is neither the standard library nor a library of the policy"


def findings(root, policy):
    for path in cpp_text.source_files(root):
        layer = policy.layer_of(path)
        if layer is None:
            yield path, 1, "lies in no layer; enter its folder in the policy, or move the file"
            continue
        text = cpp_text.blank(cpp_text.read(root, path), keep_strings=True)
        for match in INCLUDE.finditer(text):
            target = match.group(1) or match.group(2)
            reason = judge(policy, path, layer, target, match.group(1) is None)
            if reason:
                yield path, cpp_text.line_of(text, match.start(1) if match.group(1) else match.start(2)), reason


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--root", default=os.path.dirname(os.path.dirname(here)))
    options.add_argument("--policy", default=os.path.join(here, "layers.policy"))
    options = options.parse_args()
    with open(options.policy, encoding="utf-8") as file:
        policy = Policy(file.read(), options.policy)
    refused = 0
    for path, line, reason in findings(options.root, policy):
        print(f"{path}:{line}: {reason}")
        refused += 1
    sys.exit(1 if refused else 0)


if __name__ == "__main__":
    main()
