"""Reads a story: sentences with their details below them, and what must come of it behind an arrow."""

import os
import re

ARROW = "->"


class Sentence:
    """One sentence: its words, the `name = value` lines indented below it, and the expectation behind `->`."""

    def __init__(self, place, text):
        self.place = place
        self.details = []
        self.expected = None
        text, arrow, expected = text.partition(ARROW)
        self.text = text.strip()
        if arrow:
            self.expected = expected.strip()

    def add(self, line):
        if line.startswith(ARROW):
            self.expected = line[len(ARROW):].strip()
            return
        name, equals, value = line.partition("=")
        if not equals:
            raise ValueError(f"{self.place}: a detail is `name = value` or `-> …`: {line}")
        self.details.append((name.strip(), value.strip()))


def filled(text, words):
    """`$name` and `${name}` stand for what `include FILE with name=…` says."""
    return re.sub(r"\$(?:(\w+)|\{(\w+)\})", lambda at: words.get(at[1] or at[2], at[0]), text) if words else text


def included(line):
    """The file of `include FILE with name=value, other=value`, and the words that fill it."""
    name, _, given = line.split(None, 1)[1].partition(" with ")
    pairs = [pair.partition("=") for pair in given.split(",")] if given else []
    return name.strip(), {key.strip(): value.strip() for key, _, value in pairs}


def read_story(path, words=None):
    """The sentences of a file, those of files it includes in their place."""
    sentences = []
    with open(path, encoding="utf-8") as script:
        for number, line in enumerate(script, 1):
            place = f"{os.path.basename(path)}:{number}"
            bare = "" if line.lstrip().startswith("#") else filled(line.rstrip(), words)
            if not bare.strip():
                continue
            if bare[0] in " \t":
                if not sentences:
                    raise ValueError(f"{place}: a detail without a sentence")
                sentences[-1].add(bare.strip())
            elif bare.startswith("include "):
                name, given = included(bare)
                sentences += read_story(os.path.join(os.path.dirname(path), name), given)
            else:
                sentences.append(Sentence(place, bare))
    return sentences
