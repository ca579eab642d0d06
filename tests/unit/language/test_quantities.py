"""The reader of numbers: one line per way people write them, and that no text can break it."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import Language
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.location import find_knowledge
from bot.language.quantities.reader import MOST_NUMBERS
from bot.language.quantity import Bound, Kind, Period, Quantity
from bot.language.reader import Reader


@cache
def reader() -> Reader:
    """Made where these tests run: every worker imports them."""
    return Reader(load_lexicons(find_knowledge(None)), {})


def read_quantities(text: str, *, indonesian: bool = False) -> tuple[Quantity, ...]:
    """All quantities of a text."""
    return reader().read(text, Language("id") if indonesian else None).quantities


def one(text: str) -> Quantity:
    """The single quantity of a text."""
    (quantity,) = read_quantities(text)
    return quantity


def values(text: str) -> list[float]:
    """The lower values of all quantities of a text."""
    return [quantity.low for quantity in read_quantities(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("1.2M", 1_200_000), ("120k", 120_000), ("2.4k", 2_400), ("1,250,000", 1_250_000), ("1.250.000", 1_250_000),
        ("1.250,50", 1250.5), ("1,250.50", 1250.5), ("3,5", 3.5), ("3.85", 3.85), ("24.000", 24_000), ("0.125", 0.125),
        ("3,5 miliar", 3.5e9), ("1,125 miliar", 1.125e9), ("1.250 juta", 1.25e9), ("250 jt", 250e6), ("12rb", 12_000),
        ("20 ribu", 20_000), ("5k ppl", 5_000), ("1.125 million", 1_125_000), ("1,250k", 1_250_000), ("5 ratus ribu", 500_000),
        ("two", 2), ("a dozen", 12), ("half a dozen", 6), ("thirty", 30), ("twenty-five", 25), ("twenty five", 25),
        ("two hundred and fifty thousand", 250_000), ("a hundred and five", 105), ("twelve hundred", 1200), ("half a million", 500_000),
        ("two and a half million", 2_500_000), ("two point five million", 2_500_000), ("three dozen", 36),
        ("sebelas", 11), ("dua belas", 12), ("dua puluh lima", 25), ("seratus", 100), ("seribu", 1000), ("seratus dua puluh lima", 125),
        ("dua ratus lima puluh ribu", 250_000), ("satu juta dua ratus ribu", 1_200_000), ("seratus ribu", 100_000), ("sepasang", 2),
        ("satu koma lima miliar", 1.5e9), ("setengah juta", 500_000), ("selusin", 12), ("dua lusin", 24),
        ("1 200 000", 1_200_000), ("1 200", 1200), ("12 000 customers", 12_000), ("1'200'000", 1_200_000), ("1\u00a0200\u202f000", 1_200_000),
        ("12,50,000", 1_250_000), ("1 250k", 1_250_000), ("½ million", 500_000), ("1/2 million", 500_000), ("2½ million", 2_500_000),
        ("1 1/2 million", 1_500_000), ("hundred customers", 100), ("thousand users", 1000), ("quarter million", 250_000),
        ("a quarter of a million", 250_000), ("one and a half million", 1_500_000), ("5 mlr", 5e9), ("5 mlyr", 5e9), ("2 tril", 2e12),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written(text: str, value: float) -> None:
    assert one(text).low == one(text).high == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$29", 29, "usd"), ("$1,150", 1150, "usd"), ("USD 24.000", 24_000, "usd"), ("US$ 5k", 5_000, "usd"),
        ("250.000 dolar", 250_000, "usd"), ("5 dolar AS", 5, "usd"), ("700 bucks", 700, "usd"), ("€1.200", 1200, "eur"), ("£40k", 40_000, "gbp"),
        ("S$5k", 5_000, "sgd"), ("Rp 15 juta", 15e6, "idr"), ("Rp15jt", 15e6, "idr"), ("Rp. 2.500.000", 2_500_000, "idr"),
        ("Rp 1,5 M", 1.5e9, "idr"), ("3 juta rupiah", 3e6, "idr"), ("250 ribu rupiah", 250_000, "idr"), ("-$5k", -5000, "usd"),
        ("two million dollars", 2e6, "usd"), ("1,2 juta euro", 1.2e6, "eur"),
    ],
)  # fmt: skip
def test_a_currency_makes_money(text: str, value: float, currency: str) -> None:
    assert (one(text).kind, one(text).currency) == (Kind.MONEY, currency)
    assert one(text).low == pytest.approx(value)


def test_a_bare_m_is_a_miliar_only_where_the_text_counts_in_rupiah_words() -> None:
    assert values("pipeline 1,2M, kuota 400jt") == [1.2e9, 400e6]
    assert values("pipeline 1.2M, quota 400k") == [1.2e6, 400e3]


def test_a_word_for_money_in_another_language_is_none_where_it_means_something_else() -> None:
    (hospital,), (rupees,) = read_quantities("rs 600 karyawan", indonesian=True), read_quantities("Rs 600 a month")
    assert (hospital.currency, rupees.currency) == (None, "inr")


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("1,5 M", 1.5e9), ("1,125 M", 1.125e9), ("1.5m", 1.5e9), ("1,2 jt", 1.2e6), ("$1.5M", 1.5e6), ("1,5 M dolar", 1.5e6),
        ("omzet 2 M euro", 2e6), ("USD 3M", 3e6), ("1.5 million", 1.5e6), ("rs swasta, 1,2 M", 1.2e9),
    ],
)  # fmt: skip
def test_an_m_is_miliar_for_indonesians_unless_a_foreign_currency_stands_there(text: str, low: float) -> None:
    (found,) = read_quantities(text, indonesian=True)
    assert found.low == pytest.approx(low)


@pytest.mark.parametrize(
    ("text", "value", "unit", "months"),
    [
        ("90 days", 90, Period.DAY, 90 * 12 / 365), ("60 day cycle", 60, Period.DAY, 60 * 12 / 365), ("6 wks", 6, Period.WEEK, 6 * 12 / 52),
        ("9mo", 9, Period.MONTH, 9), ("ten-month tender", 10, Period.MONTH, 10), ("two quarters", 2, Period.QUARTER, 6),
        ("dua kuartal", 2, Period.QUARTER, 6), ("3,5 tahun", 3.5, Period.YEAR, 42), ("3.5 yrs", 3.5, Period.YEAR, 42),
        ("a year and a half", 1.5, Period.YEAR, 18), ("three and a half years", 3.5, Period.YEAR, 42), ("setengah tahun", 0.5, Period.YEAR, 6),
        ("setahun setengah", 1.5, Period.YEAR, 18), ("half a year", 0.5, Period.YEAR, 6), ("takes a month", 1, Period.MONTH, 1),
        ("1/2 year", 0.5, Period.YEAR, 6), ("1 1/2 years", 1.5, Period.YEAR, 18), ("½ year", 0.5, Period.YEAR, 6),
        ("1½ years", 1.5, Period.YEAR, 18), ("two and a half years", 2.5, Period.YEAR, 30), ("3/4 tahun", 0.75, Period.YEAR, 9),
        ("4 wks", 4, Period.WEEK, 4 * 12 / 52), ("dua setengah tahun", 2.5, Period.YEAR, 30), ("2 taun", 2, Period.YEAR, 24),
        ("sebulan closing", 1, Period.MONTH, 1), ("empat bulan", 4, Period.MONTH, 4), ("satu semester", 6, Period.MONTH, 6),
    ],
)  # fmt: skip
def test_a_duration_is_counted_in_months_too(text: str, value: float, unit: Period, months: float) -> None:
    quantity = one(text)
    assert (quantity.kind, quantity.low, quantity.unit) == (Kind.DURATION, value, unit)
    assert quantity.months is not None
    assert quantity.months == pytest.approx((months, months))


@pytest.mark.parametrize(
    ("text", "low", "high", "kind"),
    [
        ("500-800", 500, 800, Kind.PLAIN), ("120 to 350 workers", 120, 350, Kind.PLAIN), ("6–10", 6, 10, Kind.PLAIN),
        ("antara 5 dan 8", 5, 8, Kind.PLAIN), ("between 5 and 10k", 5_000, 10_000, Kind.PLAIN), ("$500-800k", 5e5, 8e5, Kind.MONEY),
        ("Rp 5-10 juta", 5e6, 10e6, Kind.MONEY), ("2 to 3 years", 2, 3, Kind.DURATION), ("6 weeks to 3 months", 6 * 12 / 52, 3, Kind.DURATION),
        ("10-15%", 10, 15, Kind.PERCENT), ("two or three people", 2, 3, Kind.PLAIN), ("5 sampai 8 orang", 5, 8, Kind.PLAIN),
        ("1 000 to 5 000 employees", 1000, 5000, Kind.PLAIN), ("1.5k-2k employees", 1500, 2000, Kind.PLAIN), ("5jt-10jt", 5e6, 10e6, Kind.PLAIN),
        ("two three people", 2, 3, Kind.PLAIN), ("satu dua orang", 1, 2, Kind.PLAIN),
        ("Rp 1 200 000 to Rp 1 500 000", 1.2e6, 1.5e6, Kind.MONEY),
    ],
)  # fmt: skip
def test_a_range_shares_scale_currency_and_unit(text: str, low: float, high: float, kind: Kind) -> None:
    assert one(text).kind is kind
    assert (one(text).low, one(text).high) == pytest.approx((low, high))


def test_a_range_keeps_its_ends_as_they_were_written() -> None:
    low, high = one("from Rp 1 200 000 to Rp 1 500 000").parts
    assert (low.text, high.text, low.currency, high.currency) == ("Rp 1 200 000", "Rp 1 500 000", "idr", "idr")


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("200… no wait, 2,000", 2000, 200),
        ("5 orang, eh typo, maksudnya 6.000", 6000, 5),
        ("we are 30 strong... sorry, 3,000 strong", 3000, 30),
        ("lost 12, I mean 21", 21, 12),
        ("12 klien, eh maaf, 21 klien", 21, 12),
        ("not 200 but 2,000", 2000, 200),
        ("bukan 5 tapi 8", 8, 5),
        ("$5k, make that $6k", 6000, 5000),
    ],
)
def test_a_number_taken_back_is_replaced(text: str, right: float, wrong: float) -> None:
    assert one(text).low == right
    assert one(text).replaces is not None
    assert one(text).replaces.low == wrong


def test_a_corrected_number_keeps_the_unit_said_once() -> None:
    assert (one("3 months, sorry, 9").unit, one("3 months, sorry, 9").low) == (Period.MONTH, 9)


@pytest.mark.parametrize(
    "text", ["win rate? yes 4, no 12", "3 chairs, no IT, 20 dollars", "5 won, actually nobody of the 9 said so today, 12"]
)
def test_an_ordinary_no_takes_nothing_back(text: str) -> None:
    assert all(quantity.replaces is None for quantity in read_quantities(text))


@pytest.mark.parametrize("text", ["1/2/3 deals", "5:3:1", "12^3", "120 130 150"])
def test_what_touches_a_number_and_cannot_be_read_makes_it_unclear(text: str) -> None:
    assert any(quantity.unclear for quantity in read_quantities(text))


@pytest.mark.parametrize(
    "text", ["99999999999999999999", "999999999999999999999999999", "9 trillion trillion", "5 of 999999999999999999999999"]
)
def test_what_nobody_can_count_is_too_large(text: str) -> None:
    assert one(text).too_large


def test_a_currency_that_nobody_named_is_not_invented() -> None:
    assert [(q.currency, q.scale_currency) for q in read_quantities("from 80k to 100k, then 5 mlr and 3 juta")] == [
        (None, None), (None, "idr"), (None, "idr"),
    ]  # fmt: skip


def test_a_table_of_numbers_is_read_up_to_a_limit() -> None:
    assert len(read_quantities("7 a, " * 500)) == MOST_NUMBERS


def test_falling_numbers_make_no_range() -> None:
    assert values("from 500 to 400") == [500, 400]


@pytest.mark.parametrize(
    ("text", "bound", "approximate"),
    [
        ("no more than two people", Bound.AT_MOST, False), ("fewer than 50", Bound.AT_MOST, False), ("under 50", Bound.AT_MOST, False),
        ("maksimal 3 orang", Bound.AT_MOST, False), ("di bawah 50 karyawan", Bound.AT_MOST, False), ("<= 30", Bound.AT_MOST, False),
        ("12 or fewer", Bound.AT_MOST, False), ("over $100k", Bound.AT_LEAST, False), ("minimal 10", Bound.AT_LEAST, False),
        (">20", Bound.AT_LEAST, False), ("50+", Bound.AT_LEAST, False), ("lebih dari 20", Bound.AT_LEAST, False),
        ("100 or more", Bound.AT_LEAST, False), ("at least about 40", Bound.AT_LEAST, True), ("200-ish", None, True), ("about 50", None, True),
        ("~50", None, True), ("sekitar 20", None, True), ("kira-kira 7", None, True), ("kurang lebih 8", None, True), ("50-an orang", None, True),
        ("20", None, False),
    ],
)  # fmt: skip
def test_bounds_and_rough_numbers_are_told(text: str, bound: Bound | None, approximate: bool) -> None:
    assert (one(text).bound, one(text).approximate) == (bound, approximate)


@pytest.mark.parametrize(
    ("text", "value", "per"),
    [
        ("$10k a month per client", 10_000, Period.MONTH), ("24k per customer per year", 24_000, Period.YEAR),
        ("USD 500/user/month", 500, Period.MONTH), ("Rp 1,5 juta/bulan", 1.5e6, Period.MONTH), ("$19 sebulan", 19, Period.MONTH),
        ("Rp 12 juta setahun", 12e6, Period.YEAR), ("12 jt tiap kuartal", 12e6, Period.QUARTER), ("$78,500/yr", 78_500, Period.YEAR),
        ("$360 p.a.", 360, Period.YEAR), ("$1,800 for the year", 1800, Period.YEAR), ("$45 monthly", 45, Period.MONTH),
        ("monthly revenue of $500", 500, Period.MONTH), ("10 deals a month", 10, Period.MONTH), ("84 customers per week", 84, Period.WEEK),
        ("sebulan bayar Rp 500 ribu", 500_000, Period.MONTH), ("$12k ARR", 12_000, Period.YEAR), ("ARR of $30k", 30_000, Period.YEAR),
    ],
)  # fmt: skip
def test_a_rate_has_its_period(text: str, value: float, per: Period) -> None:
    assert (one(text).low, one(text).per) == (value, per)


def test_money_over_years_knows_its_span() -> None:
    for text in ("$1.2M over three years", "1,2 juta dolar untuk 3 tahun"):
        amount, span = read_quantities(text)
        assert (amount.over_months, span.is_span, span.bound) == (36, True, None)
        assert amount.yearly == pytest.approx((400_000, 400_000))


def test_yearly_follows_the_rate() -> None:
    assert one("$10k a month").yearly == (120_000, 120_000)
    assert one("250 dollars per quarter").yearly == (1000, 1000)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("1 in 4", 1, 4), ("1 dari 5", 1, 5), ("one in five", 1, 5), ("one in every five", 1, 5), ("21 dari 84 peluang", 21, 84),
        ("51 out of 340", 51, 340), ("12 of our 400 customers", 12, 400), ("3/4", 3, 4), ("30 of 1 200 customers", 30, 1200),
    ],
)  # fmt: skip
def test_a_share_keeps_part_and_whole(text: str, part: float, whole: float) -> None:
    quantity = one(text)
    assert (quantity.kind, [one.low for one in quantity.parts]) == (Kind.RATIO, [part, whole])
    assert quantity.low == pytest.approx(part / whole)
    assert all(one.text == reader().read(text).text[one.start : one.end] for one in quantity.parts)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("half our customers", 1 / 2), ("seperempat", 1 / 4), ("a third of our customers", 1 / 3), ("two thirds of them", 2 / 3),
        ("three quarters of the deals", 3 / 4), ("dua pertiga dari klien", 2 / 3), ("seperlima klien", 1 / 5), ("one tenth of it", 1 / 10),
    ],
)  # fmt: skip
def test_a_fraction_of_something_has_no_parts(text: str, share: float) -> None:
    assert (one(text).kind, one(text).parts) == (Kind.RATIO, ())
    assert one(text).low == pytest.approx(share)


def test_a_fraction_of_a_number_leaves_the_number_to_itself() -> None:
    share, whole = read_quantities("we won 1/4 of our 200 opportunities")
    assert (share.kind, share.low, share.parts, whole.low) == (Kind.RATIO, 0.25, (), 200)


def test_a_range_may_be_the_part_of_a_share() -> None:
    quantity = one("2-3 of 10 deals")
    assert (quantity.low, quantity.high, quantity.link) == (0.2, 0.3, "of")
    assert [(part.low, part.high) for part in quantity.parts] == [(2, 3), (10, 10)]


def test_vague_sizes_give_their_lowest_value() -> None:
    for text, value in (
        ("six figures", 1e5),
        ("seven-figure deals", 1e6),
        ("hundreds of people", 100),
        ("ribuan karyawan", 1000),
    ):
        assert (one(text).low, one(text).bound, one(text).approximate, one(text).vague) == (value, Bound.AT_LEAST, True, True)
    assert one("six figures").kind is Kind.MONEY


@pytest.mark.parametrize(
    "text",
    [
        "Q4 and H1", "B2B", "the 4th floor", "ISO27001", "v2.1", "#12", "fit-004", "24/7", "at 9:30", "on 2026-11-23", "tier 1", "kuartal 4",
        "3 March", "ke-3", "one-to-one", "which one", "salah satu", "<@U123> hello", "https://a.example/10/20", "a1@b1.example", "someone",
        "halo min", "1.2.3.4", "",
    ],
)  # fmt: skip
def test_names_dates_and_pronouns_are_no_numbers(text: str) -> None:
    assert read_quantities(text) == ()


def test_years_are_flagged_but_counts_are_not() -> None:
    assert [q.is_year for q in read_quantities("since 2022, 2000 employees, in 2024, $2024")] == [True, False, True, False]


def test_negative_numbers_keep_their_sign() -> None:
    assert values("quota -300k, minus 5, -5%, 10 - x, a-5") == [-300_000, -5, -5, 10]


def test_order_and_offsets_are_those_of_the_text() -> None:
    text = "We began at 2.4k customers, lost 84, and signed 150 for $9M in the bank"
    found = read_quantities(text)
    assert [q.low for q in found] == [2400, 84, 150, 9e6]
    assert [text[q.start : q.end] for q in found] == ["2.4k", "84", "150", "$9M"]


_PIECES = ["1", "20", "1.250", ",", " ", "-", "k", "juta", " a ", "month", "$", "Rp", "%", "dari", " in ", "half", "two", "hundred", "per", "sebulan",
           "/", "dan", "antara", "over", "-ish", "belas", "puluh", "setengah", "koma", "and a half", "minus", "x", "\u0130", "\u00a0"]  # fmt: skip


_MIXED = st.lists(st.sampled_from(_PIECES), max_size=40)


@given(st.one_of(st.text(max_size=200), _MIXED.map("".join), _MIXED.map(" ".join)))
def test_any_text_gives_ordered_offsets_and_sound_values(text: str) -> None:
    last = 0
    message = reader().read(text)
    for quantity in message.quantities:
        assert last <= quantity.start < quantity.end <= len(message.text)
        assert quantity.text == message.text[quantity.start : quantity.end]
        assert 0 <= quantity.first < quantity.last <= len(message.words)
        assert quantity.low <= quantity.high
        assert abs(quantity.high) < 1e20
        last = quantity.end


@pytest.mark.parametrize(
    "piece", ["1", "1-", "a ", "$", "1.", "two hundred ", "12 deals a month ", "9 to ", "https://", "<@", "1 in ", "a@", "."]
)
def test_a_hundred_thousand_characters_take_under_a_second(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.thread_time()
    read_quantities(text)
    assert time.thread_time() - started < 1


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a quarter of a million dollars per year", 250_000, 250_000),
        ("three quarters of a million", 750_000, 750_000),
        ("takes a week or two", 1, 2),
        ("a month or three", 1, 3),
    ],
)
def test_loose_ways_to_say_a_number(text: str, low: float, high: float) -> None:
    (quantity,) = read_quantities(text)
    assert (quantity.low, quantity.high) == (low, high)


def test_people_are_not_counted_by_the_year() -> None:
    people, duration = read_quantities("15 ribu pegawai lelang setahun")
    assert (people.low, people.per, duration.months) == (15_000, None, (12.0, 12.0))


def test_money_buat_years_covers_them() -> None:
    money, _ = read_quantities("kontrak 1 juta dolar buat 4 tahun")
    assert money.over_months == 48


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("between four hundred and nine hundred", [(400, 900)]),
        ("two hundred and five thousand", [(205_000, 205_000)]),
        ("thirty to forty thousand", [(30_000, 40_000)]),
        ("tiga puluh sampai empat puluh ribu", [(30_000, 40_000)]),
        ("1.500 s.d. 6.000 karyawan", [(1500, 6000)]),
        ("5 sampe 20 org", [(5, 20)]),
        ("tujuh ribuan karyawan", [(7000, 7000)]),
        ("22 yes, 33 no, 0 open", [(22, 22), (33, 33), (0, 0)]),
        ("33, no, 30", [(30, 30)]),
        ("not 12, 13", [(13, 13)]),
        ("jan 31: 1,008 customers", [(1008, 1008)]),
        ("in January 31 customers left", [(31, 31)]),
    ],
)
def test_numbers_that_meet_are_kept_apart_or_put_together(text: str, ranges: list[tuple[float, float]]) -> None:
    assert [(one.low, one.high) for one in read_quantities(text)] == ranges


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("two hundred days", 200 * 12 / 365), ("a couple of months", 2), ("seven-and-a-half months", 7.5), ("dua bulanan", 2),
        ("tiga mingguan", 36 / 52),
    ],
)  # fmt: skip
def test_more_ways_to_tell_a_duration(text: str, months: float) -> None:
    assert one(text).months == pytest.approx((months, months))


def test_a_word_that_is_unit_and_rate_is_the_rate_of_what_is_many() -> None:
    assert one("1200 tahunan").per is Period.YEAR


def test_a_currency_without_a_rate_is_a_currency_all_the_same() -> None:
    assert one("300,000 naira").currency == "ngn"
