"""The history of a taught topic: who changed what and when, the newest first, each version to be brought back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.domain.audience import CHANNEL_ID
from bot.domain.language import Language, Segment
from bot.domain.taught import Taught
from bot.domain.taught_changes import Change, ChangedPart, changes
from bot.rendering.figures import write_day
from bot.rendering.slack_blocks import BlockJson, button, context, header, section
from bot.rendering.slack_text import cut, cut_escaped, escape
from bot.rendering.teach import TEACH
from bot.rendering.wording import Wording

_RESTORE = "restore-"
_VERSIONS = 20
"""Versions shown: each takes two blocks of the hundred that a window has."""
_NAME, _TEXT = 140, 150
_MOST = 2900


def history_blocks(wording: Wording, language: Language, name: str, versions: Sequence[Taught]) -> list[BlockJson]:
    """Return the blocks of the window; `versions` are all there are, the newest first."""
    return list(_History(wording, language, versions).blocks(name))


def restored(deed: str) -> int:
    """Return the version that a button brings back; 0 for any other deed."""
    number = deed.removeprefix(_RESTORE) if deed.startswith(_RESTORE) else ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0


class _History:
    def __init__(self, wording: Wording, language: Language, versions: Sequence[Taught]) -> None:
        self._wording = wording
        self._language = language
        self._versions = versions

    def _say(self, key: str, **fields: object) -> str:
        return self._wording.words(self._language, key, **fields)

    def blocks(self, name: str) -> Iterator[BlockJson]:
        yield header(cut(name, _NAME))
        newest = self._versions[0]
        for after, before in list(zip_longest(self._versions, self._versions[1:]))[:_VERSIONS]:
            deed = f"{_RESTORE}{after.version}:{newest.version}:{newest.id}"
            back = button(self._say("teach_restore"), f"{TEACH}.{_RESTORE}{after.version}", deed) if after is not newest else None
            yield section(f"*{escape(self._say('teach_version', number=after.version))}* · {self._facts(after)}", back)
            lines = [self._line(one) for one in changes(before, after)]
            yield context(cut("\n".join(lines) or escape(self._say("teach_unchanged")), _MOST))
        if len(self._versions) > _VERSIONS:
            yield context(escape(self._say("teach_home_more", count=len(self._versions) - _VERSIONS)))

    def _facts(self, taught: Taught) -> str:
        state = self._say(f"teach_state_{taught.state.value}")
        if taught.restores is not None:
            state = self._say("teach_restored", state=state, number=taught.restores)
        person = f"<@{taught.changed_by.user}>" if taught.changed_by.user else self._say("teach_command_line")
        return self._say("teach_facts", state=escape(state), day=self._moment(taught), person=person)

    def _moment(self, taught: Taught) -> str:
        """The moment as each reader's own Slack writes it; the day in words for one that cannot."""
        day = write_day(taught.changed_at.date(), self._language)
        return f"<!date^{int(taught.changed_at.timestamp())}^{{date_short}} {{time}}|{day}>"

    def _line(self, change: Change) -> str:
        label = escape(self._say("teach_title_field" if change.part is ChangedPart.TITLE else f"teach_{change.part.value}"))
        old, new = (self._value(change.part, text) for text in (change.before, change.after))
        if change.part is ChangedPart.QUESTIONS:
            signed = [f"{sign} {text}" for sign, text in (("−", old), ("+", new)) if text]
            return f"{label}: {' '.join(signed)}"
        return f"{label}: {old} → {new or '—'}" if old else f"{label}: {new}"

    def _value(self, part: ChangedPart, text: str) -> str:
        if part is ChangedPart.OWNER:
            return f"<@{text}>" if text else ""
        if part is ChangedPart.AUDIENCE:
            return self._audience(text)
        if part is ChangedPart.SIDE and text in list(Segment):
            return escape(self._say(f"teach_option_{text}"))
        return cut_escaped(" · ".join(line for line in text.splitlines() if line), _TEXT)

    def _audience(self, text: str) -> str:
        channels = [one for one in text.split("; ") if CHANNEL_ID.fullmatch(one)]
        if channels:
            return " ".join(f"<#{one}>" for one in channels)
        return escape(self._say(f"teach_option_{text}")) if text else ""
