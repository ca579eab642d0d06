"""The settings of one running bot; the only reader of the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from dotenv import load_dotenv

from bot.domain.curators import Curators, read_curators
from bot.errors import SettingsError

Need: TypeAlias = Literal["socket", "http", "terminal"]
"""What the bot is started for: Slack over Socket Mode, Slack over HTTP, or the command line alone."""

DEFAULT_DATABASE = "sqlite:///sales-advisor.db"
_DATABASE_SCHEMES = ("sqlite", "sqlite+pysqlite", "postgres", "postgresql", "postgresql+psycopg")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_YES_NO = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}
_SLACK_ID = re.compile(r"[CGDUW][A-Z0-9]{2,}")
_ROTATING = ("xoxe.", "xoxe-")
_TOKENS = ("xoxb-", "xapp-", "xoxp-", "xoxe")
_TOKEN_REST = re.compile(r"[A-Za-z0-9.-]+")


def load_env_file(path: Path = Path(".env")) -> None:
    """Take into the environment what a file of the working folder sets and the environment does not; without one, nothing.

    Raises SettingsError where there is such a file but it cannot be read.
    """
    try:
        load_dotenv(path, interpolate=False, encoding="utf-8-sig")  # a password may hold ${; some editors begin with a BOM
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        problem = f"{path.absolute()} cannot be read: {why}. Save it as UTF-8 text that the bot's user may read."
        raise SettingsError([problem]) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set from outside. Secrets do not show in `repr`; None stands for what was not set.

    `knowledge` are layers of the team's own, the uppermost last; `knowledge_only` takes the place of the built-in knowledge;
    `cache` is the folder for what was learnt of layers.
    `expert` is the channel or user to tell of questions without an answer. `thread_follow` answers replies in the bot's
    threads that do not mention it, where Slack sends them. `keep_days` is how long records stay. `warnings` tell of values
    that can be right but seldom are.
    """

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = field(default=DEFAULT_DATABASE, repr=False)
    port: int = 3000
    knowledge: tuple[Path, ...] = ()
    knowledge_only: Path | None = None
    cache: Path | None = None
    expert: str | None = None
    curators: Curators = field(default_factory=Curators)
    allow_external: bool = False
    thread_follow: bool = True
    keep_days: int = 90
    log_level: str = "INFO"
    warnings: tuple[str, ...] = ()

    @property
    def cache_folder(self) -> Path | None:
        """Where what was learnt of layers is kept: as asked for, else in the user's home; None for a user without one."""
        if self.cache is not None:
            return self.cache
        try:
            return Path.home() / ".cache" / "sales-advisor"
        except RuntimeError:
            return None

    @classmethod
    def from_env(cls, environ: Mapping[str, str], *, need: Need) -> Settings:
        """Read the settings; raises SettingsError naming every missing or malformed variable at once.

        Slack's tokens are looked at only where `need` uses them: the terminal works on any machine.
        """
        reader = _Reader(environ)
        settings = cls(
            bot_token=reader.token(
                "SLACK_BOT_TOKEN", prefix="xoxb-", page="OAuth & Permissions, Bot User OAuth Token", needed=need != "terminal"
            ),
            app_token=reader.token(
                "SLACK_APP_TOKEN", prefix="xapp-", page="Basic Information, App-Level Tokens", needed=need == "socket"
            ),
            signing_secret=reader.signing_secret(needed=need == "http"),
            slack_api_url=reader.api_url(default="https://slack.com/api/"),
            database_url=reader.database_url(),
            port=reader.number("PORT", default=3000, low=1, high=65_535),
            knowledge=reader.folders("ADVISOR_KNOWLEDGE"),
            knowledge_only=reader.folder("ADVISOR_KNOWLEDGE_ONLY"),
            cache=reader.path("ADVISOR_CACHE"),
            expert=reader.expert(),
            curators=reader.curators(),
            allow_external=reader.yes_no("ADVISOR_ALLOW_EXTERNAL", default=False),
            thread_follow=reader.yes_no("ADVISOR_THREAD_FOLLOW", default=True),
            keep_days=reader.number("ADVISOR_KEEP_DAYS", default=90, low=1, high=3_650),
            log_level=reader.log_level(),
            warnings=tuple(reader.warnings),
        )
        if reader.problems:
            raise SettingsError(reader.problems)
        return settings


