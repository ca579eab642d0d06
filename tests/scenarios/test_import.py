"""A table of a hundred rows comes in as drafts; a curator publishes from Home, and the next question is answered."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bot.cli import main
from bot.domain.curators import Curators
from bot.domain.taught import TaughtState
from bot.rendering.limits import view_problems
from tests.scenarios.conftest import Starter
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import DIRECT, USER, direct, event, press_in_view

ROWS = 100


def test_a_hundred_rows_become_drafts_that_a_curator_publishes(
    start: Starter, slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faq = tmp_path / "faq.csv"
    with faq.open("w", encoding="cp1252", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(["Topic name", "Question", "Question 2", "Answer", "Source", "Link"])
        # Of things that no other topic is asked about: to take a question from one needs a second press.
        for number in range(ROWS):
            asked = f"how many teeth has the sprocket {number}x?", f"teeth of sprocket {number}x"
            table.writerow([f"Sprocket {number}x", *asked, f"It has {number + 1} teeth – hardened.", "Data sheet", ""])
    bot = start(curators=Curators(people=frozenset({USER})))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    assert main(["import", str(faq)]) == 0
    taught = bot.parts.desk.stores.taught.current()
    assert (len(taught), {one.state for one in taught}) == (ROWS, {TaughtState.DRAFT})
    bot.send(event("app_home_opened", tab="home", channel=DIRECT))
    home = slack.wait("views.publish")[-1]["view"]
    assert view_problems(home) == []
    menu = next(one["accessory"] for one in home["blocks"] if one.get("accessory", {}).get("type") == "overflow")
    option = next(one for one in menu["options"] if one["value"].startswith("publish:"))
    bot.send(press_in_view(menu, {"type": "home", "private_metadata": "en"}, selected_option=option))
    bot.finish_work()
    topic = option["value"].rpartition(":")[2]
    published = bot.parts.desk.stores.taught.find(topic=topic)
    assert published is not None
    assert published.state is TaughtState.PUBLISHED
    bot.send(direct(published.body["phrases"]["en"][0]))
    bot.finish_work()
    assert published.body["answer"] in str(slack.posts[-1])
