"""Whether answers can leave, and what the bot has to do without: the same words over HTTP, over Socket Mode and for `health`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Check: TypeAlias = Callable[[], bool]
"""Tells whether something is well; may take its time, and never raises."""
Telling: TypeAlias = Callable[[], str | None]
"""Returns what there is to say, without waiting for anything; None for nothing."""

PATIENCE = 1.8
"""Seconds for all checks together: whoever asks is answered within two. What has not come by then counts as unwell."""

READY = "ready"
NOT_READY = "not ready"


@dataclass(frozen=True, slots=True)
class Report:
    """Whether answers can leave, and the words for it: the state on the first line, each note on one of its own."""

    ready: bool
    text: str


class _Timed:
    """One check in a thread of its own: asked again while it still runs, it is not started twice."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._well = False

    def begin(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._well = False
                self._thread = threading.Thread(target=self._run, name="check", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        self._well = self._check()

    def is_well(self, *, by: float) -> bool:
        thread = self._thread
        if thread is not None:
            thread.join(max(0.0, by - time.monotonic()))
        return self._well


@dataclass(slots=True)
class Readiness:
    """Puts the report together.

    `checks` are what the bot can do without, by name. `vital` tell what keeps every answer from leaving: only then is the
    report not ready. `notes` are told beside either state, such as counts of what could not be delivered.
    """

    checks: Mapping[str, Check] = field(default_factory=dict)
    vital: list[Telling] = field(default_factory=list)
    notes: list[Telling] = field(default_factory=list)
    patience: float = PATIENCE
    _timed: dict[str, _Timed] = field(init=False)

    def __post_init__(self) -> None:
        self._timed = {name: _Timed(check) for name, check in self.checks.items()}

    def report(self) -> Report:
        """Return the report, within the patience; called from any thread."""
        by = time.monotonic() + self.patience
        for timed in self._timed.values():
            timed.begin()
        without = [name for name, timed in self._timed.items() if not timed.is_well(by=by)]
        # After the checks: asking Slack may just have brought its refusal to light.
        missing = _said(self.vital)
        if missing:
            return Report(ready=False, text="\n".join([f"{NOT_READY}: {'; '.join(missing)}", *_said(self.notes)]))
        state = f"{READY}, without: {', '.join(without)}" if without else READY
        return Report(ready=True, text="\n".join([state, *_said(self.notes)]))


def health_page(path: str, readiness: Readiness) -> tuple[str, str] | None:
    """Return the status line and text of a page on the bot's health, None for any other path."""
    if path == "/healthz":
        return "200 OK", "ok"
    if path == "/readyz":
        report = readiness.report()
        return "200 OK" if report.ready else "503 Service Unavailable", report.text
    return None


def _said(tellings: Sequence[Telling]) -> list[str]:
    return [said for telling in tellings if (said := telling())]
