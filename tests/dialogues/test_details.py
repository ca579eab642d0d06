"""Questions about what stands on screen: one line that tells it, or that nothing does; never the same block again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from bot.bootstrap import Answering
from bot.domain.aside import Aside
from bot.domain.conversation import View
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, Outcome, Reply, SmalltalkPart
from bot.knowledge.location import find_knowledge
from tests.conftest import Say

E, S = Segment.ENTERPRISE, Segment.SMB


def part(reply: Reply) -> AnswerPart:
    """The one answer of a reply."""
    (one,) = reply.parts
    assert isinstance(one, AnswerPart), reply
    return one


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        ("how do i do a first call with a bank", "how do i finish the call", "Before you hang up"),
        ("how do i run a trial with a bakery", "when do i ask for the order", "about to end"),
        ("how do i follow up with a bank that went quiet", "when do i give up", "still get a “no”"),
        ("proses procurement di bank", "diskusi teknis ngebahas apaan", "Diskusi teknis"),
    ],
)
def test_a_question_that_one_step_tells_is_answered_by_that_step(
    say: Say, answering: Answering, before: str, text: str, told: str
) -> None:
    subject = say(before).topics[0]
    reply = say(text)
    assert (reply.topics[0], part(reply).line is not None) == (subject, True)
    assert told in answering.renderer.document(reply).plain()


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("legal sent me a 40 page security questionnaire", "what do i do with it"),
        ("how do i write a proposal for a bank", "how many pages"),
        ("proposal buat bank", "panjangnya berapa halaman"),
    ],
)
def test_what_no_line_tells_is_said_in_one_line_with_what_there_is(
    say: Say, answering: Answering, before: str, text: str
) -> None:
    shown = say(before)
    reply = say(text)
    assert (reply.topics[0], part(reply).aside) == (shown.topics[0], Aside.NOTHING)
    (line,) = answering.renderer.document(reply).blocks
    assert "I do have" in line.text or "Yang ada" in line.text
    assert {View.ASK, View.SAY} <= {action.view for action in reply.actions}


def test_the_thread_goes_on_below_it_and_its_lines_can_still_be_counted(say: Say) -> None:
    play = say("how do i write a proposal for a bank").topics[0]
    say("how many pages")
    assert (part(say("the second one")).topic, part(say("the second one")).line) == (play, 2)


@pytest.mark.parametrize("text", ["why?", "kenapa?"])
def test_where_no_reason_is_given_the_claims_are_named_that_the_answer_stands_on(
    say: Say, answering: Answering, text: str
) -> None:
    say("which process to choose")
    words = answering.renderer.document(say(text)).plain()
    assert "stands on this" in words or "berpijak pada ini" in words


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        ("proposal for a bakery", "how many pages", "one page"),
        ("proposal buat warung", "berapa halaman ya", "satu halaman"),
        ("moving upmarket", "how long until it pays", "7 months"),
        ("objections enterprise", "and how many?", "30"),
        ("buying process enterprise", "how many people take part", "6–10"),
        ("proses pembelian enterprise", "berapa orang yang ikut", "6–10"),
        ("buying process enterprise", "what do buyers do in that time?", "17%"),
        ("a bank went quiet", "who else can i ring", "someone else"),
        ("prospek bank ngilang", "siapa lagi yang bisa saya telepon", "orang lain"),
        ("a small shop went quiet", "drop him when?", "Sign off"),
    ],
)
def test_what_asks_for_a_kind_of_thing_is_told_by_a_line_of_it_though_it_stands_on_screen(
    say: Say, answering: Answering, before: str, text: str, told: str
) -> None:
    subject = say(before).topics[0]
    reply = say(text)
    assert (reply.topics[0], part(reply).aside) == (subject, None)
    document = answering.renderer.document(reply)
    assert told in document.plain()
    assert len(document.blocks) <= 6


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("weekly pipeline review", "how many minutes"),
        ("review pipeline mingguan", "berapa menit"),
        ("a bank went quiet", "how many times should i follow up"),
        ("prospek bank ngilang", "brp hari sekali"),
        ("asking for a referral from a small shop", "how many customers should i ask"),
        ("proposal for a bakery", "what if the owner is on holiday"),
        ("proposal for a bakery", "what if they dont read it"),
        ("a small shop went quiet", "how often do i write"),
        ("cara minta referral ke toko kecil", "brp pelanggan yang harus ditanya"),
    ],
)
def test_no_other_line_and_no_question_for_a_customer_stands_in_for_it(say: Say, before: str, text: str) -> None:
    subject = say(before).topics[0]
    reply = say(text)
    assert (reply.topics[0], part(reply).aside) == (subject, Aside.NOTHING)


@pytest.mark.parametrize(
    ("before", "text", "view"),
    [
        ("how do i write a proposal for a bank", "checklist", View.CHECK),
        ("hiring sellers for small shops", "give me a checklist please", View.CHECK),
        ("rencana konten buat ukm", "ceklisnya mana", View.CHECK),
        ("a small shop went quiet", "the check list for a silent prospect", View.CHECK),
        ("how do i run a trial with a bakery", "steps of the trial", View.SHORT),
        ("trial dengan toko kecil", "langkahnya apa aja buat trial", View.SHORT),
        ("account map for a bank", "just the steps", View.SHORT),
        ("value pitch for a bank", "the lines please", View.SAY),
        ("pitch nilai produk buat bank", "kalimatnya dong", View.SAY),
        ("deal plan for a bank", "message", View.MESSAGE),
        ("trial with a bank", "message after the pilot ends", View.MESSAGE),
        ("how do i prepare for objections", "questions", View.ASK),
    ],
)
@pytest.mark.parametrize("between", ["", "more", "questions to ask"])
def test_a_part_is_shown_by_its_name_every_time(say: Say, before: str, text: str, view: View, between: str) -> None:
    play = say(before).topics[0]
    if between:
        say(between)
    for _ in range(2):
        assert (part(say(text)).topic, part(say(text)).view, part(say(text)).line) == (play, view, None)


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("before", ["silent prospect", "sales cycle", "win rate"])
def test_whatever_is_named_as_there_can_be_asked_for_by_that_name(
    anew: Callable[[], Say], answering: Answering, before: str, language: str
) -> None:
    labels = yaml.safe_load((find_knowledge(None) / "templates" / language / "labels-asides.yml").read_text(encoding="utf-8"))
    for name in ("steps", "ask", "say", "message", "check") if before == "silent prospect" else ("more", "why"):
        say = anew()
        say(answering.knowledge.subjects[say(before).topics[0]].title[Language(language)])
        assert part(say(labels[f"besides_{name}"])).view is (View.SHORT if name == "steps" else View(name)), name


@pytest.mark.parametrize("before", ["objections enterprise", "sales cycle for a bank"])
def test_below_a_fact_the_parts_are_those_of_the_play_on_it(say: Say, answering: Answering, before: str) -> None:
    topic = say(before).topics[0]
    shown = part(say("checklist"))
    assert (shown.view, shown.topic) == (View.CHECK, answering.knowledge.plays_on[topic][0])


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("how do i run a first demo with a bank", "give me one line"),
        ("objection prep for a small shop", "one line to say"),
        ("demo pertama ke bank", "satu kalimat untuk diucapkan"),
    ],
)
def test_one_line_is_one_of_those_to_say(say: Say, before: str, text: str) -> None:
    play = say(before).topics[0]
    told = part(say(text))
    assert (told.topic, told.view, told.line is not None) == (play, View.SAY, True)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("proposal for a bank", "checklist for the first demo"),
        ("trial with a bakery", "what are the steps of a pipeline review"),
        ("proposal buat bank", "langkah langkah demo pertama"),
        ("proposal buat bank", "checklist review pipeline mingguan"),
    ],
)
def test_a_part_of_another_play_is_not_that_of_the_one_on_screen(say: Say, before: str, text: str) -> None:
    play = say(before).topics[0]
    assert say(text).topics[0] != play


@pytest.mark.parametrize("text", ["next step", "langkah berikutnya", "he never sent the message", "questions and steps"])
def test_what_only_holds_the_name_of_a_part_is_left_to_others(answering: Answering, text: str) -> None:
    parts = answering.advisor._screen._parts
    assert parts.named(answering.advisor._matcher.reader.read(text), "first-demo") is None


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        ("sales cycle for a bank", "what do i tell my boss", "Tell your manager now"),
        ("deal plan for a bank", "and something for my manager?", "Tell your manager now"),
        ("siklus penjualan enterprise", "jawabannya buat bos dong", "Sampaikan kepada atasan"),
        ("rencana deal buat bank", "ngomong apa ke bos gw", "Sampaikan kepada atasan"),
    ],
)
def test_words_for_a_manager_are_shown_where_there_are_some(
    say: Say, answering: Answering, before: str, text: str, told: str
) -> None:
    say(before)
    assert told in answering.renderer.document(say(text)).plain()


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("value pitch for a small shop", "what do i tell my boss"),
        ("first call with a bank", "a line for my director"),
        ("meminta referral", "kalimat buat atasan saya"),
    ],
)
def test_else_it_is_said_that_all_words_are_a_customers(say: Say, before: str, text: str) -> None:
    offered = say(before).actions
    reply = say(text)
    assert reply.parts == (SmalltalkPart(intent="customer_only"),)
    assert (reply.actions, say("checklist").outcome) == (offered, Outcome.ANSWER)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("first call with a bank", "what do i say to their boss"),
        ("first call with a bank", "my boss wants proof"),
        ("first call with a bank", "what do i tell my boss about churn rate"),
        ("telepon pertama ke bank", "makasih bos"),
        ("telepon pertama ke bank", "bosnya gimana"),
    ],
)
def test_another_boss_or_subject_is_no_ask_for_a_managers_words(say: Say, before: str, text: str) -> None:
    say(before)
    assert say(text).parts != (SmalltalkPart(intent="customer_only"),)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("trial udah 10 hari belom dipake2", ""),
        ("a trial at a bakery, 3 weeks in and nobody has used it", ""),
        ("trial dengan toko kecil", "udah seminggu belum ada yang login"),
    ],
)
def test_who_only_tells_how_it_stands_asks_for_no_signs_of_being_done(say: Say, before: str, text: str) -> None:
    first = say(before)
    assert part(say(text) if text else first).view is not View.CHECK


def test_a_side_named_with_a_part_gets_that_part_whatever_was_shown(say: Say) -> None:
    say("how do i hire sellers for banks")
    say("checklist")
    told = part(say("for smbs now, the questions to ask in the interview"))
    assert (told.view, told.segment) == (View.ASK, S)
    told = part(say("yang enterprise, kalimat buat nawarinnya"))
    assert (told.view, told.segment) == (View.SAY, E)
