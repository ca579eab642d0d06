"""What an assessment looks like, in both languages, over the real knowledge."""

from __future__ import annotations

import pytest

from bot.bootstrap.slack import load
from bot.domain.fit import Answers, Value
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.reply import FitPart, Outcome, Reply
from bot.errors import RenderingError
from bot.rendering.fit import context, option_label, signed

ANSWERING = load()
KNOWLEDGE, CHECK, RENDERER = ANSWERING.knowledge, ANSWERING.fit, ANSWERING.renderer
RULES = CHECK.model


def drawn(part: FitPart, language: Language = Language("en")) -> list[str]:
    return RENDERER.document(Reply(outcome=Outcome.FIT, language=language, parts=(part,))).plain().splitlines()


def lines_of(text: str, language: Language = Language("en"), *, whole: bool = False) -> list[str]:
    reading = CHECK.read(CHECK.message(text))
    assessment = CHECK.assess(reading.answers, reading.understood)
    return drawn(FitPart(assessment=assessment, question=assessment.next_question, exported=whole), language)


def test_one_sentence_comes_first_then_what_was_understood_then_three_reasons_and_what_to_do() -> None:
    lines = lines_of("6,000 staff, 9 months, bootstrapped marketers")
    assert lines[0] == "Your deals are enterprise, but your organisation is not fully equipped for them yet."
    assert lines[1].startswith("I understood: Customer size: 6,000 employees (“6,000 staff”); Sales cycle: 9 months; Your team")
    reasons = lines[lines.index("Why") + 1 :][:4]
    assert [line.startswith("•") for line in reasons] == [True, True, True, False]
    assert any(line.startswith("• SMB: tight funds. SMB selling is cheaper than enterprise selling.") for line in reasons)
    assert "Signs in your market: all enterprise; in your organisation: all SMB." in lines
    steps = lines[lines.index("What to do next") + 1 :]
    assert steps[0].startswith("• Your gap: a team of digital marketers and SDRs.")
    assert "With customers with 500 employees and a sales cycle of 5 months instead, this would point to SMB." in lines
    assert "Source: UnboundB2B, 2023." in lines


def test_scores_trials_rules_and_sections_are_shown_on_demand_alone() -> None:
    text = "6,000 staff, 9 months, bootstrapped marketers"
    short, whole = lines_of(text), lines_of(text, whole=True)
    assert "• Sales cycle: 9 months – enterprise (+12)" in whole
    for beginning in ("Market: ", "Readiness: ", "Score ", "The result stays the same"):
        assert any(line.startswith(beginning) for line in whole)
        assert not any(line.startswith(beginning) for line in short)
    assert any(line.startswith("Source: UnboundB2B") and "“Sales cycle”" in line for line in whole)


def test_it_stays_short() -> None:
    lines = lines_of("6,000 staff, 9 months, $200k, tender, 8 people sign, on-prem, custom, bootstrapped marketers, only a demo")
    assert len(lines) < 20
    assert max(len(line) for line in lines) < 600


def test_indonesian() -> None:
    lines = lines_of("toko 5 karyawan, Rp 99.000 sebulan, pemiliknya sendiri yang putuskan", Language("id"))
    assert lines[0] == "Pasar Anda condong ke UKM. Apakah tim, dana, dan produk Anda cocok untuk itu, saya belum tahu."
    assert any(line.startswith("• Deal senilai Rp1,19 juta per tahun. ") for line in lines)
    assert any(line.startswith("• 1 orang yang memutuskan pembelian. ") for line in lines)
    assert not any("SMB" in line for line in lines if not line.startswith("Sumber"))


def test_a_rate_of_exchange_names_its_source_and_day() -> None:
    line = "Converted at $1 = Rp18,150 (the European Central Bank's reference rates, 30 October 2026)."
    assert line in lines_of("Rp 99.000 sebulan per klien")
    assert not any(line.startswith("Converted") for line in lines_of("$99 a month per client"))


def test_what_the_source_does_not_say_is_called_our_judgement() -> None:
    (line,) = (line for line in lines_of("no confidential data at all") if line.startswith("• No confidential data"))
    assert line.endswith("That is our judgement; the article does not speak of it.")


def test_claims_about_somebody_else_say_so() -> None:
    (line,) = (line for line in lines_of("an agency can do all of the selling") if line.startswith("• Selling that others"))
    assert line.endswith("The article means the size of the company that outsources, not of its buyers.")


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "9,000 employees, 9 months, $200k a year, 8 stakeholders",
            "Your market leans to enterprise. Whether your team, funds and product fit it, I don't know yet.",
        ),
        (
            "a team of senior sellers and plenty of cash",
            "Your own side leans to enterprise. What your customers and deals look like, I don't know yet.",
        ),
        ("9,000 employees, 9 months, $200k a year, 8 stakeholders, senior sellers", "You are made for enterprise sales."),
    ],
)
def test_a_verdict_that_rests_on_one_axis_says_what_is_not_known_about_the_other(text: str, lead: str) -> None:
    assert lines_of(text)[0] == lead
    assert not any("100% of trials" in line for line in lines_of(text))


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
                line.startswith(f"• {criterion.name[language]}: ")
                for line in drawn(FitPart(assessment=assessment, exported=True), language)
            )
        for option in criterion.options:
            assert option_label(CHECK.model, f"{criterion.id}={str(option.value).lower()}", language) == option.label[language]


