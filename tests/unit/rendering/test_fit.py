"""What an assessment looks like, in both languages, over the real knowledge."""

from __future__ import annotations

import pytest

from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.reading.cues import BOOK
from bot.bootstrap import build_matcher
from bot.domain.fit import Answers, Value
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.reply import FitPart, Outcome, Reply
from bot.errors import RenderingError
from bot.knowledge.fit import load_fit
from bot.knowledge.labels import load_labels
from bot.knowledge.loader import load_knowledge
from bot.knowledge.location import IN_REPOSITORY
from bot.rendering.fit import context, option_label, signed
from bot.rendering.renderer import Renderer

KNOWLEDGE = load_knowledge(IN_REPOSITORY)
RULES = load_fit(IN_REPOSITORY, KNOWLEDGE)
CHECK = FitCheck(RULES, build_matcher(IN_REPOSITORY, {BOOK: RULES.cues}).reader)
RENDERER = Renderer(KNOWLEDGE, IN_REPOSITORY, load_labels(IN_REPOSITORY))


def drawn(part: FitPart, language: Language = Language("en")) -> list[str]:
    return RENDERER.document(Reply(outcome=Outcome.FIT, language=language, parts=(part,))).plain().splitlines()


def lines_of(text: str, language: Language = Language("en")) -> list[str]:
    reading = CHECK.read(CHECK.message(text))
    assessment = CHECK.assess(reading.answers, reading.understood)
    return drawn(FitPart(assessment=assessment, question=assessment.next_question), language)


def test_the_verdict_comes_first_and_then_what_was_understood() -> None:
    lines = lines_of("6,000 staff, 9 months, bootstrapped marketers")
    assert lines[0] == "Your deals are enterprise, but your organisation is not fully equipped for them yet."
    assert lines[1].startswith("I understood: Customer size: 6,000 employees (“6,000 staff”); Sales cycle: 9 months (“9 months”)")
    assert "Market: enterprise" in lines
    assert "Readiness: SMB" in lines
    assert "• Sales cycle: 9 months – enterprise (+12)" in lines
    assert any(line.startswith("• Your funds: tight. The article says: It takes time before high-value") for line in lines)
    assert any(line.startswith("Source: UnboundB2B") and "“Sales cycle”" in line for line in lines)


def test_it_stays_short() -> None:
    lines = lines_of("6,000 staff, 9 months, $200k, tender, 8 people sign, on-prem, custom, bootstrapped marketers, only a demo")
    assert len(lines) < 40
    assert max(len(line) for line in lines) < 600


def test_indonesian() -> None:
    lines = lines_of("toko 5 karyawan, Rp 99.000 sebulan, pemiliknya sendiri yang putuskan", Language("id"))
    assert lines[0] == "Anda cocok menjual ke UKM."
    assert "• Nilai transaksi per tahun: Rp1,19 juta – UKM (−17)" in lines
    assert "• Pengambil keputusan: 1 orang – UKM (−12)" in lines
    assert not any("SMB" in line for line in lines if not line.startswith("Sumber"))


def test_the_question_is_put_with_its_hint() -> None:
    lines = drawn(FitPart(question="cycle_months", rules=CHECK.model, opens=True))
    assert len(lines) == 3
    assert lines[1] == "How long does it take from first contact to signature?"
    assert "don't know" in lines[2].lower()
    assert len(drawn(FitPart(question="cycle_months", rules=CHECK.model))) == 2


@pytest.mark.parametrize(
    ("question", "trouble", "said"),
    [
        ("decision_makers", "out-of-range", "Please give me a number from 1 to 500"),
        ("decision_makers", "no-number", "Please give me a number, or"),
        ("buying", "no-option", "Please pick one of these by its number"),
    ],
)
def test_a_trouble_is_told_with_the_question(question: str, trouble: str, said: str) -> None:
    assert drawn(FitPart(question=question, rules=CHECK.model, trouble=trouble))[0].startswith(said)


def test_nothing_said_is_told_kindly() -> None:
    lines = lines_of("hello")
    assert lines[0] == "I don't know enough yet to name a direction."
    assert not any(line.startswith(("Score", "The result")) for line in lines)


@pytest.mark.parametrize("language", (Language("en"), Language("id")))
@pytest.mark.parametrize("name", sorted(CHECK.model.verdicts))
def test_every_outcome_has_a_short_sentence(name: str, language: Language) -> None:
    assert 10 < len(CHECK.model.verdicts[name][language]) < 140


