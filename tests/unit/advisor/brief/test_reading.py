"""What is read from a line about a deal: its stage, its beginning, and what it mentions."""

from __future__ import annotations

import datetime

import pytest

from bot.advisor.brief.reading import BriefReader
from bot.advisor.brief.stored import facts_of
from bot.bootstrap import Answering
from bot.domain.brief import Deal, Month

TODAY = datetime.date(2026, 11, 27)


def deal(reader: BriefReader, text: str, *, asked: bool = False) -> Deal:
    return reader.read(text, TODAY, asked=asked)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("first meeting went well", "meeting"),
        ("they saw our demo, then a technical deep dive", "technical"),
        ("legal is redlining the contract", "procurement"),
        ("PO is on its way", "order"),
        ("contract is out for signature", "order"),
        ("we have not had a demo", None),
        ("they asked for a demo", None),
        ("habis diskusi teknis", "technical"),
        ("lagi di pengadaan", "procurement"),
        ("PO sudah keluar, tadinya minta modul khusus", "order"),
        ("PO belum keluar", None),
    ],
)
def test_the_farthest_stage_reached_counts_and_none_that_is_wished_for(reader: BriefReader, text: str, stage: str | None) -> None:
    assert deal(reader, text).stage == stage


@pytest.mark.parametrize(
    ("text", "started"),
    [
        ("we started in March", Month(2026, 3)),
        ("started in December", Month(2025, 12)),
        ("kicked off March 2025", Month(2025, 3)),
        ("started may", Month(2026, 5)),
        ("first contact in late July", Month(2026, 7)),
        ("talking since last month", Month(2026, 10)),
        ("we started three months ago", Month(2026, 8)),
        ("jalan sejak April", Month(2026, 4)),
        ("mulai dua bulan lalu", Month(2026, 9)),
        ("kenal bulan lalu", Month(2026, 10)),
        ("they need it by March", None),
        ("the budget ends in June", None),
        ("they went quiet, no reply since last week", None),
        ("demo last month", None),
        ("targetnya tutup Maret", None),
    ],
)
def test_a_month_is_the_beginning_only_where_words_say_so(reader: BriefReader, text: str, started: Month | None) -> None:
    assert deal(reader, text).started == started


def test_a_bare_month_is_the_beginning_where_that_was_asked_for(reader: BriefReader) -> None:
    assert deal(reader, "September").started is None
    assert deal(reader, "September", asked=True).started == Month(2026, 9)
    assert deal(reader, "two months ago", asked=True).started == Month(2026, 9)


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("they asked for a case study", ("content",)),
        ("a plumber came to our pricing page three times", ("signals",)),
        ("sent by a happy customer", ("referral",)),
        ("they have gone quiet", ("silent",)),
        ("their CFO finds us too expensive", ("objections",)),
        ("an old client of theirs", ()),
        ("government agency", ()),
        ("our agency does the selling", ("agency",)),
        ("kantor notaris, lewat rekomendasi teman", ("referral",)),
        ("legal lagi review kontrak", ()),
        ("tidak ada keberatan", ()),
    ],
)
def test_what_is_mentioned_is_a_hint_unless_turned_down(reader: BriefReader, text: str, hints: tuple[str, ...]) -> None:
    assert deal(reader, text).hints == hints


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("brief: a bank", "a bank"),
        ("Brief a bank with 2,000 people", "a bank with 2,000 people"),
        ("please give me a quick brief on the bank", "the bank"),
        ("brief dong: warung 3 orang", "warung 3 orang"),
        ("tolong bikinin brief buat bank", "bank"),
        ("brief: brief the agency", "brief the agency"),
        ("brief an agency on our market", None),
        ("brief history of churn", None),
        ("a bank, briefly", None),
        ("how do I brief an agency?", None),
        ("bikin brief buat agensi", None),
    ],
)
def test_a_brief_is_asked_for_at_the_beginning_of_a_message(
    answering: Answering, reader: BriefReader, text: str, rest: str | None
) -> None:
    request = reader.request(answering.reader.read(text))
    assert (None if request is None else request.text) == rest


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("compare enterprise and SMB", True),
        ("side by side", True),
        ("could you compare enterprise and smb for me please?", True),
        ("ringkasan bedanya", True),
        ("bandingkan enterprise dan UKM dong", True),
        ("compare the sales cycles of enterprise and SMB", False),
        ("compare our win rate with last year", False),
        ("enterprise", False),
    ],
)
def test_the_overview_is_asked_for_by_words_that_name_nothing_else(
    answering: Answering, reader: BriefReader, text: str, *, asks: bool
) -> None:
    assert reader.asks_for_all(answering.reader.read(text)) is asks


def test_a_savings_bank_tells_nothing_of_the_seller_s_funds(reader: BriefReader) -> None:
    assert facts_of(deal(reader, "2,400-person regional savings bank")) == {"employees": 2400}


def test_the_people_of_a_company_named_after_the_seller_are_its_own(reader: BriefReader) -> None:
    told = facts_of(deal(reader, "we only have slides, an airline with 15k people invited us"))
    assert told == {"employees": 15000, "product": "demo-only"}


def test_how_long_they_have_been_silent_is_no_sales_cycle(reader: BriefReader) -> None:
    assert "cycle_months" not in facts_of(deal(reader, "a restaurant with 20 employees, quiet for two weeks"))
