"""What is typed about what stands on screen, as a whole message: is that good, shorter, huh, the second one, why, export."""

from __future__ import annotations

from typing import TypeVar

import pytest

from bot.bootstrap import Answering
from bot.domain.aside import Aside
from bot.domain.conversation import ActionKind, View
from bot.domain.language import Segment
from bot.domain.reply import AnswerPart, BriefPart, CalculationPart, FitPart, Outcome, Reply, SmalltalkPart
from tests.conftest import Say

E, S, B = Segment.ENTERPRISE, Segment.SMB, Segment.BOTH
BRIEF_EN = "brief: 2,000-employee bank, $150k a year, 8 people decide, started in September"
BRIEF_ID = "brief: bank 2.000 karyawan, Rp2 miliar setahun, 8 orang memutuskan, mulai September"
FIT_EN = "fit: we sell to banks of 5000 people, long contracts, committee decides"
FIT_ID = "cek fit: kami jual ke bank 5000 karyawan, keputusan komite"

PartT = TypeVar("PartT")


def one(reply: Reply, kind: type[PartT]) -> PartT:
    """The one part of a reply, of the kind that is wanted."""
    (part,) = reply.parts
    assert isinstance(part, kind), reply
    return part


def answer(reply: Reply) -> AnswerPart:
    """The one answer of a reply."""
    return one(reply, AnswerPart)


def intent(reply: Reply) -> str:
    """What a social reply says."""
    return one(reply, SmalltalkPart).intent


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("we lost 12 of 210 customers last quarter, churn?", "is that good?"),
        ("we lost 12 of 210 customers last quarter, churn?", "so is that healthy then"),
        ("win rate", "whats normal"),
        ("churn 12 dari 210", "itu bagus ga"),
        ("churn 12 dari 210", "sehat ga tuh"),
        ("win rate 8 of 40", "not great right"),
        ("win rate 8 of 40", "is that above average"),
        ("win rate 8 dari 40", "ga bagus ya"),
        ("win rate itu apa", "normalnya berapa"),
    ],
)
def test_whether_a_figure_is_good_is_told_with_what_the_source_gives_instead(
    say: Say, answering: Answering, before: str, text: str
) -> None:
    metric = say(before).topics[0]
    reply = say(text)
    assert (answer(reply).topic, answer(reply).benchmark, reply.outcome) == (metric, True, Outcome.ANSWER)
    assert "benchmark for this" in (words := answering.renderer.document(reply).plain()) or "angka patokan" in words


@pytest.mark.parametrize(("before", "text"), [("sales cycle for smb", "is that long?"), ("siklus penjualan ukm", "lama ga tuh")])
def test_where_the_source_gives_figures_they_are_set_beside_one_another(say: Say, before: str, text: str) -> None:
    say(before)
    judged = answer(say(text))
    assert (judged.topic, judged.view, judged.aside) == ("sales-cycle", View.COMPARE, Aside.JUDGED)


@pytest.mark.parametrize("text", ["that was good", "thats good thanks", "bagus banget"])
def test_praise_is_no_question(say: Say, text: str) -> None:
    say("churn rate")
    assert not isinstance(say(text).parts[0], AnswerPart)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("make it shorter", Aside.AGAIN),
        ("tldr", Aside.AGAIN),
        ("pendekin", Aside.AGAIN),
        ("jangan yg itu, yg lebih pendek", Aside.AGAIN),
        ("simpler pls", Aside.WORDING),
        ("make it less formal", Aside.WORDING),
        ("lebih simpel dong", Aside.WORDING),
        ("huh?", Aside.AGAIN),
        ("what do you mean", Aside.AGAIN),
        ("ha?", Aside.AGAIN),
        ("ga ngerti", Aside.AGAIN),
    ],
)
def test_an_answer_is_put_in_a_sentence_with_what_there_is_besides(say: Say, text: str, aside: Aside) -> None:
    say("enterprise sales cycle")
    reply = say(text)
    assert (answer(reply).aside, answer(reply).bare, answer(reply).segment) == (aside, True, E)
    assert reply.actions[0].view in (View.EXAMPLE, View.MORE)


@pytest.mark.parametrize(
    "text",
    [
        "make it shorter",
        "less formal please",
        "make it 2 lines",
        "in one sentence pls",
        "pendekin dong",
        "bahasanya lebih santai",
        "ini WA kan? kepanjangan",
        "Ringkas menjadi satu kalimat saja.",
        "jadi 2 baris aja",
    ],
)
def test_a_message_has_one_length_and_is_not_printed_again(say: Say, answering: Answering, text: str) -> None:
    say("email for a silent prospect, a small shop")
    reply = say(text)
    assert intent(reply) == "one_form"
    assert len(answering.renderer.document(reply).blocks) == 1
    assert answer(say("the message")).view is View.MESSAGE


