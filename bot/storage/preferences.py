"""The languages people chose, in the database."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.domain.clock import Clock, utc_now
from bot.domain.language import Language
from bot.domain.records import Person
from bot.storage.database import Database
from bot.storage.tables import preferences


class DatabasePreferences:
    """Preferences by person (see `bot.advisor.ports.PreferenceStore`)."""

    def __init__(self, *, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def find(self, *, person: Person) -> Language | None:
        """Return the chosen language; None where nothing was chosen, or a language this release does not speak."""
        statement = select(preferences.c.language).where(preferences.c.team == person.team, preferences.c.person == person.user)
        with self._database.connection() as connection:
            return Language.of_locale(connection.execute(statement).scalar_one_or_none())

    def save(self, *, person: Person, language: Language | None) -> None:
        """Keep the choice; None forgets it."""
        if language is None:
            statement = delete(preferences).where(preferences.c.team == person.team, preferences.c.person == person.user)
            with self._database.connection() as connection:
                connection.execute(statement)
            return
        self._database.replace(
            preferences,
            {
                "team": person.team,
                "person": person.user,
                "language": language.value,
                "updated_at": self._clock(),
            },
        )
