"""The bot in processes of its own: how they are called, and in which environment."""

from __future__ import annotations

import os
import shlex
import sys

from tests.scenarios.desk_bot import ROOT


def web_call() -> list[str]:
    """The Procfile's `web` process with two workers on a free port of this machine."""
    processes = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines())
    call = shlex.split(processes["web"].replace("${WEB_CONCURRENCY:-2}", "2").replace("0.0.0.0:${PORT:-3000}", "127.0.0.1:0"))
    assert call[0] == "gunicorn"
    return [sys.executable, "-m", *call]


def bare_environment() -> dict[str, str]:
    """This process's environment without any setting of the bot, but for the cache of this run of the tests."""
    settings = ("SLACK_", "ADVISOR_", "DATABASE", "PORT")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(settings)}
    return {**kept, "ADVISOR_CACHE": os.environ["ADVISOR_CACHE"]}
