"""How fast the bot answers over HTTP, beside a bare Bolt app that posts a constant: `python tests/benchmarks/bench_slack.py`.

Both run under gunicorn with one worker and sixteen threads; Slack is a small server in a process of its own. The sentences are
those the thresholds were set on, asked by 500 people in 500 channels; without mere noise and what has nothing to do with selling,
for some of it ("hmm ok", somebody is lonely) is met with silence. `--runs 5` prints the medians of five runs.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import http.client
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.scenarios.payloads import SECRET, environ, mention  # noqa: E402  the root has to be on the path first

QUESTIONS = tuple(
    sentence["text"]
    for language in ("en", "id")
    for sentence in map(json.loads, (ROOT / f"knowledge/calibration/{language}.jsonl").read_text(encoding="utf-8").splitlines())
    if sentence["style"] not in ("noise", "far")
)
PEOPLE = 500
WARM_UP, BURST, PACED, PACE = 100, 1500, 600, 0.012
SENDERS = 8


def bare() -> Callable[..., Any]:
    """The bare app: Bolt as its documentation shows it, posting a constant."""
    from slack_bolt import App
    from slack_bolt.adapter.wsgi import SlackRequestHandler
    from slack_sdk import WebClient

    app = App(client=WebClient(token="xoxb-1", base_url=os.environ["SLACK_API_URL"]), signing_secret=SECRET)

    @app.event("app_mention")
    def answer(event: Mapping[str, Any], client: WebClient) -> None:
        client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="constant")

    return SlackRequestHandler(app)


def serve_slack(port: Any, seen: Any) -> None:
    """Slack: answers every call with the same words and notes when a message for which thread came."""
    results = {
        "auth.test": {"ok": True, "team_id": "T1", "user_id": "UBOT", "bot_id": "B1"},
        "users.info": {"ok": True, "user": {"locale": "en-US"}},
    }
    times: dict[str, float] = {}

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer calls on one connection for as long as the client keeps it, as Slack does."""
        stays = True
        while stays:
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            except asyncio.IncompleteReadError:
                break
            stays = "connection: close" not in head
            length = int(head.partition("content-length: ")[2].partition("\r\n")[0] or 0)
            body = await reader.readexactly(length)
            method = head.split(" ", 2)[1].rpartition("/")[2]
            answer: Any = results.get(method, {"ok": True, "ts": "1.1"})
            if method == "chat.postmessage":
                times[json.loads(body)["thread_ts"]] = time.monotonic()
            elif method == "times":
                answer = times
            content = json.dumps(answer).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
            writer.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
            await writer.drain()
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        port.value = server.sockets[0].getsockname()[1]
        seen.set()
        await server.serve_forever()

    asyncio.run(main())


@dataclass(frozen=True)
class Figures:
    """What was measured of one app: events a second, milliseconds of processor time an event, milliseconds from request to
    post, seconds to ready, megabytes.
    """

    throughput: float
    cpu: float
    p50: float
    p95: float
    p99: float
    start: float
    memory: float


