"""A made-up ledger and the service in front of it, for the tests of whoever meets them. JEJAK is the first argument."""

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile

JEJAK = sys.argv.pop(1)

def jejak(*words, check=True, **more):
    return subprocess.run([JEJAK, *words], check=check, capture_output=True, text=True, **more)


class Demo:
    """A made-up ledger with its first events; the rest is left to be appended."""

    RECORDED = 1000

    def __init__(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="jejak-test-")
        self.at = self.scratch.name
        jejak("-q", "demo", "tiny", f"{self.at}/demo")
        with open(f"{self.at}/demo/founded-at") as file:
            founded = file.read().strip()
        with open(f"{self.at}/demo/events.ndjson") as file:
            lines = file.readlines()
        self.key = f"{self.at}/demo/log.skey"
        self.folder = f"{self.at}/ledger"
        jejak("-q", "init", self.folder, "--genesis", f"{self.at}/demo/genesis.note", "--log-key", self.key, "--at", founded)
        jejak("-q", "record", self.folder, "-", "--log-key", self.key, input="".join(lines[: self.RECORDED]))
        self.rest = lines[self.RECORDED :]
        self.next_line = self.rest[0]
        self.policy = f"{self.at}/policy"
        with open(self.policy, "w") as file:
            file.write(jejak("policy", self.folder).stdout)
        self.origin = jejak("checkpoint", self.folder).stdout.splitlines()[0]


class Service:
    def __init__(self, demo, *flags, environment=None, command=(), **more):
        self.log = open(f"{demo.at}/log", "w+")
        words = [*command, JEJAK, "serve", "--ledger", demo.folder, "--key", demo.key, "--listen", "127.0.0.1:0", *flags]
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=self.log, text=True, env={**os.environ, **(environment or {})}, **more
        )
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            raise AssertionError(self.said())
        self.address = json.loads(line)["address"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        self.process.stdout.close()
        self.log.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def said(self):
        with open(self.log.name) as file:
            return file.read()

    def ask(self, method, target, body=None, headers=None):
        connection = http.client.HTTPConnection(self.address, timeout=30)
        connection.request(method, target, body=body, headers=headers or {})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text, answer.headers
