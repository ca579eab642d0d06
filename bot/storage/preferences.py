"""The languages people chose, in the database."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, delete, select

from bot.domain.clock import Clock, utc_now
from bot.domain.language import Language
from bot.domain.records import Person
from bot.storage.database import Database
from bot.storage.tables import preferences

_OF_PERSON = and_(preferences.c.team == bindparam("team"), preferences.c.person == bindparam("person"))
_FIND = select(preferences.c.language).where(_OF_PERSON)
_FORGET = delete(preferences).where(_OF_PERSON)


class DatabasePreferences:
    """Preferences by person (see `bot.advisor.ports.PreferenceStore`)."""

    def __init__(self, *, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._save = database.replacement(preferences)

    def find(self, *, person: Person) -> Language | None:
        """Return the chosen language; None where nothing was chosen, or a language this release does not speak."""
        with self._database.connection() as connection:
            chosen = connection.execute(_FIND, {"team": person.team, "person": person.user}).scalar_one_or_none()
        return None if chosen is None else Language(chosen)

    def save(self, *, person: Person, language: Language | None) -> None:
        """Keep the choice; None forgets it."""
        whose = {"team": person.team, "person": person.user}
        with self._database.connection() as connection:
            if language is None:
                connection.execute(_FORGET, whose)
            else:
                connection.execute(self._save, {**whose, "language": language.value, "updated_at": self._clock()})
