#!/usr/bin/env python3
"""Finds awaiting statements that GCC 12 compiles wrongly, and their relatives. Text only.

GCC 12 destroys some temporaries of a statement with co_await twice: a lambda with captures, a braced object, an
initializer list. So an awaiting statement is a call with names as arguments and one name receiving it:

    auto x = co_await f(a, std::move(b));

Also refused: a structured binding of an awaited value (later GCCs leak it), a capturing lambda that is itself a
coroutine (its captures die before it does), and a lock that lives across an await.

usage: awaits.py [--root DIR] [FILE…]      prints file:line: reason; exit 1 if anything is refused
"""

import argparse
import os
import re
import sys

import cpp_text

TOKEN = re.compile(r"[A-Za-z_]\w*|\d[\w.']*|::|->|&&|[^\s\w]")
AWAIT = {"co_await", "co_yield"}
COROUTINE = {"co_await", "co_yield", "co_return"}
LOCKS = {"lock_guard", "unique_lock", "scoped_lock", "shared_lock"}
BLOCK_WORDS = {"else", "do", "try"}
DECLARES = {"class", "struct", "union", "enum", "namespace", "extern"}
AFTER_PARAMETERS = {"const", "noexcept", "override", "final", "mutable", "volatile", "&", "&&"}

LAMBDA = "a lambda with captures in an awaiting statement is destroyed twice by GCC 12; name it in a statement of its own"
BRACES = "a braced object in an awaiting statement is destroyed twice by GCC 12; name it in a statement of its own"
BINDING = "a structured binding receives an awaited value; receive it by one name, then bind"
CAPTURING = "a lambda with captures is a coroutine; its captures die before it does: make it a named function"
LOCK = "a lock declared on line {} lives across this await; end its block first"


class Token:
    def __init__(self, text, line):
        self.text = text
        self.line = line
        self.partner = None  # index of the bracket that closes or opens this one


def tokens_of(text):
    """Tokens of blanked source without preprocessor lines, brackets paired."""
    text = re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.MULTILINE)
    tokens, open_brackets = [], []
    line, last = 1, 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        token = Token(match.group(), line)
        if token.text in "([{":
            open_brackets.append(len(tokens))
        elif token.text in ")]}" and open_brackets:
            token.partner = open_brackets.pop()
            tokens[token.partner].partner = len(tokens)
        tokens.append(token)
    return tokens


class Source:
    """One file's tokens, and what each bracket among them is."""

    def __init__(self, text):
        self.tokens = tokens_of(cpp_text.blank(text))
        self.lambda_bodies = {}  # index of { -> index of its [
        self.blocks = set()      # index of every { that opens statements or declarations
        for index, token in enumerate(self.tokens):
            if token.text == "[" and token.partner is not None and self.is_lambda(index):
                body = self.body_of_lambda(index)
                if body is not None:
                    self.lambda_bodies[body] = index
        for index, token in enumerate(self.tokens):
            if token.text == "{" and token.partner is not None and (index in self.lambda_bodies or self.is_block(index)):
                self.blocks.add(index)

    def text(self, index):
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def is_word(self, index):
        return re.match(r"[A-Za-z_0-9]", self.text(index)) is not None

    def is_lambda(self, index):
        """Whether this [ begins a lambda: not an index, an attribute or a structured binding."""
        before = self.text(index - 1)
        if before == "[" or self.text(index + 1) == "[":
            return False  # [[attribute]]
        if before in {"return", "co_return", "co_await", "co_yield", "case", "else"}:
            return True
        if before == "auto" or (before in {"&", "&&"} and self.text(index - 2) == "auto"):
            return False
        return not (self.is_word(index - 1) or before in {")", "]"})

    def has_captures(self, index):
        return self.tokens[index].partner != index + 1

    def body_of_lambda(self, index):
        """Index of the { of the lambda that begins at this [, or None."""
        at = self.tokens[index].partner + 1
        while at < len(self.tokens):
            text = self.text(at)
            if text == "{":
                return at
            if text in {";", ")", "]", "}", ","}:
                return None
            if text in {"(", "["}:
                if self.tokens[at].partner is None:
                    return None
                at = self.tokens[at].partner
            elif text == "<":
                at = self.after_angles(at) - 1
            at += 1
        return None

    def after_angles(self, at):
        """Index behind the template argument list that begins at this <; just behind it if none does."""
        depth, begin = 0, at
        while at < len(self.tokens):
            text = self.text(at)
            if text == "<":
                depth += 1
            elif text == ">":
                depth -= 1
                if depth == 0:
                    return at + 1
            elif text in {";", "{", "}"}:
                break
            at += 1
        return begin + 1

    def is_block(self, index):
        """Whether this { opens a block, and not a braced initializer."""
        before = self.text(index - 1)
        if before in {"", ")", ";", "{", "}", ":"} | BLOCK_WORDS:
            return True
        start = index - 1
        while start >= 0 and self.text(start) not in {";", "{", "}", "("}:
            if self.text(start) == ")" and self.tokens[start].partner is not None:
                # f(…) const {   or   f(…) -> type {   or   f(…) requires … {
                behind = [self.text(at) for at in range(start + 1, index)]
                return "->" in behind or "requires" in behind or all(word in AFTER_PARAMETERS for word in behind)
            start -= 1
        span = {self.text(at) for at in range(start + 1, index)}
        return bool(DECLARES & span) and "=" not in span

    def statements(self, begin, end):
        """Statements between two indices: the indices of their tokens, without what blocks in them hold, and the block
        that ends the statement (after an if, a function's head …) or None."""
        statement, at = [], begin
        while at < end:
            token = self.tokens[at]
            if at in self.lambda_bodies:
                at = token.partner + 1
                continue
            if at in self.blocks:
                yield statement, at
                at = token.partner + 1
                statement = []
                continue
            if token.text == ";":
                yield statement, None
                statement = []
                at += 1
                continue
            if token.text in "([{" and token.partner is not None and token.partner < end:
                inner = self.inside(at)
                statement += inner
                at = token.partner + 1
                continue
            statement.append(at)
            at += 1
        if statement:
            yield statement, None

    def inside(self, at):
        """Indices of a bracket and all in it, without the bodies of lambdas and other blocks."""
        found, last = [], self.tokens[at].partner
        while at <= last:
            found.append(at)
            at = self.tokens[at].partner if at in self.blocks else at + 1
        return found


