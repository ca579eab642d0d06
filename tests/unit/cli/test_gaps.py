"""`gaps`: the groups of what was asked in vain, a draft from one, and decisions about them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.advisor.ports import Stores
from bot.bootstrap import Answering
from bot.cli import gaps, main
from bot.domain.clock import utc_now
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome
from bot.storage.migrator import migrate
from bot.storage.stores import database_stores

Listed = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answering: Answering) -> str:
    """An address of a database that is not there yet; the knowledge is read once for all tests."""
    address = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setattr(gaps, "answering_of", lambda _: answering)
    return address


@pytest.fixture
def log(url: str) -> Iterator[Stores]:
    """A log in which three people asked for a bonus, and one for the wifi."""
    migrate(url)
    stores = database_stores(url)
    texts = ("when is the SDR bonus paid?", "sdr bonus?", "what is the wifi password", "kapan bonus SDR dibayar?")
    for number, text in enumerate(texts):
        question = AskedQuestion(
            id=f"q{number}",
            person=Person(team="T1", user=f"USECRET{number}"),
            text=text,
            language=Language("id" if text.startswith("kapan") else "en"),
            outcome=Outcome.UNKNOWN,
            topics=("hiring",),
            asked_at=utc_now() - datetime.timedelta(days=9 * number),
        )
        stores.questions.record(question=question)
    yield stores
    stores.housekeeping.close()


@pytest.fixture
def listed(capsys: pytest.CaptureFixture[str]) -> Listed:
    """What the command lists as JSON."""

    def run(*words: str) -> list[dict[str, Any]]:
        assert main(["gaps", "--json", *words]) == 0
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return found

    return run


def test_without_a_database_nobody_asked_in_vain(capsys: pytest.CaptureFixture[str], listed: Listed) -> None:
    assert main(["gaps"]) == 0
    assert capsys.readouterr().out == "Nobody asked in vain in the last 30 days.\n"
    assert listed() == []


@pytest.mark.usefixtures("log")
def test_groups_are_listed_with_their_numbers_and_nobody_is_named(capsys: pytest.CaptureFixture[str], listed: Listed) -> None:
    assert main(["gaps"]) == 0
    out = capsys.readouterr().out
    heading, bonus, wifi = out.splitlines()
    assert heading.split()[:4] == ["id", "state", "times", "people"]
    assert bonus.split()[1:6] == ["new", "3", "3", "1", "1"]
    assert all(len(day) == len("2026-11-27") and day.count("-") == 2 for day in bonus.split()[6:8]), "asked first, and last"
    assert bonus.endswith("?  (hiring)")
    assert "wifi" in wifi
    first, second = listed()
    assert (first["times"], first["people"], first["this week"], first["week before"]) == (3, 3, 1, 1)
    assert (first["nearest topic"], first["why"], first["state"]) == ("hiring", {"unanswered": 3}, "new")
    assert set(first["wordings"]) == {"en", "id"}
    assert second["question"] == "what is the wifi password"
    assert "USECRET" not in out + json.dumps([first, second])


@pytest.mark.usefixtures("log")
def test_the_list_can_be_narrowed(listed: Listed) -> None:
    assert [gap["times"] for gap in listed("--most", "1")] == [3]
    assert [gap["times"] for gap in listed("--days", "10")] == [2]
    assert listed("--state", "dismissed") == []


@pytest.mark.parametrize(
    ("option", "state", "told"), [("--dismiss", "dismissed", "Dismissed: "), ("--taught", "taught", "Marked as taught: ")]
)
@pytest.mark.usefixtures("log")
def test_a_group_is_set_aside_and_taken_back(
    listed: Listed, capsys: pytest.CaptureFixture[str], option: str, state: str, told: str
) -> None:
    name = listed()[0]["id"]
    assert main(["gaps", option, name]) == 0
    assert capsys.readouterr().out.startswith(told)
    assert [gap["question"] for gap in listed()] == ["what is the wifi password"]
    (set_aside,) = listed("--state", state)
    assert (set_aside["id"], set_aside["decided by"]) == (name, "command line")
    assert len(listed("--state", "all")) == 2
    assert main(["gaps", "--reopen", name]) == 0
    capsys.readouterr()
    assert next(gap["id"] for gap in listed("--state", "new")) == name


@pytest.mark.usefixtures("log")
def test_a_draft_is_yaml_and_the_group_is_being_drafted(listed: Listed, capsys: pytest.CaptureFixture[str]) -> None:
    name = listed()[0]["id"]
    assert main(["gaps", "--draft", name]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# topics/sdr-bonus-paid.yml\n")
    topic = yaml.safe_load(out)
    assert topic["phrases"]["id"] == ["kapan bonus SDR dibayar?"]
    assert topic["answer"].startswith("TODO")
    assert listed()[0]["state"] == "drafting"


@pytest.mark.usefixtures("log")
def test_a_draft_is_written_into_a_folder_and_never_over_a_file(
    listed: Listed, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    name = listed()[0]["id"]
    for number in range(2):
        assert main(["gaps", "--draft", name, "--to", str(tmp_path / "team")]) == 0
        assert len(list((tmp_path / "team" / "topics").iterdir())) == number + 1
    file = tmp_path / "team" / "topics" / "sdr-bonus-paid.yml"
    assert capsys.readouterr().out.startswith(f"Written: {file}\n")
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["title"] == "When is the SDR bonus paid"


@pytest.mark.parametrize("option", ["--draft", "--dismiss", "--taught", "--reopen"])
@pytest.mark.usefixtures("log")
def test_an_id_there_is_not_is_told(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", option, "nonsense"]) == 1
    assert capsys.readouterr().err.startswith("There is no group “nonsense”.")


@pytest.mark.parametrize("option", ["--draft", "--dismiss"])
def test_an_id_without_a_database_is_told_too(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", option, ""]) == 1
    assert "There is no group “”." in capsys.readouterr().err


def test_a_folder_without_a_draft_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["gaps", "--to", str(tmp_path)]) == 1
    assert "--to goes with --draft" in capsys.readouterr().err


def test_what_people_wrote_gives_the_terminal_no_orders(log: Stores, capsys: pytest.CaptureFixture[str]) -> None:
    question = AskedQuestion(
        id="evil", person=Person(team="T1", user="U1"), text="\x1b[2Jfrobnicate\x07\nzyxw\u202e", language=Language("en"),
        outcome=Outcome.UNKNOWN, asked_at=utc_now(),
    )  # fmt: skip
    log.questions.record(question=question)
    assert main(["gaps"]) == 0
    out = capsys.readouterr().out
    assert "frobnicate" in out
    assert all(sign.isprintable() for line in out.splitlines() for sign in line)
