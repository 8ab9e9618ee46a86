"""The background worker: runs tasks, beats, and looks each minute for what is due. Start any number of them."""

import logging
import threading
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from press.work import beats, rounds, ticks
from press.work.pulse import Pulse

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Run tasks in the background, and each minute look for what is due. Ends after its task on Ctrl-C or SIGTERM."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queues", default="*", help="Which queues, divided by commas; * is every one.")
        parser.add_argument(
            "--interval", type=float, default=1.0, help="Seconds between two looks into an empty queue."
        )

    def handle(self, *, queues: str, interval: float, **_options: Any) -> None:
        worker = Worker(
            queue_names=queues.split(","),
            excluded_queue_names=[],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=beats.own_name()[-64:],
        )
        pulses = [
            Pulse(beats.beat, seconds=beats.EVERY, name="The worker's beat"),
            Pulse(_tick, seconds=beats.TICK, name="The worker's tick"),
        ]
        stopping = threading.Event()
        pulses += [
            Pulse(
                partial(each.function, stopping.is_set), seconds=rounds.EVERY, name=f"{each.function.__name__} {line}"
            )
            for each in rounds.registered
            for line in range(1, each.threads() + 1)
        ]
        worker.configure_signals()
        for pulse in pulses:
            pulse.start()
        try:
            worker.run()
        finally:  # the worker ends by SystemExit when a signal finds it asleep
            stopping.set()
            for pulse in pulses:
                pulse.stop()
            beats.stop()
            logger.info("The worker has ended.")


def _tick() -> None:
    at = timezone.now()
    if beats.claim_tick(at):
        ticks.run_tick(at)
