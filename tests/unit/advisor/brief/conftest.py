"""The brief over the real rules, on a day of its own."""

from __future__ import annotations

import datetime

import pytest

from bot.advisor.brief.composing import BriefComposer
from bot.advisor.brief.reading import BriefReader
from bot.advisor.brief.task import BriefTask
from bot.bootstrap import Answering
from bot.domain.brief import BriefRules
from bot.knowledge.brief import load_brief

TODAY = datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def rules(answering: Answering) -> BriefRules:
    loaded = load_brief(answering.snapshot.folder, answering.knowledge)
    assert loaded is not None
    return loaded


@pytest.fixture(scope="session")
def reader(answering: Answering, rules: BriefRules) -> BriefReader:
    return BriefReader(rules, answering.fit)


@pytest.fixture(scope="session")
def composer(answering: Answering, rules: BriefRules) -> BriefComposer:
    return BriefComposer(rules, answering.fit, answering.knowledge)


@pytest.fixture(scope="session")
def task(composer: BriefComposer, reader: BriefReader) -> BriefTask:
    return BriefTask(composer, reader, lambda: TODAY)
