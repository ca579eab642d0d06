"""Builds the bot as it runs in Slack: over its database, with every listener, as an app or as a WSGI application."""

from __future__ import annotations

import atexit
import datetime
import gc
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType

from slack_bolt import App

from bot.advisor.ports import Stores
from bot.bootstrap import Answering, build_answering
from bot.bootstrap.allocator import give_back, share_arenas
from bot.bootstrap.desk import build_desk, build_follower, build_teaching
from bot.bootstrap.following import Follower
from bot.bootstrap.startup import http_settings, start_logging, told_by_gunicorn
from bot.domain.clock import Clock, utc_now
from bot.errors import StorageError
from bot.listeners.application import WORKERS, SlackAccess, build_app, reaches_slack
from bot.listeners.errands import DeliveryStatus
from bot.listeners.failures import FailureListener
from bot.listeners.front_desk import FrontDesk
from bot.listeners.handling import Handling
from bot.listeners.intake import Intake
from bot.listeners.lifecycle import PURGE
from bot.listeners.readiness import Readiness
from bot.listeners.registration import Table, build_table, register
from bot.listeners.reviews import REVIEW, Reviews
from bot.listeners.rounds import Rounds
from bot.listeners.slack_status import SlackStatus
from bot.listeners.spots import Spots
from bot.listeners.upkeep import Upkeep
from bot.listeners.web import Web
from bot.listeners.work_queue import WorkQueue
from bot.settings import Settings
from bot.storage.migrator import bring_up_to_date
from bot.storage.stores import open_stores

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackApp:
    """The Slack app, ready to take requests, with what answers them, and what tells and keeps it well."""

    app: App
    desk: FrontDesk
    table: Table
    executor: ThreadPoolExecutor
    queue: WorkQueue
    rounds: Rounds
    delivery: DeliveryStatus
    readiness: Readiness
    upkeep: Upkeep
    follower: Follower
    reviews: Reviews

    def begin(self) -> None:
        """Take in what is taught, then what lies in the inbox, and begin the upkeep; for the process that answers."""
        self.follower.start()
        self.rounds.start()
        self.upkeep.start()

    def finish(self) -> None:
        """Finish what is under way, and leave the rest to other copies, or to the next start."""
        self.queue.end()
        self.executor.shutdown(wait=True)
        self.rounds.stop()

    def close(self) -> None:
        """End whatever goes on by itself and let go of the database; to be called when the answers under way are out."""
        self.rounds.stop()
        self.upkeep.stop()
        self.follower.stop()
        self.desk.stores.housekeeping.close()


def build_slack_app(
    settings: Settings, answering: Answering, *, now: Callable[[], float] = time.monotonic, clock: Clock = utc_now
) -> SlackApp:
    """Return the app with every listener. Raises SettingsError where Slack refuses the token.

    `now` tells the seconds by which Slack's limits are waited out, `clock` everything else.
    """
    status = SlackStatus()
    desk = replace(build_desk(settings, answering, clock), hears_threads=status.hears_threads)
    access = _access(settings)
    executor = ThreadPoolExecutor(WORKERS, thread_name_prefix="listener")
    app = build_app(access, executor, status)
    queue, failures, delivery = WorkQueue(executor, now=now), FailureListener(desk), DeliveryStatus()
    follower = build_follower(settings, answering, desk)
    intake = Intake(desk.stores.inbox, queue, clock=desk.clock)
    teaching = build_teaching(settings, desk, follower)
    reviews = Reviews(teaching, intake)
    table = build_table(desk, answering.calculators, answering.fit, intake, teaching=teaching)
    spots = Spots(desk)
    register(app, table, failures, spots.at_call)
    handling = Handling(
        {**table.answerers, REVIEW: reviews.answer},
        inbox=desk.stores.inbox,
        client=app.client,
        status=delivery,
        give_up=desk.give_up,
        report=failures.report,
        clock=desk.clock,
        lasting=(PURGE, REVIEW),
        is_closed=intake.is_closed,
        pinned=spots.at_item,
    )
    queue.attach(handling.run)
    housekeeping, prepare = answering.stores.housekeeping, partial(bring_up_to_date, settings.database_url, create=False)
    checks = {"database": housekeeping.reachable, "Slack": lambda: reaches_slack(access, status)}
    return SlackApp(
        app=app,
        desk=desk,
        table=table,
        executor=executor,
        queue=queue,
        rounds=Rounds(queue, handling, desk.stores.inbox, tidy=give_back),
        delivery=delivery,
        readiness=Readiness(checks=checks, vital=[status.refusal], notes=[delivery.told, follower.told]),
        upkeep=Upkeep(housekeeping, prepare=prepare, remind=reviews.look, clock=clock),
        reviews=reviews,
        follower=follower,
    )


def _access(settings: Settings) -> SlackAccess:
    return SlackAccess(bot_token=settings.bot_token or "", signing_secret=settings.signing_secret, api_url=settings.slack_api_url)


def build_running(settings: Settings) -> Answering:
    """Build the advisor of a running bot: over its database, which is brought up to date first where it can be reached."""
    stores = open_stores(settings.database_url, keep=datetime.timedelta(days=settings.keep_days))
    prepare_database(settings.database_url, stores)
    return load(settings.knowledge_only, settings.knowledge, settings.cache_folder).over(stores)


_loaded: dict[tuple[Path | None, tuple[Path, ...], Path | None], Answering] = {}
"""What was read in this process or, under gunicorn, in the one that made it, by its folders."""


def load(
    knowledge: Path | None = None, layers: Sequence[Path] = (), cache: Path | None = None, *, anew: bool = False
) -> Answering:
    """Return what answers with a knowledge folder and layers on top; read once, unless it is to be `anew`.

    Raises KnowledgeError or ModelError.
    """
    key = (knowledge, tuple(layers), cache)
    if anew or key not in _loaded:
        with _building():
            _loaded[key] = build_answering(knowledge, layers=layers, cache=cache)
    return _loaded[key]


@contextmanager
def _building() -> Iterator[None]:
    """Let the garbage collector rest while what lasts is built (a fifth of the time), and pass it over ever after."""
    share_arenas()
    gc.disable()
    try:
        yield
    finally:
        give_back()
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
    slack.begin()
    end_with_the_process(slack)
    return Web(slack.app, slack.readiness)


def end_with_the_process(slack: SlackApp) -> None:
    """Let a server's worker end in order: at SIGTERM it begins nothing more after a while, at its exit it gives leases up.

    In between, Python itself waits for the threads that answer.
    """
    before = signal.getsignal(signal.SIGTERM)
    if callable(before) and threading.current_thread() is threading.main_thread():
        handle = before

        def end(number: int, frame: FrameType | None) -> None:
            slack.queue.end()
            handle(number, frame)

        signal.signal(signal.SIGTERM, end)
    atexit.register(slack.close)
