"""The window that teaches a topic, and the list of what was taught in a curator's Home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.gaps import COMMAND_LINE
from bot.domain.language import Language, Segment
from bot.domain.lesson import Lesson
from bot.domain.taught import Taught, TaughtState
from bot.rendering.figures import write_day
from bot.rendering.modals import modal_title
from bot.rendering.slack_blocks import BlockJson, actions, button, context, header, plain_text, section
from bot.rendering.slack_text import cut, cut_escaped, escape
from bot.rendering.wording import Wording

TEACH = "teach"
"""Name of the window, and prefix of the action ids of buttons; what they do follows after a dot."""
FIELD = "field"
"""The action id of the one element in each input block; the block's id names the field."""
QUESTIONS, ANSWER, TITLE, SIDE = "questions", "answer", "title", "side"
LANGUAGE, SOURCE, LINKS, REVIEW, INSTEAD = "language", "source", "links", "review", "instead"
ADD, NEW = "add", "new"
"""What is made of questions that a topic answers already: more phrases of it, or a topic of their own."""
OPEN, EDIT, PUBLISH, RETIRE, UNDO = "open", "edit", "publish", "retire", "undo"
DEEDS = {
    TaughtState.PROPOSED: (EDIT, PUBLISH, RETIRE),
    TaughtState.DRAFT: (EDIT, PUBLISH, RETIRE),
    TaughtState.PUBLISHED: (EDIT, RETIRE, UNDO),
    TaughtState.RETIRED: (EDIT, UNDO),
}
"""What can be done with a taught topic, by its state."""
_LISTED = 10
_LONGEST = {QUESTIONS: 2000, ANSWER: 2500, TITLE: 100, SOURCE: 500, LINKS: 2000}
"""Characters of each field: what one message shows whole."""
_TITLE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachForm:
    """What the window is drawn from. `near` is the title of the topic that answers the question today, empty where none does.

    `phrases_only` tells that nothing but the questions can be changed.
    """

    lesson: Lesson
    metadata: str
    near: str = ""
    phrases_only: bool = False


def teach_form(wording: Wording, language: Language, form: TeachForm) -> BlockJson:
    """Return the window."""
    return {
        "type": "modal",
        "callback_id": TEACH,
        "private_metadata": form.metadata,
        "title": modal_title(wording.words(language, "teach_title")),
        "submit": plain_text(wording.words(language, "teach_submit")),
        "close": plain_text(wording.words(language, "modal_close")),
        "blocks": list(_Window(wording, language, form).blocks()),
    }


