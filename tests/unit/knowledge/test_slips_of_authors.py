"""What an author does wrong is told at its line, with the remedy, once; nothing passes in silence, and nothing else is blamed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from bot.errors import Problem
from bot.knowledge.causes import folded
from bot.knowledge.checking import check_content
from bot.knowledge.lines import with_lines
from bot.knowledge.loader import read_content

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

SPEED, PHRASES = "topics/speed.yml", "phrases/en/speed.yml"
HARD = "\u00a0"


def told(toy: Toy) -> list[Problem]:
    """What `check` tells of the folder, the model apart."""
    content = read_content(toy.folder)
    return list(with_lines(folded(check_content(content), content), content.folder))


def places(toy: Toy) -> list[str]:
    """Where each problem is, and the first words of what it says."""
    return [f"{one.file}: {one.place}: {one.what}" for one in told(toy)]


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "words"),
    [
        (SPEED, "id: Transaksi UKM cepat.}\nclaims", "id: Put the price on the table.}\nclaims", "line 6", "reads as “en”"),
        (SPEED, "2026-11-23", "2099-11-23", "line 4", "The day 2099-11-23 is still to come"),
        ("sources.yml", "2023-01-12", "2099-01-12", "line 4", "The day 2099-01-12 is still to come"),
        (SPEED, "en: SMB deals are quick.\n", "en: SMB deals #1 are quick.\n", "line 11, column 19", "“#1 are quick.” is left out"),
        (PHRASES, "question b", "question # b", "line 3, column 23", "“# b” is left out"),
        (SPEED, "note: {", "<<: {both: 1}\nnote: {", "line 17, column 1", "“<<” takes over"),
        (SPEED, "Call at once.", "TODO", "line 15", "still to be written"),
        (SPEED, "Call at once.", "TBD", "line 15", "“TBD” stands in the text"),
        (SPEED, "Call at once.", "'See https://example.com/a.'", "line 15", "holds the address https://example.com/a."),
        (SPEED, "Call at once.", "'Call **at once**.'", "line 15", "holds Markdown"),
        (SPEED, "en: SMB deals are quick.\n", "en: “SMB deals are quick.”\n", "line 11, column 9", "typographic quotes, which people"),
        (SPEED, "title:", "“title”:", "line 1, column 1", "The key “title” stands in typographic quotes"),
        (SPEED, "en: SMB deals are quick.\n", "en: “Mind: be quick.”\n", "line 11, column 14", "typographic quotes (“ ”) do not"),
        (SPEED, "    side: smb", f"    {HARD}side: smb", "line 9, column 5", "A no-break space"),
        (SPEED, "    side: smb", f"    side:{HARD}smb", "line 9, column 10", "A no-break space"),
        (SPEED, "claims:", "<<<<<<< HEAD\nclaims:\n=======\nclaims:\n>>>>>>> theirs", "line 7, column 1", "Git left a conflict"),
        (SPEED, "claims:", "---\nclaims:", "line 7, column 1", "A second document begins here"),
        (PHRASES, "en speed question b", "he said: no", "line 3", "The colon in this text"),
    ],
)  # fmt: skip
def test_a_slip_is_told_first_at_its_line(toy: Toy, file: str, old: str, new: str, place: str, words: str) -> None:
    toy.edit(file, old, new)
    first = told(toy)[0]
    assert (first.file, first.place.startswith(place), words in first.what) == (f"kb/{file}", True, True), first
    assert first.remedy


def test_texts_in_their_own_language_and_remarks_set_off_are_left_alone(toy: Toy) -> None:
    toy.edit(SPEED, "side: smb\nowner", "side: smb  # a remark, set off\nowner")
    toy.edit(PHRASES, "en speed question b", '"en speed # b"')
    assert told(toy) == []


def test_indonesian_phrases_under_english_are_told_once_a_file(toy: Toy) -> None:
    toy.write("language/en/stopwords.yml", "stop: [the, no, on, is]\npolite: [please]\n")
    toy.write("language/id/stopwords.yml", "stop: [yang, di, itu, kita, dan]\npolite: [tolong]\n")
    toy.edit(PHRASES, "en speed question b", "yang itu di tempat kita cepat")
    toy.edit(PHRASES, "en speed question c", "tolong yang cepat itu di mana dan")
    toy.edit(PHRASES, "en speed question d", "the deal yang itu di kita dan")
    assert [(one.place, one.follows) for one in told(toy)] == [("line 3: any[1]", 1)]


def test_a_draft_in_a_subfolder_and_a_file_nobody_reads_are_told(toy: Toy) -> None:
    toy.write("topics/drafts/x.yml", "title: x\n")
    toy.write("discounts.yml", "title: x\n")
    assert places(toy) == [
        "kb/discounts.yml: : Nothing reads this file.",
        "kb/topics/drafts/x.yml: : Nothing reads this file: topics/ has no subfolders.",
    ]


def delete(toy: Toy) -> None:
    toy.remove(SPEED)


def rename(toy: Toy) -> None:
    (toy.folder / SPEED).rename(toy.folder / "topics/speed.yaml")


def move(toy: Toy) -> None:
    (toy.folder / "topics/drafts").mkdir()
    (toy.folder / SPEED).rename(toy.folder / "topics/drafts/speed.yml")


def break_it(toy: Toy) -> None:
    toy.write(SPEED, "title: [\n")


@pytest.mark.parametrize(
    ("hurt", "what", "follow"),
    [
        (delete, "topics/speed.yml: The file is missing, and other files still speak of it.", 4),
        (rename, "topics/speed.yaml: The file name does not end in “.yml”.", 4),
        (move, "topics/drafts/speed.yml: Nothing reads this file: topics/ has no subfolders.", 4),
        (break_it, "topics/speed.yml: The YAML cannot be read", 0),
    ],
)
def test_a_topic_that_is_not_there_is_one_problem_with_all_that_follows_folded(
    toy: Toy, hurt: Callable[[Toy], None], what: str, follow: int
) -> None:
    toy.edit("calibration/en.jsonl", '"price", "speed"', '"speed"')
    hurt(toy)
    (only,) = told(toy)
    assert f"{only.file}: {only.what}".startswith(f"kb/{what}")
    assert only.follows >= follow
    assert follow == 0 or f"{only.follows} more problems go away with it." in str(only)


def test_a_figure_that_is_nowhere_is_told_once_however_many_texts_name_it(toy: Toy) -> None:
    toy.edit("figures.yml", "small-price", "smaller-price")
    found = [(one.what, one.follows) for one in told(toy) if one.what.startswith("There is no figure")]
    assert found == [("There is no figure “small-price”.", 3)]


def test_a_misspelt_id_is_told_where_it_stands_and_not_as_a_lost_file(toy: Toy) -> None:
    toy.edit("topics/price.yml", "[speed]", "[sped]")
    assert places(toy) == ["kb/topics/price.yml: line 28: related[0]: There is no topic “sped”."]