def judge_statement(source, statement):
    """(line, reason) for every broken form in one awaiting statement."""
    texts = [source.text(at) for at in statement]
    if not AWAIT & set(texts):
        return
    for at in statement:
        token = source.tokens[at]
        if token.text == "[" and token.partner is not None:
            if source.is_lambda(at) and source.has_captures(at):
                yield token.line, LAMBDA
            elif source.text(at - 1) == "auto" or (source.text(at - 1) in {"&", "&&"} and source.text(at - 2) == "auto"):
                yield token.line, BINDING
        if token.text == "{" and at not in source.blocks:
            yield token.line, BRACES


def judge_block(source, begin, end, locked):
    """Walks the statements of one block; locked is the line of a lock that lives around it, or None."""
    for statement, block in source.statements(begin, end):
        yield from judge_statement(source, statement)
        texts = {source.text(at) for at in statement}
        if locked is not None and AWAIT & texts:
            line = next(source.tokens[at].line for at in statement if source.text(at) in AWAIT)
            yield line, LOCK.format(locked)
        if block is None and LOCKS & texts:
            locked = source.tokens[statement[0]].line
        if block is not None:
            yield from judge_block(source, block + 1, source.tokens[block].partner, locked)


def own_words(source, body):
    """Words of a function's body, without those of lambdas inside it."""
    at, last = body + 1, source.tokens[body].partner
    while at < last:
        if at in source.lambda_bodies:
            at = source.tokens[at].partner
        else:
            yield source.text(at)
        at += 1


def findings(text):
    """(line, reason) of every refused statement of a file."""
    if not any(word in text for word in COROUTINE):
        return []
    source = Source(text)
    found = set(judge_block(source, 0, len(source.tokens), None))
    for body, head in source.lambda_bodies.items():
        found.update(judge_block(source, body + 1, source.tokens[body].partner, None))
        if source.has_captures(head) and COROUTINE & set(own_words(source, body)):
            found.add((source.tokens[head].line, CAPTURING))
    return sorted(found)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--root", default=os.path.dirname(os.path.dirname(here)))
    options.add_argument("files", nargs="*", help="relative to the root; all sources if none is given")
    options = options.parse_args()
    refused = 0
    for path in options.files or cpp_text.source_files(options.root):
        for line, reason in findings(cpp_text.read(options.root, path)):
            print(f"{path}:{line}: {reason}")
            refused += 1
    sys.exit(1 if refused else 0)


if __name__ == "__main__":
    main()
