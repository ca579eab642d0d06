"""`slack`: the bot over Socket Mode, until it is told to stop."""

from __future__ import annotations

import argparse
import os
import signal

from bot.bootstrap.slack import build_running, build_slack_app
from bot.bootstrap.startup import start_logging
from bot.listeners.health_server import HealthServer
from bot.listeners.socket_mode import run_socket_mode
from bot.listeners.stopping import Stop
from bot.settings import Settings


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("slack", help="answer in Slack over Socket Mode (needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001  every command is called with its arguments
    """Answer until SIGTERM or Ctrl-C, then finish the answers under way."""
    settings = Settings.from_env(os.environ, need="socket")
    start_logging(settings)
    stop = Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop.set)
    answering = build_running(settings)
    slack = build_slack_app(settings, answering)
    slack.follower.heed()
    health = HealthServer(slack.readiness, port=settings.port)
    health.start()
    slack.begin()
    try:
        token = settings.app_token or ""
        run_socket_mode(slack.app, token, stop=stop, finish=slack.finish, readiness=slack.readiness)
    finally:
        health.stop()
        slack.close()
    return 0
