"""What is worked out lazily is worked out once for each owner, and never before it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.lazily import lazily


@dataclass(frozen=True)
class Text:
    letters: str

    @lazily
    def length(self) -> int:
        """How long it is."""
        asked.append(self.letters)
        return len(self.letters)


asked: list[str] = []


def test_each_value_is_worked_out_once_by_its_owner() -> None:
    asked.clear()
    one, other = Text("churn"), Text("win")
    assert asked == []
    assert (one.length, one.length, other.length) == (5, 5, 3)
    assert asked == ["churn", "win"]


def test_what_is_kept_is_no_part_of_what_the_owner_is() -> None:
    one = Text("churn")
    assert one.length == 5
    assert one == Text("churn")
    assert "length" not in repr(one)


def test_the_class_tells_of_itself() -> None:
    assert Text.length.__doc__ == "How long it is."