class Candidate:
    """One app under gunicorn."""

    def __init__(self, call: Sequence[str], environment: Mapping[str, str], slack: str) -> None:
        self._slack = slack
        self._sent = 0
        command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", "16", "-b", "127.0.0.1:0", *call]
        began = time.monotonic()
        self._process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stderr=subprocess.PIPE, text=True)
        self.port = self._find_port()
        self.log: list[str] = []
        threading.Thread(target=self.log.extend, args=[self._process.stderr], daemon=True).start()
        self._get("/healthz")
        self.start = time.monotonic() - began

    def _find_port(self) -> int:
        for line in self._process.stderr:  # type: ignore[union-attr]
            if "Listening at" in line:
                return int(line.partition("127.0.0.1:")[2].split(" ")[0])
        raise RuntimeError("gunicorn did not start")

    def _get(self, path: str) -> None:
        """Ask until a worker answers, whatever it answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        connection.getresponse().read()

    def measure(self) -> Figures:
        """Warm up, send a burst as fast as it is taken, then single requests at an even pace."""
        self.burst(WARM_UP)
        before = self._processor_time()
        throughput = self.burst(BURST)
        cpu = (self._processor_time() - before) / BURST
        memory = self._memory()
        delays = sorted(1000 * delay for delay in self._paced())
        p95, p99 = (delays[int(len(delays) * share)] for share in (0.95, 0.99))
        return Figures(throughput, cpu, statistics.median(delays), p95, p99, self.start, memory)

    def burst(self, number: int) -> float:
        events = self.events(number)
        began = time.monotonic()
        with ThreadPoolExecutor(SENDERS) as senders:
            list(senders.map(self._send_all, [events[at::SENDERS] for at in range(SENDERS)]))
        return number / (max(self._answered(events).values()) - began)

    def _paced(self) -> list[float]:
        return self.delays(self.events(PACED), PACE)

    def delays(self, events: Iterable[dict[str, Any]], pace: float) -> list[float]:
        """Send events at an even pace, and return the seconds from each to its answer."""
        sent_events = []
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {}
        for event in events:
            sent[event["event"]["ts"]] = time.monotonic()
            sent_events.append(event)
            self._send(connection, event)
            time.sleep(pace)
        return [at - sent[ts] for ts, at in self._answered(sent_events).items()]

    def events(self, number: int) -> list[dict[str, Any]]:
        """The next events: never the same person, channel and sentence again."""
        first, self._sent = self._sent, self._sent + number
        return [
            mention(QUESTIONS[at % len(QUESTIONS)], user=f"U{at % PEOPLE}", channel=f"C{at % PEOPLE}")
            for at in range(first, first + number)
        ]

    def _send_all(self, events: list[dict[str, Any]]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for event in events:
            self._send(connection, event)

    @staticmethod
    def _send(connection: http.client.HTTPConnection, event: Mapping[str, Any]) -> None:
        body, headers = environ(event)
        connection.request("POST", "/slack/events", body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"refused: {answer.status}")

    def _answered(self, events: list[dict[str, Any]]) -> dict[str, float]:
        """Wait until every event was answered; returns when, by time stamp."""
        wanted = {event["event"]["ts"] for event in events}
        for _ in range(600):
            with urllib.request.urlopen(f"{self._slack}/times") as page:
                times = {ts: at for ts, at in json.load(page).items() if ts in wanted}
            if len(times) == len(wanted):
                return times
            time.sleep(0.05)
        raise RuntimeError(f"{len(wanted) - len(times)} events were not answered")

    @property
    def _worker(self) -> str:
        return Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text(encoding="ascii").split()[0]

    def _processor_time(self) -> float:
        """Milliseconds of processor time the worker has had."""
        fields = Path(f"/proc/{self._worker}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _memory(self) -> float:
        """Megabytes resident in the worker."""
        status = Path(f"/proc/{self._worker}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)


def main() -> None:
    """Measure both apps side by side and print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1)
    port, ready = multiprocessing.Value("i", 0), multiprocessing.Event()
    server = multiprocessing.Process(target=serve_slack, args=(port, ready), daemon=True)
    server.start()
    ready.wait(10)
    runs = [run_once(f"http://127.0.0.1:{port.value}") for _ in range(parser.parse_args().runs)]
    server.terminate()
    names = [field.name for field in dataclasses.fields(Figures)]
    medians = [Figures(*(statistics.median(getattr(run[at], name) for run in runs) for name in names)) for at in (0, 1)]
    print(f"{len(runs)} run(s), load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    show(*medians)


def run_once(slack: str) -> tuple[Figures, Figures]:
    """Measure the bare app and the advisor, one after the other."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        settings = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": f"{slack}/api/"}
        settings |= {"DATABASE_URL": f"sqlite:///{folder}/bot.db", "ADVISOR_LOG_LEVEL": "WARNING"}
        environment = {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, **settings}
        # As the Procfile does at every release, before the bot starts.
        subprocess.run([sys.executable, "-m", "bot", "migrate"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        advisor = ("--config", "python:bot.bootstrap.server", "bot.bootstrap.slack:build_wsgi()")
        for call in (("tests.benchmarks.bench_slack:bare()",), advisor):
            candidate = Candidate(call, environment, slack)
            try:
                found.append(candidate.measure())
            finally:
                candidate.stop()
    return found[0], found[1]


def show(bare_app: Figures, advisor: Figures) -> None:
    """Print the figures and how they compare with what is wanted."""
    lines = (
        ("events a second", "throughput", f"{advisor.throughput / bare_app.throughput:.0%} of bare (wanted: 45 %, aim 60)"),
        ("processor time an event, ms", "cpu", f"{bare_app.cpu / advisor.cpu:.0%} of bare"),
        ("p50 to the post, ms", "p50", f"{advisor.p50 - bare_app.p50:+.1f}"),
        ("p95 to the post, ms", "p95", f"{advisor.p95 - bare_app.p95:+.1f} (wanted: under +8)"),
        ("p99 to the post, ms", "p99", f"{advisor.p99 - bare_app.p99:+.1f}"),
        ("start to ready, s", "start", f"{advisor.start:.2f} (wanted: 1.2)"),
        ("resident memory, MB", "memory", f"{advisor.memory - bare_app.memory:+.0f} (wanted: within +60)"),
    )
    print(f"{'':28}{'bare Bolt':>12}{'advisor':>12}")
    for label, key, verdict in lines:
        print(f"{label:28}{getattr(bare_app, key):12.2f}{getattr(advisor, key):12.2f}  {verdict}")


if __name__ == "__main__":
    main()
