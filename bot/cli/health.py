"""`health`: asks the bot that runs on this machine how it is; for HEALTHCHECK and the like."""

from __future__ import annotations

import argparse
import http.client
import os
import sys

from bot.listeners.readiness import NOT_READY, READY
from bot.settings import Settings

HOST = "127.0.0.1"
PATIENCE = 5
"""Seconds; the bot itself answers within two."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("health", help="ask the bot running here (at PORT) whether it can answer; 0 if so, else 1")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001  every command is called with its arguments
    """Print what the bot says; returns 0 where answers can leave."""
    port = Settings.from_env(os.environ, need="terminal").port
    try:
        status, text = asked(port)
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        print(f"Nothing answers on {HOST}:{port}: {reason}. Start the bot, with the same PORT as this command.", file=sys.stderr)
        return 1
    if not is_ours(text):
        print(f"Another program answers on {HOST}:{port}. Give the bot and this command another PORT.", file=sys.stderr)
        return 1
    print(text)
    return 0 if status == http.HTTPStatus.OK else 1


def is_ours(text: str) -> bool:
    """Whether it was this bot that answered."""
    return text.startswith((READY, NOT_READY))


def asked(port: int) -> tuple[int, str]:
    """Ask whatever listens on a port of this machine; returns the status and the text. Raises OSError or HTTPException."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/readyz")
        page = connection.getresponse()
        return page.status, page.read(10_000).decode("utf-8", "replace")
    finally:
        connection.close()
