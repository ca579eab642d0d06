"""What must hold whatever the answers and whatever the text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advisor.fit.scoring.assessor import assess
from bot.advisor.fit.scoring.scale import leans_of
from bot.advisor.fit.scoring.sensitivity import candidates
from bot.advisor.fit.stored import from_json, to_json
from bot.bootstrap.slack import load
from bot.domain.fit import Answers, Verdict
from bot.domain.fit_model import Value
from tests.growth import grows_with_the_length

CHECK = load().fit
MODEL = CHECK.model
LADDER = [Verdict.SMB, Verdict.MIXED, Verdict.ENTERPRISE]


def values_of(name: str) -> st.SearchStrategy[Value]:
    criterion = MODEL.criteria[name]
    if criterion.scale is None:
        return st.sampled_from([option.value for option in criterion.options])
    numbers = st.floats(min_value=criterion.scale.low, max_value=criterion.scale.high)
    ranges = st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair)))
    return st.one_of(numbers, ranges)


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    names = draw(st.lists(st.sampled_from(sorted(MODEL.criteria)), unique=True))
    signs = draw(st.lists(st.sampled_from(sorted(MODEL.signs)), unique=True))
    values = {name: draw(st.one_of(st.none(), values_of(name))) for name in names}
    return Answers(values=values, signs=tuple(signs), both=draw(st.booleans()))


def lean(name: str, value: Value | None) -> float:
    return 0.0 if value is None else sum(leans_of(MODEL.criteria[name], value)) / 2


@given(answers(), st.data())
def test_more_enterprise_like_evidence_never_moves_the_score_towards_smb(given_answers: Answers, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(MODEL.criteria)))
    value = data.draw(values_of(name))
    if lean(name, value) < lean(name, given_answers.values.get(name)):
        return
    more = Answers(values={**given_answers.values, name: value}, signs=given_answers.signs, both=given_answers.both)
    before, after = assess(MODEL, given_answers), assess(MODEL, more)
    assert after.market.score >= before.market.score - 1e-9
    assert after.readiness.score >= before.readiness.score - 1e-9


@given(answers(), st.data())
def test_a_stronger_answer_never_moves_an_axis_down_the_ladder(given_answers: Answers, data: st.DataObject) -> None:
    criterion = data.draw(st.sampled_from(list(MODEL.criteria.values())))
    weak, strong = sorted(
        (data.draw(st.sampled_from(candidates(criterion))) for _ in "ab"), key=lambda one: lean(criterion.id, one)
    )
    leanings = []
    for value in (weak, strong):
        result = assess(MODEL, Answers(values={**given_answers.values, criterion.id: value}, signs=given_answers.signs))
        leanings.append((result.market if criterion.axis == "market" else result.readiness).leaning)
    if Verdict.UNKNOWN not in leanings:
        assert LADDER.index(leanings[0]) <= LADDER.index(leanings[1])


@given(answers(), st.data())
def test_an_unknown_only_widens_the_interval(given_answers: Answers, data: st.DataObject) -> None:
    known = sorted(given_answers.known)
    if not known:
        return
    name = data.draw(st.sampled_from(known))
    less = Answers(values={**given_answers.values, name: None}, signs=given_answers.signs, both=given_answers.both)
    for before, after in zip(axes(given_answers), axes(less), strict=True):
        assert after.low <= before.low + 1e-9
        assert after.high >= before.high - 1e-9


def axes(given_answers: Answers) -> tuple:
    result = assess(MODEL, given_answers)
    return result.market, result.readiness


@given(answers())
def test_the_score_lies_inside_its_interval(given_answers: Answers) -> None:
    for axis in axes(given_answers):
        assert -100 - 1e-9 <= axis.low <= axis.score <= axis.high <= 100 + 1e-9


@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(given_answers: Answers, shuffler: random.Random) -> None:
    items = list(given_answers.values.items())
    shuffler.shuffle(items)
    signs = list(given_answers.signs)
    shuffler.shuffle(signs)
    turned = assess(MODEL, Answers(values=dict(items), signs=tuple(signs), both=given_answers.both))
    straight = assess(MODEL, given_answers)
    assert (turned.verdict, turned.outcome, turned.stability) == (straight.verdict, straight.outcome, straight.stability)
    assert (turned.next_question, set(turned.flips)) == (straight.next_question, set(straight.flips))


@given(answers())
def test_answers_survive_storing(given_answers: Answers) -> None:
    stored = from_json(to_json(given_answers))
    assert assess(MODEL, stored).verdict == assess(MODEL, given_answers).verdict
    assert from_json(to_json(stored)) == stored


@given(answers())
def test_once_asking_stops_no_answer_changes_the_verdict(given_answers: Answers) -> None:
    result = assess(MODEL, given_answers)
    if result.next_question is not None:
        return
    for criterion in MODEL.criteria.values():
        for value in candidates(criterion) if criterion.id not in given_answers.values else ():
            values = {**given_answers.values, criterion.id: value}
            more = Answers(values=values, signs=given_answers.signs, both=given_answers.both)
            assert assess(MODEL, more).verdict is result.verdict


@given(answers())
def test_every_flip_flips(given_answers: Answers) -> None:
    result = assess(MODEL, given_answers)
    for flip in result.flips:
        values = {**given_answers.values, **{change.criterion: change.value for change in flip.changes}}
        turned = assess(MODEL, Answers(values=values, signs=given_answers.signs, both=given_answers.both))
        assert turned.verdict is flip.verdict is not result.verdict


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(words: str) -> None:
    result = CHECK.assess(CHECK.read(CHECK.message(words)).answers)
    assert result.verdict in set(Verdict)


@pytest.mark.parametrize(
    "piece",
    [
        "tender ",
        "12 ",
        "not procurement, ",
        "a",
        "$5 a month for 20 employees and nine people sign, ",
        "we us our team customers ",
    ],
)
def test_reading_takes_no_longer_than_the_length_warrants(piece: str) -> None:
    assert grows_with_the_length(lambda words: CHECK.assess(CHECK.read(CHECK.message(words)).answers), piece)


@given(
    st.text(alphabet=st.characters(exclude_categories=["N", "Sc"]), max_size=60).filter(
        lambda words: not any(c.isalpha() for c in words)
    )
)
def test_text_without_a_word_is_no_verdict(words: str) -> None:
    assert CHECK.assess(CHECK.read(CHECK.message(words)).answers).verdict is Verdict.UNKNOWN


@given(
    st.lists(
        st.sampled_from(
            [
                "lorem",
                "ipsum",
                "dolor",
                "amet",
                "consectetur",
                "elit",
                "sed",
                "eiusmod",
                "tempor",
                "magna",
                "aliqua",
                "veniam",
                "quis",
            ]
        ),
        max_size=30,
    )
)
def test_chatter_is_no_verdict(words: list[str]) -> None:
    assert CHECK.assess(CHECK.read(CHECK.message(" ".join(words))).answers).verdict is Verdict.UNKNOWN


PAIRS = [
    ("2,000 employees", "2.000 karyawan"),
    ("$120k a year per client", "120 ribu dolar setahun per klien"),
    ("8 decision makers", "8 pengambil keputusan"),
    ("a sales cycle of nine months", "siklus penjualan sembilan bulan"),
    ("they buy through a tender", "mereka beli lewat tender"),
    ("no procurement", "tanpa procurement"),
    ("every client asks for changes", "tiap klien minta ubahan"),
    ("off the shelf, no changes", "paket standar, tanpa ubahan"),
    ("patient data is confidential", "data pasien rahasia"),
    ("nothing confidential", "tidak ada yang rahasia"),
    ("our sellers are senior", "penjual kami senior"),
    ("three digital marketers", "tiga pemasar digital"),
    ("money is tight", "dana mepet"),
    ("funds are ample", "dana melimpah"),
    ("only a prototype so far", "baru prototipe"),
    ("the product is tested and runs without us", "produk sudah teruji dan jalan tanpa kami"),
    ("I am a salesperson", "saya orang sales"),
    ("I am a digital marketer", "saya digital marketer"),
    ("an agency could do all the selling for us", "semua penjualan bisa diserahkan ke agensi"),
    ("we keep sales in house", "penjualan dipegang sendiri"),
    ("the owner decides alone", "pemiliknya sendiri yang memutuskan"),
    ("it takes two quarters to close", "butuh dua kuartal sampai closing"),
]


@pytest.mark.parametrize(("english", "indonesian"), PAIRS)
def test_the_language_of_the_text_does_not_matter(english: str, indonesian: str) -> None:
    facts = CHECK.read(CHECK.message(english)).answers.facts
    assert facts, english
    assert facts == CHECK.read(CHECK.message(indonesian)).answers.facts


def test_the_pairs_tell_every_option_in_both_languages() -> None:
    told = {(name, value) for english, _ in PAIRS for name, value in CHECK.read(CHECK.message(english)).answers.facts.items()}
    options = {(name, option.value) for name, criterion in MODEL.criteria.items() for option in criterion.options}
    assert options <= told
