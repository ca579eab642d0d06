"""The window that teaches a topic, and the list of what was taught in a curator's Home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.language import Language, Segment
from bot.domain.lesson import Lesson
from bot.domain.taught import Taught, TaughtState
from bot.rendering.figures import write_day
from bot.rendering.modals import window
from bot.rendering.slack_blocks import BlockJson, actions, button, context, header, plain_text, section
from bot.rendering.slack_text import cut, cut_escaped, escape
from bot.rendering.wording import Wording

TEACH = "teach"
"""Name of the window, and prefix of the action ids of buttons; what they do follows after a dot."""
FIELD = "field"
"""The action id of the one element in each input block; the block's id names the field."""
QUESTIONS, ANSWER, TITLE, SIDE = "questions", "answer", "title", "side"
LANGUAGE, SOURCE, LINKS, REVIEW, INSTEAD = "language", "source", "links", "review", "instead"
AUDIENCE, CHANNELS, OWNER, WHEN = "audience", "channels", "owner", "when"
NOW, LATER = "now", "later"
"""Whether what a curator sends off answers at once, or is a draft to be tried first."""
WORKSPACE, PUBLIC = "workspace", "public"
"""For whom a topic is, beside the channels chosen."""
ADD, NEW = "add", "new"
"""What is made of questions that a topic answers already: more phrases of it, or a topic of their own."""
OPEN, EDIT, PUBLISH, RETIRE, UNDO = "open", "edit", "publish", "retire", "undo"
HISTORY, TRY = "history", "try"
DEEDS = {
    TaughtState.PROPOSED: (EDIT, TRY, PUBLISH, RETIRE, HISTORY),
    TaughtState.DRAFT: (EDIT, TRY, PUBLISH, RETIRE, HISTORY),
    TaughtState.PUBLISHED: (EDIT, RETIRE, UNDO, HISTORY),
    TaughtState.RETIRED: (EDIT, UNDO, HISTORY),
}
"""What can be done with a taught topic, by its state."""
_LISTED = 10
_LONGEST = {QUESTIONS: 2000, ANSWER: 2500, TITLE: 100, SOURCE: 500, LINKS: 2000}
"""Characters of each field: what one message shows whole."""
_TITLE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachForm:
    """What the window is drawn from. `near` is the title of the topic that answers the question today, empty where none does.

    `phrases_only` tells that nothing but the questions can be changed. `theirs` is what somebody else has made of the topic
    while the window stood open. `is_draft` tells that it is to stay a draft, unless somebody decides otherwise.
    """

    lesson: Lesson
    metadata: str
    near: str = ""
    phrases_only: bool = False
    theirs: Taught | None = None
    is_draft: bool = False


def teach_form(wording: Wording, language: Language, form: TeachForm) -> BlockJson:
    """Return the window."""
    title, submit = wording.words(language, "teach_title"), wording.words(language, "teach_submit")
    blocks = list(_Window(wording, language, form).blocks())
    return window(wording, language, TEACH, title, blocks, metadata=form.metadata, submit=submit)


class _Window:
    def __init__(self, wording: Wording, language: Language, form: TeachForm) -> None:
        self._wording = wording
        self._language = language
        self._form = form

    def _say(self, key: str, **fields: object) -> str:
        return self._wording.words(self._language, key, **fields)

    def blocks(self) -> Iterator[BlockJson]:
        form, lesson = self._form, self._form.lesson
        if form.theirs is not None:
            yield from self._conflict(form.theirs)
        elif form.near:
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
            yield self._input(AUDIENCE, self._choice([WORKSPACE, CHANNELS, PUBLIC], _audience(lesson)))
            yield self._input(CHANNELS, self._channels(), optional=True)
            yield self._input(OWNER, self._owner(), optional=True)
            yield self._input(REVIEW, self._day(), optional=True)
            yield self._input(WHEN, self._choice([NOW, LATER], LATER if form.is_draft else NOW))

    def _conflict(self, theirs: Taught) -> Iterator[BlockJson]:
        """What somebody else has made of the topic, to be read beside what stands in the fields."""
        key = "teach_changed" if theirs.adds_phrases_only else "teach_changed_beside"
        yield section(self._say(key, person=f"<@{theirs.changed_by.user}>"))
        told = str(theirs.body.get("answer") or "\n".join(line for lines in theirs.phrases.values() for line in lines))
        yield {
            "type": "rich_text",
            "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": cut(told, 2000)}]}],
        }

    def _links(self) -> str:
        customers = self._say("teach_for_customers")
        lines = ((link.title, link.url, *([customers] if link.for_customers else ())) for link in self._form.lesson.links)
        return "\n".join(" | ".join(line) for line in lines)

    def _input(self, name: str, element: BlockJson, *, optional: bool = False) -> BlockJson:
        block: BlockJson = {"type": "input", "block_id": name, "optional": optional, "element": element}
        block["label"] = plain_text(self._say("teach_title_field" if name == TITLE else f"teach_{name}"))
        hinted = name in (QUESTIONS, ANSWER, SOURCE, LINKS, REVIEW)
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
        is_language = value in self._wording.languages
        return self._say(f"home_language_{value}" if is_language else f"teach_option_{value}")

    def _channels(self) -> BlockJson:
        """Channels that are shared with other companies are left out: only what is public is told there."""
        kinds = {"include": ["public", "private"], "exclude_external_shared_channels": True, "exclude_bot_users": True}
        field: BlockJson = {"type": "multi_conversations_select", "action_id": FIELD, "filter": kinds}
        channels = sorted(self._form.lesson.audience.channels)
        return field | ({"initial_conversations": channels} if channels else {})

    def _owner(self) -> BlockJson:
        owner = self._form.lesson.owner
        return {"type": "users_select", "action_id": FIELD} | ({"initial_user": owner} if owner else {})

    def _day(self) -> BlockJson:
        day = self._form.lesson.review_on
        return {"type": "datepicker", "action_id": FIELD} | ({"initial_date": day.isoformat()} if day else {})


