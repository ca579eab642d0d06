"""Where the knowledge folder is: the one asked for, the one packaged with the product, or the one of the source tree."""

from __future__ import annotations

from pathlib import Path

from bot.errors import KnowledgeError, Problem

_PACKAGE = Path(__file__).resolve().parent.parent
PACKAGED = _PACKAGE / "_knowledge"
"""The copy inside an installed wheel."""
IN_REPOSITORY = _PACKAGE.parent / "knowledge"
"""The folder curators edit."""


def find_knowledge(explicit: Path | str | None = None) -> Path:
    """Return the knowledge folder as an absolute path: `explicit` if given, else the packaged one, else the repository's.

    Raises KnowledgeError where that folder does not exist; an explicit folder is never replaced by another one silently.
    """
    if explicit is not None:
        chosen = Path(explicit).expanduser()
    else:
        chosen = PACKAGED if PACKAGED.is_dir() else IN_REPOSITORY
    if not chosen.is_dir():
        remedy = "Name the folder that holds topics/ and sources.yml."
        raise KnowledgeError([Problem(str(chosen), "", "There is no knowledge folder here.", remedy)])
    return chosen.resolve()
