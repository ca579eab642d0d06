"""What every start needs of a knowledge folder, ready made: read from its files once, then kept in the user's cache.

With it a start takes half the time, and neither YAML nor pydantic is loaded. What is kept is a pickle, trusted as Python trusts
its own compiled modules: it is read only where nobody but this user may write it, and where neither the knowledge nor any line
of code is another than when it was made.
"""

from __future__ import annotations

import hashlib
import heapq
import logging
import os
import pickle
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.advisor.brief.reading import BOOK as BRIEF
from bot.advisor.calculators.cues import BOOK as SUMS
from bot.advisor.calculators.cues import phrases_of
from bot.advisor.fit.reading.cues import BOOK as FIT
from bot.domain.brief import BriefRules
from bot.domain.fit_model import FitModel
from bot.domain.language import Language
from bot.domain.metric import Metric
from bot.knowledge.cached_files import keep_quietly
from bot.knowledge.snapshot import Contents
from bot.knowledge.trained import built_in_model
from bot.knowledge.unchanged import files_in
from bot.language.lexicon import Lexicon
from bot.language.reader import Reader
from bot.matching.model import TrainedModel
from bot.matching.model_file import write_whole
from bot.rendering.renderer import Renderer
from bot.rendering.signs import Signs, know_signs

logger = logging.getLogger(__name__)

MOST = 3
"""Files of this kind in the cache: one serves until the next release, or the next change of the knowledge."""

MET = 3_000
"""Words of which it is known beforehand what they come to, those that stand in phrases most often: nine in ten of what people
write. A process that has met none of them spends a twentieth of its time on that in its first thousand messages."""

_CODE = Path(__file__).parents[1]
_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn(Contents):
    """A whole knowledge folder without layers. state: the fingerprint of the files and the code that the model should have
    been made from. signs: how each language writes numbers.
    """

    state: str
    signs: Mapping[Language, Signs]


def reader_of(
    lexicons: tuple[Lexicon, ...], model: TrainedModel, metrics: Mapping[str, Metric], fit: FitModel, brief: BriefRules | None
) -> Reader:
    """Build what reads messages, with the phrases that tasks look for."""
    books: dict[str, Mapping[str, Iterable[str]]] = {SUMS: phrases_of(metrics), FIT: fit.cues}
    if brief is not None:
        books[BRIEF] = brief.cues
    return Reader(lexicons, model.vocabulary, books)


_last: list[tuple[str, BuiltIn]] = []
"""What was read last, and the stand of the files it was read from."""


def built_in(folder: Path, cache: Path | None = None) -> BuiltIn:
    """Return what a knowledge folder holds. cache: the folder where it is kept ready made; None keeps nothing.

    Shared by all who ask, so nobody may change it. Raises KnowledgeError or ModelError where the folder cannot be used.
    """
    stand = _stand_of(folder)
    if _last and _last[-1][0] == stand:
        return _last[-1][1]
    path = None if cache is None else cache / f"{stand}.start"
    found = None if path is None else _kept(path)
    if found is not None:
        built_in_model.know((found.model, found.state), folder)
        know_signs(found.signs)
    else:
        from bot.bootstrap.built_in import read_built_in  # reading the files takes all that makes a start slow

        found = read_built_in(folder)
        if path is not None:
            found.reader.meet(_common(found.model.vocabulary))
            Renderer(found.knowledge, found.templates, found.labels, found.fit, found.overview, code=found.code).compile()
            with suppress(RecursionError):  # of what is nested as deep as no phrase is: then every start reads the files
                keep_quietly(path, lambda path: write_whole(path, _sealed(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))), MOST)
    _last[:] = [(stand, found)]
    return found


def _common(vocabulary: Mapping[str, Sequence[int]]) -> list[str]:
    """The words said most often."""
    return heapq.nlargest(MET, vocabulary, key=lambda word: sum(vocabulary[word]))


def _stand_of(folder: Path) -> str:
    """Name all that is made of: every file of the knowledge and of the code, and the Python that reads them.

    By their contents, a hundredth of a second: their times would be others in every container of one image.
    """
    digest = hashlib.sha256(f"{sys.version}\n{folder}\n".encode())
    for room in (folder, _CODE):
        for name in sorted(files_in(room)):
            with suppress(OSError):  # taken away at this moment, or not to be read: reading it tells
                content = Path(name).read_bytes()
                digest.update(f"{name.removeprefix(str(room))}\n{len(content)}\n".encode(errors="surrogateescape") + content)
    return digest.hexdigest()[:32]


def _kept(path: Path) -> BuiltIn | None:
    """What an earlier start left; None where there is nothing, or nothing whole that this user alone may write."""
    with suppress(OSError):
        content = path.read_bytes() if _is_own(path.parent) and _is_own(path) else b""
        if content and content[:_DIGEST] == hashlib.sha256(content[_DIGEST:]).digest():
            found = pickle.loads(memoryview(content)[_DIGEST:])  # noqa: S301  see above for why it can be trusted
            return found if isinstance(found, BuiltIn) else None
    return None


def _sealed(content: bytes) -> bytes:
    return hashlib.sha256(content).digest() + content


def _is_own(path: Path) -> bool:
    """Whether nobody else may write there, but for the system's own user. Windows keeps a user's folders apart by itself."""
    if not hasattr(os, "getuid"):
        return True
    found = path.stat()
    return found.st_uid in {os.getuid(), 0} and not found.st_mode & 0o022
