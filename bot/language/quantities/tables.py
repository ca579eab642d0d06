"""What the reader of numbers looks up: the number words of all languages together, and their phrases in one automaton."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeAlias

from bot.language.contractions import Contractions
from bot.language.lexicon import Lexicon
from bot.language.phrases import Hit, PhraseBook
from bot.language.quantity import Bound, Period
from bot.language.tokens import Form, Token, cut

_PLAIN = Contractions({}, {})
_APART = "="
"""Parts the kind of a key from its value, as in `rate=month`."""
_BOUNDS = {
    "bounds.at-most": f"limit={Bound.AT_MOST}",
    "bounds.at-least": f"limit={Bound.AT_LEAST}",
    "bounds.about": "limit=about",
    "bounds.at-most-after": f"limit-after={Bound.AT_MOST}",
    "bounds.at-least-after": f"limit-after={Bound.AT_LEAST}",
    "bounds.about-after": "limit-after=about",
}

SOUGHT = frozenset({
    "and_a_half", "between", "between_joins", "corrections", "denials", "instead", "limit", "limit-after", "loose_ranges",
    "minus", "money-after", "money-before", "narrow_shares", "owners", "payers", "per", "percent", "ranges", "rate", "shares",
})  # fmt: skip
"""The kinds of phrases that are looked for among tokens; the other lists are of single words, and looked up."""

Found: TypeAlias = tuple[int, str]
"""The token behind a phrase, and its value."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale word: what it multiplies by, the decimal mark its language writes, the one currency it counts, if any."""

    factor: float
    decimal: str
    currency: str | None = None
    about: bool = False


