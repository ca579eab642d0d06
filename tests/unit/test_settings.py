"""Settings name everything that is wrong at once, say what to do, and never show a secret."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.curators import Curators
from bot.errors import SettingsError
from bot.settings import Need, Settings, load_env_file

TOKENS = {
    "SLACK_BOT_TOKEN": "xoxb-1-2-abc",
    "SLACK_APP_TOKEN": "xapp-1-A1-2-abc",
    "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
}


def problems(environ: dict[str, str], need: Need = "terminal") -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(environ, need=need)
    return caught.value.problems


def test_the_terminal_needs_nothing() -> None:
    settings = Settings.from_env({}, need="terminal")
    assert settings == Settings()
    assert settings.database_url == "sqlite:///sales-advisor.db"
    assert (settings.port, settings.keep_days, settings.log_level) == (3000, 90, "INFO")
    assert (settings.allow_external, settings.thread_follow) == (False, True)


@pytest.mark.parametrize(
    ("need", "missing"),
    [("socket", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]), ("http", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"])],
)
def test_what_is_missing_is_named_all_at_once(need: Need, missing: list[str]) -> None:
    found = problems(dict.fromkeys(TOKENS, "  "), need)
    assert [problem.split()[0] for problem in found] == missing
    assert all("api.slack.com/apps" in problem for problem in found)


def test_everything_is_read() -> None:
    settings = Settings.from_env(
        {
            **TOKENS,
            "SLACK_API_URL": "http://localhost:8888/api",
            "DATABASE_URL": "postgres://u:p@host/name",
            "PORT": "8080",
            "ADVISOR_KNOWLEDGE": str(Path(__file__).parent),
            "ADVISOR_KNOWLEDGE_ONLY": str(Path(__file__).parents[1]),
            "ADVISOR_CACHE": "kept",
            "ADVISOR_EXPERT": "C0123456789",
            "ADVISOR_ALLOW_EXTERNAL": "Yes",
            "ADVISOR_THREAD_FOLLOW": "off",
            "ADVISOR_KEEP_DAYS": "30",
            "ADVISOR_LOG_LEVEL": "debug",
        },
        need="socket",
    )
    assert settings == Settings(
        bot_token=TOKENS["SLACK_BOT_TOKEN"],
        app_token=TOKENS["SLACK_APP_TOKEN"],
        signing_secret=TOKENS["SLACK_SIGNING_SECRET"],
        slack_api_url="http://localhost:8888/api/",
        database_url="postgres://u:p@host/name",
        port=8080,
        knowledge=(Path(__file__).parent,),
        knowledge_only=Path(__file__).parents[1],
        cache=Path("kept"),
        expert="C0123456789",
        allow_external=True,
        thread_follow=False,
        keep_days=30,
        log_level="DEBUG",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "https://host:port/"),
        ("SLACK_API_URL", "https://[::1/"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "sales-advisor.db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgres://u:p@sSw0rd@host/db"),
        ("DATABASE_URL", "postgresql://u:p@host/db?user=me@server"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "²"),
        ("PORT", "9" * 100_000),
        ("ADVISOR_KEEP_DAYS", "-1"),
        ("ADVISOR_KEEP_DAYS", "1.5"),
        ("ADVISOR_KNOWLEDGE", "/no/such/folder"),
        ("ADVISOR_KNOWLEDGE", "x" * 100_000),
        ("ADVISOR_EXPERT", "#sales-experts"),
        ("ADVISOR_EXPERT", "ana"),
        ("ADVISOR_CURATORS", "ana"),
        ("ADVISOR_CURATORS", "U0123456789, C0123456789"),
        ("ADVISOR_CURATORS", "administrators"),
        ("ADVISOR_CURATORS", "<@U0123456789>"),
        ("ADVISOR_ALLOW_EXTERNAL", "maybe"),
        ("ADVISOR_THREAD_FOLLOW", "2"),
        ("ADVISOR_LOG_LEVEL", "loud"),
    ],
)
def test_a_malformed_value_is_named_with_what_to_write(name: str, value: str) -> None:
    (problem,) = problems({name: value})
    assert problem.startswith(name)
    assert len(problem) < 300


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1-A1-2-abc"),
        ("SLACK_BOT_TOKEN", '"xoxb-1-2-abc"'),
        ("SLACK_BOT_TOKEN", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-1 2-abc"),
        ("SLACK_APP_TOKEN", "xoxb-1-2-abc"),
    ],
)
def test_a_token_in_the_wrong_place_is_named_but_not_shown(name: str, value: str) -> None:
    (problem,) = problems({**TOKENS, name: value}, "socket")
    assert problem.startswith(name)
    assert "2-abc" not in problem


@pytest.mark.parametrize("value", ["xoxb-1-2-abc", "xapp-1-A1-2-abc", "xoxe.xoxb-1-abc"])
def test_a_token_is_no_signing_secret(value: str) -> None:
    (problem,) = problems({**TOKENS, "SLACK_SIGNING_SECRET": value}, "http")
    assert problem.startswith("SLACK_SIGNING_SECRET")
    assert value not in problem


@pytest.mark.parametrize("value", ["test-signing-secret", "not a secret"])
def test_an_unusual_signing_secret_is_taken_with_a_warning(value: str) -> None:
    settings = Settings.from_env({**TOKENS, "SLACK_SIGNING_SECRET": value}, need="http")
    assert settings.signing_secret == value
    (warning,) = settings.warnings
    assert warning.startswith("SLACK_SIGNING_SECRET")
    assert value not in warning


def test_a_usual_signing_secret_is_taken_without_one() -> None:
    assert Settings.from_env(TOKENS, need="http").warnings == ()


@pytest.mark.parametrize("value", ["xoxe.xoxb-1-2-abc", "xoxe-1-abc"])
@pytest.mark.parametrize("need", ["socket", "http"])
def test_a_rotating_token_is_told_as_such(value: str, need: Need) -> None:
    (problem,) = problems({**TOKENS, "SLACK_BOT_TOKEN": value}, need)
    assert "token rotation" in problem
    assert "Copy" not in problem
    assert "abc" not in problem


@pytest.fixture
def environ() -> Iterator[Callable[[], dict[str, str]]]:
    """An environment of this test's own, in which files are read; tells what it holds."""
    with patch.dict(os.environ, {"PORT": "8080"}, clear=True):
        yield lambda: {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}


