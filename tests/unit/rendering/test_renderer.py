"""The renderer picks templates and labels, and names the file where one fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.conversation import Action, ActionKind, View
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, BrowsePart, ChoicesPart, Outcome, Part, Reply, SmalltalkPart, UnknownPart
from bot.errors import RenderingError
from bot.rendering.document import BlockKind
from bot.rendering.renderer import LONGEST_LABEL, Renderer

EN, ID = Language("en"), Language("id")
Make = Callable[..., Renderer]


def reply(*parts: Part, language: Language = EN) -> Reply:
    return Reply(outcome=Outcome.ANSWER, language=language, parts=parts)


@pytest.mark.parametrize(
    ("part", "english", "indonesian"),
    [
        (AnswerPart(topic="price", segment=Segment.SMB), "Price\nSMBs pay $1,000.", "Harga\n[SMBs pay 1.000 dolar AS.]"),
        (ChoicesPart(topics=("price", "speed")), "Price, Speed", "Harga, Kecepatan"),
        (UnknownPart(nearest=("speed",)), "Speed", "Kecepatan"),
        (UnknownPart(nearest=("speed",), handed_to="Ann"), "Speed to Ann", "Kecepatan to Ann"),
        (SmalltalkPart(intent="thanks"), "thanks 3", "thanks 3"),
        (BrowsePart(group="basics"), "Basics: Price, Speed; basics", "Dasar: Harga, Kecepatan; basics"),
        (BrowsePart(), "Basics: Price, Speed; Metrics: Churn;", "Dasar: Harga, Kecepatan; Metrik: Churn;"),
    ],
)
def test_every_small_part_has_its_template(render_with: Make, part: Part, english: str, indonesian: str) -> None:
    renderer = render_with()
    assert renderer.document(reply(part)).plain() == english
    assert renderer.document(reply(part, language=ID)).plain() == indonesian


def test_parts_follow_one_another(render_with: Make) -> None:
    document = render_with().document(reply(AnswerPart(topic="speed", segment=Segment.SMB), SmalltalkPart(intent="thanks")))
    assert [block.kind for block in document.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_filters_and_words_in_templates(render_with: Make) -> None:
    renderer = render_with(
        smalltalk="{{ 1234.567 | number }} {{ 12.34 | percent }} {{ 'at $deal' | figures }} {{ label('greet', name='Ann') }}"
    )
    assert renderer.document(reply(SmalltalkPart(intent=""))).plain() == "1,234.57 12.3% at $1,000 Hello Ann"
    assert (
        renderer.document(reply(SmalltalkPart(intent=""), language=ID)).plain() == "1.234,57 12,3% at 1.000 dolar AS [Hello Ann]"
    )


@pytest.mark.parametrize("broken", ["{{ unheard_of }}", "{% if %}", "{{ ''.__class__.__mro__ }}", "{% include 'gone.j2' %}"])
def test_a_broken_template_names_its_file_and_the_remedy(render_with: Make, broken: str) -> None:
    renderer = render_with(smalltalk=broken)
    with pytest.raises(RenderingError, match=r"^templates/id/smalltalk\.j2: .*Mend the template"):
        renderer.document(reply(SmalltalkPart(intent="thanks"), language=ID))


def test_words_of_a_person_are_never_evaluated(render_with: Make) -> None:
    document = render_with().document(reply(UnknownPart(handed_to="{{ 7*7 }} {% raw %}")))
    assert document.plain() == "to {{ 7*7 }} {% raw %}"


@pytest.mark.parametrize(
    ("action", "label"),
    [
        (Action(kind=ActionKind.BROWSE), "All topics"),
        (Action(kind=ActionKind.BROWSE, value="basics"), "Basics"),
        (Action(kind=ActionKind.BROWSE, value="gone"), "All topics"),
        (Action(kind=ActionKind.FIT), "Fit"),
        (Action(kind=ActionKind.CALCULATE, value="churn"), "Calculate"),
        (Action(kind=ActionKind.ASK, value="why?"), "Ask"),
        (Action(kind=ActionKind.SHOW, topic="price"), "Price"),
        (Action(kind=ActionKind.SHOW, topic="price", segment=Segment.SMB), "For SMBs"),
        (Action(kind=ActionKind.SHOW, topic="price", segment=Segment.SMB, view=View.MORE), "More"),
    ],
)
def test_labels(render_with: Make, action: Action, label: str) -> None:
    assert render_with().label(action, EN) == label


def test_a_label_fits_a_button(render_with: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = render_with()
    monkeypatch.setattr(renderer, "_label", lambda action, language: "x" * 90)
    assert renderer.label(Action(kind=ActionKind.BROWSE), EN) == "x" * (LONGEST_LABEL - 1) + "…"


@pytest.mark.parametrize(("key", "fields"), [("gone", {}), ("greet", {})])
def test_missing_words_or_fields_are_told(render_with: Make, key: str, fields: dict[str, str]) -> None:
    with pytest.raises(RenderingError, match=rf"^templates/en/labels\.yml: {key}: .* is missing\."):
        render_with().words(EN, key, **fields)
