"""What a language is, and the two sides of the market."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Self

_CODE = re.compile(r"[a-z]{2,3}")


class Language(str):
    """A language by its ISO 639 code, such as `en`. Which ones are spoken, the folders of `knowledge/language/` tell."""

    __slots__ = ()

    def __new__(cls, code: str) -> Self:
        """Return the language of a code. Raises ValueError where it is none."""
        if not _CODE.fullmatch(code):
            raise ValueError(f"{code!r} is no code of a language")
        return super().__new__(cls, code)

    @property
    def value(self) -> str:
        """The code as a plain text."""
        return str(self)


FALLBACK = Language("en")
"""What is spoken where nobody, neither a person nor a surface, has told another language."""


def of_locale(tag: str | None, locales: Mapping[str, Language]) -> Language | None:
    """Return the language of an IETF tag such as `id-ID` by the first parts that languages go by; None where none is spoken."""
    return locales.get((tag or "").replace("_", "-").split("-")[0].lower())


class Segment(StrEnum):
    """The side of the market a claim, a question or an answer is about."""

    ENTERPRISE = "enterprise"
    SMB = "smb"
    BOTH = "both"

    @property
    def other(self) -> Segment:
        """The opposite side; BOTH has none and stays."""
        opposite = {Segment.ENTERPRISE: Segment.SMB, Segment.SMB: Segment.ENTERPRISE}
        return opposite.get(self, self)
