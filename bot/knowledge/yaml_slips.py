"""Finds what editors, chat programs and Git leave in a YAML file: it cannot be read for it, or is read as something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.quoting import short

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_HARD_BLANK = "[\u00a0\u2007\u202f\u3000\u200b\ufeff]"
_HARD_INDENT = re.compile(rf"^[ \t]*(?:- *)*(?:[\w-]+:)?(?P<blank>{_HARD_BLANK})", re.MULTILINE)
"""A no-break space before a key, after its colon or after the dash of a list: YAML takes it for a letter."""
_CURLY_KEY = re.compile(r"^[ \t]*(?:- )?(?P<key>[“”„‘’][^:\n]*): ", re.MULTILINE)
_CURLY = re.compile(r"[“”„«»]")
_PLAIN = r"(?P<text>[^\s\"'|>&*!\[\]{}#-](?:[^\n]*?\S)?)"
_VALUE = r"^[ \t]*(?:(?:- +)++(?:[\w-]+: +)?+|[\w-]+: +)"
_REMARK = re.compile(rf"{_VALUE}{_PLAIN}(?P<gap>[ \t]+)#(?P<rest>[^\n]*)$", re.MULTILINE)
_WRAPPED = re.compile(rf"{_VALUE}(?P<text>[“”„«][^“”„«»\n]*[”“»])[ \t]*$", re.MULTILINE)


def left_behind(text: str, label: str) -> Problem | None:
    """Return what keeps a file from being read and is no matter of YAML: Git's marks of a conflict, pasted blanks; else None."""
    found = _CONFLICT.search(text)
    if found:
        remedy = "Keep one of the two versions, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>."
        return Problem(label, _place(text, found.start()), "Git left a conflict in the file.", remedy)
    found = _HARD_INDENT.search(text)
    if found:
        remedy = "Delete the blanks there and type them anew: they were pasted from another program."
        return Problem(label, _place(text, found.start("blank")), "A no-break space stands where a blank must.", remedy)
    found = _CURLY_KEY.search(text)
    if found:
        what = f"The key {short(found['key'])} stands in typographic quotes."
        return Problem(label, _place(text, found.start("key")), what, "Write the key without quotes.")
    return None


def has_curly_quotes(text: str, line: int) -> bool:
    """Whether a line, counted from 0, holds typographic quotes: where YAML cannot read it, somebody took them for quotes."""
    lines = text.splitlines()
    return line < len(lines) and _CURLY.search(lines[line]) is not None


def misread(text: str, label: str) -> Iterator[Problem]:
    """Yield what YAML reads without a word, and not as it was meant: texts cut by a #, typographic quotes around a whole text."""
    for found in _REMARK.finditer(text):
        # A remark is set off by two blanks and begins with one: what looks otherwise was meant as text.
        if len(found["gap"]) == 1 or not found["rest"].startswith(" "):
            what = f"“{short(found['gap'].strip() + '#' + found['rest'])}” is left out: a # after a blank begins a remark."
            remedy = "Put the whole text in double quotes; before a remark leave two blanks, and one behind its #."
            yield Problem(label, _place(text, found.start("gap") + 1), what, remedy)
    for found in _WRAPPED.finditer(text):
        what = "The whole text stands in typographic quotes, which people would see."
        yield Problem(label, _place(text, found.start("text")), what, 'Remove them, or write straight ones ("…").')


def _place(text: str, at: int) -> str:
    """Write a place the way editors count: from one."""
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"
