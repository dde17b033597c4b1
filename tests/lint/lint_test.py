#!/usr/bin/env python3
"""The checks of tools/lint refuse what they should and stay silent on the rest."""

import os
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LINT = os.path.join(ROOT, "tools", "lint")
sys.path.insert(0, LINT)
sys.dont_write_bytecode = True

import awaits  # noqa: E402
import cpp_text  # noqa: E402
import layers  # noqa: E402
import words  # noqa: E402

KINDS = {"lambda": awaits.LAMBDA, "braces": awaits.BRACES, "binding": awaits.BINDING, "capturing": awaits.CAPTURING}


def run(check, root):
    done = subprocess.run([sys.executable, "-B", os.path.join(LINT, check), "--root", root],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


class Tree:
    """A folder of sources that lives as long as one test."""

    def __init__(self, files):
        self.folder = tempfile.TemporaryDirectory()
        for path, text in files.items():
            full = os.path.join(self.folder.name, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)

    def __enter__(self):
        return self.folder.name

    def __exit__(self, *_):
        self.folder.cleanup()


class Awaits(unittest.TestCase):
    def example(self, name):
        return cpp_text.read(os.path.join(ROOT, "tests", "lint", "awaits"), name)

    def kind_of(self, reason):
        for kind, text in KINDS.items():
            if reason == text:
                return kind
        return "lock"

    def test_every_bad_statement_is_named_on_its_line(self):
        text = self.example("bad.txt")
        expected = set()
        for number, line in enumerate(text.splitlines(), 1):
            match = re.search(r"// bad: (.*)", line)
            for kind in match.group(1).split(", ") if match else ():
                expected.add((number, kind))
        self.assertGreater(len(expected), 25)
        self.assertEqual(expected, {(line, self.kind_of(reason)) for line, reason in awaits.findings(text)})

    def test_each_bad_statement_is_found_alone(self):
        for line in self.example("bad.txt").splitlines():
            if "co_await" in line and re.search(r"bad: (lambda|braces|binding)", line) and line.count("{") == line.count("}"):
                text = "net::awaitable<void> alone(int x) {\n" + line + "\n}\n"
                self.assertEqual([2], sorted({number for number, _ in awaits.findings(text)}), line)

    def test_good_statements_pass(self):
        self.assertEqual([], awaits.findings(self.example("good.txt")))

    def test_good_statements_still_pass_in_a_single_line(self):
        text = re.sub(r"//[^\n]*", "", self.example("good.txt"))
        self.assertEqual([], awaits.findings(text.replace("\n", " ")))

    def test_broken_brackets_do_not_stop_the_check(self):
        for text in ("co_await f(", "co_await )]}", "{ co_await [", "co_await [x", "}{ co_await f({"):
            awaits.findings(text)

    def test_the_program_prints_file_line_reason_and_fails(self):
        with Tree({"api/a.cpp": "void f() {\n  co_await g(A{1});\n}\n", "api/b.cpp": "int x;\n"}) as root:
            code, output = run("awaits.py", root)
        self.assertEqual(1, code)
        self.assertEqual(f"api/a.cpp:2: {awaits.BRACES}\n", output)


class Layers(unittest.TestCase):
    ORDER = ["base", "proof", "record", "rules", "ledger", "projections", "api", "tools"]
    FOLDERS = {"base": "ledger/base", "proof": "ledger/proof", "record": "ledger/record", "rules": "ledger/rules",
               "ledger": "ledger", "projections": "projections", "api": "api", "tools": "tools/jejak"}

    @classmethod
    def setUpClass(cls):
        cls.policy = layers.Policy(cpp_text.read(LINT, "layers.policy"), "layers.policy")

    def refusals(self, path, include):
        with Tree({path: f"#pragma once\n{include}\n"}) as root:
            return [(name, line, reason) for name, line, reason in layers.findings(root, self.policy)]

    def refused(self, path, include):
        self.assertTrue(self.refusals(path, include), f"{path} may include {include}")

    def admitted(self, path, include):
        self.assertEqual([], self.refusals(path, include))

    def test_the_program_prints_file_line_reason_and_fails(self):
        with Tree({"ledger/base/a.hpp": '#pragma once\n\n#include "ledger/store.hpp"\n'}) as root:
            code, output = run("layers.py", root)
        self.assertEqual(1, code)
        self.assertRegex(output, r"^ledger/base/a\.hpp:3: base may not look at ledger .*\n$")
        with Tree({"ledger/base/a.hpp": "#pragma once\n"}) as root:
            self.assertEqual((0, ""), run("layers.py", root))

    def test_arrows_point_one_way(self):
        for low, below in enumerate(self.ORDER):
            for high in range(low, len(self.ORDER)):
                above = self.ORDER[high]
                down = f'#include "{self.FOLDERS[below]}/x.hpp"'
                up = f'#include "{self.FOLDERS[above]}/x.hpp"'
                self.admitted(f"{self.FOLDERS[above]}/y.hpp", down)
                if high != low:
                    self.refused(f"{self.FOLDERS[below]}/y.hpp", up)

    def test_nothing_but_tests_looks_at_tests(self):
        for folder in self.FOLDERS.values():
            self.refused(f"{folder}/y.cpp", '#include "tests/support/catch.hpp"')
            self.admitted("tests/proof/y.cpp", f'#include "{folder}/x.hpp"')

    def test_the_vault_lies_between_rules_and_the_engine(self):
        self.admitted("ledger/vault/y.cpp", '#include "ledger/rules/x.hpp"')
        self.admitted("ledger/y.cpp", '#include "ledger/vault/x.hpp"')
        self.refused("ledger/vault/y.cpp", '#include "ledger/store.hpp"')
        self.refused("ledger/rules/y.cpp", '#include "ledger/vault/x.hpp"')

    def test_the_verifier_sees_only_what_it_links(self):
        for layer in ("base", "proof", "record", "rules"):
            self.admitted("tools/verify/y.cpp", f'#include "ledger/{layer}/x.hpp"')
        for target in ("ledger/store.hpp", "ledger/vault/x.hpp", "projections/x.hpp", "api/x.hpp", "tools/jejak/x.hpp"):
            self.refused("tools/verify/y.cpp", f'#include "{target}"')

    def test_libraries_stay_in_their_places(self):
        table = {
            "<capnp/message.h>": (["ledger/record/y.cpp"], ["ledger/y.cpp", "ledger/rules/y.cpp", "tools/jejak/y.cpp"]),
            "<kj/io.h>": (["ledger/record/y.cpp"], ["ledger/base/y.cpp", "api/y.cpp"]),
            '"ledger/record/event.capnp.h"': (["ledger/record/y.cpp"], ["ledger/y.cpp", "projections/y.cpp"]),
            "<rocksdb/db.h>": (["ledger/store.cpp", "ledger/disk_rocks.cpp", "projections/view_store.cpp", "tests/faults/y.cpp"],
                               ["ledger/store.hpp", "ledger/y.cpp", "projections/y.cpp", "tools/jejak/y.cpp"]),
            "<openssl/evp.h>": (["ledger/proof/y.cpp", "ledger/vault/y.cpp", "tools/keys/key_file.cpp"],
                                ["ledger/y.cpp", "ledger/record/y.cpp", "tools/jejak/y.cpp"]),
            "<sodium.h>": (["ledger/proof/y.cpp", "ledger/vault/y.cpp"], ["ledger/base/y.cpp", "api/y.cpp"]),
            "<boost/asio.hpp>": (["api/y.cpp"], ["ledger/y.cpp", "tools/jejak/y.cpp"]),
            "<boost/beast/http.hpp>": (["api/y.cpp"], ["projections/y.cpp"]),
            "<boost/json.hpp>": (["ledger/record/y.cpp"], ["ledger/rules/y.cpp", "ledger/proof/y.cpp"]),
            "<unicode/unorm2.h>": (["ledger/record/y.cpp"], ["ledger/rules/y.cpp"]),
            "<CLI/CLI.hpp>": (["tools/jejak/y.cpp"], ["ledger/y.cpp", "tools/verify/y.cpp"]),
            "<catch2/catch.hpp>": (["tests/support/catch.hpp"], ["tests/proof/y.cpp", "ledger/y.cpp"]),
            "<filesystem>": (["ledger/y.cpp"], ["ledger/rules/y.cpp", "ledger/proof/y.cpp"]),
            "<mutex>": (["ledger/y.cpp", "ledger/rules/verification.cpp"], ["ledger/rules/y.cpp"]),
            "<unistd.h>": (["ledger/base/y.cpp"], ["ledger/rules/y.cpp"]),
            "<random>": (["tests/ledger/y.cpp"], ["ledger/rules/y.cpp", "ledger/record/y.cpp"]),
            "<vector>": (["ledger/rules/y.cpp"], []),
            "<nlohmann/json.hpp>": ([], ["ledger/record/y.cpp", "tools/jejak/y.cpp", "tests/proof/y.cpp"]),
        }
        for include, (users, others) in table.items():
            for path in users:
                self.admitted(path, f"#include {include}")
            for path in others:
                self.refused(path, f"#include {include}")

    def test_spelling_does_not_hide_an_include(self):
        for line in ('  #  include   "ledger/store.hpp"', '#include"ledger/store.hpp"', "#include <ledger/store.hpp>",
                     '#include "ledger/base/../store.hpp"', '#include "store.hpp"', '#include "../store.hpp"'):
            self.refused("ledger/rules/y.cpp", line)

    def test_comments_and_strings_are_not_includes(self):
        self.admitted("ledger/base/y.cpp", '// #include "ledger/store.hpp"\n/*\n#include "api/x.hpp"\n*/')
        self.admitted("ledger/base/y.cpp", 'const char* text = R"(\n)";')

    def test_a_file_outside_every_layer_is_refused(self):
        self.refused("ledger/extra/y.cpp", "")
        self.refused("helper.cpp", "")

    def test_a_policy_with_arrows_both_ways_is_refused(self):
        with self.assertRaises(ValueError):
            layers.Policy("layer a a : b\nlayer b b : a\n", "policy")
        with self.assertRaises(ValueError):
            layers.Policy("layer a a : nobody\n", "policy")
        with self.assertRaises(ValueError):
            layers.Policy("library x y : nobody\n", "policy")
        with self.assertRaises(ValueError):
            layers.Policy("lair a a :\n", "policy")


class Words(unittest.TestCase):
    def reasons(self, path, text):
        with Tree({path: text}) as root:
            return "".join(f"{name}:{line}: {reason}\n" for name, line, reason in words.findings(root))

    def test_the_program_prints_file_line_reason_and_fails(self):
        with Tree({"docs/a.md": "\n// FIXME\n"}) as root:
            code, output = run("words.py", root)
        self.assertEqual(1, code)
        self.assertRegex(output, r"^docs/a\.md:2: FIXME without its kind .*\n$")

    def test_paths_of_one_machine(self):
        # Put together here: this file must not hold such a path either.
        home, root, work, users = ("/" + folder for folder in ("home", "root", "work", "Users"))
        for text in (f"cd {home}/someone/jejak", f'"{root}/x"', f"path={work}/main", f"({users}/me/x)"):
            self.assertIn("README.md:2: a path of one machine", self.reasons("README.md", f"\n{text}\n"), text)
        for text in ("/var/lib/jejak", f"https://example.org{home}/x", "/usr/share/doc", f"~{work}/x", f"a{root}/b",
                     f"$HOME{work}/x"):
            self.assertEqual("", self.reasons("README.md", text), text)

    def test_a_gap_names_its_kind(self):
        for text in ("// TODO: later", "// TODO(someone): x", "# FIXME x", "// XXX"):
            self.assertIn("a.cpp:1:", self.reasons("ledger/a.cpp", text), text)
        for text in ("// TODO(crash): x", "// TODO(perf): x", "AUTODO", "// FIXMES"):
            self.assertEqual("", self.reasons("ledger/a.cpp", text), text)

    def test_names_that_say_nothing(self):
        for path in ("ledger/utils/a.cpp", "ledger/string_util.hpp", "api/session-manager.cpp", "tools/common.sh", "tests/Helpers/a.py"):
            self.assertIn("says nothing", self.reasons(path, ""), path)
        for path in ("ledger/futile.txt", "ledger/commons.cpp", "api/management.cpp"):
            self.assertEqual("", self.reasons(path, ""), path)

    def test_long_files(self):
        self.assertIn("501 lines", self.reasons("ledger/a.cpp", "\n" * 501))
        self.assertEqual("", self.reasons("ledger/a.cpp", "\n" * 500))
        self.assertEqual("", self.reasons("tests/ledger/a.cpp", "\n" * 900))
        self.assertEqual("", self.reasons("docs/a.md", "\n" * 900))

    def test_the_ambiguous_office(self):
        for text in ('auto x = "PPK decides";', 'auto x = "the PPK";', 'auto x = R"(to the\nPPK)";'):
            self.assertIn("ambiguous", self.reasons("ledger/a.cpp", text), text)
        for text in ('auto x = "PPK_ASN";', 'auto x = "PPK_KPU";', '// PPK in a comment', 'auto x = "PPPK";', "int PPK;"):
            self.assertEqual("", self.reasons("ledger/a.cpp", text), text)


class Text(unittest.TestCase):
    def test_blanking_keeps_every_line_and_column(self):
        text = 'a /* {\n*/ b "x{\\"y" c \'{\' 1\'000 R"q({\n)" )q" // {\nd'
        blanked = cpp_text.blank(text)
        self.assertEqual(len(text), len(blanked))
        self.assertEqual([i for i, c in enumerate(text) if c == "\n"], [i for i, c in enumerate(blanked) if c == "\n"])
        self.assertNotIn("{", blanked)
        self.assertIn("1'000", blanked)

    def test_a_comment_in_a_string_is_a_string(self):
        self.assertEqual('f("  ");  ', cpp_text.blank('f("//");//'))


if __name__ == "__main__":
    unittest.main()
