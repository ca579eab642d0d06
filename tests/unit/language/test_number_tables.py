"""What the reader of numbers looks for among tokens is in its book, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

from bot.language import quantities
from bot.language.quantities.tables import SOUGHT

_ASKED = re.compile(r"""\.(?:at|before)\(\s*"([\w-]+)",""")


def test_every_kind_of_phrase_that_the_code_looks_for_is_in_the_book_and_no_other() -> None:
    sources = Path(quantities.__file__).parent.glob("*.py")
    asked = {kind for source in sources for kind in _ASKED.findall(source.read_text(encoding="utf-8"))}
    assert asked == SOUGHT