def _audience(lesson: Lesson) -> str:
    if lesson.audience.channels:
        return CHANNELS
    return PUBLIC if lesson.audience.public else WORKSPACE


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtPage:
    """What somebody sees of what was taught, changed last first; `titles` name topics of other layers by their id.

    Whoever does not curate sees what they proposed themselves, and can decide nothing.
    """

    taught: Sequence[Taught]
    titles: Mapping[str, str]
    curates: bool = True


def taught_blocks(wording: Wording, language: Language, page: TaughtPage) -> list[BlockJson]:
    """Return the blocks of Home: a button that teaches, or proposes, and what was taught last; proposals come first."""

    def say(key: str, **fields: object) -> str:
        return wording.words(language, key, **fields)

    order = sorted(page.taught, key=lambda one: one.state is not TaughtState.PROPOSED)
    blocks = [
        {"type": "divider"},
        header(say("teach_home" if page.curates else "teach_home_yours")),
        actions([button(say("teach_home_button"), f"{TEACH}.{OPEN}", "")]),
    ]
    for one in order[:_LISTED]:
        name = page.titles.get(one.title, one.title)
        whole = say("teach_more_phrases", topic=name) if one.adds_phrases_only else name
        facts = _facts(wording, language, one)
        told = f"*{cut_escaped(whole, _TITLE)}*\n{facts}"
        blocks.append(section(told, _menu(wording, language, one)) if page.curates else section(told))
    if not page.taught:
        blocks.append(context(escape(say("teach_home_none" if page.curates else "teach_home_none_yours"))))
    elif len(order) > _LISTED:
        blocks.append(context(escape(say("teach_home_more", count=len(order) - _LISTED))))
    return blocks


def _menu(wording: Wording, language: Language, taught: Taught) -> BlockJson:
    """What a curator can do with a taught topic."""
    options = [
        {
            "text": plain_text(wording.words(language, f"teach_deed_{deed}")),
            "value": f"{deed}:{taught.version}:{taught.id}",
        }
        for deed in DEEDS[taught.state]
        if deed != TRY or not taught.adds_phrases_only
    ]
    return {"type": "overflow", "action_id": f"{TEACH}.menu", "options": options}


def _facts(wording: Wording, language: Language, taught: Taught) -> str:
    """The state, who changed it last and when; who looks after it, and when it is to be looked at again."""
    person, day = f"<@{taught.changed_by.user}>", write_day(taught.changed_at.date(), language)
    facts = wording.words(
        language, "teach_facts", state=wording.words(language, f"teach_state_{taught.state.value}"), day=day, person=person
    )
    if not (taught.owner and taught.review_on and taught.state is TaughtState.PUBLISHED):
        return facts
    again = write_day(taught.review_on, language)
    return f"{facts}\n{wording.words(language, 'teach_review_facts', person=f'<@{taught.owner}>', day=again)}"


def deed_button(wording: Wording, language: Language, taught: Taught, deed: str) -> BlockJson:
    """Return the row with the button that opens a topic, or tries it."""
    value = f"{deed}:{taught.version}:{taught.id}"
    return actions(
        [button(wording.words(language, "teach_look" if deed == EDIT else f"teach_deed_{deed}"), f"{TEACH}.{deed}", value)]
    )


def read_deed(value: str) -> tuple[str, int, str]:
    """Return what a button asks for, and the version and id of the topic it is about; empty for anything else."""
    deed, _, rest = value.partition(":")
    version, _, topic = rest.partition(":")
    return (deed, int(version), topic) if version.isascii() and version.isdigit() and len(version) < 9 else ("", 0, "")
