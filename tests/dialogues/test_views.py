"""What is asked for with a subject: both sides beside one another, or one part of a play."""

from __future__ import annotations

import pytest

from bot.bootstrap import Answering
from bot.domain.conversation import ActionKind, Utterance, View
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, Outcome, OverviewPart, Reply
from bot.domain.want import Want
from tests.conftest import Say

EN, S = Language("en"), Segment.SMB


def part(reply: Reply) -> AnswerPart:
    """The one answer of a reply."""
    (one,) = reply.parts
    assert isinstance(one, AnswerPart), reply
    return one


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("sales cycle side by side", "sales-cycle"),
        ("compare enterprise and SMB sales cycle", "sales-cycle"),
        ("buying process in a table please", "buying-process"),
        ("compare how enterprises and SMBs decide on a purchase", "buying-process"),
        ("siklus penjualan berdampingan", "sales-cycle"),
        ("bandingkan siklus penjualan enterprise dan UKM", "sales-cycle"),
        ("tolong bandingkan proses pembelian enterprise sama UKM", "buying-process"),
    ],
)
def test_a_topic_named_with_it_comes_as_a_table_at_once(say: Say, answering: Answering, text: str, topic: str) -> None:
    reply = say(text)
    assert (part(reply).topic, part(reply).segment, part(reply).view) == (topic, Segment.BOTH, View.COMPARE)
    assert any(block.row for block in answering.renderer.document(reply).blocks)


@pytest.mark.parametrize(
    ("text", "play"),
    [
        ("checklist for a first demo at a bakery", "first-demo"),
        ("give me a checklist for hiring sellers", "hiring"),
        ("do you have a checklist for going from small clients to large ones", "moving-upmarket"),
        ("minta ceklis buat proposal", "proposal"),
        ("daftar periksa buat demo pertama", "first-demo"),
    ],
)
def test_a_checklist_is_what_tells_that_it_is_done(say: Say, text: str, play: str) -> None:
    assert (part(say(text)).topic, part(say("checklist")).view, part(say(text)).view) == (play, View.CHECK, View.CHECK)


@pytest.mark.parametrize("text", ["buyers compare vendors online", "who compares suppliers at a bank?"])
def test_buyers_who_compare_ask_for_no_table(say: Say, text: str) -> None:
    reply = say(text)
    assert View.COMPARE not in {one.view for one in reply.parts if isinstance(one, AnswerPart)}


@pytest.mark.parametrize("text", ["compare buying process", "bandingkan proses pembelian"])
def test_words_behind_compare_name_the_topic_whatever_is_on_screen(say: Say, text: str) -> None:
    say("how long is a sales cycle?")
    assert (part(say(text)).topic, part(say("why?")).topic) == ("buying-process", "buying-process")


def test_compare_alone_means_the_topic_on_screen_and_both_sides_named_mean_everything(say: Say) -> None:
    say("how long is a sales cycle?")
    assert (part(say("compare")).topic, part(say("side by side")).view) == ("sales-cycle", View.COMPARE)
    assert part(say("bandingkan keduanya")).topic == "sales-cycle"
    assert say("compare enterprise and SMB").parts == (OverviewPart(),)
    say("buying process")
    assert say("ringkasan bedanya").parts == (OverviewPart(),)
    assert say("bandingkan").parts == (OverviewPart(),), "the table is what is on screen"


def test_what_the_table_counts_as_leads_to_the_whole_table_and_not_to_one_row(say: Say) -> None:
    reply = say("enterprise vs SMB sales")
    assert ActionKind.OVERVIEW in {action.kind for action in reply.actions}
    assert View.COMPARE not in {action.view for action in reply.actions}


def test_a_topic_of_one_side_says_so_when_it_is_compared(say: Say) -> None:
    assert part(say("objections side by side")).only_side
    assert not part(say("why?")).only_side, "nobody asked for the other side alone"


@pytest.mark.parametrize(
    ("text", "play", "view"),
    [
        ("how do I phrase no to a small client who wants a special feature?", "customisation-request", View.SAY),
        ("the bank asks for a change to the product, what do I tell them?", "customisation-request", View.SAY),
        ("interview questions for somebody who will sell to small shops", "hiring", View.ASK),
        ("write me a short mail to a florist who went quiet", "silent-prospect", View.MESSAGE),
        ("how will I know that my first call with a bank went well?", "discovery-call", View.CHECK),
        ("ngomong apa ke klien kecil yang minta fitur khusus", "customisation-request", View.SAY),
        ("pertanyaan wawancara buat sales yang jualan ke toko kecil", "hiring", View.ASK),
        ("tuliskan pesan singkat ke prospek yang diam saja", "silent-prospect", View.MESSAGE),
        ("bagaimana saya tahu panggilan pertama dengan bank sudah berhasil?", "discovery-call", View.CHECK),
    ],
)
def test_a_part_asked_for_by_its_words_is_the_part_shown(say: Say, text: str, play: str, view: View) -> None:
    reply = say(text)
    assert (reply.outcome, part(reply).topic, part(reply).view) == (Outcome.ANSWER, play, view)


@pytest.mark.parametrize(
    ("before", "text", "play", "view"),
    [
        (
            "how do i get my champion to sell it internally at a big hospital",
            "wat do i send him",
            "stakeholder-plan",
            View.MESSAGE,
        ),
        ("stakeholder plan for a bank", "what do i send them", "stakeholder-plan", View.MESSAGE),
        ("proposal for a bakery", "send him what", "proposal", View.MESSAGE),
        ("how do i get my champion to sell it internally at a big hospital", "which article do i send", "content-plan", None),
        ("account map of a bank", "what do i send them", "content-plan", View.MESSAGE),
    ],
)
def test_a_part_asked_for_alone_is_that_of_the_play_on_screen(
    say: Say, before: str, text: str, play: str, view: View | None
) -> None:
    say(before)
    shown = part(say(text))
    assert (shown.topic, view) in {(play, shown.view), (play, None)}


def test_a_choice_asked_back_about_still_shows_the_part_that_was_asked_for(answering: Answering) -> None:
    asked_back = answering.advisor._answers.choices(("silent-prospect", "objections"), EN, S, 0.4, Want.MESSAGE)
    play, topic = (
        answering.advisor.respond(Utterance(action=action, thread=None)) for action in asked_back.actions if action.topic
    )
    assert (part(play).topic, part(play).view) == ("silent-prospect", View.MESSAGE)
    assert (part(topic).topic, part(topic).view) == ("objections", View.SHORT), "a fact has no parts"


def test_steps_asked_for_together_with_something_to_send_are_left_to_the_model(say: Say) -> None:
    assert part(say("walk me through a first call with a bank, step by step")).view in (View.SHORT, View.TODO)


@pytest.mark.parametrize(
    ("question", "follow_up", "play"),
    [
        ("how many objections does an enterprise raise?", "what do I say", "objection-prep"),
        ("what content do enterprise buyers read?", "what do I send them", "content-plan"),
        ("how do enterprises buy?", "what do I ask", "discovery-call"),
        ("apa saja sinyal pembelian UKM?", "tanya apa ke mereka", "silent-prospect"),
        ("sinyal pembelian enterprise?", "tanya apa ke mereka", "procurement-path"),
    ],
)
def test_below_a_topic_the_play_that_it_is_the_ground_of_tells_what_to_ask_and_say(
    say: Say, question: str, follow_up: str, play: str
) -> None:
    say(question)
    assert part(say(follow_up)).topic == play
