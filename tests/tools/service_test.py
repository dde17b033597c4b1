"""`jejak serve` as a service manager, an operator and a caller meet it. usage: service_test.py JEJAK"""

import copy
import json
import os
import signal
import socket
import subprocess
import sys
import unittest

from served import JEJAK, Demo, Service, jejak

LAUNCHER = """
import os, sys
os.environ["LISTEN_PID"] = str(os.getpid())
os.dup2(int(sys.argv[1]), 3)
os.set_inheritable(3, True)
os.execv(sys.argv[2], sys.argv[2:])
"""


class ServiceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()

    @classmethod
    def tearDownClass(cls):
        cls.demo.scratch.cleanup()

    def test_the_manager_hears_that_it_is_ready_lives_and_stops(self):
        path = f"{self.demo.at}/notify"
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        manager.bind(path)
        manager.settimeout(30)
        environment = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "200000"}
        with Service(self.demo, environment=environment) as service:
            self.assertEqual(manager.recv(100), b"READY=1")
            self.assertEqual(manager.recv(100), b"WATCHDOG=1")
            self.assertEqual(manager.recv(100), b"WATCHDOG=1")
            self.assertEqual(service.ask("GET", "/livez")[0], 200)
            self.assertEqual(service.stop(), 0)
            heard = []
            manager.setblocking(False)
            try:
                while True:
                    heard.append(manager.recv(100))
            except BlockingIOError:
                pass
            self.assertIn(b"STOPPING=1", heard)
        manager.close()

    def test_a_socket_of_the_manager_is_served_and_outlives_the_service(self):
        listening = socket.create_server(("127.0.0.1", 0))
        address = "%s:%d" % listening.getsockname()
        for _ in range(2):
            command = [sys.executable, "-c", LAUNCHER, str(listening.fileno())]
            with Service(
                self.demo, environment={"LISTEN_FDS": "1"}, command=command, pass_fds=[listening.fileno()]
            ) as service:
                self.assertEqual(service.address, address)
                self.assertEqual(service.ask("GET", "/livez")[0], 200)
                self.assertEqual(service.stop(), 0)
        listening.close()

    def test_each_log_line_is_an_object_with_time_level_event_and_the_callers_trace(self):
        trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        with Service(self.demo) as service:
            service.ask("GET", "/v1/status?x=secret", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
            service.ask("GET", "/nowhere")
            service.stop()
            lines = [json.loads(line) for line in service.said().splitlines()]
        for line in lines:
            self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")
            self.assertIn(line["level"], ("error", "warning", "info", "debug"))
        events = [line["event"] for line in lines]
        self.assertEqual(events[0], "listening")
        self.assertEqual(events[-2:], ["stopping", "stopped"])
        asked = [line for line in lines if line["event"] == "request"]
        self.assertEqual([line["status"] for line in asked], [200, 404])
        self.assertEqual(asked[0]["trace"], trace)
        self.assertEqual(asked[0]["path"], "/v1/status")
        self.assertNotEqual(asked[1]["trace"], trace)

    def test_a_lower_level_leaves_lines_out_and_the_journal_gets_priorities(self):
        with Service(self.demo, "--log-level", "error") as service:
            service.ask("GET", "/v1/status")
            service.stop()
            self.assertEqual(service.said(), "")
        with open(f"{self.demo.at}/log") as file:
            status = os.fstat(file.fileno())
        with Service(self.demo, environment={"JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"}) as service:
            service.stop()
            self.assertTrue(all(line.startswith("<6>{") for line in service.said().splitlines()))

    def test_a_token_opens_what_the_public_does_not_see(self):
        office = f"{self.demo.at}/demo/keys/ATASAN_LANGSUNG@kab:63.01#1.skey"
        token = jejak("token", office, "--ledger", self.demo.folder).stdout.strip()
        other = jejak("token", office, "--origin", "simulated.example/other").stdout.strip()
        with Service(self.demo) as service:
            status, text, headers = service.ask("GET", "/v1/status", headers={"Authorization": f"Bearer {other}"})
            self.assertEqual(status, 401)
            self.assertIn("payload.aud", text)
            self.assertIn("invalid_token", headers["WWW-Authenticate"])
            self.assertEqual(service.ask("GET", "/v1/cases")[0], 401)
            status, text, _ = service.ask("GET", "/v1/cases", headers={"Authorization": f"Bearer {token}"})
            self.assertEqual(status, 200, text)

    def test_doctor_believes_a_service_whose_checkpoint_the_policy_holds_for(self):
        with Service(self.demo) as service:
            url = f"http://{service.address}"
            well = jejak("doctor", url, "--policy", self.demo.policy, "--plain", check=False)
            self.assertEqual(well.returncode, 0, well.stdout)
            for name in ("livez", "readyz/writing", "readyz/disk", "status", "checkpoint"):
                self.assertIn(f"{name}\tok\t", well.stdout)
            self.assertIn("checkpoint\tdoubtful", jejak("doctor", url, "--plain").stdout)
            # The same name, another key.
            jejak("-q", "demo", "tiny", f"{self.demo.at}/other", "--seed", "7")
            genesis = f"{self.demo.at}/other/genesis.note"
            with open(f"{self.demo.at}/other/founded-at") as file:
                founded = file.read().strip()
            jejak("-q", "init", f"{self.demo.at}/other/ledger", "--genesis", genesis, "--log-key",
                  f"{self.demo.at}/other/log.skey", "--at", founded)  # fmt: skip
            with open(f"{self.demo.at}/other/policy", "w") as file:
                file.write(jejak("policy", f"{self.demo.at}/other/ledger").stdout)
            ill = jejak("doctor", url, "--policy", f"{self.demo.at}/other/policy", "--json", check=False)
            self.assertEqual(ill.returncode, 3, ill.stdout)
            self.assertEqual(json.loads(ill.stdout.splitlines()[-1])["health"], "failed")
            self.assertIn("views\tok\ta running process has them", jejak("doctor", self.demo.folder, "--plain").stdout)

    def test_below_its_mark_the_disk_takes_nothing_and_reading_goes_on(self):
        with Service(self.demo, "--reserve", "1048576G") as service:
            status, text, _ = service.ask("GET", "/readyz/disk")
            self.assertEqual(status, 503)
            self.assertIn("nothing is appended, reading goes on", text)
            self.assertEqual(service.ask("GET", "/readyz?exclude=disk")[0], 200)
            head = json.loads(service.ask("GET", "/v1/status")[1])["head"]
            status, text, _ = service.ask(
                "POST", "/v1/events", body=self.demo.next_line, headers={"Content-Type": "application/json"}
            )
            self.assertEqual(status, 507, text)
            self.assertIn("/problems/disk-low", text)
            self.assertEqual(json.loads(service.ask("GET", "/v1/status")[1])["head"], head)
            self.assertEqual(service.ask("GET", "/checkpoint")[0], 200)
            metrics = service.ask("GET", "/metrics")[1]
            self.assertRegex(metrics, r"jejak_disk_reserve_bytes\{origin=[^}]*\} 1125899906842624\n")
            ill = jejak("doctor", f"http://{service.address}", check=False)
            self.assertEqual(ill.returncode, 8, ill.stdout)
        with Service(self.demo, "--reserve", "1M") as service:
            self.assertEqual(service.ask("GET", "/readyz/disk")[0], 200)

    @unittest.skipUnless(os.geteuid() == 0, "mounting needs root")
    def test_a_disk_that_fills_stops_appending_and_goes_on_once_there_is_room(self):
        disk = f"{self.demo.at}/disk"
        os.mkdir(disk)
        mounted = f"mount -t tmpfs -o size=512m tmpfs {disk} && cp -r {self.demo.folder} {disk}/ && exec \"$@\""
        command = ["unshare", "--mount", "sh", "-c", mounted, "sh"]
        demo = copy.copy(self.demo)
        demo.folder = f"{disk}/ledger"
        with Service(demo, "--reserve", "128M", command=command) as service:

            def append():
                form = {"Content-Type": "application/json"}
                return service.ask("POST", "/v1/events", body=self.demo.next_line, headers=form)[0]

            filling = f"/proc/{service.process.pid}/root{disk}/filling"
            room = os.statvfs(os.path.dirname(filling))
            with open(filling, "wb") as file:
                os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - (64 << 20))
            self.assertEqual(service.ask("GET", "/readyz/disk")[0], 503)
            self.assertEqual(append(), 507)
            self.assertEqual(service.ask("GET", "/v1/status")[0], 200)
            os.remove(filling)
            self.assertEqual(service.ask("GET", "/readyz")[0], 200)
            self.assertEqual(append(), 201)

    def test_what_it_keeps_of_its_own_may_be_damaged_and_is_named(self):
        with Service(self.demo) as service:
            self.assertEqual(service.stop(), 0)
        folder = self.demo.folder
        for file, spoilt in (("service/CURRENT", b""), ("service/CURRENT", b"MANIFEST-9\n"), ("webhook.secret", b"ab"),
                             ("webhook.secret", b"")):
            with open(f"{folder}/{file}", "rb") as whole:
                kept = whole.read()
            with open(f"{folder}/{file}", "wb") as damaged:
                damaged.write(spoilt)
            words = [JEJAK, "serve", "--ledger", folder, "--key", self.demo.key, "--listen", "127.0.0.1:0"]
            with self.subTest(file=file, spoilt=spoilt):
                refused = subprocess.run(words, capture_output=True, text=True, timeout=60)
                self.assertIn(refused.returncode, (2, 3, 8), refused.stderr)
                self.assertIn(os.path.dirname(f"{folder}/{file}"), refused.stderr)
            with open(f"{folder}/{file}", "wb") as mended:
                mended.write(kept)
        with Service(self.demo) as service:
            self.assertEqual(service.ask("GET", "/livez")[0], 200)

    def test_who_asks_too_often_is_told_when_to_come_again(self):
        with Service(self.demo, environment={"JEJAK_RATE": "2/600"}) as service:
            self.assertEqual([service.ask("GET", "/v1/status")[0] for _ in range(3)], [200, 200, 429])
            status, _, headers = service.ask("GET", "/checkpoint")
            self.assertEqual(status, 429)
            self.assertEqual(headers["RateLimit-Policy"], '"default";q=2;w=600')
            self.assertGreater(int(headers["Retry-After"]), 0)

    def test_several_ledgers_stand_under_their_names(self):
        settings = f"{self.demo.at}/serve.toml"
        with open(settings, "w") as file:
            file.write(f'key = "{self.demo.key}"\nlisten = ["127.0.0.1:0"]\n[ledger.drill]\nfolder = "{self.demo.folder}"\n')
        log = open(f"{self.demo.at}/several", "w")
        process = subprocess.Popen([JEJAK, "serve", "--config", settings], stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            address = json.loads(process.stdout.readline())["address"]
            self.assertEqual(jejak("doctor", f"http://{address}/drill/", "--policy", self.demo.policy).returncode, 0)
            self.assertEqual(jejak("doctor", f"http://{address}/other", check=False).returncode, 6)
        finally:
            process.terminate()
            process.wait(timeout=60)
            process.stdout.close()
            log.close()


if __name__ == "__main__":
    unittest.main()
