"""The words that make up numbers, currencies, periods and bounds in English and Indonesian."""

from __future__ import annotations

from bot.matching.quantities.model import Bound, Period


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


ONES = {
    "zero": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11, "seorang": 1, "sepasang": 2,
}  # fmt: skip
"""Words for 0 to 19 (`X belas` is read by the grammar)."""

TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

MULTIPLIERS = {
    "puluh": 10, "dozen": 12, "lusin": 12, "hundred": 100, "ratus": 100,
    "thousand": 1e3, "ribu": 1e3, "million": 1e6, "juta": 1e6, "billion": 1e9, "miliar": 1e9, "milyar": 1e9,
    "trillion": 1e12, "triliun": 1e12,
}  # fmt: skip
"""Words that multiply the number before them."""

WHOLE_WORDS = {"seratus": 100, "seribu": 1e3, "sejuta": 1e6, "semiliar": 1e9, "semilyar": 1e9, "selusin": 12}
"""One word for "one hundred" and so on; multipliers may follow ("seratus ribu")."""

SCALES = {
    **MULTIPLIERS,
    "k": 1e3, "rb": 1e3, "rbu": 1e3, "rban": 1e3, "ribuan": 1e3, "thousands": 1e3, "grand": 1e3,
    "m": 1e6, "mn": 1e6, "mm": 1e6, "mio": 1e6, "mil": 1e6, "mill": 1e6, "millions": 1e6, "jt": 1e6, "jtan": 1e6, "jutaan": 1e6,
    "b": 1e9, "bn": 1e9, "bio": 1e9, "mlyr": 1e9, "mlr": 1e9, "miliaran": 1e9, "milyaran": 1e9, "billions": 1e9,
    "t": 1e12, "tn": 1e12, "trn": 1e12, "trilyun": 1e12,
}  # fmt: skip
"""What may follow digits. A single letter must touch them or be a capital ("1,5 M")."""

INDONESIAN_SCALES = word_set("puluh lusin ratus ribu rb rbu rban ribuan juta jt jtan jutaan miliar milyar mlyr mlr triliun")
"""Scale words after which a dot groups thousands and a comma is the decimal mark."""

RUPIAH_SIGNS = word_set("jt juta rb ribu rp rupiah idr miliar milyar jutaan")
"""Where one of these stands anywhere in a text, a bare M means miliar: a million is written "jt" there."""
MILIAR = "miliar"
"""The scale word an M is read as then."""

APPROXIMATE_SCALES = word_set("rban ribuan jtan jutaan miliaran milyaran thousands millions billions")

VAGUE = {
    "dozens": 24, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9,
    "belasan": 11, "puluhan": 20, "ratusan": 100, "ribuan": 1e3, "jutaan": 1e6, "miliaran": 1e9, "milyaran": 1e9,
}  # fmt: skip
"""Sizes without a number: the lowest value each can mean."""

FRACTIONS = {"half": (1, 2), "setengah": (1, 2), "separuh": (1, 2), "separo": (1, 2), "sepertiga": (1, 3), "seperempat": (1, 4)}