class _Reader:
    """Reads one variable at a time and collects what is wrong. An empty variable counts as not set. Secrets are never quoted."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []
        self.warnings: list[str] = []

    def _value(self, name: str) -> str | None:
        return self._environ.get(name, "").strip() or None

    def _needed(self, name: str, *, page: str) -> None:
        self.problems.append(f"{name} is missing. Copy it from your app's page on api.slack.com/apps: {page}.")

    def token(self, name: str, *, prefix: str, page: str, needed: bool) -> str | None:
        value = self._value(name)
        if not needed:
            return value
        if value is None:
            self._needed(name, page=page)
        elif value.startswith(_ROTATING):
            self.problems.append(
                f"{name} expires after hours: token rotation is on for your app, which is not supported. "
                "Slack cannot switch it off again, so make the app anew from manifest.yml, which leaves it off."
            )
        elif not value.startswith(prefix):
            self.problems.append(f"{name} must begin with {prefix}. Copy it again from {page}.")
        elif not _TOKEN_REST.fullmatch(value, len(prefix)):
            self.problems.append(
                f"{name} is incomplete or has characters no token has, such as quotes. Copy it again from {page}."
            )
        return value

    def signing_secret(self, *, needed: bool) -> str | None:
        value = self._value("SLACK_SIGNING_SECRET")
        page = "Basic Information, App Credentials, Signing Secret"
        if needed and value is None:
            self._needed("SLACK_SIGNING_SECRET", page=page)
        elif needed and value and value.startswith(_TOKENS):
            self.problems.append(f"SLACK_SIGNING_SECRET is a token, where the secret must stand. Copy it from {page}.")
        elif needed and value and not value.isalnum():
            self.warnings.append(
                "SLACK_SIGNING_SECRET has other signs than letters and digits, unlike those of Slack. "
                f"If requests are refused, copy it again from {page}."
            )
        return value

    def api_url(self, *, default: str) -> str:
        value = self._value("SLACK_API_URL") or default
        if not _is_web_address(value):
            self.problems.append(
                "SLACK_API_URL must be a web address such as https://slack.com/api/. Leave it empty for Slack itself."
            )
        return value.rstrip("/") + "/"

    def database_url(self) -> str:
        value = self._value("DATABASE_URL") or DEFAULT_DATABASE
        scheme, separator, rest = value.partition("://")
        if not separator or scheme not in _DATABASE_SCHEMES or not rest.strip("/") or ":memory:" in rest:
            self.problems.append(
                "DATABASE_URL must be sqlite:///file.db or postgresql://user:password@host:5432/name. "
                f"Leave it empty for {DEFAULT_DATABASE}."
            )
        elif scheme.startswith("postgres") and rest.count("@") > 1:
            self.problems.append("DATABASE_URL has more than one @. In the user, the password or an option, write @ as %40.")
        return value

    def number(self, name: str, *, default: int, low: int, high: int) -> int:
        value = self._value(name)
        if value is None:
            return default
        if value.isascii() and value.isdigit() and len(value) <= len(str(high)) and low <= int(value) <= high:
            return int(value)
        self.problems.append(f"{name} must be a whole number from {low} to {high}. Leave it empty for {default}.")
        return default

    def yes_no(self, name: str, *, default: bool) -> bool:
        value = self._value(name)
        if value is None:
            return default
        if value.lower() not in _YES_NO:
            self.problems.append(f"{name} must be yes or no. Leave it empty for {'yes' if default else 'no'}.")
        return _YES_NO.get(value.lower(), default)

    def folder(self, name: str) -> Path | None:
        value = self._value(name)
        if value is None:
            return None
        if not os.path.isdir(value):  # unlike Path.is_dir, False for whatever cannot be a path
            self.problems.append(
                f"{name} must be a folder with knowledge in it. Leave it empty for the knowledge that comes along."
            )
        return Path(value)

    def folders(self, name: str) -> tuple[Path, ...]:
        """Several folders, the uppermost last, separated as in PATH."""
        given = [one for one in (self._value(name) or "").split(os.pathsep) if one.strip()]
        if not all(os.path.isdir(one) for one in given):
            self.problems.append(
                f"{name} must be a folder with topics of your own, or several with “{os.pathsep}” between them. "
                "Leave it empty for none."
            )
        return tuple(map(Path, given))

    def path(self, name: str) -> Path | None:
        value = self._value(name)
        return None if value is None else Path(value)

    def expert(self) -> str | None:
        value = self._value("ADVISOR_EXPERT")
        if value and not _SLACK_ID.fullmatch(value):
            self.problems.append(
                "ADVISOR_EXPERT must be the id of a channel or person, such as C0123456789 or U0123456789, not a name. "
                "In Slack, a channel's id stands at the bottom of its details, a person's in the menu of the profile."
            )
        return value

    def curators(self) -> Curators:
        curators, problems = read_curators("ADVISOR_CURATORS", self._value("ADVISOR_CURATORS") or "")
        self.problems += problems
        return curators

    def log_level(self) -> str:
        value = (self._value("ADVISOR_LOG_LEVEL") or "INFO").upper()
        if value not in _LEVELS:
            self.problems.append(f"ADVISOR_LOG_LEVEL must be one of {', '.join(_LEVELS)}. Leave it empty for INFO.")
        return value


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
