"""What is worked out when it is first asked for, and kept with the value it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

OwnerT = TypeVar("OwnerT")
ValueT = TypeVar("ValueT")


class lazily(Generic[OwnerT, ValueT]):  # noqa: N801  a decorator, as `functools.cached_property`
    """`functools.cached_property` without its lock, which until Python 3.12 is one for the values of all owners at once.

    For owners with a `__dict__`. Two threads that ask at the same moment may both work the value out: it has to be the same.
    """

    def __init__(self, work: Callable[[OwnerT], ValueT]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type[OwnerT], name: str) -> None:
        """Learn the name that the value is kept under: from then on Python finds it there and asks no more."""
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type[OwnerT]) -> lazily[OwnerT, ValueT]: ...

    @overload
    def __get__(self, owner: OwnerT, kind: type[OwnerT]) -> ValueT: ...

    def __get__(self, owner: Any, kind: type[OwnerT]) -> Any:
        """Work the value out and keep it."""
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._work(owner)
        return value