@pytest.mark.parametrize("language", (Language("en"), Language("id")))
def test_every_value_and_every_option_can_be_written(language: Language) -> None:
    for criterion in CHECK.model.criteria.values():
        values: list[Value] = [option.value for option in criterion.options] or [1.0, (2.0, 100.0)]
        for value in values:
            assessment = CHECK.assess(Answers(values={criterion.id: value}))
            assert any(
                line.startswith(f"• {criterion.name[language]}: ") for line in drawn(FitPart(assessment=assessment), language)
            )
        for option in criterion.options:
            assert option_label(CHECK.model, f"{criterion.id}={str(option.value).lower()}", language) == option.label[language]


def test_one_of_a_kind_and_ranges() -> None:
    assert "• Sales cycle: 1 month – SMB (−12)" in lines_of("a sales cycle of one month")
    assert any(
        line.startswith("• Customer size: 120–350 employees – SMB") for line in lines_of("clients with 120 to 350 employees")
    )


@pytest.mark.parametrize("value", ["buying=?", "gone=1", "buying", ""])
def test_no_option_no_label(value: str) -> None:
    assert option_label(CHECK.model, value, Language("en")) is None


@pytest.mark.parametrize(("points", "written"), [(12.4, "+12"), (-0.6, "−1"), (0.2, "0"), (-0.2, "0")])
def test_points_carry_their_sign(points: float, written: str) -> None:
    assert signed(points) == written


def test_words_people_gave_cannot_break_the_page() -> None:
    lines = lines_of("contracts of €10,000\n# a year per client, 2,000 staff")
    assert not any(line.startswith("#") for line in lines)


def test_a_part_without_rules_is_a_fault_of_the_program() -> None:
    empty = KnowledgeBase(topics={}, groups={}, sources={}, figures={})
    with pytest.raises(RenderingError, match="no rules"):
        context(FitPart(), Language("en"), empty)


@pytest.mark.parametrize(
    ("text", "language", "lead"),
    [
        ("a sales cycle of one month", Language("en"), "So far this leans to SMB, from only one answer."),
        ("siklus penjualan satu bulan", Language("id"), "Sejauh ini condong ke UKM, baru berdasarkan 1 jawaban."),
        ("9,000 employees, 9 months", Language("en"), "So far this leans to enterprise, from only 2 answers."),
        ("9,000 employees, 9 months, $200k a year, 8 stakeholders", Language("en"), "You are made for enterprise sales."),
    ],
)
def test_thin_evidence_does_not_sound_sure(text: str, language: Language, lead: str) -> None:
    lines = lines_of(text, language)
    assert lines[0] == lead
    assert any("100%" in line for line in lines) == lead.startswith("You are")


def test_a_mixed_result_on_one_answer_each_says_so() -> None:
    lines = lines_of("8.000 karyawan, tim kami cuma dua digital marketer", Language("id"))
    assert lines[0].startswith("Sejauh ini, baru berdasarkan 2 jawaban: transaksi Anda kelas enterprise")


def test_a_result_shows_the_heaviest_three_of_an_axis_and_two_flips() -> None:
    lines = lines_of("6,000 staff, 9 months, $200k, tender, 8 people sign, on-prem, custom, bootstrapped marketers, only a demo")
    market = lines[lines.index("Market: enterprise") : lines.index(next(line for line in lines if line.startswith("Readiness")))]
    assert len([line for line in market if line.startswith("•")]) == 3
    assert any("smaller points included" in line for line in market)
    flips = lines[lines.index("What could change this") + 1 :] if "What could change this" in lines else []
    assert len([line for line in flips if line.startswith("•")]) <= 2


@pytest.mark.parametrize("language", (Language("en"), Language("id")))
def test_the_version_of_the_rules_is_shown_only_in_what_is_taken_away(language: Language) -> None:
    assessment = CHECK.assess(CHECK.read(CHECK.message("9,000 employees, 9 months, $200k a year")).answers)
    shown, taken = (drawn(FitPart(assessment=assessment, exported=exported), language) for exported in (False, True))
    assert not any(assessment.model in line for line in shown)
    assert any(assessment.model in line for line in taken)


def test_changes_are_named_in_the_currency_that_was_given() -> None:
    lines = lines_of("warung, Rp150 ribu sebulan", Language("id"))
    assert "Yang saya pahami: Nilai transaksi per tahun: Rp1,8 juta (“Rp150 ribu sebulan”); Usaha kecil (“warung”)." in lines
    assert "• Nilai transaksi per tahun: Rp360 juta → campuran" in lines
    assert "• Deal value a year: €60,000 – enterprise (+14)" in lines_of("€60k a year per client")