@pytest.mark.parametrize("begins", ["", "\ufeff"])
def test_a_file_sets_what_the_environment_does_not(environ: Callable[[], dict[str, str]], tmp_path: Path, begins: str) -> None:
    file = tmp_path / ".env"
    file.write_text(
        f"{begins}SLACK_BOT_TOKEN=xoxb-1 # the bot's\nPORT=9\nDATABASE_URL='postgresql://a:${{b@h/n'\n", encoding="utf-8"
    )
    load_env_file(file)
    assert environ() == {"PORT": "8080", "SLACK_BOT_TOKEN": "xoxb-1", "DATABASE_URL": "postgresql://a:${b@h/n"}


def test_the_sample_can_be_copied_as_it_is(environ: Callable[[], dict[str, str]]) -> None:
    load_env_file(Path(__file__).parents[2] / ".env.sample")
    assert Settings.from_env({**environ(), "PORT": ""}, need="terminal") == Settings()


def test_without_a_file_nothing_is_set(environ: Callable[[], dict[str, str]], tmp_path: Path) -> None:
    load_env_file(tmp_path / ".env")
    assert environ() == {"PORT": "8080"}


@pytest.mark.parametrize("content", [b"\xff\xfeS\x00L\x00", b"PORT=caf\xe9\n", b"A=\x00\n"])
def test_a_file_that_is_no_text_is_named(environ: Callable[[], dict[str, str]], tmp_path: Path, content: bytes) -> None:
    file = tmp_path / ".env"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"\.env cannot be read: it is no UTF-8 text"):
        load_env_file(file)


def test_tokens_that_are_not_needed_are_not_judged() -> None:
    settings = Settings.from_env({"SLACK_BOT_TOKEN": "?", "SLACK_APP_TOKEN": "?", "SLACK_SIGNING_SECRET": "? "}, need="terminal")
    assert settings.bot_token == "?"


def test_nothing_secret_shows() -> None:
    settings = Settings.from_env({**TOKENS, "DATABASE_URL": "postgresql://ana:hunter2@host/x"}, need="http")
    for secret in (*TOKENS.values(), "hunter2"):
        assert secret not in f"{settings!r} {settings}"
    (problem,) = problems({"DATABASE_URL": "postgres://ana:p@hunter2@host/x"})
    assert "write @ as %40" in problem
    assert "hunter2" not in problem


@given(
    st.dictionaries(
        st.sampled_from([*TOKENS, "DATABASE_URL", "SLACK_API_URL", "PORT", "ADVISOR_KEEP_DAYS", "ADVISOR_KNOWLEDGE"]), st.text()
    )
)
def test_any_environment_gives_settings_or_problems(environ: dict[str, str]) -> None:
    try:
        settings = Settings.from_env(environ, need="http")
    except SettingsError as error:
        outcome = len(error.problems)
    else:
        outcome = settings.port
    assert outcome > 0


@pytest.mark.parametrize(
    ("value", "curators"),
    [
        ("", Curators()),
        ("U0123456789", Curators(people=frozenset({"U0123456789"}))),
        ("U01,W02 , S03 S04", Curators(people=frozenset({"U01", "W02"}), groups=("S03", "S04"))),
        ("Admins, U01, U01,", Curators(people=frozenset({"U01"}), admins=True)),
    ],
)
def test_curators_are_people_user_groups_or_admins(value: str, curators: Curators) -> None:
    settings = Settings.from_env({"ADVISOR_CURATORS": value}, need="terminal")
    assert settings.curators == curators
    assert bool(settings.curators) is (value != "")