@pytest.mark.parametrize(
    ("before", "part", "text"),
    [
        ("first call with a bank", "what do i say", "shorter"),
        ("first call with a bank", "what do i say", "in one line pls"),
        ("rencana konten buat bank", "kalimatnya", "lebih pendek dong"),
        ("rencana konten buat bank", "kalimatnya", "ringkas"),
    ],
)
def test_of_the_lines_to_say_the_shortest_is_the_short_form(
    say: Say, answering: Answering, before: str, part: str, text: str
) -> None:
    say(before)
    shown = [block.text for block in answering.renderer.document(say(part)).blocks if block.kind.value == "quote"]
    told = answer(say(text))
    assert (told.view, shown[(told.line or 0) - 1]) == (View.SAY, min(shown, key=len))


@pytest.mark.parametrize(
    ("before", "between"),
    [
        ("how do i run a trial with a bank", "questions"),
        ("cara hiring sales buat ukm", "checklist"),
        ("account map for a bank", "more"),
    ],
)
@pytest.mark.parametrize("text", ["shorter", "tldr", "lebih singkat"])
def test_a_short_form_is_never_longer_than_what_was_on_screen(
    say: Say, answering: Answering, before: str, between: str, text: str
) -> None:
    say(before)
    long = len(answering.renderer.document(say(between)).plain())
    assert len(answering.renderer.document(say(text)).plain()) <= long


@pytest.mark.parametrize("text", ["another example", "another one", "contoh lain", "bukan itu, contoh lain"])
def test_another_message_is_not_the_same_again(say: Say, text: str) -> None:
    say("email for a silent prospect, a small shop")
    assert (answer(say(text)).aside, answer(say(text)).view) == (Aside.NO_OTHER, View.SHORT)


@pytest.mark.parametrize("text", ["longer", "the full version", "kependekan, yg lengkap"])
def test_longer_shows_what_was_left_out_until_there_is_no_more(say: Say, text: str) -> None:
    say("enterprise sales cycle")
    assert answer(say(text)).view is View.MORE
    assert answer(say(text)).aside is Aside.NO_MORE


@pytest.mark.parametrize(
    ("before", "text", "line"),
    [
        ("an smb prospect went silent, what do i do", "the second one", 2),
        ("an smb prospect went silent, what do i do", "and the last one?", 4),
        ("prospek ngilang gmn, umkm", "yg kedua", 2),
        ("questions for the first call with an smb", "the third one pls", 3),
        ("an smb prospect went silent, what do i do", "whats step 2 about", 2),
        ("prospek ngilang gmn, umkm", "langkah ke 2 maksudnya apa", 2),
        ("prospek ngilang gmn, umkm", "langkah no 3 maksudnya", 3),
        ("prospek ngilang gmn, umkm", "no 2 maksudnya", 2),
        ("prospek ngilang gmn, umkm", "yg no 3 gmn caranya", 3),
        ("prospek ngilang gmn, umkm", "poin 2 ga ngerti", 2),
        ("an smb prospect went silent, what do i do", "step 3?", 3),
        ("an smb prospect went silent, what do i do", "explain step two", 2),
        ("an smb prospect went silent, what do i do", "tell me more about the third", 3),
    ],
)
def test_a_place_counts_the_lines_on_screen_and_keeps_the_side(
    say: Say, answering: Answering, before: str, text: str, line: int
) -> None:
    shown = answering.renderer.document(say(before))
    lines = [block.text for block in shown.blocks if block.kind.value in ("step", "quote")]
    reply = say(text)
    assert (answer(reply).segment, answer(reply).line) == (S, line if line < 4 else len(lines))
    told = answering.renderer.document(reply).plain()
    assert lines[line - 1 if line < 4 else -1].removesuffix(" (our advice)").removesuffix(" (saran kami)") in told


@pytest.mark.parametrize(
    ("before", "text", "language"),
    [("rencana deal buat bank", "no 3", "id"), ("rencana deal buat bank", "step 3?", "id"), ("deal plan bank", "no 3", "en")],
)
def test_what_only_counts_is_answered_in_the_language_of_the_thread(say: Say, before: str, text: str, language: str) -> None:
    say(before)
    reply = say(text)
    assert (reply.language, answer(reply).line) == (language, 3)


