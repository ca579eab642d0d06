"""`brief` makes a page of a text, or reads JSON Lines."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Sequence

import pytest

from bot.cli import brief
from bot.errors import UsageError


def run(words: Sequence[str], lines: Sequence[str] = ()) -> str:
    parser = argparse.ArgumentParser()
    brief.add_parser(parser.add_subparsers())
    out = io.StringIO()
    assert brief.run(parser.parse_args(["brief", *words]), out, lines) == 0
    return out.getvalue()


def test_a_text_becomes_a_page_in_its_own_language() -> None:
    assert run(["2,000-employee bank, 8 people decide"]).startswith("An enterprise deal: ")
    assert run(["toko kue 5 karyawan, pemiliknya yang mutusin"]).startswith("Deal UKM: ")
    assert run(["--language", "id", "2,000-employee bank"]).startswith("Deal enterprise: ")


def test_a_text_may_come_from_standard_input_and_nothing_tells_what_to_write() -> None:
    assert run([], ["a cafe with 6 staff\n"]).startswith("An SMB deal: 6 employees")
    assert run([]).startswith("Tell me about one deal")


def test_plain_text_is_not_wrapped() -> None:
    text = "4,000-employee hospital, 9 deciders, $300k a year, on their own servers"
    assert max(map(len, run(["--plain", text]).splitlines())) > max(map(len, run([text]).splitlines())) <= 88


def test_json_lines_come_back_in_order() -> None:
    lines = ['{"id": "a", "text": "2,000-employee bank, at the demo, Rp2 miliar a year"}', "", '{"id": 7, "text": "hello"}']
    first, second = (json.loads(line) for line in run(["--jsonl"], lines).splitlines())
    assert (first["id"], first["side"]) == ("a", "enterprise")
    assert first["facts"] == {"employees": 2000, "stage": "demo"}
    assert first["missing"] == ["started", "decision_makers"]
    assert {"sales-cycle", "buying-process", "buying-signals"} <= set(first["topics"])
    assert first["reply"].startswith("An enterprise deal: ")
    assert first["signature"] == []
    assert (second["id"], second["side"], second["facts"]) == (7, "unknown", {})


@pytest.mark.parametrize("line", ["{", '{"id": 1}', "[]", '{"text": 3}'])
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(UsageError, match="line 2"):
        run(["--jsonl"], ['{"text": "x"}', line])
