"""Who looks after the knowledge: people by their ids, the members of user groups, or the workspace's admins."""

from __future__ import annotations

import re
from dataclasses import dataclass

ADMINS = "admins"
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_GROUP = re.compile(r"S[A-Z0-9]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Curators:
    """The curators as they were named: ids of people and of user groups, and whether admins and owners are curators too."""

    people: frozenset[str] = frozenset()
    groups: tuple[str, ...] = ()
    admins: bool = False

    def __bool__(self) -> bool:
        """Whether anybody can be a curator."""
        return bool(self.people or self.groups or self.admins)


def read_curators(name: str, text: str) -> tuple[Curators, list[str]]:
    """Return the curators that a setting names, commas or blanks between them, and what is wrong with it, if anything."""
    named = list(dict.fromkeys(text.replace(",", " ").split()))
    people = frozenset(filter(_PERSON.fullmatch, named))
    groups = tuple(filter(_GROUP.fullmatch, named))
    unknown = [one for one in named if one not in people and one not in groups and one.lower() != ADMINS]
    problems = [
        f"{name} names nobody by “{one[:40]}”. Write ids of people (U0123456789) or of a user group (S0123456789), "
        "or the word admins, with commas between them. Leave it empty for nobody."
        for one in unknown[:1]
    ]
    return Curators(people=people, groups=groups, admins=ADMINS in map(str.lower, named)), problems