@pytest.mark.parametrize(
    ("before", "part", "text", "view", "line"),
    [
        ("first demo for a small shop", "message", "step 3", View.SHORT, 3),
        ("first demo for a small shop", "what do i say", "question 2", View.ASK, 2),
        ("demo pertama buat toko kecil", "pesannya", "no 4 maksudnya", View.SHORT, 4),
        ("demo pertama buat toko kecil", "kalimatnya", "langkah kedua jelasin", View.SHORT, 2),
        ("demo pertama buat toko kecil", "kalimatnya", "yang kedua", View.SAY, 2),
    ],
)
def test_a_line_called_by_its_kind_is_counted_in_that_part(
    say: Say, before: str, part: str, text: str, view: View, line: int
) -> None:
    say(before)
    say(part)
    assert (answer(say(text)).view, answer(say(text)).line) == (view, line)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("first demo for a small shop", "step 9"),
        ("pitfalls enterprise", "point 7 please"),
        ("demo pertama buat toko kecil", "yg no 8 jelasin"),
        (FIT_EN, "point 7"),
        (BRIEF_ID, "no 9 maksudnya"),
    ],
)
def test_a_place_where_nothing_stands_is_no_button_and_that_is_said(say: Say, before: str, text: str) -> None:
    first = say(before)
    reply = say(text)
    assert (intent(reply), reply.actions) == ("no_place", first.actions)


@pytest.mark.parametrize("text", ["2", "2.", "2 please", "option 2", "pilih 2", "2 dong"])
def test_a_number_alone_or_of_a_choice_still_means_a_button(say: Say, text: str) -> None:
    second = say("deal plan for a bank").actions[1]
    assert answer(say(text)).view is second.view


@pytest.mark.parametrize("text", ["shorter", "lebih pendek dong"])
def test_a_choice_of_topics_has_no_shorter_form(say: Say, asked_back_about: str, text: str) -> None:
    choices = say(asked_back_about)
    assert (intent(say(text)), say("huh?").actions) == ("puzzled", choices.actions)


@pytest.mark.parametrize("text", ["the second one", "yang kedua"])
def test_a_place_counts_the_columns_of_a_table(say: Say, text: str) -> None:
    say("compare sales cycle")
    assert (answer(say(text)).topic, answer(say("more")).segment) == ("sales-cycle", S)


@pytest.mark.parametrize(("before", "text"), [("key metrics smb", "the second one"), ("metrik utama ukm", "yang kedua dong")])
def test_a_place_picks_what_an_answer_lists_with_its_own_answer(say: Say, answering: Answering, before: str, text: str) -> None:
    say(before)
    picked = answer(say(text))
    listed = answering.knowledge.topics["key-metrics"].lists[S]
    assert (picked.topic, picked.view, picked.segment) == (listed[1], View.SHORT, S)


@pytest.mark.parametrize(("before", "text"), [("key metrics smb", "all of them"), ("metrik utama ukm", "semuanya")])
def test_all_of_a_long_list_is_to_be_picked_from(say: Say, answering: Answering, before: str, text: str) -> None:
    say(before)
    reply = say(text)
    listed = answering.knowledge.topics["key-metrics"].lists[S]
    assert (intent(reply), tuple(action.topic for action in reply.actions)) == ("too_many", listed)


@pytest.mark.parametrize("text", ["no i meant how long it takes", "bukan, maksudku berapa lama prosesnya"])
def test_a_correction_keeps_the_side_spoken_of(say: Say, text: str) -> None:
    say("sales strategy for smb")
    assert (answer(say(text)).topic, answer(say("more")).segment) == ("sales-cycle", S)


@pytest.mark.parametrize(
    ("before", "text", "row"),
    [
        (BRIEF_EN, "when will they sign", "sales-cycle"),
        (BRIEF_EN, "whats the risk here", "pitfalls"),
        (BRIEF_EN, "what should i send them", "content-preferences"),
        (BRIEF_EN, "who decides", "buying-process"),
        (BRIEF_EN, "what are the next steps", "buying-signals"),
        (BRIEF_EN, "when", "sales-cycle"),
        (BRIEF_EN, "whens it gonna close", "sales-cycle"),
        (BRIEF_EN, "whos in charge of signing", "buying-process"),
        (BRIEF_ID, "kapan ttdnya", "sales-cycle"),
        (BRIEF_ID, "risikonya apa", "pitfalls"),
        (BRIEF_ID, "gw kirim apa ke mereka", "content-preferences"),
        (BRIEF_ID, "siapa aja yg mutusin", "buying-process"),
    ],
)
def test_a_question_about_a_line_of_a_brief_is_answered_from_it(
    say: Say, answering: Answering, before: str, text: str, row: str
) -> None:
    whole = answering.renderer.document(say(before)).plain()
    reply = say(text)
    assert (one(reply, BriefPart).row, reply.topics[0], reply.actions[0].topic) == (row, row, row)
    if row != "buying-signals":  # it was not called for, and says so by asking for the stage
        told = answering.renderer.document(reply).plain().splitlines()[0]
        assert told in whole


