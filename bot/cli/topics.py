"""`topics`: everything the advisor knows, shelf by shelf."""

from __future__ import annotations

import argparse
import json

from bot.bootstrap import knowledge_of
from bot.cli.options import add_knowledge, add_language, folder_of, language_of, layers_of, terminal_settings
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("topics", help="list all topics")
    add_language(parser, "language of the titles")
    parser.add_argument("--json", action="store_true", help="as JSON")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List."""
    knowledge = knowledge_of(folder_of(arguments), layers_of(arguments), terminal_settings().cache_folder)[0]
    language = language_of(arguments, knowledge.languages) or knowledge.languages[0]
    print(
        json.dumps(as_data(knowledge, language), ensure_ascii=False, indent=2) if arguments.json else as_text(knowledge, language)
    )
    return 0


def as_data(knowledge: KnowledgeBase, language: Language) -> list[dict[str, str]]:
    """Return every topic with its id, title and shelf, in browsing order."""
    return [
        {"id": topic, "title": knowledge.subjects[topic].title[language], "group": group.id}
        for group in knowledge.groups.values()
        for topic in group.topics
    ]


def as_text(knowledge: KnowledgeBase, language: Language) -> str:
    """Return the shelves and their topics in lines."""
    lines: list[str] = []
    for group in knowledge.groups.values():
        lines.append(group.title[language])
        lines.extend(f"  {knowledge.subjects[topic].title[language]}  ({topic})" for topic in group.topics)
    return "\n".join(lines)
