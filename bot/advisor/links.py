"""Who asks for something to open or send along: "send me the deck", "got a one-pager for that?", "minta daftar harga"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.advisor.answers import Answers
from bot.advisor.kept import remember
from bot.advisor.offers import NEAREST, Asked
from bot.advisor.tasks import Step
from bot.advisor.titles import Titles
from bot.advisor.turns.sides import stated_side
from bot.advisor.turns.subject_words import content_stems
from bot.domain.conversation import Conversation, View
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.showing import links_of
from bot.language.message import Message
from bot.language.phrases import Hit
from bot.matching.matcher import Matcher
from bot.matching.weighing import Weighed

SEVERAL = 2
"""Words that name one link rather than a kind of link: a price list, not any deck."""
_THINGS, _ANYTHING, _ASK, _AROUND = "links.things", "links.anything", "links.ask", "links.around"


@dataclass(frozen=True)
class _Request:
    """A message, as one that may ask for links."""

    message: Message

    @cached_property
    def _named(self) -> frozenset[int]:
        return _words_in([*self.message.cues(_THINGS), *self.message.cues(_ANYTHING)])

    @cached_property
    def _taken(self) -> frozenset[int]:
        """The words that name what to open, ask for it, name a side, or may stand around."""
        terms = self.message.terms.terms
        sides = frozenset(term.word for hit in self.message.sides for term in terms[hit.first : hit.last])
        colons = frozenset(at for at, word in enumerate(self.message.words) if word.low == ":")
        return self._named | sides | colons | _words_in([*self.message.cues(_ASK), *self.message.cues(_AROUND)])

    @cached_property
    def rest(self) -> tuple[int, ...]:
        """The words that say more."""
        return tuple(at for at in range(len(self.message.words)) if at not in self._taken)

    @property
    def is_one(self) -> bool:
        """Whether it may ask for links: it names something to open, or asks for something by a name of its own."""
        return bool(self._named or (self.asks_anywhere and self.rest))

    @property
    def asks(self) -> bool:
        """Whether it begins by asking for something."""
        first = min((hit.first for hit in self.message.cues(_ASK)), default=None)
        return first is not None and all(at in self._taken for at in range(first))

    @property
    def asks_anywhere(self) -> bool:
        """Whether it asks for something, whatever it says before."""
        return bool(self.message.cues(_ASK))

    @property
    def is_plain(self) -> bool:
        """Whether what it names can be nothing else: a link may also be where an answer comes from."""
        return bool(self.message.cues(_THINGS))

    @cached_property
    def things(self) -> frozenset[str]:
        """The stems of what it names to open."""
        return _stems(self.message, self._named)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of what else it says."""
        return _stems(self.message, frozenset(self.rest))


class LinkRequests:
    """Answers with the links of a topic: the one a message names, else the one on screen. All else it leaves to others.

    What has no links is only spoken of where it is asked for in so many words; "do slides work?" stays a question.
    """

    def __init__(self, knowledge: KnowledgeBase, matcher: Matcher, answers: Answers, titles: Titles) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._answers = answers
        self._titles = titles

    def claims(self, weighed: Weighed, language: Language, conversation: Conversation) -> Step | None:
        """Take on a message that asks for links, or leave it: None."""
        asked = _Request(weighed.message)
        topics = self._meant(asked, conversation) if asked.is_one else None
        if topics is None:
            return None
        if len(topics) > 1:
            reply = self._answers.choices(topics, language, conversation.segment, 1.0)
            shown = (replace(one, view=View.LINKS) if one.topic is not None else one for one in reply.actions)
            return replace(reply, actions=tuple(shown)), conversation
        if not topics:
            return self._answers.nothing_to_open(language), conversation
        side = self._answers.segment_for(topics[0], stated=stated_side(weighed, conversation), carried=conversation.segment)
        wanted = Asked(topics[0], side, View.LINKS)
        return self._answers.links(wanted, language), remember(conversation, wanted, language)

    def _meant(self, asked: _Request, conversation: Conversation) -> tuple[str, ...] | None:
        """The topics whose links are asked for: one, several to choose from, none at all; None where it asks for no links."""
        if asked.rest:
            return self._named(asked)
        on_screen = conversation.topic
        if on_screen is None:
            return self._anywhere(asked) if asked.asks or self._linked else None
        has_links = bool(links_of(self._knowledge.subjects[on_screen], self._knowledge))
        here = (on_screen,) if has_links or (asked.asks and asked.is_plain) else None
        return self._elsewhere(asked, on_screen) or here

    def _elsewhere(self, asked: _Request, on_screen: str) -> tuple[str, ...]:
        """The other topics with a link of several words, such as "price list", where the one on screen has none such."""
        if len(asked.things) < SEVERAL or any(asked.things & title for title in self._linked.get(on_screen, ())):
            return ()
        return tuple(topic for topic, titles in self._linked.items() if any(asked.things <= title for title in titles))[:NEAREST]

    def _anywhere(self, asked: _Request) -> tuple[str, ...] | None:
        """The topics with a link of that name where no topic is spoken of; else all with any, where they are few."""
        called = [topic for topic, titles in self._linked.items() if any(asked.things & title for title in titles)]
        few = list(self._linked) if len(self._linked) <= NEAREST else []
        return tuple(called or few)[:NEAREST] if called or few or asked.asks else None

    def _named(self, asked: _Request) -> tuple[str, ...] | None:
        """The topics whose title, or whose link's title, holds all else that a message says; else the one it is surely about."""
        if not asked.stems:
            return None
        called = tuple(topic for topic in self._linked if self._calls(topic, asked))
        return called[:NEAREST] or (self._spoken_of(asked) if asked.asks and asked.things else None)

    def _calls(self, topic: str, asked: _Request) -> bool:
        """Whether words call a topic by its name or a link by its own; without the name of a thing, by the whole of it."""
        if not asked.things:
            # Only where nothing else is said: "do they need the security pack?" asks about it.
            alone = asked.asks_anywhere and len(asked.stems) == len(asked.rest)
            return alone and asked.stems in self._linked[topic]
        own = (content_stems(self._matcher.read(text)) for text in self._knowledge.topics[topic].title.values())
        return any(asked.stems <= known for known in (*own, *self._linked[topic]))

    def _spoken_of(self, asked: _Request) -> tuple[str, ...] | None:
        """The topic that the rest of a message is surely about, where it has links, or is called by its title."""
        rest = asked.message.keeping(asked.rest)
        exact = self._titles.exact(rest)
        if exact is not None and asked.is_plain:
            return (exact[0],)
        if not self._linked:
            return None
        weighed = self._matcher.weigh(rest)
        topic = weighed.topics[0][0]
        return (topic,) if topic in self._linked and self._matcher.is_sure(weighed) else None

    @cached_property
    def _linked(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """The topics with links, each with the stems of its links' titles; read when first asked for."""
        read = self._matcher.read
        return {
            topic.id: tuple(content_stems(read(text)) for link in topic.links for text in link.title.values())
            for topic in self._knowledge.topics.values()
            if topic.links
        }


def _words_in(hits: Iterable[Hit]) -> frozenset[int]:
    return frozenset(at for hit in hits for at in range(hit.first, hit.last))


def _stems(message: Message, words: frozenset[int]) -> frozenset[str]:
    """The stems of those of some words that have a subject of their own."""
    content = frozenset(message.content)
    return frozenset(term.stem for term in message.terms.terms if term.word in words and term.low in content)