def test_one_of_a_kind_and_ranges() -> None:
    assert "• Sales cycle: 1 month – SMB (−12)" in lines_of("a sales cycle of one month", whole=True)
    lines = lines_of("clients with 120 to 350 employees")
    assert any(line.startswith("• Customers with 120–350 employees. ") for line in lines)


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


def test_thin_evidence_on_both_axes_does_not_sound_sure() -> None:
    assert lines_of("9,000 employees, senior sellers")[0] == "So far this leans to enterprise, from only 2 answers."
    lines = lines_of("9.000 karyawan, tim kami sales senior", Language("id"))
    assert lines[0] == "Sejauh ini condong ke enterprise, baru berdasarkan 2 jawaban."


def test_a_mixed_result_on_one_answer_each_says_so() -> None:
    lines = lines_of("8.000 karyawan, tim kami cuma dua digital marketer", Language("id"))
    assert lines[0].startswith("Sejauh ini, baru berdasarkan 2 jawaban: deal Anda kelas enterprise")


def test_a_whole_result_shows_the_heaviest_three_of_an_axis() -> None:
    text = "6,000 staff, 9 months, $200k, tender, 8 people sign, on-prem, custom, bootstrapped marketers, only a demo"
    lines = lines_of(text, whole=True)
    market = lines[lines.index("Market: enterprise") : lines.index(next(line for line in lines if line.startswith("Readiness")))]
    assert len([line for line in market if line.startswith("•")]) == 3
    assert any("smaller points included" in line for line in market)


@pytest.mark.parametrize("language", (Language("en"), Language("id")))
def test_the_version_of_the_rules_is_shown_only_in_what_is_taken_away(language: Language) -> None:
    assessment = CHECK.assess(CHECK.read(CHECK.message("9,000 employees, 9 months, $200k a year")).answers)
    shown, taken = (drawn(FitPart(assessment=assessment, exported=exported), language) for exported in (False, True))
    assert not any(assessment.model in line for line in shown)
    assert any(assessment.model in line for line in taken)


def test_changes_are_named_in_the_currency_that_was_given() -> None:
    lines = lines_of("warung, Rp150 ribu sebulan", Language("id"))
    assert "Yang saya pahami: Nilai deal per tahun: Rp1,8 juta (“Rp150 ribu sebulan”); Usaha kecil (“warung”)." in lines
    assert "Dengan deal senilai Rp360 juta per tahun, hasilnya akan campuran." in lines
    assert any(line.startswith("• Deals worth €60,000 a year. ") for line in lines_of("€60k a year per client"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("closing takes 3 weeks, 5 staff", "Sales cycle: 3 weeks."),
        ("closing takes 10 days, 5 staff", "Sales cycle: 10 days."),
        ("the sales cycle is 8 to 10 weeks, 5 staff", "Sales cycle: 8–10 weeks (“8 to 10 weeks”)"),
        ("closing takes half a year, 5 staff", "Sales cycle: 6 months (“half a year”)"),
        ("closing takes a month and a half, 5 staff", "Sales cycle: 1.5 months (“a month and a half”)"),
    ],
)
def test_a_cycle_is_told_in_the_unit_it_comes_out_round_in(text: str, shown: str) -> None:
    assert shown in "\n".join(lines_of(text))


def test_both_markets_served_have_their_reasons_and_their_steps() -> None:
    lines = lines_of("half of our clients are salons with 4 people, the other half are airlines with 20,000; we are bootstrapped")
    reasons = [line for line in lines[lines.index("Why") + 1 :] if line.startswith("•")]
    assert [line.partition(". ")[0] for line in reasons[:3]] == [
        "• Enterprise: customers with 20,000 employees", "• SMB: customers with 4 employees", "• SMB: tight funds",
    ]  # fmt: skip
    steps = [line.split(": ")[0] for line in lines[lines.index("What to do next") + 1 :] if line.startswith("•")]
    assert steps == ["• For enterprise", "• For SMB"]


def test_both_markets_named_without_a_number_have_a_step_each() -> None:
    lines = lines_of("we have two markets")
    assert [line.split(": ")[0] for line in lines if line.startswith("• For")] == ["• For enterprise", "• For SMB"]


def test_reasons_for_one_side_alone_name_it_once() -> None:
    lines = lines_of("2,000 staff, 9 months, 8 people sign")
    assert "Why enterprise" in lines
    assert not any(line.startswith("• Enterprise: ") for line in lines)
    assert "Alasan condong ke UKM" in lines_of("toko 5 karyawan, pemiliknya sendiri yang putuskan", Language("id"))


@pytest.mark.parametrize(("language", "words"), [("en", "All right, no more questions."), ("id", "Baik, cukup sampai di sini.")])
def test_whoever_stops_hears_the_verdict_alone(language: str, words: str) -> None:
    assessment = CHECK.assess(CHECK.read(CHECK.message("2,000 staff, 9 months, 8 people sign")).answers)
    lines = drawn(FitPart(assessment=assessment, ended=True), Language(language))
    assert (lines[0], len(lines)) == (words, 2)
    assert drawn(FitPart(rules=CHECK.model, ended=True), Language(language)) == [words]
