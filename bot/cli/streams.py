"""Standard input, output and error as the commands need them, however the shell has set them up."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Literal, NoReturn, TextIO

from bot.errors import UsageError


def attend_streams() -> None:
    """Let streams that are closed say so when they are used, and characters that a terminal lacks be replaced."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _occupy()
        sys.stdin = sys.stdin or _Closed("input")
        sys.stdout = sys.stdout or _Closed("output")
        sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  open to the end, as it would be
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def carry_json() -> None:
    """Read and write UTF-8, as JSON must be, whatever the locale says; a byte order mark at the beginning is passed over."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def takes_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colour, to a person who has not declined it (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def tell(line: object) -> None:
    """Write a line to standard error; where even that fails there is nobody left to tell."""
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)


def forget_output() -> None:
    """Let go of what could not be written: Python would try, and complain, once more at its end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _occupy() -> None:
    """Take the numbers of closed streams, lest a file or connection opened later gets one and what is meant for the other."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)


class _Closed(io.TextIOBase):
    """Stands in for a stream that was closed before the program began."""

    def __init__(self, name: Literal["input", "output"]) -> None:
        self._name = name

    def _refuse(self) -> NoReturn:
        raise UsageError(f"Standard {self._name} is closed. Run the command with it open, or connected to a file or /dev/null.")

    def read(self, _: int | None = -1) -> str:
        self._refuse()

    def readline(self, _: int | None = -1) -> str:  # type: ignore[override]
        self._refuse()

    def write(self, _: str) -> int:
        self._refuse()

    def fileno(self) -> int:
        raise io.UnsupportedOperation
