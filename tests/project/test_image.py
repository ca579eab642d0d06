"""The Dockerfile and compose.yml hold what README promises; tests/proof does the steps themselves."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import COMMANDS
from bot.settings import Settings
from tests.image import ROOT, command, copies, instructions, is_sent, values

HADOLINT = Path(sys.executable).with_name("hadolint")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text(encoding="utf-8"))
BOT: dict[str, Any] = COMPOSE["services"]["bot"]
MODULE = ["python", "-m", "bot"]


@pytest.mark.skipif(not HADOLINT.exists(), reason="hadolint has no program for this machine")
def test_the_linter_finds_nothing() -> None:
    ran = subprocess.run([HADOLINT, ROOT / "Dockerfile"], capture_output=True, text=True, check=False, timeout=240)
    assert (ran.returncode, ran.stdout + ran.stderr) == (0, "")


def test_every_file_that_is_copied_exists_and_is_sent() -> None:
    sources = [source for found, _ in copies() for source in found]
    assert {"requirements.txt", "bot", "knowledge", "manifest.yml"} == set(sources)
    assert [source for source in sources if not (ROOT / source).exists() or not is_sent(source)] == []


@pytest.mark.parametrize("name", [".env", ".git", ".venv", "sales-advisor.db", "tests", "README.md"])
def test_secrets_and_what_only_developers_need_stay_out(name: str) -> None:
    assert not is_sent(name)


def test_it_installs_the_lock_and_nothing_else() -> None:
    installs = [value for value in values("RUN") if "install --no-cache-dir" in value]
    assert len(installs) == 1
    assert {"--require-hashes", "requirements.txt"} <= set(shlex.split(installs[0]))


def test_it_runs_without_rights() -> None:
    users = [index for index, (name, _) in enumerate(instructions()) if name == "USER"]
    runs = [index for index, (name, _) in enumerate(instructions()) if name == "RUN"]
    assert len(users) == 1
    assert users[0] > runs[-1]
    (user,) = values("USER")
    assert f"--uid {user} " in " ".join(values("RUN"))
    assert int(user) > 0


def test_its_memory_lies_on_a_volume() -> None:
    (volume,) = values("VOLUME")
    assert f"DATABASE_URL=sqlite:///{volume}/" in " ".join(values("ENV"))


def test_what_every_start_needs_is_made_while_it_is_built() -> None:
    (step,) = (value for value in values("RUN") if "ADVISOR_CACHE" in value)
    cache = re.search(r"ADVISOR_CACHE=(\S+) python -m bot (\w+)", step)
    assert cache
    assert cache[2] in COMMANDS
    home = "/home/advisor"
    assert f"--owner advisor {home}/.cache {cache[1]} " in step
    assert Settings.from_env({}, need="terminal").cache_folder == Path.home() / Path(cache[1]).relative_to(home)


def test_it_starts_a_command_there_is() -> None:
    started = command(values("CMD")[0])
    assert started[:3] == MODULE
    assert started[3] in COMMANDS


def test_it_asks_for_its_health_with_a_command_there_is() -> None:
    asked = command(values("HEALTHCHECK")[0])
    assert asked[:3] == MODULE
    assert asked[3] in COMMANDS


def test_every_python_it_may_run_on_is_one_the_lock_is_made_for() -> None:
    version = re.fullmatch(r"python:3\.(\d+)-slim", values("FROM")[0])
    assert version
    assert 11 <= int(version[1]) <= 14


def test_stopping_leaves_time_for_the_answers_under_way() -> None:
    assert BOT["stop_grace_period"] == "30s"


def test_the_bot_waits_for_its_database_and_finds_it() -> None:
    database = COMPOSE["services"]["database"]
    assert BOT["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert database["healthcheck"]["test"]
    url = re.sub(r"\$\{POSTGRES_PASSWORD:-(\w+)\}", r"\1", BOT["environment"]["DATABASE_URL"])
    assert Settings.from_env({"DATABASE_URL": url}, need="terminal").database_url == url
    assert f"@database:5432/{database['environment']['POSTGRES_DB']}" in url
    assert f"//{database['environment']['POSTGRES_USER']}:" in url
    assert database["environment"]["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD:-advisor}"
    assert database["volumes"][0].partition(":")[0] in COMPOSE["volumes"]


def test_http_is_started_as_the_procfile_does() -> None:
    text = (ROOT / "compose.yml").read_text(encoding="utf-8")
    commented = yaml.safe_load(
        text.replace("    # command:", "    command:").replace("    # ports:", "    ports:").replace("    #   -", "      -")
    )
    (web,) = re.findall(r"^web: (.*)", (ROOT / "Procfile").read_text(encoding="utf-8"), re.MULTILINE)
    expected = web.replace("${WEB_CONCURRENCY:-2}", "2").replace("${PORT:-3000}", "3000")
    assert shlex.split(commented["services"]["bot"]["command"]) == shlex.split(expected)
    assert commented["services"]["bot"]["ports"] == ["3000:3000"]
    assert str(BOT["environment"]["PORT"]) == "3000"
