"""What a brief and the overview look like, in both languages, over the real knowledge."""

from __future__ import annotations

import datetime

from bot.advisor.brief.composing import BriefComposer
from bot.advisor.brief.reading import BriefReader
from bot.bootstrap import Answering
from bot.domain.language import Language
from bot.domain.reply import BriefPart, Outcome, OverviewPart, Part, Reply
from bot.knowledge.brief import load_brief
from bot.rendering.terminal import draw_terminal

EN, ID = Language("en"), Language("id")
TODAY = datetime.date(2026, 11, 27)


def drawn(answering: Answering, part: Part, language: Language = EN) -> list[str]:
    reply = Reply(outcome=Outcome.BRIEF, language=language, parts=(part,))
    return answering.renderer.document(reply).plain().splitlines()


def page(answering: Answering, text: str, language: Language = EN, *, added: str = "") -> list[str]:
    rules = load_brief(answering.snapshot.folder, answering.knowledge)
    assert rules is not None
    composer, reader = BriefComposer(rules, answering.fit, answering.knowledge), BriefReader(rules, answering.fit)
    told = reader.read(added, TODAY, language)
    brief = composer.compose(reader.read(text, TODAY, language).merged(told), TODAY)
    return drawn(answering, BriefPart(brief=brief, told=told if added else None), language)


def test_a_page_tells_the_side_and_why_then_what_to_do_about_it(answering: Answering) -> None:
    lines = page(answering, "2,000-employee bank, $150k a year, 8 people decide, started in September, now a technical review")
    assert lines[0].startswith("An enterprise deal: $150,000 a year, 8 people deciding, 2,000 employees")
    assert lines[0].endswith("started in September 2026, reached the technical discussion.")
    assert "• Signature: April 2027, the start plus the usual 7 months." in lines
    assert "• Next step: procurement discussion." in lines
    assert any(line.startswith("• Who decides: ") and "6–10 people" in line and "17%" in line for line in lines)
    assert "• Watch: Win rate, Customer lifetime value (CLV)." in lines
    asked = lines.index("Ask them")
    assert [line[:2] for line in lines[asked + 1 : asked + 4]] == ["1.", "2.", "3."]
    assert lines[-1] == "Source: UnboundB2B, 2023; Sales Advisor playbook, 2026."


def test_dates_and_amounts_are_written_in_the_person_s_language(answering: Answering) -> None:
    lines = page(answering, "bank 2.000 karyawan, Rp2 miliar per tahun, 8 orang memutuskan, mulai Mei", ID)
    assert "mulai Mei 2026" in lines[0]
    assert "Rp2 miliar per tahun" in lines[0]
    assert any(
        line.startswith("• Tanda tangan: Desember 2026, dihitung dari awal deal plus 7 bulan yang lazim.") for line in lines
    )


def test_what_speaks_against_the_side_is_told_apart(answering: Answering) -> None:
    assert page(answering, "20 employees, $150k a year, 8 people decide")[0].endswith(
        "8 people deciding. Against it: 20 employees."
    )


def test_what_speaks_against_the_side_is_named_however_much_speaks_for_it(answering: Answering) -> None:
    lines = page(answering, "a bank, 20 employees, $150k a year, 8 people decide, 9 months, a tender, on their own servers")
    assert lines[0].endswith("Against it: 20 employees.")


def test_a_size_in_numbers_is_not_told_again_in_words(answering: Answering) -> None:
    assert "large company" not in page(answering, "2,000-employee bank, $150k a year")[0]
    assert "a large company or public body" in page(answering, "a bank, $150k a year")[0]


def test_what_a_message_added_stands_below_the_deal(answering: Answering) -> None:
    lines = page(answering, "2,000-employee bank, started in September", added="started in October, 5 people decide")
    assert lines[1] == "New here: 5 people deciding, started in October 2026."
    lines = page(answering, "bank 2.000 karyawan", ID, added="sudah demo, direksi ikut")
    assert lines[1] == "Yang baru: direksi ikut terlibat, sampai demo."
    assert not any(line.startswith("New here") for line in page(answering, "2,000-employee bank"))


def test_without_a_start_it_asks_and_names_no_month(answering: Answering) -> None:
    lines = page(answering, "2,000-employee bank, $150k a year, 8 people decide")
    assert "• Signature: The enterprise sales cycle lasts about 7 months." in lines
    assert "Not known yet: start, stage. When did you start? Then I can name the month of signature." in lines


def test_a_signature_that_has_passed_is_told_as_overdue(answering: Answering) -> None:
    lines = page(answering, "cafe with 6 staff, started in March")
    due = "• Signature: due June 2026, the start plus the usual 3 months. That has passed: ask what holds it up."
    assert due in lines


def test_a_cycle_that_was_told_is_named_as_the_asker_s(answering: Answering) -> None:
    lines = page(answering, "2,000-employee bank, started in September, takes 9 to 11 months")
    assert "• Signature: between June 2027 and August 2027, the start plus your 9–11 months." in lines


def test_nothing_told_tells_what_to_write(answering: Answering) -> None:
    assert drawn(answering, BriefPart())[1].startswith("brief: 2,000-employee bank")
    assert drawn(answering, BriefPart(), ID)[1].startswith("brief: bank dengan 2.000 karyawan")


def test_an_unknown_prospect_is_no_side(answering: Answering) -> None:
    lines = page(answering, "somebody left a card at our stand")
    assert lines[0] == "Too little is known to name a side."
    assert "Not known yet: start, stage, size, deal value, who decides." in lines


def test_the_overview_sets_figures_and_statements_side_by_side(answering: Answering) -> None:
    lines = drawn(answering, OverviewPart())
    assert "• Sales cycle – Enterprise: 7 months. SMB: 3 months." in lines
    assert "• Risk – Enterprise: Enterprise sales carry higher risk. SMB: SMB sales carry less risk." in lines
    assert "• Objections – Enterprise: 30 objections. SMB: the source does not say." in lines
    assert len(lines) == 16
    assert "• Siklus penjualan – Enterprise: 7 bulan. UKM: 3 bulan." in drawn(answering, OverviewPart(), ID)


def test_the_overview_is_a_table_in_the_terminal(answering: Answering) -> None:
    reply = Reply(outcome=Outcome.ANSWER, language=EN, parts=(OverviewPart(),))
    lines = draw_terminal(answering.renderer.document(reply), width=80).splitlines()
    head = next(line for line in lines if line.startswith("What"))
    cycle = next(line for line in lines if line.startswith("Sales cycle"))
    assert [head.index("Enterprise"), head.index("SMB")] == [cycle.index("7 months"), cycle.index("3 months")]
    assert max(map(len, lines)) <= 80
