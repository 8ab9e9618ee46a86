"""Workers that are killed in the middle of sending, as the processes they are: nobody is mailed twice, and of at most
one mail a kill it is not known whether it went out.
"""

import os
import signal
import subprocess
import sys
import time
from email import message_from_string, policy

import pytest
from django.conf import settings as django_settings
from django.db import connection

from accounts.models import User
from articles.tests.builders import make_article
from newsletters.actions.release import send_now
from newsletters.models import Delivery
from newsletters.tests.builders import make_edition, make_reader
from press.mail.tests.sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)
READERS, KILLS = 160, 4
_WORK = """
import django; django.setup()
from datetime import timedelta
from newsletters.models import Edition
from newsletters.sending.run import send_due
import time
while Edition.objects.filter(state="sending").exists():
    if not send_due(lease=timedelta(seconds=1)):
        time.sleep(0.1)
"""


def worker(sink: Sink) -> "subprocess.Popen[bytes]":
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        who = f"{database['USER']}:{database['PASSWORD']}@" if database["USER"] else ""
        url = f"postgres://{who}{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}/{database['NAME']}"
    known = {
        "DATABASE_URL": url,
        "BULK_MAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "true",
        "ENV_FILE": os.devnull,
    }
    return subprocess.Popen(
        [sys.executable, "-c", _WORK],
        env={**os.environ, **known},
        cwd=django_settings.BASE_DIR,
        stderr=subprocess.DEVNULL,
    )


def test_a_worker_that_is_killed_again_and_again_mails_nobody_twice(ben: User) -> None:
    for number in range(READERS):
        make_reader(f"r{number}@reader.example")
    edition = make_edition(make_article())
    send_now(edition, by=ben)
    with Sink() as sink:
        for kill in range(1, KILLS + 1):
            process = worker(sink)
            wait_for(lambda kill=kill: len(sink.received) >= kill * READERS // (KILLS + 2))
            process.send_signal(signal.SIGKILL)
            process.wait()
        last = worker(sink)
        assert last.wait(timeout=90) == 0
        sent = [str(message_from_string(one, policy=policy.default)["To"]) for one in sink.received]
    assert len(sent) == len(set(sent))
    uncertain = Delivery.objects.filter(state="uncertain").count()
    assert uncertain <= KILLS
    assert Delivery.objects.filter(state="accepted").count() + uncertain == READERS
    edition.refresh_from_db()
    assert edition.state == "sent"


def wait_for(holds: object, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not holds():  # type: ignore[operator] # a question
        assert time.monotonic() < until, "The worker sends nothing."
        time.sleep(0.01)
