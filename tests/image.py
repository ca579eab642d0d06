"""What the Dockerfile says, instruction by instruction, for the tests that lint it and those that do the same by hand."""

from __future__ import annotations

import fnmatch
import json
import shlex
from pathlib import Path

from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).parents[1]


def instructions() -> list[tuple[str, str]]:
    """Every instruction of the Dockerfile with what follows it, comments left out."""
    structure = DockerfileParser(path=str(ROOT / "Dockerfile")).structure
    return [(one["instruction"], one["value"]) for one in structure if one["instruction"] != "COMMENT"]


def values(name: str) -> list[str]:
    """What follows each instruction of one name."""
    return [value for instruction, value in instructions() if instruction == name]


def copies() -> list[tuple[list[str], str]]:
    """The sources and the target of every COPY."""
    return [(words[:-1], words[-1]) for words in map(shlex.split, values("COPY"))]


def command(value: str) -> list[str]:
    """The words of a CMD in its exec form, with or without HEALTHCHECK before it."""
    return list(json.loads(value[value.index("[") :]))


def is_sent(path: str) -> bool:
    """Whether .dockerignore lets a file or folder of the first level into the build: the last line that fits decides."""
    sent = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if line and not line.startswith("#") and fnmatch.fnmatch(path, pattern):
            sent = line.startswith("!")
    return sent