class NumberTables:
    """Number words and phrases of several languages, made once."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self.ones: Mapping[str, float] = _together(lexicons, "numbers.ones")
        self.tens: Mapping[str, float] = _together(lexicons, "numbers.tens")
        self.multipliers: Mapping[str, float] = _together(lexicons, "numbers.multipliers")
        self.wholes: Mapping[str, float] = _together(lexicons, "numbers.wholes")
        self.vague: Mapping[str, float] = _together(lexicons, "numbers.vague")
        self.fractions: Mapping[str, float] = _together(lexicons, "numbers.fractions")
        self.counted_fractions: Mapping[str, float] = _together(lexicons, "numbers.counted_fractions")
        self.units: Mapping[str, Period] = _together(lexicons, "time.units")
        self.long_units: Mapping[str, tuple[float, Period]] = _together(lexicons, "time.long_units")
        self.single_units: Mapping[str, tuple[float, Period]] = _together(lexicons, "time.single_units")
        self.home_scales: Mapping[str, str] = _together(lexicons, "money.home_scales")
        self.scales: dict[str, Scale] = {}
        for lexicon in lexicons:
            self._learn_scales(lexicon)
        self.home = frozenset().union(*(one.money.home for one in lexicons))
        self.not_money = frozenset().union(*(one.money.not_money for one in lexicons))
        self.foreign = _first_words(lexicons) - self.home
        """Where one of these stands, a scale word keeps its plain meaning: people name another currency."""
        self._sets = {name: frozenset(words) for name, words in _sets(lexicons).items()}
        self.book = PhraseBook(_phrases(lexicons), _lows)
        touching = frozenset({*self.scales, *self.units, *_codes(lexicons)}) - self._set("apart_units")
        self.suffixes = self._set("suffixes") | touching
        self.starters = self._set("alone") | self._set("articles") | self._set("minus") | frozenset({
            *self.ones, *self.tens, *self.wholes, *self.vague, *self.fractions, *self.counted_fractions, *self.single_units,
        })  # fmt: skip
        """Words with which a number, or a duration such as "a month", may begin."""
        self.openers = self.starters | self.units.keys()
        """The same, with those that begin a duration by what hangs on them: "year-long"."""
        more = [
            self.units,
            self.ones,
            self.tens,
            self.wholes,
            self.vague,
            self.fractions,
            self.counted_fractions,
            self.single_units,
        ]
        self.bare_articles = self._set("articles").difference(*more, self._set("alone"), self._set("minus"))
        """Articles that are nothing else: they begin a number or a duration by the next word alone."""
        self.behind_articles = frozenset(
            {*self.units, *self.long_units, *self.multipliers, *self.fractions, *self.counted_fractions}
        )
        self._kinds: dict[str, tuple[str, str]] = {}

    def _set(self, name: str) -> frozenset[str]:
        return self._sets.get(name, frozenset())

    def kind_of(self, key: str) -> tuple[str, str]:
        """The kind of a phrase, and its value; "" for none."""
        if key not in self._kinds:
            kind, _, value = key.partition(_APART)
            self._kinds[key] = (kind, value)
        return self._kinds[key]

    def has(self, name: str, word: str) -> bool:
        """Whether a word stands in a list of single words."""
        return word in self._sets.get(name, ())

    def _learn_scales(self, lexicon: Lexicon) -> None:
        numbers, money = lexicon.numbers, lexicon.money
        about = frozenset(numbers.lists.get("about_scales", ()))
        for word, factor in {**numbers.wholes, **numbers.multipliers, **numbers.scales}.items():
            currency = money.currency_of_scales if word in money.scales else None
            if word not in self.scales:
                self.scales[word] = Scale(factor, numbers.decimal, currency, word in about)


def _together(lexicons: Sequence[Lexicon], path: str) -> dict[str, Any]:
    """The maps at a path of every lexicon as one; of two values for a word the first counts."""
    found: dict[str, Any] = {}
    for one in map(attrgetter(path), lexicons):
        found = {**one, **found}
    return found


def _sets(lexicons: Sequence[Lexicon]) -> dict[str, set[str]]:
    """The lists of single words of numbers and time, by name."""
    sets: dict[str, set[str]] = {}
    for lexicon in lexicons:
        for name, words in (*lexicon.numbers.lists.items(), *lexicon.time.lists.items()):
            sets.setdefault(name, set()).update(words)
        # A month that is an everyday word ("may") names nothing by itself.
        sets.setdefault("month_names", set()).update(lexicon.time.months.keys() - lexicon.stop)
    return sets


def _codes(lexicons: Sequence[Lexicon]) -> set[str]:
    """The names of currencies that may touch digits ("500usd")."""
    return {name for lexicon in lexicons for name in lexicon.money.after if name.isalpha()}


def _first_words(lexicons: Sequence[Lexicon]) -> frozenset[str]:
    names = (name for one in lexicons for name in (*one.money.signs, *one.money.before, *one.money.after))
    return frozenset(name.split()[0] for name in names)


def _phrases(lexicons: Sequence[Lexicon]) -> dict[str, list[str]]:
    """The phrases that are looked for, by `kind` or `kind=value`."""
    found: dict[str, list[str]] = {}
    for lexicon in lexicons:
        for key, phrases in lexicon.cues.items():
            if key in _BOUNDS:
                found.setdefault(_BOUNDS[key], []).extend(phrases)
        for name, phrases in (*lexicon.numbers.lists.items(), *lexicon.time.lists.items()):
            if name in SOUGHT:
                found.setdefault(name, []).extend(phrases)
        for key, value in _valued(lexicon):
            found.setdefault(key, []).append(value)
    return found


def _valued(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    money = lexicon.money
    for kind, names in (("money-before", {**money.signs, **money.before}), ("money-after", money.after)):
        for name, code in names.items():
            yield f"{kind}{_APART}{code}", name
    for name, period in lexicon.time.rates.items():
        yield f"rate{_APART}{period}", name


def _lows(text: str) -> Iterator[str]:
    """The tokens of a phrase as they are compared, signs included."""
    tokens, _ = cut(text, _PLAIN, frozenset())
    return (token.low for token in tokens)


class Scan:
    """One text's tokens with every phrase of numbers found in them: what stands at a place is looked up, never searched."""

    def __init__(self, tokens: Sequence[Token], tables: NumberTables, *, home: bool) -> None:
        """`home` tells that the asker's language has a money of its own whose scale words are meant (see `MoneyWords.home`)."""
        self.tokens = tokens
        self.tables = tables
        lows = [token.low for token in tokens]
        self._not_money = tables.not_money if home else frozenset()
        said = set(lows) - self._not_money
        self.home = bool(said & tables.home) or (home and not said & tables.foreign)
        self._begin: dict[tuple[str, int], Found] = {}
        self._end: dict[tuple[str, int], Found] = {}
        for hit in tables.book.find(lows):
            self._note(hit)

    def _note(self, hit: Hit) -> None:
        """Keep a phrase by where it begins and by where it ends, the longest there."""
        kind, value = self.tables.kind_of(hit.key)
        if kind.startswith("money-") and self.tokens[hit.first].low in self._not_money:
            return
        if kind == "money-before" and not all(token.glued for token in self.tokens[hit.first + 1 : hit.last]):
            return  # "a $9M round" is no Australian dollar
        begin, end = (kind, hit.first), (kind, hit.last)
        if begin not in self._begin or self._begin[begin][0] < hit.last:
            self._begin[begin] = (hit.last, value)
        if end not in self._end or self._end[end][0] > hit.first:
            self._end[end] = (hit.first, value)

    def at(self, kind: str, at: int) -> Found | None:
        """The longest phrase of a kind that begins at a token: the token behind it, and its value."""
        return self._begin.get((kind, at))

    def before(self, kind: str, at: int) -> Found | None:
        """The longest phrase of a kind that ends before a token: its first token, and its value."""
        return self._end.get((kind, at))

    def low(self, at: int) -> str:
        """The token as it is compared; "" beyond either end."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def glued(self, at: int) -> bool:
        """Whether there is a token here that touches the one before."""
        return 0 < at < len(self.tokens) and self.tokens[at].glued

    def form(self, at: int) -> Form | None:
        """The form of a token, None beyond either end."""
        return self.tokens[at].form if 0 <= at < len(self.tokens) else None

    def hyphen(self, at: int) -> int:
        """1 where a hyphen joins the tokens around a place, else 0."""
        return int(self.low(at) == "-" and self.glued(at) and self.glued(at + 1))

    def period(self, at: int) -> Period | None:
        """The unit of time that a token names."""
        return self.tables.units.get(self.low(at))

    def is_counted_off(self, at: int) -> bool:
        """Whether an "of" alone stands between a number and its unit of time: "a couple of months"."""
        link = self.at("shares", at)
        wide = link is not None and link[0] == at + 1 and self.at("narrow_shares", at) is None
        return wide and self.period(at + 1) is not None
