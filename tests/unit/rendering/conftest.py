"""A renderer over the toy knowledge and templates of one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.language import Language
from bot.rendering.renderer import Renderer
from tests.toys import toy_knowledge

LABELS = {
    "link_internal": "internal",
    "action_browse": "All topics",
    "action_fit": "Fit",
    "action_calculate": "Calculate",
    "action_ask": "Ask",
    "action_more": "More",
    "action_side_smb": "For SMBs",
    "long": "x" * 90,
    "greet": "Hello {name}",
}
TEMPLATES = {
    "answer": "# {{ topic }}\n**{{ answer }}**\n",
    "choices": "{{ topics | join(', ') }}",
    "unknown": "{{ nearest | join(', ') }}{% if handed_to %} to {{ handed_to }}{% endif %}",
    "smalltalk": "{{ intent }} {{ topic_count }}",
    "browse": "{% for title, topics in shelves %}{{ title }}: {{ topics | join(', ') }}; {% endfor %}{{ group }}",
}


@pytest.fixture
def render_with() -> Callable[..., Renderer]:
    """Make a renderer, some of whose templates are replaced."""

    def make(**changed: str) -> Renderer:
        sources = {f"{name}.j2": source for name, source in {**TEMPLATES, **changed}.items()}
        templates = dict.fromkeys((Language("en"), Language("id")), sources)
        labels = {Language("en"): LABELS, Language("id"): {key: f"[{text}]" for key, text in LABELS.items()}}
        return Renderer(toy_knowledge(), templates, labels)

    return make