class _Window:
    def __init__(self, wording: Wording, language: Language, form: TeachForm) -> None:
        self._wording = wording
        self._language = language
        self._form = form

    def _say(self, key: str, **fields: object) -> str:
        return self._wording.words(self._language, key, **fields)

    def blocks(self) -> Iterator[BlockJson]:
        form, lesson = self._form, self._form.lesson
        if form.near:
            yield context(escape(self._say("teach_near", topic=cut(form.near, _TITLE))))
            yield self._input(INSTEAD, self._choice([NEW, ADD], NEW))
        else:
            yield context(escape(self._say("teach_intro")))
        yield self._input(QUESTIONS, self._text(QUESTIONS, "\n".join(lesson.questions), several=True))
        if not form.phrases_only:
            yield self._input(ANSWER, self._text(ANSWER, lesson.answer, several=True), optional=True)
            yield self._input(TITLE, self._text(TITLE, lesson.title), optional=True)
            yield self._input(SIDE, self._choice([one.value for one in Segment], lesson.side.value))
        languages = [code.value for code in self._wording.languages]
        yield self._input(LANGUAGE, self._choice(languages, lesson.language.value))
        if not form.phrases_only:
            yield self._input(SOURCE, self._text(SOURCE, lesson.source), optional=True)
            yield self._input(LINKS, self._text(LINKS, self._links(), several=True), optional=True)
            yield self._input(REVIEW, self._day(), optional=True)

    def _links(self) -> str:
        customers = self._say("teach_for_customers")
        lines = ((link.title, link.url, *([customers] if link.for_customers else ())) for link in self._form.lesson.links)
        return "\n".join(" | ".join(line) for line in lines)

    def _input(self, name: str, element: BlockJson, *, optional: bool = False) -> BlockJson:
        block: BlockJson = {"type": "input", "block_id": name, "optional": optional, "element": element}
        block["label"] = plain_text(self._say("teach_title_field" if name == TITLE else f"teach_{name}"))
        hinted = name in (QUESTIONS, ANSWER, SOURCE, LINKS)
        return block | ({"hint": plain_text(self._say(f"teach_{name}_hint"))} if hinted else {})

    def _text(self, name: str, content: str, *, several: bool = False) -> BlockJson:
        most = _LONGEST[name]
        field: BlockJson = {"type": "plain_text_input", "action_id": FIELD, "multiline": several, "max_length": most}
        return field | ({"initial_value": content[:most]} if content.strip() else {})

    def _choice(self, values: Sequence[str], current: str) -> BlockJson:
        options = [{"text": plain_text(self._option(value)), "value": value} for value in values]
        chosen = next((option for option in options if option["value"] == current), options[0])
        return {"type": "radio_buttons", "action_id": FIELD, "options": options, "initial_option": chosen}

    def _option(self, value: str) -> str:
        own = value if value in (ADD, NEW) or value in (one.value for one in Segment) else ""
        return self._say(f"teach_option_{own}") if own else self._say(f"home_language_{value}")

    def _day(self) -> BlockJson:
        day = self._form.lesson.review_on
        return {"type": "datepicker", "action_id": FIELD} | ({"initial_date": day.isoformat()} if day else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtPage:
    """What a curator sees of what was taught, changed last first; `titles` name topics of other layers by their id."""

    taught: Sequence[Taught]
    titles: Mapping[str, str]


def taught_blocks(wording: Wording, language: Language, page: TaughtPage) -> list[BlockJson]:
    """Return the blocks of Home: a button that teaches, and what was taught last; proposals come first."""

    def say(key: str, **fields: object) -> str:
        return wording.words(language, key, **fields)

    order = sorted(page.taught, key=lambda one: one.state is not TaughtState.PROPOSED)
    blocks = [
        {"type": "divider"},
        header(say("teach_home")),
        actions([button(say("teach_home_button"), f"{TEACH}.{OPEN}", "")]),
    ]
    for one in order[:_LISTED]:
        name = page.titles.get(one.title, one.title)
        whole = say("teach_more_phrases", topic=name) if one.adds_phrases_only else name
        facts = say(
            "teach_facts",
            state=say(f"teach_state_{one.state.value}"),
            day=write_day(one.changed_at.date(), language),
            person=one.changed_by.user if one.changed_by.user == COMMAND_LINE else f"<@{one.changed_by.user}>",
        )
        options = [
            {"text": plain_text(say(f"teach_deed_{deed}")), "value": f"{deed}:{one.version}:{one.id}"}
            for deed in DEEDS[one.state]
        ]
        menu = {"type": "overflow", "action_id": f"{TEACH}.menu", "options": options}
        blocks.append(section(f"*{cut_escaped(whole, _TITLE)}*\n{facts}", menu))
    if not page.taught:
        blocks.append(context(escape(say("teach_home_none"))))
    elif len(order) > _LISTED:
        blocks.append(context(escape(say("teach_home_more", count=len(order) - _LISTED))))
    return blocks


def look_button(wording: Wording, language: Language, taught: Taught) -> BlockJson:
    """Return the row with the button that opens a proposal."""
    value = f"{EDIT}:{taught.version}:{taught.id}"
    return actions([button(wording.words(language, "teach_look"), f"{TEACH}.look", value)])


def read_deed(value: str) -> tuple[str, int, str]:
    """Return what a button asks for, and the version and id of the topic it is about; empty for anything else."""
    deed, _, rest = value.partition(":")
    version, _, topic = rest.partition(":")
    return (deed, int(version), topic) if version.isascii() and version.isdigit() and len(version) < 9 else ("", 0, "")
