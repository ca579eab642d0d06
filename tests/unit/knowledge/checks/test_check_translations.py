"""No English text changes behind its translation's back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.translations import check_translations

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

_COMMAND = "sales-advisor check --accept-translations"
_CONFIRM = f"Bring the translations up to date, then run `{_COMMAND} topics/%s.yml`."


def _told(toy: Toy) -> list[str]:
    return [str(problem) for problem in toy.run(check_translations)]


def test_confirmed_translations_pass(toy: Toy) -> None:
    assert _told(toy) == []


def test_changed_english_must_be_confirmed(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "Call at once.", "Call soon.")
    assert _told(toy) == [
        "kb/topics/speed.yml: guidance.smb[0]: The text changed after its translations were confirmed. " + _CONFIRM % "speed"
    ]
    toy.accept()
    assert _told(toy) == []


def test_changed_indonesian_needs_no_confirmation(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "Segera telepon.", "Teleponlah segera.")
    assert _told(toy) == []


def test_new_and_removed_texts(toy: Toy) -> None:
    toy.edit("topics/price.yml", "related:", "note: {en: New., id: Baru.}\nrelated:")
    toy.edit("topics/speed.yml", "note: {en: A B2B remark., id: Catatan B2B.}\n", "")
    assert _told(toy) == [
        "kb/topics/price.yml: note: The translation of this text was never confirmed. " + _CONFIRM % "price",
        "kb/translations.yml: topics/speed.yml: note: The text is gone. "
        f"Restore it, or, where nothing asks for it, run `{_COMMAND} topics/speed.yml`.",
    ]


def test_new_and_removed_files(toy: Toy) -> None:
    (toy.folder / "topics/speed.yml").rename(toy.folder / "topics/pace.yml")
    assert _told(toy) == [
        "kb/topics/pace.yml: The translations of this file were never confirmed. "
        f"Compare the languages, then run `{_COMMAND} topics/pace.yml`.",
        f"kb/translations.yml: topics/speed.yml: The file is gone. Restore it, or run `{_COMMAND} topics/speed.yml`.",
    ]


def test_a_missing_or_damaged_lock_is_one_problem(toy: Toy) -> None:
    remedy = f"Restore it from version control; or compare all translations, then run `{_COMMAND} all`."
    toy.write("translations.yml", "topics/speed.yml: 3\n")
    assert _told(toy) == [f"kb/translations.yml: topics/speed.yml: This must be a mapping of keys to values. {remedy}"]
    toy.remove("translations.yml")
    assert _told(toy) == [f"kb/translations.yml: The file is missing. {remedy}"]


def test_a_broken_file_keeps_its_confirmations(toy: Toy) -> None:
    toy.write("topics/speed.yml", "title: [\n")
    assert _told(toy) == []


def test_a_text_that_lost_its_translation_is_not_called_gone(toy: Toy) -> None:
    toy.edit("topics/speed.yml", ", id: Catatan B2B.}", "}")
    assert _told(toy) == []


def test_a_label_deleted_in_every_language_is_told_at_its_file(toy: Toy) -> None:
    for language, word in (("en", "Yes"), ("id", "Ya")):
        toy.edit(f"templates/{language}/labels.yml", f"yes: {word}\n", "")
    assert _told(toy) == [
        "kb/templates/en/labels.yml: yes: The label “yes” is gone from every language. "
        f"Restore it, or, where nothing asks for it, run `{_COMMAND} templates/en/labels.yml`."
    ]


def test_a_label_changed_in_english_alone_is_told(toy: Toy) -> None:
    toy.edit("templates/en/labels.yml", "yes: Yes", "yes: Sure")
    assert [one.split(": ")[1] for one in _told(toy)] == ["yes"]