@pytest.mark.parametrize(
    ("before", "between", "text"), [(BRIEF_EN, "churn rate", "when will they sign"), (BRIEF_ID, "churn rate", "mereka kapan ttd")]
)
def test_after_other_answers_the_brief_is_meant_where_its_people_are(say: Say, before: str, between: str, text: str) -> None:
    say(before)
    say(between)
    assert one(say(text), BriefPart).row == "sales-cycle"
    say(between)
    assert not isinstance(say("who decides?").parts[0], BriefPart)


@pytest.mark.parametrize(
    ("before", "text"), [(BRIEF_EN, "is that enterprise?"), (BRIEF_ID, "itu enterprise apa ukm"), (BRIEF_EN, "which side")]
)
def test_which_side_a_deal_is_on_is_what_its_brief_says_first(say: Say, answering: Answering, before: str, text: str) -> None:
    whole = answering.renderer.document(say(before)).plain().splitlines()
    assert answering.renderer.document(say(text)).plain().splitlines() == whole[:1]


@pytest.mark.parametrize(
    ("before", "text"), [(BRIEF_EN, "back to the brief"), (BRIEF_EN, "show the brief again"), (BRIEF_ID, "balik ke brief")]
)
def test_a_brief_can_be_gone_back_to(say: Say, before: str, text: str) -> None:
    whole = say(before).parts
    say("churn rate")
    assert say(text).parts == whole


def test_without_a_start_the_month_is_asked_for(say: Say, answering: Answering) -> None:
    say("brief: 40 employees, $5k a year, owner decides")
    assert "When did you start?" in answering.renderer.document(say("when do they sign")).plain()
    assert "October" in answering.renderer.document(say("started in july")).plain()


@pytest.mark.parametrize(
    ("before", "text", "value"),
    [
        ("win rate 12 of 50", "hm no 14", 28),
        ("win rate 12 dari 50", "eh ga, 14", 28),
        ("clv for $200 a month, 3 years", "sorry 250", 9000),
        ("hitung clv 500rb sebulan, 2 tahun", "salah, harusnya 600rb", 14_400_000),
    ],
)
def test_a_bare_correction_changes_the_nearest_number_and_keeps_its_period(
    say: Say, before: str, text: str, value: float
) -> None:
    say(before)
    worked = one(say(text), CalculationPart).calculation
    assert getattr(worked, "value", None) == pytest.approx(value)


@pytest.mark.parametrize("text", ["is tht ok?", "is that good?", "itu bagus ga?"])
def test_who_judges_a_figure_in_misspelt_words_sees_the_answer_and_not_what_it_left_out(say: Say, text: str) -> None:
    say("churn 7 of 140 last qtr")
    shown = answer(say(text))
    assert (shown.topic, shown.benchmark, shown.view) == ("metric-churn-rate", True, View.SHORT)


@pytest.mark.parametrize("text", ["forget it", "nvm", "gajadi deh", "ga jadi"])
@pytest.mark.parametrize("before", ["sales cycle", "hello"])
def test_what_was_asked_is_dropped_and_the_talk_goes_on(say: Say, before: str, text: str) -> None:
    say(before)
    assert intent(say(text)) == "dropped"


@pytest.mark.parametrize("text", ["ha", "stop", "thanks, I'll share this with my team"])
def test_laughter_thanks_and_goodbyes_stay_what_they_are(say: Say, text: str) -> None:
    say("churn rate")
    assert intent(say(text)) in ("nod", "remark", "goodbye", "thanks")


@pytest.mark.parametrize("text", ["thats wrong", "that's not right", "itu salah", "ngawur"])
def test_who_says_that_it_is_wrong_gets_an_apology(say: Say, text: str) -> None:
    say("churn rate")
    assert intent(say(text)) == "scold"


@pytest.mark.parametrize(("text", "side"), [("not for enterprises", S), ("nope, enterprises", E), ("bukan enterprise", S)])
def test_a_side_turned_down_opens_no_fit_check(say: Say, text: str, side: Segment) -> None:
    say("sales cycle")
    assert (answer(say(text)).topic, say(text).segment) == ("sales-cycle", side)


