"""Templates are checked before anybody reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.rendering.template_checks import Fault, template_faults

LANGUAGES = (Language("en"), Language("id"))
SOUND = {
    "answer.j2": '{% from "_list.j2" import list %}\n{{ list(lines) }}\n',
    "_list.j2": "{% macro list(l) %}{{ l }}{% endmacro %}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound folder with one template and its macro, in both languages."""
    for language in ("en", "id"):
        room = tmp_path / "kb" / "templates" / language
        room.mkdir(parents=True)
        for name, text in SOUND.items():
            (room / name).write_text(text, encoding="utf-8")
    return tmp_path / "kb"


@pytest.fixture
def write(folder: Path) -> Callable[..., None]:
    """Write a template in the languages named, both by default."""

    def write(name: str, text: str, *languages: str) -> None:
        for language in languages or ("en", "id"):
            (folder / "templates" / language / name).write_text(text, encoding="utf-8")

    return write


def _english(faults: tuple[Fault, ...]) -> list[tuple[str, str, str]]:
    return [(file.removeprefix("kb/templates/en/"), path, what) for file, path, what, _ in faults if "/en/" in file]


def test_sound_templates_pass(folder: Path, write: Callable[..., None]) -> None:
    write("answer.j2", SOUND["answer.j2"] + "line\n" * 23)
    assert template_faults(folder, LANGUAGES) == ()
    assert template_faults(folder, LANGUAGES, {"answer"}) == ()


def test_a_template_of_one_language(folder: Path, write: Callable[..., None]) -> None:
    write("browse.j2", "Topics", "id")
    assert template_faults(folder, LANGUAGES) == (
        (
            "kb/templates/en/browse.j2",
            "",
            "The template stands in the other language only.",
            "Write it here as well, or remove it there.",
        ),
    )


@pytest.mark.parametrize(
    ("text", "line"), [("{{ a", 1), ("a\n{% if b %}", 2), ("{% endfor %}", 1), ("a\n\n{{ b | }}", 3), ("{% nonsense %}", 1)]
)
def test_a_template_that_cannot_be_parsed(folder: Path, write: Callable[..., None], text: str, line: int) -> None:
    write("answer.j2", text, "en")
    ((name, path, what),) = _english(template_faults(folder, LANGUAGES))
    assert (name, path) == ("answer.j2", f"line {line}")
    assert what.startswith("The template cannot be read: ")


@pytest.mark.parametrize("content", [b"\xff", b"{{ " + b"(" * 20_000 + b" }}"])
def test_a_file_that_cannot_be_read(folder: Path, content: bytes) -> None:
    (folder / "templates" / "en" / "answer.j2").write_bytes(content)
    ((name, _, what),) = _english(template_faults(folder, LANGUAGES))
    assert name == "answer.j2"
    assert what in ("The file cannot be read.", "The template is nested too deeply.")


def test_a_template_that_is_too_long(folder: Path, write: Callable[..., None]) -> None:
    write("answer.j2", SOUND["answer.j2"] + "line\n" * 24)
    assert _english(template_faults(folder, LANGUAGES)) == [("answer.j2", "", "The template has 26 lines; 25 is the most.")]


def test_a_reference_that_leads_nowhere_and_a_macro_nobody_uses(folder: Path, write: Callable[..., None]) -> None:
    write("answer.j2", '{% include "_lits.j2" %}')
    assert _english(template_faults(folder, LANGUAGES)) == [
        ("_list.j2", "", "Nothing uses this template."),
        ("answer.j2", "", "There is no template “_lits.j2” in this language."),
    ]


def test_templates_that_replies_need_or_do_not(folder: Path, write: Callable[..., None]) -> None:
    write("old.j2", "Old")
    assert _english(template_faults(folder, LANGUAGES, {"answer", "fit"})) == [
        ("fit.j2", "", "A reply needs this template, and there is none."),
        ("old.j2", "", "Nothing uses this template."),
    ]


def test_without_any_template(tmp_path: Path) -> None:
    assert template_faults(tmp_path, LANGUAGES) == ()


def test_a_name_that_one_language_alone_asks_for_is_a_slip(folder: Path, write: Callable[..., None]) -> None:
    write("answer.j2", SOUND["answer.j2"] + "{{ label('why') }} {{ answer.title | number }}\n")
    assert template_faults(folder, LANGUAGES) == ()
    write("answer.j2", SOUND["answer.j2"] + "{{ answr }} {{ answer.titel | number }}\n", "en")
    faults = [(path, what, remedy) for _, path, what, remedy in template_faults(folder, LANGUAGES)]
    assert ("line 3", "Nothing gives this template the name “answr”.", "Did you mean “answer”?") in faults
    assert ("line 3", "Nothing gives this template the name “titel”.", "Did you mean “title”?") in faults
