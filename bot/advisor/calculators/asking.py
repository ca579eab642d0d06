"""Tells whether a message asks for a number to be worked out, or asks something else about a metric."""

from __future__ import annotations

import re

from bot.matching.quantities import Period

_SUMS = re.compile(
    r"(?<!\w)(?:what(?:['’]?s|\s+is|\s+are|\s+was|\s+were|\s+would|\s+will|\s+does)?|how\s+much|how\s+many|how\s+big|how\s+high|calc\w{0,8}|compute|"
    r"work\s+out|figure\s+out|do\s+the\s+math|math|maths|give\s+me|tell\s+me|find|whats|wats|wat|berapa\w{0,3}|brp|brapa|brpa|hitung\w{0,6}|"
    r"menghitung|dihitung|itung\w{0,6}|ngitung|ngehitung|kalkulasi\w{0,3}|jadinya|hasilnya|jumlahnya|pls|please|plz|tolong|coba|cek|check)(?!\w)|=\s*\??\s*$|\?",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"(?<!\w)(?:how\s+(?:do|can|to|should|could|would|did)\s+(?:i|we|you|they|one)?\s*(?:reduce|lower|improve|fix|raise|increase|boost|cut|stop|prevent|"
    r"grow|get|keep|win|sell|close|hit|make|build|speed|shorten|lift|handle)|how\s+to|why|when\s+(?:is|are|do|does|did|will|can|should)|should\s+(?:i|we)|"
    r"is\s+(?:it|that|this|\S{1,12})\s+(?:a\s+)?(?:good|bad|ok|okay|normal|healthy|high|low|enough|too)|good|benchmark\w{0,3}|"
    r"healthy|typical\s+for|industry|normal|ideal|difference|(?:do|does)\s+(?:\S{1,15}\s+){1,4}mean|meaning|defin\w{1,8}|formula|rumus\w{0,3}|sentences?|kalimat|explain|matter\w{0,1}|tips|advice|kenapa|mengapa|kapan|siapa|dimana|"
    r"di\s+mana|(?:yang|yg)\s+mana|(?:gimana|bagaimana|gmn)\s+(?:cara|caranya|biar|supaya|agar)|cara\s+(?:menaikkan|menurunkan|naikin|nurunin|meningkatkan|mengurangi)|"
    r"wajar|bagus|jelek|sehat|artinya|maksudnya|arti|beda\w{0,3}|pentingnya|saran)(?!\w)|(?:^|[.?!,]\s{0,3})(?:who|where|which)(?!\w)",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?<!\w)(?:what(?:['’]?s|\s+is|\s+was|\s+are|\s+were|\s+would)\s+(?:\S{1,12}\s+){0,3}|calc\w{0,8}|compute|work\s+out|how\s+much|how\s+many|berapa\w{0,3}|brp|"
    r"brapa|hitung\w{0,6}|itung\w{0,6}|ngitung)|=\s*\??\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?<!\w)(?:(?:per|a|an|each|every|tiap|setiap)\s{1,3}|/\s?)(day|week|month|quarter|year|hari|minggu|bulan|bln|kuartal|tahun)(?!\w)|"
    r"(?<!\w)(daily|weekly|monthly|quarterly|yearly|harian|mingguan|bulanan|tahunan|sehari|seminggu|sebulan|setahun)(?!\w)",
    re.IGNORECASE,
)
_PERIODS = {
    Period.DAY: "day hari daily harian sehari",
    Period.WEEK: "week minggu weekly mingguan seminggu",
    Period.MONTH: "month bulan bln monthly bulanan sebulan",
    Period.QUARTER: "quarter kuartal quarterly",
    Period.YEAR: "year tahun yearly tahunan setahun",
}
_PERIOD_OF = {word: period for period, words in _PERIODS.items() for word in words.split()}


def asks_for_a_sum(text: str) -> bool:
    """Whether any word or sign asks for a number."""
    return _SUMS.search(text) is not None


def asks_otherwise(text: str) -> bool:
    """Whether the message asks why, when, who, how to improve, or whether a number is good."""
    return _OTHERWISE.search(text) is not None


def asks_plainly(text: str) -> bool:
    """Whether it asks for a number in so many words ("what is our …", "berapa", "calculate"), whatever else it asks."""
    return _PLAIN.search(text) is not None


def asked_period(text: str) -> Period | None:
    """Return the period a rate is asked per, in a text whose numbers have been blanked out; the last one counts."""
    found = None
    for match in _RATE.finditer(text):
        found = _PERIOD_OF.get((match.group(1) or match.group(2)).lower(), found)
    return found
