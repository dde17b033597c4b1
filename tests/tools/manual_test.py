#!/usr/bin/env python3
"""Completion scripts and manual pages, as shells and manual readers take them.

usage: manual_test.py JEJAK   (the built program)
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

JEJAK = sys.argv.pop(1) if len(sys.argv) > 1 else "jejak"


def jejak(*words, code=0, language="en"):
    done = subprocess.run([JEJAK, *words, "--lang", language], capture_output=True, text=True)
    assert done.returncode == code, (words, done.returncode, done.stderr)
    return done.stdout if code == 0 else done.stderr


def needs(tool):
    assert shutil.which(tool), f"{tool} is not installed: tools/install check"
    return tool


class Bash(unittest.TestCase):
    def complete(self, *words, folder=None):
        driver = (
            'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _jejak;'
            ' printf "%s\\n" "${COMPREPLY[@]}"'
        )
        with tempfile.NamedTemporaryFile("w", suffix=".bash") as script:
            script.write(jejak("completion", "bash"))
            script.flush()
            done = subprocess.run(
                ["bash", "-c", driver, "bash", script.name, "jejak", *words],
                capture_output=True,
                text=True,
                cwd=folder,
            )
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_commands_and_their_commands(self):
        self.assertEqual(self.complete("verif"), ["verify"])
        self.assertEqual(sorted(self.complete("key", "")[:3]), ["new", "request", "show"])
        self.assertIn("record", self.complete(""))

    def test_options_of_the_command_that_stands_there(self):
        self.assertEqual(self.complete("record", "ledger", "--log-k"), ["--log-key"])
        self.assertIn("--policy", self.complete("verify", "--"))
        self.assertNotIn("--log-key", self.complete("verify", "--"))
        self.assertIn("--json", self.complete("key", "show", "--"))

    def test_values(self):
        self.assertEqual(self.complete("verify", "--lang", ""), ["en", "id"])
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "log.key"), "w").close()
            self.assertEqual(self.complete("record", "x", "--log-key", "lo", folder=folder), ["log.key"])
            self.assertEqual(self.complete("record", "lo", folder=folder), ["log.key"])

    def test_every_option_of_every_help_is_completed(self):
        for page in pages():
            words = page.split("-")[1:]
            if not words:
                continue
            offered = self.complete(*words, "--")
            for line in jejak(*words, "--help").splitlines():
                for word in line.split()[:2]:
                    word = word.rstrip(",")
                    if line.startswith("  -") and word.startswith("--"):
                        self.assertIn(word, offered, (page, line))


class OtherShells(unittest.TestCase):
    def test_they_can_read_their_script(self):
        for shell in ("zsh", "fish"):
            for language in ("en", "id"):
                script = jejak("completion", shell, language=language)
                done = subprocess.run([needs(shell), "-n", "/dev/stdin"], input=script, capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ""), shell)

    def test_fish_completes(self):
        script = jejak("completion", "fish") + '\ncomplete -C"jejak key "\necho ====\ncomplete -C"jejak record --log-k"\n'
        with tempfile.TemporaryDirectory() as home:
            done = subprocess.run(
                [needs("fish"), "--no-config"],
                input=script,
                capture_output=True,
                text=True,
                env=dict(os.environ, HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home),
            )
        self.assertEqual(done.returncode, 0, done.stderr)
        commands, options = done.stdout.split("====\n", 1)
        self.assertEqual([line.split("\t")[0] for line in commands.splitlines()], ["new", "request", "show"])
        self.assertEqual([line.split("\t")[0] for line in options.splitlines()], ["--log-key"])

    def test_an_unknown_shell_is_named_with_the_near_one(self):
        said = jejak("completion", "zhs", code=2)
        self.assertIn("zhs", said)
        self.assertIn("Did you mean zsh?", said)


def pages():
    with tempfile.TemporaryDirectory() as folder:
        jejak("man", "-o", folder)
        return sorted(name[:-2] for name in os.listdir(folder))


class Manual(unittest.TestCase):
    def test_one_page_a_command(self):
        names = pages()
        self.assertIn("jejak", names)
        self.assertIn("jejak-key-new", names)
        for line in jejak().splitlines():
            if line.startswith("  ") and not line.startswith("  -") and not line.startswith("  jejak"):
                self.assertIn("jejak-" + line.split()[0], names)

    def test_they_are_clean(self):
        for language in ("en", "id"):
            with tempfile.TemporaryDirectory() as folder:
                jejak("man", "-o", folder, language=language)
                for name in sorted(os.listdir(folder)):
                    path = os.path.join(folder, name)
                    done = subprocess.run(
                        [needs("mandoc"), "-T", "lint", "-W", "warning", path], capture_output=True, text=True
                    )
                    # A page has no date of its own: it belongs to the program's version.
                    complaints = [line for line in done.stdout.splitlines() if "missing date" not in line]
                    self.assertEqual(complaints, [], name)

    def test_a_page_says_what_help_says(self):
        page = jejak("man", "verify")
        text = subprocess.run(
            [needs("mandoc"), "-T", "utf8", "-O", "width=200"], input=page, capture_output=True, text=True
        ).stdout
        text = "".join(c for i, c in enumerate(text) if c != "\b" and text[i + 1 : i + 2] != "\b")
        for word in ("--policy", "--genesis", "SYNOPSIS", "EXIT STATUS", "jejak verify"):
            self.assertIn(word, text)
        self.assertEqual(jejak("man", "key", code=0), jejak("man", "jejak-key"))

    def test_an_unknown_page_is_named_with_the_near_one(self):
        said = jejak("man", "verfy", code=4)
        self.assertIn("Did you mean verify?", said)


if __name__ == "__main__":
    unittest.main()
