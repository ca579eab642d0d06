"""Tells whether a message is written in Indonesian, where "M" stands for miliar."""

from __future__ import annotations

import re

from bot.domain.language import Language

_WORDS = re.compile(
    r"(?<!\w)(?:om[sz]et|biaya|laba|untung|rugi|penjualan|jualan|pendapatan|pengeluaran|pemasukan|gaji|kuota|peluang|pelanggan|"
    r"klien|pertumbuhan|cakupan|dari|berapa\w{0,3}|brp|naik|turun|jadi|menjadi|bulan|tahun|kuartal|sebulan|setahun|hitung\w{0,3}|"
    r"kalau|kalo|dan|dengan|untuk|yang)(?!\w)",
    re.IGNORECASE,
)


def is_indonesian(text: str, language: Language) -> bool:
    """Whether the asker's language is Indonesian, or the message holds a word that is Indonesian only."""
    return language == Language("id") or _WORDS.search(text) is not None