@pytest.mark.parametrize(
    ("before", "text", "aside"),
    [
        ("smb sales cycle", "and for smbs?", Aside.SAME_SIDE),
        ("siklus penjualan ukm", "kalau ukm?", Aside.SAME_SIDE),
        ("sales velocity", "and smbs?", Aside.ONE_SIDE),
        ("sales velocity itu apa", "kalau ukm?", Aside.ONE_SIDE),
    ],
)
def test_the_same_answer_is_not_said_word_for_word_again(say: Say, before: str, text: str, aside: Aside) -> None:
    say(before)
    assert (answer(say(text)).aside, answer(say(text)).bare) == (aside, True)


@pytest.mark.parametrize("text", ["why", "how come", "what makes you say that"])
def test_why_below_a_fit_result_means_its_reasons(say: Say, answering: Answering, text: str) -> None:
    say(FIT_EN)
    reply = say(text)
    assert one(reply, FitPart).explained
    assert "5,000 employees" in answering.renderer.document(reply).plain()


@pytest.mark.parametrize(("before", "text"), [(FIT_EN, "huh?"), (FIT_EN, "whats that mean"), (FIT_ID, "maksudnya?")])
def test_a_question_of_the_fit_check_that_was_not_understood_is_put_again(say: Say, before: str, text: str) -> None:
    asked = one(say(before), FitPart).question
    assert (one(say(text), FitPart).question, one(say(text), FitPart).assessment) == (asked, None)


@pytest.mark.parametrize(
    ("before", "text"),
    [("win rate", "calc it"), ("win rate itu apa", "hitungin dong")],
)
def test_the_metric_on_screen_is_worked_out_where_it_is_meant(say: Say, before: str, text: str) -> None:
    metric = say(before).topics[0]
    assert one(say(text), CalculationPart).calculation.metric == metric


@pytest.mark.parametrize(
    ("before", "text"), [("pipeline coverage", "how do i calculate that"), ("pipeline coverage tuh apa", "cara ngitungnya")]
)
def test_how_a_metric_is_worked_out_is_said_of_the_one_on_screen(say: Say, before: str, text: str) -> None:
    metric = say(before).topics[0]
    part = one(say(text), CalculationPart)
    assert (part.calculation.metric, part.explained) == (metric, True)


@pytest.mark.parametrize("text", ["kok bisa", "kenapa", "alasannya apa"])
def test_why_below_a_fit_result_in_indonesian(say: Say, text: str) -> None:
    say(FIT_ID)
    assert one(say(text), FitPart).explained
    say("siklus penjualan enterprise")
    assert answer(say(text)).view is View.WHY


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("objections enterprise", "ask an expert", "expert"),
        ("objections enterprise", "who do i ask then", "expert"),
        ("keberatan enterprise", "tanya siapa dong", "expert"),
        (BRIEF_EN, "export", "export"),
        (BRIEF_ID, "ekspor dong", "export"),
        (BRIEF_EN, "share this with the team", "share"),
        ("keberatan enterprise", "bagikan ke tim", "share"),
        ("sales cycle", "fill it in", "fill"),
        (FIT_EN, "is that good?", "unjudged"),
        (BRIEF_EN, "shorter", "one_form"),
        (BRIEF_ID, "maksudnya?", "puzzled"),
    ],
)
def test_what_only_a_button_does_is_said_and_what_is_offered_stands(say: Say, before: str, text: str, said: str) -> None:
    offered = say(before).actions
    assert intent(say(text)) == said
    last = len(offered) > 1 and offered[0].kind is ActionKind.SHOW
    assert not last or say("1").topics[0] == offered[0].topic


@pytest.mark.parametrize("text", ["fill it in: name is Dr. Tan", "fill in the blanks", "isiin dong"])
def test_a_message_to_be_filled_in_comes_with_what_fills_it_in(say: Say, text: str) -> None:
    say("email for a silent prospect, a small shop")
    assert (answer(say(text)).view, answer(say(text)).aside) == (View.MESSAGE, Aside.FILLING)


def test_who_did_not_understand_a_choice_can_still_choose(say: Say, asked_back_about: str) -> None:
    choices = say(asked_back_about)
    assert say("huh?").actions == choices.actions
    assert answer(say("the second one")).topic == choices.actions[1].topic


@pytest.mark.parametrize(
    "text",
    [
        "can we make the sales cycle shorter",
        "is it longer for banks?",
        "what do they mean by demo",
        "explain why smbs buy",
        "a short mail",
        "let me rephrase",
        "uh huh",
        "keduanya",
        "bukan itu maksudku",
    ],
)
def test_a_message_that_says_more_is_no_remark(say: Say, text: str) -> None:
    say("who decides in an enterprise?")
    reply = say(text)
    assert all(part.aside in (None, Aside.NOTHING) for part in reply.parts if isinstance(part, AnswerPart))
