"""Tells whether a message wants a calculator opened: a wish to calculate and the metric's name, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.advisor.calculators.cues import Cue
from bot.matching.quantities.words import word_set

LONGEST = 14
"""Words; whoever only wants a calculator needs no more."""
_WISH = re.compile(
    r"(?<!\w)(?:calculate|calc|compute|work\s+out|figure\s+out|calculator|kalkulator\w{0,3}|(?:hitung|itung|kalkulasi)(?:kan|in)?|"
    # A verb with a prefix is a wish only behind a word that wishes; alone it names what a topic explains.
    r"(?:mau|pengen|pengin|pingin|kepengen|ingin|minta|tolong|tolongin|bantu|bantuin|bisa|coba|yuk|ayo|perlu)\s+"
    r"(?:(?:saya|aku|kami|kita|gue|gw|dong|ya|utk|untuk|buat)\s+)?(?:menghitung|ngitung|ngehitung|ngitungin|hitung|itung))(?!\w)",
    re.IGNORECASE,
)
_FILLERS = word_set(
    "a an the my our your us me i we you i'd we'd id i'm let lets let's to for of please pls plz now here just ok okay so "
    "hi hey hello can could would will like want wanna need help with and again today then this that last month quarter "
    "year week customer customers client clients company team business shop sales open start use show bot thanks saya aku "
    "kami kita gue gw gua kamu anda tolong tolongin coba mau pengen pengin pingin ingin minta bantu bantuin bisa dong ya "
    "yuk ayo yah deh sih nih kak min mas mbak bang bro gan pak bu kan lah perlu buat untuk utk dari sekarang skrg dulu lagi "
    "juga ga gak nggak tidak kah buka pakai pake mulai ini itu lalu bulan kuartal tahun minggu periode pelanggan klien "
    "perusahaan tim toko usaha bisnis penjualan halo hai oke angka nilai nya rate tingkat"
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def wants_opened(text: str, names: Sequence[Cue]) -> bool:
    """Whether a text without numbers wishes for the metric named by `names`: "mau ngitung laba bersih", "calculate win rate".

    Any word that is neither the wish, the name nor a filler says more: "cara hitung churn" asks how, "rumus" for a formula.
    """
    wishes = list(_WISH.finditer(text))
    if not wishes or not names or len(text.split()) > LONGEST:
        return False
    spans = [wish.span() for wish in wishes] + [(name.start, name.end) for name in names]
    rest = "".join(" " if any(start <= place < end for start, end in spans) else sign for place, sign in enumerate(text.lower()))
    return all(word in _FILLERS for word in _WORD.findall(rest))
