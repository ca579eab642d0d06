"""The fit check and the brief as sellers use them in threads, in both languages, with what looks alike and is something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.advisor.memory import memory_stores
from bot.bootstrap import Answering
from bot.domain.brief import MISSING, Month
from bot.domain.conversation import Utterance
from bot.domain.language import Segment
from bot.domain.reply import AnswerPart, BriefPart, FitPart, Outcome, Reply, SizePart

Say = Callable[[str], Reply]


@pytest.fixture
def say(answering: Answering) -> Say:
    advisor = answering.over(memory_stores()).advisor
    return lambda text: advisor.respond(Utterance(text=text, thread="t"))


def facts(reply: Reply) -> dict[str, object]:
    """The values that the check on screen counts."""
    (part,) = reply.parts
    assert isinstance(part, FitPart) and part.assessment is not None, reply
    return dict(part.assessment.answers.known)


def brief(reply: Reply) -> BriefPart:
    (part,) = reply.parts
    assert isinstance(part, BriefPart), reply
    return part


@pytest.mark.parametrize(("text", "size"), [
    ("what motion suits a firm with 2000 staff", 2000), ("which sales process should we use for 25 person agencies?", 25),
    ("small shops, size 30, one boss signs, 2k a year. smb or enterprise", 30), ("proses jualan mana yg pas buat pabrik 1200 karyawan", 1200),
    ("cocokin: kantor 70 orang, harga 30jt setahun", 70),
])  # fmt: skip
def test_asking_which_process_fits_a_company_opens_the_check_with_what_is_told(say: Say, text: str, size: float) -> None:
    assert facts(say(text))["employees"] == size


@pytest.mark.parametrize(
    "text",
    [
        "which process fits us?",
        "which process do banks use",
        "which process for selling to banks",
        "proses mana yang cocok untuk kami?",
    ],
)
def test_without_a_number_it_stays_the_topic(say: Say, text: str) -> None:
    assert say(text).topics[:1] == ("which-process",)


@pytest.mark.parametrize(("first", "then", "size"), [
    ("which process fits a firm of 60 people", "and 700?", 700), ("which process fits a firm of 60 people", "what about 5000", 5000),
    ("proses mana yg cocok buat kantor 60 orang", "kalau 3000?", 3000),
])  # fmt: skip
def test_a_bare_number_takes_the_place_of_the_one_told_last(say: Say, first: str, then: str, size: float) -> None:
    say(first)
    assert facts(say(then))["employees"] == size


def test_a_bare_number_answers_the_question_that_wants_one(say: Say) -> None:
    say("fit check")
    say("$20k")
    assert facts(say("2,000 employees"))["employees"] == 2000


@pytest.mark.parametrize(("text", "side", "outside"), [
    ("is 45 people an smb", Segment.SMB, True), ("does a shop with 6 people count as smb", Segment.SMB, True), ("is 350 an smb?", Segment.SMB, False),
    ("700 employees, smb or enterprise", Segment.SMB, False), ("is 1500 staff enterprise?", Segment.ENTERPRISE, True),
    ("toko 12 orang masuk kategori apa", Segment.SMB, True), ("perusahaan 1500 karyawan itu enterprise kan?", Segment.ENTERPRISE, True),
    ("oke jd yg 55 orang tuh masuk ukm dong?", Segment.SMB, True),
])  # fmt: skip
def test_which_side_a_size_is_on_is_said_in_a_sentence(say: Say, text: str, side: Segment, outside: bool) -> None:
    (part,) = say(text).parts
    assert isinstance(part, SizePart)
    assert (part.side, part.outside) == (side, outside)


@pytest.mark.parametrize("text", [
    "how many people decide in an smb of 50 people", "is 3 months long for an smb", "is a bank with 90 staff an smb", "is 50 people in a demo too many for an smb",
    "berapa orang yg mutusin di ukm 50 orang", "5 keberatan itu wajar buat ukm?", "deal 50 juta masuk ukm ga", "what is an smb",
])  # fmt: skip
def test_what_only_looks_like_a_question_of_size_is_none(say: Say, text: str) -> None:
    assert not any(isinstance(part, SizePart) for part in say(text).parts)


def test_below_a_definition_a_size_alone_is_asked_about(say: Say, answering: Answering) -> None:
    say("what is smb")
    (part,) = say("so 1000?").parts
    assert isinstance(part, SizePart) and part.side is Segment.ENTERPRISE
    reply = say("and a bakery with 12 people")
    assert isinstance(reply.parts[0], SizePart)
    assert answering.renderer.document(reply).plain().startswith("12 employees: an SMB.")


@pytest.mark.parametrize("text", [
    "fit: saas vendor with 45 people, builds crm, 6 account reps, contracts of 30k",
    "fit: startup software 30 orang, jual aplikasi hr, 4 sales, deal 20jt setahun",
])  # fmt: skip
def test_the_seller_s_own_company_is_no_customer(say: Say, text: str) -> None:
    assert set(facts(say(text))) == {"annual_contract_value_usd"}


@pytest.mark.parametrize(("text", "size"), [
    ("fit: bakeries with 12 people, sells bread, owner decides, 900 a year", 12), ("fit: clients are software companies with 60 people, 5 reps here", 60),
    ("fit: jual ke perusahaan software 60 orang, 5 sales, deal 12jt", 60),
])  # fmt: skip
def test_customers_who_sell_something_stay_customers(say: Say, text: str, size: float) -> None:
    assert facts(say(text))["employees"] == size


def test_a_brief_is_of_a_prospect_whatever_it_sells(say: Say) -> None:
    deal = brief(say("brief: 45 people software company, sells crm, has 5 reps, 12k a year")).brief
    assert deal is not None and deal.deal.answers.known["employees"] == 45


@pytest.mark.parametrize(("text", "answers"), [
    ("9k average", {"employees": 40, "annual_contract_value_usd": 9000}), ("20jt rata2", {"employees": 40, "annual_contract_value_usd": 1102}),
    ("both", {"employees": 40}), ("dua duanya", {"employees": 40}),
])  # fmt: skip
def test_what_is_a_fact_for_the_open_check_stays_in_it(say: Say, text: str, answers: dict[str, float]) -> None:
    say("fit: clients with 40 employees")
    told = facts(say(text))
    assert told.keys() == answers.keys()
    assert all(told[name] == pytest.approx(value) for name, value in answers.items())


def test_few_people_beside_a_large_company_are_no_employees(say: Say) -> None:
    say("fit: kantor 300 karyawan, 40jt setahun")
    (asked,) = say("4 orang").parts
    assert isinstance(asked, FitPart) and asked.trouble is not None, "that may be who sells, which was asked"
    assert facts(say("bukan karyawan, 4 orang tuh yg mutusin"))["decision_makers"] == 4
    assert facts(say("hasilnya apa"))["employees"] == 300


def test_a_count_taken_for_employees_is_put_right(say: Say) -> None:
    say("fit check")
    say("$12k")
    assert facts(say("3 people"))["employees"] == 3
    assert facts(say("not employees, 3 people decide")).keys() == {"annual_contract_value_usd", "decision_makers"}


@pytest.mark.parametrize(
    ("end", "asked"),
    [
        ("stop", "so what are we"),
        ("stop", "fit"),
        ("berhenti", "cek kecocokan yg tadi hasilnya apa"),
        ("what is churn", "whats the verdict"),
    ],
)
def test_the_result_is_shown_again_also_after_the_end(say: Say, end: str, asked: str) -> None:
    say("fit: clients with 40 employees, 9k a year")
    say(end)
    assert facts(say(asked)) == {"employees": 40, "annual_contract_value_usd": 9000}


def test_a_closed_check_goes_on_where_enough_is_told_and_with_no_less(say: Say) -> None:
    say("fit: clients with 40 employees, 9k a year")
    say("stop")
    assert say("how do i sell to a company of 40 people").outcome is not Outcome.FIT
    assert facts(say("we sell to 70 ppl companies avg deal 15k")) == {"employees": 70, "annual_contract_value_usd": 15_000}
    say("stop")
    assert facts(say("fit: banks with 4000 people")) == {"employees": 4000}, "named, it begins anew"


FIRST = "brief: payroll deal, 1500 employees, 5 stakeholders, closing end of december, no budget confirmed"


def test_a_planned_month_is_taken_and_what_has_no_place_is_named(say: Say, answering: Answering) -> None:
    reply = say(FIRST)
    part = brief(reply)
    assert part.brief is not None and part.brief.deal.closes is not None
    assert (part.brief.deal.closes.number, part.unused) == (12, ("no budget confirmed",))
    assert "“no budget confirmed”" in answering.renderer.document(reply).plain()
    assert brief(say("brief: bank, 4000 staff, 90k a year, started in May, budget 200k a year")).unused == ()


@pytest.mark.parametrize("text", ["whats missing", "what else do you need", "yg kurang apa", "apa yang masih belum diketahui"])
def test_what_it_lacks_is_named(say: Say, answering: Answering, text: str) -> None:
    say(FIRST)
    reply = say(text)
    assert brief(reply).row == MISSING
    assert ":" in answering.renderer.document(reply).plain()
    say("started in may, stage demo, 90k a year, 5 deciders")
    assert brief(say(text)).row == MISSING


@pytest.mark.parametrize(
    ("text", "number"), [("dec 31 not realistic then?", 12), ("is march doable", 3), ("ttd maret keburu ga", 3)]
)
def test_a_month_in_doubt_stands_beside_the_one_reckoned(say: Say, answering: Answering, text: str, number: int) -> None:
    say("brief: bank with 4000 staff, 90k a year, started last month")
    reply = say(text)
    part = brief(reply)
    assert part.row == "sales-cycle" and part.brief is not None and part.brief.deal.closes is not None
    assert part.brief.deal.closes.number == number
    assert "realist" not in answering.renderer.document(reply).plain()


def test_a_start_is_no_plan() -> None:
    assert Month.next(3, Month(2026, 11)) == Month(2027, 3)
    assert Month.next(11, Month(2026, 11)) == Month(2026, 11)
    assert Month(2026, 12).until(Month(2027, 4)) == 4


@pytest.mark.parametrize(("text", "count"), [("and if 4 owners", 4), ("kl yg mutusin nambah jd 7", 7), ("jd 7 yg mutusin", 7)])
def test_who_decides_is_changed_and_said_in_its_line(say: Say, answering: Answering, text: str, count: int) -> None:
    say("brief: 35 ppl bakery chain, 99/month, owner decides")
    reply = say(text)
    part = brief(reply)
    assert part.brief is not None and part.brief.deal.answers.known["decision_makers"] == count
    assert f"{count} people, as you say" in answering.renderer.document(reply).plain().replace(
        "orang, menurut Anda", "people, as you say"
    )


@pytest.mark.parametrize(("text", "count"), [
    ("brief 4000 employee hospital, cfo + cio + hr, demo done", 3), ("brief: pabrik 2000 karyawan, direktur & cfo, 900jt", 2),
    ("brief: 1200 staff, legal and procurement, 60k", None), ("brief: 1200 staff, cfo, 60k", None),
])  # fmt: skip
def test_titles_alone_are_who_decides(say: Say, text: str, count: int | None) -> None:
    part = brief(say(text))
    assert part.brief is not None and part.brief.deal.answers.known.get("decision_makers") == count


@pytest.mark.parametrize(("deal", "text"), [
    ("brief: 35 ppl bakery chain, 99/month", "go back to the bakery"), ("brief: 35 ppl bakery chain, 99/month", "bakery brief again"),
    ("brief: klinik 60 karyawan, 36 juta per tahun", "balik ke brief klinik tadi"),
])  # fmt: skip
def test_the_brief_is_shown_again_by_its_company(say: Say, deal: str, text: str) -> None:
    say(deal)
    say("what is churn")
    part = brief(say(text))
    assert part.row is None


def test_an_agency_brief_is_another_thing(say: Say) -> None:
    say("brief: 35 ppl bakery chain, 99/month")
    assert say("agency brief again").topics[0] == "agency-brief"
    assert say("back to churn").outcome is not Outcome.BRIEF


def test_what_is_asked_below_a_brief_is_answered_for_its_side(say: Say) -> None:
    say("brief: klinik 60 karyawan, 36 juta per tahun")
    (part,) = say("keberatannya apa nanti").parts
    assert isinstance(part, AnswerPart)
    assert (part.topic, part.segment) == ("objection-prep", Segment.SMB)


@pytest.mark.parametrize("text", ["mail to procurement", "email ke procurement"])
def test_what_is_to_be_written_is_no_fact_of_the_deal(say: Say, text: str) -> None:
    say("brief: 1200 staff, procurement, 60k")
    assert say(text).outcome is not Outcome.BRIEF


def test_what_is_sold_has_its_price(say: Say) -> None:
    told = brief(say("brief: perusahaan 200 orang, payroll 1,2 M setahun")).brief
    assert told is not None and "annual_contract_value_usd" in told.deal.answers.known
    # Named, the fit check is heard below a brief too.
    assert "annual_contract_value_usd" not in facts(say("fit: clients with 40 employees, our payroll is 90k a year"))