CURRENCY_SIGNS = {"$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "₹": "inr"}
CURRENCY_CODES = {
    "usd": "usd", "idr": "idr", "rp": "idr", "eur": "eur", "gbp": "gbp", "sgd": "sgd", "aud": "aud", "cad": "cad", "jpy": "jpy",
    "inr": "inr", "myr": "myr", "rm": "myr", "chf": "chf",
}  # fmt: skip
"""Codes that stand before or after a number."""
DOLLARS = {"us": "usd", "s": "sgd", "sg": "sgd", "a": "aud", "au": "aud", "c": "cad", "ca": "cad"}
"""Letters glued to a dollar sign: US$, S$, A$."""
CURRENCY_NAMES = {
    **{code: value for code, value in CURRENCY_CODES.items() if code not in ("rp", "rm")},
    "dollar": "usd", "dollars": "usd", "dolar": "usd", "bucks": "usd", "buck": "usd", "euro": "eur", "euros": "eur",
    "pound": "gbp", "pounds": "gbp", "poundsterling": "gbp", "quid": "gbp", "rupiah": "idr", "ringgit": "myr", "yen": "jpy",
}  # fmt: skip
"""Words after a number that make it money."""
DOLLAR_LANDS = {
    "as": "usd",
    "amerika": "usd",
    "us": "usd",
    "singapura": "sgd",
    "australia": "aud",
    "australian": "aud",
    "singapore": "sgd",
}
"""What may follow or precede "dolar"/"dollars"."""

FOREIGN_MONEY = frozenset({*CURRENCY_SIGNS, *CURRENCY_CODES, *CURRENCY_NAMES} - {"rp", "idr", "rupiah", "rm"})
"""Where one of these stands, a bare M is a million even in an Indonesian text ("rm" alone may be anything)."""

PERCENT_WORDS = word_set("percent pct persen prosen")

_PERIOD_WORDS = {
    Period.MINUTE: "minute minutes min mins menit",
    Period.HOUR: "hour hours hrs jam",
    Period.DAY: "day days hari d hr",
    Period.WEEK: "week weeks wk wks minggu mgg pekan w",
    Period.MONTH: "month months mo mos mth mths mnth mnths bulan bln bl",
    Period.QUARTER: "quarter quarters qtr qtrs kuartal triwulan kwartal",
    Period.YEAR: "year years yr yrs y tahun thn th",
}
PERIODS = {word: period for period, words in _PERIOD_WORDS.items() for word in words.split()}
"""Unit words of a duration, and of a rate after "per" or "/"."""
GLUED_ONLY_UNITS = word_set("d w y")
"""Unit letters that must touch the digits ("90d") or follow a slash."""
LONG_PERIODS = {
    "semester": (Period.MONTH, 6.0), "semesters": (Period.MONTH, 6.0), "caturwulan": (Period.MONTH, 4.0),
    "fortnight": (Period.WEEK, 2.0), "fortnights": (Period.WEEK, 2.0), "decade": (Period.YEAR, 10.0),
    "decades": (Period.YEAR, 10.0), "dekade": (Period.YEAR, 10.0),
}  # fmt: skip
"""Units counted in another: (unit, how many)."""
ONE_PERIODS = {
    "sehari": Period.DAY, "seminggu": Period.WEEK, "sepekan": Period.WEEK, "sebulan": Period.MONTH, "sekuartal": Period.QUARTER,
    "setriwulan": Period.QUARTER, "setahun": Period.YEAR, "sejam": Period.HOUR,
}  # fmt: skip
"""One word for "a month": a duration, or the period of the number before it."""
RATE_WORDS = {
    "daily": Period.DAY, "harian": Period.DAY, "weekly": Period.WEEK, "mingguan": Period.WEEK, "monthly": Period.MONTH,
    "bulanan": Period.MONTH, "mrr": Period.MONTH, "quarterly": Period.QUARTER, "kuartalan": Period.QUARTER, "yearly": Period.YEAR,
    "annual": Period.YEAR, "annually": Period.YEAR, "annum": Period.YEAR, "tahunan": Period.YEAR, "arr": Period.YEAR,
    "acv": Period.YEAR, "pa": Period.YEAR,
}  # fmt: skip
"""Adverbs that give a number its period."""
PER_WORDS = word_set("per a an each every tiap setiap / sekali")
"""What may stand between an amount and its period."""

GLUED_SUFFIXES = frozenset({*SCALES, *PERIODS, *CURRENCY_CODES, "x", "an", "ish", "pct", "persen"} - {"th", "rp"})
"""The only letters that may touch digits; anything else ("4th", "3D") makes them part of a name."""

RANGE_WORDS = word_set("- – — to till until sampai hingga sd s/d or atau ~")

_BEFORE: dict[Bound, str] = {
    Bound.AT_MOST: (
        "no more than|not more than|at most|up to|maximum|max|maximum of|max of|a maximum of|under|below|fewer than|"
        "less than|<|≤|"
        "maks|maksimal|maksimum|paling banyak|paling lama|paling mahal|tidak lebih dari|ga lebih dari|gak lebih dari|"
        "nggak lebih dari|"
        "tak lebih dari|tidak sampai|ga sampai|gak sampai|nggak sampai|tak sampai|di bawah|dibawah|kurang dari|hingga|"
        "sampai|sampe|"
        "not even|at the most|no longer than"
    ),
    Bound.AT_LEAST: (
        "at least|no fewer than|no less than|not less than|not fewer than|over|above|more than|minimum|min|minimum of|"
        "a minimum of|"
        "upwards of|north of|starting at|starting from|>|≥|minimal|paling sedikit|paling tidak|setidaknya|sedikitnya|"
        "di atas|diatas|"
        "lebih dari|mulai dari|mulai|greater than|at the least|past|tidak kurang dari"
    ),
}
_ABOUT = (
    "about|around|approx|approximately|roughly|~|circa|ca|abt|some|nearly|almost|close to|sekitar|sekitaran|"
    "kira-kira|kira kira|kurang lebih|"
    "kurleb|hampir|±|+/-|more or less|an estimated|estimated|say"
)
BEFORE: dict[tuple[str, ...], Bound | None] = {
    **{tuple(phrase.split()): bound for bound, phrases in _BEFORE.items() for phrase in phrases.split("|")},
    **dict.fromkeys((tuple(phrase.split()) for phrase in _ABOUT.split("|")), None),
    ("kira", "-", "kira"): None,
    ("+", "/", "-"): None,
    ("<", "="): Bound.AT_MOST,
    (">", "="): Bound.AT_LEAST,
}
"""Phrases before a number: the bound each sets, None for "about"."""

_AFTER: dict[Bound, str] = {
    Bound.AT_MOST: "or less|or fewer|tops|max|maximum|at most|at the most|ke bawah|atau kurang|maks|maksimal|or under",
    Bound.AT_LEAST: "+|plus|or more|and up|and above|minimum|at least|atau lebih|ke atas|keatas|lebih|minimal|or over|and more",
}
_ISH = "- ish|ish|- an|an|or so|give or take|or thereabouts|kurang lebih|kurleb"
AFTER: dict[tuple[str, ...], Bound | None] = {
    **{tuple(phrase.split()): bound for bound, phrases in _AFTER.items() for phrase in phrases.split("|")},
    **dict.fromkeys((tuple(phrase.split()) for phrase in _ISH.split("|")), None),
}
"""Phrases after a number: the bound each sets, None for "or so"."""

SPAN_WORDS = word_set("over for across untuk buat selama dalam during")
"""Before a duration, right after money: the amount covers that duration."""
NOT_A_RATE = word_set(
    "in within takes take took taking after about before lasts last needs need for is are was dalam selama butuh "
    "makan sekitar cuma "
    "hanya setelah sebelum dan and but tapi proses prosesnya siklus siklusnya closing deal "
    "staff workers people ppl persons karyawan pegawai orang staf buruh lelang tender"
)
"""A word of these between a number and "a month" keeps the month a duration of its own."""

YEAR_CUES = word_set("in since by during year fy early late mid sejak tahun pada thn til till until from vs dari calendar fiscal")
COUNTED = word_set(
    "employees employee staff people ppl customers customer clients client accounts users deals deal opportunities "
    "opps companies seats "
    "leads calls workers headcount members subscribers logos karyawan staf orang org pelanggan klien akun pengguna "
    "peluang perusahaan "
    "unit pegawai prospek kesepakatan"
)
"""Nouns of count: a four-digit number before one is no year."""
LABELS = word_set(
    "slide page tier phase step level version halaman tahap fase langkah nomor quarter kuartal option opsi round bab"
)
"""Nouns a small number only names ("tier 1", "kuartal 4")."""
DETERMINERS = word_set("last this per a each every next previous prior the one tiap setiap")
MONTH_NAMES = word_set(
    "january february march april june july august september october november december januari februari maret mei "
    "juni juli agustus "
    "oktober desember jan feb mar apr jun jul aug agu sep sept oct okt nov dec des"
)
NOT_A_ONE = word_set("which this that the other another every each any no salah some only last next first big")
"""Before "one"/"satu" they make it a pronoun."""
OWNERS = word_set("our the my your their every setiap tiap total these those")
"""May stand between "of"/"dari" and the whole of a ratio."""
