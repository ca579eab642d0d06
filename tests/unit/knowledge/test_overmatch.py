"""No phrase is read as another topic: shown on a toy language with a ranker that answers by rote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from bot.knowledge import overmatch
from bot.knowledge.loader import read_content
from bot.knowledge.overmatch import are_strays, lost_phrases

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


class _Rote:
    """Reads one sentence as it is told, and every other one as the topic it names."""

    def __init__(self, text: str = "", ranking: Sequence[tuple[str, float]] = ()) -> None:
        self._text = text
        self._ranking = ranking

    def rank(self, text: str) -> Sequence[tuple[str, float]]:
        if text == self._text:
            return self._ranking
        return (("price", 0.9), ("speed", 0.1)) if "price" in text else (("speed", 0.9), ("price", 0.1))


def _told(toy: Toy, ranker: _Rote) -> list[str]:
    return [str(problem) for problem in lost_phrases(read_content(toy.folder), ranker)]


def test_phrases_read_as_their_own_topic_pass(toy: Toy) -> None:
    assert _told(toy, _Rote()) == []


def test_a_phrase_read_as_another_topic_is_told_with_both(toy: Toy) -> None:
    assert _told(toy, _Rote("id price question c", (("speed", 0.97), ("price", 0.02)))) == [
        "kb/phrases/id/price.yml: any[2]: “id price question c” is read as “speed” (97%), not as “price” (2%). "
        "Reword it, move it to phrases/id/speed.yml, or delete it; then train again."
    ]


def test_a_stray_among_thousands_is_no_fault(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    ranker = _Rote("id price question c", (("speed", 0.97), ("price", 0.02)))
    content = read_content(toy.folder)
    lost = list(lost_phrases(content, ranker))
    assert len(lost) == 1
    monkeypatch.setattr(overmatch, "STRAY", len(content.phrases))
    assert are_strays(lost, content)
    monkeypatch.setattr(overmatch, "STRAY", len(content.phrases) + 1)
    assert not are_strays(lost, content)


def test_a_topic_the_model_has_never_seen(toy: Toy) -> None:
    (told,) = _told(toy, _Rote("en speed for small firms", (("price", 1.0),)))
    assert "smb[0]: “en speed for small firms” is read as “price” (100%), not as “speed” (0%)." in told


@pytest.mark.parametrize(
    "ranking", [(), (("price", 1.0),), (("speed", 0.94), ("price", 0.01)), (("speed", 0.7), ("price", 0.2)), (("price", 0.1),)]
)
def test_doubts_that_asking_back_settles_pass(toy: Toy, ranking: Sequence[tuple[str, float]]) -> None:
    assert _told(toy, _Rote("en price question a", ranking)) == []
