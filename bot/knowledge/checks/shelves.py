"""Checks that every topic and play stands on exactly one shelf of groups.yml, so that browsing shows all of them once."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.content import Content


def check_shelves(content: Content) -> Iterator[Problem]:
    """Yield topics on no shelf or on two, and shelf entries that are no topic."""
    if content.knowledge is None:
        return
    shelf_of: dict[str, str] = {}
    for group in content.knowledge.groups.values():
        for index, topic_id in enumerate(group.topics):
            path = f"{group.id}.topics[{index}]"
            if topic_id not in content.subject_ids:
                what = f"There is no topic or play “{topic_id}”."
                yield content.problem("groups.yml", path, what, "Write its file in topics/ or plays/, or remove it here.")
            if topic_id in shelf_of:
                what = f"The topic “{topic_id}” stands already on the shelf “{shelf_of[topic_id]}”."
                yield content.problem("groups.yml", path, what, "Keep it on one shelf.")
            shelf_of.setdefault(topic_id, group.id)
    for topic_id in sorted(content.subject_ids - shelf_of.keys()):
        yield content.problem("groups.yml", "", f"The topic “{topic_id}” stands on no shelf.", "Add it to one group's `topics`.")
