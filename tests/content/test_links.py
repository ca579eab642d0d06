"""What can be opened or sent along is shown to who asks for it, and takes no question from the topics about content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from bot.advisor.advisor import Advisor
from bot.advisor.memory import MemoryConversations
from bot.bootstrap import Answering
from bot.domain.conversation import Action, ActionKind, Utterance, View
from bot.domain.knowledge import KnowledgeBase
from bot.domain.reply import AnswerPart, ChoicesPart, Outcome, Reply, SmalltalkPart
from bot.domain.source import Link, SourceKind
from bot.rendering.renderer import Renderer

_threads = count(1)
Say = Callable[..., Reply]


def link(title: str, *, internal: bool = True) -> Link:
    name = title.lower().replace(" ", "-")
    return Link(title={"en": title, "id": title}, url=f"https://example.com/{name}", internal=internal)  # type: ignore[dict-item]


LINKS = {
    "objections": (link("Objection deck"), link("Price list", internal=False)),
    "sales-cycle": (link("Security pack", internal=False),),
    "outsourcing": (link("Partner deck"),),
}


OURS = "b2b-market"


def linked(knowledge: KnowledgeBase) -> KnowledgeBase:
    """Three topics with links; one without a play rests on a document of a team's own."""
    topics = {name: replace(topic, links=LINKS.get(name, ())) for name, topic in knowledge.topics.items()}
    own = replace(knowledge.sources["article"], id="own", kind=SourceKind.DOCUMENT)
    claims = {name: replace(claim, source="own.b2b-market") for name, claim in topics[OURS].claims.items()}
    topics[OURS] = replace(topics[OURS], claims=claims)
    return replace(knowledge, topics=topics, sources={**knowledge.sources, "own": own})


@pytest.fixture(scope="module")
def advisor(answering: Answering) -> Advisor:
    """The real advisor, three of whose topics have links."""
    knowledge, store = linked(answering.knowledge), MemoryConversations()
    return Advisor(knowledge=knowledge, matcher=answering.matcher, conversations=store, tasks=answering.tasks)


@pytest.fixture
def told(advisor: Advisor) -> Say:
    """Say something in a thread of this test's own."""
    thread = f"links:{next(_threads)}"
    return lambda text, **how: advisor.respond(Utterance(text=text, thread=thread, **how))


def shown(reply: Reply) -> tuple[str, View] | None:
    part = reply.parts[0]
    return (part.topic, part.view) if isinstance(part, AnswerPart) else None


ON_OBJECTIONS = "how many objections does an enterprise deal bring?"


@pytest.mark.parametrize(
    "text",
    [
        "send me the deck",
        "got a one-pager for that?",
        "slides?",
        "can you share the link please",
        "do we have something I can send to the customer?",
        "ada deck-nya?",
        "minta one pager dong",
        "linknya mana",
        "boleh minta brosur yang bisa dikirim ke klien?",
    ],
)
def test_below_an_answer_its_links_are_meant(told: Say, text: str) -> None:
    told(ON_OBJECTIONS)
    reply = told(text)
    assert (shown(reply), reply.outcome) == (("objections", View.LINKS), Outcome.ANSWER)
    assert shown(told("tell me more")) == ("objections", View.MORE)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("send me the price list", "objections"),
        ("link to the security pack", "sales-cycle"),
        ("kirim security pack dong", "sales-cycle"),
        ("got a deck on outsourcing?", "outsourcing"),
        ("can I get the partner deck", "outsourcing"),
        ("send me the slides about how long it takes until an enterprise signs", "sales-cycle"),
    ],
)
def test_a_first_question_names_the_link_or_its_topic(told: Say, text: str, topic: str) -> None:
    assert shown(told(text)) == (topic, View.LINKS)


def test_what_another_topic_has_is_found_from_any_thread(told: Say) -> None:
    told(ON_OBJECTIONS)
    assert shown(told("and the security pack, can you send it?")) == ("sales-cycle", View.LINKS)
    assert shown(told("send me the price list")) == ("objections", View.LINKS)


def test_of_several_decks_the_asker_chooses_one(told: Say) -> None:
    reply = told("send me the deck")
    assert reply.parts == (ChoicesPart(topics=("objections", "outsourcing")),)
    assert shown(told("2")) == ("outsourcing", View.LINKS)


def test_a_topic_without_links_says_so_and_it_counts_as_asked_in_vain(told: Say) -> None:
    told("who decides in an enterprise purchase?")
    reply = told("send me the deck")
    assert (shown(reply), reply.outcome) == (("buying-process", View.LINKS), Outcome.UNKNOWN)
    assert shown(told("got a one-pager on buying signals?")) == ("buying-signals", View.LINKS)


def test_without_any_link_the_bot_has_nothing_to_send(answering: Answering) -> None:
    reply = answering.advisor.respond(Utterance(text="send me the deck"))
    assert (reply.outcome, reply.parts) == (Outcome.UNKNOWN, (SmalltalkPart(intent="links"),))


def test_a_play_has_the_links_of_the_topics_it_is_built_on(told: Say, answering: Answering) -> None:
    told("", action=Action(kind=ActionKind.SHOW, topic="objection-prep"))
    reply = told("send me the deck")
    renderer = Renderer(linked(answering.knowledge), answering.snapshot.templates, answering.snapshot.labels)
    assert shown(reply) == ("objection-prep", View.LINKS)
    assert renderer.document(reply).plain(addresses=True).splitlines() == [
        "Objection prep",
        "Here you are:",
        "• Price list <https://example.com/price-list>",
        "• Objection deck <https://example.com/objection-deck> (internal, not for customers)",
        "Sales Advisor playbook (2026), our own guidance.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "do they want slides?",
        "do they need the security pack?",
        "what should a deck for enterprises contain?",
        "what do I put on the slides?",
        "as an e-mail?",
        "source?",
        "link to the source?",
        "should I send the price list before the first call?",
        "perlu kirim brosur dulu nggak sebelum ketemu?",
        "don't send me the deck",
    ],
)
def test_a_question_about_content_is_no_request_for_a_link(told: Say, text: str) -> None:
    told(ON_OBJECTIONS)
    found = shown(told(text))
    assert found is None or found[1] is not View.LINKS


@pytest.mark.parametrize("text", ["as an e-mail?", "put it in an email please", "buatkan emailnya"])
def test_a_teams_own_topic_is_a_message_itself_where_no_play_has_one(told: Say, text: str) -> None:
    told("how big is the B2B market?")
    assert shown(told(text)) == (OURS, View.MESSAGE)


@pytest.mark.parametrize(
    "text",
    [
        "which content do enterprise buyers prefer?",
        "what should a deck for enterprises contain?",
        "do SMBs read brochures?",
        "how many slides does a first demo need?",
        "are videos better than white papers?",
        "konten apa yang disukai UKM, video atau brosur?",
        "what do I send after the demo?",
    ],
)
def test_links_take_no_question_from_topics_about_content(told: Say, answering: Answering, text: str) -> None:
    plain = answering.advisor.respond(Utterance(text=text))
    reply = told(text)
    assert (reply.outcome, reply.parts, reply.topics) == (plain.outcome, plain.parts, plain.topics)
