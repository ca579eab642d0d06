"""What people shorten around numbers is written out before it is read."""

from __future__ import annotations

import pytest

from bot.advisor.fit.shorthand import written_out


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("1.5k-2k employees", "1.5k - 2k employees"),
        ("5jt-10jt", "5jt - 10jt"),
        ("$5k–$10k", "$5k - $10k"),
        ("A quarter million a year", "250 thousand a year"),
        ("satu dua orang", "1-2 orang"),
        ("kontrak utk 2 taun", "kontrak untuk 2 tahun"),
        ("50-person teams", "50-person teams"),
        ("sales-led, self-serve", "sales-led, self-serve"),
    ],
)
def test_shortened_forms(text: str, full: str) -> None:
    assert written_out(text) == full
    assert written_out(full) == full
