"""Builds the bot as it runs in Slack: over its database, with every listener, as an app or as a WSGI application."""

from __future__ import annotations

import atexit
import datetime
import gc
import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from slack_bolt import App

from bot.advisor.desk import Desk
from bot.advisor.fit.task import FitTask
from bot.advisor.ports import Stores
from bot.bootstrap import Answering, build_answering
from bot.bootstrap.startup import http_settings, start_logging, told_by_gunicorn
from bot.domain.conversation import Action, ActionKind
from bot.domain.fit_model import Axis
from bot.errors import StorageError
from bot.listeners.application import WORKERS, SlackAccess, build_app, reaches_slack
from bot.listeners.directory import Directory
from bot.listeners.fit_windows import FitTools
from bot.listeners.front_desk import FrontDesk
from bot.listeners.policy import Policy
from bot.listeners.readiness import Readiness
from bot.listeners.registration import Table, Tools, build_table, register
from bot.listeners.slack_status import SlackStatus
from bot.listeners.upkeep import Upkeep
from bot.listeners.web import Web
from bot.rendering.home import HomeRenderer
from bot.rendering.slack import SlackRenderer
from bot.settings import Settings
from bot.storage.migrator import bring_up_to_date
from bot.storage.stores import open_stores

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackApp:
    """The Slack app, ready to take requests, with the threads that answer them, and what tells and keeps it well."""

    app: App
    desk: FrontDesk
    table: Table
    executor: ThreadPoolExecutor
    readiness: Readiness
    upkeep: Upkeep

    def close(self) -> None:
        """End the upkeep and let go of the database; to be called when the answers under way are out."""
        self.upkeep.stop()
        self.desk.stores.housekeeping.close()


def build_slack_app(settings: Settings, answering: Answering) -> SlackApp:
    """Return the app with every listener. Raises SettingsError where Slack refuses the token."""
    policy = Policy(expert=settings.expert, allow_external=settings.allow_external, thread_follow=settings.thread_follow)
    tools = build_tools(answering)
    desk = FrontDesk(
        advisor=answering.advisor,
        slack=SlackRenderer(answering.renderer),
        stores=answering.stores,
        policy=policy,
        directory=Directory(locales=answering.reader.locales),
        offers=offers_of(tools),
    )
    access = SlackAccess(
        bot_token=settings.bot_token or "", signing_secret=settings.signing_secret, api_url=settings.slack_api_url
    )
    executor = ThreadPoolExecutor(WORKERS, thread_name_prefix="listener")
    status = SlackStatus()
    app = build_app(access, executor, status)
    upkeep = Upkeep(answering.stores.housekeeping, prepare=lambda: bring_up_to_date(settings.database_url, create=False))
    titles = {name: metric.title for name, metric in tools.calculators.metrics.items()}
    table = build_table(desk, HomeRenderer(answering.renderer, answering.knowledge, titles), tools, upkeep)
    register(app, table, desk)
    readiness = Readiness(
        checks={"database": answering.stores.housekeeping.reachable, "Slack": lambda: reaches_slack(access, status)},
        vital=[status.refusal],
    )
    return SlackApp(app=app, desk=desk, table=table, executor=executor, readiness=readiness, upkeep=upkeep)


def build_tools(answering: Answering) -> Tools:
    """Return the calculators and the fit assessment as Slack's windows use them."""
    desk = Desk(topics=answering.knowledge.topics, calculators=answering.calculators, fit=answering.fit)
    fit = FitTools(check=answering.fit, task=FitTask(answering.fit))
    return Tools(calculators=answering.calculators, show=desk.show, fit=fit)


def offers_of(tools: Tools) -> dict[str, tuple[Action, ...]]:
    """Return what is offered below the answers on a topic: its calculator, or the fit check it tells about."""
    offers: dict[str, tuple[Action, ...]] = {
        metric: (Action(kind=ActionKind.CALCULATE, value=metric),) for metric in tools.calculators.metrics
    }
    readiness = tools.fit.check.model.on(Axis.READINESS)
    told = {claim.partition(".")[0] for criterion in readiness for claim in criterion.claims.values()}
    return {topic: (Action(kind=ActionKind.FIT),) for topic in sorted(told)} | offers


def build_running(settings: Settings) -> Answering:
    """Build the advisor of a running bot: over its database, which is brought up to date first where it can be reached."""
    stores = open_stores(settings.database_url, keep=datetime.timedelta(days=settings.keep_days))
    prepare_database(settings.database_url, stores)
    with _building():
        return build_answering(settings.knowledge, stores)


@contextmanager
def _building() -> Iterator[None]:
    """Let the garbage collector rest while what lasts is built (a fifth of the time), and pass it over ever after."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def prepare_database(url: str, stores: Stores) -> None:
    """Make or migrate the tables. A database that fails is no reason not to start: the bot answers without memory."""
    try:
        bring_up_to_date(url)
    except StorageError as error:
        # Asked, the stores find and tell the same, and once only; what they do not meet is told here.
        if stores.housekeeping.reachable():
            logger.warning("Starting on tables as they are: %s", error)


@told_by_gunicorn
def build_wsgi(environ: Mapping[str, str] | None = None) -> Web:
    """Return the WSGI application for gunicorn: `gunicorn 'bot.bootstrap.slack:build_wsgi()'`."""
    settings = http_settings(environ)
    start_logging(settings)
    answering = build_running(settings)
    slack = build_slack_app(settings, answering)
    slack.upkeep.start()
    atexit.register(slack.close)
    return Web(slack.app, slack.readiness)
