"""The lists of cues that the code reads by name: `check` proves that each stands in some language, and that no other does."""

from __future__ import annotations

_BY_FILE = {
    "bounds": "at-most at-least about at-most-after at-least-after about-after",
    "clauses": "openers tied asking calling joining also polite frames framed",
    "links": "things anything ask around",
    "lists": "first second third fourth fifth middle last",
    "near": "objection-prep value-pitch deal-economics",
    "negation": "before far apart really twice after answer side inverted ends",
    "parts": "steps ask say line message check checked more why example compare around",
    "remarks": (
        "judge judge-asked shorter longer wording another puzzled puzzled-asked puzzled-not wrong why all expert export share "
        "fill formula calculate around beside-place place place-not choice counted-steps counted-ask counted-say"
    ),
    "rows": (
        "them whole enterprise-vs-smb sales-cycle buying-process pitfalls content-preferences buying-signals key-metrics "
        "objections"
    ),
    "sizes": "person staff people before",
    "social": "words asides",
    "sums": (
        "asking plain otherwise opening-question how-many question question-end per-day per-week per-month per-quarter per-year "
        "joining listing spent-on result nothing of of-it of-them rising from moved moved-by fallen counted staff people firm "
        "supposing changing "
        "going-on correcting adding more-before more-behind less-before less-behind turned within case formula calculating wish "
        "closing when earlier comparing talk opening"
    ),
    "touches": (
        "people people-told person-told moment moment-told time-told beginning beginning-told ending ending-told giving-up "
        "giving-up-told often often-told manager manager-told amount counting length until opener most"
    ),
    "views": "beside compare against ask say message check steps avoid usual",
    "wants": "ask say message check steps what how",
}
NEAR = tuple(_BY_FILE["near"].split())
"""The subjects that are named by their own cues where a message is declined, in this order."""
CUE_KEYS = frozenset(f"{file}.{key}" for file, keys in _BY_FILE.items() for key in keys.split())
"""`<file>.<key>` of every list in `knowledge/language/<code>/cues/`."""
