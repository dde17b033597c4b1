"""What the pages name must exist: links, files, functions, test names, failpoints."""

import os
import re
import subprocess

# Pages in which a backticked name after a file is a claim that the file has it, and a quoted one a test's name.
CLAIMING = ["docs/invariants.md", "docs/fault-model.md", "docs/threat-model.md", "docs/life-of-an-event.md"]
FOLDERS = ("ledger/", "projections/", "tools/", "tests/", "docs/", ".ci/")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TOKEN = re.compile(r"`([^`\n]+)`|\"([^\"]+)\"")
NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*(?:(?:::|\.)[A-Za-z_][A-Za-z0-9_]*)*$")
JOINED = re.compile(r"\"\s*\n\s*\"")  # a literal that goes on on the next line
BETWEEN = re.compile(r"[\s,;:.|-]*(?:and)?\s*$")  # what may stand between a file and the names it must have
DOC_IN_CODE = re.compile(r"\bdocs/[a-z0-9_/.-]+\.md\b")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


class Tree:
    def __init__(self, root):
        self.root = root
        listed = subprocess.run(["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard"],
                                capture_output=True, text=True, check=True).stdout.splitlines()
        self.files = [path for path in listed if os.path.isfile(os.path.join(root, path))]
        self.texts = {}

    def exists(self, path):
        return os.path.exists(os.path.join(self.root, path))

    def text(self, path):
        if path not in self.texts:
            with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as file:
                self.texts[path] = JOINED.sub("", file.read())
        return self.texts[path]


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def blank_fences(text):
    return FENCED.sub(lambda match: "\n" * match.group().count("\n"), text)


def anchors_of(text):
    slugs = set()
    for title in re.findall(r"^#+ (.*)$", blank_fences(text), re.MULTILINE):
        slugs.add(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-"))
    return slugs


def check_links(tree, page, text):
    for match in LINK.finditer(blank_fences(text)):
        target, _, anchor = match.group(1).partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        path = os.path.normpath(os.path.join(os.path.dirname(page), target)) if target else page
        if not tree.exists(path):
            yield line_of(text, match.start()), f"a link to {match.group(1)}, which is not there"
        elif anchor and path.endswith(".md") and anchor not in anchors_of(tree.text(path)):
            yield line_of(text, match.start()), f"a link to {match.group(1)}, which has no such heading"
        else:
            yield None


def looks_like_file(token):
    # A pattern, or what a build makes, is no file of the tree.
    return token.startswith(FOLDERS) and not re.search(r"[*…<> {]", token)


def check_files(tree, text):
    for match in TOKEN.finditer(blank_fences(text)):
        token = match.group(1)
        if token is None or not looks_like_file(token):
            continue
        yield None if tree.exists(token) else (line_of(text, match.start()), f"{token} is not there")


def check_claims(tree, text):
    """After a file in backticks: the names beside it, parted by commas (brackets do not count), it must have."""
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", blank_fences(text)):
        path, end = None, 0
        joined = paragraph.group()
        for match in TOKEN.finditer(joined):
            token, quoted = match.group(1), match.group(2)
            gap = re.sub(r"\([^()]*\)", "", joined[end:match.start()])
            end = match.end()
            if not BETWEEN.fullmatch(gap):
                path = None
            at = line_of(text, paragraph.start() + match.start())
            if token is not None and looks_like_file(token):
                path = token if tree.exists(token) and not token.endswith("/") else None
                continue
            if path is None or not os.path.isfile(os.path.join(tree.root, path)):
                continue
            if quoted is not None and path.startswith("tests/"):
                name = " ".join(quoted.split())
                yield None if name in tree.text(path) else (at, f"{path} has no test \"{name}\"")
            elif token is not None and NAME.match(token):
                # `Class::function` may stand in a class, or in its source: its last part counts.
                name = re.split(r"::|\.", token)[-1]
                found = re.search(r"\b" + re.escape(name) + r"\b", tree.text(path))
                yield None if found else (at, f"{path} has no {token}")


def check_failpoints(tree):
    page = "docs/life-of-an-event.md"
    in_code = set()
    for path in tree.files:
        if path.endswith(".cpp") and path.startswith(("ledger/", "projections/")):
            in_code |= set(re.findall(r"\bfailpoint\(\"(\w+)\"\)", tree.text(path)))
    text = tree.text(page)
    for name in sorted(in_code):
        yield None if re.search(rf"\b{name}\b", text) else (1, f"failpoint {name} is not on this page")


def check_docs_in_code(tree):
    for path in tree.files:
        if not path.endswith((".hpp", ".cpp", ".capnp", ".py", ".txt")) or path.startswith("tests/lint/"):
            continue
        for match in DOC_IN_CODE.finditer(tree.text(path)):
            yield None if tree.exists(match.group()) else (path, line_of(tree.text(path), match.start()),
                                                           f"{match.group()} is not there")


def check(root):
    """(page, line, reason) for everything wrong, and how many references were looked at."""
    tree = Tree(root)
    wrong, count = [], 0
    pages = [path for path in tree.files if path.endswith(".md") and (path == "README.md" or path.startswith("docs/"))]
    for page in pages:
        text = tree.text(page)
        checks = list(check_links(tree, page, text)) + list(check_files(tree, text))
        if page in CLAIMING:
            checks += list(check_claims(tree, text))
        if page == "docs/life-of-an-event.md":
            checks += list(check_failpoints(tree))
        count += len(checks)
        wrong += [(page, *finding) for finding in checks if finding]
    in_code = list(check_docs_in_code(tree))
    count += len(in_code)
    wrong += [finding for finding in in_code if finding]
    return wrong, count
