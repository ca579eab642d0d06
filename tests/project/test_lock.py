"""The lock and the ranges agree, on every Python and platform we promise, and whoever installs it gets what was tested."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
PRODUCTION = [*PROJECT["project"]["dependencies"], *EXTRAS["postgres"], *PROJECT["build-system"]["requires"]]
WANTED = {
    "requirements.txt": PRODUCTION,
    "requirements-dev.txt": [*PRODUCTION, *(one for one in EXTRAS["dev"] if not one.startswith("sales-advisor"))],
}
ENVIRONMENTS = [
    {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"} | platform
    for python in ("3.11", "3.12", "3.13", "3.14")
    for platform in (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    )
]


@cache
def entries(lock: str) -> dict[str, list[tuple[Requirement, int]]]:
    """Every package of a lock by name: its lines, each with the number of its hashes."""
    found: dict[str, list[tuple[Requirement, int]]] = {}
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in (line for line in text.splitlines() if line and not line.lstrip().startswith("#")):
        requirement = Requirement(line.partition(" --hash=")[0].strip())
        found.setdefault(canonicalize_name(requirement.name), []).append((requirement, line.count(" --hash=sha256:")))
    return found


def pins(lock: str, name: str, environment: dict[str, str]) -> list[str]:
    """The versions a lock installs of a package somewhere."""
    lines = (requirement for requirement, _ in entries(lock).get(canonicalize_name(name), ()))
    return [str(one.specifier).removeprefix("==") for one in lines if not one.marker or one.marker.evaluate(environment)]


def disagreements(lock: str) -> Iterator[str]:
    for wish in map(Requirement, WANTED[lock]):
        for environment in ENVIRONMENTS:
            if wish.marker and not wish.marker.evaluate(environment):
                continue
            found = pins(lock, wish.name, environment)
            if len(found) != 1 or not wish.specifier.contains(found[0]):
                yield f"{wish}: {found} on Python {environment['python_version']}, {environment['sys_platform']}"


@pytest.mark.parametrize("lock", list(WANTED))
def test_every_range_has_one_locked_version_inside_it_on_every_python_and_platform(lock: str) -> None:
    assert list(disagreements(lock)) == []


@pytest.mark.parametrize("lock", list(WANTED))
def test_every_locked_package_is_pinned_and_has_its_hashes(lock: str) -> None:
    lines = [line for found in entries(lock).values() for line in found]
    assert lines
    assert [str(requirement) for requirement, hashes in lines if not hashes] == []
    assert [str(one) for one, _ in lines if not re.fullmatch(r"==[0-9][^,*]*", str(one.specifier))] == []


def test_what_developers_test_is_what_runs() -> None:
    def versions(lock: str) -> dict[str, list[str]]:
        return {name: [str(one) for one, _ in found] for name, found in entries(lock).items()}

    assert versions("requirements.txt").items() <= versions("requirements-dev.txt").items()


@pytest.mark.parametrize("lock", list(WANTED))
def test_no_lock_names_where_packages_come_from(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"https?:|--(?:extra-)?index-url|--find-links|file:", text) == []
    assert "make lock" in text.splitlines()[1]


def test_the_lock_holds_the_build_backend_the_project_names() -> None:
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]


def test_every_bound_of_python_is_the_lock_s() -> None:
    assert PROJECT["project"]["requires-python"] == ">=" + PROJECT["tool"]["uv"]["pip"]["python-version"]
