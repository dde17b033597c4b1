"""Plays the sentences of a story: what offices do goes through journey-driver's desk and `jejak record`, what must be
true is asked of `jejak` in a process of its own."""

import json
import os
import re
import shlex
import shutil
import subprocess

from export_file import ExportFile

DATE = r"\d{4}-\d{2}-\d{2}"


class Failure(Exception):
    """What a story claims is not so."""


class Desk:
    """journey-driver: one JSON request a line, one JSON answer a line."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise Failure(f"journey-driver ended while asked to {request.get('do')}")
        answer = json.loads(answer)
        if "error" in answer:
            raise Failure(f"the desk cannot {request.get('do')}: {answer['error']}")
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class Player:
    def __init__(self, programs, folder):
        self.programs = programs
        self.folder = folder
        self.desk = None
        self.origin = None
        self.today = None
        self.ledger = os.path.join(folder, "ledger")
        self.genesis = None
        self.waiting = []  # (sentence, line): signed, not yet recorded
        self.exports = {}
        self.files = {}
        self.sentences = [
            (rf"ledger (\S+) founded on ({DATE}) by (.+)", self.found),
            (r"load ledger (\S+) of (\d+) entries(?: with checkpoints at ([\d ]+))?", self.load),
            (rf"today is ({DATE})", self.set_today),
            (rf"agency (\S+) (\S+) zone (\S+) from ({DATE})(?: under (\S+))?", self.agency),
            (rf"office (\S+) (\S+) from ({DATE})(?: until ({DATE}))?", self.office),
            (rf"office (\S+) ends on ({DATE})", self.end_office),
            (rf"election (\S+) determines ({DATE}) votes ({DATE}) in (.+)", self.election),
            (r"rules (\S+)", self.rules),
            (r"calendar (\d{4})", self.calendar),
            (rf"the role (\S+) passes from (\S+) to (\S+) as (\S+) on ({DATE})", self.succession),
            (r"the key of (\S+) is lost", self.lose_key),
            (r"a new key (\S+) for (\S+)", self.new_key),
            (r"(\S+) changes its key to (\S+)", self.rotate_key),
            (rf"on ({DATE}) (\S+) signs (\S+) in (\S+)", self.step),
            (r"case (\S+) is (\S+)", self.case_is),
            (r"case (\S+) has (\d+) events? and (\d+) refusals?", self.case_counts),
            (r"tally of (\S+) says (\S+) (\d+)", self.tally),
            (r"log refuses (\d+) times?", self.refusals),
            (r"verify(?: (\S+))?(?: against (\S+))?", self.verify),
            (r"export as (\S+)", self.export),
            (r"copy (\S+) as (\S+)", self.copy),
            (r"keep the head as (\S+)", self.keep_head),
            (r"in (\S+) flip a bit of entry (\d+)", self.flip),
            (r"in (\S+) drop entry (\d+)", self.drop),
            (r"in (\S+) cut the last (\d+) entries", self.cut),
            (r"in (\S+) put another event signed by the same office at (\d+)", self.forge),
            (r"passphrase (\S+) is (.+)", self.passphrase),
            (r"run (.+)", self.run),
        ]

    # ---- machinery

    def play(self, sentence):
        for pattern, act in self.sentences:
            match = re.fullmatch(pattern, sentence.text)
            if match is None:
                continue
            try:
                return act(sentence, *match.groups())
            except Failure as failure:
                raise Failure(f"{sentence.place}: {sentence.text}\n       {failure}") from None
        raise Failure(f"{sentence.place}: nobody understands: {sentence.text}")

    def end(self):
        self.record()

    def close(self):
        if self.desk is not None:
            self.desk.close()

    def program(self, name, *arguments, stdin=None):
        command = [os.path.join(self.programs, name), *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=self.folder, input=stdin, check=False)

    def jejak(self, *arguments, codes=(0,)):
        done = self.program("jejak", *arguments)
        if done.returncode not in codes:
            said = (done.stderr or done.stdout).strip()
            raise Failure(f"jejak {' '.join(arguments)} ended with {done.returncode}: {said}")
        return done

    def trust(self):
        return ["--policy", "policy.trusted", "--genesis", self.genesis]

    def init(self, founded):
        done = self.jejak("init", self.ledger, "--genesis", "genesis.note", "--log-key", "log.skey", "--at", founded,
                          "--plain")
        self.genesis = done.stdout.strip()

    # ---- who exists

    def found(self, _, origin, date, roots):
        self.desk = Desk(os.path.join(self.programs, "journey-driver"))
        self.origin = origin
        self.today = date
        self.desk.ask(do="found", origin=origin, roots=roots.split(), folder=self.folder)
        self.init(f"{date}T00:00:00Z")

    def set_today(self, _, date):
        self.today = date

    def want(self, sentence, **request):
        for line in self.desk.ask(today=self.today, **request)["lines"]:
            self.waiting.append((sentence, line))

    def agency(self, sentence, code, kind, zone, date, parent):
        self.want(sentence, do="agency", code=code, type=kind, zone=zone, under=parent or "", **{"from": date})

    def office(self, sentence, office, kind, date, until):
        details = {name: value for name, value in sentence.details if name in ("person", "term_ends")}
        self.want(sentence, do="office", office=office, kind=kind, until=until or "", **{"from": date}, **details)

    def end_office(self, sentence, office, date):
        self.want(sentence, do="ended", office=office, on=date)

    def election(self, sentence, code, determination, voting, regions):
        self.want(sentence, do="election", code=code, determination=determination, voting=voting,
                  regions=regions.split())

    def rules(self, sentence, name):
        policies = {key: value for key, value in sentence.details}
        self.want(sentence, do="rules", name=name, policies=policies)

    def calendar(self, sentence, year):
        self.want(sentence, do="calendar", year=year)

    def succession(self, sentence, role, old, new, successor, date):
        self.want(sentence, do="succession", to=new, roles=[role], by=successor, on=date, **{"from": old})

    def lose_key(self, sentence, office):
        since = dict(sentence.details).get("invalid_since", "")
        self.want(sentence, do="revoke", office=office, reason="KEY_LOST", invalid_since=since)

    def new_key(self, sentence, name, office):
        self.want(sentence, do="key", office=office, name=name)

    def rotate_key(self, sentence, office, name):
        self.want(sentence, do="rotate", office=office, name=name)

    # ---- what offices do

    def step(self, sentence, date, office, kind, stream):
        request = {"do": "step", "type": kind, "stream": stream, "office": office, "zone": "WITA"}
        fields, documents = {}, []
        for name, value in sentence.details:
            if name == "document":
                documents.append(value)
            elif name == "signers":
                request[name] = value.split()
            elif name in ("on_behalf_of", "late_reason", "holder", "dated", "zone", "known_as"):
                request[name] = value
            else:
                fields[name] = value
        self.today = date
        self.want(sentence, fields=fields, documents=documents, **request)

    def record(self):
        """Everything that waits is recorded in one go; each verdict must be the expected one."""
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        path = os.path.join(self.folder, "waiting.ndjson")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for _, line in waiting)
        done = self.program("jejak", "record", self.ledger, path, "--log-key", "log.skey", "--json")
        receipts = [json.loads(line) for line in done.stdout.splitlines()]
        for (sentence, _), receipt in zip(waiting, receipts):
            self.compare(sentence, receipt)
        if len(receipts) < len(waiting):
            sentence = waiting[len(receipts)][0]
            if sentence.expected is not None and sentence.expected.startswith("error"):
                if sentence.expected[len("error"):].strip() in done.stderr:
                    return
            raise Failure(f"{sentence.place}: {sentence.text}\n       not recorded: {done.stderr.strip()}")

    @staticmethod
    def compare(sentence, receipt):
        expected = sentence.expected or "admitted"
        said = "admitted"
        facts = receipt.get("facts", {})
        if receipt["verdict"] != "ADMITTED":
            said = f"refused {receipt['verdict']}" + str(facts)
        match = re.fullmatch(r"(admitted|refused) ?(E_\w+)?(?:\{(.*)\})?", expected)
        if match is None:
            raise Failure(f"{sentence.place}: nobody understands the expectation: {expected}")
        verdict, code, wanted = match.groups()
        fits = (verdict == "admitted") == (receipt["verdict"] == "ADMITTED")
        fits = fits and (code is None or code == receipt["verdict"])
        for pair in (wanted or "").split(", "):
            name, colon, value = pair.partition(":")
            fits = fits and (not colon or facts.get(name.strip()) == value.strip())
        if not fits:
            raise Failure(f"{sentence.place}: {sentence.text}\n       expected {expected}, got {said}")

    # ---- what must be true

    def asked(self, *arguments):
        self.record()
        return json.loads(self.jejak(*arguments, "--json").stdout)

    def case(self, stream):
        return self.asked("case", self.ledger, stream)["answer"]

    def case_is(self, _, stream, state):
        case = self.case(stream)
        if case["state"] != state:
            raise Failure(f"it is {case['state']}")

    def case_counts(self, _, stream, events, refusals):
        case = self.case(stream)
        if (case["events"], case["refusals"]) != (int(events), int(refusals)):
            raise Failure(f"it has {case['events']} events and {case['refusals']} refusals")

    def tally(self, _, agency, column, count):
        tallies = self.asked("tally", self.ledger)["answer"]
        for row in tallies["groups"]:
            if row["agency"] == agency:
                if row[column] != int(count):
                    raise Failure(f"it says {row[column]}")
                return
        if int(count) != 0:
            raise Failure("the agency is not in the tally")

    def refusals(self, _, count):
        self.record()
        verdict = json.loads(self.jejak("verify", self.ledger, *self.trust(), "--json").stdout)
        if verdict["refusals"] != int(count):
            raise Failure(f"{verdict['refusals']} entries are refusals")

    def verify(self, sentence, name, head):
        """Both programs must say the same of an export; of a folder there is only `jejak`."""
        self.record()
        subject = self.exports.get(name, self.ledger) if name else self.ledger
        arguments = ["verify"] if subject == self.ledger else []
        trust = self.trust() + (["--checkpoint", self.files[head]] if head else [])
        programs = [("jejak", ["verify"])] if subject == self.ledger else [("jejak", ["verify"]), ("jejak-verify", [])]
        for program, arguments in programs:
            done = self.program(program, *arguments, subject, *trust, "--json")
            if done.returncode not in (0, 3):
                raise Failure(f"{program} ended with {done.returncode}: {done.stderr.strip()}")
            self.judge(sentence, program, done)

    @staticmethod
    def judge(sentence, program, done):
        verdict = json.loads(done.stdout)
        divergence = verdict.get("divergence")
        expected = sentence.expected or "true"
        if divergence is None:
            said = "true"
        else:
            said = f"false at {divergence['position']}, {divergence['kind']}"
        if said != expected:
            why = f" ({divergence['message']})" if divergence else ""
            raise Failure(f"expected {expected}, {program} says {said}{why}")
        if done.returncode != (0 if divergence is None else 3):
            raise Failure(f"{program} ended with {done.returncode}")

    # ---- copies and what is done to them

    def load(self, _, origin, entries, checkpoints):
        self.desk = Desk(os.path.join(self.programs, "journey-driver"))
        self.origin = origin
        sizes = sorted({int(size) for size in (checkpoints or "").split()} | {int(entries)})
        self.desk.ask(do="load", origin=origin, folder=self.folder, sizes=sizes)
        self.genesis = self.jejak("genesis", "show", self.ledger, "--plain").stdout.strip()

    def export(self, _, name):
        self.record()
        self.exports[name] = os.path.join(self.folder, name + ".export")
        self.jejak("export", self.ledger, "--output", self.exports[name], "--quiet")

    def copy(self, _, name, other):
        self.exports[other] = os.path.join(self.folder, other + ".export")
        shutil.copyfile(self.exports[name], self.exports[other])

    def keep_head(self, _, name):
        self.record()
        self.files[name] = os.path.join(self.folder, name + ".checkpoint")
        with open(self.files[name], "w", encoding="utf-8") as file:
            file.write(self.jejak("checkpoint", self.ledger).stdout)

    def flip(self, _, name, position):
        export = ExportFile(self.exports[name])
        entry = bytearray(export.entry(int(position)))
        entry[len(entry) // 2] ^= 0x10
        export.replace(int(position), bytes(entry))
        export.write(self.exports[name])

    def drop(self, _, name, position):
        export = ExportFile(self.exports[name])
        export.drop(int(position))
        export.write(self.exports[name])

    def cut(self, _, name, count):
        export = ExportFile(self.exports[name])
        export.cut_last(int(count))
        export.write(self.exports[name])

    def forge(self, _, name, position):
        export = ExportFile(self.exports[name])
        answer = self.desk.ask(do="forge", entry=export.entry(int(position)).hex())
        export.replace(int(position), bytes.fromhex(answer["entry"]))
        export.write(self.exports[name])

    # ---- the programs as they are typed

    def passphrase(self, _, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text + "\n")
        os.chmod(os.path.join(self.folder, name), 0o600)

    def named(self, match):
        """$NAME, or $NAME.MEMBER of a kept JSON object."""
        name, member = match.groups()
        if name not in self.files:
            raise Failure(f"nothing was kept as {name}")
        return json.loads(self.files[name])[member] if member else self.files[name]

    def run(self, sentence, words):
        """`-> 0`, `-> 3 says TEXT`, `-> 0 keep NAME`: the exit code, then a part of what it printed, or a name for it."""
        self.record()
        words = re.sub(r"\$(\w+)(?:\.(\w+))?", self.named, words)
        program, *arguments = shlex.split(words)
        done = self.program(program, *arguments, *(["--no-input"] if program == "jejak" else []))
        match = re.fullmatch(r"(\d+)(?: says (.+?))?(?: keep (\w+))?", sentence.expected or "0")
        if match is None:
            raise Failure(f"nobody understands the expectation: {sentence.expected}")
        code, text, keep = match.groups()
        if done.returncode != int(code):
            raise Failure(f"ended with {done.returncode}: {(done.stderr or done.stdout).strip()}")
        if text is not None and text not in done.stdout + done.stderr:
            raise Failure(f"does not say {text!r} but: {(done.stdout + done.stderr).strip()}")
        if keep is not None:
            self.files[keep] = done.stdout.strip()
