"""The guide's two ways from nothing to an answered topic, word for word as they stand in it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bot.cli import main
from bot.domain.curators import Curators
from bot.knowledge.location import IN_REPOSITORY
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import home_of
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import USER, press_in_view
from tests.scenarios.test_teaching import elements, say, send

_GUIDE = (IN_REPOSITORY / "README.md").read_text(encoding="utf-8")
FIVE_MINUTES = _GUIDE.partition("\n## Five minutes")[2].partition("\n## ")[0]
IN_SLACK, _, IN_YAML = FIVE_MINUTES.partition("**In YAML.**")
ANSWER = "You may give up to 10 % on your own; your manager decides on more."


def fields(text: str) -> dict[str, str]:
    """What the table tells to write, by field; a line without a field goes on with the one above."""
    found: dict[str, str] = {}
    name = ""
    for row in re.findall(r"^\| (.*?) ?\| (.+?) \|$", text, re.MULTILINE)[1:]:
        name = row[0].strip() or name
        found[name] = "\n".join(filter(None, [found.get(name, ""), row[1]]))
    return found


def test_in_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = re.findall(r"(?:folder|file) `([\w.]+)`", IN_YAML)[::2][:2]
    (yaml,) = re.findall(r"```yaml\n(.*?)```", IN_YAML, re.DOTALL)
    commands = re.findall(r"^sales-advisor (.+)$", IN_YAML, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    place = tmp_path / folder / "topics" / file
    place.parent.mkdir(parents=True)
    place.write_text(yaml, encoding="utf-8")
    assert [command.split()[0] for command in commands] == ["check", "preview", "ask"]
    for command in commands:
        assert main(shlex.split(command)) == 0, command
    assert ANSWER in capsys.readouterr().out


def test_in_slack(start: Starter, slack: FakeSlack) -> None:
    bot = start(curators=Curators(people=frozenset({USER})))
    wanted = fields(IN_SLACK)
    (begin,) = elements(home_of(bot, slack))
    assert f"press **{begin['text']['text']}**" in IN_SLACK
    bot.send(press_in_view(begin, {"type": "home", "private_metadata": "en"}))
    window = slack.wait("views.open")[-1]["view"]
    assert f"Press **{window['submit']['text']}**" in IN_SLACK
    labels = {block["label"]["text"]: block["block_id"] for block in window["blocks"] if block["type"] == "input"}
    send(bot, window, **{labels[name]: text for name, text in wanted.items()})
    (told, question) = re.findall("“(Learnt: .+?”)”|`(.+?)`: it answers", IN_SLACK.replace("`ADVISOR_CURATORS`", ""))
    assert told[0] in str(slack.posts[-1])
    assert ANSWER in say(bot, slack, question[1])
