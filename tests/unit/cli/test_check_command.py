"""`check` tells every problem under its file, and what to do."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.cli import check
from bot.domain.knowledge import Phrase
from bot.domain.language import Language
from bot.errors import KnowledgeError, Problem, UsageError
from bot.knowledge.content import Content, LocatedPhrase
from bot.knowledge.translations import Accepted

FOUND = (
    Problem("kb/groups.yml", "", "It is odd.", "Mend it."),
    Problem("kb/topics/price.yml", "title.en", "It is long.", "Shorten it."),
    Problem("kb/topics/price.yml", "note.en", "It is short.", "Lengthen it."),
)


class _Rote:
    """Reads everything as one topic."""

    def rank(self, text: str) -> Sequence[tuple[str, float]]:
        return [("speed", 1.0)]


def _run(folder: Path, *words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    check.add_parser(parser.add_subparsers())
    out = io.StringIO()
    code = check.run(parser.parse_args(["check", "--knowledge-only", str(folder), *words]), out)
    return code, out.getvalue()


def _content(folder: Path) -> Content:
    phrase = Phrase(language=Language("en"), topic="price", segment=None, text="how much")
    raw = {"intents/en/why.yml": ["why"] * 1_200, "out_of_scope/en/far.yml": ["lunch"], "calibration/en.jsonl": {"line 1": {}}}
    phrases = (LocatedPhrase(file="phrases/en/price.yml", path="any[0]", phrase=phrase),)
    topics = frozenset(["price", "speed"])
    return Content(folder=folder, raw=raw, knowledge=None, topic_ids=topics, phrases=phrases, problems=())


@pytest.fixture
def _problems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "find_problems", lambda content: (FOUND, ()))


@pytest.mark.usefixtures("_problems")
def test_problems_stand_under_their_files(tmp_path: Path) -> None:
    assert _run(tmp_path) == (
        1,
        "kb/groups.yml\n"
        "  whole file: It is odd. Mend it.\n"
        "\n"
        "kb/topics/price.yml\n"
        "  title.en: It is long. Shorten it.\n"
        "  note.en: It is short. Lengthen it.\n"
        "\n"
        "3 problems in 2 files.\n",
    )


@pytest.mark.usefixtures("_problems")
def test_problems_as_json(tmp_path: Path) -> None:
    code, written = _run(tmp_path, "--json")
    assert code == 1
    problem = {"file": "kb/groups.yml", "line": 0, "path": "", "what": "It is odd.", "remedy": "Mend it.", "follows": 0}
    assert json.loads(written)[0] == problem
    assert len(json.loads(written)) == 3


def test_a_sound_folder_tells_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "read_content", _content)
    monkeypatch.setattr(check, "find_problems", lambda content: ((), ()))
    assert _run(tmp_path) == (
        0,
        "No problems: 2 topics, 1 phrase, 1,200 lines of small talk, 1 question out of scope, 1 calibration sentence.\n",
    )
    assert _run(tmp_path, "--json") == (0, "[]\n")


def test_an_empty_folder_has_problems_of_every_kind(tmp_path: Path) -> None:
    code, written = _run(tmp_path)
    assert code == 1
    for told in ("/sources.yml\n", "/phrases\n", "/language\n", "/model.gz\n"):
        assert f"{tmp_path.name}{told}" in written


def test_overmatch_is_looked_for_once_the_model_is_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "check_metrics", lambda folder: ())
    monkeypatch.setattr(check, "check_content", lambda content: ())
    monkeypatch.setattr(check, "template_faults", lambda *given: ())
    monkeypatch.setattr(check, "build_matcher", lambda folder, **_: _Rote())
    monkeypatch.setattr(check, "check_model", lambda folder: ())
    (problem,), strays = check.find_problems(_content(tmp_path))
    assert strays == ()
    assert problem.what == "“how much” is read as “speed” (100%), not as “price” (0%)."
    monkeypatch.setattr(check, "check_model", lambda folder: FOUND[:1])
    assert check.find_problems(_content(tmp_path)) == (FOUND[:1], ())


def test_a_stray_phrase_is_told_and_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stray = Problem("kb/phrases/en/price.yml", "any[0]", "“how much” is read as “speed”.", "Reword it.")
    monkeypatch.setattr(check, "read_content", _content)
    monkeypatch.setattr(check, "find_problems", lambda content: ((), (stray,)))
    code, written = _run(tmp_path)
    assert code == 0
    assert written.startswith("No problems: 2 topics")
    assert written.endswith("few:\n  kb/phrases/en/price.yml: any[0]: “how much” is read as “speed”.\n")


@pytest.mark.usefixtures("_problems")
def test_translations_are_confirmed_first_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def accept(folder: Path, files: Sequence[str]) -> Accepted:
        assert files == ["topics/price.yml", "groups.yml"]
        return Accepted(lock=folder / "translations.yml", changed={"topics/price.yml": 2})

    monkeypatch.setattr(check, "accept_translations", accept)
    _, written = _run(tmp_path, "--accept-translations", f"{tmp_path.name}/topics/price.yml", "groups.yml")
    head = f"Confirmed in {tmp_path.name}/translations.yml:\n  topics/price.yml: 2 texts\n\nkb/groups.yml\n"
    assert written.startswith(head)


def test_translations_are_confirmed_by_name_alone(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Name the files you have compared"):
        _run(tmp_path, "--accept-translations")
    with pytest.raises(UsageError, match="no translations to confirm"):
        _run(tmp_path, str(tmp_path), "--accept-translations", "all")


@pytest.mark.usefixtures("_problems")
def test_translations_of_broken_files_are_not_confirmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path, files: Sequence[str]) -> Accepted:
        raise KnowledgeError(FOUND)

    monkeypatch.setattr(check, "accept_translations", refuse)
    code, written = _run(tmp_path, "--accept-translations", "all")
    assert code == 1
    assert written.startswith("The translations were not confirmed:\n  kb/groups.yml: It is odd. Mend it.\n")


def test_a_folder_that_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path, files: Sequence[str]) -> Accepted:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(check, "accept_translations", refuse)
    with pytest.raises(UsageError, match=r"cannot be confirmed: Permission denied\. Check that you may write there\."):
        _run(tmp_path, "--accept-translations", "all")
