"""Which phrases have which features: read once, and then taken apart and put together as numbers."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy

from bot.matching.reading import FIELDS, Reading, grams_of
from bot.matching.rows import MANY, Integers, Rows, edges

_KINDS = len(FIELDS)
_GRAM = FIELDS.index("gram")


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Features by field and name, in this order, with the field of each (its place in FIELDS), and the rows that have them.

    A row's columns rise.
    """

    features: Sequence[str]
    fields: Integers
    rows: Rows

    @classmethod
    def of(cls, readings: Iterable[Reading], framed: Container[int] = ()) -> Incidence:
        """Take the features of readings, one by one: as objects, all together would take hundreds of megabytes.

        framed: the places of those whose frame is looked at too. Only what tells a want has a use for it, and it takes time.
        """
        known = [_Numbers(field) for field in range(_KINDS)]
        entries, said = _Entries(), _Entries()
        words: dict[str, int] = {}  # numbered as they are met
        for place, reading in enumerate(readings):
            for name, features in ({**reading.whole, **reading.frame} if place in framed else reading.whole).items():
                entries.add(map(known[FIELDS.index(name)].__getitem__, features))
            entries.end()
            said.add([words.setdefault(word, len(words)) for word in set(reading.content)])
            said.end()
        return _sorted(known, entries.rows(), said.rows(), _pieces(words, known[_GRAM]))

    def taken(self, picked: Integers) -> Incidence:
        """The same for some rows, in the order given; the features stay all."""
        return Incidence(self.features, self.fields, self.rows.take(picked))

    def joined(self, other: Incidence) -> Incidence:
        """The rows of both, those of the other behind."""
        known = [_Numbers(field) for field in range(_KINDS)]
        codes = []
        for one in (self, other):
            own = [known[field][feature] for field, feature in zip(one.fields.tolist(), one.features, strict=True)]
            codes.append(numpy.array(own, numpy.int32)[one.rows.columns])
        ends = numpy.concatenate([self.rows.starts, self.rows.starts[-1] + other.rows.starts[1:]])
        return _sorted(known, Rows.of_ones(ends, numpy.concatenate(codes)))


class _Numbers(dict[str, int]):
    """Numbers the features of one field as they are met; a number tells its field, too."""

    def __init__(self, field: int) -> None:
        super().__init__()
        self._field = field

    def __missing__(self, feature: str) -> int:
        number = self[feature] = len(self) * _KINDS + self._field
        return number


class _Entries:
    """The numbers of rows, one row after the other."""

    def __init__(self) -> None:
        self._entries, self._ends = array("i"), array("q", [0])

    def add(self, numbers: Iterable[int]) -> None:
        """Add numbers to the row."""
        self._entries.extend(numbers)

    def end(self) -> None:
        """End the row."""
        self._ends.append(len(self._entries))

    def rows(self) -> Rows:
        """All rows."""
        return Rows.of_ones(numpy.asarray(self._ends), numpy.asarray(self._entries))


def _pieces(words: Iterable[str], numbers: _Numbers) -> Rows:
    """The numbers of the pieces of each word: words recur, and have some twenty pieces each."""
    found = _Entries()
    for word in words:
        found.add(map(numbers.__getitem__, grams_of(word)))
        found.end()
    return found.rows()


def _sorted(known: Sequence[_Numbers], codes: Rows, said: Rows | None = None, pieces: Rows | None = None) -> Incidence:
    """Bring features into their order, and the entries of each row, which are told by the numbers they were met by, once each.

    said: the words of each row that are known by their pieces; `pieces` holds those of each word.
    """
    order = [sorted(one) for one in known]
    firsts = numpy.cumsum([0, *map(len, order)])
    places = numpy.zeros(_KINDS * max(map(len, order)), numpy.int32)
    for field, names in enumerate(order):
        places[[known[field][name] for name in names]] = firsts[field] + numpy.arange(len(names))
    count, lengths, columns = int(firsts[-1]), [numpy.zeros(1, numpy.int64)], [numpy.zeros(0, numpy.int32)]
    for rows, owners, entries in _blocks(codes, said, pieces):
        keys = numpy.sort(owners * count + places[entries])
        keys = keys[edges(keys)]
        lengths.append(numpy.bincount(keys // count, minlength=rows) if count else numpy.zeros(rows, numpy.int64))
        columns.append((keys % max(count, 1)).astype(numpy.int32))
    fields = numpy.repeat(numpy.arange(_KINDS), [len(names) for names in order])
    features = [name for names in order for name in names]
    return Incidence(features, fields, Rows.of_ones(numpy.cumsum(numpy.concatenate(lengths)), numpy.concatenate(columns)))


def _blocks(codes: Rows, said: Rows | None, pieces: Rows | None) -> Iterator[tuple[int, Integers, Integers]]:
    """Yield some rows at a time, the pieces of their words included, which are three in four entries: how many rows they are, and
    the row and the number of every entry.
    """
    for first in range(0, codes.count, MANY):
        some = codes.part(first, first + MANY)
        owners, entries = some.owners, some.columns
        if said is not None and pieces is not None:
            spoken = said.part(first, first + MANY)
            split = pieces.take(spoken.columns)
            owners = numpy.concatenate([owners, spoken.owners[split.owners]])
            entries = numpy.concatenate([entries, split.columns])
        yield some.count, owners, entries
