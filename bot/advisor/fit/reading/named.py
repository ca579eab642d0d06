"""Counts the people who decide where each is named by what he is: "the director and the treasurer sign"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.reading.evidence import Owner
from bot.advisor.fit.reading.passage import Found, Passage
from bot.domain.fit_model import Criterion
from bot.language.phrases import Hit

_LONGEST_ITEM = 4
"""Words of a clause that only names one more of a list ("CFO, CIO and CISO sign")."""
_JOINS = "&+/"
_FEWEST = 2
"""One alone is read from the words that say so ("the owner decides")."""


def named_deciders(criterion: Criterion, passage: Passage) -> Iterator[Found]:
    """Yield for each sentence how many people it names as those who decide, where it names several.

    One person may have a title of several words ("managing partner"): only what joins people ("and", a new clause) parts them.
    """
    yield from _listed(criterion, passage)
    people = [hit for hit in passage.all(Cue.OFFICE) if _may_decide(passage, hit, listed=True)]
    people += [hit for hit in passage.all(Cue.DEPARTMENT) if _may_decide(passage, hit, listed=False)]
    hits = sorted(people, key=lambda hit: hit.first)
    for _, group in groupby(hits, key=lambda hit: passage.words[hit.first].sentence):
        named = list(_apart(passage, list(group)))
        acts = any(passage.has(Cue.ACTS, *passage.clause(hit.first)) for hit in named)
        if acts and len(named) >= _FEWEST:
            first, last = named[0].first, named[-1].last
            yield Found(id=criterion.id, value=float(len(named)), first=first, last=last, rank=0)


def _listed(criterion: Criterion, passage: Passage) -> Iterator[Found]:
    """Yield how many people a clause about a prospect names that names nobody and nothing else: "CTO + CFO + HR"."""
    offices = passage.all(Cue.OFFICE) if passage.of_prospect else ()
    named = sorted((*offices, *(passage.all(Cue.DEPARTMENT) if offices else ())), key=lambda hit: hit.first)
    for clause in dict.fromkeys(passage.words[hit.first].clause for hit in offices):
        people = list(_apart(passage, [hit for hit in named if passage.words[hit.first].clause == clause]))
        if len(people) >= _FEWEST and _names_only(passage, people):
            yield Found(id=criterion.id, value=float(len(people)), first=people[0].first, last=people[-1].last, rank=0)


def _names_only(passage: Passage, people: list[Hit]) -> bool:
    """Whether a clause holds nothing but some people, and what joins them."""
    first, last = passage.clause(people[0].first)
    joins = list(passage.within(Cue.AS_WELL, first, last))
    held = {at for hit in (*people, *joins) for at in range(hit.first, hit.last)}
    return all(at in held or passage.words[at].low in _JOINS for at in range(first, last))


def _may_decide(passage: Passage, hit: Hit, *, listed: bool) -> bool:
    """Whether someone named decides on the purchase: said in the same clause, or, if `listed` is enough, one of a list.

    The seller's own people do not.
    """
    first, last = passage.clause(hit.first)
    first = next((at + 1 for at in range(hit.first - 1, first, -1) if passage.words[at].low == ":"), first)
    decides = (listed and last - first <= _LONGEST_ITEM) or passage.has(Cue.ACTS, first, last)
    silent = passage.is_silent(hit.first) or passage.is_denied(hit) or passage.is_past(hit.first)
    return decides and not silent and passage.owner(hit.first, within_clause=True) is not Owner.SELLER


def _apart(passage: Passage, hits: list[Hit]) -> Iterator[Hit]:
    """The people among the titles of one sentence, each once."""
    seen: set[str] = set()
    last: Hit | None = None
    for hit in hits:
        name = passage.words[hit.first].low
        if name not in seen and (last is None or _is_another(passage, last, hit)):
            seen.add(name)
            yield hit
        last = hit


def _is_another(passage: Passage, before: Hit, hit: Hit) -> bool:
    """Whether a title behind another one is that of another person."""
    new = passage.words[before.first].clause != passage.words[hit.first].clause
    signs = passage.between(before.first, hit.last)
    return new or passage.has(Cue.AS_WELL, before.last, hit.first) or any(sign in signs for sign in _JOINS)
