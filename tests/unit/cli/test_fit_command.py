"""`fit` asks, reads a text, or reads JSON Lines."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Sequence

import pytest

from bot.cli import fit
from bot.errors import UsageError


def run(words: Sequence[str], lines: Sequence[str] = ()) -> str:
    parser = argparse.ArgumentParser()
    fit.add_parser(parser.add_subparsers())
    out = io.StringIO()
    assert fit.run(parser.parse_args(["fit", *words]), out, lines) == 0
    return out.getvalue()


def test_a_text_is_assessed_in_its_own_language() -> None:
    assert run(["2,000 employees,", "$120k a year, a tender"]).startswith("Your market leans to enterprise.")
    assert run(["toko kecil, 5 karyawan, bayar $20 sebulan"]).startswith("Pasar Anda condong ke UKM.")
    assert run(["--language", "id", "2,000 employees, a tender"]).startswith("Pasar Anda condong ke enterprise.")


def test_json_lines_come_back_in_order() -> None:
    lines = ['{"id": "a", "text": "9,000 staff, 8 months, Rp 2 miliar a year"}', "", '{"id": 7, "text": "hello"}']
    first, second = (json.loads(line) for line in run(["--jsonl"], lines).splitlines())
    assert (first["id"], first["verdict"]) == ("a", "enterprise")
    assert first["facts"] == {"employees": 9000, "cycle_months": 8}
    assert first["given"] == {"annual_contract_value_usd": "Rp 2 miliar a year"}
    assert first["market"]["low"] < first["market"]["score"] < first["market"]["high"]
    assert first["readiness"]["verdict"] == "unknown"
    assert (second["id"], second["verdict"], second["facts"]) == (7, "unknown", {})


@pytest.mark.parametrize("line", ["{", '{"id": 1}', "[]", '{"text": 3}'])
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(UsageError, match="line 2"):
        run(["--jsonl"], ['{"text": "x"}', line])


def test_it_asks_question_by_question_and_stops_when_told() -> None:
    shown = run([], ["$500 a month\n", "banana\n", "2\n", "dunno\n", "stop\n"])
    assert shown.index("What is a deal worth a year?") < shown.index("Who sells for you?")
    assert "Please pick one of these by its number" in shown
    assert "[2] Digital marketers" in shown
    assert "So far this leans to SMB, from only 2 answers." in shown


def test_it_asks_until_nothing_could_change_and_copes_with_the_end_of_input() -> None:
    everything = ["$900k", "1", "20,000", "1", "10", "9 months", "1", "1", "1", "1", "1", "1", "1", "1"]
    shown = run([], everything)
    assert shown.count("You are made for enterprise sales.") == 1
    assert "I don't know enough yet" in run([], [])
    assert run(["--language", "id"], []).count("Berapa nilai satu deal per tahun?") == 2


def test_a_bare_amount_in_indonesian_is_asked_about_and_never_becomes_dollars() -> None:
    shown = run(["--language", "id"], ["250\n", "Rp60 juta setahun\n", "berhenti\n"])
    assert shown.count("Rupiah atau dolar?") == 1
    assert "Deal senilai Rp60 juta per tahun" in shown
    assert "250 dolar AS" not in shown
    assert "Deals worth $250 a year" in run([], ["250\n", "stop\n"])


def test_details_are_shown_on_demand() -> None:
    text = "2,000 employees, $120k a year"
    assert "Rules " not in run([text])
    assert "Rules " in run(["--details", text])


def test_chatter_gets_help_and_a_question_gets_its_answer() -> None:
    assert run(["banana"]).startswith("I found nothing about customers")
    assert "An SMB deal typically takes 3 months" in " ".join(run(["how long is a sales cycle?"]).split())


def test_lines_of_one_thread_add_to_each_other() -> None:
    lines = [json.dumps({"id": str(at), "text": text, "thread": "a"}) for at, text in enumerate(("30 employees", "$99 a month"))]
    told = [json.loads(line) for line in run(["--jsonl"], lines).splitlines()]
    assert told[1]["facts"] == {"employees": 30, "annual_contract_value_usd": 1188}
