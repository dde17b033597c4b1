"""Everything a network can do to a service, all of it at once: `jejak serve` goes on answering whoever behaves, and
whoever does not is answered or closed. usage: network_test.py JEJAK [--short]    prints a line for each"""

import asyncio
import base64
import json
import os
import resource
import socket
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
from served import Demo, Service  # noqa: E402

SHORT = "--short" in sys.argv
IDLE = 500 if SHORT else 9_000
# AddressSanitizer keeps up to 256 MB of freed memory to find its late users: that is not the service's.
os.environ["ASAN_OPTIONS"] = ":".join(filter(None, [os.environ.get("ASAN_OPTIONS"), "quarantine_size_mb=16"]))
STORM_SECONDS = 100  # longer than the service waits for anybody: 75 seconds between two requests
READER_BYTES_MAX = 24 * 1024
OTHER_BYTES_MAX = 512 * 1024 * 1024
GET = b"GET /checkpoint HTTP/1.1\r\nHost: l\r\n\r\n"
POST = b"POST /v1/events HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\n"


class Client:
    """A connection on which bytes go as they are."""

    def __init__(self, port):
        self.port = port

    async def __aenter__(self):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.setblocking(False)
        await asyncio.get_running_loop().sock_connect(self.socket, ("127.0.0.1", self.port))
        return self

    async def __aexit__(self, *_):
        self.socket.close()

    async def send(self, data):
        """False if the other side has closed."""
        try:
            await asyncio.get_running_loop().sock_sendall(self.socket, data)
            return True
        except (ConnectionResetError, BrokenPipeError):
            return False

    async def head(self):
        """The head of the answer, and no byte behind it."""
        out = b""
        while not out.endswith(b"\r\n\r\n"):
            byte = await asyncio.get_running_loop().sock_recv(self.socket, 1)
            assert byte, out
            out += byte
        return out

    async def rest(self, at_most=1 << 24):
        """All that comes until the other side closes."""
        out = b""
        try:
            while len(out) < at_most:
                data = await asyncio.get_running_loop().sock_recv(self.socket, 65536)
                if not data:
                    break
                out += data
        except ConnectionResetError:
            pass
        return out

    async def is_ended(self, seconds):
        """Whether the other side closes within so long."""
        try:
            await asyncio.wait_for(self.rest(), seconds)
            return True
        except asyncio.TimeoutError:
            return False


