"""What every entry of a knowledge file is: strict, and where it speaks, in every language there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self, get_args

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, ValidationInfo, model_validator
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ErrorType

from bot.domain.language import Language

_BUILT_IN = frozenset(get_args(ErrorType))
"""The kinds of faults that pydantic itself knows."""


class Entry(BaseModel):
    """What all entries share: an unknown key is an error, and nothing is converted silently (YAML's `no` is not a text)."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Spoken(Entry):
    """An entry with a value in every language, each under the language's code, beside its other keys.

    The languages come with the validation (`context={"languages": …}`): the folders of `language/` tell which there are.
    """

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)

    @property
    def by_language(self) -> dict[Language, Any]:
        """The values, in the order of the file."""
        return {Language(code): value for code, value in (self.model_extra or {}).items()}

    @model_validator(mode="wrap")
    @classmethod
    def _in_every_language(cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        """Tell of languages that are missing, and of keys that are neither known nor a language."""
        faults = list(_language_faults(data, set(cls.model_fields), (info.context or {}).get("languages", ())))
        try:
            entry = handler(data)
        except ValidationError as error:
            faults = [*map(_again, error.errors(include_url=False)), *faults]
            raise ValidationError.from_exception_data(cls.__name__, faults) from None
        if faults:
            raise ValidationError.from_exception_data(cls.__name__, faults)
        return entry


def _language_faults(data: Any, fields: set[str], languages: Sequence[str]) -> Iterator[InitErrorDetails]:
    if not isinstance(data, Mapping) or not languages:
        return
    for code in languages:
        if code not in data:
            yield InitErrorDetails(type="missing", loc=(code,), input=data)
    for key in data:
        if key not in fields and key not in languages:
            yield InitErrorDetails(type="extra_forbidden", loc=(str(key),), input=data[key])


def _again(fault: ErrorDetails) -> InitErrorDetails:
    """A fault as it can be raised once more; our own kinds keep their name."""
    context = fault.get("ctx", {})
    own = PydanticCustomError(fault["type"], fault["msg"].replace("{", "{{").replace("}", "}}"), context)
    kind: Any = fault["type"] if fault["type"] in _BUILT_IN else own
    return InitErrorDetails(type=kind, loc=fault["loc"], input=fault["input"], ctx=context)
