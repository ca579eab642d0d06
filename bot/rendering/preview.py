"""What publishing would do, as blocks of a message, with the button that publishes all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.language import Language
from bot.domain.preview import Affected, Effect, Preview
from bot.domain.taught import Taught
from bot.rendering.slack_blocks import BlockJson, actions, button, context, section
from bot.rendering.slack_text import cut, escape
from bot.rendering.teach import PUBLISH, TEACH
from bot.rendering.wording import Wording

ANYWAY = "anyway"
"""The end of the action id of the second press."""
MOST = 10
"""Questions shown, the worst first."""
_QUESTION = 150
_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """What is foreseen of a taught topic, called `name`; `titles` name all others by their ids."""

    preview: Preview
    titles: Mapping[str, str]
    taught: Taught
    name: str


def preview_blocks(wording: Wording, language: Language, page: PreviewPage) -> Iterator[BlockJson]:
    """Yield the blocks: what it takes, a question a line, and the press that publishes."""
    taught = page.taught

    def title(topic: str) -> str:
        return cut(page.titles.get(topic, page.name), _TITLE)

    def line(one: Affected) -> str:
        question = cut(" ".join(one.line.text.split()), _QUESTION)
        fields = {"question": question, "before": title(one.before), "after": title(one.after)}
        return f"• {escape(wording.words(language, f'preview_{one.effect.name.lower()}', **fields))}"

    shown = page.preview.affected[:MOST]
    yield section(f"*{escape(wording.words(language, 'teach_steals', topic=page.name))}*")
    yield section("\n".join(line(one) for one in shown))
    counts = {effect.name.lower(): page.preview.count(effect) for effect in Effect}
    yield context(escape(wording.words(language, "preview_counts", **counts)))
    publish = button(wording.words(language, "preview_publish"), f"{TEACH}.{ANYWAY}", f"{PUBLISH}:{taught.version}:{taught.id}")
    yield actions([publish])
