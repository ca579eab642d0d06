"""`manifest`: prints the app's manifest as JSON, as Slack's own command line and the web form take it."""

from __future__ import annotations

import argparse
import copy
import json
from pathlib import Path
from typing import Any, TypeAlias

from bot.errors import UsageError
from bot.knowledge.yaml_file import read_yaml
from bot.listeners.diagnosis import FOLLOWING
from bot.listeners.web import EVENTS

Manifest: TypeAlias = dict[str, Any]

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLLOWING_EVENTS = ("message.channels", "message.groups", "message.mpim")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("manifest", help="print the Slack app's manifest as JSON")
    parser.add_argument("--http", metavar="URL", help="for HTTP at this address, such as https://advisor.example.com")
    parser.add_argument("--threads", action="store_true", help="also follow replies without a mention in the bot's own threads")
    parser.set_defaults(run=run, json=True)


def run(arguments: argparse.Namespace) -> int:
    """Print the manifest."""
    manifest = read_manifest()
    if arguments.threads:
        manifest = with_threads(manifest)
    if arguments.http is not None:
        manifest = over_http(manifest, arguments.http)
    print(json.dumps(manifest, indent=2, ensure_ascii=False))
    return 0


def read_manifest() -> Manifest:
    """Return manifest.yml: the packaged copy, or the one of the source tree. Raises UsageError where there is none."""
    packaged = _PACKAGE / "_manifest.yml"
    path = packaged if packaged.exists() else _PACKAGE.parent / "manifest.yml"
    found = read_yaml(path, path.name)
    if not isinstance(found.data, dict):
        raise UsageError("\n".join(str(problem) for problem in found.problems) or f"{path.name}: it holds no manifest.")
    return found.data


def with_threads(manifest: Manifest) -> Manifest:
    """Return the manifest that lets the bot follow replies without a mention."""
    changed = copy.deepcopy(manifest)
    changed["oauth_config"]["scopes"]["bot"].extend(FOLLOWING)
    changed["settings"]["event_subscriptions"]["bot_events"].extend(_FOLLOWING_EVENTS)
    return changed


def over_http(manifest: Manifest, address: str) -> Manifest:
    """Return the manifest for HTTP at an address. Raises UsageError for one that Slack would not take."""
    if not address.startswith("https://") or len(address) <= len("https://"):
        raise UsageError(f"{address}: Slack sends to https:// addresses alone. Give one such as https://advisor.example.com.")
    url = address.rstrip("/") + EVENTS
    changed = copy.deepcopy(manifest)
    changed["settings"]["socket_mode_enabled"] = False
    changed["settings"]["event_subscriptions"]["request_url"] = url
    changed["settings"]["interactivity"]["request_url"] = url
    changed["settings"]["interactivity"]["message_menu_options_url"] = url
    for command in changed["features"]["slash_commands"]:
        command["url"] = url
    return changed