def status_of(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else None


async def many(count, what, *more):
    """`what` so many times beside each other; the first failure is everybody's."""
    return await asyncio.gather(*(what(*more) for _ in range(count)))


class Storm:
    def __init__(self, demo, service):
        self.demo = demo
        self.port = int(service.address.rsplit(":", 1)[1])
        self.said = []

    def client(self):
        return Client(self.port)

    # Those who behave: every answer of theirs is the right one, however long the storm lasts.

    async def ask(self, head, body=b"", wanted=(200,)):
        async with self.client() as client:
            assert await client.send(head.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1) + body)
            answer = await client.rest()
            assert status_of(answer) in wanted, answer[:300]
            return answer.split(b"\r\n\r\n", 1)[1]

    async def reads(self, is_over):
        asked = 0
        while not is_over.is_set():
            await self.ask(GET)
            await self.ask(b"GET /v1/cases?limit=5 HTTP/1.1\r\nHost: l\r\n\r\n")
            asked += 2
            await asyncio.sleep(0.05)
        return f"{asked} reads answered"

    async def appends(self, is_over):
        given = 0
        for line in self.demo.rest:
            if is_over.is_set():
                break
            body = line.encode()
            await self.ask(POST + b"Content-Length: %d\r\n\r\n" % len(body), body, wanted=(200, 201))
            given += 1
            await asyncio.sleep(STORM_SECONDS * 0.8 / len(self.demo.rest))
        return f"{given} events appended"

    async def follows(self, is_over):
        got = []
        async with self.client() as client:
            await client.send(b"GET /v1/events HTTP/1.1\r\nHost: l\r\nAccept: text/event-stream\r\nLast-Event-ID: 900\r\n\r\n")
            rest = b""
            while not is_over.is_set():
                try:
                    data = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(client.socket, 65536), 1)
                except asyncio.TimeoutError:
                    continue
                assert data, "the follower was ended"
                *lines, rest = (rest + data).split(b"\n")
                got += [line for line in lines if line.startswith((b"id: ", b"event: "))]
        ids = []
        for at, line in enumerate(got):
            if line.startswith(b"event: ") and not line.startswith(b"event: position"):
                assert got[at - 1].startswith(b"id: "), got[at - 1 : at + 1]
                ids.append(int(got[at - 1][4:]))
        assert ids == sorted(set(ids)) and len(ids) > 100, ids
        page = json.loads(await self.ask(b"GET /v1/events?after=900&limit=1000 HTTP/1.1\r\nHost: l\r\nAccept: application/json\r\n\r\n"))
        there = [int(event["sequence"]) for event in page["events"]]
        assert ids == there[: len(ids)] and len(there) - len(ids) < 3, (len(ids), len(there))
        return f"{len(ids)} events followed, each once and in order"

    # Those who do not.

    async def idle(self):
        async with self.client() as client:
            assert await client.is_ended(STORM_SECONDS), "an idle connection was kept"

    async def drips_a_head(self):
        async with self.client() as client:
            for byte in b"GET /checkpoint HTTP/1.1\r\nHost: l\r\nX: " + b"x" * 1000:
                if not await client.send(bytes([byte])) or await client.is_ended(1):
                    return
        raise AssertionError("a head that never ends was waited for")

    async def drips_a_body(self):
        async with self.client() as client:
            await client.send(POST + b"Content-Length: 1000\r\n\r\n")
            for _ in range(STORM_SECONDS):
                if not await client.send(b" ") or await client.is_ended(1):
                    return
        raise AssertionError("a body that never ends was waited for")

    async def never_reads_answers(self):
        ask = b"GET /tile/entries/000 HTTP/1.1\r\nHost: l\r\n\r\n"
        all_of_it = 200 * len(await self.ask(ask))  # some 37 MB
        async with self.client() as client:
            await client.send(ask * 200)
            await asyncio.sleep(60)
            got = await client.rest(1 << 27)
            assert len(got) < all_of_it / 2, f"{len(got)} bytes of answers that nobody took were kept"

    async def never_reads_a_stream(self):
        async with self.client() as client:
            await client.send(b"GET /v1/events HTTP/1.1\r\nHost: l\r\nAccept: text/event-stream\r\nLast-Event-ID: 0\r\n\r\n")
            assert status_of(await client.head()) == 200
            await asyncio.sleep(STORM_SECONDS * 0.8)

    async def never_reads_its_socket(self, name):
        body = b'{"start":0}'
        await self.ask(b"PUT /v1/subscriptions/%s HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                       % (name, len(body)), body, wanted=(200, 201))
        async with self.client() as client:
            key = base64.b64encode(os.urandom(16))
            await client.send(b"GET /v1/subscriptions/%s/stream HTTP/1.1\r\nHost: l\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                              b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: jejak.subscription.v1\r\nSec-WebSocket-Key: %s\r\n\r\n"
                              % (name, key))
            assert status_of(await client.head()) == 101
            say = b'{"credit":1000}'
            await client.send(bytes([0x81, 0x80 | len(say)]) + bytes(4) + say)
            await asyncio.sleep(STORM_SECONDS * 0.8)

    async def goes_in_the_middle(self):
        async with self.client() as client:
            await client.send(GET * 3)
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset

    async def ends_its_half(self):
        async with self.client() as client:
            await client.send(GET)
            client.socket.shutdown(socket.SHUT_WR)
            assert status_of(await client.rest()) == 200
        async with self.client() as client:
            await client.send(POST + b"Content-Length: 1000\r\n\r\n{")
            client.socket.shutdown(socket.SHUT_WR)
            assert status_of(await client.rest()) in (None, 400)

    async def pipelines_garbage(self):
        async with self.client() as client:
            await client.send(GET + os.urandom(2000))
            answer = await client.rest()
            assert status_of(answer) == 200 and b"HTTP/1.1 400 " in answer, answer[:2000]

    async def lies_about_lengths(self):
        for length, wanted in ((b"5", 400), (b"-1", 400), (b"18446744073709551616", 400), (b"1\r\nContent-Length: 2", 400),
                               (b"0x10", 400)):
            async with self.client() as client:
                await client.send(POST + b"Content-Length: %s\r\n\r\n" % length + b"\x00\x01garbage, and more of it\r\n\r\n")
                answer = await client.rest()
                assert b"HTTP/1.1 %d " % wanted in answer, (length, answer[:300])
        for chunk in (b"ffffffffffffffffff\r\n", b"-5\r\n", b"5\r\nabcdefgh\r\n"):
            async with self.client() as client:
                await client.send(POST + b"Transfer-Encoding: chunked\r\n\r\n" + chunk)
                client.socket.shutdown(socket.SHUT_WR)
                assert status_of(await client.rest()) in (None, 400, 413), chunk

    async def sends_a_gibibyte(self, head, piece):
        async with self.client() as client:
            await client.send(head)
            sent = 0
            while sent < 1 << 30 and await client.send(piece):
                sent += len(piece)
            assert sent < 1 << 26, f"{sent} bytes of a body were taken"

    async def run(self, pid):
        is_over = asyncio.Event()
        good = [asyncio.create_task(one) for one in (self.reads(is_over), self.appends(is_over), self.follows(is_over))]
        await asyncio.sleep(0.2)
        names = iter(b"s%d" % number for number in range(1000))
        declared = POST + b"Content-Length: 1073741824\r\n\r\n"
        chunked = POST + b"Transfer-Encoding: chunked\r\n\r\n"
        abuses = {
            f"{IDLE} idle sockets are closed in time": many(IDLE, self.idle),
            "200 heads that come byte by byte are not waited for": many(200, self.drips_a_head),
            "200 bodies that come byte by byte are not waited for": many(200, self.drips_a_body),
            "20 who never read 37 MB of answers are closed": many(20, self.never_reads_answers),
            "50 who never read a live stream harm nobody": many(50, self.never_reads_a_stream),
            "20 who never read their WebSocket harm nobody": asyncio.gather(
                *(self.never_reads_its_socket(next(names)) for _ in range(20))),
            "500 who go in the middle are forgotten": many(500, self.goes_in_the_middle),
            "100 who end their half get their answer": many(100, self.ends_its_half),
            "100 times garbage behind a request is told so": many(100, self.pipelines_garbage),
            "50 times eight wrong lengths are told so": many(50, self.lies_about_lengths),
            "4 bodies of 1 GiB are refused": asyncio.gather(*(
                self.sends_a_gibibyte(declared, b" " * 65536) for _ in range(2)), *(
                self.sends_a_gibibyte(chunked, b"10000\r\n" + b" " * 65536 + b"\r\n") for _ in range(2))),
        }
        failed = await self.report(abuses)
        is_over.set()
        behaved = {}
        for name, task in zip(("reading", "appending", "following"), good):
            try:
                behaved[f"{name} beside it: {await task}"] = None
            except Exception as why:
                behaved[f"{name} beside it"] = why
        failed += self.lines(behaved)
        return failed + self.lines(self.memory(pid))

    async def report(self, abuses):
        ended = await asyncio.gather(*abuses.values(), return_exceptions=True)
        return self.lines({name: why if isinstance(why, BaseException) else None for name, why in zip(abuses, ended)})

    @staticmethod
    def lines(results):
        for name, why in results.items():
            print(f"{'FAILED' if why else 'ok    '}  {name}{f': {why!r}' if why else ''}", flush=True)
        return sum(why is not None for why in results.values())

    @staticmethod
    def memory(pid):
        with open(f"/proc/{pid}/status") as file:
            peak = next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))
        most = OTHER_BYTES_MAX + IDLE * READER_BYTES_MAX
        name = f"memory stayed below {most >> 20} MB: {peak >> 20} MB at most"
        return {name: None if peak < most else AssertionError(peak)}


def main():
    needed = IDLE + 2_000
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < needed:
        sys.exit(f"network_test.py: {needed} open files are needed, {hard} are allowed: raise the hard limit (ulimit -Hn)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    demo = Demo()
    with Service(demo, "--public", "--no-request-log") as service:
        failed = asyncio.run(Storm(demo, service).run(service.process.pid))
        is_alive = service.ask("GET", "/livez")[0] == 200 and service.stop() == 0
        failed += Storm.lines({"it stops in order afterwards": None if is_alive else AssertionError(service.said()[-500:])})
    demo.scratch.cleanup()
    sys.exit(1 if failed else 0)


main()
