"""Reads a story: sentences with their details below them, and what must come of it behind an arrow."""

import os

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


def read_story(path):
    """The sentences of a file, those of files it includes in their place."""
    sentences = []
    with open(path, encoding="utf-8") as script:
        for number, line in enumerate(script, 1):
            place = f"{os.path.basename(path)}:{number}"
            bare = line.split("#", 1)[0].rstrip() if line.lstrip().startswith("#") else line.rstrip()
            if not bare.strip():
                continue
            if bare[0] in " \t":
                if not sentences:
                    raise ValueError(f"{place}: a detail without a sentence")
                sentences[-1].add(bare.strip())
            elif bare.startswith("include "):
                sentences += read_story(os.path.join(os.path.dirname(path), bare.split(None, 1)[1]))
            else:
                sentences.append(Sentence(place, bare))
    return sentences
