"""`jejak --url` and `jejak mirror`: a served ledger in place of a folder. usage: url_test.py JEJAK"""

import glob
import json
import os
import shutil
import subprocess
import tempfile
import unittest

from served import JEJAK, Demo, Service, jejak

# What reads a ledger, as it is said of a folder: the folder stands behind the command.
READING = [
    ["case"], ["case", "case-2020-001", "--timeline"], ["case", "--as-of", "300"], ["tally", "--by", "none", "--times"],
    ["deadlines", "--overdue"], ["windows", "prov:64"], ["offices"], ["approvals"], ["refusals"], ["findings"],
    ["audit", "all"], ["authority", "case-2020-001"], ["log", "--from", "400"], ["show", "5"], ["checkpoint"],
    ["diff", "--from", "100", "--to", "400"], ["whatif", "--rules", "RS-2018"], ["replay"], ["prove", "7", "-o", "-"], ["policy"],
]  # fmt: skip

# The same for commands that name the ledger with --ledger.
READING_BESIDE = [["explain", "DL-14"], ["ruleset", "show", "RS-2018"]]

# What a test below asks on its own.
TRIED = {"verify", "export", "report", "genesis show", "event new", "record", "heads", "doctor", "mirror"}

# Drafts beside a ledger, with keys and files of this machine; where the ledger stands is read as by `event new`.
DRAFTING = {"key request", "ruleset publish"}

# What works on files of this machine alone: whoever runs a ledger, keys, tables, and what was carried here.
HERE = {
    "init": ["init", "x", "--genesis", "g", "--log-key", "k"],
    "genesis new": ["genesis", "new", "--origin", "o", "--log", "k", "--threshold", "2"],
    "key new": ["key", "new", "--name", "n", "--out", "f"],
    "key show": ["key", "show", "f"],
    "sign": ["sign", "f", "--key-file", "k"],
    "import": ["import", "f", "d", "--policy", "p", "--genesis", "0" * 64],
    "check": ["check", "f", "--policy", "p", "--genesis", "0" * 64],
    "event types": ["event", "types"],
    "ruleset compile": ["ruleset", "compile", "f"],
    "ruleset check": ["ruleset", "check", "f"],
    "serve": ["serve"],
    "token": ["token", "f", "--origin", "o"],
    "demo tiny": ["demo", "tiny", "d"],
    "demo load": ["demo", "load", "5", "d"],
    "demo pilkada2020": ["demo", "pilkada2020", "d"],
    "demo pilkada2024": ["demo", "pilkada2024", "d"],
    "completion": ["completion", "bash"],
    "man": ["man"],
}


def commands():
    """All that do something: those below which there are no others."""
    with tempfile.TemporaryDirectory() as folder:
        jejak("man", "-o", folder)
        pages = [name[:-2] for name in os.listdir(folder)]
    return {
        " ".join(page.split("-")[1:]) for page in pages if not any(other.startswith(page + "-") for other in pages)
    }


class Reader:
    """Somebody with a machine of their own."""

    def __init__(self):
        self.home = tempfile.TemporaryDirectory(prefix="jejak-test-")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.home.cleanup()

    def run(self, *words, **more):
        environment = {**os.environ, "XDG_CACHE_HOME": self.home.name, "JEJAK_LANG": "en"}
        return subprocess.run([JEJAK, *words], capture_output=True, env=environment, **more)

    def mirrors(self):
        return glob.glob(f"{self.home.name}/jejak/mirrors/*")


class UrlTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        with open(f"{cls.demo.at}/demo/genesis.hash") as file:
            cls.genesis = file.read().strip()
        cls.trust = ["--policy", cls.demo.policy, "--genesis", cls.genesis]
        cls.copy = f"{cls.demo.at}/copy"  # the same entries, read while the service has the other folder
        shutil.copytree(cls.demo.folder, cls.copy)
        with open(f"{cls.demo.at}/demo/events.ndjson") as file:
            cls.lines = file.readlines()

    @classmethod
    def tearDownClass(cls):
        cls.demo.scratch.cleanup()

    def longest_report(self):
        """A report whose entry is too long for a proof, to stand among the lines to be recorded."""
        submission = next(json.loads(line) for line in self.lines[Demo.RECORDED :] if '"ReportReceived"' in line)
        event = submission["event"]
        event["id"] = event["id"][:-12] + "0123456789ab"
        event["stream"] = "report-too-long"
        event["fields"]["violation_codes"] = [f"V{number:079}" for number in range(512)]
        path = f"{self.demo.at}/longest.json"
        with open(path, "w") as file:
            json.dump(event, file)
        jejak("-q", "sign", path, "--key-file", f"{self.demo.at}/demo/keys/{event['office']}#1.skey")
        with open(path) as file:
            return json.dumps({"at": submission["at"], **json.load(file)}) + "\n"

    def in_folder(self, folder, words):
        return subprocess.run([JEJAK, words[0], folder, *words[1:]], capture_output=True)

    def test_every_command_that_reads_says_the_same_as_of_a_folder(self):
        with Service(self.demo, "--public") as service, Reader() as reader:
            url = f"http://{service.address}"
            made = reader.run("mirror", url, *self.trust, "--json")
            self.assertEqual(made.returncode, 0, made.stderr)
            self.assertEqual(json.loads(made.stdout)["size"], 1001)
            for words in READING:
                for form in ([], ["--json"], ["--plain"]):
                    with self.subTest(" ".join(words + form)):
                        here = reader.run("--url", url, *words, *form)
                        there = self.in_folder(self.copy, words + form)
                        self.assertEqual(here.returncode, there.returncode, here.stderr)
                        self.assertEqual(here.stdout, there.stdout)
            for words in READING_BESIDE:
                with self.subTest(" ".join(words)):
                    here = reader.run("--url", url, *words)
                    there = subprocess.run([JEJAK, *words, "--ledger", self.copy], capture_output=True)
                    self.assertEqual((here.returncode, here.stdout), (there.returncode, there.stdout), here.stderr)
            shown = reader.run("--url", url, "genesis", "show", "--json")
            there = subprocess.run([JEJAK, "genesis", "show", self.copy, "--json"], capture_output=True)
            self.assertEqual(json.loads(shown.stdout)["origin"], json.loads(there.stdout)["origin"], shown.stderr)
            drafted = reader.run("--url", url, "event", "new", "CaseClosed", "-o", f"{reader.home.name}/draft.json")
            self.assertEqual(drafted.returncode, 0, drafted.stderr)
            with open(f"{reader.home.name}/draft.json") as file:
                self.assertIn(self.demo.origin, file.read())
            reported = ["report", "prov:64", "2020-07", "-o", f"{reader.home.name}/report.html", "--json"]
            here = reader.run("--url", url, *reported)
            there = self.in_folder(self.copy, reported)
            self.assertEqual((here.returncode, here.stdout), (there.returncode, there.stdout), here.stderr)
            well = reader.run("--url", url, "doctor", "--plain")
            self.assertIn(b"livez\tok", well.stdout, well.stderr)
            judged = reader.run("--url", url, "verify", *self.trust)
            self.assertEqual(judged.returncode, 0, judged.stderr)
            path = f"{reader.home.name}/ledger.export"
            self.assertEqual(reader.run("--url", url, "export", "-o", path).returncode, 0)
            self.assertEqual(reader.run("verify", path, *self.trust).returncode, 0)

    def test_no_command_is_forgotten(self):
        known = commands()

        def named(words):
            return words[0] if words[0] in known else " ".join(words[:2])

        read = {named(words) for words in READING + READING_BESIDE}
        self.assertEqual(known, read | TRIED | DRAFTING | set(HERE))
        self.assertFalse(set(HERE) & (read | TRIED | DRAFTING))

    def test_what_works_on_files_here_says_so(self):
        with Reader() as reader:
            for command, words in HERE.items():
                with self.subTest(command):
                    got = reader.run("--url", "http://127.0.0.1:1", *words)
                    self.assertEqual(got.returncode, 2, got.stderr)
                    self.assertIn(b"works on files of this machine: leave --url out", got.stderr)

    def test_what_is_recorded_over_the_network_is_what_would_be_recorded_in_a_folder(self):
        folder = f"{self.demo.at}/fresh"
        shutil.copytree(self.copy, folder)
        rest = self.lines[Demo.RECORDED :]
        at = next(number for number, line in enumerate(rest) if '"ReportReceived"' in line)
        rest = "".join(rest[: at + 1] + [self.longest_report()] + rest[at + 1 :]).encode()
        local = subprocess.run(
            [JEJAK, "record", folder, "-", "--log-key", self.demo.key, "--json"], input=rest, capture_output=True
        )
        served = Demo()
        try:
            office = "BKN@kl:BKN"
            with Service(served, "--public", "--whole-scope-office", office) as service, Reader() as reader:
                url = f"http://{service.address}"
                self.assertEqual(reader.run("mirror", url, *self.trust).returncode, 0)
                path = f"{served.at}/rest.ndjson"
                with open(path, "wb") as file:
                    file.write(rest)
                rehearsed = reader.run("--url", url, "record", path, "--dry-run", "--json")
                self.assertEqual(rehearsed.returncode, 0, rehearsed.stderr)
                got = reader.run("--url", url, "record", path, "--json", "--wait", "published")
                self.assertEqual(got.returncode, 0, got.stderr)
                self.assertEqual(got.stdout, local.stdout)
                [longest] = [json.loads(line) for line in got.stdout.splitlines() if b"report-too-long" in line]
                unseen = f"Position {longest['position']} is in the log; its entry is too long for a proof and was not seen"
                self.assertEqual(got.stderr.decode().count("was not seen"), 1, got.stderr)
                self.assertIn(unseen, got.stderr.decode())
                self.assertEqual(
                    [json.loads(line)["verdict"] for line in rehearsed.stdout.splitlines()],
                    [json.loads(line)["verdict"] for line in got.stdout.splitlines()],
                )
                again = reader.run("--url", url, "record", path, "--json")
                self.assertEqual(again.returncode, 0, again.stderr)
                self.assertTrue(all(json.loads(line)["repeated"] for line in again.stdout.splitlines()))
                local = subprocess.run(
                    [JEJAK, "heads", folder, "--log-key", self.demo.key, "--json"], capture_output=True
                )
                self.assertEqual(reader.run("--url", url, "heads").returncode, 7)  # whoever that may be
                for name in ("ATASAN_LANGSUNG@kab:63.01", office):
                    with open(f"{reader.home.name}/{name}", "w") as file:
                        key = f"{served.at}/demo/keys/{name}#1.skey"
                        file.write(jejak("token", key, "--ledger", self.copy).stdout)
                other = reader.run("--url", url, "--token", f"{reader.home.name}/ATASAN_LANGSUNG@kab:63.01", "heads")
                self.assertEqual(other.returncode, 7, other.stderr)
                named = ["--url", url, "--token", f"{reader.home.name}/{office}", "heads"]
                for given in (["--log-key", self.demo.key], ["--at", "2030-01-01T00:00:00Z"]):
                    self.assertEqual(reader.run(*named, *given).returncode, 2)
                summed = reader.run(*named, "--json")
                self.assertEqual(summed.returncode, 0, summed.stderr)
                self.assertEqual(summed.stdout, local.stdout)
                shown = reader.run("--url", url, "case", "--json")
                self.assertIn(b"new, judged", shown.stderr)
                self.assertEqual(shown.stdout, self.in_folder(folder, ["case", "--json"]).stdout)
                bad = reader.run("--url", url, "record", "-", input=b'{"event":1}\n')
                self.assertEqual(bad.returncode, 2, bad.stderr)
                self.assertIn(b"event", bad.stderr)
        finally:
            served.scratch.cleanup()

    def test_whoever_may_see_a_part_gets_the_services_own_answer(self):
        with Service(self.demo) as service, Reader() as reader:
            url = f"http://{service.address}"
            token = f"{reader.home.name}/token"
            key = glob.glob(f"{self.demo.at}/demo/keys/BKN@*")[0]
            with open(token, "w") as file:
                file.write(jejak("token", key, "--ledger", self.demo.folder).stdout)
            asking = ["--url", url, "--token", token]
            self.assertEqual(reader.run("--url", url, "case").returncode, 7)
            for words in (["windows", "prov:64"], ["offices"], ["offices", "prov:64"]):
                for form in (["--json"], ["--plain"]):
                    here = reader.run(*asking, *words, *form)
                    self.assertEqual(here.returncode, 0, here.stderr)
                    self.assertIn(b"answers itself", here.stderr)
                    self.assertEqual(here.stdout, self.in_folder(self.copy, words + form).stdout)
            for words in (["case"], ["deadlines"], ["approvals"], ["refusals"], ["tally"], ["tally", "--by", "agency"]):
                here = reader.run(*asking, *words)
                self.assertEqual(here.returncode, 0, here.stderr)
                self.assertIn(b"position", here.stdout)
            other_table = reader.run(*asking, "tally", "--by", "district")
            self.assertEqual(other_table.returncode, 2)
            self.assertIn(b"one table is published here", other_table.stderr)
            near = reader.run(*asking, "case", "case-2020-001", "--why")
            self.assertEqual(near.returncode, 2)
            self.assertIn(b"--why is answered on a mirror only", near.stderr)
            self.assertEqual(reader.run(*asking, "audit", "all").returncode, 2)
            refused = reader.run("mirror", url, *self.trust, "--token", token)
            self.assertEqual(refused.returncode, 7, refused.stderr)
            self.assertEqual(reader.run(*asking, "serve").returncode, 2)

    def test_a_mirror_believes_nobody(self):
        other = f"{self.demo.at}/elsewhere"
        jejak("-q", "demo", "tiny", other, "--seed", "7")
        with open(f"{other}/founded-at") as file:
            founded = file.read().strip()
        jejak("-q", "init", f"{other}/ledger", "--genesis", f"{other}/genesis.note", "--log-key", f"{other}/log.skey",
              "--at", founded)  # fmt: skip
        with Reader() as reader:
            folder = f"{reader.home.name}/mirror"
            with Service(self.demo, "--public") as service:
                url = f"http://{service.address}"
                unknown = reader.run("mirror", url)
                self.assertEqual(unknown.returncode, 2)
                self.assertIn(b"--policy FILE --genesis HASH", unknown.stderr)
                wrong = reader.run("mirror", url, folder, "--policy", self.demo.policy, "--genesis", "0" * 64)
                self.assertEqual(wrong.returncode, 3, wrong.stderr)
                self.assertFalse(os.path.exists(f"{folder}/FORMAT"))
                believing = reader.run("mirror", url, f"{reader.home.name}/believing", "--trust-service")
                self.assertEqual(believing.returncode, 0, believing.stderr)
                self.assertIn(b"Trust rests on what the service said of itself", believing.stdout)
                self.assertEqual(reader.run("mirror", url, folder + "/", *self.trust).returncode, 0)
                again = reader.run("mirror", url, folder)  # the trust is remembered
                self.assertEqual(again.returncode, 0, again.stderr)
                port = service.address.rsplit(":", 1)[1]
            gone = reader.run("mirror", url, folder)
            self.assertEqual(gone.returncode, 6, gone.stderr)
            impostor = Demo.__new__(Demo)
            impostor.at, impostor.folder, impostor.key = other, f"{other}/ledger", f"{other}/log.skey"
            with Service(impostor, "--public", "--listen", f"127.0.0.1:{port}"):
                got = reader.run("mirror", url, folder)
                self.assertEqual(got.returncode, 3, got.stderr)
            with Service(self.demo, "--public") as service:
                other_url = reader.run("mirror", f"http://{service.address}", folder, *self.trust)
                self.assertEqual(other_url.returncode, 5 if service.address != url[7:] else 0, other_url.stderr)

    def test_several_at_once_wait_for_one_another(self):
        with Service(self.demo, "--public") as service, Reader() as reader:
            url = f"http://{service.address}"
            environment = {**os.environ, "XDG_CACHE_HOME": reader.home.name, "JEJAK_LANG": "en"}

            def all_of(words):
                running = [
                    subprocess.Popen([JEJAK, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
                    for _ in range(6)
                ]
                said = [one.communicate() for one in running]
                self.assertEqual([one.returncode for one in running], [0] * 6, said)
                return [out for out, _ in said]

            made = all_of(["mirror", url, *self.trust, "--json"])
            self.assertEqual(sorted(json.loads(out)["before"] for out in made), [0] + [1001] * 5)
            self.assertEqual(len(set(all_of(["--url", url, "case", "--plain"]))), 1)

    def test_over_tls_only_the_certificate_that_is_believed(self):
        vectors = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors", "api")
        certificate, key = f"{vectors}/localhost.cert.pem", f"{vectors}/localhost.key.pem"
        with Service(self.demo, "--public", "--tls-cert", certificate, "--tls-key", key) as service, Reader() as reader:
            url = f"https://localhost:{service.address.rsplit(':', 1)[1]}"
            got = reader.run("mirror", url, *self.trust, "--ca", certificate)
            self.assertEqual(got.returncode, 0, got.stderr)
            self.assertEqual(reader.run("--url", url, "--ca", certificate, "case").returncode, 0)
            unknown = reader.run("--url", url, "case")
            self.assertEqual(unknown.returncode, 3, unknown.stderr)
            plain = reader.run("--url", url.replace("https", "http"), "tally")
            self.assertNotEqual(plain.returncode, 0)

    def test_where_clients_must_show_a_certificate_only_one_of_that_ca_is_served(self):
        vectors = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors", "api")
        certificate, key = f"{vectors}/localhost.cert.pem", f"{vectors}/localhost.key.pem"
        of_ca = ["--client-cert", f"{vectors}/client.cert.pem", "--client-key", f"{vectors}/client.key.pem"]
        of_another = ["--client-cert", certificate, "--client-key", key]
        flags = ["--tls-cert", certificate, "--tls-key", key, "--client-ca", f"{vectors}/client-ca.cert.pem"]
        with Service(self.demo, "--public", *flags) as service, Reader() as reader:
            url = f"https://localhost:{service.address.rsplit(':', 1)[1]}"
            for shown in ([], of_another):  # told so by TLS, or the connection has gone before that was read
                refused = reader.run("mirror", url, *self.trust, "--ca", certificate, *shown)
                self.assertIn(refused.returncode, (3, 6), refused.stderr)
                self.assertFalse([at for at in reader.mirrors() if os.path.exists(f"{at}/FORMAT")])
                ill = reader.run("doctor", url, "--ca", certificate, *shown, "--plain")
                self.assertNotEqual(ill.returncode, 0, ill.stdout)
                self.assertNotIn(b"livez\tok", ill.stdout)
            served = reader.run("mirror", url, *self.trust, "--ca", certificate, *of_ca)
            self.assertEqual(served.returncode, 0, served.stderr)
            shown = reader.run("--url", url, "--ca", certificate, *of_ca, "case", "--plain")
            self.assertEqual(shown.returncode, 0, shown.stderr)
            self.assertEqual(shown.stdout, self.in_folder(self.copy, ["case", "--plain"]).stdout)
            self.assertNotEqual(reader.run("--url", url, "--ca", certificate, "case").returncode, 0)
            well = reader.run("doctor", url, "--ca", certificate, *of_ca, "--plain")
            self.assertIn(b"livez\tok", well.stdout)
            half = reader.run("--url", url, "--ca", certificate, *of_ca[:2], "case")
            self.assertEqual(half.returncode, 2)
            self.assertIn(b"--client-cert FILE --client-key FILE", half.stderr)

    def test_behind_a_unix_socket_a_proxy_finds_the_same(self):
        with Reader() as reader:
            path = f"{reader.home.name}/jejak.sock"
            with Service(self.demo, "--listen", f"unix:{path}"):
                answer = subprocess.run(
                    ["curl", "-s", "--unix-socket", path, "http://jejak/v1/status"], capture_output=True, check=True
                )
                self.assertEqual(json.loads(answer.stdout)["head"], 1001)
            self.assertFalse(os.path.exists(path))

    def test_a_service_that_is_none_and_a_token_that_is_none(self):
        with Reader() as reader:
            self.assertEqual(reader.run("--url", "localhost", "case").returncode, 2)
            self.assertEqual(reader.run("--url", "http://127.0.0.1:1", "case").returncode, 6)
            with Service(self.demo) as service:
                url = f"http://{service.address}"
                missing = reader.run("--url", url, "--token", f"{reader.home.name}/none", "case")
                self.assertEqual(missing.returncode, 4, missing.stderr)
                wrong = reader.run("--url", url, "--token", "-", "case", input=b"not.a.token\n")
                self.assertEqual(wrong.returncode, 7, wrong.stderr)
                self.assertNotIn(b"not.a.token", wrong.stderr)


if __name__ == "__main__":
    unittest.main()
