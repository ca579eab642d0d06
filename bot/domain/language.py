"""The two languages and the two sides of the market."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language the advisor speaks, by its ISO 639-1 code."""

    EN = "en"
    ID = "id"

    @classmethod
    def of_locale(cls, tag: str | None) -> Language | None:
        """Return the language of an IETF tag such as `id-ID`, or None where the advisor does not speak it."""
        code = (tag or "").replace("_", "-").split("-")[0].lower()
        return {"en": cls.EN, "id": cls.ID, "in": cls.ID}.get(code)


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
