"""`.env.sample` names exactly the variables the settings read, each with a comment, at its default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.settings import Settings

SAMPLE = (Path(__file__).parents[2] / ".env.sample").read_text(encoding="utf-8")
SECRETS = {"SLACK_BOT_TOKEN": "xoxb-1-2-a", "SLACK_APP_TOKEN": "xapp-1-a", "SLACK_SIGNING_SECRET": "0123456789abcdef"}


class Watched(Mapping[str, str]):
    """An environment that remembers which variables were asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError("settings are read by name")

    def __len__(self) -> int:
        raise NotImplementedError("settings are read by name")


def sample() -> dict[str, str]:
    """The variables of the sample, in its order."""
    lines = [line for line in SAMPLE.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_the_sample_and_the_settings_name_the_same_variables() -> None:
    environ = Watched({**sample(), **SECRETS})
    Settings.from_env(environ, need="socket")
    Settings.from_env(environ, need="http")
    assert set(sample()) == environ.asked


def test_the_sample_shows_the_defaults_and_no_secret() -> None:
    assert Settings.from_env(sample(), need="terminal") == Settings.from_env({}, need="terminal")
    assert {name: sample()[name] for name in SECRETS} == dict.fromkeys(SECRETS, "")


def test_every_variable_is_explained() -> None:
    for block in SAMPLE.strip().split("\n\n")[1:]:
        *comments, variable = block.splitlines()
        assert "=" in variable
        assert comments
        assert all(comment.startswith("# ") for comment in comments)


def test_no_other_module_reads_the_environment() -> None:
    root = Path(__file__).parents[2] / "bot"
    readers = [
        path
        for path in root.rglob("*.py")
        if "os.environ" in path.read_text(encoding="utf-8") or "getenv" in path.read_text(encoding="utf-8")
    ]
    assert {path.relative_to(root).parts[0] for path in readers} <= {"bootstrap.py", "bootstrap", "cli", "cli.py", "__main__.py"}
